package ui

import (
	"errors"
	"strings"
	"testing"

	"dateline/news"
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
