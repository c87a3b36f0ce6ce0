package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"dateline/news"
	"dateline/related"
)

// corrector is an index that can be corrected; *related.Index is one.
type corrector interface {
	Learn(cs []related.Correction)
	Split(s news.StoryID) ([]related.Correction, []related.Move)
	Join(a, b news.StoryID) ([]related.Correction, []related.Move)
	Return(cs []related.Correction) []related.Move
	EventOf(s news.StoryID) news.EventID
}

// Corrections are kept as one setting of the store: there are few of them, and the
// oldest go when there are too many.
const (
	correctionsKey = "related.corrections"
	maxCorrections = 2000
)

// Correct takes stories out of their event, or puts them back, for good: what the reader
// says holds for all that is placed later, in other processes and after the next start
// too. It returns the correction that undoes it.
func (d *Desk) Correct(ctx context.Context, c news.Correction) (news.Correction, error) {
	if len(c.Stories) == 0 || c.Event == "" {
		return news.Correction{}, errors.New("correct an event: no story is named")
	}
	t := d.tags
	t.placing.Lock()
	defer t.placing.Unlock()
	said, err := d.said(ctx)
	if err != nil {
		return news.Correction{}, fmt.Errorf("correct an event: %w", err)
	}
	said, to, err := t.index.correct(ctx, c, said)
	if err == nil {
		err = errors.Join(d.say(ctx, said), d.replace(ctx, c.Event, to))
	}
	if err != nil {
		return news.Correction{}, fmt.Errorf("correct an event: %w", err)
	}
	return news.Correction{Stories: c.Stories, Event: c.Event, Same: !c.Same}, nil
}

// said reads the corrections on file, oldest first.
func (d *Desk) said(ctx context.Context) ([]related.Correction, error) {
	text, err := d.o.Store.Setting(ctx, news.Local, correctionsKey)
	if err != nil || text == "" {
		return nil, err
	}
	var cs []related.Correction
	if err := json.Unmarshal([]byte(text), &cs); err != nil {
		return nil, fmt.Errorf("read setting %s: %w", correctionsKey, err)
	}
	return cs, nil
}

func (d *Desk) say(ctx context.Context, cs []related.Correction) error {
	if len(cs) == 0 {
		return d.o.Store.SetSetting(ctx, news.Local, correctionsKey, "")
	}
	text, err := json.Marshal(cs[max(0, len(cs)-maxCorrections):])
	if err != nil {
		return err
	}
	return d.o.Store.SetSetting(ctx, news.Local, correctionsKey, string(text))
}

// correct changes the index. It returns what is to be remembered from now on and where
// each story is now.
func (x *indexed) correct(ctx context.Context, c news.Correction, said []related.Correction) ([]related.Correction, map[news.StoryID]news.EventID, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if err := x.fill(ctx); err != nil {
		return nil, nil, err
	}
	index, ok := x.index.(corrector)
	if !ok {
		return nil, nil, errors.New("stories are not related here")
	}
	for _, s := range c.Stories {
		if index.EventOf(s) == "" {
			return nil, nil, errors.New("the story is too old to be placed anew")
		}
	}
	if c.Same {
		said = forget(index, c, said)
	} else {
		fresh := apart(index, c)
		if fresh == nil {
			return nil, nil, errors.New("the story is alone in its event already")
		}
		said = append(said, fresh...)
	}
	to := map[news.StoryID]news.EventID{}
	for _, s := range c.Stories {
		to[s] = index.EventOf(s)
		x.own[s] = true
	}
	return said, to, nil
}

// apart takes the stories of a correction out of their event, into one of their own.
func apart(index corrector, c news.Correction) []related.Correction {
	var said []related.Correction
	for _, s := range c.Stories {
		if index.EventOf(s) != c.Event {
			continue
		}
		cs, _ := index.Split(s)
		said = append(said, cs...)
		if s != c.Stories[0] && cs != nil {
			cs, _ = index.Join(c.Stories[0], s)
			said = append(said, cs...)
		}
	}
	return said
}

// forget puts them back and returns what is left of what was said.
func forget(index corrector, c news.Correction, said []related.Correction) []related.Correction {
	var back []related.Correction
	for _, s := range c.Stories {
		back = append(back, related.Correction{Story: s, Event: c.Event})
	}
	index.Return(back)
	return slices.DeleteFunc(slices.Clone(said), func(r related.Correction) bool {
		return slices.Contains(c.Stories, r.Story) && (r.Same || r.Event == c.Event)
	})
}

// replace files the stories under their events. What is left of the event is filed with
// them, since its figures may agree from now on.
func (d *Desk) replace(ctx context.Context, event news.EventID, to map[news.StoryID]news.EventID) error {
	batch, err := d.o.Store.Event(ctx, event, maxEvent)
	if err != nil && !errors.Is(err, news.ErrNotFound) {
		return err
	}
	var missing []news.StoryID
	for s := range to {
		if !slices.ContainsFunc(batch, func(f news.Filing) bool { return f.Story.ID == s }) {
			missing = append(missing, s)
		}
	}
	moved, err := d.o.Store.Stories(ctx, missing)
	if err != nil {
		return err
	}
	batch = append(batch, moved...)
	as := make([]news.Annotation, len(batch))
	for i, f := range batch {
		e, ok := to[f.Story.ID]
		if !ok {
			e = f.Event
		}
		as[i] = news.Annotation{Story: f.Story.ID, Version: f.Story.Version, Tagger: d.o.Engines, Mentions: f.Mentions, Claims: f.Claims, Read: &batch[i].Story,
			Place: news.Placement{Story: f.Story.ID, Event: e, Origin: f.Origin, Source: f.Source, Relations: f.Relations}}
	}
	d.tags.figures.clear()
	d.tags.figures.young[event] = nil // as it was it counts no more: all of it is in the batch
	if err := d.tags.figures.compare(ctx, batch, as); err != nil {
		return err
	}
	if err := d.o.Store.Annotate(ctx, as); err != nil {
		return err
	}
	d.tags.figures.clear()
	d.ownTicks.Add(1)
	d.board.add(news.Bulletin{Tagged: len(to)})
	return nil
}
