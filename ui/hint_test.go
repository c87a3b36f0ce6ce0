package ui

import (
	"strings"
	"testing"

	"dateline/ui/layout"
	"dateline/ui/story"
)

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
		if st.At != story.OnEntity {
			t.Fatalf("the cursor is on %v", st.At)
		}
		name, at, id, top := st.Art.Mentions[st.Nth].Ref, st.Nth, st.ID, st.Top
		s.keys(again...)
		if asked := s.m.list().Asked; asked != "country:"+name {
			t.Errorf("%v: the list shows %q, want stories that name %s", again, asked, name)
		}
		if s.m.focus != layout.List {
			t.Error("the list has not the focus")
		}
		s.keys("esc")
		if st.ID != id || st.At != story.OnEntity || st.Nth != at || st.Top != top || s.m.focus != layout.Story || s.m.list().Asked != "" {
			t.Errorf("%v: back at %s, cursor %v %d, line %d, pane %d, list %q", again, st.ID, st.At, st.Nth, st.Top, s.m.focus, s.m.list().Asked)
		}
		if s.m.list().Sel != 0 || len(s.m.list().Rows) < 10 {
			t.Error("the list is not the one left")
		}
	}
}

func TestHintsEnd(t *testing.T) {
	for _, k := range []string{"esc", "e", "tab", "X"} {
		s := newScreen(t, 120, 40, Options{}, nil).keys("enter", "e")
		if !s.m.story.Hinting() {
			t.Fatal("no hints")
		}
		if s.keys(k); s.m.story.Hinting() {
			t.Errorf("%s leaves the hints", k)
		}
	}
	s := newScreen(t, 120, 40, Options{}, nil).keys("/").typed("shared").keys("enter", "enter")
	s.m.story.Art.Mentions = nil
	s.m.story.Tick()
	if s.keys("e"); !strings.Contains(s.text(), "no name is marked") {
		t.Errorf("nothing says that there is no name:\n%s", s.text())
	}
}
