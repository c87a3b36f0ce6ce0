package desk

import (
	"context"
	"fmt"
	"hash/crc32"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"dateline/feed"
	"dateline/news"
	"dateline/store"
	"dateline/store/sqlite"
)

// world is an internet in the process, with a clock: hosts answer as told.
type world struct {
	mu    sync.Mutex
	now   time.Time
	hosts map[string]http.HandlerFunc
	hits  map[string]int // by host
	order []string       // hosts as they were asked
}

// ticking is a clock that says from now and goes on: for tests that let time pass.
func ticking(from time.Time) func() time.Time {
	began := time.Now()
	return func() time.Time { return from.Add(time.Since(began)) }
}

func newWorld() *world {
	return &world{now: time.Date(2026, 4, 10, 14, 0, 0, 0, time.UTC), hosts: map[string]http.HandlerFunc{}, hits: map[string]int{}}
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

func (w *world) asked(host string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.hits[host]
}

// RoundTrip answers in process; a handler that waits for the request's end is a
// server that stalls.
func (w *world) RoundTrip(r *http.Request) (*http.Response, error) {
	w.mu.Lock()
	h := w.hosts[r.URL.Host]
	w.hits[r.URL.Host]++
	w.order = append(w.order, r.URL.Host)
	w.mu.Unlock()
	if h == nil {
		return nil, fmt.Errorf("no such host %s", r.URL.Host)
	}
	rec := &recorder{header: http.Header{}, status: 200}
	h(rec, r)
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	return &http.Response{StatusCode: rec.status, Header: rec.header, Body: io.NopCloser(strings.NewReader(rec.body.String())), ContentLength: -1, Request: r}, nil
}

type recorder struct {
	header http.Header
	status int
	body   strings.Builder
}

func (r *recorder) Header() http.Header         { return r.header }
func (r *recorder) WriteHeader(status int)      { r.status = status }
func (r *recorder) Write(b []byte) (int, error) { return r.body.Write(b) }

// item is one story of a made-up feed.
type item struct{ guid, title, text string }

func rss(title string, items ...item) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0"?><rss version="2.0"><channel><title>%s</title><link>http://%[1]s.example/</link>`, title)
	for _, it := range items {
		fmt.Fprintf(&b, `<item><title>%s</title><guid isPermaLink="false">%s</guid><link>http://%s.example/%s</link><description>%s</description><pubDate>Fri, 10 Apr 2026 09:00:00 GMT</pubDate></item>`, it.title, it.guid, title, it.guid, it.text)
	}
	return b.String() + "</channel></rss>"
}

// page serves a body; its entity tag is honoured.
func page(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		tag := fmt.Sprintf(`"%08x"`, crc32.ChecksumIEEE([]byte(body)))
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(304)
			return
		}
		io.WriteString(w, body)
	}
}

func status(code int, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(code)
	}
}

// openStore opens a store in a file of its own.
func openStore(t testing.TB, w *world) store.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "news.db"), sqlite.Options{Now: w.clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// deskFor makes a desk with small engines over the store.
func deskFor(t testing.TB, w *world, s store.Store) *Desk {
	t.Helper()
	return deskOver(w, s)
}

func deskOver(w *world, s store.Store) *Desk {
	c := feed.NewClient(feed.Options{Transport: w, Total: 2 * time.Second})
	return New(Options{
		Store: s, Client: c, Clock: w.clock, Engines: "test-1",
		Tagger: tagger{}, Claims: finder{}, Index: func() Index { return &index{at: map[string]news.Filing{}} },
		Poll: 10 * time.Millisecond, Look: 10 * time.Millisecond,
	})
}

// tagger names the Republic of Examplia, which is no country.
type tagger struct{}

func (tagger) Find(s *news.Story, _ *news.Budget) []news.Mention {
	if strings.Contains(s.Title, "PANIC") {
		panic("this story is too much")
	}
	i := strings.Index(s.Title, "Examplia")
	if i < 0 {
		return nil
	}
	return []news.Mention{{Field: news.InTitle, Span: news.Span{Start: i, End: i + 8}, Kind: news.Organisation, Ref: "examplia", Name: "Examplia"}}
}

type finder struct{}

func (finder) Find(*news.Story, []news.Mention, *news.Budget) (sure, unsure []news.Claim) {
	return nil, nil
}

// index takes stories with equal texts for reprints and with equal titles for one event.
type index struct {
	at       map[string]news.Filing
	restored int
}

func (x *index) Place(f news.Filing, _ *news.Budget) news.Placement {
	s := &f.Story
	p := news.Placement{Story: s.ID, Event: news.EventID(s.ID), Source: s.Outlet}
	if o, ok := x.at[s.Title]; ok {
		p.Event = o.Event
	}
	if o, ok := x.at[s.Title+s.Text]; ok && o.Story.ID != s.ID {
		p.Origin, p.Source = o.Story.ID, o.Source
	}
	f.Event, f.Source = p.Event, p.Source
	x.take(f)
	return p
}

func (x *index) take(f news.Filing) {
	for _, key := range []string{f.Story.Title, f.Story.Title + f.Story.Text} {
		if _, ok := x.at[key]; !ok {
			x.at[key] = f
		}
	}
}

func (x *index) Restore(f news.Filing) {
	x.restored++
	x.take(f)
}

// subscribe puts a feed of each host into the store, without fetching it.
func subscribe(t testing.TB, s store.Store, hosts ...string) {
	t.Helper()
	for _, h := range hosts {
		if err := s.PutFeed(t.Context(), feedAt(h)); err != nil {
			t.Fatal(err)
		}
	}
}

func feedAt(host string) news.Feed {
	u := "http://" + host + "/feed"
	return news.Feed{ID: news.NewFeedID(u), URL: u, Title: host, Outlet: host, Added: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)}
}

// wire returns the headlines of the store, newest first.
func wire(t testing.TB, d *Desk) []news.Headline {
	t.Helper()
	p, err := d.Headlines(t.Context(), news.ListQuery{View: news.Wire, Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	return p.Rows
}

func refresh(t testing.TB, d *Desk, only ...news.FeedID) Report {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	r, err := d.RefreshWait(ctx, only...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// textLog writes a log to b, which one goroutine at a time reads or writes.
func textLog(b *strings.Builder) *slog.Logger { return slog.New(slog.NewTextHandler(b, nil)) }
