package desk

import (
	"context"

	"dateline/news"
)

// Mark applies a change and returns the one that undoes it. Reprints of a story
// that is read are read too: the words are the same. While the store cannot be
// written the change is held in memory. Who keeps no marks is not told so when a story is
// read: opening it marks it.
func (d *Desk) Mark(ctx context.Context, c news.Change) (news.Change, error) {
	if err := d.may(actMark); err != nil {
		if c.Kind == news.MarkRead {
			c.On = !c.On
			return c, nil
		}
		return news.Change{}, err
	}
	if c.At.IsZero() {
		c.At = d.now()
	}
	d.writeHeld(ctx, true)
	undo, err := d.marking(func() (news.Change, error) { return d.o.Store.Mark(ctx, d.user, c) })
	if err != nil {
		return d.hold(ctx, c, err, func() ([]standing, error) { return d.standings(ctx, c.Stories) })
	}
	return undo, err
}

// MarkAll marks all that match and are on file, their reprints too, and returns the
// change that undoes it.
func (d *Desk) MarkAll(ctx context.Context, q news.Query, c news.Change) (news.Change, error) {
	if err := d.may(actMark); err != nil {
		return news.Change{}, err
	}
	if c.At.IsZero() {
		c.At = d.now()
	}
	tick, err := d.o.Store.Tick(ctx)
	if err != nil {
		return news.Change{}, err
	}
	d.writeHeld(ctx, true)
	undo, err := d.marking(func() (news.Change, error) { return d.o.Store.MarkAll(ctx, d.user, q, tick.Stories, c) })
	if err != nil {
		return d.hold(ctx, c, err, func() ([]standing, error) { return d.matchingStandings(ctx, q) })
	}
	return undo, err
}

// marking makes a change of the reader's marks.
func (d *Desk) marking(change func() (news.Change, error)) (undo news.Change, err error) {
	d.changing(func() int {
		undo, err = change()
		return len(undo.Stories)
	})
	return undo, err
}

// changing makes a change of what is the reader's alone, which moves the store's count of
// them on by one when it changed something, and tells the reader's sessions how much. It is
// counted before it is made: what other processes change is told late then, and never not.
func (d *Desk) changing(change func() (changed int)) {
	d.ownMarks.Add(1)
	n := change()
	if n == 0 {
		d.ownMarks.Add(-1)
		return
	}
	d.board.addFor(d.user, news.Bulletin{Marked: n})
}
