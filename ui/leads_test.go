package ui

import (
	"slices"
	"strings"
	"testing"

	"dateline/ui/layout"
	"dateline/ui/page"
)

func TestLeadGoldens(t *testing.T) {
	for size, wh := range map[string][2]int{"40x12": {40, 12}, "60x20": {60, 20}, "80x24": {80, 24}, "120x40": {120, 40}} {
		t.Run(size, func(t *testing.T) {
			newScreen(t, wh[0], wh[1], Options{NoColour: true}, nil).keys("enter", "tab", "d").golden("leads-" + size)
		})
	}
	newScreen(t, 120, 40, Options{ASCII: true}, nil).keys("enter", "tab", "j", "j", "d").golden("leads-ascii")
}

func TestLeads(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil).keys("d")
	if s.m.page != page.None || !strings.Contains(s.text(), "in Related first") {
		t.Error("outside of Related nothing says so")
	}
	s.keys("enter", "tab", "d")
	if got := s.m.View().Content; !strings.Contains(got, s.m.Theme.Match.On) || strings.Contains(got, "*") {
		t.Error("with colours differing words are not told by their look alone")
	}
	s.keys("esc").late("d", "esc", "j", "j", "d")
	if s.keys("esc", "k", "k"); s.m.page != page.None || s.m.focus != layout.Related {
		t.Error("esc does not return to the panel")
	}
	id := s.m.related.Selected().Story
	if s.keys("d", "enter"); s.m.page != page.None || s.m.story.ID != id {
		t.Error("enter does not open the other story")
	}
	s.keys("esc")
	s.d.stories = slices.DeleteFunc(s.d.stories, func(x *fakeStory) bool { return x.ID == id })
	s.keys("d")
	if !strings.Contains(s.text(), "cannot be shown") {
		t.Errorf("the failure is not told:\n%s", s.text())
	}
}
