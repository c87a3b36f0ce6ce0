package ui

import (
	"slices"
	"strings"
	"testing"

	"dateline/news"
)

func TestFullTextGoldens(t *testing.T) {
	for size, wh := range map[string][2]int{"40x12": {40, 12}, "80x24": {80, 24}, "120x40": {120, 40}} {
		t.Run(size, func(t *testing.T) {
			newScreen(t, wh[0], wh[1], Options{NoColour: true}, nil).keys("enter", "f").golden("fulltext-" + size)
			newScreen(t, wh[0], wh[1], Options{ASCII: true}, nil).keys("j", "enter", "f").golden("fulltext-error-" + size)
		})
	}
}

func TestFullText(t *testing.T) {
	s := newScreen(t, 120, 60, Options{}, nil).keys("enter")
	s.text()
	own := s.m.story.Art.Text
	s.keys("j", "j", "f")
	if !strings.Contains(s.text(), "31 farms lie") || !strings.Contains(s.text(), "full text of the page, fetched 16:10") {
		t.Fatalf("the page is not shown:\n%s", s.text())
	}
	s.send(bulletinMsg{news.Bulletin{Updated: 1}, true})
	if !s.m.story.OnPage() || !strings.Contains(s.text(), "31 farms lie") {
		t.Error("an announcement takes the page off")
	}
	s.keys("*", "f")
	if strings.Contains(s.text(), "31 farms lie") || s.m.story.Art.Text != own || !s.m.story.Art.Starred {
		t.Error("f does not return to the feed's text, starred")
	}
	s.keys("f", "esc", "j", "enter")
	if s.m.story.OnPage() {
		t.Error("the page stays over another story")
	}
	if s.keys("f"); !strings.Contains(s.text(), "no full text: 403") {
		t.Errorf("the refusal is not told:\n%s", s.text())
	}
}

func TestFullTextAlways(t *testing.T) {
	d := newFakeDesk()
	d.stories[0].Source.FullText = true
	s := newScreen(t, 120, 60, Options{}, d)
	asked := func() bool {
		return slices.ContainsFunc(d.asked, func(a string) bool { return strings.HasPrefix(a, "full text") })
	}
	if asked() {
		t.Error("the page of a story that was passed by is fetched")
	}
	if s.keys("enter"); !asked() || !s.m.story.OnPage() {
		t.Error("the page of a feed that says always is not fetched")
	}
	if s.keys("f", "j"); s.m.story.OnPage() {
		t.Error("the page comes back by itself")
	}
}
