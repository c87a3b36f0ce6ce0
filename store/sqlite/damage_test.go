package sqlite

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/news"
)

// TestDamagedPages spoils each page of a file in turn, one at a time. Whatever page it
// is, the next starts end with a store that works, the broken file is kept under a
// name that is told, and what the reader did is carried over unless it stood on that
// very page.
func TestDamagedPages(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and run without -short too")
	}
	whole := versionOneBytes(t)
	pages := ownersOfPages(t, whole)
	by := 3
	if testing.Short() {
		by = 11
	}
	aside, lost := 0, []string{}
	for n := 1; n <= len(pages); n++ {
		owner := pages[n-1]
		if n%by != 0 && !userState(owner) && n > 1 {
			continue
		}
		t.Run(fmt.Sprintf("page %d %s", n, owner), func(t *testing.T) {
			got, was := openDamaged(t, whole, n)
			if was {
				aside++
			}
			if n > 1 && !userState(owner) && got != all {
				t.Errorf("%+v carried over, want %+v", got, all)
			}
			if got != all {
				lost = append(lost, fmt.Sprintf("%s %+v", owner, got))
			}
		})
	}
	t.Logf("%d files set aside; of what the reader did something was lost with: %s", aside, strings.Join(lost, "; "))
	if aside == 0 {
		t.Error("no damage was ever found")
	}
}

// state is how much of what a reader did there is.
type state struct{ feeds, read, starred, settings int }

// all is what the file of the first schema holds.
var all = state{feeds: 3, read: 12, starred: 6, settings: 1}

// userState reports whether a table or index is needed to read what the reader did.
func userState(owner string) bool {
	for _, name := range []string{"feed", "user", "mark", "setting", "story", "sqlite_schema"} {
		if owner == name || strings.HasPrefix(owner, "sqlite_autoindex_"+name+"_") {
			return true
		}
	}
	return false
}

func versionOneBytes(t *testing.T) []byte {
	t.Helper()
	path := VersionOne(t)
	mustOpen(t, path).Close() // carried forward to the schema of today
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// ownersOfPages names the table or index of each page, "" where it is none's.
func ownersOfPages(t *testing.T, whole []byte) []string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "news.db")
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	s := mustOpen(t, path)
	owners := make([]string, len(whole)/8192)
	rows, err := s.read.Query(`SELECT pageno, name FROM dbstat`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var n int
		var name string
		if err := rows.Scan(&n, &name); err != nil {
			t.Fatal(err)
		}
		owners[n-1] = name
	}
	return owners
}

// openDamaged spoils page n, uses the store as a reader would, and counts what is
// there after the next start.
func openDamaged(t *testing.T, whole []byte, n int) (got state, aside bool) {
	t.Helper()
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "news.db")
	b := append([]byte{}, whole...)
	for i := range 8192 {
		b[(n-1)*8192+i] = 0x55
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(ctx, path, Options{})
	if err != nil {
		t.Fatalf("first start: %v", err)
	}
	where := s.SetAside()
	if where == "" {
		lookAround(s)
		s.Close()
		if s, err = Open(ctx, path, Options{}); err != nil {
			t.Fatalf("second start: %v", err)
		}
		where = s.SetAside()
	}
	defer s.Close()
	if where != "" {
		if kept, err := os.ReadFile(where); err != nil || len(kept) != len(b) {
			t.Errorf("the broken file %s: %d bytes, %v", where, len(kept), err)
		}
		checkFresh(t, s)
	}
	for query, into := range map[string]*int{
		`SELECT count(*) FROM feed WHERE id <> 'fresh'`: &got.feeds, `SELECT count(*) FROM setting WHERE key = 'panes'`: &got.settings,
		`SELECT (SELECT count(*) FROM mark WHERE read <> 0) + (SELECT count(*) FROM kept WHERE read <> 0)`:       &got.read,
		`SELECT (SELECT count(*) FROM mark WHERE starred <> 0) + (SELECT count(*) FROM kept WHERE starred <> 0)`: &got.starred,
	} {
		if err := s.read.QueryRow(query).Scan(into); err != nil && where != "" {
			t.Errorf("%s: %v", query, err)
		}
	}
	return got, where != ""
}

// lookAround reads what a reader reads; errors are what it is for.
func lookAround(s *Store) {
	ctx := context.Background()
	for _, v := range []news.View{news.Top, news.Wire} {
		p, _ := s.Headlines(ctx, news.ListQuery{User: news.Local, View: v, Limit: 100})
		for _, r := range p.Rows {
			_, _ = s.Article(ctx, news.Local, r.Story)
			_, _ = s.Event(ctx, news.AnyUser, r.Event, 100)
		}
	}
	for _, text := range []string{"government", "is:unread", "is:starred", "country:PRK", "figure:troops>1"} {
		if q, err := news.ParseQuery(text); err == nil {
			_, _ = s.Headlines(ctx, news.ListQuery{User: news.Local, View: news.Top, Query: q, Limit: 100})
			_, _ = s.Counts(ctx, news.Local, q)
		}
	}
	feeds, _ := s.Feeds(ctx, news.Local)
	for _, f := range feeds {
		_, _ = s.Feed(ctx, news.Local, f.ID)
	}
	_, _ = s.Setting(ctx, news.Local, "panes")
	_, _ = s.Untagged(ctx, "bench 2", 100)
}

// checkFresh uses the store begun in the place of a broken one.
func checkFresh(t *testing.T, s *Store) {
	t.Helper()
	ctx := context.Background()
	f := news.Feed{ID: "fresh", URL: "https://fresh.example/feed", Title: "Fresh", Outlet: "Fresh"}
	if err := s.PutFeed(ctx, f); err != nil {
		t.Errorf("subscribing in the fresh file: %v", err)
	}
	st := news.Story{ID: "fresh", Feed: f.ID, Title: "A headline", Text: "Text.", Published: faultTime, Seen: faultTime}
	if _, err := s.File(ctx, news.Delivery{Feed: f.ID, Stories: []news.Story{st}}); err != nil {
		t.Errorf("filing in the fresh file: %v", err)
	}
	var verdict string
	if err := s.read.QueryRow("PRAGMA integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
		t.Errorf("the fresh file is %q, %v", verdict, err)
	}
}
