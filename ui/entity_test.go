package ui

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
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
			s.m.open(show{page: entityPage, of: subject{entity: news.Entity{Name: "Estonia"}}})
			s.send(lateMsg{view: entityPane, gen: pageOf[*entityView](s.m).gen})
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
			s.m.open(show{page: worldPage})
			s.send(lateMsg{view: worldPane, gen: pageOf[*worldView](s.m).gen})
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
	story := s.text()
	if s.keys("E"); s.m.page != entityPage || pageOf[*entityView](s.m).entity().Ref != "EST" {
		t.Fatalf("E leads to page %q of %v", s.m.page, pageOf[*entityView](s.m).entity())
	}
	s.keys("tab", "G", "k")
	estonia := s.text()
	s.keys("enter")
	if pageOf[*entityView](s.m).entity().Name != "Ilmar Vesk" {
		t.Fatalf("the company's page is of %v", pageOf[*entityView](s.m).entity())
	}
	s.keys("j", "j", "j")
	vesk := s.text()
	s.keys("enter")
	if s.m.page != claimsPage || pageOf[*claimsView](s.m).level != byName {
		t.Fatalf("a claim leads to page %q, level %d", s.m.page, pageOf[*claimsView](s.m).level)
	}
	claims := s.text()
	if s.keys("enter"); s.m.page != noPage || s.m.story.at != onClaim {
		t.Fatalf("enter leads to page %q, cursor on %d", s.m.page, s.m.story.at)
	}
	if s.keys(":").typed("entity estonia").keys("enter", "C"); pageOf[*claimsView](s.m).scopes[byName].Entity.Ref != "EST" {
		t.Fatalf("C of Estonia's page is of %v", pageOf[*claimsView](s.m).scopes[byName])
	}
	s.keys("esc", "esc", "esc")
	for i, want := range []string{claims, vesk, estonia, story} {
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
	if got := s.m.list().asked; s.m.page != noPage || got != "country:EST" {
		t.Fatalf("the list is of %q", got)
	}
	if s.keys("esc"); s.text() != was {
		t.Errorf("back leads to\n%s\nnot to\n%s", s.text(), was)
	}
	s.keys("k", "enter")
	if s.m.page != noPage || s.m.focus != storyPane || !s.m.story.shown() {
		t.Fatal("a story of the page does not open")
	}
	if s.keys("esc"); s.m.page != entityPage {
		t.Error("back from a story does not lead to the page")
	}
}

// A late answer, and one of another page, is dropped.
func TestEntityLateAnswer(t *testing.T) {
	s := newScreen(t, 80, 24, Options{}, nil)
	s.keys(":").typed("entity estonia").keys("enter")
	was := s.text()
	s.send(profileMsg{gen: pageOf[*entityView](s.m).gen - 1, err: errors.New("late")})
	s.send(worldMsg{gen: pageOf[*worldView](s.m).gen, err: errors.New("another")})
	if s.text() != was {
		t.Error("a late answer was taken")
	}
}

func TestEntityMouse(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil)
	s.keys(":").typed("entity estonia").keys("enter")
	click := func(words string, more int) {
		for y, l := range strings.Split(s.text(), "\n") {
			if i := strings.Index(l, words); i >= 0 {
				s.send(tea.MouseClickMsg{X: width(l[:i]) + more, Y: y, Button: tea.MouseLeft})
				return
			}
		}
		t.Fatalf("no %q on the screen:\n%s", words, s.text())
	}
	click("FIN Finland", 1)
	if !pageOf[*entityView](s.m).inSide || !strings.Contains(pageOf[*entityView](s.m).words(), "84") {
		t.Fatalf("a click on the company picks %q", pageOf[*entityView](s.m).words())
	}
	click("FIN Finland", 1)
	if pageOf[*entityView](s.m).entity().Ref != "FIN" {
		t.Errorf("a second click opens %v", pageOf[*entityView](s.m).entity())
	}
	s.keys("esc", "P")
	click("BRA", 1)
	if pageOf[*worldView](s.m).tile().code != "BRA" {
		t.Errorf("a click on a tile picks %s", pageOf[*worldView](s.m).tile().code)
	}
	click("BRA", 1)
	if got := s.m.list().asked; got != "country:BRA since:1d" {
		t.Errorf("a second click lists %q", got)
	}
	if s.keys("esc"); s.m.page != worldPage || pageOf[*worldView](s.m).tile().code != "BRA" {
		t.Error("back does not return to the tile")
	}
}

// Without a name under the cursor E offers those of the story: letters, or the cursor.
func TestNamesOffered(t *testing.T) {
	for _, size := range [][2]int{{120, 40}, {40, 12}} {
		s := newScreen(t, size[0], size[1], Options{}, nil)
		if s.keys("E"); s.m.page != namesPage || len(pageOf[*namesView](s.m).of) < 5 {
			t.Fatalf("E offers %v", pageOf[*namesView](s.m).of)
		}
		i := slices.IndexFunc(pageOf[*namesView](s.m).of, func(e news.Entity) bool { return e.Ref == "EST" })
		s.keys(pageOf[*namesView](s.m).labels[i])
		if s.m.page != entityPage || pageOf[*entityView](s.m).entity().Ref != "EST" {
			t.Fatalf("the letters lead to %v", pageOf[*entityView](s.m).entity())
		}
		if s.keys("esc"); s.m.page != noPage {
			t.Error("back leads to the list of names, not to where they were asked for")
		}
		s.keys("E", "j", "enter")
		if s.m.page != entityPage {
			t.Error("enter does not open a page")
		}
	}
}

// The name of a claim's speaker has a page too.
func TestEntityOfSpeaker(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil)
	s.keys("C")
	was := s.text()
	if s.keys("E"); pageOf[*entityView](s.m).entity().Name != "Ilmar Vesk" {
		t.Fatalf("E opens %v", pageOf[*entityView](s.m).entity())
	}
	if s.keys("esc"); s.text() != was {
		t.Error("back does not return to the claims")
	}
}

// Every country has a tile of its own and is called as the gazetteer calls it.
func TestTiles(t *testing.T) {
	m := theTiles()
	raw, err := os.ReadFile("../entities/facts/countries.tsv")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, line := range strings.Split(string(raw), "\n")[1:] {
		f := strings.Split(line, "\t")
		if len(f) < 11 || !slices.Contains([]string{"un-member", "un-observer", "disputed", "territory"}, f[10]) {
			continue // regions and blocs are not countries
		}
		want[strings.Replace(f[0], "XKX", "UNK", 1)] = f[2]
	}
	if len(want) < 240 {
		t.Fatalf("%d countries in the gazetteer", len(want))
	}
	at := map[[2]int]string{}
	for _, x := range m.tiles {
		if other := at[[2]int{x.x, x.y}]; other != "" {
			t.Errorf("%s and %s share a tile", x.code, other)
		}
		at[[2]int{x.x, x.y}] = x.code
		if want[x.code] != x.name {
			t.Errorf("%s is called %q, not %q", x.code, x.name, want[x.code])
		}
	}
	if len(m.tiles) != len(m.at) {
		t.Errorf("%d tiles of %d codes", len(m.tiles), len(m.at))
	}
	for code := range want {
		if _, ok := m.at[code]; !ok {
			t.Errorf("%s has no tile", code)
		}
	}
	if m.w*tileCells > 118 || m.h > 20 {
		t.Errorf("the map is %d by %d tiles; 120 by 24 cells must show its width and height", m.w, m.h)
	}
}

// From every tile every direction leads on or stays, and every tile can be reached.
func TestTilesReached(t *testing.T) {
	m := theTiles()
	seen, queue := map[int]bool{0: true}, []int{0}
	for len(queue) > 0 {
		i := queue[0]
		queue = queue[1:]
		for _, d := range [][2]int{{-1, 0}, {1, 0}, {0, -1}, {0, 1}} {
			if j := m.beside(i, d[0], d[1]); !seen[j] {
				seen[j] = true
				queue = append(queue, j)
			}
		}
	}
	for i, x := range m.tiles {
		if !seen[i] {
			t.Errorf("%s cannot be reached", x.code)
		}
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
