package desk

import (
	"context"

	"dateline/news"
)

// Mark applies a change and returns the one that undoes it. Reprints of a story
// that is read are read too: the words are the same. While the store cannot be
// written the change is held in memory.
func (d *Desk) Mark(ctx context.Context, c news.Change) (news.Change, error) {
	if c.At.IsZero() {
		c.At = d.now()
	}
	d.writeHeld(ctx, true)
	undo, err := d.o.Store.Mark(ctx, d.user, c)
	if err != nil {
		return d.hold(ctx, c, err, func() ([]standing, error) { return d.standings(ctx, c.Stories) })
	}
	if len(undo.Stories) > 0 {
		d.board.add(news.Bulletin{Marked: len(undo.Stories)})
	}
	return undo, err
}

// MarkAll marks all that match and are on file, their reprints too, and returns the
// change that undoes it.
func (d *Desk) MarkAll(ctx context.Context, q news.Query, c news.Change) (news.Change, error) {
	if c.At.IsZero() {
		c.At = d.now()
	}
	tick, err := d.o.Store.Tick(ctx)
	if err != nil {
		return news.Change{}, err
	}
	d.writeHeld(ctx, true)
	undo, err := d.o.Store.MarkAll(ctx, d.user, q, tick.Stories, c)
	if err != nil {
		return d.hold(ctx, c, err, func() ([]standing, error) { return d.matchingStandings(ctx, q) })
	}
	if len(undo.Stories) > 0 {
		d.board.add(news.Bulletin{Marked: len(undo.Stories)})
	}
	return undo, err
}
