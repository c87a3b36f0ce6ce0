package desk

import (
	"sync"
	"testing"

	"dateline/news"
)

// Two processes that both hold an index place by what both placed, also before they
// look for what the other did.
func TestProcessesPlaceByTurns(t *testing.T) {
	w := newWorld()
	w.hosts["a"] = page(rss("a", item{"1", "Examplia opens a bridge", "It is open."}))
	w.hosts["b"] = page(rss("b", item{"1", "Rain in Examplia", "It rains."}))
	s := openStore(t, w)
	first, second := deskOver(w, s), deskOver(w, s)
	fetch := func(d *Desk, host string) {
		t.Helper()
		if _, err := d.RefreshWait(t.Context(), feedAt(host).ID); err != nil {
			t.Fatal(err)
		}
	}
	subscribe(t, s, "a", "b", "c", "d")
	fetch(first, "a")
	fetch(second, "b") // the first does not know of this yet
	w.hosts["c"] = page(rss("c", item{"1", "Rain in Examplia", "Own words."}))
	fetch(first, "c")
	w.hosts["d"] = page(rss("d", item{"1", "Rain in Examplia", "Other words."}, item{"2", "Examplia opens a bridge", "Other words."}))
	fetch(second, "d")
	checkEvents(t, first, map[string]int{"Rain in Examplia": 3, "Examplia opens a bridge": 2})
}

// Of two processes that fetch one event at the same moment the later one joins it.
func TestProcessesPlaceAtOnce(t *testing.T) {
	w := newWorld()
	w.hosts["a"] = page(rss("a", item{"1", "Examplia opens a bridge", "It is open."}))
	w.hosts["b"] = page(rss("b", item{"1", "Examplia opens a bridge", "Own words."}))
	s := openStore(t, w)
	subscribe(t, s, "a", "b")
	desks := []*Desk{deskOver(w, s), deskOver(w, s)}
	var wg sync.WaitGroup
	for i, host := range []string{"a", "b"} {
		wg.Go(func() {
			if _, err := desks[i].RefreshWait(t.Context(), feedAt(host).ID); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	checkEvents(t, desks[0], map[string]int{"Examplia opens a bridge": 2})
}

func checkEvents(t *testing.T, d *Desk, stories map[string]int) {
	t.Helper()
	top, err := d.Headlines(t.Context(), news.ListQuery{View: news.Top, Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	if len(top.Rows) != len(stories) {
		t.Errorf("%d events, want %d", len(top.Rows), len(stories))
	}
	for _, r := range top.Rows {
		if r.Stories != stories[r.Title] {
			t.Errorf("%q has %d stories, want %d", r.Title, r.Stories, stories[r.Title])
		}
	}
}
