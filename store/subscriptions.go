package store

import (
	"context"
	"time"

	"dateline/news"
)

// Subscriptions is the part of a Store that keeps subscriptions, their health and the leases
// under which they are fetched.
type Subscriptions interface {
	// Feeds returns every subscription with its health, by folder, then title.
	// Unread counts are for user.
	Feeds(ctx context.Context, user news.User) ([]news.FeedStatus, error)
	// Feed returns one of them.
	Feed(ctx context.Context, user news.User, id news.FeedID) (news.FeedStatus, error)
	// PutFeed adds a subscription or changes one with the same ID. Its stories and
	// fetch state stay. A second feed with the same URL is news.ErrExists.
	PutFeed(ctx context.Context, f news.Feed) error
	// AddFeeds adds those feeds of which neither the ID nor the URL is subscribed to, all
	// of them or none, and returns how many they are. One that was removed comes back.
	AddFeeds(ctx context.Context, feeds []news.Feed) (int, error)
	// RemoveFeed ends a subscription. Starred stories and those with notes stay; the
	// others go from every list at once and are deleted by Sweep, so that PutFeed with
	// the same ID before then brings them back.
	RemoveFeed(ctx context.Context, id news.FeedID) error
	// Due leases up to limit feeds whose Next has come (or those named in only,
	// due or not) to holder until the given time, oldest due first. A leased feed
	// is not returned before its lease ends, but to its holder when named in only. A
	// lease that ends later than any can, by a clock that was wrong, is none.
	Due(ctx context.Context, l Lease) ([]news.FeedStatus, error)
}

// Lease asks for feeds to fetch.
type Lease struct {
	Holder string    // who asks: unique to the process
	Now    time.Time // feeds with Next after this are not due
	Until  time.Time // when the lease ends if nothing is filed
	Limit  int
	Only   []news.FeedID // these, due or not; empty for all that are due
}
