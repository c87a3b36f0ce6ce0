package desk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"testing"
	"time"

	"dateline/feed"
	"dateline/news"
)

func TestRoundFilesTagsAndAnnounces(t *testing.T) {
	w := newWorld()
	w.hosts["harbour"] = page(rss("harbour", item{"1", "Examplia opens a bridge", "The bridge is open."}, item{"2", "Ferry sails", "It sails."}))
	w.hosts["upland"] = page(rss("upland", item{"1", "Examplia opens a bridge", "The bridge is open."}))
	s := openStore(t, w)
	subscribe(t, s, "harbour", "upland")
	d := deskFor(t, w, s)
	r := refresh(t, d)
	if r.Feeds != 2 || r.New != 3 || len(r.Failed) != 0 {
		t.Fatalf("report %+v", r)
	}
	rows := wire(t, d)
	if len(rows) != 3 {
		t.Fatalf("%d headlines", len(rows))
	}
	if left, _ := s.Untagged(t.Context(), "test-1", 10); len(left) != 0 {
		t.Errorf("%d stories untagged", len(left))
	}
	top, err := d.Headlines(t.Context(), news.ListQuery{View: news.Top, Limit: 10})
	if err != nil || len(top.Rows) != 2 {
		t.Fatalf("%d events, %v", len(top.Rows), err)
	}
	again := refresh(t, d, feedAt("harbour").ID, feedAt("upland").ID)
	if again.Feeds != 2 || again.Unchanged != 2 || again.New != 0 {
		t.Errorf("second round %+v", again)
	}
	if none := refresh(t, d); none.Feeds != 0 {
		t.Errorf("nothing is due, yet %+v", none)
	}
}

func TestReadingAStoryReadsItsReprints(t *testing.T) {
	w := newWorld()
	same := item{"1", "Examplia opens a bridge", "The bridge is open."}
	for _, h := range []string{"a", "b", "c"} {
		w.hosts[h] = page(rss(h, same))
	}
	w.hosts["d"] = page(rss("d", item{"1", same.title, "Own words about a bridge."}))
	w.hosts["late"] = page(rss("late", same))
	s := openStore(t, w)
	subscribe(t, s, "a", "b", "c", "d")
	d := deskFor(t, w, s)
	refresh(t, d)
	id := news.NewStoryID(feedAt("b").ID, "1")
	undo, err := d.Mark(t.Context(), news.Change{Kind: news.MarkRead, On: true, Stories: []news.StoryID{id}})
	if err != nil || len(undo.Stories) != 3 {
		t.Fatalf("undo %+v, %v; want the story and two copies", undo, err)
	}
	counts := func() int {
		c, err := d.Counts(t.Context(), news.Query{})
		if err != nil {
			t.Fatal(err)
		}
		return c.Unread
	}
	if n := counts(); n != 1 {
		t.Errorf("%d unread, want 1", n)
	}
	if c, err := d.Session("somebody else", news.Reader).Counts(t.Context(), news.Query{}); err != nil || c.Unread != 4 {
		t.Errorf("somebody else has %d unread, %v", c.Unread, err)
	}
	subscribe(t, s, "late")
	refresh(t, d)
	if n := counts(); n != 1 {
		t.Errorf("after one more reprint %d unread, want 1", n)
	}
	if _, err := d.Mark(t.Context(), undo); err != nil {
		t.Fatal(err)
	}
	if n := counts(); n != 4 {
		t.Errorf("after undo %d unread, want 4", n)
	}
}

func TestRelatedPanel(t *testing.T) {
	w := newWorld()
	for _, h := range []string{"a", "b", "c", "quiet"} {
		w.hosts[h] = page(rss(h, item{"1", "Examplia opens a bridge", "The bridge, says " + h + ", is open."}))
	}
	w.hosts["quiet"] = page(rss("quiet", item{"1", "Ferry sails", "It sails."}))
	s := openStore(t, w)
	subscribe(t, s, "a", "b", "c", "quiet")
	d := deskFor(t, w, s)
	refresh(t, d)
	p, err := d.Related(t.Context(), news.NewStoryID(feedAt("a").ID, "1"))
	if err != nil {
		t.Fatal(err)
	}
	if p.Outlets != 3 || p.Origins != 3 || len(p.Rows) != 2 || !p.Rows[0].Unread || !slices.Equal(p.NotCarried, []string{"quiet"}) {
		t.Errorf("panel %+v", p)
	}
	if _, err := d.Related(t.Context(), "no such story"); !errors.Is(err, news.ErrNotFound) {
		t.Errorf("error = %v", err)
	}
}

// Of 100 feeds 10 stall: the other 90 are filed without waiting for one of them.
func TestStalledFeedsHoldNobodyUp(t *testing.T) {
	w := newWorld()
	release := make(chan struct{})
	s := openStore(t, w)
	for i := range 100 {
		h := fmt.Sprintf("h%02d", i)
		w.hosts[h] = page(rss(h, item{"1", "Story of " + h, "Text."}))
		if i%10 == 0 {
			w.hosts[h] = func(w http.ResponseWriter, r *http.Request) {
				select {
				case <-r.Context().Done():
				case <-release:
				}
			}
		}
		subscribe(t, s, h)
	}
	d := deskFor(t, w, s)
	d.o.AtOnce = 16
	done := make(chan Report)
	go func() { done <- refresh(t, d) }()
	for filed := 0; filed < 90; time.Sleep(time.Millisecond) {
		c, err := d.Counts(t.Context(), news.Query{})
		if err != nil {
			t.Fatal(err)
		}
		filed = c.Stories
		select {
		case <-done:
			if filed < 90 {
				t.Fatal("the round ended early")
			}
		default:
		}
	}
	// All ninety are there and the round still waits for the ten: nobody was held up.
	close(release)
	<-done
}

func TestFailuresAreToldAndBackedOff(t *testing.T) {
	w := newWorld()
	w.hosts["gone"] = status(410)
	w.hosts["busy"] = status(429, "Retry-After", "7200")
	w.hosts["broken"] = status(500)
	w.hosts["page"] = func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "<html><body>Log in</body></html>") }
	s := openStore(t, w)
	subscribe(t, s, "gone", "busy", "broken", "page")
	d := deskFor(t, w, s)
	r := refresh(t, d)
	kinds := map[string]feed.ErrKind{}
	for _, f := range r.Failed {
		kinds[f.Feed.Title] = f.Err.Kind
	}
	want := map[string]feed.ErrKind{"gone": feed.KindGone, "busy": feed.KindStatus, "broken": feed.KindStatus, "page": feed.KindNotFeed}
	for h, k := range want {
		if kinds[h] != k {
			t.Errorf("%s: kind %q, want %q", h, kinds[h], k)
		}
	}
	ids := []news.FeedID{feedAt("gone").ID, feedAt("busy").ID, feedAt("broken").ID, feedAt("page").ID}
	w.pass(30 * time.Minute)
	refresh(t, deskFor(t, w, s), ids...) // another process: it knows only what was filed
	for h, n := range map[string]int{"gone": 1, "busy": 1, "broken": 2, "page": 2} {
		if w.asked(h) != n {
			t.Errorf("%s was asked %d times, want %d", h, w.asked(h), n)
		}
	}
	w.pass(2 * time.Hour)
	refresh(t, d)
	if w.asked("busy") != 2 || w.asked("gone") != 1 {
		t.Errorf("later: busy was asked %d times, gone %d", w.asked("busy"), w.asked("gone"))
	}
	refresh(t, d, feedAt("gone").ID)
	if w.asked("gone") != 2 {
		t.Error("a gone feed is not asked even by name")
	}
}

// A host that asked one process to be left alone is left alone by the next one, also
// for its other feeds; a feed whose next time was set by a wrong clock is fetched.
func TestTheNextProcessKnows(t *testing.T) {
	w := newWorld()
	s := openStore(t, w)
	w.hosts["busy"] = status(429, "Retry-After", "7200")
	subscribe(t, s, "busy")
	refresh(t, deskFor(t, w, s))
	other := feedAt("busy")
	other.URL += "/other"
	other.ID = news.NewFeedID(other.URL)
	if err := s.PutFeed(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	r := refresh(t, deskFor(t, w, s))
	if w.asked("busy") != 1 || len(r.Failed) != 1 || !r.Failed[0].Err.Held {
		t.Errorf("the host was asked %d times; %+v", w.asked("busy"), r)
	}

	w.hosts["harbour"] = page(rss("harbour", item{"1", "Ferry sails", "It sails."}))
	subscribe(t, s, "harbour")
	w.pass(5 * 365 * aDay)
	refresh(t, deskFor(t, w, s))
	w.pass(-5 * 365 * aDay)
	if r := refresh(t, deskFor(t, w, s)); r.Feeds < 1 || w.asked("harbour") != 2 {
		t.Errorf("after the clock was set right %+v, asked %d times", r, w.asked("harbour"))
	}
}

// Cancelling a round at any point leaves no goroutine, and what was filed is
// tagged by the next one.
func TestCancelLeaksNothing(t *testing.T) {
	w := newWorld()
	s := openStore(t, w)
	for i := range 40 {
		h := fmt.Sprintf("h%02d", i)
		w.hosts[h] = page(rss(h, item{"1", "Story of " + h, "Text."}))
		if i%8 == 0 {
			w.hosts[h] = func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
		}
		subscribe(t, s, h)
	}
	d := deskFor(t, w, s)
	refreshed := 0
	before := runtime.NumGoroutine()
	for i := range 6 {
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(i*i)*3*time.Millisecond)
		r, err := d.RefreshWait(ctx)
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error = %v", err)
		}
		refreshed += r.Feeds
		w.pass(leaseTime + time.Second)
	}
	for range 200 {
		if runtime.NumGoroutine() <= before {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if n := runtime.NumGoroutine(); n > before {
		buf := make([]byte, 1<<16)
		t.Errorf("%d goroutines, %d before\n%s", n, before, buf[:runtime.Stack(buf, true)])
	}
	for i := 0; i < 40; i += 8 {
		h := fmt.Sprintf("h%02d", i)
		w.hosts[h] = page(rss(h, item{"1", "Story of " + h, "Text."}))
	}
	refresh(t, d)
	if rows := wire(t, d); len(rows) != 40 {
		t.Errorf("%d stories, want 40", len(rows))
	}
	if left, _ := s.Untagged(t.Context(), "test-1", 10); len(left) != 0 {
		t.Errorf("%d stories untagged", len(left))
	}
}

func TestRunWatchesAndFollows(t *testing.T) {
	w := newWorld()
	w.hosts["harbour"] = page(rss("harbour", item{"1", "Examplia opens a bridge", "The bridge is open."}))
	s := openStore(t, w)
	d := deskFor(t, w, s)
	ctx, cancel := context.WithCancel(t.Context())
	bulletins := d.Watch(ctx)
	ended := make(chan error)
	go func() { ended <- d.Run(ctx) }()

	subscribe(t, s, "harbour") // as another process would
	wait := func(what string, enough func(news.Bulletin) bool) {
		t.Helper()
		var sum news.Bulletin
		deadline := time.After(10 * time.Second)
		for {
			select {
			case b := <-bulletins:
				sum = merge(sum, b)
				if enough(sum) {
					return
				}
			case <-deadline:
				t.Fatalf("%s: only %+v", what, sum)
			}
		}
	}
	wait("the feed", func(b news.Bulletin) bool { return b.New == 1 && b.Tagged == 1 })

	other := deskFor(t, w, s)
	w.hosts["upland"] = page(rss("upland", item{"1", "Other words", "Quite other."}))
	subscribe(t, s, "upland")
	if _, err := other.Subscribe(ctx, "http://upland/feed"); !errors.Is(err, news.ErrExists) {
		t.Errorf("subscribing twice: %v", err)
	}
	if _, err := other.Mark(ctx, news.Change{Kind: news.MarkStarred, On: true, Stories: []news.StoryID{news.NewStoryID(feedAt("harbour").ID, "1")}}); err != nil {
		t.Fatal(err)
	}
	wait("another's mark and feed", func(b news.Bulletin) bool { return b.Marked > 0 && b.Feeds })

	w.hosts["harbour"] = page(rss("harbour", item{"2", "Ferry sails", "It sails."}, item{"1", "Examplia opens a bridge", "The bridge is open."}))
	if err := d.Refresh(ctx, feedAt("harbour").ID); err != nil {
		t.Fatal(err)
	}
	wait("a refresh and how it ended", func(b news.Bulletin) bool { return b.New >= 1 && b.Over.Total == 1 && b.Over.New == 1 })
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("Run ended with %v", err)
	}
	for range bulletins { // closed
	}
}

func TestSubscribe(t *testing.T) {
	w := newWorld()
	w.hosts["site"] = func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/rss.xml" {
			fmt.Fprint(rw, rss("site", item{"1", "Examplia opens a bridge", "Open."}))
			return
		}
		rw.Header().Set("Content-Type", "text/html")
		fmt.Fprint(rw, `<html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head></html>`)
	}
	d := deskFor(t, w, openStore(t, w))
	f, err := d.Subscribe(t.Context(), "http://site/")
	if err != nil || f.URL != "http://site/rss.xml" || f.Title != "site" || f.Outlet != "site" || f.Items != 1 || f.State.LastGood.IsZero() {
		t.Errorf("%+v, %v", f, err)
	}
	if a := wire(t, d); len(a) != 1 || a[0].Outlet != "site" {
		t.Errorf("headlines %+v", a)
	}
	if _, err := d.Subscribe(t.Context(), "http://site/"); !errors.Is(err, news.ErrExists) {
		t.Errorf("twice: %v", err)
	}
	var e *feed.Error
	if _, err := d.Subscribe(t.Context(), "javascript:alert(1)"); !errors.As(err, &e) {
		t.Errorf("a script: %v", err)
	}
}

func TestStarter(t *testing.T) {
	w := newWorld()
	d := deskFor(t, w, openStore(t, w))
	if n, err := d.Starter(t.Context()); n != 70 || err != nil {
		t.Errorf("%d feeds, %v", n, err)
	}
	feeds, err := d.Feeds(t.Context())
	if err != nil || len(feeds) != 70 {
		t.Errorf("%d feeds, %v", len(feeds), err)
	}
}

// An engine that gives up on one story does not keep the others from the reader,
// nor is it asked for ever.
func TestEnginePanic(t *testing.T) {
	w := newWorld()
	w.hosts["a"] = page(rss("a", item{"1", "PANIC here", "x"}, item{"2", "Examplia opens a bridge", "y"}))
	s := openStore(t, w)
	subscribe(t, s, "a")
	refresh(t, deskFor(t, w, s))
	if left, _ := s.Untagged(t.Context(), "test-1", 10); len(left) != 0 {
		t.Errorf("%d stories untagged", len(left))
	}
}

// Stories that a crash left, or that older engines read, are read at the next start.
func TestUntaggedArePickedUp(t *testing.T) {
	w := newWorld()
	s := openStore(t, w)
	subscribe(t, s, "a")
	var stories []news.Story
	for i := range 700 {
		id := fmt.Sprint(i)
		stories = append(stories, news.Story{ID: news.NewStoryID(feedAt("a").ID, id), Feed: feedAt("a").ID, Outlet: "a", Title: "Story " + id, Text: "Text", Seen: w.now, Version: 1})
	}
	if _, err := s.File(t.Context(), news.Delivery{Feed: feedAt("a").ID, State: news.FetchState{Next: w.now.Add(time.Hour)}, Stories: stories}); err != nil {
		t.Fatal(err)
	}
	d := deskFor(t, w, s)
	refresh(t, d)
	if left, _ := s.Untagged(t.Context(), "test-1", 10); len(left) != 0 {
		t.Errorf("%d stories untagged", len(left))
	}
	newer := deskFor(t, w, s)
	newer.o.Engines = "test-2"
	refresh(t, newer)
	if left, _ := s.Untagged(t.Context(), "test-2", 10); len(left) != 0 {
		t.Errorf("%d stories not read by the newer engines", len(left))
	}
}

// Reading a story over notes nothing; Looked does.
func TestLookedCountsGrowthFromThere(t *testing.T) {
	w := newWorld()
	same := item{"1", "Examplia opens a bridge", "The bridge is open."}
	for _, h := range []string{"a", "b", "c"} {
		w.hosts[h] = page(rss(h, same))
	}
	s := openStore(t, w)
	d := deskFor(t, w, s)
	grown := func() int {
		p, err := d.Headlines(t.Context(), news.ListQuery{View: news.Top, Limit: 1})
		if err != nil || len(p.Rows) != 1 {
			t.Fatalf("%d events, %v", len(p.Rows), err)
		}
		return p.Rows[0].Grown
	}
	id := news.NewStoryID(feedAt("a").ID, "1")
	subscribe(t, s, "a")
	refresh(t, d)
	a, err := d.Article(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Looked(t.Context(), a.Event.ID, "gone"); err != nil {
		t.Fatal(err)
	}
	subscribe(t, s, "b", "c")
	refresh(t, d)
	if n := grown(); n != 2 {
		t.Errorf("grown by %d, want 2", n)
	}
	if _, err := d.Article(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if n := grown(); n != 2 {
		t.Errorf("after a preview grown by %d, want 2", n)
	}
	if err := d.Looked(t.Context(), a.Event.ID); err != nil {
		t.Fatal(err)
	}
	if n := grown(); n != 0 {
		t.Errorf("after a look grown by %d", n)
	}
}
