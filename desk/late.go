package desk

import (
	"context"
	"errors"

	"dateline/news"
)

// absorb files the stories of an event with another one where a story of the batch showed both to be
// the same. What is on file joins the batch: its figures may agree from now on, or differ.
func (t *tagging) absorb(ctx context.Context, batch []reading, as []news.Annotation) ([]reading, []news.Annotation, error) {
	for i := range as {
		p := as[i].Place
		if p.Absorbs == "" {
			continue
		}
		here := map[news.StoryID]bool{}
		for j := range as {
			here[as[j].Story] = true
			if as[j].Place.Event == p.Absorbs {
				as[j].Place.Event = p.Event
			}
		}
		fs, err := t.d.o.Store.Event(ctx, news.AnyUser, p.Absorbs, mostJoined)
		if err != nil && !errors.Is(err, news.ErrNotFound) {
			return batch, as, err
		}
		t.figures.forget(p.Absorbs)
		for k := range fs {
			if f := &fs[k]; !here[f.Story.ID] {
				t.index.own[f.Story.ID] = true
				batch, as = append(batch, *f), append(as, t.d.refiled(f, p.Event))
			}
		}
	}
	return batch, as, nil
}

// absorbs reports whether an annotation moves the stories of an event.
func absorbs(as []news.Annotation) bool {
	for i := range as {
		if as[i].Place.Absorbs != "" {
			return true
		}
	}
	return false
}
