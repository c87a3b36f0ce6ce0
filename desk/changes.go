package desk

import (
	"context"
	"errors"
	"time"

	"dateline/news"
	"dateline/wires"
)

// MostChanges is how many changes are read at most, the newest.
const MostChanges = 300

// Changes returns what outlets withdrew, corrected and updated after since, each beside
// the version that stood then, the gravest first. Changes of nothing that one reads are
// left out.
func (d *Desk) Changes(ctx context.Context, since time.Time) (news.Revisions, error) {
	all, err := d.o.Store.Changes(ctx, d.user, since, MostChanges+1)
	if err != nil {
		return news.Revisions{}, err
	}
	r := news.Revisions{Since: since, Cut: len(all) > MostChanges}
	for i := range all[:min(len(all), MostChanges)] {
		if ctx.Err() != nil {
			return r, ctx.Err() // comparing long texts takes a while
		}
		if all[i].Compare(wires.Proper) {
			r.All = append(r.All, all[i])
		}
	}
	news.SortRevisions(r.All)
	return r, nil
}

// Leave notes how far the reader came in a story. One that is gone needs no note.
func (d *Desk) Leave(ctx context.Context, m news.Bookmark) error {
	if d.may(actMark) != nil {
		return nil // reading is no reason to complain
	}
	if m.At.IsZero() {
		m.At = d.now()
	}
	err := d.o.Store.Leave(ctx, d.user, m)
	if errors.Is(err, news.ErrNotFound) {
		return nil
	}
	return err
}

// Visit notes a session of the reader, that it goes on, or that it is over.
func (d *Desk) Visit(ctx context.Context, v news.Visit) error {
	if err := d.may(actMark); err != nil {
		return err
	}
	return d.o.Store.Visit(ctx, d.user, v)
}

// LastVisit returns when the reader was last at hand in a session that is over, zero
// when there was none.
func (d *Desk) LastVisit(ctx context.Context) (time.Time, error) {
	return d.o.Store.LastVisit(ctx, d.user, d.now())
}
