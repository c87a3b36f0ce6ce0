package ui

import (
	"context"
	"slices"

	"dateline/news"
)

// Notes of the fake desk are kept with its stories; the reader is "local".

func (d *fakeDesk) Note(_ context.Context, id news.StoryID, event bool) (news.Note, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	own := news.Note{Story: id, Event: event, User: news.Local}
	if s := d.find(id); s != nil {
		for _, n := range d.notesOf(s) {
			if n.User == news.Local && n.Event == event {
				own = n
			}
		}
	}
	return own, d.fail
}

func (d *fakeDesk) PutNote(_ context.Context, n news.Note) (news.Note, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	was := news.Note{Story: n.Story, Event: n.Event, User: news.Local}
	if n.User = news.Local; d.fail != nil {
		return was, d.fail
	}
	s := d.find(n.Story)
	if s == nil {
		return was, news.ErrNotFound
	}
	s.Notes = slices.DeleteFunc(s.Notes, func(o news.Note) bool {
		if o.Same(&n) {
			was = o
			return true
		}
		return false
	})
	if n.Text != "" {
		s.Notes = append(s.Notes, n)
	}
	return was, nil
}

// notesOf are the notes on a story and on its event.
func (d *fakeDesk) notesOf(s *fakeStory) []news.Note {
	var all []news.Note
	for _, o := range d.stories {
		if o.Event.ID != s.Event.ID {
			continue
		}
		for _, n := range o.Notes {
			if n.Event || o == s {
				all = append(all, n)
			}
		}
	}
	return all
}
