package desk

import (
	"context"
	"errors"
	"fmt"

	"dateline/feed"
	"dateline/news"
)

// Discover finds the feeds behind an address without subscribing to any.
func (d *Desk) Discover(ctx context.Context, address string) ([]feed.Candidate, error) {
	return d.o.Client.Discover(ctx, address, d.now())
}

// Subscribe adds the feed found at an address (a feed or a page that names one),
// files what it brings and returns it. A feed that is there already is returned
// with news.ErrExists.
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
	if err := d.o.Store.PutFeed(ctx, f); err != nil {
		return news.FeedStatus{}, err
	}
	for i := range c.Parsed.Items { // read before the feed had its names
		if s := &c.Parsed.Items[i]; s.Outlet == c.Parsed.Outlet {
			s.Outlet = f.Outlet
		}
	}
	del := d.bounds.delivery(news.FeedStatus{Feed: f}, c.Response, c.Parsed, d.now())
	if _, err := d.file(ctx, del); err != nil {
		return news.FeedStatus{}, err
	}
	d.feedsChanged()
	return d.o.Store.Feed(ctx, d.user, f.ID)
}

// subscribed finds the feed by its id or address among the subscriptions.
func (d *Desk) subscribed(ctx context.Context, f news.Feed) (news.FeedStatus, bool, error) {
	feeds, err := d.Feeds(ctx)
	if err != nil {
		return news.FeedStatus{}, false, err
	}
	for _, old := range feeds {
		if old.ID == f.ID || old.URL == f.URL {
			return old, true, nil
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
