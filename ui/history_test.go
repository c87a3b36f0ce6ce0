package ui

import (
	"testing"

	"dateline/news"
	"dateline/ui/story"
)

// Places above a list are forgotten without it, and lead back one by one.
func TestHistory(t *testing.T) {
	at := func(id string) place { return place{story: story.Place{ID: news.StoryID(id)}} }
	of := func(asked string) place {
		p := at("before " + asked)
		p.list = &listPlace{asked: asked, view: news.Top}
		return p
	}
	for _, c := range []struct {
		name   string
		places []place
		clear  bool
		back   []string // where back leads, within the list
		asked  string   // the filter of the list then
		list   string   // where backToList leads, "" for nowhere
	}{
		{name: "nothing"},
		{name: "two stories", places: []place{at("a"), at("b")}, back: []string{"b", "a"}},
		{name: "cleared", places: []place{at("a"), at("b")}, clear: true},
		{name: "a list", places: []place{at("a"), of("x")}, asked: "x", list: "before x"},
		{name: "above a list", places: []place{at("a"), of("x"), at("b")}, back: []string{"b"}, asked: "x", list: "before x"},
		{name: "cleared above a list", places: []place{of("x"), at("b")}, clear: true, asked: "x", list: "before x"},
		{name: "a list in a list", places: []place{of("x"), at("a"), of("y")}, asked: "y", list: "before y"},
		{name: "another search was typed", places: []place{at("a"), of("x")}, asked: "z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var h history
			for _, p := range c.places {
				h.push(p)
			}
			if c.clear {
				h.clear()
			}
			for _, want := range c.back {
				if p, ok := h.back(); !ok || string(p.story.ID) != want {
					t.Errorf("back leads to %q, want %q", p.story.ID, want)
				}
			}
			if p, ok := h.back(); ok || !h.empty() {
				t.Errorf("back leads on to %q", p.story.ID)
			}
			if p, ok := h.backToList(c.asked, news.Top); string(p.story.ID) != c.list || ok != (c.list != "") {
				t.Errorf("back to the list leads to %q, want %q", p.story.ID, c.list)
			}
		})
	}
}
