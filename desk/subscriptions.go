package desk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"dateline/feed"
	"dateline/news"
)

// offered is how many headlines of a feed a preview shows.
const offered = 5

// Offers returns the feeds behind an address (a feed, or a page that names some) with
// what each brings, without subscribing to any.
func (d *Desk) Offers(ctx context.Context, address string) ([]news.Offer, error) {
	found, err := d.Discover(ctx, address)
	if err != nil {
		return nil, err
	}
	offers := make([]news.Offer, 0, len(found))
	for _, c := range found {
		f := described(c.Feed)
		_, known, err := d.subscribed(ctx, f)
		if err != nil {
			return nil, err
		}
		offers = append(offers, offer(f, c.Parsed.Items, known))
	}
	return offers, nil
}

// offer describes what a feed brings.
func offer(f news.Feed, items []news.Story, known bool) news.Offer {
	o := news.Offer{Feed: f, Known: known, Items: len(items)}
	sorted := slices.Clone(items)
	slices.SortStableFunc(sorted, func(a, b news.Story) int { return b.Time().Compare(a.Time()) })
	for i, s := range sorted {
		if i < offered {
			o.Headlines = append(o.Headlines, s.Title)
		}
	}
	if len(sorted) == 0 {
		return o
	}
	o.Newest = sorted[0].Time()
	if days := o.Newest.Sub(sorted[len(sorted)-1].Time()).Hours() / 24; days > 0 {
		o.PerDay = float64(len(sorted)) / max(days, 1.0/24)
	}
	return o
}

// PutFeed changes a subscription, or brings one back that was removed, and returns what
// it was before, with no ID when there was none. A changed interval
// counts from the next fetch on.
func (d *Desk) PutFeed(ctx context.Context, f news.Feed) (news.Feed, error) {
	before, err := d.o.Store.Feed(ctx, d.user, f.ID)
	if err != nil && !errors.Is(err, news.ErrNotFound) {
		return news.Feed{}, err
	}
	if err := d.o.Store.PutFeed(ctx, f); err != nil {
		return news.Feed{}, fmt.Errorf("change %s: %w", news.Redact(f.URL), err)
	}
	d.feedsChanged()
	return before.Feed, nil
}

// RemoveFeed ends a subscription and returns what it was: PutFeed brings it back, with
// its stories, as long as they were not swept.
func (d *Desk) RemoveFeed(ctx context.Context, id news.FeedID) (news.Feed, error) {
	before, err := d.o.Store.Feed(ctx, d.user, id)
	if err != nil {
		return news.Feed{}, err
	}
	if err := d.o.Store.RemoveFeed(ctx, id); err != nil {
		return news.Feed{}, fmt.Errorf("remove %s: %w", news.Redact(before.URL), err)
	}
	d.feedsChanged()
	return before.Feed, nil
}

func (d *Desk) feedsChanged() {
	d.outlets.forget()
	d.board.add(news.Bulletin{Feeds: true})
}

// ImportFeeds subscribes to the feeds of an OPML document or a newsboat urls file that
// are not there yet. Nothing is fetched.
func (d *Desk) ImportFeeds(ctx context.Context, document []byte) (news.Imported, error) {
	feeds, left, err := readFeeds(document)
	if err != nil {
		return news.Imported{}, err
	}
	now := d.now()
	for i := range feeds {
		if feeds[i].Added.IsZero() {
			feeds[i].Added = now
		}
	}
	added, err := d.o.Store.AddFeeds(ctx, feeds)
	if err != nil {
		return news.Imported{}, err
	}
	d.feedsChanged()
	return news.Imported{Added: added, Known: len(feeds) - added, Left: left}, nil
}

// readFeeds reads OPML, which begins with "<", or a newsboat urls file.
func readFeeds(document []byte) (feeds []news.Feed, left []string, err error) {
	if bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(document, []byte("\ufeff")), " \t\r\n"), []byte("<")) {
		return feed.ReadOPML(bytes.NewReader(document))
	}
	return feed.ReadURLs(bytes.NewReader(document))
}

// ExportFeeds writes the subscriptions as OPML, or as a newsboat urls file.
func (d *Desk) ExportFeeds(ctx context.Context, urls bool) ([]byte, error) {
	status, err := d.Feeds(ctx)
	if err != nil {
		return nil, fmt.Errorf("list feeds: %w", err)
	}
	feeds := make([]news.Feed, len(status))
	for i := range status {
		feeds[i] = status[i].Feed
	}
	var b bytes.Buffer
	if urls {
		err = feed.WriteURLs(&b, feeds)
	} else {
		err = feed.WriteOPML(&b, "dateline subscriptions", feeds)
	}
	if err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	return b.Bytes(), nil
}
