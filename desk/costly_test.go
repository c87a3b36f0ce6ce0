package desk

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"dateline/news"
	"dateline/store"
)

// stuck is a tagger that does not come back from some stories, and spends all on others.
type stuck struct {
	mu   sync.Mutex
	read []string // titles
	free chan struct{}
}

func (x *stuck) Find(s *news.Story, b *news.Budget) []news.Mention {
	x.mu.Lock()
	x.read = append(x.read, s.Title)
	x.mu.Unlock()
	switch {
	case strings.Contains(s.Title, "Endless"):
		<-x.free
	case strings.Contains(s.Title, "Dear"):
		for b.Spend(1000) {
		}
	}
	return tagger{}.Find(s, b)
}

func (x *stuck) times(title string) (n int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, r := range x.read {
		if r == title {
			n++
		}
	}
	return n
}

func stuckDesk(t *testing.T, w *world, s store.Store) (*Desk, *stuck) {
	x := &stuck{free: make(chan struct{})}
	t.Cleanup(func() { close(x.free) })
	d := deskFor(t, w, s)
	d.o.Tagger = x
	return d, x
}

// flagsOf lists the stories' flags by title.
func flagsOf(t *testing.T, d *Desk) map[string]news.Flag {
	t.Helper()
	p, err := d.Headlines(t.Context(), news.ListQuery{View: news.Wire, Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	flags := map[string]news.Flag{}
	for _, h := range p.Rows {
		flags[h.Title] = h.Flags
	}
	return flags
}

// A story that costs too much is kept, told and not tried again; its neighbours are read.
func TestTooCostly(t *testing.T) {
	w := newWorld()
	s := openStore(t, w)
	d, x := stuckDesk(t, w, s)
	d.o.Patience = 50 * time.Millisecond
	subscribe(t, s, "alpha")
	w.hosts["alpha"] = page(rss("alpha", item{"1", "Endless in Examplia", "A."}, item{"2", "Dear Examplia", "B."}, item{"3", "Plain Examplia", "C."}))
	refresh(t, d)
	refresh(t, d)
	flags := flagsOf(t, d)
	for title, want := range map[string]bool{"Endless in Examplia": true, "Dear Examplia": true, "Plain Examplia": false} {
		if flags[title].Has(news.Costly) != want || x.times(title) != 1 {
			t.Errorf("%s: flags %b, read %d times", title, flags[title], x.times(title))
		}
	}
	if left, _ := s.Untagged(t.Context(), "test-1", 10); len(left) != 0 {
		t.Errorf("%d stories are left to be read", len(left))
	}
	n, err := d.Counts(t.Context(), news.Query{})
	if err != nil || n.Stories != 3 {
		t.Errorf("%d stories, %v", n.Stories, err)
	}
}

// A page on which an engine does not end is shown all the same, as far as it was read.
func TestPageWithoutEnd(t *testing.T) {
	w := newWorld()
	s := openStore(t, w)
	d, _ := stuckDesk(t, w, s)
	d.o.Patience = 50 * time.Millisecond
	st := news.Story{ID: "s", Title: "Endless in Examplia"}
	f := d.read(t.Context(), news.FullText{Story: "s", Text: "A."}, &st, false)
	if f.Text != "A." || f.Tagger != d.o.Engines {
		t.Errorf("the page is %+v", f)
	}
}

// Who leaves does not wait for an engine that does not answer, and the story is tried
// again: it was broken off, not too costly.
func TestLeavingAnEngineBehind(t *testing.T) {
	w := newWorld()
	s := openStore(t, w)
	d, x := stuckDesk(t, w, s)
	subscribe(t, s, "alpha")
	w.hosts["alpha"] = page(rss("alpha", item{"1", "Endless in Examplia", "A."}))
	for _, row := range []struct {
		name string
		work func(context.Context) error
	}{
		{"refresh", func(ctx context.Context) error { _, err := d.RefreshWait(ctx); return err }},
		{"the reader's loop", d.Run},
	} {
		ctx, stop := context.WithCancel(t.Context())
		was := x.times("Endless in Examplia")
		ended := make(chan error, 1)
		go func() { ended <- row.work(ctx) }()
		for x.times("Endless in Examplia") == was {
			time.Sleep(time.Millisecond)
		}
		stop()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", row.name, err)
		}
	}
	if left, _ := s.Untagged(t.Context(), "test-1", 10); len(left) != 1 {
		t.Errorf("%d stories are left to be read", len(left))
	}
}

// What a process was reading when it died is read alone; what it was reading alone is
// not read again, and nothing else is lost by it.
func TestDeadlyStories(t *testing.T) {
	for _, row := range []struct {
		name     string
		attempts func(now time.Time) []attempt
		read     []string // of One, Two and Three
	}{
		{"in a batch that ended a process", func(now time.Time) []attempt {
			return []attempt{{Holder: "dead", Engines: "test-1", At: now, Stories: []news.StoryID{storyID("1"), storyID("2")}}}
		}, []string{"One", "Two", "Three"}},
		{"alone, long ago", func(now time.Time) []attempt {
			return []attempt{{Holder: "dead", Engines: "test-1", At: now.Add(-time.Hour), Stories: []news.StoryID{storyID("1")}}}
		}, []string{"Two", "Three"}},
		{"alone, a moment ago, maybe by one that lives", func(now time.Time) []attempt {
			return []attempt{{Holder: "other", Engines: "test-1", At: now, Stories: []news.StoryID{storyID("1")}}}
		}, []string{"One", "Two", "Three"}},
		{"alone, by two", func(now time.Time) []attempt {
			a := attempt{Engines: "test-1", At: now, Stories: []news.StoryID{storyID("1")}}
			b := a
			a.Holder, b.Holder = "one", "two"
			return []attempt{a, b}
		}, []string{"Two", "Three"}},
		{"other engines died of it", func(now time.Time) []attempt {
			return []attempt{{Holder: "dead", Engines: "test-0", At: now.Add(-time.Hour), Stories: []news.StoryID{storyID("1")}}}
		}, []string{"One", "Two", "Three"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := newWorld()
			s := openStore(t, w)
			d, x := stuckDesk(t, w, s)
			raw, err := json.Marshal(row.attempts(w.clock()))
			if err != nil {
				t.Fatal(err)
			}
			if err := s.SetSetting(t.Context(), news.Local, tryingKey, string(raw)); err != nil {
				t.Fatal(err)
			}
			subscribe(t, s, "alpha")
			w.hosts["alpha"] = page(rss("alpha", item{"1", "One", "A."}, item{"2", "Two", "B."}, item{"3", "Three", "C."}))
			refresh(t, d)
			flags := flagsOf(t, d)
			for _, title := range []string{"One", "Two", "Three"} {
				read := slices.Contains(row.read, title)
				if x.times(title) > 0 != read || flags[title].Has(news.Costly) == read {
					t.Errorf("%s was read %d times, flags %b", title, x.times(title), flags[title])
				}
			}
			if left, _ := s.Untagged(t.Context(), "test-1", 10); len(left) != 0 {
				t.Errorf("%d stories are left to be read", len(left))
			}
			if v, err := s.Setting(t.Context(), news.Local, tryingKey); v != "" || err != nil {
				t.Errorf("left behind: %s, %v", v, err)
			}
		})
	}
}

// storyID is the id of a story of the feed alpha.
func storyID(guid string) news.StoryID { return news.NewStoryID(feedAt("alpha").ID, guid) }
