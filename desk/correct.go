package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"dateline/news"
	"dateline/related"
)

// corrector is an index that can be corrected; *related.Index is one.
type corrector interface {
	Heed(vs []news.Verdict)
	Split(s news.StoryID) ([]news.Verdict, []related.Move)
	Join(a, b news.StoryID) ([]news.Verdict, []related.Move)
	Put(s news.StoryID, e news.EventID) bool
	EventOf(s news.StoryID) news.EventID
}

// mostJoined is how many stories of an event join another one.
const mostJoined = 1000

// correction is a correction being made.
type correction struct {
	stories []news.StoryID // that move
	from    news.EventID   // where they are
	said    []news.Verdict
	to      map[news.StoryID]news.EventID
}

// Correct takes stories out of their event, or makes their event and another one the
// same, for good: what the reader says holds for all that is placed later, in other
// processes and after the next start too. It returns the correction that undoes it.
func (d *Desk) Correct(ctx context.Context, c news.Correction) (news.Correction, error) {
	if err := d.may(actCorrect); err != nil {
		return news.Correction{}, err
	}
	undo, err := d.correct(ctx, c)
	if err != nil {
		return news.Correction{}, fmt.Errorf("correct an event: %w", err)
	}
	d.ownTicks.Add(1)
	d.board.add(news.Bulletin{Tagged: len(undo.Stories)})
	return undo, nil
}

func (d *Desk) correct(ctx context.Context, c news.Correction) (undo news.Correction, err error) {
	if len(c.Stories) == 0 || c.Event == "" {
		return undo, errors.New("no story is named")
	}
	if err := d.refusePersonal(ctx, c.Stories); err != nil {
		return undo, err
	}
	t := d.tags
	t.placing.Lock()
	defer t.placing.Unlock()
	if err := t.takeTurn(ctx); err != nil { // nobody places by the events that are changed here
		return undo, err
	}
	defer t.endTurn(ctx)
	t.index.mu.Lock()
	defer t.index.mu.Unlock()
	index, err := t.index.corrector(ctx)
	if err != nil {
		return undo, err
	}
	held, err := d.o.Store.Verdicts(ctx, 0)
	if err != nil {
		return undo, err
	}
	var m correction
	switch {
	case len(c.Before) > 0:
		m, err = d.asBefore(ctx, index, c)
	case c.Same:
		m, err = d.join(ctx, index, c)
	default:
		m, err = apart(index, c)
	}
	if err != nil {
		return undo, err
	}
	if err := d.refile(ctx, &m); err != nil {
		t.index.drop() // it is ahead of the store
		return undo, err
	}
	for _, s := range m.stories {
		t.index.own[s] = true
	}
	return news.Correction{Stories: m.stories, Event: m.from, Same: !c.Same, Before: heldBefore(held, m.said)}, nil
}

// refusePersonal returns an error where one of the stories is of a feed that is not shared.
func (d *Desk) refusePersonal(ctx context.Context, stories []news.StoryID) error {
	for _, s := range stories {
		f, err := d.filing(ctx, s)
		if errors.Is(err, news.ErrNotFound) {
			continue // what follows says why not
		}
		if err != nil {
			return err
		}
		personal, err := d.personal.has(ctx, d.o.Store, f.Story.Feed)
		if err != nil {
			return err
		}
		if personal {
			return errors.New("a story of a feed that is not shared stands alone")
		}
	}
	return nil
}

// heldBefore lists what was said on the stories and events of new verdicts until now.
func heldBefore(held, said []news.Verdict) []news.Verdict {
	before := slices.Clone(said)
	for i := range before {
		before[i].Seq, before[i].Ruling = 0, news.RuledOpen
		for _, v := range held {
			if v.Story == before[i].Story && v.Event == before[i].Event {
				before[i].Ruling = v.Ruling
			}
		}
	}
	return before
}

// apart takes the stories of a correction out of their event, into one of their own.
func apart(index corrector, c news.Correction) (correction, error) {
	m := correction{stories: c.Stories, from: c.Event, to: map[news.StoryID]news.EventID{}}
	for _, s := range c.Stories {
		if index.EventOf(s) == "" {
			return m, errors.New("the story is too old to be placed anew")
		}
	}
	for _, s := range c.Stories {
		if index.EventOf(s) == c.Event {
			vs, _ := index.Split(s)
			m.said = append(m.said, vs...)
			if s != c.Stories[0] && vs != nil {
				vs, _ = index.Join(c.Stories[0], s)
				m.said = append(m.said, vs...)
			}
		}
	}
	for _, s := range c.Stories { // the lead too may have been taken along
		m.to[s] = index.EventOf(s)
	}
	if m.said == nil {
		return m, errors.New("the story is alone in its event already")
	}
	return m, nil
}

// join makes the event of the first story and the named one the same: the older takes
// the stories of the younger.
func (d *Desk) join(ctx context.Context, index corrector, c news.Correction) (correction, error) {
	m := correction{to: map[news.StoryID]news.EventID{}}
	f, err := d.filing(ctx, c.Stories[0])
	if err != nil {
		return m, err
	}
	if f.Event == c.Event {
		return m, errors.New("both are of the same event already")
	}
	older, err := d.o.Store.Event(ctx, news.AnyUser, c.Event, mostJoined)
	if err != nil {
		return m, err
	}
	younger, err := d.o.Store.Event(ctx, news.AnyUser, f.Event, mostJoined)
	if err != nil {
		return m, err
	}
	into := c.Event
	if m.from = f.Event; cmp.Or(younger[0].Story.Time().Compare(older[0].Story.Time()), cmp.Compare(m.from, into)) < 0 {
		younger, into, m.from = older, m.from, into
	}
	for i := range younger {
		s := younger[i].Story.ID
		m.stories = append(m.stories, s)
		m.said = append(m.said, news.Verdict{Story: s, Event: into, Ruling: news.RuledSame})
		m.to[s] = into
	}
	index.Heed(m.said)
	m.put(index)
	return m, nil
}

// asBefore puts the stories of a correction back, and what was said of them.
func (d *Desk) asBefore(ctx context.Context, index corrector, c news.Correction) (correction, error) {
	m := correction{stories: c.Stories, said: c.Before, to: map[news.StoryID]news.EventID{}}
	f, err := d.filing(ctx, c.Stories[0])
	if err != nil {
		return m, err
	}
	m.from = f.Event
	for _, s := range c.Stories {
		m.to[s] = c.Event
	}
	index.Heed(m.said)
	m.put(index)
	return m, nil
}

func (m *correction) put(index corrector) {
	for s, e := range m.to {
		index.Put(s, e)
	}
}

// refile files the stories under their events and keeps what was said, all at once.
// What else is in the events is filed with them: its figures may agree from now on, or
// differ.
func (d *Desk) refile(ctx context.Context, m *correction) error {
	batch, err := d.touched(ctx, m)
	if err != nil {
		return err
	}
	as := make([]news.Annotation, len(batch))
	d.tags.figures.clear()
	for i, f := range batch {
		d.tags.figures.young[f.Event] = nil // as it was it counts no more: all of it is in the batch
		e := cmp.Or(m.to[f.Story.ID], f.Event)
		d.tags.figures.young[e] = nil
		as[i] = d.refiled(&batch[i], e)
	}
	err = d.tags.figures.compare(ctx, batch, as)
	if err == nil {
		err = d.o.Store.Correct(ctx, m.said, as)
	}
	d.tags.figures.clear()
	return err
}

// refiled is what is on file of a story, with another event.
func (d *Desk) refiled(f *news.Filing, e news.EventID) news.Annotation {
	a := news.Annotation{Story: f.Story.ID, Version: f.Story.Version, Tagger: d.o.Engines, Mentions: f.Mentions, Claims: f.Claims, Unsure: f.Unsure, Read: &f.Story,
		Place: news.Placement{Story: f.Story.ID, Event: e, Origin: f.Origin, Source: f.Source, Relations: f.Relations}}
	if f.Mentions == nil && f.Claims == nil && f.Relations == nil {
		a.Tagger = "" // perhaps nobody has read its newest version: the engines shall look
	}
	return a
}

// touched returns the stories of the events that a correction touches, by event.
func (d *Desk) touched(ctx context.Context, m *correction) ([]news.Filing, error) {
	events := []news.EventID{m.from}
	for _, e := range slices.Sorted(maps.Values(m.to)) {
		if !slices.Contains(events, e) {
			events = append(events, e)
		}
	}
	var batch []news.Filing
	missing := maps.Clone(m.to)
	for _, e := range events {
		fs, err := d.o.Store.Event(ctx, news.AnyUser, e, mostJoined)
		if err != nil && !errors.Is(err, news.ErrNotFound) {
			return nil, err
		}
		for i := range fs {
			delete(missing, fs[i].Story.ID)
		}
		batch = append(batch, fs...)
	}
	moved, err := d.o.Store.Stories(ctx, news.AnyUser, slices.Sorted(maps.Keys(missing)))
	return append(batch, moved...), err
}
