package store

import (
	"context"

	"dateline/news"
)

// Notes is the part of a Store that keeps what readers wrote about stories and events. It
// is ground truth: Sweep and RemoveFeed leave a story with anybody's note as they leave a
// starred one, and a note outlives a story that is lost and filed again.
type Notes interface {
	// PutNote keeps a note, cleaned (news.Note.Clean), in place of the one that its user
	// has on the same story or its event; no text takes that away. It returns the note
	// that undoes this: the one that stood there, or one without text. A story that is
	// not here is news.ErrNotFound, a note that is too long an error. Tick.Marks grows
	// when something changed.
	PutNote(ctx context.Context, n news.Note) (news.Note, error)
	// Notes returns the notes that a user sees with any of the named stories, each once,
	// oldest first: of the user's own and those that others share, the ones on such a
	// story and the ones on the whole of an event that such a story is in now. Of more
	// than limit it has the newest.
	//
	// In queries a note (note:, is:noted) and in rows Headline.Noted belong to the story it
	// is kept by, and to the row of that story's event in Top.
	Notes(ctx context.Context, user news.User, ids []news.StoryID, limit int) ([]news.Note, error)
}
