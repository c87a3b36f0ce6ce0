package transfer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"maps"

	"dateline/news"
)

// Report says how two stores compare.
type Report struct {
	Rows      int       // stories, feeds and what each reader has of them
	Sums      [2]uint64 // over all rows of either store, whatever their order
	Different []string  // what differs, the first few
	More      int       // how many more do
}

// maxDifferent is how many differences are named.
const maxDifferent = 20

// Same reports whether nothing differs.
func (r *Report) Same() bool { return len(r.Different) == 0 && r.Sums[0] == r.Sums[1] }

func (r *Report) add(what string, a, b any) error {
	r.Rows++
	one, err := sum(what, a)
	if err != nil {
		return err
	}
	two, err := sum(what, b)
	if err != nil {
		return err
	}
	r.Sums[0] += one
	r.Sums[1] += two
	switch {
	case one == two:
	case len(r.Different) < maxDifferent:
		r.Different = append(r.Different, what)
	default:
		r.More++
	}
	return nil
}

func sum(what string, row any) (uint64, error) {
	h := fnv.New64a()
	_, _ = h.Write([]byte(what)) // never fails
	err := json.NewEncoder(h).Encode(row)
	return h.Sum64(), err
}

// Compare compares two stores row by row: every feed, every story with its versions and its
// page, what each user sees of it, and what users set, look for and said of events.
func Compare(ctx context.Context, a, b Store) (r Report, err error) {
	users, err := a.Users(ctx)
	if err != nil {
		return r, err
	}
	for _, u := range append(users, news.AnyUser) {
		if err := r.compareFeeds(ctx, a, b, u); err != nil {
			return r, err
		}
		if err := r.compareOwn(ctx, a, b, u); err != nil {
			return r, err
		}
	}
	err = pages(ctx, a, func(fs []news.Filing) error {
		for i := range fs {
			if err := r.comparePage(ctx, a, b, fs[i].Story.ID); err != nil {
				return err
			}
			for _, u := range append(users, news.AnyUser) {
				if err := r.compareStory(ctx, a, b, u, fs[i].Story.ID); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return r, err
	}
	all := func(s Store) ([]news.Verdict, error) { return s.Verdicts(ctx, 0) }
	if err := r.compareVerdicts("verdicts", a, b, all); err != nil {
		return r, err
	}
	one, err := a.Counts(ctx, news.AnyUser, news.Query{})
	if err != nil {
		return r, err
	}
	two, err := b.Counts(ctx, news.AnyUser, news.Query{})
	if err == nil {
		err = r.add("number of stories", one.Stories, two.Stories)
	}
	return r, err
}

func (r *Report) compareFeeds(ctx context.Context, a, b Store, u news.User) error {
	one, err := a.Feeds(ctx, u)
	if err != nil {
		return err
	}
	two, err := b.Feeds(ctx, u)
	if err != nil {
		return err
	}
	there := map[news.FeedID]news.FeedStatus{}
	for _, f := range two {
		there[f.ID] = f
	}
	for _, f := range one {
		g := there[f.ID]
		f.Holder, f.Until = g.Holder, g.Until // leases come and go
		if u == news.AnyUser {
			f.Unread, g.Unread = 0, 0 // the newsroom reads nothing
		}
		if err := r.add(fmt.Sprintf("feed %s of %q", f.ID, u), f, g); err != nil {
			return err
		}
	}
	return r.add(fmt.Sprintf("number of feeds of %q", u), len(one), len(two))
}

// compareOwn compares a user's searches.
func (r *Report) compareOwn(ctx context.Context, a, b Store, u news.User) error {
	if u == news.AnyUser {
		return nil
	}
	var told [2][]news.SavedSearch
	for i, s := range []Store{a, b} {
		var err error
		if told[i], err = s.Searches(ctx, u); err != nil {
			return err
		}
		for j := range told[i] {
			told[i][j].ID, told[i][j].Since = 0, 0
		}
	}
	if err := r.add(fmt.Sprintf("searches of %q", u), told[0], told[1]); err != nil {
		return err
	}
	own := func(s Store) ([]news.Verdict, error) { return s.OwnVerdicts(ctx, u) }
	if err := r.compareVerdicts(fmt.Sprintf("verdicts of %q", u), a, b, own); err != nil {
		return err
	}
	return r.compareSettings(ctx, a, b, u)
}

// compareVerdicts compares what was said of events, in its order.
func (r *Report) compareVerdicts(what string, a, b Store, of func(Store) ([]news.Verdict, error)) error {
	var told [2][]news.Verdict
	for i, s := range []Store{a, b} {
		var err error
		if told[i], err = of(s); err != nil {
			return err
		}
		for j := range told[i] {
			told[i][j].Seq = 0
		}
	}
	return r.add(what, told[0], told[1])
}

// compareSettings compares what is carried over of a user's settings.
func (r *Report) compareSettings(ctx context.Context, a, b Store, u news.User) error {
	var told [2]map[string]string
	for i, s := range []Store{a, b} {
		var err error
		if told[i], err = s.Settings(ctx, u); err != nil {
			return err
		}
		maps.DeleteFunc(told[i], func(key, _ string) bool { return passing(key) })
	}
	return r.add(fmt.Sprintf("settings of %q", u), told[0], told[1])
}

// comparePage compares the page of a story that was fetched.
func (r *Report) comparePage(ctx context.Context, a, b Store, id news.StoryID) error {
	var told [2]news.FullText
	for i, s := range []Store{a, b} {
		var err error
		if told[i], err = s.FullText(ctx, news.AnyUser, id); err != nil && !errors.Is(err, news.ErrNotFound) {
			return err
		}
	}
	return r.add(fmt.Sprintf("page of story %s", id), told[0], told[1])
}

func (r *Report) compareStory(ctx context.Context, a, b Store, u news.User, id news.StoryID) error {
	var told [2]any
	for i, s := range []Store{a, b} {
		at, err := s.Article(ctx, u, id)
		switch {
		case errors.Is(err, news.ErrNotFound):
			told[i] = "not seen"
			continue
		case err != nil:
			return err
		}
		if u == news.AnyUser {
			at.Read = false
		}
		told[i] = at
	}
	return r.add(fmt.Sprintf("story %s of %q", id, u), told[0], told[1])
}
