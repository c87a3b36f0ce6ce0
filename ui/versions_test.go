package ui

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"dateline/news"
)

// Version returns what the fake desk's dam story read before.
func (d *fakeDesk) Version(_ context.Context, id news.StoryID, n int) (news.Version, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.note("version %d", n)
	s := d.find(id)
	if s == nil || n < 1 || n > s.Version || d.fail != nil {
		return news.Version{}, fmt.Errorf("version %d of story %s: %w", n, id, news.ErrNotFound)
	}
	v := news.Version{N: n, Title: s.Title, Text: s.Text, Seen: fakeNow.Add(-20 * time.Minute)}
	if n < 3 {
		v.Seen = fakeNow.Add(-80 * time.Minute)
		v.Text = strings.NewReplacer("About 1,800 households", "Nearly 900 households", "14 experts were", "12 experts were",
			` and was last inspected in 2024, when the inspectors confirmed that the wall met the standard`, "").Replace(v.Text)
	} else {
		v.Note = "ADDS inspection, UPDATES number of households"
	}
	if n < 2 {
		v.Seen = fakeNow.Add(-124 * time.Minute)
		v.Title = "Estonia empties villages below dam"
		v.Text = strings.Join(strings.Split(v.Text, "\n")[:2], "\n")
	}
	return v, nil
}

func TestVersionGoldens(t *testing.T) {
	for size, wh := range map[string][2]int{"40x12": {40, 12}, "60x20": {60, 20}, "80x24": {80, 24}, "120x40": {120, 40}} {
		t.Run(size, func(t *testing.T) {
			newScreen(t, wh[0], wh[1], Options{NoColour: true}, nil).keys("enter", "v").golden("versions-" + size)
			newScreen(t, wh[0], wh[1], Options{ASCII: true}, nil).keys("enter", "v", "j").golden("versions-second-" + size)
		})
	}
	newScreen(t, 80, 24, Options{}, nil).keys("enter", "v", "G", "j", "j").golden("versions-first")
	s := newScreen(t, 80, 24, Options{}, nil).keys("enter")
	s.d.fail = news.ErrNotFound
	s.keys("v").golden("versions-error")
}

func TestVersions(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil).keys("enter", "v")
	if got := s.m.View().Content; !strings.Contains(got, s.m.th.Removed.On) || !strings.Contains(got, s.m.th.Added.On) || strings.Contains(got, "{+") {
		t.Error("with colours what came and went does not show by its look alone")
	}
	if !strings.Contains(s.text(), "1,800, was 900") || !strings.Contains(s.text(), "ADDS inspection") {
		t.Errorf("the corrected figure or the agency's note is missing:\n%s", s.text())
	}
	s.send(comparedMsg{id: s.m.versions.id, sel: 2, err: news.ErrNotFound})
	if s.m.versions.err != nil {
		t.Error("an answer to an old question is shown")
	}
	if s.keys("esc"); s.m.cover != uncovered || s.m.focus != storyPane {
		t.Error("esc does not return to the story")
	}
	if s.keys("v", "v"); s.m.cover != uncovered {
		t.Error("v does not close what it opened")
	}
	s.keys("esc", "j", "j", "enter", "v")
	if s.m.cover != uncovered || !strings.Contains(s.text(), "one version") {
		t.Errorf("a story of one version is compared:\n%s", s.text())
	}
}

func TestNextChange(t *testing.T) {
	s := newScreen(t, 60, 20, Options{}, nil).keys("enter", "v")
	s.text() // keys are pressed on what was drawn
	s.keys("n")
	if s.m.versions.top == 0 {
		t.Error("n stays")
	}
	s.keys("n", "n", "n", "n", "n", "n", "n")
	if !strings.Contains(s.text(), "no more changes") {
		t.Errorf("the last change is not told:\n%s", s.text())
	}
	top := s.m.versions.top
	if s.keys("p"); s.m.versions.top >= top {
		t.Error("p stays")
	}
}

func TestWithoutOldTextsNothingDiffers(t *testing.T) {
	s := newScreen(t, 80, 24, Options{}, nil).keys("enter", "v")
	v := s.m.versions.got.version
	s.send(comparedMsg{id: s.m.versions.id, got: comparison{version: v, before: 2, runs: news.WordDiff(v.Text, v.Text)}})
	if !strings.Contains(s.text(), "are the same") {
		t.Errorf("nothing says that the texts are the same:\n%s", s.text())
	}
}
