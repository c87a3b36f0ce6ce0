package ui

import (
	"errors"
	"strings"
	"testing"

	"dateline/news"
)

func TestJoinGoldens(t *testing.T) {
	for size, wh := range map[string][2]int{"40x12": {40, 12}, "80x24": {80, 24}, "120x40": {120, 40}} {
		t.Run(size, func(t *testing.T) {
			newScreen(t, wh[0], wh[1], Options{}, nil).keys("enter", "tab").beside("Crack seen").keys("X").golden("join-" + size)
			s := newScreen(t, wh[0], wh[1], Options{}, nil).keys("X")
			s.golden("join-first-" + size)
			s.keys("j").golden("join-other-" + size)
		})
	}
}

// kinds writes how many rows of the panel are of each kind.
func (s *stage) kinds(k news.RelationKind) (n int) {
	for _, r := range s.m.related.Panel.Rows {
		if r.Kind == k {
			n++
		}
	}
	return n
}

func TestJoinInRelated(t *testing.T) {
	for _, title := range []string{"Crack seen", "What Europe's"} {
		s := newScreen(t, 120, 40, Options{}, nil).keys("enter", "tab")
		same, events := s.kinds(news.SameEvent), len(s.m.list().Rows)
		s.beside(title)
		kind := s.m.related.Selected().Kind
		others := s.kinds(kind)
		if !strings.Contains(s.text(), "X the same event") {
			t.Errorf("the status line does not offer it:\n%s", s.text())
		}
		s.keys("X")
		if n, o := s.kinds(news.SameEvent), s.kinds(kind); n != same+1 || o != others-1 {
			t.Errorf("%s: %d headlines of the event, %d %s; want %d and %d", title, n, o, kind, same+1, others-1)
		}
		if n := len(s.m.list().Rows); n != events-1 {
			t.Errorf("%s: %d rows, want %d", title, n, events-1)
		}
		if !strings.Contains(s.text(), "u undoes") || !strings.Contains(s.text(), "same event: "+title) {
			t.Errorf("nothing says what was done and how to undo it:\n%s", s.text())
		}
		s.keys("u")
		if n, o, l := s.kinds(news.SameEvent), s.kinds(kind), len(s.m.list().Rows); n != same || o != others || l != events {
			t.Errorf("%s: after undo %d of the event, %d %s, %d rows; want %d, %d, %d", title, n, o, kind, l, same, others, events)
		}
	}
}

func TestJoinInTheList(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil)
	events := len(s.m.list().Rows)
	first := s.m.list().Selected().Event
	s.keys("X")
	if !strings.Contains(s.text(), "X on another story joins it to this one") {
		t.Errorf("nothing says how to go on:\n%s", s.text())
	}
	s.keys("j", "j", "k")
	if !strings.Contains(s.text(), "X joins it to “Estonia") {
		t.Errorf("the story chosen is not shown:\n%s", s.text())
	}
	s.keys("X")
	if n := len(s.m.list().Rows); n != events-1 || s.m.joining.Waits() {
		t.Errorf("%d rows, want %d; %t waits", n, events-1, s.m.joining.Waits())
	}
	if r := s.m.list().Selected(); r.Event != first {
		t.Errorf("the list stands at %q, want the joined event", r.Title)
	}
	s.keys("u")
	if n := len(s.m.list().Rows); n != events {
		t.Errorf("after undo %d rows, want %d", n, events)
	}
	// Found by a search, read, and joined from the story's pane.
	s.keys("g", "X", "/").typed("Greek").keys("enter", "enter", "X")
	if s.m.joining.Waits() || !strings.Contains(s.text(), "u undoes") {
		t.Errorf("not joined from the story:\n%s", s.text())
	}
}

func TestJoinLetsGo(t *testing.T) {
	for _, row := range []struct {
		name string
		keys []string
	}{
		{"by back", []string{"X", "j", "esc"}},
		{"by back, after the story was read", []string{"X", "enter", "esc", "esc"}},
		{"on the same story", []string{"X", "X"}},
		{"on another story of the same event", []string{"W", "X", "enter", "X"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := newScreen(t, 120, 40, Options{}, nil).keys(row.keys...)
			if s.m.joining.Waits() || !strings.Contains(s.text(), "let go") || s.m.undo.Len() > 1 {
				t.Errorf("%t waits, %d to undo:\n%s", s.m.joining.Waits(), s.m.undo.Len(), s.text())
			}
		})
	}
}

func TestJoinWhereItCannot(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil).keys("enter", "tab", "X")
	if !strings.Contains(s.text(), "of the same event already") {
		t.Errorf("on a headline of the event nothing says so:\n%s", s.text())
	}
	s.d.fail = errors.New("the disk is full")
	if s.beside("Crack seen").keys("X"); !strings.Contains(s.text(), "the disk is full") {
		t.Errorf("the failure is not told:\n%s", s.text())
	}
	empty := newScreen(t, 80, 24, Options{}, &fakeDesk{})
	if empty.keys("X"); !strings.Contains(empty.text(), "put the cursor on a story first") {
		t.Errorf("with no story nothing says so:\n%s", empty.text())
	}
}
