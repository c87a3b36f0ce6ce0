package store

import (
	"context"

	"dateline/news"
)

// Archive is the part of a Store that hands out single stories, events and versions, to a user
// those that he sees; news.AnyUser sees all but has no marks.
type Archive interface {
	// Article returns a story with all that is known about it. A story that was placed
	// with its Origin as a version of it (news.VersionRule), by the same outlet and in
	// the same event, is a version of one item with it: Versions and Newer have all of
	// the item's in order of time, but for copies. Corrected and withdrawn, the later
	// one marks the earlier ones and their copies by the outlet, and Top shows the
	// newest headline that was not withdrawn.
	Article(ctx context.Context, user news.User, id news.StoryID) (news.Article, error)
	// Event returns the stories of an event, oldest first, with mentions and claims,
	// up to limit. Relations of every one of them are in their Filing.
	Event(ctx context.Context, user news.User, id news.EventID, limit int) ([]news.Filing, error)
	// Stories returns the named stories as filings, in that order, leaving out those
	// that are missing.
	Stories(ctx context.Context, user news.User, ids []news.StoryID) ([]news.Filing, error)
	// Followups returns the stories with a Relation of kind Earlier to one of these, as
	// filings, oldest first: of more than limit the newest.
	Followups(ctx context.Context, user news.User, ids []news.StoryID, limit int) ([]news.Filing, error)
	// Version returns version n of a story with its text.
	Version(ctx context.Context, user news.User, id news.StoryID, n int) (news.Version, error)
	// PutFullText keeps the page of a story, in place of an older one. It goes with the
	// story.
	PutFullText(ctx context.Context, f news.FullText) error
	// FullText returns it; news.ErrNotFound when there is none.
	FullText(ctx context.Context, user news.User, id news.StoryID) (news.FullText, error)
}
