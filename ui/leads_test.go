package ui

import (
	"strings"
	"testing"

	"dateline/news"
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
	if s.m.page != noPage || !strings.Contains(s.text(), "in Related first") {
		t.Error("outside of Related nothing says so")
	}
	s.keys("enter", "tab", "d")
	if got := s.m.View().Content; !strings.Contains(got, s.m.th.Match.On) || strings.Contains(got, "*") {
		t.Error("with colours differing words are not told by their look alone")
	}
	s.send(leadMsg{id: "another", err: news.ErrNotFound})
	if pageOf[*leads](s.m).err != nil {
		t.Error("an answer to an old question is shown")
	}
	if s.keys("esc"); s.m.page != noPage || s.m.focus != relatedPane {
		t.Error("esc does not return to the panel")
	}
	id := s.m.related.selected().Story
	if s.keys("d", "enter"); s.m.page != noPage || s.m.story.id != id {
		t.Error("enter does not open the other story")
	}
	s.keys("esc", "d")
	s.send(leadMsg{id: pageOf[*leads](s.m).id, err: news.ErrNotFound})
	if !strings.Contains(s.text(), "cannot be shown") {
		t.Errorf("the failure is not told:\n%s", s.text())
	}
}

func TestDiffering(t *testing.T) {
	for _, c := range []struct {
		name, text, other string
		want              string
	}{
		{"the same", "A dam holds.", "a dam holds", ""},
		{"another order", "In Tarsa the dam holds", "The dam holds in Tarsa", ""},
		{"a figure", "moved 1,800 of them", "moved 900 of them", "1,800"},
		{"neighbours", "Ilmar Vesk said so", "so a man said", "Ilmar Vesk"},
		{"a short word", "it is so", "it was so", ""},
		{"signs", "it held!", "it held?", ""},
		{"no spaces", "調査船", "調査", "船"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, s := range differing(c.text, c.other) {
				got = append(got, c.text[s.Start:s.End])
			}
			if g := strings.Join(got, "|"); g != c.want {
				t.Errorf("got %q, want %q", g, c.want)
			}
		})
	}
}
