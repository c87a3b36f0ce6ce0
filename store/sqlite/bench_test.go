package sqlite_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"dateline/news"
	"dateline/store/sqlite"
)

// benchStories is how many stories the store of the benchmarks holds, DATELINE_BENCH_STORIES
// or 50,000, of benchFeeds feeds, 1,667 a day:
//
//	DATELINE_BENCH=/tmp/bench DATELINE_BENCH_STORIES=500000 DATELINE_BENCH_TEXTS=summaries \
//		go test -run '^$' -bench Size -timeout 2h ./store/sqlite
//
// makes a large one (a quarter of an hour, 1 GiB) and keeps it for the runs after. Its
// stories are what feeds give: one in four of 400 words, the others of 60. Without
// DATELINE_BENCH_TEXTS all have 400.
var benchStories = func() int {
	n, err := strconv.Atoi(os.Getenv("DATELINE_BENCH_STORIES"))
	if err != nil {
		return 50_000
	}
	return n
}()

const benchFeeds = 500

// filled is a store of benchStories stories, made once for all benchmarks (set
// DATELINE_BENCH to a folder to keep it between runs).
var filled = sync.OnceValues(func() (string, error) {
	dir := os.Getenv("DATELINE_BENCH")
	if dir == "" {
		var err error
		if dir, err = os.MkdirTemp("", "dateline-bench"); err != nil {
			return "", err
		}
		benchDir = dir
	}
	path := filepath.Join(dir, fmt.Sprintf("news-%d%s.db", benchStories, os.Getenv("DATELINE_BENCH_TEXTS")))
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	// It has its name once it is whole.
	if err := fill(path+".part", benchStories, benchFeeds); err != nil {
		return "", err
	}
	return path, os.Rename(path+".part", path)
})

func TestMain(m *testing.M) {
	code := m.Run()
	if benchDir != "" {
		_ = os.RemoveAll(benchDir) // a leftover in the temporary folder is no failure
	}
	os.Exit(code)
}

// benchDir is the folder to remove at the end, "" when none was made.
var benchDir string

// round is what comes in at once, ten minutes in the life of a reader with many feeds.
type round struct {
	deliveries []news.Delivery
	found      []news.Annotation
}

// fill makes a store as refreshes would: rounds in order of time, each tagged after it
// was filed.
func fill(path string, stories, feeds int) error {
	ctx := context.Background()
	s, err := sqlite.Open(ctx, path, sqlite.Options{})
	if err != nil {
		return err
	}
	c := newCorpus(feeds)
	c.summaries = os.Getenv("DATELINE_BENCH_TEXTS") == "summaries"
	for _, f := range c.feeds {
		if err := s.PutFeed(ctx, f); err != nil {
			return err
		}
	}
	rounds := make(chan round, 4)
	go func() {
		defer close(rounds)
		c.rounds(stories, rounds)
	}()
	began := time.Now()
	var filing, tagging time.Duration
	done := 0
	for r := range rounds {
		filingBegan := time.Now()
		for _, d := range r.deliveries {
			if _, err := s.File(ctx, d); err != nil {
				return err
			}
		}
		taggingBegan := time.Now()
		if err := s.Annotate(ctx, r.found); err != nil {
			return err
		}
		filing, tagging = filing+taggingBegan.Sub(filingBegan), tagging+time.Since(taggingBegan)
		if before := done; before/25_000 != (done+len(r.found))/25_000 {
			fmt.Printf("%d stories after %s\n", done+len(r.found), time.Since(began).Round(time.Second))
		}
		done += len(r.found)
	}
	fmt.Printf("filled %d stories: filing %.3f ms, annotating %.3f ms a story\n", stories,
		filing.Seconds()*1000/float64(stories), tagging.Seconds()*1000/float64(stories))
	return s.Close()
}

func openFilled(b *testing.B) *sqlite.Store {
	b.Helper()
	path, err := filled()
	if err != nil {
		b.Fatal(err)
	}
	s, err := sqlite.Open(context.Background(), path, sqlite.Options{Now: func() time.Time { return corpusTime }})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return s
}

// BenchmarkFile measures filing and annotating; ms/story is their sum.
func BenchmarkFile(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		path := filepath.Join(b.TempDir(), "news.db")
		if err := fill(path, 2000, 100); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOpen is a start: open, and the first page of Top with counts.
func BenchmarkOpen(b *testing.B) {
	openFilled(b)
	path, _ := filled()
	ctx := context.Background()
	b.ReportAllocs()
	for b.Loop() {
		s, err := sqlite.Open(ctx, path, sqlite.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.Headlines(ctx, news.ListQuery{User: news.Local, View: news.Top, Limit: 60}); err != nil {
			b.Fatal(err)
		}
		if _, err := s.Counts(ctx, news.Local, news.Query{}); err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPage(b *testing.B) {
	s := openFilled(b)
	ctx := context.Background()
	for _, row := range []struct {
		name, query string
		view        news.View
		ranked      bool
	}{
		{"top", "", news.Top, false},
		{"wire", "", news.Wire, false},
		{"wire/unread", "is:unread", news.Wire, false},
		{"top/unread", "is:unread", news.Top, false},
		{"wire/starred", "is:starred", news.Wire, false},
		{"wire/urgent", "is:urgent", news.Wire, false},
		{"wire/source", `source:"outlet 007"`, news.Wire, false},
		{"wire/search/common", "government", news.Wire, false},
		{"wire/search/two common", "government police", news.Wire, false},
		{"wire/search/phrase", `"foreign ministry"`, news.Wire, false},
		{"wire/search/rare", "bationment", news.Wire, false},
		{"wire/search/none", "zzyzx", news.Wire, false},
		{"wire/search/not", "-government", news.Wire, false},
		{"wire/search/or", "earthquake OR flood OR storm", news.Wire, false},
		{"wire/search/country", "country:PRK country:RUS", news.Wire, false},
		{"wire/search/mixed", "government country:PRK is:unread since:3d -police", news.Wire, false},
		{"wire/search/figure", "figure:troops>2900", news.Wire, false},
		{"wire/search/person claim", `person:bationment claim:denied`, news.Wire, false},
		{"wire/search/source words", `source:"outlet 007" government`, news.Wire, false},
		{"top/search/common", "government", news.Top, false},
		{"top/search/rare", "bationment", news.Top, false},
		{"ranked/common", "government", news.Wire, true},
		{"ranked/two", "government police", news.Wire, true},
		{"ranked/rare", "bationment", news.Wire, true},
	} {
		q, err := news.ParseQuery(row.query)
		if err != nil {
			b.Fatal(err)
		}
		q = q.Resolve(corpusTime)
		b.Run(row.name, func(b *testing.B) {
			b.ReportAllocs()
			rows := 0
			for b.Loop() {
				p, err := s.Headlines(ctx, news.ListQuery{User: news.Local, View: row.view, Query: q, ByRank: row.ranked, Limit: 100})
				if err != nil {
					b.Fatal(err)
				}
				rows = len(p.Rows)
			}
			b.ReportMetric(float64(rows), "rows")
		})
	}
}

func BenchmarkCounts(b *testing.B) {
	s := openFilled(b)
	for _, text := range []string{"", "government", "bationment", "is:unread country:PRK"} {
		q, err := news.ParseQuery(text)
		if err != nil {
			b.Fatal(err)
		}
		b.Run("query="+text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Counts(context.Background(), news.Local, q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkFeeds(b *testing.B) {
	s := openFilled(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Feeds(context.Background(), news.Local); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkArticle(b *testing.B) {
	s := openFilled(b)
	p, err := s.Headlines(context.Background(), news.ListQuery{User: news.Local, View: news.Wire, Limit: 100})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		if _, err := s.Article(context.Background(), news.Local, p.Rows[i%100].Story); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

// BenchmarkSize tells the bytes on disk a story, all included.
func BenchmarkSize(b *testing.B) {
	path, err := filled()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
	}
	size := int64(0)
	for _, suffix := range []string{"", "-wal"} {
		if st, err := os.Stat(path + suffix); err == nil {
			size += st.Size()
		}
	}
	b.ReportMetric(float64(size)/float64(benchStories), "B/story")
	b.ReportMetric(float64(size)/(1<<20), "MiB")
}

// BenchmarkTally is what an entity's page and the map ask: how many stories came when,
// how many there are, and the countries of a day.
func BenchmarkTally(b *testing.B) {
	s := openFilled(b)
	ctx := context.Background()
	start := corpusTime.Add(-30 * 24 * time.Hour)
	for _, text := range []string{"", "country:USA", "country:SDN", "person:bationment", "agency:bationment", "source:\"outlet 007\"", "country:USA is:unread"} {
		q, err := news.ParseQuery(text)
		if err != nil {
			b.Fatal(err)
		}
		q = q.Resolve(corpusTime)
		b.Run("30 days/"+text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Timeline(ctx, news.Local, q, start, 15*time.Minute, 2880); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("all/"+text, func(b *testing.B) {
			n := 0
			for b.Loop() {
				all, err := s.Timeline(ctx, news.Local, q, time.Unix(0, 0), 100*365*24*time.Hour, 1)
				if err != nil {
					b.Fatal(err)
				}
				n = all[0]
			}
			b.ReportMetric(float64(n), "stories")
		})
		day := news.AllOf(q, news.Query{Expr: &news.Term{Field: news.FieldSince, Time: corpusTime.Add(-24 * time.Hour)}})
		b.Run("countries/"+text, func(b *testing.B) {
			n := 0
			for b.Loop() {
				c, err := s.Countries(ctx, news.Local, day)
				if err != nil {
					b.Fatal(err)
				}
				n = len(c)
			}
			b.ReportMetric(float64(n), "countries")
		})
	}
}

// BenchmarkStories reads what a ledger and an entity's page are made of.
func BenchmarkStories(b *testing.B) {
	s := openFilled(b)
	ctx := context.Background()
	q, err := news.ParseQuery("country:USA")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		p, err := s.Headlines(ctx, news.ListQuery{User: news.Local, View: news.Wire, Query: q, Limit: 300})
		if err != nil {
			b.Fatal(err)
		}
		ids := make([]news.StoryID, len(p.Rows))
		for i := range p.Rows {
			ids[i] = p.Rows[i].Story
		}
		if _, err := s.Stories(ctx, news.AnyUser, ids); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkUnread asks which of a panel's stories are unread: by their names, and by a
// search for their events, which is what a reader may type.
func BenchmarkUnread(b *testing.B) {
	s := openFilled(b)
	ctx := context.Background()
	p, err := s.Headlines(ctx, news.ListQuery{User: news.Local, View: news.Wire, Limit: 30})
	if err != nil {
		b.Fatal(err)
	}
	var ids []news.StoryID
	var events news.Or
	for _, r := range p.Rows {
		ids = append(ids, r.Story)
		events.Parts = append(events.Parts, &news.Term{Field: news.FieldEvent, Value: string(r.Event)})
	}
	b.Run("stories", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Unread(ctx, news.Local, ids); err != nil {
				b.Fatal(err)
			}
		}
	})
	search := news.Query{Expr: &news.And{Parts: []news.Expr{&events, &news.Term{Field: news.FieldIs, Value: "unread"}}}}
	b.Run("events", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Headlines(ctx, news.ListQuery{User: news.Local, View: news.Wire, Query: search, Limit: 800}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkTogether files and annotates from several goroutines, as a round does: what
// is done while the one writer is held cannot overlap.
func BenchmarkTogether(b *testing.B) {
	const feeds, stories = 20, 2000
	for b.Loop() {
		b.StopTimer()
		path := filepath.Join(b.TempDir(), "news.db")
		s, err := sqlite.Open(context.Background(), path, sqlite.Options{Now: func() time.Time { return corpusTime }})
		if err != nil {
			b.Fatal(err)
		}
		c := newCorpus(feeds)
		for _, f := range c.feeds {
			if err := s.PutFeed(context.Background(), f); err != nil {
				b.Fatal(err)
			}
		}
		rounds := make(chan round, stories)
		c.rounds(stories, rounds)
		close(rounds)
		b.StartTimer()
		var group sync.WaitGroup
		for r := range rounds {
			group.Go(func() {
				for _, d := range r.deliveries {
					if _, err := s.File(context.Background(), d); err != nil {
						b.Error(err)
					}
				}
				if err := s.Annotate(context.Background(), r.found); err != nil {
					b.Error(err)
				}
			})
		}
		group.Wait()
		b.StopTimer()
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N*stories), "ms/story")
}
