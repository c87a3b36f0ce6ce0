package desk

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"dateline/news"
)

func saveWatch(t testing.TB, d *Desk, name, query string, fires ...news.Trigger) news.SavedSearch {
	t.Helper()
	w, err := d.SaveSearch(t.Context(), news.SavedSearch{Name: name, Query: query, Fires: fires})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// fired lists the reader's alerts, newest first.
func fired(t testing.TB, d *Desk) (all []string) {
	t.Helper()
	p, err := d.Alerts(t.Context(), 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range p.Alerts {
		all = append(all, fmt.Sprintf("%s %s %s: %s", a.Rule, a.Trigger, a.Outlet, a.Sentence))
	}
	return all
}

func is(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Fatalf("%s:\n%s\nwant:\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// What was there before a watch does not fire; a new event and a new origin do, once; and
// reading all again with other engines fires nothing.
func TestWatchFires(t *testing.T) {
	w := newWorld()
	s := openStore(t, w)
	d := deskFor(t, w, s)
	subscribe(t, s, "alpha", "beta")
	old := item{"1", "Dam cracks", "The dam at Tarsa has a crack. It holds."}
	w.hosts["alpha"], w.hosts["beta"] = page(rss("alpha", old)), page(rss("beta"))
	refresh(t, d)
	saveWatch(t, d, "dams", "dam", news.OnEvent, news.OnOrigin)
	saveWatch(t, d, "kept only", "dam")
	is(t, "before anything came", fired(t, d))

	w.pass(3 * time.Hour)
	w.hosts["alpha"] = page(rss("alpha", old, item{"2", "Levee built", "Workers came. A second dam is planned. It rains."}))
	w.hosts["beta"] = page(rss("beta", item{"9", "Dam cracks", "Another desk writes of the dam in words of its own."}))
	refresh(t, d, feedAt("alpha").ID, feedAt("beta").ID)
	got := fired(t, d)
	if len(got) != 2 {
		t.Fatalf("fired %q", got)
	}
	is(t, "after the second round", []string{strings.Join(got, " / ")}, func() string {
		a, b := "dams event alpha: A second dam is planned.", "dams origin beta: Another desk writes of the dam in words of its own."
		if strings.HasPrefix(got[0], "dams event") {
			return a + " / " + b
		}
		return b + " / " + a
	}())

	other := deskOver(w, s)
	other.o.Engines = "test-2"
	w.pass(time.Hour)
	refresh(t, other)
	refresh(t, d)
	is(t, "after other engines read all again", fired(t, d), got...)
}

// A feed that brings old stories is new to the reader and no news.
func TestOldNewsDoesNotFire(t *testing.T) {
	w := newWorld()
	s := openStore(t, w)
	d := deskFor(t, w, s)
	saveWatch(t, d, "dams", "dam", news.OnEvent)
	w.pass(50 * time.Hour)
	subscribe(t, s, "alpha")
	w.hosts["alpha"] = page(rss("alpha", item{"1", "Dam cracks", "The dam at Tarsa has a crack."}))
	refresh(t, d)
	is(t, "alerts", fired(t, d))
}

// Two processes on one store fire and tell each alert once.
func TestTwoDesksFireOnce(t *testing.T) {
	w := newWorld()
	s := openStore(t, w)
	var mu sync.Mutex
	told := 0
	notify := &Notify{Every: 0, To: func(_ context.Context, n news.Notification) error {
		mu.Lock()
		defer mu.Unlock()
		told += len(n.Alerts)
		return nil
	}}
	a, b := deskOver(w, s), deskOver(w, s)
	a.o.Notify, b.o.Notify = notify, notify
	saveWatch(t, a, "dams", "dam", news.OnEvent)
	var hosts []string
	for i := range 8 {
		host := fmt.Sprint("host", i)
		hosts = append(hosts, host)
		var items []item
		for n := range 10 {
			items = append(items, item{fmt.Sprint(n), fmt.Sprintf("Dam %d of %s", n, host), "A dam."})
		}
		w.hosts[host] = page(rss(host, items...))
	}
	subscribe(t, s, hosts...)
	var group sync.WaitGroup
	for _, d := range []*Desk{a, b} {
		group.Go(func() { refresh(t, d) })
	}
	group.Wait()
	refresh(t, a)
	p, err := a.Alerts(t.Context(), 1000)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Alerts) != 80 || told != 80 {
		t.Errorf("%d alerts, %d told; want 80 of each", len(p.Alerts), told)
	}
}

// In quiet hours nothing is told; after them all of it at once.
func TestQuietHours(t *testing.T) {
	w := newWorld()
	s := openStore(t, w)
	d := deskOver(w, s)
	var told []string
	end := w.clock().Add(time.Hour)
	d.o.Notify = &Notify{Every: time.Minute, To: func(_ context.Context, n news.Notification) error {
		told = append(told, n.Title)
		return nil
	}, Quiet: func(now time.Time) time.Time {
		if now.Before(end) {
			return end
		}
		return time.Time{}
	}}
	subscribe(t, s, "alpha")
	saveWatch(t, d, "dams", "dam", news.OnEvent)
	w.hosts["alpha"] = page(rss("alpha", item{"1", "Dam one", "A dam."}, item{"2", "Dam two", "A dam more."}))
	refresh(t, d)
	is(t, "in the quiet hours", told)
	w.pass(2 * time.Hour)
	refresh(t, d)
	is(t, "after them", told, "2 alerts")
	refresh(t, d)
	is(t, "once more", told, "2 alerts")
}

// Every reader who watches is told of his own alerts, and of none that fired while he was
// not here.
func TestReadersAreTold(t *testing.T) {
	w := newWorld()
	s := openStore(t, w)
	d := deskOver(w, s)
	d.o.Notify = &Notify{Readers: true}
	ana, ben := d.Session("ana", news.Reader), d.Session("ben", news.Reader)
	saveWatch(t, ana, "dams", "dam", news.OnEvent)
	saveWatch(t, ben, "ferries", "ferry", news.OnEvent)
	saveWatch(t, ben, "bridges", "bridge", news.OnEvent)
	subscribe(t, s, "alpha")
	w.hosts["alpha"] = page(rss("alpha", item{"1", "Dam one", "A dam."}, item{"2", "A bridge", "A bridge."}))
	refresh(t, d)
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	mine, his := ana.Watch(ctx), ben.Watch(ctx)
	for _, session := range []*Desk{ana, ben} { // she is here already, he comes
		if session == ben {
			if _, err := s.Tell(t.Context(), "ben", w.clock(), 0); err != nil {
				t.Fatal(err)
			}
		}
		if err := session.PassAlerts(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx) }()
	told := func(from <-chan news.Bulletin) string {
		for b := range from {
			if b.Told != nil {
				return b.Told.Title + ": " + b.Told.Text
			}
		}
		return ""
	}
	if got := told(mine); !strings.HasPrefix(got, "dams: ") {
		t.Errorf("ana is told %q", got)
	}
	w.mu.Lock()
	w.hosts["alpha"] = page(rss("alpha", item{"3", "A ferry", "A ferry."}))
	w.mu.Unlock()
	w.pass(time.Hour)
	if err := d.Refresh(ctx, feedAt("alpha").ID); err != nil {
		t.Fatal(err)
	}
	if got := told(his); !strings.HasPrefix(got, "ferries: ") {
		t.Errorf("ben is told %q", got)
	}
	stop()
	<-ended
}

func TestEvidence(t *testing.T) {
	f := news.Filing{Story: news.Story{Title: "Dam cracks in Tarsa", Text: "TARSA - Rain fell. Engineers saw a crack in the dam.\nThe minister said that 40 people left. He was calm."}}
	f.Story.Dateline.End = 6
	at := strings.Index(f.Story.Text, "40")
	f.Mentions = []news.Mention{{Field: news.InText, Span: news.Span{Start: at, End: at + 2}, Kind: news.FigureKind, Figure: &news.Figure{Value: 40, Unit: "people"}}}
	for _, c := range []struct{ query, want string }{
		{"dam", "Engineers saw a crack in the dam."},
		{"engineer", "Engineers saw a crack in the dam."},
		{"rain OR dam crack", "Engineers saw a crack in the dam."},
		{"figure:people>30", "The minister said that 40 people left."},
		{"figure:people>50", "Rain fell."},
		{"-minister", "Rain fell."},
		{"tarsa", "Dam cracks in Tarsa"},
		{"is:unread", "Rain fell."},
	} {
		q, err := news.ParseQuery(c.query)
		if err != nil {
			t.Fatal(err)
		}
		field, s := evidence(q, &f)
		if got := f.Story.Field(field)[s.Start:s.End]; got != c.want && c.query != "tarsa" {
			t.Errorf("%s: %q, want %q", c.query, got, c.want)
		}
	}
}

// 100 watches on 1,000 new stories.
func BenchmarkWatches(b *testing.B) {
	w := newWorld()
	s := openStore(b, w)
	d := deskOver(w, s)
	words := strings.Fields("dam levee harbour strike ferry election budget quake storm rescue minister parliament court trade wheat ship port border summit treaty vaccine harvest drought flood bridge tunnel airline bank tax school")
	for i := range 100 {
		saveWatch(b, d, fmt.Sprint("watch ", i), words[i%len(words)]+" "+words[(i*7+3)%len(words)], news.Triggers()...)
	}
	subscribe(b, s, "alpha")
	round := 0
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		round++
		var as []news.Annotation
		del := news.Delivery{Feed: feedAt("alpha").ID}
		for n := range 1000 {
			text := strings.Repeat(words[n%len(words)]+" and "+words[(n*3+1)%len(words)]+" were said of "+words[(n/3)%len(words)]+" today in a town. ", 12)
			st := news.Story{ID: news.StoryID(fmt.Sprint("s", round, "-", n)), Feed: del.Feed, Outlet: "alpha", Title: "A headline " + words[n%len(words)], Text: text, Published: w.clock().Add(-time.Duration(n) * time.Second), Seen: w.clock()}
			del.Stories = append(del.Stories, st)
			as = append(as, news.Annotation{Story: st.ID, Version: 1, Tagger: "t", Place: news.Placement{Story: st.ID, Event: news.EventID(st.ID), Source: "alpha"}})
		}
		if _, err := s.File(b.Context(), del); err != nil {
			b.Fatal(err)
		}
		if err := s.Annotate(b.Context(), as); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if err := d.watches.all(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
