package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"dateline/bench/press"
	"dateline/claims"
	"dateline/entities"
	"dateline/feed"
	"dateline/news"
	"dateline/related"
	"dateline/store/sqlite"
)

// bench is what the units are measured with: invented stories, one store.
type bench struct {
	now     time.Time
	units   Units
	feeds   []news.Feed
	stories []news.Story
	found   []news.Annotation
	store   *sqlite.Store
}

const (
	items = 30  // of a document
	words = 120 // of a story: most feeds bring summaries
)

// spent is the time that the process has had of all cores.
func spent() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u) // of oneself it always answers
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// each measures f as milliseconds of a core for each of n.
func each(n int, f func() error) (float64, error) {
	runtime.GC() // what is left of the step before is not this one's
	began := spent()
	err := f()
	return (spent() - began).Seconds() * 1000 / float64(n), err
}

// measure measures all units with so many stories.
func measure(ctx context.Context, count int) (Units, error) {
	b := bench{now: time.Now().UTC().Truncate(time.Second)}
	folder, err := os.MkdirTemp("", "dateline-scale")
	if err != nil {
		return b.units, err
	}
	defer os.RemoveAll(folder)
	for _, step := range []struct {
		name string
		run  func() error
	}{
		{"fetch", func() error { return b.fetch(ctx, count) }},
		{"tag", func() error { return b.tag(ctx) }},
		{"place", b.place},
		{"store", func() error { return b.keep(ctx, filepath.Join(folder, "news.db")) }},
		{"query", func() error { return b.ask(ctx) }},
		{"sessions", func() error { return b.read(ctx) }},
	} {
		if err := step.run(); err != nil {
			return b.units, fmt.Errorf("measure %s: %w", step.name, err)
		}
	}
	return b.units, b.store.Close()
}

// within answers requests in the process.
type within struct{ http.Handler }

func (w within) RoundTrip(r *http.Request) (*http.Response, error) {
	rec := httptest.NewRecorder()
	r.Host = r.URL.Host
	w.ServeHTTP(rec, r)
	res := rec.Result()
	res.Request = r
	return res, nil
}

// fetch asks each feed once for its document, which is read, and again for nothing new.
func (b *bench) fetch(ctx context.Context, count int) (err error) {
	documents := max(1, count/items)
	load := press.Load{Feeds: documents, Items: items, Words: words, Span: 24 * time.Hour, Now: b.now}
	client := feed.NewClient(feed.Options{Transport: within{press.NewServer(load)}})
	defer client.Close()
	for i := range documents {
		url := press.URL(i)
		b.feeds = append(b.feeds, news.Feed{ID: news.NewFeedID(url), URL: url, Title: fmt.Sprint("Wire ", i), Outlet: fmt.Sprint("Wire ", i), Lang: "en"})
	}
	state := news.FetchState{LastTry: b.now, LastNew: b.now, LastGood: b.now}
	b.units.Document, err = each(documents, func() error {
		for _, f := range b.feeds {
			res, err := client.Fetch(ctx, f, news.FetchState{}, b.now)
			if err != nil {
				return err
			}
			state.ETag = res.ETag
			parsed, err := feed.Parse(f, res.Document, b.now, nil)
			if err != nil {
				return err
			}
			b.stories = append(b.stories, parsed.Items...)
		}
		return nil
	})
	if err != nil {
		return err
	}
	b.units.Unchanged, err = each(documents, func() error {
		for _, f := range b.feeds {
			if _, err := client.Fetch(ctx, f, state, b.now); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// tag has the engines read every story, on one core.
func (b *bench) tag(ctx context.Context) error {
	tagger, err := entities.New()
	if err != nil {
		return err
	}
	finder, err := claims.New()
	if err != nil {
		return err
	}
	b.units.Tag, err = each(len(b.stories), func() error {
		for i := range b.stories {
			s := &b.stories[i]
			budget := news.NewBudget(ctx, 10_000_000)
			a := news.Annotation{Story: s.ID, Version: 1, Tagger: "scale", Read: s}
			a.Mentions = tagger.Find(s, budget)
			a.Claims, a.Unsure = finder.Find(s, a.Mentions, budget)
			b.found = append(b.found, a)
		}
		return nil
	})
	return err
}

// place takes the stories into an index: what a story costs at its end, when it is full,
// more than at its beginning is the slope.
func (b *bench) place() (err error) {
	x := related.New(related.Options{})
	before := heap()
	place := func(from, to int) (float64, error) {
		return each(to-from, func() error {
			for i := from; i < to; i++ {
				a := &b.found[i]
				a.Place = x.Place(news.Filing{Story: b.stories[i], Mentions: a.Mentions, Claims: a.Claims}, nil)
			}
			return nil
		})
	}
	n := len(b.found)
	quarter, err := place(0, n/4)
	if err != nil {
		return err
	}
	if _, err = place(n/4, 3*n/4); err != nil {
		return err
	}
	last, err := place(3*n/4, n)
	b.units.PlaceMore = max(0, (last-quarter)/(0.75*float64(n))*1e6)
	b.units.Place = max(0, quarter-b.units.PlaceMore*float64(n)/8/1e6)
	b.units.Indexed = (heap() - before) / float64(n)
	runtime.KeepAlive(x)
	return err
}

// heap is what is in use, in bytes.
func heap() float64 {
	runtime.GC()
	runtime.GC() // and what only a finalizer held
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

// keep files and annotates the stories as a newsroom does.
func (b *bench) keep(ctx context.Context, path string) (err error) {
	if b.store, err = sqlite.Open(ctx, path, sqlite.Options{}); err != nil {
		return err
	}
	byFeed := map[news.FeedID][]news.Story{}
	for i := range b.stories {
		byFeed[b.stories[i].Feed] = append(byFeed[b.stories[i].Feed], b.stories[i])
	}
	for _, f := range b.feeds {
		if err := b.store.PutFeed(ctx, f); err != nil {
			return err
		}
	}
	n := len(b.stories)
	file := func(s *sqlite.Store) (float64, error) {
		return each(n, func() error {
			for _, f := range b.feeds {
				if _, err := s.File(ctx, news.Delivery{Feed: f.ID, Stories: byFeed[f.ID]}); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if b.units.File, err = file(b.store); err != nil {
		return err
	}
	if b.units.Unread, err = b.unread(ctx, path+".readers", file); err != nil {
		return err
	}
	const batch = 50
	b.units.Annotate, err = each(n, func() error {
		for i := 0; i < n; i += batch {
			if err := b.store.Annotate(ctx, b.found[i:min(i+batch, n)]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	whole := path + ".copy" // without the log, which is as long for few stories as for many
	if err := b.store.Backup(ctx, whole); err != nil {
		return err
	}
	info, err := os.Stat(whole)
	if err != nil {
		return err
	}
	b.units.Stored = float64(info.Size()) / float64(n)
	return nil
}

// unread is what filing a story costs more for each reader.
func (b *bench) unread(ctx context.Context, path string, file func(*sqlite.Store) (float64, error)) (float64, error) {
	s, err := sqlite.Open(ctx, path, sqlite.Options{})
	if err != nil {
		return 0, err
	}
	const readers = 20
	for _, f := range b.feeds {
		if err := s.PutFeed(ctx, f); err != nil {
			return 0, err
		}
	}
	for i := range readers {
		if err := s.SetSetting(ctx, news.User(fmt.Sprint("reader", i)), "is", "here"); err != nil {
			return 0, err
		}
	}
	ms, err := file(s)
	return max(0.0001, (ms-b.units.File)/readers), errors.Join(err, s.Close())
}
