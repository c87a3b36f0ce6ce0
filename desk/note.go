package desk

import (
	"context"

	"dateline/news"
)

// Note returns the reader's own note on a story, or on the story's event, whichever of
// its stories that is kept by. One without text stands for none.
func (d *Desk) Note(ctx context.Context, id news.StoryID, event bool) (news.Note, error) {
	own := news.Note{Story: id, Event: event, User: d.user}
	const all = 10_000 // the reader's may be older than what others share
	notes, err := d.o.Store.Notes(ctx, d.user, []news.StoryID{id}, all)
	for _, n := range notes {
		if n.User == d.user && n.Event == event {
			own = n
		}
	}
	return own, err
}

// PutNote keeps a note of the reader, or takes it away when it has no text, and returns
// the one that undoes this.
func (d *Desk) PutNote(ctx context.Context, n news.Note) (news.Note, error) {
	if err := d.may(actMark); err != nil {
		return news.Note{}, err
	}
	if n.User = d.user; n.Made.IsZero() {
		n.Made = d.now()
	}
	undo, err := d.o.Store.PutNote(ctx, n)
	if err == nil {
		b := news.Bulletin{Marked: 1, Noted: 1}
		if n.Shared || undo.Shared {
			d.board.add(b)
		} else {
			d.board.addFor(d.user, b)
		}
	}
	return undo, err
}

// Notes returns the notes that the reader sees with stories, oldest first.
func (d *Desk) Notes(ctx context.Context, ids []news.StoryID) ([]news.Note, error) {
	return d.o.Store.Notes(ctx, d.user, ids, news.MaxNotes)
}
