package ui

import (
	"errors"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/layout"
	"dateline/ui/page"
	"dateline/ui/story"
)

func TestLedgerStates(t *testing.T) {
	broken := func(s *stage) { s.d.fail = errors.New("open /tmp/x: disk is full") }
	for _, c := range []struct {
		name string
		w, h int
		o    Options
		do   func(s *stage)
	}{
		{name: "claims-empty", w: 80, h: 24, do: func(s *stage) { s.keys("W", "G", "C") }},
		{name: "claims-empty-narrow", w: 40, h: 12, do: func(s *stage) { s.keys("W", "G", "C") }},
		{name: "claims-error", w: 80, h: 24, do: func(s *stage) { broken(s); s.keys("C") }},
		{name: "claims-loading", w: 80, h: 24, do: func(s *stage) { s.loading("C") }},
		{name: "claims-query", w: 80, h: 24, do: func(s *stage) { s.keys("/").typed("dam").keys("enter", "C") }},
		{name: "claims-query-narrow", w: 40, h: 12, do: func(s *stage) { s.keys("/").typed("dam").keys("enter", "C") }},
		{name: "claims-ascii", w: 120, h: 40, o: Options{ASCII: true}, do: func(s *stage) { s.keys("C", "j", "j", "j") }},
		{name: "claims-bottom", w: 60, h: 20, do: func(s *stage) { s.keys("C", "G", "k") }},
		{name: "figures-empty", w: 80, h: 24, do: func(s *stage) { s.keys("W", "G", "F") }},
		{name: "figures-error", w: 40, h: 12, do: func(s *stage) { broken(s); s.keys("F") }},
		{name: "figures-loading", w: 80, h: 24, do: func(s *stage) { s.loading("F") }},
		{name: "figures-query", w: 120, h: 40, do: func(s *stage) { s.keys("/").typed("dam").keys("enter", "F") }},
		{name: "figures-ascii", w: 80, h: 24, o: Options{ASCII: true}, do: func(s *stage) { s.keys("F", "j") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newScreen(t, c.w, c.h, c.o, nil)
			c.do(s)
			s.golden("state-" + c.name)
		})
	}
}

// Enter leads to the claim in its story, Back to the very row.
func TestLedgerOpensAndReturns(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil)
	s.keys("C", "j", "j", "j")
	was := s.text()
	s.keys("enter")
	if s.m.page != page.None || s.m.focus != layout.Story || s.m.story.At != story.OnClaim {
		t.Fatalf("enter leads to page %q, focus %d, cursor on %d", s.m.page, s.m.focus, s.m.story.At)
	}
	if c := s.m.story.Art.Claims[s.m.story.Nth]; c.Stance != news.Denies {
		t.Errorf("enter leads to %s, not to the denial of the row", c.Stance)
	}
	s.keys("esc")
	if got := s.text(); got != was {
		t.Errorf("back leads to\n%s\nnot to\n%s", got, was)
	}
	s.keys("esc")
	if s.m.page != page.None {
		t.Error("back does not leave the view")
	}
}

// A figure under the cursor opens its row, and its row the figure.
func TestFigureOpensItsRow(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil)
	s.keys("enter", "]", "f")
	at := s.m.story.Nth
	s.keys("F")
	if words := s.m.over().Words(); !strings.Contains(words, "1,800") {
		t.Fatalf("F opens at %q of\n%s", words, s.text())
	}
	s.keys("enter")
	if s.m.story.At != story.OnFigure || s.m.story.Nth != at {
		t.Errorf("enter leads to %d %d, not to the figure %d", s.m.story.At, s.m.story.Nth, at)
	}
}

// > widens from the story to its event and to all that is shown, < narrows; an answer
// to an earlier question is dropped.
func TestLedgerScopes(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil)
	s.keys("enter", "C")
	for _, want := range []string{"[this story]", "[its event]", "[all stories]", "[all stories]"} {
		if !strings.Contains(s.text(), want) {
			t.Errorf("not %s:\n%s", want, s.text())
		}
		s.keys(">")
	}
	s.keys("<")
	if !strings.Contains(s.text(), "[its event]") {
		t.Errorf("< leads to\n%s", s.text())
	}
	s.late("r", "r")
	s.keys("F")
	if !strings.Contains(s.text(), "[its event]") {
		t.Error("the figures are of other stories than the claims")
	}
}

// The mouse picks a row, opens it at the second click, and picks a scope.
func TestLedgerMouse(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil)
	s.keys("C")
	click := func(x, y int) { s.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft}) }
	row := -1
	for i, l := range strings.Split(s.text(), "\n") {
		if strings.Contains(l, "hopes to send") {
			row = i
		}
	}
	click(20, row)
	if words := s.m.over().Words(); !strings.Contains(words, "wants or expects") {
		t.Fatalf("a click on line %d picks %q", row, words)
	}
	click(4, 2)
	if !strings.Contains(s.text(), "[this story]") {
		t.Errorf("a click on a scope leads to\n%s", s.text())
	}
	click(20, 5)
	if s.m.page != page.None || s.m.focus != layout.Story {
		t.Error("a click on the chosen row does not open it")
	}
}

// From the saved searches, Claims and Figures are of what the search under the cursor finds,
// whatever is selected in the list; Back returns to the search.
func TestLedgerOfSavedSearch(t *testing.T) {
	for _, c := range []struct{ key, asked, title string }{
		{"C", "claims ", "Claims · "},
		{"F", "figures ", "Figures · "},
	} {
		t.Run(c.key, func(t *testing.T) {
			s, l := watchScreen(t, 120, 40, Options{})
			for i := range 2 {
				s.keys("s", "g")
				for range i {
					s.keys("j")
				}
				saved := s.Subject()
				k := slices.IndexFunc(l.saved, func(x news.SavedSearch) bool { return x.Name == saved.Search })
				if k < 0 {
					t.Fatalf("the cursor is on no search: %q", saved.Search)
				}
				s.d.asked = nil
				s.keys(c.key)
				if !slices.Contains(s.d.asked, c.asked+l.saved[k].Query) || !strings.Contains(s.m.over().Title(), c.title+saved.Search) {
					t.Errorf("%s: title %q, asked %q", saved.Search, s.m.over().Title(), s.d.asked)
				}
				s.keys("esc")
				if s.m.page != page.Searches || s.Subject().Search != saved.Search {
					t.Errorf("back leads to %q, %q", s.m.page, s.Subject().Search)
				}
				s.keys("esc")
			}
		})
	}
}
