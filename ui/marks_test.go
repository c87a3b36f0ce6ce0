package ui

import (
	"errors"
	"strings"
	"testing"

	"dateline/news"
	"dateline/ui/layout"
)

func TestMarksAndUndo(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil)
	unread := func() int { c, _ := s.d.Counts(t.Context(), news.Query{}); return c.Unread }
	all := unread()
	s.keys("j", "m")
	if got := unread(); got != all-3 {
		t.Errorf("m on an event of three: %d unread, want %d", got, all-3)
	}
	s.keys("*")
	if !s.m.list().Selected().Starred {
		t.Error("* does not star")
	}
	s.keys("M")
	if unread() != 0 {
		t.Errorf("M leaves %d unread", unread())
	}
	if !strings.Contains(s.text(), "u undoes") {
		t.Errorf("nothing says that M can be undone:\n%s", s.text())
	}
	s.keys("u")
	if got := unread(); got != all-3 {
		t.Errorf("u after M: %d unread, want %d", got, all-3)
	}
	s.keys("u")
	if s.m.list().Selected().Starred {
		t.Error("u does not take the star away")
	}
	s.keys("u")
	if got := unread(); got != all {
		t.Errorf("u after m: %d unread, want %d", got, all)
	}
	s.keys("u")
	if !strings.Contains(s.text(), "nothing to undo") {
		t.Error("an empty undo says nothing")
	}
}

func TestMarkThatFailsIsTold(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil)
	s.d.fail = errors.New("disk is full")
	s.keys("*")
	if !strings.Contains(s.text(), "disk is full") {
		t.Errorf("the failure is not told:\n%s", s.text())
	}
}

func TestOpeningReads(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil)
	id := s.m.list().Selected().Story
	s.keys("j", "k")
	if s.d.find(id).Read {
		t.Error("passing over a story reads it")
	}
	s.keys("enter")
	if !s.d.find(id).Read {
		t.Error("opening a story does not read it")
	}
}

// The next unread story is shown beside the list and is read by that; where there is no room
// to show it, it is not.
func TestNextUnreadReads(t *testing.T) {
	for _, c := range []struct {
		name string
		w, h int
		read bool
	}{{"story pane", 120, 40, true}, {"two panes", 80, 24, true}, {"the list alone", 60, 20, false}} {
		t.Run(c.name, func(t *testing.T) {
			s := newScreen(t, c.w, c.h, Options{}, nil).keys("W", "g")
			first := s.m.list().Selected().Story
			s.keys("n")
			id := s.m.list().Selected().Story
			if id == first || s.m.focus != layout.List {
				t.Fatalf("n stays at %s, focus %d", id, s.m.focus)
			}
			if got := s.d.find(id).Read; got != c.read || c.read && s.m.story.ID != id {
				t.Errorf("read %t, want %t; the story pane shows %s of %s", got, c.read, s.m.story.ID, id)
			}
			if s.d.find(first).Read {
				t.Error("the story it came from was read")
			}
			s.keys("n", "p")
			if back := s.m.list().Selected().Story; c.read == (back == id) {
				t.Errorf("p after n, n is at %s: read stories are passed over", back)
			}
		})
	}
}
