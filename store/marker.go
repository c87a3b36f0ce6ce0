package store

import (
	"context"
	"time"

	"dateline/news"
)

// Marker is the part of a Store that keeps what each user read, starred and noted, where
// the user stopped, and small settings. It is ground truth.
type Marker interface {
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
	// Unread returns which of the named stories the user has not read, in the order of
	// ids. Stories that are not here are left out. It costs a look-up a story.
	Unread(ctx context.Context, user news.User, ids []news.StoryID) ([]news.StoryID, error)
	// Looked notes that the user has seen the event as it is now, so that Grown
	// counts from here.
	Looked(ctx context.Context, user news.User, id news.EventID) error
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
	// Setting and SetSetting keep small named values per user (pane widths, the
	// last place). A missing one is "".
	Setting(ctx context.Context, user news.User, key string) (string, error)
	SetSetting(ctx context.Context, user news.User, key, value string) error
}
