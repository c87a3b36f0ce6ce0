package cli

import (
	"bytes"
	"strings"
	"testing"

	"dateline/news"
)

// TestShowTellsNoSecret: what a session's reader is shown of a story does not tell the secret
// in the address of the shared feed that it came from.
func TestShowTellsNoSecret(t *testing.T) {
	room := openTestEdition(t)
	page, err := room.store.Headlines(t.Context(), news.ListQuery{User: news.Local, View: news.Wire, Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	f, err := room.store.Feed(t.Context(), news.Local, page.Rows[0].Feed)
	if err != nil {
		t.Fatal(err)
	}
	f.URL = "https://wire.example/feed?token=s3cret"
	if err := room.store.PutFeed(t.Context(), f.Feed); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		role news.Role
		told bool
	}{{news.Guest, false}, {news.Reader, false}, {news.Editor, false}, {news.Owner, true}} {
		var out bytes.Buffer
		a := newApp(Streams{In: strings.NewReader(""), Out: &out, Err: &out})
		a.now, a.inside, a.user, a.role = room.clock, room, "ana", row.role
		cmd := a.showCommand()
		cmd.SetArgs([]string{"--json", string(page.Rows[0].Story)})
		if err := cmd.ExecuteContext(t.Context()); err != nil || strings.Contains(out.String(), "s3cret") != row.told {
			t.Errorf("%s is shown %s, %v", row.role, out.String(), err)
		}
	}
}
