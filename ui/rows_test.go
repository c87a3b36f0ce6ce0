package ui

import (
	"slices"
	"strings"
	"testing"

	"dateline/ui/list"
)

// How many lines a row has goes by the room there is.
func TestRowsFitTheWindow(t *testing.T) {
	for _, c := range []struct {
		name string
		w, h int
		want list.Density
	}{
		{"one wide pane", 79, 45, list.OneLine},
		{"just wide enough", 120, 40, list.OneLine},
		{"a narrow window", 40, 12, list.OneLine},
		{"two panes", 80, 24, list.OneLine},
		{"two panes of many lines", 100, 45, list.OneLine},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newScreen(t, c.w, c.h, Options{}, nil)
			if got := s.m.list().InUse(); got != c.want {
				t.Errorf("%q, want %q:\n%s", got, c.want, s.text())
			}
		})
	}
	s := newScreen(t, 120, 40, Options{}, nil)
	if s.m.list().At(36) != 36 {
		t.Errorf("less than 37 rows at 120x40:\n%s", s.text())
	}
	s.keys("<", "<") // a list narrowed to 32 cells
	if got := s.m.list().InUse(); got != list.TwoLines {
		t.Errorf("%q in a narrow list:\n%s", got, s.text())
	}
}

// = goes from one line to two and to whole headlines; each view keeps its own.
func TestRowsAreChosenAndKept(t *testing.T) {
	mem := memory{}
	s := newScreen(t, 60, 20, Options{Memory: mem}, nil)
	for _, want := range []list.Density{list.TwoLines, list.Whole, list.OneLine, list.TwoLines} {
		if s.keys("="); s.m.list().InUse() != want || s.m.list().HeadlineLines()+1 != map[list.Density]int{list.OneLine: 1, list.TwoLines: 2, list.Whole: 4}[want] {
			t.Errorf("rows %q, want %q", s.m.list().InUse(), want)
		}
	}
	s.keys("W")
	if s.m.list().InUse() != list.OneLine {
		t.Error("the choice for Top is one for Wire")
	}
	s.keys("=", "=")
	s = newScreen(t, 60, 20, Options{Memory: mem}, nil)
	if s.m.top.Density != list.TwoLines || s.m.wire.Density != list.Whole {
		t.Errorf("kept %q and %q", s.m.top.Density, s.m.wire.Density)
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
	all, read := len(s.m.list().Rows), s.m.list().Rows[1].Story
	listed := func() bool {
		return slices.ContainsFunc(s.m.list().Rows, func(r *list.Row) bool { return r.Story == read })
	}
	s.keys("j", "m", "j", "H")
	if n := len(s.m.list().Rows); n >= all || listed() || !strings.Contains(s.text(), "Unread") {
		t.Errorf("%d rows of %d:\n%s", n, all, s.text())
	}
	at := s.m.list().Selected().Story
	if s.keys("m"); s.m.list().Selected().Story != at {
		t.Error("the row that was read went away at once")
	}
	s = newScreen(t, 120, 40, Options{Memory: mem}, s.d)
	if !s.m.top.UnreadOnly || s.m.wire.UnreadOnly || listed() {
		t.Errorf("not kept:\n%s", s.text())
	}
	s.keys("M", "H", "H")
	if !strings.Contains(s.text(), "Nothing unread") {
		t.Errorf("nothing says that all is read:\n%s", s.text())
	}
	if s.keys("H"); !listed() || len(s.m.list().Rows) != all {
		t.Errorf("what was read does not come back:\n%s", s.text())
	}
}
