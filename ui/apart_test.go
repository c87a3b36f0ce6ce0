package ui

import (
	"context"
	"errors"
	"strings"
	"testing"

	"dateline/news"
	"dateline/ui/layout"
)

// Correct moves stories between events of the fake desk.
func (d *fakeDesk) Correct(_ context.Context, c news.Correction) (news.Correction, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.note("correct %d %t", len(c.Stories), c.Same)
	if d.fail != nil {
		return news.Correction{}, d.fail
	}
	undo := news.Correction{Stories: c.Stories, Event: c.Event, Same: !c.Same, Before: []news.Verdict{{Story: c.Stories[0], Event: c.Event}}}
	switch {
	case len(c.Before) > 0:
		undo.Event = d.find(c.Stories[0]).Event.ID
	case c.Same:
		return d.join(d.find(c.Stories[0]).Event.ID, c.Event), nil
	}
	to := c.Event
	if !c.Same && len(c.Before) == 0 {
		to += ".1"
	}
	for _, id := range c.Stories {
		d.find(id).Event.ID = to
	}
	return undo, nil
}

// join moves the stories of one event to another one.
func (d *fakeDesk) join(from, to news.EventID) news.Correction {
	undo := news.Correction{Event: from, Before: []news.Verdict{{Event: to}}}
	for _, s := range d.stories {
		if s.Event.ID == from {
			s.Event.ID = to
			undo.Stories = append(undo.Stories, s.ID)
		}
	}
	return undo
}

func TestApartGoldens(t *testing.T) {
	for size, wh := range map[string][2]int{"40x12": {40, 12}, "60x20": {60, 20}, "80x24": {80, 24}, "120x40": {120, 40}} {
		t.Run(size, func(t *testing.T) {
			newScreen(t, wh[0], wh[1], Options{}, nil).keys("enter", "tab", "x").golden("apart-" + size)
		})
	}
}

func TestApartAndUndo(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil).keys("enter", "tab")
	rows, events := len(s.m.related.Panel.Rows), len(s.m.list().Rows)
	title := s.m.related.Selected().Title
	s.keys("x")
	if n := len(s.m.related.Panel.Rows); n != rows-1 || strings.Contains(s.m.related.Panel.Rows[0].Title, title) {
		t.Errorf("%d of %d headlines are left, the first %q", n, rows, s.m.related.Panel.Rows[0].Title)
	}
	if n := len(s.m.list().Rows); n != events+1 {
		t.Errorf("%d rows, want %d", n, events+1)
	}
	if s.m.focus != layout.Related || !strings.Contains(s.text(), "u undoes") {
		t.Errorf("nothing says that it can be undone:\n%s", s.text())
	}
	if s.keys("u"); !strings.Contains(s.told(), "undone · not the same event: ") {
		t.Errorf("what was undone: %q", s.told())
	}
	if n, l := len(s.m.related.Panel.Rows), len(s.m.list().Rows); n != rows || l != events {
		t.Errorf("after undo %d headlines and %d rows, want %d and %d", n, l, rows, events)
	}
}

func TestApartWhereItCannot(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil).keys("x")
	if !strings.Contains(s.text(), "in Related first") {
		t.Errorf("outside of Related nothing says so:\n%s", s.text())
	}
	s.keys("enter", "tab", "G", "x")
	if !strings.Contains(s.text(), "not shown as the same event") {
		t.Errorf("on the background nothing says so:\n%s", s.text())
	}
	s.keys("g")
	s.d.fail = errors.New("the story is too old to be placed anew")
	if s.keys("x"); !strings.Contains(s.text(), "too old") {
		t.Errorf("the failure is not told:\n%s", s.text())
	}
}
