package ui

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

func TestNoteOnAStory(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil).keys("enter", "N")
	if line := s.text(); !strings.Contains(line, "Note: ") || !strings.Contains(line, "only you see it") {
		t.Fatalf("N does not ask for a note:\n%s", line)
	}
	s.typed("call the ministry").keys("enter")
	id := s.m.story.ID
	if n := s.d.find(id).Notes; len(n) != 1 || n[0].Text != "call the ministry" || n[0].Event || n[0].Shared || !n[0].Made.Equal(fakeNow) {
		t.Fatalf("notes are %+v", n)
	}
	s.golden("note-120x40")
	if !s.m.list().Selected().Noted {
		t.Error("the row shows no note")
	}
	s.keys("N", "backspace", "y", "enter")
	if !strings.Contains(s.text(), "¶ call the ministry") || !strings.Contains(s.text(), "¶ call the ministr") {
		t.Errorf("the changed note does not show:\n%s", s.text())
	}
	s.keys("N")
	for range len("call the ministry") {
		s.keys("backspace")
	}
	s.keys("enter")
	if n := s.d.find(id).Notes; len(n) != 0 || !strings.Contains(s.told(), "note taken from") {
		t.Fatalf("notes are %+v, told %q", n, s.told())
	}
	s.keys("u")
	if n := s.d.find(id).Notes; len(n) != 1 || !strings.Contains(s.text(), "¶ call the ministry") {
		t.Errorf("u does not bring it back: %+v\n%s", n, s.text())
	}
	s.keys("u")
	if n := s.d.find(id).Notes; len(n) != 0 || strings.Contains(s.text(), "¶ call") {
		t.Errorf("u does not take the first back: %+v\n%s", n, s.text())
	}
}

// In Top a row is an event, and so is what a note there is about; in Wire it is a story.
func TestNoteOnAnEvent(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil).keys("j", "N")
	r := s.m.list().Selected()
	s.typed("watch this").keys("tab")
	if !strings.Contains(s.text(), "Shared note on the event: watch this") {
		t.Fatalf("tab does not share:\n%s", s.text())
	}
	s.keys("enter")
	if n := s.d.find(r.Story).Notes; len(n) != 1 || !n[0].Event || !n[0].Shared {
		t.Fatalf("notes are %+v", n)
	}
	s.keys("enter")
	if !strings.Contains(s.text(), "¶ the desk: (event) watch this") {
		t.Errorf("the story does not show the shared note with its author:\n%s", s.text())
	}
	w := newScreen(t, 80, 24, Options{}, nil).keys("W", "N").typed("x").keys("enter")
	if n := w.d.find(w.m.list().Selected().Story).Notes; len(n) != 1 || n[0].Event {
		t.Errorf("notes in Wire are %+v", n)
	}
}

func TestNoteIsNotLost(t *testing.T) {
	s := newScreen(t, 80, 24, Options{}, nil).keys("N").typed("long thought")
	s.d.fail = errors.New("the disk is full")
	s.keys("enter")
	if !strings.Contains(s.told(), "the disk is full") || s.m.prompt.Value() != "long thought" {
		t.Errorf("told %q, the line has %q", s.told(), s.m.prompt.Value())
	}
	s.d.fail = nil
	s.keys("enter")
	if n := s.d.find(s.m.list().Selected().Story).Notes; len(n) != 1 {
		t.Errorf("notes are %+v", n)
	}
}

func TestNoteThatIsTooLong(t *testing.T) {
	s := newScreen(t, 80, 24, Options{}, nil).keys("N")
	s.send(tea.PasteMsg{Content: strings.Repeat("long ", news.MaxNote/4)})
	s.keys("enter")
	if !strings.Contains(s.text(), "at most 500 characters") || s.m.prompt.Value() == "" {
		t.Errorf("it is not refused:\n%s", s.text())
	}
}

// A note of another reader reaches the open story, and nothing of it the terminal.
func TestNoteOfAnother(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil).keys("enter")
	st := s.d.find(s.m.story.ID)
	st.Notes = append(st.Notes, news.Note{Story: st.ID, User: "a\x1b]0;x\x07na", Text: "a\x1b[2Jb\u202ec", Shared: true})
	s.send(bulletinMsg{news.Bulletin{Marked: 1, Noted: 1}, true})
	if !strings.Contains(s.text(), "¶ a]0;xna: a[2Jbc") {
		t.Errorf("the note does not show:\n%s", s.text())
	}
	if raw := s.m.View().Content; strings.Contains(raw, "\x1b]0;x") || strings.Contains(raw, "\x1b[2J") || strings.Contains(raw, "\u202e") {
		t.Error("the terminal obeys a note")
	}
}
