package ui

import (
	"errors"
	"fmt"
	"image/color"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/keys"
	"dateline/ui/layout"
	"dateline/ui/list"
	"dateline/ui/page"
)

func TestGoldenStates(t *testing.T) {
	empty := func() *fakeDesk { return &fakeDesk{} }
	broken := func() *fakeDesk { return &fakeDesk{fail: errors.New("open /tmp/x: disk is full")} }
	for _, c := range []struct {
		name string
		w, h int
		o    Options
		d    func() *fakeDesk
		do   func(s *stage)
	}{
		{name: "first-run", w: 80, h: 24, d: empty},
		{name: "first-run-narrow", w: 40, h: 12, d: empty},
		{name: "no-stories", w: 80, h: 24, d: func() *fakeDesk { return &fakeDesk{feeds: fakeFeeds()} }},
		{name: "fetching", w: 80, h: 24, d: empty, do: func(s *stage) {
			s.send(bulletinMsg{news.Bulletin{Round: news.Round{Done: 3, Total: 70}}, true})
		}},
		{name: "offline", w: 80, h: 24, d: func() *fakeDesk { return failing(5) }},
		{name: "offline-in-part", w: 80, h: 24, d: func() *fakeDesk { return failing(4) }},
		{name: "error", w: 80, h: 24, d: broken},
		{name: "nothing-found", w: 80, h: 24, do: func(s *stage) { s.keys("/").typed("zeppelin").keys("enter") }},
		{name: "query-mistake", w: 80, h: 24, do: func(s *stage) { s.keys("/").typed("dam country:").keys("enter") }},
		{name: "why-claim", w: 120, h: 40, do: func(s *stage) { s.keys("enter", "]", "c", "]", "c", "]", "c", "i") }},
		{name: "why-figure", w: 80, h: 24, do: func(s *stage) { s.keys("enter", "]", "f", "i") }},
		{name: "claims-hidden", w: 80, h: 24, do: func(s *stage) { s.keys("enter", "c", "c") }},
		{name: "unfolded", w: 120, h: 40, do: func(s *stage) { s.keys("enter", "tab", "j", "enter", "j") }},
		{name: "sources", w: 80, h: 24, do: func(s *stage) { s.keys("S", "j", "j") }},
		{name: "sources-narrow", w: 40, h: 12, do: func(s *stage) { s.keys("S") }},
		{name: "add", w: 80, h: 24, do: func(s *stage) { s.keys("a").typed("ftp://example.org").keys("enter") }},
		{name: "offers", w: 80, h: 24, do: func(s *stage) { s.keys("a").typed("example.org").keys("enter") }},
		{name: "offers-narrow", w: 40, h: 12, do: func(s *stage) { s.keys("a").typed("example.org").keys("enter", "j") }},
		{name: "added", w: 80, h: 24, do: func(s *stage) { s.keys("a").typed("example.org").keys("enter", "enter") }},
		{name: "card", w: 80, h: 24, do: func(s *stage) { s.keys("S", "j", "e", "j", "j", "j", "j") }},
		{name: "card-narrow", w: 40, h: 12, do: func(s *stage) { s.keys("S", "e") }},
		{name: "card-prompt", w: 80, h: 24, do: func(s *stage) { s.keys("S", "e", "j", "j", "j", "j", "enter").typed("soon").keys("enter") }},
		{name: "help-search", w: 80, h: 24, do: func(s *stage) { s.keys("?", "/").typed("claim") }},
		{name: "ascii", w: 120, h: 40, o: Options{ASCII: true}, do: func(s *stage) { s.keys("enter", "]", "c") }},
		{name: "new-stories", w: 120, h: 40, do: arriveTwo},
		{name: "japanese", w: 80, h: 24, do: func(s *stage) { s.keys("j", "j", "enter") }},
		{name: "arabic", w: 80, h: 24, do: func(s *stage) { s.keys("j", "j", "j", "enter") }},
		{name: "zoomed", w: 120, h: 40, do: func(s *stage) { s.keys("enter", "z") }},
		{name: "withdrawn", w: 80, h: 24, do: func(s *stage) { s.keys("9", "j", "enter") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			var d *fakeDesk
			if c.d != nil {
				d = c.d()
			}
			s := newScreen(t, c.w, c.h, c.o, d)
			if c.do != nil {
				c.do(s)
			}
			s.golden("state-" + c.name)
			if c.o.ASCII {
				for _, r := range "┌│─●×»←·…−" {
					if strings.ContainsRune(s.text(), r) {
						t.Errorf("%c is drawn in ASCII", r)
					}
				}
			}
		})
	}
}

func arriveTwo(s *stage) {
	s.keys("j", "j")
	for i := range 2 {
		s.d.add(fmt.Sprint("late", i), "Northwire", news.NewsAgency, time.Duration(-i)*time.Second, fmt.Sprintf("Late story %d", i), "OSLO - It came late.")
	}
	s.send(bulletinMsg{news.Bulletin{New: 2, Round: news.Round{Done: 41, Total: 70}}, true})
}

func TestTooSmall(t *testing.T) {
	s := newScreen(t, 30, 8, Options{}, nil)
	if !strings.Contains(s.text(), "40 columns") {
		t.Errorf("no word about the size:\n%s", s.text())
	}
	for w := 1; w < 45; w += 3 {
		for h := 1; h < 16; h += 2 {
			s.send(tea.WindowSizeMsg{Width: w, Height: h})
			for i, l := range strings.Split(s.text(), "\n") {
				if draw.Width(l) > w || i >= h {
					t.Fatalf("%dx%d: line %d is %q", w, h, i, l)
				}
			}
		}
	}
}

// Every size draws whole lines, whatever was done before.
func TestEverySize(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil)
	states := [][]string{{}, {"enter"}, {"]", "c", "i"}, {"i", "tab", "j"}, {"enter"}, {"esc", "esc", "z"}, {"z", "<", "<"}, {"?"}, {"q", "S"}, {"esc", "/", "x"}}
	for _, keys := range states {
		s.keys(keys...)
		everySize(t, s)
	}
}

// everySize draws the screen in every size and wants whole lines.
func everySize(t *testing.T, s *stage) {
	t.Helper()
	for w := layout.LeastWidth; w < 230; w += 13 {
		for h := layout.LeastHeight; h < 64; h += 7 {
			s.send(tea.WindowSizeMsg{Width: w, Height: h})
			lines := strings.Split(s.text(), "\n")
			if len(lines) != h {
				t.Fatalf("%dx%d: %d lines", w, h, len(lines))
			}
			for i, l := range lines {
				if draw.Width(l) != w {
					t.Fatalf("%dx%d: line %d has %d cells: %q", w, h, i+1, draw.Width(l), l)
				}
			}
		}
	}
}

func TestCountsAndPaneDigits(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil)
	s.keys("3", "j")
	if s.m.list().Sel != 3 || s.m.focus != layout.List {
		t.Errorf("3j: row %d, pane %d", s.m.list().Sel, s.m.focus)
	}
	s.keys("1", "2", "k", "1", "1", "j")
	if s.m.list().Sel != 11 || s.m.focus != layout.List {
		t.Errorf("12k 11j: row %d, pane %d", s.m.list().Sel, s.m.focus)
	}
	s.keys("2")
	if s.m.focus != layout.Story {
		t.Error("2 does not turn to the story")
	}
	s.send(digitMsg{s.m.digits})
	s.keys("j")
	if s.m.focus != layout.Story || s.m.list().Sel != 11 {
		t.Error("a digit whose time is over still counts")
	}
}

func TestBackLeadsToTheVeryPlace(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil)
	s.keys("enter", "j", "j", "tab", "j", "j")
	story, top, sel := s.m.story.ID, s.m.story.Top, s.m.related.Sel
	s.keys("enter")
	if s.m.story.ID == story || s.m.focus != layout.Story {
		t.Fatalf("enter does not open the related story:\n%s", s.text())
	}
	s.keys("h")
	if s.m.story.ID != story || s.m.story.Top != top || s.m.related.Sel != sel || s.m.focus != layout.Related {
		t.Errorf("back at %s line %d row %d pane %d, want %s %d %d", s.m.story.ID, s.m.story.Top, s.m.related.Sel, s.m.focus, story, top, sel)
	}
}

func TestPasteIsText(t *testing.T) {
	s := newScreen(t, 80, 24, Options{}, nil)
	s.send(tea.PasteMsg{Content: "MqR\n*"})
	if len(s.d.asked) > 0 && slices.ContainsFunc(s.d.asked, func(a string) bool { return strings.HasPrefix(a, "mark") || strings.HasPrefix(a, "refresh") }) {
		t.Errorf("a paste ran as keys: %v", s.d.asked)
	}
	s.keys("/")
	s.send(tea.PasteMsg{Content: "dam\x1b[31m\u202e wall\n"})
	if got := s.m.prompt.Value(); got != "dam[31m wall" {
		t.Errorf("pasted %q", got)
	}
	s.typed("qMj")
	if got := s.m.prompt.Value(); got != "dam[31m wallqMj" {
		t.Errorf("typed %q", got)
	}
}

func TestCitation(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil)
	s.keys("enter", "]", "c", "]", "c", "]", "c", "]", "c")
	want := `Northwire, "Estonia empties villages below cracked dam as level is brought down", 10 April 2026, 14:07 UTC, ` + s.m.story.Art.URL +
		": “The environment ministry denied that readings had been withheld from the public”"
	if got := s.m.story.Citation(true); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestBrowserAndCopy(t *testing.T) {
	var opened string
	s := newScreen(t, 120, 40, Options{Open: func(u string) error { opened = u; return errors.New("no browser") }}, nil)
	s.keys("o")
	if opened != s.m.list().Selected().URL || !strings.Contains(s.text(), "no browser") {
		t.Errorf("opened %q", opened)
	}
	s = newScreen(t, 120, 40, Options{OverSSH: true, Open: func(u string) error { t.Error("a browser over SSH"); return nil }}, nil)
	s.keys("o")
	if !strings.Contains(s.text(), "link copied") {
		t.Error("over SSH o does not copy")
	}
}

func TestOnlyWebAddressesAreLinks(t *testing.T) {
	for url, want := range map[string]bool{
		"https://example.org/a": true, "http://example.org": true, "https://example.org/ü": true,
		"javascript:alert(1)": false, "file:///etc/passwd": false, "https://a\x1b]8;;x": false, "https://a b": false, "https://a\u202eb": false, "": false,
	} {
		if draw.Openable(url) != want {
			t.Errorf("openable(%q) is %t", url, !want)
		}
		if on, _ := draw.Hyperlink(url); (on != "") != want {
			t.Errorf("hyperlink(%q) is %q", url, on)
		}
	}
}

func TestMouse(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil)
	row := func(i int) int { // the screen line a row begins on
		y := 2
		for j := range i {
			y += s.m.top.Height(j)
		}
		return y
	}
	s.send(tea.MouseClickMsg{X: 5, Y: row(2), Button: tea.MouseLeft})
	if s.m.list().Sel != 2 {
		t.Errorf("a click selects row %d, want 2", s.m.list().Sel)
	}
	s.send(tea.MouseClickMsg{X: 5, Y: row(2), Button: tea.MouseLeft})
	if s.m.focus != layout.Story {
		t.Error("a click on the selected row does not open it")
	}
	s.send(tea.MouseWheelMsg{X: 50, Y: 10, Button: tea.MouseWheelDown})
	s.send(tea.MouseWheelMsg{X: 5, Y: 10, Button: tea.MouseWheelDown})
	if s.m.list().Sel != 3 {
		t.Errorf("the wheel over the list moves to %d, want 3", s.m.list().Sel)
	}
	s.send(tea.MouseClickMsg{X: 9, Y: 0, Button: tea.MouseLeft})
	if s.m.view != news.Wire {
		t.Error("a click on Wire does not show it")
	}
	if s.keys("ctrl+o"); s.m.View().MouseMode != tea.MouseModeNone {
		t.Error("the mouse cannot be turned off")
	}
}

type memory map[string]string

func (m memory) Recall(k string) string { return m[k] }

func (m memory) Keep(k, v string) { m[k] = v }

func TestPanesAreRemembered(t *testing.T) {
	mem := memory{}
	s := newScreen(t, 120, 40, Options{Memory: mem}, nil)
	was := s.m.plan.Panes[layout.List].W
	s.keys(">", ">", "W")
	if s.m.plan.Panes[layout.List].W != was+8 {
		t.Errorf("list %d wide, want %d", s.m.plan.Panes[layout.List].W, was+8)
	}
	s = newScreen(t, 120, 40, Options{Memory: mem}, nil)
	if s.m.plan.Panes[layout.List].W != was+8 || s.m.view != news.Wire {
		t.Errorf("a new session: list %d wide, view %s", s.m.plan.Panes[layout.List].W, s.m.view)
	}
	for range 20 {
		s.keys("<")
	}
	if s.m.plan.Shown(layout.List) {
		t.Error("a pane narrowed on and on does not hide")
	}
	s.keys("1")
	if !s.m.plan.Shown(layout.List) {
		t.Error("a hidden pane does not come back when it gets the focus")
	}
}

// Keys typed before the first page has come are not lost.
func TestTypingAhead(t *testing.T) {
	d := newFakeDesk()
	m := New(t.Context(), d, Options{Now: func() time.Time { return fakeNow }})
	m.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	for range 5 {
		m.Update(press("j"))
	}
	m.View()
	m.Update(press("k"))
	page, _ := d.Headlines(t.Context(), m.list().FirstQuery())
	m.Update(list.HeadlinesMsg{View: news.Top, Page: page})
	if m.list().Sel != 4 {
		t.Errorf("row %d, want 4", m.list().Sel)
	}
}

func TestEveryActionIsInTheHelp(t *testing.T) {
	for _, a := range keys.Default().All() {
		if len(a.Keys) == 0 || a.Help == "" || !slices.Contains(keys.Groups[:], a.Group) {
			t.Errorf("%s: keys %q, help %q, group %q", a.Name, a.Keys, a.Help, a.Group)
		}
	}
	if _, err := keys.Rebound(nil); err != nil {
		t.Errorf("two actions share a key: %v", err)
	}
}

// A frame costs little: View makes few allocations whatever moved.
func TestViewAllocations(t *testing.T) {
	m := benchModel(t, 500)
	if n := testing.AllocsPerRun(100, func() { m.View() }); n > 500 {
		t.Errorf("%.0f allocations for the same frame", n)
	}
	down := true
	n := testing.AllocsPerRun(100, func() {
		m.Update(press(map[bool]string{true: "j", false: "k"}[down]))
		m.View()
		down = !down
	})
	if n > 500 {
		t.Errorf("%.0f allocations for a moved selection", n)
	}
}

func TestCommands(t *testing.T) {
	s := newScreen(t, 80, 24, Options{}, nil)
	for typed, want := range map[string]string{
		"frobnicate":     "no such command",
		"add":            "Add feed:",
		"add nothing.ex": "no feed is named",
		"sources":        "last fetch",
		"help":           "next row or line",
		"wire":           "[Wire]",
		"search dam":     "/dam",
	} {
		s.m.showPage(page.None)
		s.keys(":").typed(typed).keys("enter")
		if !strings.Contains(s.text(), want) {
			t.Errorf(":%s does not show %q:\n%s", typed, want, s.text())
		}
		s.m.prompt.Close()
	}
}

func TestFoundWords(t *testing.T) {
	for _, c := range []struct {
		text  string
		words []string
		want  string
	}{
		{"The dam and the Dam", []string{"dam"}, "[4 7][16 19]"},
		{"damdam", []string{"dam", "amd"}, "[0 6]"},
		{"İstanbul dam", []string{"dam"}, ""}, // its lower case is longer
		{"nothing", nil, ""},
	} {
		got := ""
		for _, s := range draw.Matches(c.text, c.words) {
			got += fmt.Sprintf("[%d %d]", s.Start, s.End)
		}
		if got != c.want {
			t.Errorf("%q for %q: %s, want %s", c.text, c.words, got, c.want)
		}
	}
}

func TestBackgroundIsFollowed(t *testing.T) {
	s := newScreen(t, 80, 24, Options{Theme: "auto"}, nil)
	if s.m.Theme.Name != "16" {
		t.Errorf("begins with %s", s.m.Theme.Name)
	}
	s.send(tea.BackgroundColorMsg{Color: color.White})
	if s.m.Theme.Name != "light" {
		t.Errorf("on white: %s", s.m.Theme.Name)
	}
	s.send(tea.BackgroundColorMsg{Color: color.Black})
	if s.m.Theme.Name != "dark" {
		t.Errorf("on black: %s", s.m.Theme.Name)
	}
	s.send(tea.ColorProfileMsg{Profile: colorprofile.ASCII})
	if s.m.Theme.Name != "mono" {
		t.Errorf("without colours: %s", s.m.Theme.Name)
	}
	s = newScreen(t, 80, 24, Options{Theme: "contrast"}, nil)
	s.send(tea.BackgroundColorMsg{Color: color.White})
	if s.m.Theme.Name != "contrast" {
		t.Errorf("a chosen theme gives way to %s", s.m.Theme.Name)
	}
}

// Isolates are drawn only where asked for, and disturb no line.
func TestIsolates(t *testing.T) {
	for _, on := range []bool{false, true} {
		s := newScreen(t, 120, 40, Options{Isolate: on}, nil)
		s.keys("j", "j", "j", "enter")
		content := s.m.View().Content
		if got := strings.Contains(content, draw.FirstStrong); got != on || strings.Count(content, draw.FirstStrong) != strings.Count(content, draw.PopIsolate) {
			t.Errorf("isolate %t: drawn %t", on, got)
		}
		for i, l := range strings.Split(s.text(), "\n") {
			if w := ansi.WcWidth.StringWidth(l); w != 120 {
				t.Errorf("isolate %t: line %d has %d cells", on, i, w)
			}
		}
	}
}
