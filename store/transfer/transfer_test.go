//go:build unix

package transfer_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/news"
	"dateline/store/postgres"
	"dateline/store/postgres/pgtest"
	"dateline/store/sqlite"
	"dateline/store/transfer"
)

var day = time.Date(2026, 4, 10, 12, 0, 0, 0, time.UTC)

func clock() time.Time { return day }

func file(t *testing.T) transfer.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "news.db"), sqlite.Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// fill has a bit of everything: versions, events, marks of two readers, a feed that one of
// them has for himself, notes, a bookmark, a page, a search, a setting.
func fill(t *testing.T, s transfer.Store) {
	t.Helper()
	ctx := t.Context()
	var sts []news.Story
	for i := range 3 {
		url := fmt.Sprintf("https://outlet%d.example/feed", i)
		f := news.Feed{ID: news.NewFeedID(url), URL: url, Title: fmt.Sprint("Outlet ", i), Outlet: fmt.Sprint("Outlet ", i), Added: day, Tags: []string{"world"}}
		if i < 2 {
			must(t, s.PutFeed(ctx, f))
		} else if _, err := s.Subscribe(ctx, "ana", []news.Feed{f}); err != nil {
			t.Fatal(err)
		}
		d := news.Delivery{Feed: f.ID, State: news.FetchState{Status: 200, ETag: "x", LastTry: day, Next: day.Add(time.Hour)}}
		for n := range 70 {
			key := fmt.Sprint("story-", i, "-", n)
			d.Stories = append(d.Stories, news.Story{ID: news.NewStoryID(f.ID, key), Feed: f.ID, GUID: key, Outlet: f.Outlet, URL: "https://a.example/" + key, Lang: "en",
				Title: "Headline " + key, Text: "The dam of " + key + " holds.", Published: day.Add(-time.Duration(n) * time.Minute), Seen: day.Add(time.Minute), Version: 1})
		}
		_, err := s.File(ctx, d)
		must(t, err)
		sts = append(sts, d.Stories...)
	}
	next := sts[1]
	next.Text, next.Seen = "The dam broke.", day.Add(time.Hour)
	_, err := s.File(ctx, news.Delivery{Feed: next.Feed, Stories: []news.Story{next}, State: news.FetchState{Status: 200}})
	must(t, err)
	var as []news.Annotation
	for i, st := range sts[:140] {
		a := news.Annotation{Story: st.ID, Version: 1, Tagger: "now", Place: news.Placement{Story: st.ID, Event: news.EventID(sts[i%70].ID), Source: st.Outlet}}
		a.Mentions = []news.Mention{{Field: news.InText, Span: news.Span{End: 3}, Kind: news.Country, Ref: "PRK", Name: "North Korea"}}
		if i == 1 {
			a.Version = 2
		}
		as = append(as, a)
	}
	must(t, s.Annotate(ctx, as))
	for _, u := range []news.User{news.Local, "ana"} {
		for k, kind := range []news.MarkKind{news.MarkRead, news.MarkStarred} {
			_, err := s.Mark(ctx, u, news.Change{Kind: kind, On: true, At: day, Stories: []news.StoryID{sts[3+k].ID, sts[7].ID}})
			must(t, err)
		}
		_, err := s.PutNote(ctx, news.Note{Story: sts[9].ID, User: u, Text: "ask them", Shared: u == "ana", Made: day})
		must(t, err)
	}
	must(t, s.Leave(ctx, "ana", news.Bookmark{Story: sts[3].ID, Version: 1, At: day, Offset: 4}))
	must(t, s.PutFullText(ctx, news.FullText{Story: sts[3].ID, Version: 1, URL: "https://a.example/page", Title: "T", Text: "The page.", Fetched: day}))
	must(t, s.SetSetting(ctx, "ana", "panes", "40 60"))
	must(t, s.Correct(ctx, []news.Verdict{{Story: sts[70].ID, Event: news.EventID(sts[0].ID), Ruling: news.RuledApart}}, nil))
	_, err = s.SaveSearch(ctx, news.SavedSearch{User: "ana", Name: "dam", Query: "dam", Fires: []news.Trigger{news.OnEvent}, Made: day})
	must(t, err)
}

func carry(t *testing.T, from, to transfer.Store) {
	t.Helper()
	must(t, transfer.Copy(t.Context(), from, to, transfer.Options{Engines: "now"}))
	r, err := transfer.Compare(t.Context(), from, to)
	must(t, err)
	if !r.Same() || r.Rows < 600 {
		t.Fatalf("%d rows, %d and more differ: %q", r.Rows, len(r.Different), r.Different)
	}
}

// TestThereAndBack carries a store of one file over to PostgreSQL, where it is broken off, again, and back.
func TestThereAndBack(t *testing.T) {
	server := pgtest.Running(t)
	s, err := postgres.Open(context.Background(), server.URL("postgres"), postgres.Options{Now: clock})
	must(t, err)
	defer s.Close()
	first, last := file(t), file(t)
	fill(t, first)
	brokenOff(t, first, s)
	carry(t, s, last)
}

// TestFileToFile does so twice without a server, and finds what differs.
func TestFileToFile(t *testing.T) {
	first, last := file(t), file(t)
	fill(t, first)
	carry(t, first, last)
	carry(t, first, last)
	must(t, last.SetSetting(t.Context(), "ana", "panes", "50 50"))
	p, err := last.Headlines(t.Context(), news.ListQuery{User: "ana", View: news.Wire, Limit: 1})
	must(t, err)
	_, err = last.Mark(t.Context(), "ana", news.Change{Kind: news.MarkRead, On: true, At: day, Stories: []news.StoryID{p.Rows[0].Story}})
	must(t, err)
	r, err := transfer.Compare(t.Context(), first, last)
	must(t, err)
	if r.Same() || len(r.Different) != 3 { // the setting, the story, and the feed's count
		t.Errorf("differing: %q", r.Different)
	}
}

// breaking is a store that takes a number of calls of one kind and is cut off at the next.
type breaking struct {
	transfer.Store
	kind string
	left int
	cut  context.CancelFunc
}

func (b *breaking) use(kind string) {
	if kind != b.kind {
		return
	}
	if b.left--; b.left < 0 {
		b.cut()
	}
}

func (b *breaking) File(ctx context.Context, d news.Delivery) (news.Filed, error) {
	b.use("file")
	return b.Store.File(ctx, d)
}

func (b *breaking) Annotate(ctx context.Context, as []news.Annotation) error {
	b.use("annotate")
	return b.Store.Annotate(ctx, as)
}

func (b *breaking) Mark(ctx context.Context, u news.User, c news.Change) (news.Change, error) {
	b.use("mark")
	return b.Store.Mark(ctx, u, c)
}

// brokenOff breaks transfers to one target off in each of their steps, and carries all over
// in the end.
func brokenOff(t *testing.T, first, last transfer.Store) {
	t.Helper()
	for _, row := range []struct {
		name, kind, step string
		calls            int
	}{
		{"the first filing", "file", "stories", 0},
		{"the second", "file", "stories", 1},
		{"in the midst of stories", "file", "stories", 60},
		{"further on", "file", "stories", 100},
		{"the first findings", "annotate", "events", 0},
		{"later findings", "annotate", "events", 1},
		{"the first marks", "mark", "readers", 0},
		{"later marks", "mark", "readers", 1},
	} {
		ctx, cut := context.WithCancel(t.Context())
		b := &breaking{Store: last, kind: row.kind, left: row.calls, cut: cut}
		err := transfer.Copy(ctx, first, b, transfer.Options{Engines: "now"})
		cut()
		if err == nil || !strings.Contains(err.Error(), "carry over "+row.step+":") {
			t.Errorf("%s: %v", row.name, err)
		}
	}
	carry(t, first, last)
}

// TestBrokenOff begins transfers again that were broken off.
func TestBrokenOff(t *testing.T) {
	if testing.Short() {
		t.Skip("it transfers a store eight times over")
	}
	first := file(t)
	fill(t, first)
	brokenOff(t, first, file(t))
}
