package desk

import (
	"net/http"
	"testing"
	"time"

	"dateline/news"
)

// Stories go by age and by number, starred ones and what the document still lists stay,
// and a clock that jumps ahead makes nothing old.
func TestSweep(t *testing.T) {
	for _, row := range []struct {
		name          string
		days, perFeed int
		jump          time.Duration
		want          int // of 6 stories, days apart, of which the oldest is starred
	}{
		{"nothing is asked for", 0, 0, 0, 6},
		{"by age", 3, 0, 0, 5},
		{"by age, under a clock that jumped", 3, 0, 20000 * time.Hour, 5},
		{"by number", 0, 4, 0, 5},
		{"by both", 2, 3, 0, 4},
		{"what the document lists stays", 0, 1, 0, 3},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := newWorld()
			s := openStore(t, w)
			subscribe(t, s, "a")
			id := feedAt("a").ID
			var sts []news.Story
			for i := range 6 {
				at := w.clock().AddDate(0, 0, -i)
				sts = append(sts, news.Story{ID: news.StoryID(rune('a' + i)), Feed: id, Title: string(rune('A' + i)), Published: at, Seen: at})
			}
			if _, err := s.File(t.Context(), news.Delivery{Feed: id, Stories: sts, State: news.FetchState{Items: 2}}); err != nil {
				t.Fatal(err)
			}
			d := deskOver(w, s)
			d.o.Days, d.o.PerFeed = row.days, row.perFeed
			if _, err := d.Mark(t.Context(), news.Change{Kind: news.MarkStarred, On: true, Stories: []news.StoryID{sts[5].ID}}); err != nil {
				t.Fatal(err)
			}
			w.pass(row.jump)
			if _, err := d.Sweep(t.Context()); err != nil {
				t.Fatal(err)
			}
			c, err := d.Counts(t.Context(), news.Query{})
			if err != nil || c.Stories != row.want {
				t.Errorf("%d stories are left, want %d (%v)", c.Stories, row.want, err)
			}
			if a, err := d.Article(t.Context(), sts[5].ID); err != nil || !a.Starred {
				t.Errorf("the starred story: %v, %v", a.Starred, err)
			}
		})
	}
}

// A document that makes dateline panic is a feed that fails; the others are read.
func TestPanicOnADocument(t *testing.T) {
	w := newWorld()
	w.hosts["a"] = page(rss("a", item{"1", "One", "x"}))
	w.hosts["b"] = func(http.ResponseWriter, *http.Request) { panic("too much") }
	s := openStore(t, w)
	subscribe(t, s, "a", "b")
	r, err := deskOver(w, s).RefreshWait(t.Context())
	if err != nil || r.New != 1 || len(r.Failed) != 1 {
		t.Errorf("%+v, %v", r, err)
	}
}
