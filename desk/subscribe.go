package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"dateline/feed"
	"dateline/news"
)

// Discover finds the feeds behind an address without subscribing to any. Only an owner
// may ask the private addresses that the settings allow.
func (d *Desk) Discover(ctx context.Context, address string) ([]feed.Candidate, error) {
	if err := d.may(actSubscribe); err != nil {
		return nil, err
	}
	if d.role.AtLeast(news.Owner) {
		return d.o.Client.Discover(ctx, address, d.now())
	}
	return d.o.Client.DiscoverOutside(ctx, address, d.now())
}

// Subscribe adds the feed found at an address (a feed or a page that names one),
// files what it brings and returns it: for everybody where the reader may share it, else
// for the reader. A feed that is there already is returned with news.ErrExists.
func (d *Desk) Subscribe(ctx context.Context, address string) (news.FeedStatus, error) {
	found, err := d.Discover(ctx, address)
	if err != nil {
		return news.FeedStatus{}, err
	}
	c := found[0]
	f := described(c.Feed)
	if old, ok, err := d.subscribed(ctx, f); err != nil || ok {
		if ok {
			err = fmt.Errorf("subscribe to %s: %w", news.Redact(f.URL), news.ErrExists)
		}
		return old, err
	}
	if err := d.add(ctx, f); err != nil {
		return news.FeedStatus{}, err
	}
	for i := range c.Parsed.Items { // read before the feed had its names
		if s := &c.Parsed.Items[i]; s.Outlet == c.Parsed.Outlet {
			s.Outlet = f.Outlet
		}
	}
	added, ok, err := d.subscribed(ctx, f)
	if err != nil || !ok {
		return added, err
	}
	if added.ID == f.ID { // else another reader has it by another name, with its stories
		del := d.bounds.delivery(news.FeedStatus{Feed: f}, c.Response, c.Parsed, d.now())
		if _, err := d.file(ctx, del); err != nil {
			return news.FeedStatus{}, err
		}
	}
	d.feedsChanged()
	return d.o.Store.Feed(ctx, d.user, added.ID)
}

// add adds a feed, for everybody where the reader may.
func (d *Desk) add(ctx context.Context, f news.Feed) error {
	if d.alone() {
		return d.o.Store.PutFeed(ctx, f)
	}
	_, err := d.addAll(ctx, []news.Feed{f})
	return err
}

// addAll adds feeds: for everybody those that the reader may share, but for those with a
// secret in their address, which are shared only when an owner says so; else for the
// reader. It returns how many the reader did not see.
func (d *Desk) addAll(ctx context.Context, feeds []news.Feed) (int, error) {
	if err := d.may(actSubscribe); err != nil {
		return 0, err
	}
	if d.alone() {
		return d.o.Store.AddFeeds(ctx, feeds)
	}
	var shared, own []news.Feed
	for _, f := range feeds {
		if d.may(actShare) == nil && !secret(f.URL) {
			shared = append(shared, f)
		} else {
			own = append(own, f)
		}
	}
	if err := d.roomFor(ctx, len(own)); err != nil {
		return 0, err
	}
	n := 0
	if len(own) > 0 {
		var err error
		if n, err = d.o.Store.Subscribe(ctx, d.user, own); err != nil {
			return 0, err
		}
	}
	if len(shared) == 0 {
		return n, nil
	}
	more, err := d.o.Store.AddFeeds(ctx, shared)
	if err != nil {
		return n, err
	}
	back, err := d.o.Store.Subscribe(ctx, d.user, shared) // those that all have and he left
	return n + more + back, err
}

// secret reports whether an address holds what opens it. Those of the wires that everybody
// is offered do not, whatever they look like.
func secret(address string) bool {
	return news.Secret(address) && !slices.ContainsFunc(feed.Wires(), func(w feed.Wire) bool { return w.URL == address })
}

// maxOwn is how many feeds a reader may have for himself: each is fetched for him alone.
const maxOwn = 300

// roomFor refuses feeds beyond maxOwn.
func (d *Desk) roomFor(ctx context.Context, more int) error {
	if more == 0 {
		return nil
	}
	feeds, err := d.o.Store.Feeds(ctx, d.user)
	if err != nil {
		return err
	}
	own := more
	for i := range feeds {
		if feeds[i].Personal {
			own++
		}
	}
	if own > maxOwn {
		return fmt.Errorf("%d feeds of your own are more than the %d that a reader may have", own, maxOwn)
	}
	return nil
}

// subscribed finds the feed by its id or address among those that the reader sees.
func (d *Desk) subscribed(ctx context.Context, f news.Feed) (news.FeedStatus, bool, error) {
	feeds, err := d.o.Store.Feeds(ctx, d.user)
	if err != nil {
		return news.FeedStatus{}, false, err
	}
	for _, old := range feeds {
		if old.ID == f.ID || old.URL == f.URL {
			return d.shown(old), true, nil
		}
	}
	return news.FeedStatus{}, false, nil
}

// described fills in what the starter list knows of a feed's publisher.
func described(f news.Feed) news.Feed {
	if f.Outlet == "" {
		f.Outlet = f.Title
	}
	for _, w := range feed.Wires() {
		if w.URL == f.URL || w.ID == f.ID {
			w.Feed.Added = f.Added
			return w.Feed
		}
	}
	return f
}

// Starter subscribes to the wires that are on by default, as the first run does.
// Nothing is fetched.
func (d *Desk) Starter(ctx context.Context) (int, error) {
	if err := d.may(actShare); err != nil {
		return 0, err
	}
	n := 0
	for _, w := range feed.Wires() {
		if !w.Default {
			continue
		}
		w.Feed.Added = d.now()
		if err := d.o.Store.PutFeed(ctx, w.Feed); errors.Is(err, news.ErrExists) {
			continue
		} else if err != nil {
			return n, err
		}
		n++
	}
	d.feedsChanged()
	return n, nil
}
