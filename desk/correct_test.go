package desk

import (
	"slices"
	"testing"

	"dateline/news"
	"dateline/related"
)

// What the reader takes out of an event stays out: in the panel, in the rows, for the
// next process and through a new version; undone it is as before.
func TestCorrect(t *testing.T) {
	w := newWorld()
	const title = "Examplia opens Kharvost bridge over the Exa after twelve years of work"
	const text = "The Kharvost bridge over the river Exa was opened to lorries and trains on Monday after twelve years of work, the roads office of Examplia said. " +
		"Engineers had sunk the last of 41 piers in March, when ice still drifted past the old ferry landing. Farmers on the eastern bank expect to reach the markets of the capital in two hours instead of seven. "
	for _, h := range []string{"a", "b", "c"} {
		w.hosts[h] = page(rss(h, item{"1", title, text}))
	}
	s := openStore(t, w)
	subscribe(t, s, "a", "b", "c")
	open := func() *Desk {
		d := deskFor(t, w, s)
		d.o.Index = func() Index { return related.New(related.Options{}) }
		return d
	}
	d := open()
	refresh(t, d)
	id := func(h string) news.StoryID { return news.NewStoryID(feedAt(h).ID, "1") }
	look := func(d *Desk) (rows []news.StoryID, events int) {
		t.Helper()
		p, err := d.Related(t.Context(), id("a"))
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range p.Rows {
			if r.Kind == news.SameEvent {
				rows = append(rows, r.Story)
			}
		}
		top, err := d.Headlines(t.Context(), news.ListQuery{View: news.Top, Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		return rows, len(top.Rows)
	}
	if rows, events := look(d); len(rows) != 2 || events != 1 {
		t.Fatalf("%d headlines beside it, %d events; want 2 and 1", len(rows), events)
	}
	a, err := d.Article(t.Context(), id("a"))
	if err != nil {
		t.Fatal(err)
	}
	undo, err := d.Correct(t.Context(), news.Correction{Stories: []news.StoryID{id("b")}, Event: a.Event.ID})
	if err != nil {
		t.Fatal(err)
	}
	check := func(d *Desk, when string) {
		t.Helper()
		if rows, events := look(d); !slices.Equal(rows, []news.StoryID{id("c")}) || events != 2 {
			t.Errorf("%s: %d headlines beside it, %d events; want 1 and 2", when, len(rows), events)
		}
	}
	check(d, "at once")
	w.hosts["b"] = page(rss("b", item{"1", title, text + "A choir sang."}))
	next := open()
	refresh(t, next, feedAt("b").ID)
	check(next, "a new version in another process")
	if _, err := next.Correct(t.Context(), news.Correction{Stories: []news.StoryID{id("b")}, Event: a.Event.ID}); err == nil {
		t.Error("a story that is alone is taken out once more")
	}
	if _, err := next.Correct(t.Context(), undo); err != nil {
		t.Fatal(err)
	}
	if rows, events := look(next); len(rows) != 2 || events != 1 {
		t.Errorf("undone: %d headlines beside it, %d events", len(rows), events)
	}
	if said, err := next.said(t.Context()); err != nil || len(said) != 0 {
		t.Errorf("undone, yet %v is remembered, %v", said, err)
	}
}
