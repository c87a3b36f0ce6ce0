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

// Feeds returns the feeds that the reader sees with their health. The secret in the address
// of a shared one is told to owners alone.
func (d *Desk) Feeds(ctx context.Context) ([]news.FeedStatus, error) {
	feeds, err := d.o.Store.Feeds(ctx, d.user)
	for i := range feeds {
		feeds[i] = d.shown(feeds[i])
	}
	return feeds, err
}

// shown is a feed as the reader may see it.
func (d *Desk) shown(f news.FeedStatus) news.FeedStatus {
	f.URL = d.address(&f.Feed)
	return f
}

// address is that of a feed as the reader may see it.
func (d *Desk) address(f *news.Feed) string {
	if !f.Personal && !d.role.AtLeast(news.Owner) && secret(f.URL) {
		return news.Redact(f.URL)
	}
	return f.URL
}

// PutFeed changes a subscription, or brings one back that was removed, and returns what
// it was before, with no ID when there was none: for everybody where the feed is shared
// and the reader may change those, else for the reader. A changed interval
// counts from the next fetch on.
func (d *Desk) PutFeed(ctx context.Context, f news.Feed) (news.Feed, error) {
	before, err := d.o.Store.Feed(ctx, d.user, f.ID)
	if err != nil && !errors.Is(err, news.ErrNotFound) {
		return news.Feed{}, err
	}
	if err == nil && f.URL == d.shown(before).URL {
		f.URL = before.URL // it was shown without its secret
	} else if err != nil {
		f.URL = d.left.address(f)
	}
	switch {
	case d.alone():
		err = d.o.Store.PutFeed(ctx, f)
	case err != nil:
		err = d.bringBack(ctx, f)
	default:
		err = d.changeFeed(ctx, before.Feed, f)
	}
	if err != nil {
		return news.Feed{}, fmt.Errorf("change %s: %w", news.Redact(f.URL), err)
	}
	d.feedsChanged()
	return d.shown(before).Feed, nil
}

// bringBack has the reader see a feed again: everybody, where he may say so and it was
// everybody's.
func (d *Desk) bringBack(ctx context.Context, f news.Feed) error {
	if f.Personal || d.may(actShare) != nil {
		if err := d.may(actSubscribe); err != nil {
			return err
		}
		_, err := d.o.Store.Subscribe(ctx, d.user, []news.Feed{f})
		return err
	}
	return d.o.Store.PutFeed(ctx, f)
}

// changeFeed changes a feed that the reader sees.
func (d *Desk) changeFeed(ctx context.Context, before, f news.Feed) error {
	own := news.SubscriptionTo(d.user, f)
	switch {
	case before.Personal != f.Personal:
		return d.shareFeed(ctx, f)
	case f.Personal && f.URL != before.URL:
		return errors.New("it may be another reader's too; remove it and add the other address")
	case f.Personal:
		return errors.Join(d.o.Store.PutSubscription(ctx, own), d.fetchOtherwise(ctx, f))
	case d.may(actShare) == nil:
		if err := d.o.Store.PutFeed(ctx, f); err != nil {
			return err
		}
		now, err := d.o.Store.Feed(ctx, d.user, f.ID)
		if err != nil || news.SubscriptionTo(d.user, now.Feed).Equal(own) {
			return err
		}
		return d.o.Store.PutSubscription(ctx, own) // he had it another way than all
	case f.URL != before.URL || f.Interval != before.Interval || f.FullText != before.FullText:
		return d.may(actShare)
	}
	if err := d.may(actSubscribe); err != nil {
		return err
	}
	return d.o.Store.PutSubscription(ctx, own)
}

// fetchOtherwise changes how a personal feed is fetched, for all who have it.
func (d *Desk) fetchOtherwise(ctx context.Context, f news.Feed) error {
	all, err := d.o.Store.Feed(ctx, news.AnyUser, f.ID)
	if err != nil || all.Interval == f.Interval && all.FullText == f.FullText {
		return err
	}
	all.Interval, all.FullText = f.Interval, f.FullText
	return d.o.Store.PutFeed(ctx, all.Feed)
}

// shareFeed makes a reader's own feed everybody's, or everybody's the reader's. Who has a
// feed for himself sees the secret in its address.
func (d *Desk) shareFeed(ctx context.Context, f news.Feed) error {
	if err := d.may(actShare); err != nil {
		return err
	}
	if secret(f.URL) {
		if err := d.may(actDisclose); err != nil {
			return err
		}
	}
	if f.Personal {
		if err := d.o.Store.PutSubscription(ctx, news.SubscriptionTo(d.user, f)); err != nil {
			return err
		}
	}
	return d.o.Store.PutFeed(ctx, f)
}

// RemoveFeed ends a subscription and returns what it was: for everybody where the feed is
// shared and the reader may change those, else for the reader. PutFeed brings it back, with
// its stories, as long as they were not swept.
func (d *Desk) RemoveFeed(ctx context.Context, id news.FeedID) (news.Feed, error) {
	before, err := d.o.Store.Feed(ctx, d.user, id)
	if err != nil {
		return news.Feed{}, err
	}
	d.left.keep(before.Feed)
	switch {
	case d.alone(), !before.Personal && d.may(actShare) == nil:
		err = d.o.Store.RemoveFeed(ctx, id)
	default:
		if err = d.may(actSubscribe); err == nil {
			err = d.o.Store.Unsubscribe(ctx, d.user, id)
		}
	}
	if err != nil {
		return news.Feed{}, fmt.Errorf("remove %s: %w", news.Redact(before.URL), err)
	}
	d.feedsChanged()
	return d.shown(before).Feed, nil
}

func (d *Desk) feedsChanged() {
	d.outlets.forget()
	d.board.add(news.Bulletin{Feeds: true})
}

// ImportFeeds subscribes to the feeds of an OPML document or a newsboat urls file that
// are not there yet. Nothing is fetched.
func (d *Desk) ImportFeeds(ctx context.Context, document []byte) (news.Imported, error) {
	feeds, left, err := feed.ReadList(document)
	if err != nil {
		return news.Imported{}, err
	}
	now := d.now()
	for i := range feeds {
		if feeds[i].Added.IsZero() {
			feeds[i].Added = now
		}
	}
	added, err := d.addAll(ctx, feeds)
	if err != nil {
		return news.Imported{}, err
	}
	d.feedsChanged()
	return news.Imported{Added: added, Known: len(feeds) - added, Left: left}, nil
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
