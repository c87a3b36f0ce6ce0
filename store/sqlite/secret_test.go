package sqlite_test

import (
	"errors"
	"strings"
	"testing"

	"dateline/news"
	"dateline/store/sqlite"
)

// TestErrorTellsNoSecret: an error about a feed does not tell the secret in its address, which
// not everybody who changes the feed may know.
func TestErrorTellsNoSecret(t *testing.T) {
	s, err := sqlite.Open(t.Context(), t.TempDir()+"/news.db", sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	const url = "https://mine.example/feed?token=s3cret"
	for _, id := range []news.FeedID{"one", "two"} {
		err = s.PutFeed(t.Context(), news.Feed{ID: id, URL: url})
	}
	if !errors.Is(err, news.ErrExists) || strings.Contains(err.Error(), "s3cret") {
		t.Errorf("told %v", err)
	}
}
