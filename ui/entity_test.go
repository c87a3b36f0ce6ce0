package ui

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/draw"
	"dateline/ui/layout"
	"dateline/ui/page"
	"dateline/ui/story"
)

func TestEntityStates(t *testing.T) {
	broken := func(s *stage) { s.d.fail = errors.New("open /tmp/x: disk is full") }
	name := func(s *stage, name string) { s.keys(":").typed("entity " + name).keys("enter") }
	for _, c := range []struct {
		name string
		w, h int
		o    Options
		do   func(s *stage)
	}{
		{name: "entity-40x12", w: 40, h: 12, do: func(s *stage) { name(s, "estonia") }},
		{name: "entity-80x24", w: 80, h: 24, do: func(s *stage) { name(s, "estonia") }},
		{name: "entity-120x40", w: 120, h: 40, do: func(s *stage) { name(s, "estonia") }},
		{name: "entity-200x60", w: 200, h: 60, do: func(s *stage) { name(s, "estonia"); s.keys("j") }},
		{name: "entity-few", w: 80, h: 24, do: func(s *stage) { name(s, "vesk") }},
		{name: "entity-claim-40x12", w: 40, h: 12, do: func(s *stage) { name(s, "estonia"); s.keys("tab", "j") }},
		{name: "entity-company-40x12", w: 40, h: 12, do: func(s *stage) { name(s, "estonia"); s.keys("G", "k") }},
		{name: "entity-company-120x40", w: 120, h: 40, do: func(s *stage) { name(s, "estonia"); s.keys("tab", "j") }},
		{name: "entity-ascii", w: 120, h: 40, o: Options{ASCII: true}, do: func(s *stage) { name(s, "estonia") }},
		{name: "entity-none", w: 80, h: 24, do: func(s *stage) { name(s, "Atlantis") }},
		{name: "entity-none-40x12", w: 40, h: 12, do: func(s *stage) { name(s, "Atlantis") }},
		{name: "entity-error", w: 80, h: 24, do: func(s *stage) { broken(s); name(s, "estonia") }},
		{name: "entity-loading", w: 40, h: 12, do: func(s *stage) {
			s.keys(":").typed("entity Estonia").loading("enter")
		}},
		{name: "names-40x12", w: 40, h: 12, do: func(s *stage) { s.keys("E") }},
		{name: "names-80x24", w: 80, h: 24, do: func(s *stage) { s.keys("E") }},
		{name: "names-120x40", w: 120, h: 40, do: func(s *stage) { s.keys("E", "j", "j") }},
		{name: "names-none", w: 80, h: 24, do: func(s *stage) { s.keys("W", "G", "E") }},
		{name: "map-40x12", w: 40, h: 12, do: func(s *stage) { s.keys("P") }},
		{name: "map-80x24", w: 80, h: 24, do: func(s *stage) { s.keys("P") }},
		{name: "map-120x40", w: 120, h: 40, do: func(s *stage) { s.keys("P", "n") }},
		{name: "map-200x60", w: 200, h: 60, do: func(s *stage) { s.keys("P") }},
		{name: "map-ascii", w: 120, h: 40, o: Options{ASCII: true}, do: func(s *stage) { s.keys("P") }},
		{name: "map-none", w: 80, h: 24, do: func(s *stage) { s.keys("/").typed("nothing").keys("enter", "P") }},
		{name: "map-error", w: 40, h: 12, do: func(s *stage) { broken(s); s.keys("P") }},
		{name: "map-loading", w: 80, h: 24, do: func(s *stage) {
			s.loading("P")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newScreen(t, c.w, c.h, c.o, nil)
			c.do(s)
			s.golden(c.name)
		})
	}
}

// A name under the cursor opens its page; company opens another; Back leads through every
// page, each as it was, to the story and its very place.
func TestEntityTrail(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil)
	s.keys("enter", "]", "e", "]", "e")
	panes := s.text()
	if s.keys("E"); s.m.page != page.Entity || s.Subject().Entity.Ref != "EST" {
		t.Fatalf("E leads to page %q of %v", s.m.page, s.Subject().Entity)
	}
	s.keys("tab", "G", "k")
	estonia := s.text()
	s.keys("enter")
	if s.Subject().Entity.Name != "Ilmar Vesk" {
		t.Fatalf("the company's page is of %v", s.Subject().Entity)
	}
	s.keys("j", "j", "j")
	vesk := s.text()
	s.keys("enter")
	if s.m.page != page.Claims || !strings.Contains(s.text(), "[by Ilmar Vesk]") {
		t.Fatalf("a claim leads to page %q:\n%s", s.m.page, s.text())
	}
	claims := s.text()
	if s.keys("enter"); s.m.page != page.None || s.m.story.At != story.OnClaim {
		t.Fatalf("enter leads to page %q, cursor on %d", s.m.page, s.m.story.At)
	}
	if s.keys(":").typed("entity estonia").keys("enter", "C"); !strings.Contains(s.text(), "by Estonia") {
		t.Fatalf("C of Estonia's page leads to\n%s", s.text())
	}
	s.keys("esc", "esc", "esc")
	for i, want := range []string{claims, vesk, estonia, panes} {
		if got := s.text(); got != want {
			t.Fatalf("%d back:\n%s\nwant:\n%s", i, got, want)
		}
		s.keys("esc")
	}
}

// The rest of a page's stories are a filter of the list; Back returns to the page.
func TestEntityListAndBack(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil)
	s.keys(":").typed("entity estonia").keys("enter", "j", "j", "j", "j", "j", "j")
	was := s.text()
	s.keys("enter")
	if got := s.m.list().Asked; s.m.page != page.None || got != "country:EST" {
		t.Fatalf("the list is of %q", got)
	}
	if s.keys("esc"); s.text() != was {
		t.Errorf("back leads to\n%s\nnot to\n%s", s.text(), was)
	}
	s.keys("k", "enter")
	if s.m.page != page.None || s.m.focus != layout.Story || !s.m.story.Shown() {
		t.Fatal("a story of the page does not open")
	}
	if s.keys("esc"); s.m.page != page.Entity {
		t.Error("back from a story does not lead to the page")
	}
}

// A late answer, and one of another page, is dropped.
func TestEntityLateAnswer(t *testing.T) {
	s := newScreen(t, 80, 24, Options{}, nil)
	s.keys(":").typed("entity estonia").keys("enter")
	s.late("r", "r")
	s.keys("esc", "P").late("r", "r")
	s.late("r", "esc", ":", "e", "n", "t", "i", "t", "y", "space", "e", "s", "t", "o", "n", "i", "a", "enter")
}

func TestEntityMouse(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil)
	s.keys(":").typed("entity estonia").keys("enter")
	click := func(words string, more int) {
		for y, l := range strings.Split(s.text(), "\n") {
			if i := strings.Index(l, words); i >= 0 {
				s.send(tea.MouseClickMsg{X: draw.Width(l[:i]) + more, Y: y, Button: tea.MouseLeft})
				return
			}
		}
		t.Fatalf("no %q on the screen:\n%s", words, s.text())
	}
	click("FIN Finland", 1)
	if !strings.Contains(s.m.over().Words(), "84") {
		t.Fatalf("a click on the company picks %q", s.m.over().Words())
	}
	click("FIN Finland", 1)
	if s.Subject().Entity.Ref != "FIN" {
		t.Errorf("a second click opens %v", s.Subject().Entity)
	}
	s.keys("esc", "P")
	click("BRA", 1)
	if s.Subject().Name.Ref != "BRA" {
		t.Errorf("a click on a tile picks %s", s.Subject().Name.Ref)
	}
	click("BRA", 1)
	if got := s.m.list().Asked; got != "country:BRA since:1d" {
		t.Errorf("a second click lists %q", got)
	}
	if s.keys("esc"); s.m.page != page.World || s.Subject().Name.Ref != "BRA" {
		t.Error("back does not return to the tile")
	}
}

// Without a name under the cursor E offers those of the story: letters, or the cursor.
func TestNamesOffered(t *testing.T) {
	for _, size := range [][2]int{{120, 40}, {40, 12}} {
		s := newScreen(t, size[0], size[1], Options{}, nil)
		if s.keys("E"); s.m.page != page.Names || !strings.Contains(s.text(), "Estonia ") {
			t.Fatalf("E offers\n%s", s.text())
		}
		before, _, _ := strings.Cut(s.text(), "Estonia  EST")
		label := strings.Fields(before)
		s.typed(label[len(label)-1])
		if s.m.page != page.Entity || s.Subject().Entity.Ref != "EST" {
			t.Fatalf("the letters lead to %v", s.Subject().Entity)
		}
		if s.keys("esc"); s.m.page != page.None {
			t.Error("back leads to the list of names, not to where they were asked for")
		}
		s.keys("E", "j", "enter")
		if s.m.page != page.Entity {
			t.Error("enter does not open a page")
		}
	}
}

// The name of a claim's speaker has a page too.
func TestEntityOfSpeaker(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil)
	s.keys("C")
	was := s.text()
	if s.keys("E"); s.Subject().Entity.Name != "Ilmar Vesk" {
		t.Fatalf("E opens %v", s.Subject().Entity)
	}
	if s.keys("esc"); s.text() != was {
		t.Error("back does not return to the claims")
	}
}

// A frame of a full page costs no more than one of the panes.
func TestPageAllocations(t *testing.T) {
	for name, keys := range map[string]string{"entity": "entity estonia", "map": "map"} {
		s := newScreen(t, 120, 40, Options{}, nil)
		s.keys(":").typed(keys).keys("enter")
		s.m.View()
		if n := testing.AllocsPerRun(50, func() { s.m.View() }); n > 500 {
			t.Errorf("%s: %.0f allocations a frame, want at most 500", name, n)
		}
	}
}
