// Package store is the contract that every backend keeps: what dateline remembers
// and how it is asked. Package storetest holds every backend to it.
package store

import (
	"context"
	"time"

	"dateline/news"
)

// Store keeps feeds, stories and each user's marks (ground truth) and what the
// engines found in the stories (derived; may be dropped and made again).
//
// All methods are safe for concurrent use, by several processes on one store too.
// A method that returns without error has made its change durable: it survives
// kill -9. Methods that name a missing feed or story return news.ErrNotFound.
type Store interface {
	// Feeds returns every subscription with its health, by folder, then title.
	// Unread counts are for user.
	Feeds(ctx context.Context, user news.User) ([]news.FeedStatus, error)
	// Feed returns one of them.
	Feed(ctx context.Context, user news.User, id news.FeedID) (news.FeedStatus, error)
	// PutFeed adds a subscription or changes one with the same ID. Its stories and
	// fetch state stay. A second feed with the same URL is news.ErrExists.
	PutFeed(ctx context.Context, f news.Feed) error
	// RemoveFeed ends a subscription. Starred stories stay; the others go from every
	// list at once and are deleted by Sweep, so that PutFeed with the same ID before
	// then brings them back.
	RemoveFeed(ctx context.Context, id news.FeedID) error

	// Due leases up to limit feeds whose Next has come (or those named in only,
	// due or not) to holder until the given time, oldest due first. A leased feed
	// is not returned before its lease ends, but to its holder when named in only.
	Due(ctx context.Context, l Lease) ([]news.FeedStatus, error)
	// File stores a delivery in one transaction and ends its feed's lease: the
	// new state, new stories, and new versions of known ones whose title, text,
	// URL or markers changed. A story named twice in one delivery is stored once
	// (first wins); one that a delivery before brought under another ID, the same in
	// title, text, URL, markers and time, and that this one does not name so, is not
	// stored again. New stories are unread for every user unless the feed is muted,
	// are their own event, and are Untagged. Published and Seen of a known story stay.
	File(ctx context.Context, d news.Delivery) (news.Filed, error)

	// Untagged returns up to limit stories whose newest version the engines of this
	// version have not read, newest first.
	Untagged(ctx context.Context, tagger string, limit int) ([]news.Story, error)
	// Annotate replaces what is known about the stories in one transaction, indexes
	// them for search, moves them to their events and keeps the events' rows right.
	// Annotations of a version that is no longer the newest are dropped. An event
	// keeps its ID for as long as it has a story. A story that is annotated for the
	// first time is read for every user who has read its Place.Origin.
	Annotate(ctx context.Context, as []news.Annotation) error
	// Filings calls yield for each story annotated after the given sequence
	// number, in that order, until yield returns false: how related rebuilds
	// its window (with since) and learns what other processes placed.
	Filings(ctx context.Context, after int64, since time.Time, yield func(news.Filing) bool) error

	// Correct remembers what a reader said about stories and events and applies the
	// annotations that file the stories so, as Annotate does, in one transaction. A
	// verdict takes the place of the last one on the same story and event; events are
	// everybody's, and so are verdicts. Tick.Stories grows by one.
	Correct(ctx context.Context, vs []news.Verdict, as []news.Annotation) error
	// Verdicts returns the verdicts said after the given sequence number, in that
	// order: of each story and event the last one, those taken back too. At least the
	// newest 10,000 are kept, whether or not their stories are here.
	Verdicts(ctx context.Context, after int64) ([]news.Verdict, error)

	// Headlines returns a run of rows of a view that match its query. Wire is newest
	// first; Top has one row for each event with a story that matches. Ages in a
	// query that nobody resolved count from the store's own clock. Words, names and
	// claims are found once a story is annotated; state, source and time at once.
	Headlines(ctx context.Context, q news.ListQuery) (news.Page, error)
	// Counts counts the stories that match.
	Counts(ctx context.Context, user news.User, q news.Query) (news.Counts, error)
	// Timeline counts the stories that match by when they came: slot i holds those with
	// from+i*step <= Story.Time < from+(i+1)*step. step is whole milliseconds.
	Timeline(ctx context.Context, user news.User, q news.Query, from time.Time, step time.Duration, slots int) ([]int, error)
	// Countries counts the stories that match by the countries that they name (the six
	// they name most), most first, then by code.
	Countries(ctx context.Context, user news.User, q news.Query) ([]news.CountryCount, error)
	// Article returns a story with all that is known about it. A story that was placed
	// with its Origin as a version of it (news.VersionRule), by the same outlet and in
	// the same event, is a version of one item with it: Versions and Newer have all of
	// the item's in order of time, but for copies. Corrected and withdrawn, the later
	// one marks the earlier ones and their copies by the outlet, and Top shows the
	// newest headline that was not withdrawn.
	Article(ctx context.Context, user news.User, id news.StoryID) (news.Article, error)
	// Event returns the stories of an event, oldest first, with mentions and claims,
	// up to limit. Relations of every one of them are in their Filing.
	Event(ctx context.Context, id news.EventID, limit int) ([]news.Filing, error)
	// Stories returns the named stories as filings, in that order, leaving out those
	// that are missing.
	Stories(ctx context.Context, ids []news.StoryID) ([]news.Filing, error)
	// Followups returns the stories with a Relation of kind Earlier to one of these, as
	// filings, oldest first: of more than limit the newest.
	Followups(ctx context.Context, ids []news.StoryID, limit int) ([]news.Filing, error)
	// Version returns version n of a story with its text.
	Version(ctx context.Context, id news.StoryID, n int) (news.Version, error)

	// Mark applies a change for a user and returns the change that undoes it: the
	// same kind, naming only the stories whose state really changed. Stories that are
	// gone are left out; news.ErrNotFound when all of them are. With a story that is
	// read all its copies are, in the same transaction: the stories of its event that
	// go back to the same Placement.Origin, whenever they were filed.
	Mark(ctx context.Context, user news.User, c news.Change) (news.Change, error)
	// MarkAll marks every story that matches q and was filed no later than upto, a
	// Tick.Stories read before the list was shown, and returns the change that
	// undoes it. Kind, On and At of c say how; its Stories are not looked at. Copies
	// are read along, as by Mark.
	MarkAll(ctx context.Context, user news.User, q news.Query, upto int64, c news.Change) (news.Change, error)
	// Looked notes that the user has seen the event as it is now, so that Grown
	// counts from here.
	Looked(ctx context.Context, user news.User, id news.EventID) error

	// Changes returns the stories that changed after since, the newest change first, up
	// to limit: those with a newer version, and corrections and withdrawals that came as
	// stories of their own. Was is the version that stood at since, or the first one of
	// a story that came later; its N is 0 where none is kept. Nothing is compared yet.
	Changes(ctx context.Context, user news.User, since time.Time, limit int) ([]news.Revision, error)
	// Leave notes how far the user came in a story; Article has it from then on. Of
	// every user the newest news.MaxBookmarks are kept. A newer time wins, and so does a newer version.
	Leave(ctx context.Context, user news.User, m news.Bookmark) error
	// Visit notes a session of the user, or that it goes on or is over. The newest few
	// are kept.
	Visit(ctx context.Context, user news.User, v news.Visit) error
	// LastVisit returns when the user was last at hand in a session that is over: zero
	// when there is none. One not heard of for news.VisitLasts before now counts as over;
	// a time later than now is a clock's mistake and is not counted.
	LastVisit(ctx context.Context, user news.User, now time.Time) (time.Time, error)

	// PutFullText keeps the page of a story, in place of an older one. It goes with the
	// story.
	PutFullText(ctx context.Context, f news.FullText) error
	// FullText returns it; news.ErrNotFound when there is none.
	FullText(ctx context.Context, id news.StoryID) (news.FullText, error)

	// Tick returns a number that grows whenever any process changes stories, marks
	// or feeds. It is cheap: made to be asked every second.
	Tick(ctx context.Context) (Tick, error)
	// Setting and SetSetting keep small named values per user (pane widths, the
	// last place). A missing one is "".
	Setting(ctx context.Context, user news.User, key string) (string, error)
	SetSetting(ctx context.Context, user news.User, key, value string) error

	Watchlist

	// Sweep deletes stories older than before that nobody starred, beyond the
	// newest keep of each feed, and what removed feeds left. As many of a feed's newest
	// as its document listed (FetchState.Items) stay in any case: the next fetch would
	// bring them back as new. Where age alone counts (keep is 0), alerts older than
	// before and removed searches go too. It returns how many stories went.
	Sweep(ctx context.Context, before time.Time, keep int) (int, error)
	// Backup writes a consistent copy of the whole store to a new file while others
	// use it.
	Backup(ctx context.Context, path string) error
	// Close ends use. It waits for calls under way.
	Close() error
}

// Lease asks for feeds to fetch.
type Lease struct {
	Holder string    // who asks: unique to the process
	Now    time.Time // feeds with Next after this are not due
	Until  time.Time // when the lease ends if nothing is filed
	Limit  int
	Only   []news.FeedID // these, due or not; empty for all that are due
}

// Tick says how far the store has come. Any growth means a change.
type Tick struct {
	Stories int64 // filings and annotations
	Marks   int64
	Feeds   int64
}
