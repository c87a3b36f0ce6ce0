package sqlite_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"dateline/news"
	"dateline/store/sqlite"
)

// scaleQueries are every kind of search of the language, in the words of the corpus:
// "government" stands in every third story, "bationment" in a few, "zzyzx" in none.
var scaleQueries = []string{
	"government", "government police", "government bationment", "bationment", "zzyzx", "government zzyzx", `"foreign ministry"`, `"government police"`,
	"gov*", "con*", "-government", "government -police", "-zzyzx", "government OR police", "earthquake OR flood OR storm", "(government OR police) -court",
	"country:USA", "country:PRK country:RUS", "country:PRK|RUS", "agency:government", "person:government", "person:bationment claim:denied", `source:"outlet 007"`, `source:"outlet 007" government`,
	"lang:en", "lang:de", "tag:world", "tag:nothing", "claim:denied", "claim:hedged|unnamed", "by:USA", "about:USA", "by:USA about:PRK",
	"figure:troops", "figure:troops>1000", "figure:troops>1000000", "figure:>2900", "figure:troops>1000 government",
	"is:unread", "-is:unread", "is:starred", "is:starred government", "is:urgent", "is:corrected", "is:urgent government", "is:withdrawn", "is:unread government", "is:unread bationment",
	"is:unread OR government", "is:starred OR bationment", "since:2d", "since:2d government", "before:2026-04-01", "before:2026-04-01 government", "before:2020-01-01", "government country:PRK is:unread since:3d -police",
}

// BenchmarkScale asks each query for a page of Wire, of Top, of Wire by relevance, and
// for its counts; ms/best is the quickest run, which tells more on a busy machine:
//
//	DATELINE_BENCH=/tmp/bench DATELINE_BENCH_STORIES=500000 DATELINE_BENCH_TEXTS=summaries \
//		go test -run '^$' -bench Scale -benchtime 5x ./store/sqlite
func BenchmarkScale(b *testing.B) {
	s := openFilled(b)
	ctx := context.Background()
	for _, text := range scaleQueries {
		q, err := news.ParseQuery(text)
		if err != nil {
			b.Fatal(err)
		}
		q = q.Resolve(corpusTime)
		list := func(view news.View, ranked bool) func() (int, error) {
			return func() (int, error) {
				p, err := s.Headlines(ctx, news.ListQuery{User: news.Local, View: view, Query: q, ByRank: ranked, Limit: 100})
				return len(p.Rows), err
			}
		}
		b.Run("wire/"+text, best(list(news.Wire, false)))
		b.Run("top/"+text, best(list(news.Top, false)))
		b.Run("ranked/"+text, best(list(news.Wire, true)))
		b.Run("counts/"+text, best(func() (int, error) {
			c, err := s.Counts(ctx, news.Local, q)
			return c.Stories, err
		}))
	}
}

// BenchmarkDeep pages far down, and asks what stands at the corners of the screen.
func BenchmarkDeep(b *testing.B) {
	s := openFilled(b)
	ctx := context.Background()
	for _, view := range []news.View{news.Top, news.Wire} {
		for _, days := range []int{0, 1, 7, 29} {
			at := corpusTime.AddDate(0, 0, -days).UnixMilli()
			for _, backward := range []bool{false, true} {
				name := string(view) + "/forward/"
				if backward {
					name = string(view) + "/backward/"
				}
				b.Run(name+time.Duration(days*24*int(time.Hour)).String(), best(func() (int, error) {
					q := news.ListQuery{User: news.Local, View: view, Limit: 100, Backward: backward, After: news.Cursor{Rank: at, ID: "1"}}
					p, err := s.Headlines(ctx, q)
					return len(p.Rows), err
				}))
			}
		}
	}
	b.Run("counts", best(func() (int, error) {
		c, err := s.Counts(ctx, news.Local, news.Query{})
		return c.Stories, err
	}))
	b.Run("feeds", best(func() (int, error) {
		fs, err := s.Feeds(ctx, news.Local)
		return len(fs), err
	}))
	b.Run("changes", best(func() (int, error) {
		vs, err := s.Changes(ctx, news.Local, corpusTime.AddDate(0, 0, -30), 300)
		return len(vs), err
	}))
	b.Run("followups", best(func() (int, error) {
		p, err := s.Headlines(ctx, news.ListQuery{User: news.Local, View: news.Wire, Limit: 100})
		ids := make([]news.StoryID, len(p.Rows))
		for i := range p.Rows {
			ids[i] = p.Rows[i].Story
		}
		if err != nil {
			return 0, err
		}
		fs, err := s.Followups(ctx, news.AnyUser, ids, 100)
		return len(fs), err
	}))
}

// best runs f and reports its quickest time and how much it found.
func best(f func() (int, error)) func(*testing.B) {
	return func(b *testing.B) {
		quickest, n := time.Hour, 0
		for b.Loop() {
			began := time.Now()
			var err error
			if n, err = f(); err != nil {
				b.Fatal(err)
			}
			quickest = min(quickest, time.Since(began))
		}
		b.ReportMetric(float64(quickest.Microseconds())/1000, "ms/best")
		b.ReportMetric(float64(n), "found")
		b.ReportMetric(0, "ns/op")
	}
}

// BenchmarkWrites changes a copy of the store: it files and annotates 1,000 stories 50 at
// a time, clears away the 10,000 oldest while somebody else writes now and then, and
// backs up.
//
//	DATELINE_BENCH=/tmp/bench go test -run '^$' -bench Writes -benchtime 1x ./store/sqlite
func BenchmarkWrites(b *testing.B) {
	path, err := filled()
	if err != nil {
		b.Fatal(err)
	}
	ctx := context.Background()
	original := openFilled(b)
	for b.Loop() {
		copied := filepath.Join(b.TempDir(), "copy.db")
		began := time.Now()
		if err := original.Backup(ctx, copied); err != nil {
			b.Fatalf("%s: %v", path, err)
		}
		b.ReportMetric(time.Since(began).Seconds(), "s/backup")
		s, err := sqlite.Open(ctx, copied, sqlite.Options{Now: func() time.Time { return corpusTime }})
		if err != nil {
			b.Fatal(err)
		}
		fileThousand(b, s)
		sweepTenThousand(b, s)
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(0, "ns/op")
}

func fileThousand(b *testing.B, s *sqlite.Store) {
	ctx := context.Background()
	c := newCorpus(benchFeeds)
	c.n = 2 * benchStories // names of their own
	c.summaries = os.Getenv("DATELINE_BENCH_TEXTS") == "summaries"
	var longest, best time.Duration
	began := time.Now()
	for range 20 {
		d := news.Delivery{Feed: c.feeds[c.rng.IntN(benchFeeds)].ID}
		var found []news.Annotation
		for range 50 {
			st := c.storyAt(0, corpusTime.Add(time.Duration(c.rng.IntN(3600))*time.Second))
			st.Seen = corpusTime.Add(time.Hour)
			d.Stories, found = append(d.Stories, st), append(found, c.annotation(&st))
		}
		batchBegan := time.Now()
		if _, err := s.File(ctx, d); err != nil {
			b.Fatal(err)
		}
		if err := s.Annotate(ctx, found); err != nil {
			b.Fatal(err)
		}
		took := time.Since(batchBegan)
		if longest = max(longest, took); best == 0 || took < best {
			best = took
		}
	}
	b.ReportMetric(time.Since(began).Seconds(), "ms/story")
	b.ReportMetric(best.Seconds()*1000/50, "ms/story-best")
	b.ReportMetric(longest.Seconds()*1000, "ms/batch-longest")
}

func sweepTenThousand(b *testing.B, s *sqlite.Store) {
	ctx := context.Background()
	oldest, err := s.Headlines(ctx, news.ListQuery{User: news.Local, View: news.Wire, Limit: 1, Backward: true})
	if err != nil || len(oldest.Rows) == 0 {
		b.Fatalf("no oldest story: %v", err)
	}
	done := make(chan error, 1)
	began := time.Now()
	swept := 0
	go func() {
		var err error
		swept, err = s.Sweep(ctx, oldest.Rows[0].Time.Add(6*24*time.Hour), 0) // 1,667 a day
		done <- err
	}()
	var waited, looked time.Duration
	for i := 0; ; i++ {
		select {
		case err := <-done:
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(time.Since(began).Seconds()*1000/float64(max(swept, 1)), "ms/swept")
			b.ReportMetric(float64(swept), "swept")
			b.ReportMetric(waited.Seconds()*1000, "ms/writer-longest")
			b.ReportMetric(looked.Seconds()*1000, "ms/reader-longest")
			return
		case <-time.After(50 * time.Millisecond):
			began := time.Now()
			if err := s.SetSetting(ctx, news.Local, "bench", fmt.Sprint(i)); err != nil {
				b.Fatal(err)
			}
			waited = max(waited, time.Since(began))
			began = time.Now()
			if _, err := s.Headlines(ctx, news.ListQuery{User: news.Local, View: news.Top, Limit: 60}); err != nil {
				b.Fatal(err)
			}
			looked = max(looked, time.Since(began))
		}
	}
}
