// Package storetest is the contract of package store as a suite: every backend
// passes all of it.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"dateline/news"
	"dateline/store"
)

// Opener opens one store; called again with the same *testing.T it opens another
// handle on the same store, as a second process would.
type Opener func(t *testing.T) store.Store

// Run holds a backend to the contract. open is called once or more in each
// subtest and must give every subtest an empty store of its own, whose clock is Clock.
func Run(t *testing.T, open Opener) {
	for _, group := range []struct {
		name  string
		tests []test
	}{
		{"feeds", feedTests()},
		{"readers", readerTests()},
		{"filing", filingTests()},
		{"annotating", annotatingTests()},
		{"chains", chainTests()},
		{"lists", listTests()},
		{"search", searchTests()},
		{"marks", markTests()},
		{"changes", changesTests()},
		{"keeping", keepingTests()},
		{"notes", noteTests()},
		{"verdicts", verdictTests()},
		{"sharing", sharingTests()},
		{"watchlist", watchlistTests()},
		{"index", indexTests()},
	} {
		t.Run(group.name, func(t *testing.T) {
			for _, test := range group.tests {
				t.Run(test.name, func(t *testing.T) { test.run(newBench(t, open)) })
			}
		})
	}
}

// test is one promise.
type test struct {
	name string
	run  func(*bench)
}

// bench is a store under test with short ways to fill and ask it. A method that
// fails ends the test.
type bench struct {
	*testing.T
	open Opener
	s    store.Store
	ctx  context.Context
}

// long skips a test of many rows where tests are to be short: its rows are all looked at by one
// goroutine.
func (b *bench) long() {
	b.Helper()
	if testing.Short() {
		b.Skip("it takes long")
	}
}

// few is how many of something are enough, where tests are to be short.
func few(many, short int) int {
	if testing.Short() {
		return short
	}
	return many
}

// day is the time around which the suite's stories happen.
var day = time.Date(2026, 4, 10, 12, 0, 0, 0, time.UTC)

// Clock is the clock of the stores under test: it stands.
func Clock() time.Time { return day }

func newBench(t *testing.T, open Opener) *bench {
	t.Helper()
	b := &bench{T: t, open: open, ctx: context.Background()}
	b.s = b.another()
	return b
}

// another opens one more handle on the same store.
func (b *bench) another() store.Store {
	b.Helper()
	s := b.open(b.T)
	b.Cleanup(func() {
		if err := s.Close(); err != nil {
			b.Errorf("close: %v", err)
		}
	})
	return s
}

func (b *bench) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func (b *bench) is(err, want error) {
	b.Helper()
	if !errors.Is(err, want) {
		b.Fatalf("error is %v, want %v", err, want)
	}
}

func same[T comparable](b *bench, what string, got, want T) {
	b.Helper()
	if got != want {
		b.Fatalf("%s is %v, want %v", what, got, want)
	}
}

func sameAll[T comparable](b *bench, what string, got, want []T) {
	b.Helper()
	if !slices.Equal(got, want) {
		b.Fatalf("%s are %v, want %v", what, got, want)
	}
}

// feed subscribes to a feed of that name and returns it.
func (b *bench) feed(name string, change ...func(*news.Feed)) news.Feed {
	b.Helper()
	url := "https://" + name + ".example/feed"
	f := news.Feed{ID: news.NewFeedID(url), URL: url, Title: name, Outlet: name, Added: day}
	for _, c := range change {
		c(&f)
	}
	b.must(b.s.PutFeed(b.ctx, f))
	return f
}

// story makes a story of a feed; its key also makes its title and text.
func story(f news.Feed, key string, at time.Time, change ...func(*news.Story)) news.Story {
	st := news.Story{
		ID: news.NewStoryID(f.ID, key), Feed: f.ID, GUID: key, Outlet: f.Outlet,
		URL: "https://" + f.Outlet + ".example/" + key, Title: "Headline " + key,
		Text: "First paragraph of " + key + ".\nSecond paragraph.", Published: at, Seen: at.Add(time.Minute), Version: 1,
	}
	for _, c := range change {
		c(&st)
	}
	return st
}

// file files stories as one delivery of a feed.
func (b *bench) file(f news.Feed, sts ...news.Story) news.Filed {
	b.Helper()
	filed, err := b.s.File(b.ctx, news.Delivery{Feed: f.ID, Stories: sts, State: news.FetchState{Status: 200, LastTry: day, LastGood: day, Next: day.Add(time.Hour)}})
	b.must(err)
	return filed
}

// tagged files stories and annotates them with nothing found.
func (b *bench) tagged(f news.Feed, sts ...news.Story) {
	b.Helper()
	b.file(f, sts...)
	for _, st := range sts {
		b.annotate(note(st))
	}
}

// note makes an annotation of a story's first version.
func note(st news.Story, change ...func(*news.Annotation)) news.Annotation {
	a := news.Annotation{Story: st.ID, Version: 1, Tagger: "t1", Place: news.Placement{Story: st.ID, Event: news.EventID(st.ID), Source: st.Outlet}}
	for _, c := range change {
		c(&a)
	}
	return a
}

func (b *bench) annotate(as ...news.Annotation) {
	b.Helper()
	b.must(b.s.Annotate(b.ctx, as))
}

// join annotates a story into the event that another one founded.
func (b *bench) join(st, founder news.Story, change ...func(*news.Annotation)) {
	b.Helper()
	a := note(st, change...)
	a.Place.Event = news.EventID(founder.ID)
	b.annotate(a)
}

func (b *bench) page(q news.ListQuery) news.Page {
	b.Helper()
	if q.User == "" {
		q.User = news.Local
	}
	if q.View == "" {
		q.View = news.Wire
	}
	if q.Limit == 0 {
		q.Limit = 100
	}
	p, err := b.s.Headlines(b.ctx, q)
	b.must(err)
	return p
}

// titles lists the headlines of a page of rows.
func titles(p news.Page) []string {
	var all []string
	for _, r := range p.Rows {
		all = append(all, r.Title)
	}
	return all
}

func query(b *bench, text string) news.Query {
	b.Helper()
	q, err := news.ParseQuery(text)
	b.must(err)
	return q.Resolve(day.Add(time.Hour))
}

// find lists the keys of stories that match, newest first.
func (b *bench) find(text string) []string {
	b.Helper()
	return keys(b.page(news.ListQuery{Query: query(b, text)}))
}

// keys lists a page's stories by their keys.
func keys(p news.Page) []string {
	var all []string
	for _, t := range titles(p) {
		all = append(all, t[len("Headline "):])
	}
	return all
}

func (b *bench) article(id news.StoryID) news.Article {
	b.Helper()
	a, err := b.s.Article(b.ctx, news.Local, id)
	b.must(err)
	return a
}

func (b *bench) mark(kind news.MarkKind, on bool, sts ...news.Story) news.Change {
	b.Helper()
	c := news.Change{Kind: kind, On: on, At: day}
	for _, st := range sts {
		c.Stories = append(c.Stories, st.ID)
	}
	undo, err := b.s.Mark(b.ctx, news.Local, c)
	b.must(err)
	return undo
}

func (b *bench) tick() store.Tick {
	b.Helper()
	k, err := b.s.Tick(b.ctx)
	b.must(err)
	return k
}

// numbered makes n stories of a feed, a minute apart, the first the newest.
func numbered(f news.Feed, n int) []news.Story {
	var all []news.Story
	for i := range n {
		all = append(all, story(f, fmt.Sprintf("%s-%03d", f.Outlet, i), day.Add(-time.Duration(i)*time.Minute)))
	}
	return all
}
