package desk

import (
	"context"
	"errors"
	"slices"

	"dateline/news"
	"dateline/related"
	"dateline/store"
)

// figures marks the stories of events whose stories give different figures for the
// same thing. It keeps the events that grew or began lately at hand, each with
// those of its stories that have figures, so that the store is asked for the
// older ones only.
type figures struct {
	store      store.Store
	young, old map[news.EventID][]news.Filing
	weight     int // of young
}

// maxFigures is how many stories and events the young generation holds before it
// becomes the old one, which is dropped.
const maxFigures = 1500

func newFigures(s store.Store) *figures {
	f := &figures{store: s}
	f.clear()
	return f
}

// clear forgets everything, as when another process changed events.
func (f *figures) clear() {
	f.young, f.old, f.weight = map[news.EventID][]news.Filing{}, map[news.EventID][]news.Filing{}, 0
}

// forget forgets an event whose stories are another's from now on.
func (f *figures) forget(id news.EventID) {
	f.weight -= len(f.young[id])
	delete(f.young, id)
	delete(f.old, id)
}

func hasFigure(ms []news.Mention) bool {
	return slices.ContainsFunc(ms, func(m news.Mention) bool { return m.Kind == news.FigureKind })
}

// compare flags the annotations of a batch.
func (f *figures) compare(ctx context.Context, batch []reading, as []news.Annotation) error {
	var order []news.EventID
	members := map[news.EventID][]int{}
	for i := range as {
		id := as[i].Place.Event
		if members[id] == nil {
			order = append(order, id)
		}
		members[id] = append(members[id], i)
	}
	for _, id := range order {
		event, err := f.event(ctx, id, &as[members[id][0]])
		if err != nil {
			return err
		}
		grew := false
		for _, i := range members[id] {
			event = slices.DeleteFunc(event, func(o news.Filing) bool { return o.Story.ID == as[i].Story })
			if r := batch[i]; hasFigure(r.Mentions) {
				r.Event, r.Origin, r.Source = id, as[i].Place.Origin, as[i].Place.Source
				event, grew = append(event, r), true
			}
		}
		f.keep(id, event)
		if grew && len(event) > 1 && related.FiguresDiffer(event) {
			for _, i := range members[id] {
				as[i].Flags |= news.FiguresDiffer
			}
		}
	}
	return nil
}

// event returns the stories with figures that an event had before this batch. One
// that is founded by the batch's first story of it had none.
func (f *figures) event(ctx context.Context, id news.EventID, first *news.Annotation) ([]news.Filing, error) {
	for _, generation := range []map[news.EventID][]news.Filing{f.young, f.old} {
		if event, ok := generation[id]; ok {
			return event, nil
		}
	}
	if id == news.EventID(first.Story) && first.Version == 1 {
		return nil, nil
	}
	event, err := f.store.Event(ctx, news.AnyUser, id, maxEvent)
	if err != nil && !errors.Is(err, news.ErrNotFound) {
		return nil, err
	}
	return slices.DeleteFunc(event, func(o news.Filing) bool { return !hasFigure(o.Mentions) }), nil
}

func (f *figures) keep(id news.EventID, event []news.Filing) {
	if f.weight >= maxFigures {
		f.old, f.young, f.weight = f.young, map[news.EventID][]news.Filing{}, 0
	}
	event = event[max(0, len(event)-maxEvent):]
	f.weight += 1 + len(event) - len(f.young[id])
	f.young[id] = event
}
