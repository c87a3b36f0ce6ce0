package ui

import (
	"slices"
	"strings"
	"testing"
)

// How many lines a row has goes by the room there is.
func TestRowsFitTheWindow(t *testing.T) {
	for _, c := range []struct {
		name string
		w, h int
		want density
	}{
		{"a wide pane", 79, 45, oneLine},
		{"just wide enough", 58, 45, oneLine},
		{"just too narrow", 57, 45, twoLines},
		{"few lines", 57, 29, oneLine},
		{"just enough lines", 57, 30, twoLines},
		{"few lines, a narrow pane", 80, 24, twoLines},
		{"few lines, a narrow window", 40, 12, oneLine},
		{"three panes", 120, 40, twoLines},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newScreen(t, c.w, c.h, Options{}, nil)
			if got := s.m.list().inUse(); got != c.want {
				t.Errorf("%q, want %q:\n%s", got, c.want, s.text())
			}
		})
	}
}

// = goes from one line to two and to whole headlines; each view keeps its own.
func TestRowsAreChosenAndKept(t *testing.T) {
	mem := memory{}
	s := newScreen(t, 60, 20, Options{Memory: mem}, nil)
	for _, want := range []density{twoLines, whole, oneLine, twoLines} {
		if s.keys("="); s.m.list().inUse() != want || s.m.list().headlineLines()+1 != map[density]int{oneLine: 1, twoLines: 2, whole: 4}[want] {
			t.Errorf("rows %q, want %q", s.m.list().inUse(), want)
		}
	}
	s.keys("W")
	if s.m.list().inUse() != oneLine {
		t.Error("the choice for Top is one for Wire")
	}
	s.keys("=", "=")
	s = newScreen(t, 60, 20, Options{Memory: mem}, nil)
	if s.m.top.density != twoLines || s.m.wire.density != whole {
		t.Errorf("kept %q and %q", s.m.top.density, s.m.wire.density)
	}
	if !strings.Contains(s.keys("?", "/").typed("rows of one").text(), "=") {
		t.Error("the help does not tell the key")
	}
}

// H hides what was read; reading leaves the row until the list is loaded anew; each view
// keeps its choice.
func TestReadStoriesAreHidden(t *testing.T) {
	mem := memory{}
	s := newScreen(t, 120, 40, Options{Memory: mem}, nil)
	all, read := len(s.m.list().rows), s.m.list().rows[1].Story
	listed := func() bool {
		return slices.ContainsFunc(s.m.list().rows, func(r *row) bool { return r.Story == read })
	}
	s.keys("j", "m", "j", "H")
	if n := len(s.m.list().rows); n >= all || listed() || !strings.Contains(s.text(), "Unread") {
		t.Errorf("%d rows of %d:\n%s", n, all, s.text())
	}
	at := s.m.list().selected().Story
	if s.keys("m"); s.m.list().selected().Story != at {
		t.Error("the row that was read went away at once")
	}
	s = newScreen(t, 120, 40, Options{Memory: mem}, s.d)
	if !s.m.top.unreadOnly || s.m.wire.unreadOnly || listed() {
		t.Errorf("not kept:\n%s", s.text())
	}
	s.keys("M", "H", "H")
	if !strings.Contains(s.text(), "Nothing unread") {
		t.Errorf("nothing says that all is read:\n%s", s.text())
	}
	if s.keys("H"); !listed() || len(s.m.list().rows) != all {
		t.Errorf("what was read does not come back:\n%s", s.text())
	}
}
