package desk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"dateline/news"
	"dateline/store"
	"dateline/store/sqlite"
)

// nodes are desks of several processes over one file, each with a handle of its own.
func nodes(t *testing.T, w *world, n int) []*Desk {
	t.Helper()
	path := filepath.Join(t.TempDir(), "news.db")
	var all []*Desk
	for range n {
		s, err := sqlite.Open(t.Context(), path, sqlite.Options{Now: w.clock})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		all = append(all, deskOver(w, s))
	}
	return all
}

// Of two nodes one fetches each feed in an interval, and none is missed when one of them
// dies with its leases.
func TestNodesShareFeeds(t *testing.T) {
	w := newWorld()
	shareFeeds(t, w, nodes(t, w, 2))
}

func shareFeeds(t *testing.T, w *world, all []*Desk) {
	t.Helper()
	const feeds = 40
	s := all[0].o.Store
	var names []string
	for i := range feeds {
		name := fmt.Sprintf("h%d", i)
		names = append(names, name)
		w.hosts[name] = page(rss(name, item{"1", "Headline of " + name, "Text."}))
		f := feedAt(name)
		f.Interval = time.Hour
		if err := s.PutFeed(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	round := func(desks ...*Desk) {
		t.Helper()
		var wg sync.WaitGroup
		for _, d := range desks {
			wg.Go(func() {
				if _, err := d.RefreshWait(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
	}
	fetched := func(when string, want int) {
		t.Helper()
		for _, name := range names {
			if n := w.asked(name); n != want {
				t.Errorf("%s, %s was fetched %d times, want %d", when, name, n, want)
			}
		}
	}
	round(all...)
	fetched("at first", 1)
	round(all...)
	fetched("within the interval", 1)
	w.pass(2 * time.Hour)
	round(all...)
	fetched("after the interval", 2)
	w.pass(2 * time.Hour)
	now := w.clock()
	due, err := s.Due(t.Context(), store.Lease{Holder: "killed", Now: now, Until: now.Add(leaseTime), Limit: feeds})
	if err != nil || len(due) != feeds {
		t.Fatalf("%d leased, %v", len(due), err)
	}
	round(all[1])
	fetched("while the dead one's leases last", 2)
	w.pass(leaseTime + time.Second)
	round(all...)
	fetched("once they are over", 3)
}

// A node that is killed in the middle of a refresh leaves to the other one what it has not
// filed, and nothing else.
func TestNodeKilled(t *testing.T) {
	for _, stories := range []int{1, killItems, 5 * killItems, 15 * killItems} { // filed when it is killed, about
		file := filepath.Join(t.TempDir(), "news.db")
		w := killWorld(0)
		s, err := sqlite.Open(t.Context(), file, sqlite.Options{Now: w.clock})
		if err != nil {
			t.Fatal(err)
		}
		for i := range killFeeds {
			f := feedAt(fmt.Sprintf("k%02d", i))
			f.Interval = time.Hour
			if err := s.PutFeed(t.Context(), f); err != nil {
				t.Fatal(err)
			}
		}
		runUntil(t, file+" -1", func(lines int, kill func()) {
			if lines > stories {
				kill()
			}
		})
		before, err := s.Feeds(t.Context(), news.AnyUser)
		if err != nil {
			t.Fatal(err)
		}
		left := 0
		for _, f := range before {
			if f.Items == 0 {
				left++
			}
		}
		t.Logf("killed after %d stories with %d of %d feeds left", stories, left, killFeeds)
		w.pass(leaseTime + time.Second)
		d := deskOver(w, s)
		if _, err := d.RefreshWait(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, f := range before {
			want := 0
			if f.Items == 0 {
				want = 1
			}
			host := hostOf(f.URL)
			if n := w.asked(host); n != want {
				t.Errorf("%s, of which the dead one filed %d stories, was fetched %d times, want %d", host, f.Items, n, want)
			}
		}
		if n := len(wire(t, d)); n != killFeeds*killItems {
			t.Errorf("%d stories, want %d", n, killFeeds*killItems)
		}
		s.Close()
	}
}

// What one node fetches the other one's readers are told of.
func TestNodesTellEachOther(t *testing.T) {
	w := newWorld()
	tellEachOther(t, w, nodes(t, w, 2))
}

func tellEachOther(t *testing.T, w *world, all []*Desk) {
	t.Helper()
	w.hosts["harbour"] = page(rss("harbour", item{"1", "Examplia opens a bridge", "The bridge is open."}))
	subscribe(t, all[0].o.Store, "harbour")
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() { _ = all[1].Run(ctx) })
	defer wg.Wait()
	defer stop()
	reader := all[1].Session("ana", news.Reader)
	told := reader.Watch(ctx)
	began := time.Now()
	if _, err := all[0].RefreshWait(ctx, feedAt("harbour").ID); err != nil {
		t.Fatal(err)
	}
	for b := range told {
		if b.New+b.Updated+b.Tagged > 0 && len(wire(t, reader)) == 1 {
			t.Logf("told and listed %s after the other began to fetch", time.Since(began))
			return
		}
	}
	t.Error("nothing was told")
}

// A session that nobody uses has no goroutine and no timer, and leaves nothing behind.
func TestIdleSessions(t *testing.T) {
	w := newWorld()
	d := deskFor(t, w, openStore(t, w))
	before := runtime.NumGoroutine()
	ctx, stop := context.WithCancel(t.Context())
	var all []<-chan news.Bulletin
	for i := range 500 {
		all = append(all, d.Session(news.User(fmt.Sprint("reader ", i)), news.Reader).Watch(ctx))
	}
	if now := runtime.NumGoroutine(); now > before {
		t.Errorf("%d goroutines for 500 idle sessions", now-before)
	}
	if d.board.timer != nil {
		t.Error("a timer runs for idle sessions")
	}
	stop()
	for _, c := range all {
		for range c { // closed
			t.Error("something was told")
		}
	}
	d.board.mu.Lock()
	defer d.board.mu.Unlock()
	if n := len(d.board.watchers); n != 0 {
		t.Errorf("%d watchers stay", n)
	}
}

// What one desk placed the other knows when it places.
func TestTwoDesksOneStore(t *testing.T) {
	w := newWorld()
	text := "The bridge is open."
	w.hosts["a"] = page(rss("a", item{"1", "Examplia opens a bridge", text}))
	w.hosts["b"] = page(rss("b", item{"1", "Examplia opens a bridge", text}))
	s := openStore(t, w)
	subscribe(t, s, "a")
	refresh(t, deskFor(t, w, s))
	subscribe(t, s, "b")
	second := deskFor(t, w, s)
	refresh(t, second)
	a, err := second.Article(t.Context(), news.NewStoryID(feedAt("b").ID, "1"))
	if err != nil {
		t.Fatal(err)
	}
	if want := news.NewStoryID(feedAt("a").ID, "1"); a.Origin != want || a.Event.Stories != 2 {
		t.Errorf("origin %q, event of %d stories", a.Origin, a.Event.Stories)
	}
}

// A round that is broken off lets go of the feeds it did not come to, also of those it waits
// for: the next process need not wait until their leases end.
func TestBrokenOffRoundFreesItsFeeds(t *testing.T) {
	w := newWorld()
	s := openStore(t, w)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for i := range 6 {
		h := fmt.Sprintf("h%02d", i)
		w.hosts[h] = func(_ http.ResponseWriter, r *http.Request) {
			cancel()
			<-r.Context().Done()
		}
		subscribe(t, s, h)
	}
	d := deskFor(t, w, s)
	d.o.AtOnce = 2
	if _, err := d.RefreshWait(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("error = %v", err)
	}
	for i := range 6 {
		h := fmt.Sprintf("h%02d", i)
		w.hosts[h] = page(rss(h, item{"1", "Story of " + h, "Text."}))
	}
	if r := refresh(t, deskFor(t, w, s)); r.Feeds != 6 || r.New != 6 {
		t.Errorf("the next process fetched %d feeds, %d stories", r.Feeds, r.New)
	}
}

// Leases divide the feeds between desks: each is asked for once.
func TestTwoDesksDivideTheFeeds(t *testing.T) {
	w := newWorld()
	s := openStore(t, w)
	for i := range 60 {
		h := fmt.Sprintf("h%02d", i)
		body := page(rss(h, item{"1", "Story of " + h, "Text."}))
		w.hosts[h] = func(rw http.ResponseWriter, r *http.Request) {
			time.Sleep(5 * time.Millisecond)
			body(rw, r)
		}
		subscribe(t, s, h)
	}
	reports := make(chan Report)
	for range 2 {
		go func() { reports <- refresh(t, deskFor(t, w, s)) }()
	}
	a, b := <-reports, <-reports
	if a.New+b.New != 60 || a.Feeds+b.Feeds != 60 {
		t.Errorf("%d and %d feeds, %d and %d stories", a.Feeds, b.Feeds, a.New, b.New)
	}
	for h, n := range w.hits {
		if n != 1 {
			t.Errorf("%s was asked %d times", h, n)
		}
	}
}
