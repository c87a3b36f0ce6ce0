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
	"dateline/store/postgres"
)

var scaleStories = flag.Int("stories", 0, "TestScale: how many stories of 60 words are filed; also three sizes, a tenth and a half of it are measured")

// scaleEnd is when the last story comes: 30,000 a day.
var scaleEnd = time.Date(2026, 4, 10, 12, 0, 0, 0, time.UTC)

const scalePerDay = 30_000

// writer makes stories: words drawn by Zipf's law from the commonest of English news and
// from made-up ones.
type writer struct {
	rng   *rand.Rand
	words []string
	sum   []float64
	feeds []news.Feed
	n     int
}

func newWriter(t *testing.T) *writer {
	list, err := os.ReadFile("../packed/words.txt")
	if err != nil {
		t.Fatal(err)
	}
	w := &writer{rng: rand.New(rand.NewPCG(1, 2)), words: strings.Fields(string(list))}
	for i := len(w.words); i < 40_000; i++ {
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

// delivery makes 50 stories of a feed that came about a time, with what was found in them.
func (w *writer) delivery(at time.Time) (d news.Delivery, found []news.Annotation) {
	f := w.feeds[w.rng.IntN(len(w.feeds))]
	d = news.Delivery{Feed: f.ID, State: news.FetchState{Status: 200, Items: 50, Next: at.Add(time.Hour)}}
	for range 50 {
		w.n++
		key := fmt.Sprintf("story-%d", w.n)
		st := news.Story{ID: news.NewStoryID(f.ID, key), Feed: f.ID, GUID: key, Outlet: f.Outlet, URL: "https://" + f.Outlet + ".example/" + key, Lang: "en",
			Title: w.text(9), Text: w.text(60), Published: at.Add(-time.Duration(w.rng.IntN(3600)) * time.Second), Seen: at, Version: 1}
		a := news.Annotation{Story: st.ID, Version: 1, Tagger: "t", Read: &st, Place: news.Placement{Story: st.ID, Event: news.EventID(st.ID), Source: st.Outlet}}
		for _, code := range []string{"USA", "PRK", "RUS", "DEU", "FRA"}[:w.rng.IntN(4)] {
			a.Mentions = append(a.Mentions, news.Mention{Field: news.InText, Span: news.Span{End: 4}, Kind: news.Country, Ref: code, Name: "Country " + code})
		}
		d.Stories, found = append(d.Stories, st), append(found, a)
	}
	return d, found
}

// TestScale fills a store and tells how long pages, searches and filings take at a tenth, a
// half and all of its stories:
//
//	go test -run TestScale -timeout 0 -v ./store/postgres -stories 1000000
func TestScale(t *testing.T) {
	if *scaleStories == 0 {
		t.Skip("only when asked for with -stories")
	}
	ctx := context.Background()
	s, err := postgres.Open(ctx, database(t), postgres.Options{Now: func() time.Time { return scaleEnd }, Wait: 10 * time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	w := newWriter(t)
	if _, err := s.AddFeeds(ctx, w.feeds); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	var filings []time.Duration
	sizes := []int{*scaleStories / 10, *scaleStories / 2, *scaleStories}
	for w.n < *scaleStories {
		d, found := w.delivery(scaleEnd.Add(-time.Duration(*scaleStories-w.n) * 24 * time.Hour / scalePerDay))
		askBegan := time.Now()
		if _, err := s.File(ctx, d); err != nil {
			t.Fatal(err)
		}
		filings = append(filings, time.Since(askBegan))
		if err := s.Annotate(ctx, found); err != nil {
			t.Fatal(err)
		}
		if slices.Contains(sizes, w.n) {
			t.Logf("%d stories, %.0f a second; a filing of 50: %s", w.n, float64(w.n)/time.Since(began).Seconds(), spread(filings[max(0, len(filings)-1000):]))
			measure(t, s)
		}
	}
}

// spread tells the middle and the 95th of a hundred.
func spread(all []time.Duration) string {
	slices.Sort(all)
	return fmt.Sprintf("p50 %.1f ms, p95 %.1f ms", all[len(all)/2].Seconds()*1000, all[len(all)*95/100].Seconds()*1000)
}

// scaleQueries are searches for words from every second story down to none.
var scaleQueries = []string{"", "government", "police court", "minister treaty", "wdddddx", "wdbbbbx government", "zzyzx", `"prime minister"`, "gov*", "-government",
	"country:PRK", "country:PRK government", `source:"outlet 007"`, "is:unread", "is:unread government", "is:starred", "is:read", "since:2d government", "government OR police"}

func measure(t *testing.T, s *postgres.Store) {
	ctx := context.Background()
	var pages, searches []time.Duration
	for _, text := range scaleQueries {
		q, err := news.ParseQuery(text)
		if err != nil {
			t.Fatal(err)
		}
		q = q.Resolve(scaleEnd)
		for _, view := range []news.View{news.Wire, news.Top} {
			var took []time.Duration
			var rows int
			for range 10 {
				askBegan := time.Now()
				p, err := s.Headlines(ctx, news.ListQuery{User: news.Local, View: view, Query: q, Limit: 100})
				if err != nil {
					t.Fatal(err)
				}
				took, rows = append(took, time.Since(askBegan)), len(p.Rows)
			}
			if text == "" {
				pages = append(pages, took...)
			} else {
				searches = append(searches, took...)
			}
			t.Logf("  %-5s %-24q %4d rows: %s", view, text, rows, spread(took))
		}
		askBegan := time.Now()
		c, err := s.Counts(ctx, news.Local, q)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("  count %-24q %7d in %.1f ms", text, c.Stories, time.Since(askBegan).Seconds()*1000)
	}
	t.Logf("  pages %s; searches %s", spread(pages), spread(searches))
}
