package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/news"
	"dateline/ui/draw"
)

// returning is a reader who read the first version of the dam's story at 14:07.
func returning() *fakeDesk {
	d := newFakeDesk()
	d.stories[0].Bookmark = news.Bookmark{Story: d.stories[0].ID, Version: 2, At: fakeNow.Add(-2*time.Hour - 5*time.Minute)}
	return d
}

func TestSinceGoldens(t *testing.T) {
	for size, wh := range map[string][2]int{"40x12": {40, 12}, "80x24": {80, 24}, "120x40": {120, 40}} {
		t.Run(size, func(t *testing.T) {
			newScreen(t, wh[0], wh[1], Options{NoColour: true}, returning()).keys("enter", "]", "n").golden("since-" + size)
			newScreen(t, wh[0], wh[1], Options{ASCII: true}, returning()).keys("enter", "c", "c").golden("since-hidden-" + size)
		})
	}
}

func TestSince(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, returning()).keys("enter")
	if !strings.Contains(s.text(), "new since you read it at 14:07: 3") {
		t.Fatalf("the line under the headline is missing:\n%s", s.text())
	}
	s.keys("]", "n")
	if got := s.m.story.CursorWords(); !strings.Contains(got, "1 of 3") {
		t.Errorf("the cursor says %q", got)
	}
	first := s.m.story.Exact()
	s.keys("]", "n")
	if s.m.story.Exact() == first {
		t.Error("]n stays on the sentence")
	}
	if s.keys("[", "n"); s.m.story.Exact() != first {
		t.Error("[n does not go back")
	}
	if s.keys("i"); !strings.Contains(s.text(), "word by word") {
		t.Errorf("i does not say why:\n%s", s.text())
	}
	s.keys("esc", "esc", "j", "k", "enter")
	if strings.Contains(s.text(), "new since") || s.d.stories[0].Bookmark.Version != s.d.stories[0].Version {
		t.Errorf("what was read is new once more: %+v", s.d.stories[0].Bookmark)
	}
	s.keys("]", "n")
	if !strings.Contains(s.text(), "nothing in this story is new") {
		t.Errorf("no word about nothing new:\n%s", s.text())
	}
}

// A story that the engines did not read to its end says so: under its headline, and to
// who asks why.
func TestCostlyStory(t *testing.T) {
	const words = "not tagged: too costly"
	s := newScreen(t, 120, 40, Options{}, nil).keys("enter")
	if s.keys("i"); strings.Contains(s.text(), words) {
		t.Errorf("a story that was tagged:\n%s", s.text())
	}
	d := newFakeDesk()
	d.stories[0].Flags |= news.Costly
	s = newScreen(t, 120, 40, Options{}, d).keys("enter")
	if n := strings.Count(s.text(), words); n != 1 {
		t.Errorf("told %d times under the headline:\n%s", n, s.text())
	}
	if s.keys("i"); strings.Count(s.text(), words) != 2 || !strings.Contains(s.text(), "because  reading it") {
		t.Errorf("i with the cursor nowhere:\n%s", s.text())
	}
	if s.keys("esc", "]", "c", "i"); strings.Count(s.text(), words) != 2 || !strings.Contains(s.text(), "cue  ") {
		t.Errorf("i on a claim:\n%s", s.text())
	}
}

// A version that comes while the story is read is new since it was opened.
func TestSinceOpened(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil).keys("enter")
	dam := s.d.stories[0]
	dam.Version++
	dam.Text += "\nA fourth pump was started. It came from Riga."
	s.send(bulletinMsg{news.Bulletin{Updated: 1}, true})
	if !strings.Contains(s.text(), "new since you read it at 16:12") {
		t.Errorf("the newer version is not told:\n%s", s.text())
	}
}

func leaves(d *fakeDesk) (n int) {
	for _, a := range d.asked {
		if strings.HasPrefix(a, "leave") {
			n++
		}
	}
	return n
}

func TestPlaceIsKept(t *testing.T) {
	s := newScreen(t, 60, 20, Options{}, nil)
	s.text()
	s.keys("j", "j", "k", "k")
	if n := leaves(s.d); n != 0 {
		t.Errorf("%d writes for stories that were passed by", n)
	}
	s.keys("enter", "j", "j", "j", "j")
	if n := leaves(s.d); n != 0 {
		t.Errorf("%d writes while reading", n)
	}
	was := s.m.story.Bookmark()
	s.keys("esc", "j", "enter", "esc")
	if n := leaves(s.d); n != 1 {
		t.Errorf("%d writes for leaving: %q", n, s.d.asked)
	}
	again := newScreen(t, 80, 24, Options{}, s.d).keys("enter")
	now := again.m.story.Bookmark()
	_, place := again.m.story.Title()
	if now.Field != was.Field || now.Offset > was.Offset || now.Offset < was.Offset-draw.Measure && place != "end" || again.m.story.Top == 0 {
		t.Errorf("the next session is at %v %d, %s, not at %v %d", now.Field, now.Offset, place, was.Field, was.Offset)
	}
	s.d.asked = slices.DeleteFunc(s.d.asked, func(a string) bool { return strings.HasPrefix(a, "leave") })
	again.keys("esc", "j", "enter")
	if n := leaves(s.d); n != 0 {
		t.Errorf("%d writes for a story left as it was found", n)
	}
}
