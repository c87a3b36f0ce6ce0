package desk

import (
	"context"

	"dateline/news"
)

// maxSpread is how many stories a change may name for their reprints to be marked
// along: it is meant for what one reads, not for "all shown read".
const maxSpread = 50

// Mark applies a change and returns the one that undoes it. Reprints of a story
// that is read are read too: the words are the same.
func (d *Desk) Mark(ctx context.Context, c news.Change) (news.Change, error) {
	if c.At.IsZero() {
		c.At = d.now()
	}
	if c.Kind == news.MarkRead && c.On && len(c.Stories) <= maxSpread {
		copies, err := d.reprints(ctx, c.Stories)
		if err != nil {
			return news.Change{}, err
		}
		c.Stories = append(c.Stories[:len(c.Stories):len(c.Stories)], copies...)
	}
	undo, err := d.o.Store.Mark(ctx, d.user, c)
	if err == nil && len(undo.Stories) > 0 {
		d.board.add(news.Bulletin{Marked: len(undo.Stories)})
	}
	return undo, err
}

// MarkAll marks all that match and were on file when the tick was upto, and
// returns the change that undoes it.
func (d *Desk) MarkAll(ctx context.Context, q news.Query, c news.Change) (news.Change, error) {
	if c.At.IsZero() {
		c.At = d.now()
	}
	tick, err := d.o.Store.Tick(ctx)
	if err != nil {
		return news.Change{}, err
	}
	undo, err := d.o.Store.MarkAll(ctx, d.user, q, tick.Stories, c)
	if err == nil && len(undo.Stories) > 0 {
		d.board.add(news.Bulletin{Marked: len(undo.Stories)})
	}
	return undo, err
}

// reprints returns the other stories with the words of these: those that copy the
// same origin within the event, and the origin.
func (d *Desk) reprints(ctx context.Context, ids []news.StoryID) ([]news.StoryID, error) {
	fs, err := d.o.Store.Stories(ctx, ids)
	if err != nil {
		return nil, err
	}
	had := map[news.StoryID]bool{}
	for _, id := range ids {
		had[id] = true
	}
	var copies []news.StoryID
	for _, f := range fs {
		event, err := d.o.Store.Event(ctx, f.Event, maxEvent)
		if err != nil {
			return nil, err
		}
		for _, id := range sameWords(f.Story.ID, event) {
			if !had[id] {
				had[id] = true
				copies = append(copies, id)
			}
		}
	}
	return copies, nil
}

// sameWords lists the stories of an event that go back to the same origin as id.
func sameWords(id news.StoryID, event []news.Filing) []news.StoryID {
	origin := map[news.StoryID]news.StoryID{}
	for _, f := range event {
		origin[f.Story.ID] = f.Origin
	}
	root := func(id news.StoryID) news.StoryID {
		for range len(event) {
			if origin[id] == "" {
				break
			}
			id = origin[id]
		}
		return id
	}
	var same []news.StoryID
	for _, f := range event {
		if root(f.Story.ID) == root(id) {
			same = append(same, f.Story.ID)
		}
	}
	return same
}

// readReprints marks new reprints of stories that were read already.
func (d *Desk) readReprints(ctx context.Context, as []news.Annotation) {
	var read []news.StoryID
	known := map[news.StoryID]bool{}
	for _, a := range as {
		known[a.Story] = true
	}
	for _, a := range as {
		origin := a.Place.Origin
		if origin == "" || known[origin] || a.Version > 1 {
			continue // what came in the same batch cannot have been read
		}
		if o, err := d.o.Store.Article(ctx, d.user, origin); err == nil && o.Read {
			read = append(read, a.Story)
		}
	}
	if len(read) == 0 {
		return
	}
	if _, err := d.o.Store.Mark(ctx, d.user, news.Change{Kind: news.MarkRead, On: true, Stories: read, At: d.now()}); err != nil {
		d.o.Log.Warn("reprints of read stories not marked", "why", err)
	}
}
