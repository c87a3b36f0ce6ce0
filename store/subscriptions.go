package store

import (
	"context"
	"time"

	"dateline/news"
)

// Subscriptions is the part of a Store that keeps feeds, who sees them, their health and the
// leases under which they are fetched.
//
// A feed is fetched once for all. A shared one is seen by every user but those who left it;
// a personal one by those alone who subscribed to it. Whatever is asked for a user (lists,
// counts, values, changes, matches, single stories, events and their versions) has nothing of
// feeds that he does not see, but for stories that he starred or noted while he did. A story of a
// personal feed stands alone, whatever its Placement says: its event holds no other story,
// and nothing relates to it.
type Subscriptions interface {
	// Feeds returns the feeds a user sees with their health, by folder, then title, each
	// as his Subscription has it. Unread counts are his. news.AnyUser sees all of them, as
	// they are for everybody.
	Feeds(ctx context.Context, user news.User) ([]news.FeedStatus, error)
	// Feed returns one of them.
	Feed(ctx context.Context, user news.User, id news.FeedID) (news.FeedStatus, error)
	// PutFeed adds a feed or changes one with the same ID, for everybody. Its stories and
	// fetch state stay. A second feed with the same URL is news.ErrExists. Personal says who
	// sees it from then on: the stories of a feed that becomes shared are unread for those
	// who did not see it, those of one that becomes personal leave the events of others.
	PutFeed(ctx context.Context, f news.Feed) error
	// AddFeeds adds those feeds, shared, of which neither the ID nor the URL is there as a
	// shared one, all of them or none, and returns how many they are. One that was removed
	// comes back; a personal one becomes shared.
	AddFeeds(ctx context.Context, feeds []news.Feed) (int, error)
	// RemoveFeed ends a feed for everybody. Starred stories and those with notes stay; the
	// others go from every list at once and are deleted by Sweep, so that PutFeed with
	// the same ID before then brings them back.
	RemoveFeed(ctx context.Context, id news.FeedID) error
	// Subscribe gives a user feeds for himself, all of them or none, and returns how many
	// of them he did not see before. Those that are not there, by ID or URL, are added as
	// personal feeds; what f says of folder, tags and the like is his Subscription. The
	// stories there that he has not read are unread for him, unless it is muted.
	Subscribe(ctx context.Context, user news.User, feeds []news.Feed) (int, error)
	// PutSubscription changes what a user has for himself of a feed that he sees.
	PutSubscription(ctx context.Context, s news.Subscription) error
	// Unsubscribe has a user not see a feed any more; Subscribe brings it back. A personal
	// feed that nobody sees any more is removed.
	Unsubscribe(ctx context.Context, user news.User, id news.FeedID) error
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
