package ui

import (
	"strings"
	"testing"

	"dateline/news"
)

func TestHintLabels(t *testing.T) {
	for _, n := range []int{0, 1, 25, 26, 49, 50, 200, 625, 900} {
		labels := hintLabels(n)
		if want := min(n, 625); len(labels) != want {
			t.Errorf("%d names get %d labels, want %d", n, len(labels), want)
		}
		for i, a := range labels {
			for j, b := range labels {
				if i != j && strings.HasPrefix(a, b) {
					t.Errorf("%d names: %s begins with %s", n, a, b)
				}
			}
		}
	}
}

func TestHintGoldens(t *testing.T) {
	for size, wh := range map[string][2]int{"40x12": {40, 12}, "60x20": {60, 20}, "80x24": {80, 24}, "120x40": {120, 40}} {
		for _, c := range []struct {
			name string
			keys []string
		}{
			{"hints", []string{"enter", "e"}},
			{"jumped", []string{"enter", "e", "d"}},
			{"named", []string{"enter", "e", "a", "enter"}},
		} {
			t.Run(c.name+"-"+size, func(t *testing.T) {
				newScreen(t, wh[0], wh[1], Options{}, nil).keys(c.keys...).golden(c.name + "-" + size)
			})
		}
	}
	newScreen(t, 80, 24, Options{}, nil).keys("j", "j", "enter", "e").golden("hints-japanese")
	newScreen(t, 80, 24, Options{}, nil).keys("j", "enter", "G", "j").keys("e").golden("hints-few")
}

// e and its letters go to the name; a second e, or enter, lists its stories; esc returns
// to the very place.
func TestJumpFilterAndReturn(t *testing.T) {
	for _, again := range [][]string{{"enter"}, {"e", "e"}} {
		s := newScreen(t, 120, 40, Options{}, nil)
		s.keys("j", "k", "enter", "e", "d")
		st := &s.m.story
		if st.at != onEntity {
			t.Fatalf("the cursor is on %v", st.at)
		}
		name, at, id, top := st.art.Mentions[st.i].Ref, st.i, st.id, st.top
		s.keys(again...)
		if asked := s.m.list().Asked; asked != "country:"+name {
			t.Errorf("%v: the list shows %q, want stories that name %s", again, asked, name)
		}
		if s.m.focus != listPane {
			t.Error("the list has not the focus")
		}
		s.keys("esc")
		if st.id != id || st.at != onEntity || st.i != at || st.top != top || s.m.focus != storyPane || s.m.list().Asked != "" {
			t.Errorf("%v: back at %s, cursor %v %d, line %d, pane %d, list %q", again, st.id, st.at, st.i, st.top, s.m.focus, s.m.list().Asked)
		}
		if s.m.list().Sel != 0 || len(s.m.list().Rows) < 10 {
			t.Error("the list is not the one left")
		}
	}
}

func TestHintsEnd(t *testing.T) {
	for _, k := range []string{"esc", "e", "tab", "X"} {
		s := newScreen(t, 120, 40, Options{}, nil).keys("enter", "e")
		if !s.m.story.hints.on() {
			t.Fatal("no hints")
		}
		if s.keys(k); s.m.story.hints.on() {
			t.Errorf("%s leaves the hints", k)
		}
	}
	s := newScreen(t, 120, 40, Options{}, nil).keys("/").typed("shared").keys("enter", "enter")
	s.m.story.art.Mentions, s.m.story.body = nil, nil
	if s.keys("e"); !strings.Contains(s.text(), "no name is marked") {
		t.Errorf("nothing says that there is no name:\n%s", s.text())
	}
}

func TestNameQuery(t *testing.T) {
	for _, c := range []struct {
		m           news.Mention
		words, want string
	}{
		{news.Mention{Kind: news.Country, Ref: "PRK", Name: "North Korea"}, "the North", "country:PRK"},
		{news.Mention{Kind: news.Person, Name: "Ilmar Vesk"}, "Vesk", `person:"Ilmar Vesk"`},
		{news.Mention{Kind: news.Agency, Ref: "ec", Name: "European Commission"}, "Commission", `agency:"European Commission"`},
		{news.Mention{Kind: news.Place, Ref: "EST", Name: "Tarsa"}, "TARSA", "Tarsa"},
		{news.Mention{Kind: news.Organisation}, `the "Blue" party`, `"the Blue party"`},
		{news.Mention{Kind: news.Country}, "", ""},
	} {
		got := nameQuery(&c.m, c.words).Text
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.words, got, c.want)
		}
		if _, err := news.ParseQuery(got); err != nil {
			t.Errorf("%s: %v", got, err)
		}
	}
}
