//go:build unix

package postgres_test

import (
	"context"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"dateline/news"
	"dateline/store"
	"dateline/store/postgres"
	"dateline/store/postgres/pgtest"
)

var (
	scaleStories = flag.Int("stories", 0, "TestScale: how many stories of 60 words there are")
	scaleKeep    = flag.Bool("keep", false, "TestScale: leave the server running, to be asked by hand")
	scaleAt      = flag.String("at", "", "TestScale: the address of a store that was filled before")
)

// scaleEnd is when the last story comes: 30,000 a day.
var scaleEnd = time.Date(2026, 4, 10, 12, 0, 0, 0, time.UTC)

const scalePerDay = 30_000

// scaleSettings are the server's, for a machine of its own with 8 GB.
var scaleSettings = []string{"fsync=on", "full_page_writes=on", "shared_buffers=2GB", "effective_cache_size=6GB", "random_page_cost=1.1", "effective_io_concurrency=64",
	"max_wal_size=8GB", "checkpoint_timeout=15min", "wal_compression=lz4", "wal_level=minimal", "max_wal_senders=0", "autovacuum_naptime=30s"}

// writer makes stories: words drawn by Zipf's law from the commonest of English news and
// from made-up ones; every third story joins an event of the last hours.
type writer struct {
	rng   *rand.Rand
	words []string
	sum   []float64
	feeds []news.Feed
	n     int
	open  []int64 // events that stories may join, the newest last
}

func newWriter(t *testing.T) *writer {
	list, err := os.ReadFile("../packed/words.txt")
	if err != nil {
		t.Fatal(err)
	}
	w := &writer{rng: rand.New(rand.NewPCG(1, 2)), words: strings.Fields(string(list))}
	for i := len(w.words); i < 200_000; i++ {
		w.words = append(w.words, fmt.Sprintf("w%sx", strings.Map(func(r rune) rune { return 'a' + r - '0' }, fmt.Sprint(i))))
	}
	total := 0.0
	for i := range w.words {
		total += 1 / math.Pow(float64(i)+2.7, 0.98)
		w.sum = append(w.sum, total)
	}
	for i := range 1000 {
		url := fmt.Sprintf("https://outlet%03d.example/rss.xml", i)
		w.feeds = append(w.feeds, news.Feed{ID: news.NewFeedID(url), URL: url, Title: fmt.Sprintf("Outlet %03d", i), Outlet: fmt.Sprintf("Outlet %03d", i), Lang: "en"})
	}
	return w
}

func (w *writer) text(n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = w.words[sort.SearchFloat64s(w.sum, w.rng.Float64()*w.sum[len(w.sum)-1])]
	}
	return strings.Join(all, " ") + "."
}

// rare draws one of n, the first ones most.
func (w *writer) rare(n int) int {
	return int(math.Pow(float64(n+1), w.rng.Float64())) - 1
}

// scaleCodes are countries, from the one that is named most.
var scaleCodes = strings.Fields("USA GBR CHN RUS UKR ISR IRN FRA DEU IND PRK KOR JPN TUR SYR AUS CAN BRA MEX ITA ESP POL EGY SAU PAK AFG IRQ LBN YEM ZAF NGA KEN ETH SDN LBY VEN COL ARG CHL PER")

// made makes a story of a feed that came at a time, with what was found in it.
func (w *writer) made(f *news.Feed, at time.Time) postgres.Made {
	w.n++
	key := fmt.Sprintf("story-%d", w.n)
	st := news.Story{ID: news.NewStoryID(f.ID, key), Feed: f.ID, GUID: key, Outlet: f.Outlet, URL: "https://" + string(f.ID) + ".example/" + key, Lang: "en",
		Title: w.text(9), Text: w.text(60), Published: at, Seen: at, Version: 1}
	a := news.Annotation{Story: st.ID, Version: 1, Tagger: "t", Place: news.Placement{Story: st.ID, Event: news.EventID(st.ID), Source: st.Outlet}}
	text := func(n int) news.Span { return news.Span{Start: 0, End: n} }
	for range w.rng.IntN(4) {
		code := scaleCodes[w.rare(len(scaleCodes))]
		a.Mentions = append(a.Mentions, news.Mention{Field: news.InText, Span: text(4), Kind: news.Country, Ref: code, Name: "Country " + code})
	}
	if w.rng.IntN(2) == 0 {
		person := w.rare(20_000)
		name := fmt.Sprintf("Name%d Family%d", person%500, person)
		a.Mentions = append(a.Mentions, news.Mention{Field: news.InText, Span: text(9), Kind: news.Person, Ref: strings.ToLower(name), Name: name})
		a.Claims = []news.Claim{{Field: news.InText, Source: []news.Span{text(9)}, Cue: []news.Span{{Start: 10, End: 14}}, Content: []news.Span{{Start: 15, End: 60}},
			Stance: news.Asserts, Speaker: strings.ToLower(name), SpeakerName: name, Outer: -1}}
	}
	if w.rng.IntN(3) == 0 {
		unit := []string{"people killed", "USD", "percent", "troops", "cases", "people wounded", "arrests", "votes"}[w.rare(8)]
		a.Mentions = append(a.Mentions, news.Mention{Field: news.InText, Span: text(3), Kind: news.FigureKind, Figure: &news.Figure{Value: float64(w.rare(1_000_000)), Unit: unit}})
	}
	return postgres.Made{Story: st, Found: a, Event: w.event()}
}

// event is the number of the event that the next story is of.
func (w *writer) event() int64 {
	if len(w.open) > 0 && w.rng.IntN(3) == 0 {
		return w.open[len(w.open)-1-w.rare(len(w.open))]
	}
	w.open = append(w.open, int64(w.n))
	if len(w.open) > 20_000 {
		w.open = slices.Clone(w.open[10_000:])
	}
	return int64(w.n)
}

// stream makes n stories, the last one at scaleEnd.
func (w *writer) stream(n int) func() (postgres.Made, bool) {
	step := 24 * time.Hour / scalePerDay
	return func() (postgres.Made, bool) {
		if w.n >= n {
			return postgres.Made{}, false
		}
		return w.made(&w.feeds[w.rare(len(w.feeds))], scaleEnd.Add(-time.Duration(n-w.n)*step)), true
	}
}

// delivery makes 50 stories of a feed that came within the hour after the end, each placed
// in an event of its own.
func (w *writer) delivery(at time.Time) (d news.Delivery, found []news.Annotation) {
	f := &w.feeds[w.rare(len(w.feeds))]
	d = news.Delivery{Feed: f.ID, State: news.FetchState{Status: 200, Items: 50, Next: at.Add(time.Hour)}}
	for range 50 {
		m := w.made(f, at.Add(-time.Duration(w.rng.IntN(3600))*time.Second))
		d.Stories, found = append(d.Stories, m.Story), append(found, m.Found)
	}
	for i := range found {
		found[i].Read = &d.Stories[i]
	}
	return d, found
}

// TestScale fills a store and tells how long pages, searches, counts and filings take:
//
//	TMPDIR=/big go test -run TestScale -timeout 0 -v ./store/postgres -stories 1000000
func TestScale(t *testing.T) {
	if *scaleStories == 0 && *scaleAt == "" {
		t.Skip("only when asked for with -stories or -at")
	}
	ctx := context.Background()
	url := *scaleAt
	if url == "" {
		server, err := pgtest.Start(scaleSettings...)
		if err != nil {
			t.Fatal(err)
		}
		if !*scaleKeep {
			defer server.Stop()
		}
		url = server.URL("postgres")
		t.Logf("the server: %s", url)
	}
	s, err := postgres.Open(ctx, url, postgres.Options{Now: func() time.Time { return scaleEnd }, Wait: 10 * time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	w := newWriter(t)
	if *scaleAt == "" {
		filled(ctx, t, s, w)
	}
	m := &measuring{T: t, s: s, w: w}
	m.lists(ctx)
	m.rest(ctx)
	m.filings(ctx)
}

// filled fills a store with stories, and has two users read some of the last two weeks or of
// all.
func filled(ctx context.Context, t *testing.T, s *postgres.Store, w *writer) {
	if _, err := s.AddFeeds(ctx, w.feeds); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if err := s.Fill(ctx, w.stream(*scaleStories)); err != nil {
		t.Fatal(err)
	}
	for u := range 2 {
		if err := s.FillMarks(ctx, u+1, scaleEnd.Add(-[]time.Duration{14, 400}[u]*24*time.Hour).UnixMilli()); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d stories in %s", w.n, time.Since(began).Round(time.Second))
}

// measuring is a filled store that is asked.
type measuring struct {
	*testing.T
	s *postgres.Store
	w *writer
}

// spread tells the least, the middle and the 95th of a hundred.
func spread(all []time.Duration) string {
	all = slices.Sorted(slices.Values(all))
	ms := func(i int) float64 { return all[i].Seconds() * 1000 }
	return fmt.Sprintf("best %.1f, p50 %.1f, p95 %.1f ms", ms(0), ms(len(all)/2), ms(len(all)*95/100))
}

// ask tells how long something takes, n times.
func (m *measuring) ask(what string, n int, f func(i int) (rows int, err error)) []time.Duration {
	var took []time.Duration
	rows := 0
	for i := range n {
		began := time.Now()
		r, err := f(i)
		if err != nil {
			m.Fatalf("%s: %v", what, err)
		}
		took, rows = append(took, time.Since(began)), r
	}
	m.Logf("  %-40s %8d: %s", what, rows, spread(took))
	return took
}

// scaleQueries are searches for words from every second story down to none.
var scaleQueries = []string{"government", "police court", "minister treaty", "wbddddx", "wbddddx government", "zzyzx", `"prime minister"`, `"treaty court"`, "gov*", "-government",
	"country:USA", "country:PRK", "country:PER", "country:PRK government", `source:"outlet 007"`, `source:"outlet 907"`, "person:family77", `by:"Name5 Family505"`, "claim:denied",
	"figure:troops", "figure:troops>900000", "figure:>999990", "is:unread", "is:unread government", "is:starred", "is:read", "is:urgent", "is:changed wbddddx",
	"since:2d government", "before:2026-03-20 government", "government OR police", "government -country:USA", "wbddddx OR is:starred"}

func (m *measuring) lists(ctx context.Context) {
	var pages, searches, counts []time.Duration
	for _, view := range []news.View{news.Wire, news.Top} {
		var after news.Cursor
		pages = append(pages, m.ask("page after page, "+string(view), 40, func(int) (int, error) {
			p, err := m.s.Headlines(ctx, news.ListQuery{User: news.Local, View: view, Limit: 100, After: after})
			if err == nil {
				after = p.Rows[len(p.Rows)-1].Cursor
			}
			return len(p.Rows), err
		})...)
	}
	for _, text := range scaleQueries {
		q, err := news.ParseQuery(text)
		if err != nil {
			m.Fatal(err)
		}
		q = q.Resolve(scaleEnd)
		for _, view := range []news.View{news.Wire, news.Top} {
			searches = append(searches, m.ask(string(view)+" "+text, 10, func(int) (int, error) {
				p, err := m.s.Headlines(ctx, news.ListQuery{User: news.Local, View: view, Query: q, Limit: 100})
				return len(p.Rows), err
			})...)
		}
		counts = append(counts, m.ask("count "+text, 4, func(int) (int, error) {
			c, err := m.s.Counts(ctx, news.Local, q)
			return c.Stories, err
		})...)
	}
	m.Logf("pages %s; searches %s; counts %s", spread(pages), spread(searches), spread(counts))
}

// rest asks what is neither a list nor a count.
func (m *measuring) rest(ctx context.Context) {
	q, _ := news.ParseQuery("government")
	p, err := m.s.Headlines(ctx, news.ListQuery{User: news.Local, View: news.Top, Query: q, Limit: 500})
	if err != nil {
		m.Fatal(err)
	}
	m.ask("relevance of government", 10, func(int) (int, error) {
		p, err := m.s.Headlines(ctx, news.ListQuery{User: news.Local, View: news.Wire, Query: q, Limit: 100, ByRank: true})
		return len(p.Rows), err
	})
	m.ask("timeline of government, 2 days", 10, func(int) (int, error) {
		c, err := m.s.Timeline(ctx, news.Local, q, scaleEnd.Add(-48*time.Hour), time.Hour, 48)
		return c[0], err
	})
	m.ask("countries of government", 4, func(int) (int, error) {
		c, err := m.s.Countries(ctx, news.Local, q)
		return len(c), err
	})
	m.ask("article", 100, func(i int) (int, error) {
		a, err := m.s.Article(ctx, news.Local, p.Rows[i].Story)
		return len(a.Text), err
	})
	m.ask("event", 100, func(i int) (int, error) {
		fs, err := m.s.Event(ctx, news.Local, p.Rows[i].Event, 200)
		return len(fs), err
	})
	for _, field := range []news.TermField{news.FieldFigure, news.FieldCountry, news.FieldSource} {
		m.ask("values of "+string(field), 10, func(int) (int, error) {
			all, err := m.s.Values(ctx, news.Local, field)
			return len(all), err
		})
	}
	m.ask("feeds", 10, func(int) (int, error) {
		all, err := m.s.Feeds(ctx, news.Local)
		return len(all), err
	})
	m.ask("changes of a day", 10, func(int) (int, error) {
		all, err := m.s.Changes(ctx, news.Local, scaleEnd.Add(-24*time.Hour), 100)
		return len(all), err
	})
	m.ask("tick", 100, func(int) (int, error) {
		k, err := m.s.Tick(ctx)
		return int(k.Stories), err
	})
}

// filings takes in what comes after.
func (m *measuring) filings(ctx context.Context) {
	var found [][]news.Annotation
	var ids []news.StoryID
	at := scaleEnd
	m.w.n = int(rand.Int32()) // no story of an earlier run
	m.ask("filing of 50", 100, func(int) (int, error) {
		at = at.Add(time.Minute)
		d, as := m.w.delivery(at)
		found = append(found, as)
		filed, err := m.s.File(ctx, d)
		ids = append(ids, filed.New...)
		return len(filed.New), err
	})
	m.ask("annotating 50", 100, func(i int) (int, error) { return len(found[i]), m.s.Annotate(ctx, found[i]) })
	m.ask("mark of one", 100, func(i int) (int, error) {
		c, err := m.s.Mark(ctx, news.Local, news.Change{Kind: news.MarkRead, On: true, At: at, Stories: ids[i : i+1]})
		return len(c.Stories), err
	})
	m.ask("lease of 20 feeds", 50, func(i int) (int, error) {
		due, err := m.s.Due(ctx, store.Lease{Holder: fmt.Sprint(i), Now: at, Until: at.Add(time.Minute), Limit: 20})
		return len(due), err
	})
}
