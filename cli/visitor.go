package cli

import (
	"context"
	"errors"

	"dateline/desk"
	"dateline/news"
	"dateline/ui"
	"dateline/ui/page"
)

// visitor is the desk of a guest, who reads what is there and keeps nothing.
type visitor struct{ *desk.Desk }

// errGuest says what a guest cannot do.
var errGuest = errors.New("guests keep nothing here; log in with a key that is known")

// Mark keeps no mark. That a story was read is said by opening it: no reason to complain.
func (visitor) Mark(_ context.Context, c news.Change) (news.Change, error) {
	if c.Kind != news.MarkRead {
		return news.Change{}, errGuest
	}
	c.On = !c.On
	return c, nil
}

// MarkAll marks nothing.
func (visitor) MarkAll(context.Context, news.Query, news.Change) (news.Change, error) {
	return news.Change{}, errGuest
}

// Correct corrects nothing.
func (visitor) Correct(context.Context, news.Correction) (news.Correction, error) {
	return news.Correction{}, errGuest
}

// Looked notes nothing.
func (visitor) Looked(context.Context, ...news.EventID) error { return nil }

// readingRoom is the archive of a guest: no place is kept and no page fetched.
type readingRoom struct{ page.Archive }

func (readingRoom) Leave(context.Context, news.Bookmark) error { return nil }

func (readingRoom) FullText(context.Context, news.StoryID) (news.FullText, error) {
	return news.FullText{}, errors.New("no pages are fetched for guests")
}

// forVisitor takes from the options of screens what a guest has not.
func forVisitor(o ui.Options) ui.Options {
	o.Memory, o.Subscriptions, o.Watchlist, o.Photos = nil, nil, nil, nil
	o.Archive = readingRoom{o.Archive}
	return o
}

// PutNote keeps no note.
func (visitor) PutNote(context.Context, news.Note) (news.Note, error) { return news.Note{}, errGuest }
