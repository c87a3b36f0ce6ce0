package desk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/news"
	"dateline/related"
	"dateline/store"
)

const (
	bridgeTitle = "Examplia opens Kharvost bridge over the Exa after twelve years of work"
	bridgeText  = "The Kharvost bridge over the river Exa was opened to lorries and trains on Monday after twelve years of work, the roads office of Examplia said. " +
		"Engineers had sunk the last of 41 piers in March, when ice still drifted past the old ferry landing. Farmers on the eastern bank expect to reach the markets of the capital in two hours instead of seven. "
	vaccineTitle = "Norvania clinics run out of measles vaccine"
	vaccineText  = "Three clinics in the north of Norvania turned parents away on Tuesday because the measles vaccine had run out, a nurse in Velm said. A truck with 9,000 doses is expected on Friday. "
)

// bench is a world in which three outlets carry one event, another two a second one.
type bench struct {
	*testing.T
	w *world
	s store.Store
}

func newBench(t *testing.T) *bench {
	b := &bench{t, newWorld(), nil}
	for _, h := range []string{"a", "b", "c"} {
		b.w.hosts[h] = page(rss(h, item{"1", bridgeTitle, bridgeText}))
	}
	for _, h := range []string{"d", "e"} {
		b.w.hosts[h] = page(rss(h, item{"1", vaccineTitle, vaccineText}))
	}
	b.s = openStore(t, b.w)
	subscribe(t, b.s, "a", "b", "c", "d", "e")
	refresh(t, b.open())
	return b
}

// open starts another process on the store.
func (b *bench) open() *Desk {
	b.Helper()
	d := deskFor(b.T, b.w, b.s)
	d.o.Index = func() Index { return related.New(related.Options{}) }
	return d
}

func idOf(h string) news.StoryID { return news.NewStoryID(feedAt(h).ID, "1") }

// events writes which outlets' stories are of one event: "abc de".
func (b *bench) events() string {
	b.Helper()
	at := map[news.EventID]string{}
	var order []news.EventID
	for _, h := range []string{"a", "b", "c", "d", "e"} {
		a, err := b.s.Article(b.Context(), news.Local, idOf(h))
		if err != nil {
			b.Fatal(err)
		}
		if at[a.Event.ID] == "" {
			order = append(order, a.Event.ID)
		}
		at[a.Event.ID] += h
	}
	var all []string
	for _, e := range order {
		all = append(all, at[e])
	}
	top, err := b.s.Headlines(b.Context(), news.ListQuery{User: news.Local, View: news.Top, Limit: 10})
	if err != nil || len(top.Rows) != len(all) {
		b.Errorf("%d rows for %v, %v", len(top.Rows), all, err)
	}
	return strings.Join(all, " ")
}

// inIndex writes the same for what a process has in its head.
func (b *bench) inIndex(d *Desk) string {
	b.Helper()
	x := d.tags.index
	x.mu.Lock()
	defer x.mu.Unlock()
	if err := x.fill(b.Context()); err != nil {
		b.Fatal(err)
	}
	at := map[news.EventID]string{}
	var order []news.EventID
	for _, h := range []string{"a", "b", "c", "d", "e"} {
		e := x.index.(corrector).EventOf(idOf(h))
		if at[e] == "" {
			order = append(order, e)
		}
		at[e] += h
	}
	var all []string
	for _, e := range order {
		all = append(all, at[e])
	}
	return strings.Join(all, " ")
}

func (b *bench) want(when, want string, ds ...*Desk) {
	b.Helper()
	if got := b.events(); got != want {
		b.Errorf("%s: events are %q, want %q", when, got, want)
	}
	for i, d := range ds {
		if got := b.inIndex(d); got != want {
			b.Errorf("%s: process %d has %q in its index, want %q", when, i+1, got, want)
		}
	}
}

func (b *bench) correct(d *Desk, c news.Correction) news.Correction {
	b.Helper()
	undo, err := d.Correct(b.Context(), c)
	if err != nil {
		b.Fatal(err)
	}
	return undo
}

func (b *bench) eventOf(h string) news.EventID {
	b.Helper()
	a, err := b.s.Article(b.Context(), news.Local, idOf(h))
	if err != nil {
		b.Fatal(err)
	}
	return a.Event.ID
}

func apartFrom(b *bench, hosts ...string) news.Correction {
	c := news.Correction{Event: b.eventOf(hosts[0])}
	for _, h := range hosts {
		c.Stories = append(c.Stories, idOf(h))
	}
	return c
}

func joined(b *bench, h, to string) news.Correction {
	return news.Correction{Stories: []news.StoryID{idOf(h)}, Event: b.eventOf(to), Same: true}
}

// What the reader says of events holds: in the rows, for the process that was told and
// those that start later; undone it is as before, and nothing is remembered.
func TestCorrections(t *testing.T) {
	for _, row := range []struct {
		name  string
		say   func(b *bench, d *Desk) news.Correction
		after string
	}{
		{"one apart", func(b *bench, d *Desk) news.Correction { return b.correct(d, apartFrom(b, "b")) }, "ac b de"},
		{"two apart, together", func(b *bench, d *Desk) news.Correction { return b.correct(d, apartFrom(b, "b", "c")) }, "a bc de"},
		{"the founder apart", func(b *bench, d *Desk) news.Correction { return b.correct(d, apartFrom(b, "a")) }, "a bc de"},
		{"same", func(b *bench, d *Desk) news.Correction { return b.correct(d, joined(b, "d", "a")) }, "abcde"},
		{"same, said the other way round", func(b *bench, d *Desk) news.Correction { return b.correct(d, joined(b, "b", "e")) }, "abcde"},
	} {
		t.Run(row.name, func(t *testing.T) {
			b := newBench(t)
			b.want("before", "abc de")
			first := b.open()
			undo := row.say(b, first)
			b.want("at once", row.after, first)
			next := b.open()
			b.want("for another process", row.after, next)
			for _, h := range []string{"b", "e"} { // a new version is placed anew
				b.w.hosts[h] = page(rss(h, item{"1", map[string]string{"b": bridgeTitle, "e": vaccineTitle}[h], map[string]string{"b": bridgeText, "e": vaccineText}[h] + "A choir sang."}))
			}
			refresh(t, next, feedAt("b").ID, feedAt("e").ID)
			b.want("with new versions", row.after, next)
			redo := b.correct(next, undo)
			b.want("undone", "abc de", next, b.open())
			if vs, err := b.s.Verdicts(t.Context(), 0); err != nil || slices.ContainsFunc(vs, func(v news.Verdict) bool { return v.Ruling != news.RuledOpen }) {
				t.Errorf("undone, yet %v is remembered, %v", vs, err)
			}
			b.correct(next, redo)
			b.want("done again", row.after, next, b.open())
		})
	}
}

// A process that runs learns within a few looks what another one was told, also of
// stories that it placed itself a moment ago.
func TestCorrectionsReachRunningProcesses(t *testing.T) {
	b := newBench(t)
	teller := b.open()
	listener := b.open()
	b.w.hosts["b"] = page(rss("b", item{"1", bridgeTitle, bridgeText + "A choir sang."}))
	refresh(t, listener, feedAt("b").ID) // now it is the listener's own
	b.want("before", "abc de", teller, listener)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	listener.o.Poll = 5 * time.Millisecond
	tick, err := b.s.Tick(ctx)
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { defer close(ended); _ = listener.follow(ctx, tick) }()
	learns := func(what, want string) {
		t.Helper()
		b.want(what, want)
		for deadline := time.Now().Add(10 * time.Second); b.inIndex(listener) != want; {
			if time.Now().After(deadline) {
				t.Fatalf("%s: it still has %q", what, b.inIndex(listener))
			}
			time.Sleep(5 * time.Millisecond)
		}
	}
	undo := b.correct(teller, apartFrom(b, "b"))
	learns("apart", "ac b de")
	b.correct(teller, undo)
	learns("apart, undone", "abc de")
	undo = b.correct(teller, joined(b, "d", "a"))
	learns("same", "abcde")
	b.correct(teller, undo)
	learns("same, undone", "abc de")
	stop()
	<-ended
}

// Nobody needs to look first: a batch is placed by what was said before it.
func TestCorrectionsHoldForTheNextBatch(t *testing.T) {
	b := newBench(t)
	teller, listener := b.open(), b.open()
	b.want("before", "abc de", teller, listener)
	b.correct(teller, apartFrom(b, "b"))
	b.w.hosts["b"] = page(rss("b", item{"1", bridgeTitle, bridgeText + "A choir sang."}))
	refresh(t, listener, feedAt("b").ID)
	b.want("after a new version", "ac b de", listener)
}

// Two processes that are told different things at one time lose neither.
func TestCorrectionsOfTwoProcesses(t *testing.T) {
	b := newBench(t)
	one, two := b.open(), b.open()
	b.want("before", "abc de", one, two)
	said := map[*Desk]news.Correction{one: apartFrom(b, "b"), two: apartFrom(b, "e")}
	errs := make(chan error, len(said))
	for d, c := range said {
		go func() { _, err := d.Correct(b.Context(), c); errs <- err }()
	}
	if err := errors.Join(<-errs, <-errs); err != nil {
		t.Fatal(err)
	}
	b.want("both", "ac b d e", b.open())
}

// What is said after something else is undone as it was: the word before holds again.
func TestCorrectionsOneOverAnother(t *testing.T) {
	b := newBench(t)
	d := b.open()
	b.correct(d, apartFrom(b, "b"))
	undo := b.correct(d, joined(b, "b", "a"))
	b.want("said otherwise", "abc de", d, b.open())
	b.correct(d, undo)
	b.want("undone", "ac b de", d, b.open())
	if vs, err := b.s.Verdicts(t.Context(), 0); err != nil || !slices.ContainsFunc(vs, func(v news.Verdict) bool { return v.Ruling == news.RuledApart && v.Story == idOf("b") }) {
		t.Errorf("the word before is forgotten: %v, %v", vs, err)
	}
}

func TestCorrectRefuses(t *testing.T) {
	b := newBench(t)
	d := b.open()
	b.correct(d, apartFrom(b, "b"))
	for _, row := range []struct {
		name string
		c    news.Correction
		want string
	}{
		{"no story", news.Correction{Event: "e"}, "no story is named"},
		{"alone", apartFrom(b, "b"), "alone in its event"},
		{"the same already", joined(b, "c", "a"), "same event already"},
		{"a story that is gone", news.Correction{Stories: []news.StoryID{"gone"}, Event: b.eventOf("a"), Same: true}, news.ErrNotFound.Error()},
		{"an event that is gone", news.Correction{Stories: []news.StoryID{idOf("a")}, Event: "gone", Same: true}, news.ErrNotFound.Error()},
		{"a story of no index", news.Correction{Stories: []news.StoryID{"gone"}, Event: "gone"}, "too old"},
	} {
		t.Run(row.name, func(t *testing.T) {
			if _, err := d.Correct(t.Context(), row.c); err == nil || !strings.Contains(err.Error(), row.want) {
				t.Errorf("error is %v, want %q", err, row.want)
			}
			b.want("after it", "ac b de", d)
		})
	}
}

// refusing is a store that keeps no correction.
type refusing struct{ store.Store }

func (refusing) Correct(context.Context, []news.Verdict, []news.Annotation) error {
	return news.ErrDiskFull
}

// What the store refused has not happened, in the head of the process neither.
func TestCorrectionNotKept(t *testing.T) {
	b := newBench(t)
	d := b.open()
	kept := d.o.Store
	d.o.Store = refusing{kept}
	if _, err := d.Correct(t.Context(), apartFrom(b, "b")); !errors.Is(err, news.ErrReadOnly) {
		t.Fatalf("error is %v", err)
	}
	d.o.Store = kept
	b.want("after it", "abc de", d)
}
