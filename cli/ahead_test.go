package cli

import (
	"context"
	"path/filepath"
	"testing"

	"dateline/config"
	"dateline/news"
	"dateline/store/sqlite"
)

// Rows that were looked up ahead go to who asks for them first, and to nobody else.
func TestRowsAhead(t *testing.T) {
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "news.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	room := newNewsroom(config.Config{}, s, world{network: offline{}}, nil, nil, nil)
	defer room.close()
	top, wire := news.ListQuery{View: news.Top, Limit: 64}, news.ListQuery{View: news.Wire, Limit: 64}
	for _, row := range []struct {
		name  string
		query news.ListQuery
		ended bool // whether what comes is what was looked up
	}{
		{"the same", top, true}, {"another", wire, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			a := &ahead{Desk: room.desk}
			over, stop := context.WithCancel(t.Context())
			stop() // so that what was looked up is an error
			a.ask(over, top)
			if _, err := a.Headlines(t.Context(), row.query); (err != nil) != row.ended {
				t.Errorf("first: %v", err)
			}
			if _, err := a.Headlines(t.Context(), top); err != nil {
				t.Errorf("then: %v", err)
			}
		})
	}
}
