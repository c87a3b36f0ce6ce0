// Package transfer carries a whole store over to another, of any backend, and compares the
// two row by row. It asks and files by the contract, so that either may be either kind.
// What is there already is not doubled: a transfer that was broken off is begun again.
package transfer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/news"
	"dateline/store"
)

// Store is a store that can be carried over.
type Store interface {
	store.Store
	store.Inventory
}

// Options say how.
type Options struct {
	Engines  string            // version of the engines, for stories that they read
	Progress func(string, int) // is told what is carried over and how much of it, may be nil
}

// batch is how many stories are carried over at once.
const batch = 100

// run is one transfer.
type run struct {
	from, to Store
	o        Options
	users    []news.User
	untagged map[news.StoryID]bool
}

// Copy carries everything over: feeds and who has them, stories with their versions and
// what was found in them, verdicts, and of each user marks, notes, bookmarks, settings and
// saved searches. Times of marks, alerts, and feeds that were removed are left behind.
func Copy(ctx context.Context, from, to Store, o Options) error {
	r := &run{from: from, to: to, o: o}
	if o.Progress == nil {
		r.o.Progress = func(string, int) {}
	}
	var err error
	if r.users, err = from.Users(ctx); err != nil {
		return err
	}
	for _, step := range []struct {
		name string
		do   func(context.Context) error
	}{
		{"feeds", r.feeds}, {"stories", r.stories}, {"events", r.places}, {"verdicts", r.verdicts}, {"readers", r.readers}, {"states of feeds", r.states},
	} {
		if err := step.do(ctx); err != nil {
			return fmt.Errorf("carry over %s: %w", step.name, err)
		}
	}
	return nil
}

func (r *run) feeds(ctx context.Context) error {
	feeds, err := r.from.Feeds(ctx, news.AnyUser)
	if err != nil {
		return err
	}
	for i := range feeds {
		if err := r.to.PutFeed(ctx, feeds[i].Feed); err != nil {
			return err
		}
	}
	r.o.Progress("feeds", len(feeds))
	for _, u := range r.users {
		if err := r.subscriptions(ctx, u, feeds); err != nil {
			return err
		}
	}
	return nil
}

// subscriptions gives a user the feeds that he has, as he has them.
func (r *run) subscriptions(ctx context.Context, u news.User, all []news.FeedStatus) error {
	own, err := r.from.Feeds(ctx, u)
	if err != nil {
		return err
	}
	has := map[news.FeedID]news.Feed{}
	for i := range own {
		has[own[i].ID] = own[i].Feed
	}
	there, err := r.to.Feeds(ctx, u)
	if err != nil {
		return err
	}
	seen := map[news.FeedID]bool{}
	for i := range there {
		seen[there[i].ID] = true
	}
	for i := range all {
		f := all[i].Feed
		mine, ok := has[f.ID]
		switch {
		case !ok && seen[f.ID]:
			err = r.to.Unsubscribe(ctx, u, f.ID)
		case ok && !seen[f.ID]:
			_, err = r.to.Subscribe(ctx, u, []news.Feed{mine})
		case ok && another(f, mine):
			err = r.to.PutSubscription(ctx, news.SubscriptionTo(u, mine))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// another reports whether a user has a feed another way than all.
func another(f, mine news.Feed) bool {
	return f.Title != mine.Title || f.Folder != mine.Folder || f.Muted != mine.Muted || !slices.Equal(f.Tags, mine.Tags)
}

// pages calls f with the stories of the newsroom, oldest first.
func pages(ctx context.Context, s store.Store, f func([]news.Filing) error) error {
	q := news.ListQuery{User: news.AnyUser, View: news.Wire, Backward: true, Limit: batch}
	for {
		page, err := s.Headlines(ctx, q)
		if err != nil || len(page.Rows) == 0 {
			return err
		}
		ids := make([]news.StoryID, len(page.Rows))
		for i := range page.Rows {
			ids[i] = page.Rows[i].Story
		}
		fs, err := s.Stories(ctx, news.AnyUser, ids)
		if err == nil {
			err = f(fs)
		}
		if err != nil || !page.More {
			return err
		}
		q.After = page.Rows[0].Cursor
	}
}

// stories files the stories, version after version, of each feed in one delivery a page.
// Those of one moment that several feeds brought are filed one after the other, as they
// stand in lists: who came first leads an event.
func (r *run) stories(ctx context.Context) error {
	done := 0
	var held []news.Story // of the newest moment so far: more of it may come
	err := pages(ctx, r.from, func(fs []news.Filing) error {
		var now, newest []news.Story
		for i := range fs {
			if st := fs[i].Story; st.Time().Equal(fs[0].Story.Time()) {
				newest = append(newest, st)
			} else {
				now = append(now, st)
			}
		}
		done += len(fs)
		r.o.Progress("stories", done)
		if len(now) == 0 {
			held = append(newest, held...)
			return nil
		}
		now, held = append(now, held...), newest
		return r.file(ctx, now)
	})
	if err != nil {
		return err
	}
	return r.file(ctx, held)
}

// file files stories that stand in list order.
func (r *run) file(ctx context.Context, sts []news.Story) error {
	first := map[int64]news.FeedID{} // of a moment
	shared := map[int64]bool{}
	for i := range sts {
		at := sts[i].Time().UnixMilli()
		if of, ok := first[at]; ok && of != sts[i].Feed {
			shared[at] = true
		}
		first[at] = sts[i].Feed
	}
	feeds := map[news.FeedID][]news.Story{}
	var order []news.FeedID
	for i := range sts {
		st := sts[i]
		if shared[st.Time().UnixMilli()] {
			if err := r.deliver(ctx, st.Feed, []news.Story{st}); err != nil {
				return err
			}
			continue
		}
		if feeds[st.Feed] == nil {
			order = append(order, st.Feed)
		}
		feeds[st.Feed] = append(feeds[st.Feed], st)
	}
	for _, id := range order {
		if err := r.deliver(ctx, id, feeds[id]); err != nil {
			return err
		}
	}
	return nil
}

// deliver files the first versions of stories of a feed, then those that replaced them.
func (r *run) deliver(ctx context.Context, feed news.FeedID, sts []news.Story) error {
	d := news.Delivery{Feed: feed}
	var later [][]news.Story
	for _, st := range sts {
		versions, err := r.versions(ctx, st)
		if err != nil {
			return err
		}
		d.Stories = append(d.Stories, versions[0])
		later = append(later, versions[1:])
	}
	here, err := r.to.Stories(ctx, news.AnyUser, idsOf(sts))
	if err != nil {
		return err
	}
	version := map[news.StoryID]int{}
	for i := range here {
		version[here[i].Story.ID] = here[i].Story.Version
	}
	d.Stories = slices.DeleteFunc(d.Stories, func(st news.Story) bool { return version[st.ID] > 0 })
	if len(d.Stories) > 0 {
		if _, err := r.to.File(ctx, d); err != nil {
			return err
		}
	}
	for i, of := range later {
		for n, st := range of {
			if version[sts[i].ID] >= n+2 {
				continue
			}
			if _, err := r.to.File(ctx, news.Delivery{Feed: feed, Stories: []news.Story{st}}); err != nil {
				return err
			}
		}
	}
	return nil
}

func idsOf(sts []news.Story) []news.StoryID {
	ids := make([]news.StoryID, len(sts))
	for i := range sts {
		ids[i] = sts[i].ID
	}
	return ids
}

// versions returns a story as it was delivered at first, and each time that it changed.
func (r *run) versions(ctx context.Context, st news.Story) ([]news.Story, error) {
	all := []news.Story{}
	for n := 1; n < st.Version; n++ {
		v, err := r.from.Version(ctx, news.AnyUser, st.ID, n)
		if errors.Is(err, news.ErrNotFound) {
			v, err = news.Version{N: n, Title: st.Title, Text: st.Text, Seen: st.Seen}, nil
		}
		if err != nil {
			return nil, err
		}
		old := st
		// Its address is not kept. This one has it differ from the next.
		old.Title, old.Text, old.URL, old.Version = v.Title, v.Text, fmt.Sprintf("%s#version-%d", st.URL, n), n
		old.Links, old.Images, old.Markers, old.Dateline = nil, nil, nil, news.Dateline{}
		if v.Note != "" {
			old.Markers = []news.Marker{{Class: news.EmbargoMarker, Note: v.Note}}
		}
		if n > 1 {
			old.Seen = v.Seen
		}
		all = append(all, old)
	}
	if st.Version > 1 {
		v, err := r.from.Version(ctx, news.AnyUser, st.ID, st.Version)
		if err != nil {
			return nil, err
		}
		st.Seen = v.Seen
	}
	return append(all, st), nil
}

// found are the marks of a story that its annotation brings.
const found = news.FiguresDiffer | news.Denied | news.Digest | news.Costly

// places annotates the stories as they are, once all of them are there.
func (r *run) places(ctx context.Context) error {
	untagged, err := r.from.Untagged(ctx, r.o.Engines, 1<<20)
	if err != nil {
		return err
	}
	r.untagged = map[news.StoryID]bool{}
	for i := range untagged {
		r.untagged[untagged[i].ID] = true
	}
	done := 0
	return pages(ctx, r.from, func(fs []news.Filing) error {
		var as []news.Annotation
		for i := range fs {
			a, ok, err := r.annotation(ctx, &fs[i])
			if err != nil {
				return err
			}
			if ok {
				as = append(as, a)
			}
		}
		done += len(fs)
		r.o.Progress("findings", done)
		return r.to.Annotate(ctx, as)
	})
}

// annotation is what the engines found in a story, as they told it; ok says that they read
// this version.
func (r *run) annotation(ctx context.Context, f *news.Filing) (a news.Annotation, ok bool, err error) {
	st := &f.Story
	now, err := r.from.Article(ctx, news.AnyUser, st.ID)
	if err != nil || !now.Tagged {
		return a, false, err
	}
	a = news.Annotation{Story: st.ID, Version: st.Version, Tagger: r.o.Engines, Mentions: f.Mentions, Claims: f.Claims, Unsure: f.Unsure, Read: st,
		Place: news.Placement{Story: st.ID, Event: f.Event, Origin: f.Origin, Source: f.Source, Relations: f.Relations}, Flags: now.Flags & found}
	if r.untagged[st.ID] {
		a.Tagger = "before"
	}
	return a, true, nil
}

func (r *run) verdicts(ctx context.Context) error {
	vs, err := r.from.Verdicts(ctx, 0)
	if err != nil || len(vs) == 0 {
		return err
	}
	r.o.Progress("verdicts", len(vs))
	return r.to.Correct(ctx, vs, nil)
}

// states keeps what the last fetches left, last: filing ends leases.
func (r *run) states(ctx context.Context) error {
	feeds, err := r.from.Feeds(ctx, news.AnyUser)
	if err != nil {
		return err
	}
	for i := range feeds {
		if _, err := r.to.File(ctx, news.Delivery{Feed: feeds[i].ID, NotParsed: true, State: feeds[i].State}); err != nil {
			return err
		}
	}
	return nil
}

// readers carries over what is each user's.
func (r *run) readers(ctx context.Context) error {
	for _, u := range r.users {
		if err := r.reader(ctx, u); err != nil {
			return err
		}
		r.o.Progress("reader "+string(u), 1)
	}
	return nil
}

func (r *run) reader(ctx context.Context, u news.User) error {
	settings, err := r.from.Settings(ctx, u)
	if err != nil {
		return err
	}
	for key, value := range settings {
		if passing(key) {
			continue
		}
		if err := r.to.SetSetting(ctx, u, key, value); err != nil {
			return err
		}
	}
	if err := r.searches(ctx, u); err != nil {
		return err
	}
	if vs, err := r.from.OwnVerdicts(ctx, u); err != nil {
		return err
	} else if err := r.to.Correct(ctx, vs, nil); err != nil {
		return err
	}
	return pages(ctx, r.from, func(fs []news.Filing) error { return r.marks(ctx, u, fs) })
}

// passing reports whether a setting is of a copy under way.
func passing(key string) bool { return strings.HasPrefix(key, "backup.") }

func (r *run) searches(ctx context.Context, u news.User) error {
	all, err := r.from.Searches(ctx, u)
	if err != nil {
		return err
	}
	for _, w := range all {
		w.ID = 0
		if _, err := r.to.SaveSearch(ctx, w); err != nil && !errors.Is(err, news.ErrExists) {
			return err
		}
	}
	return nil
}

// marks carries over what a user did to stories.
func (r *run) marks(ctx context.Context, u news.User, fs []news.Filing) error {
	var c changes
	for i := range fs {
		id := fs[i].Story.ID
		was, err := r.from.Article(ctx, u, id)
		if errors.Is(err, news.ErrNotFound) {
			continue // it is another's
		}
		if err != nil {
			return err
		}
		is, err := r.to.Article(ctx, u, id)
		if err != nil {
			return err
		}
		c.add(&was, &is)
		if err := r.own(ctx, u, &was); err != nil {
			return err
		}
		if err := r.page(ctx, u, id); err != nil {
			return err
		}
	}
	return r.change(ctx, u, &c)
}

// changes are stories to be marked read, unread, starred and not starred.
type changes [4][]news.StoryID

// add notes what makes a story's marks as they were.
func (c *changes) add(was, is *news.Article) {
	for k, on := range []bool{was.Read && !is.Read, !was.Read && is.Read, was.Starred && !is.Starred, !was.Starred && is.Starred} {
		if on {
			c[k] = append(c[k], was.ID)
		}
	}
}

// change makes the marks. Reading one reads its copies: those that are unread are made so
// after.
func (r *run) change(ctx context.Context, u news.User, c *changes) error {
	for k, kind := range []news.MarkKind{news.MarkRead, news.MarkRead, news.MarkStarred, news.MarkStarred} {
		if len(c[k]) == 0 {
			continue
		}
		if _, err := r.to.Mark(ctx, u, news.Change{Kind: kind, On: k%2 == 0, At: time.Unix(1, 0), Stories: c[k]}); err != nil {
			return err
		}
	}
	return nil
}

// own carries over a user's notes and bookmark.
func (r *run) own(ctx context.Context, u news.User, a *news.Article) error {
	for _, n := range a.Notes {
		if n.User != u || n.Story != a.ID {
			continue
		}
		if _, err := r.to.PutNote(ctx, n); err != nil {
			return err
		}
	}
	if a.Bookmark.Version == 0 {
		return nil
	}
	return r.to.Leave(ctx, u, a.Bookmark)
}

// page carries over the page of a story, once.
func (r *run) page(ctx context.Context, u news.User, id news.StoryID) error {
	if u != r.users[0] {
		return nil
	}
	f, err := r.from.FullText(ctx, news.AnyUser, id)
	if errors.Is(err, news.ErrNotFound) {
		return nil
	}
	if err == nil {
		err = r.to.PutFullText(ctx, f)
	}
	return err
}
