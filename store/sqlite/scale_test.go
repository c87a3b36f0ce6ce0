package sqlite_test

import (
	"context"
	"testing"
	"time"

	"dateline/news"
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
		fs, err := s.Followups(ctx, ids, 100)
		return len(fs), err
	}))
}

// best runs f and reports its quickest time and how much it found.
func best(f func() (int, error)) func(*testing.B) {
	return func(b *testing.B) {
		quickest, n := time.Hour, 0
		for b.Loop() {
			start := time.Now()
			var err error
			if n, err = f(); err != nil {
				b.Fatal(err)
			}
			quickest = min(quickest, time.Since(start))
		}
		b.ReportMetric(float64(quickest.Microseconds())/1000, "ms/best")
		b.ReportMetric(float64(n), "found")
		b.ReportMetric(0, "ns/op")
	}
}
