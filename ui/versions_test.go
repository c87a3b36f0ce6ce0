package ui

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"dateline/news"
	"dateline/ui/layout"
	"dateline/ui/page"
	"dateline/ui/theme"
)

// Version returns what the fake desk's dam story read before.
func (d *fakeDesk) Version(_ context.Context, id news.StoryID, n int) (news.Version, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.note("version %d", n)
	if v, ok := fakeChain[id]; ok && n == 1 {
		return v, nil
	}
	s := d.find(id)
	if s == nil || n < 1 || n > s.Version || d.fail != nil {
		return news.Version{}, fmt.Errorf("version %d of story %s: %w", n, id, news.ErrNotFound)
	}
	v := news.Version{N: n, Title: s.Title, Text: s.Text, Seen: fakeNow.Add(-20 * time.Minute)}
	if s.Version == 1 {
		v.Seen = s.Seen
		return v, nil
	}
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
	if got := s.m.View().Content; !strings.Contains(got, s.m.Theme.Removed.On) || !strings.Contains(got, s.m.Theme.Added.On) || strings.Contains(got, "{+") {
		t.Error("with colours what came and went does not show by its look alone")
	}
	if !strings.Contains(s.text(), "1,800, was 900") || !strings.Contains(s.text(), "ADDS inspection") {
		t.Errorf("the corrected figure or the agency's note is missing:\n%s", s.text())
	}
	s.late("j", "k")
	if s.keys("esc"); s.m.page != page.None || s.m.focus != layout.Story {
		t.Error("esc does not return to the story")
	}
	if s.keys("v", "v"); s.m.page != page.None {
		t.Error("v does not close what it opened")
	}
	s.keys("esc", "j", "j", "enter", "v")
	if s.m.page != page.None || !strings.Contains(s.text(), "one version") {
		t.Errorf("a story of one version is compared:\n%s", s.text())
	}
}

func TestNextChange(t *testing.T) {
	s := newScreen(t, 60, 20, Options{}, nil).keys("enter", "v")
	was := s.text()
	s.keys("n")
	if s.text() == was {
		t.Error("n stays")
	}
	s.keys("n", "n", "n", "n", "n", "n", "n")
	if !strings.Contains(s.text(), "no more changes") {
		t.Errorf("the last change is not told:\n%s", s.text())
	}
	was = s.text()
	if s.keys("p"); s.text() == was || strings.Contains(s.text(), "no more changes") {
		t.Error("p stays")
	}
}

// fakeChain are versions of one item that were filed under other ids than its story.
var fakeChain = map[news.StoryID]news.Version{
	"schools-1": {N: 1, Title: "Kazakhstan to build 210 schools by autumn", Text: "ASTANA - The ministry of education plans 210 new schools.",
		Seen: fakeNow.Add(-3 * time.Hour)},
	"schools-3": {N: 1, Title: "KILL: Kazakhstan to build 120 schools by autumn",
		Text: "ASTANA - The story on schools is withdrawn, the ministry has not decided.", Seen: fakeNow.Add(-5 * time.Minute), Note: "story is withdrawn"},
}

// chainScreen opens a story whose item has versions under other ids.
func chainScreen(t *testing.T, w, h int, newer, older bool) *stage {
	d := newFakeDesk()
	for _, s := range d.stories {
		if !strings.Contains(s.Title, "Kazakhstan") {
			continue
		}
		if older {
			v := fakeChain["schools-1"]
			s.Versions = []news.Version{{N: 1, Story: "schools-1", Title: v.Title, Seen: v.Seen}}
		}
		if newer {
			v := fakeChain["schools-3"]
			s.Newer = []news.Version{{N: 1, Story: "schools-3", Title: v.Title, Seen: v.Seen, Note: v.Note}}
			s.Flags |= news.Withdrawn
		}
	}
	s := newScreen(t, w, h, Options{}, d)
	for range 20 {
		if strings.Contains(s.m.list().Selected().Title, "Kazakhstan") {
			break
		}
		s.keys("j")
	}
	return s.keys("enter")
}

func TestVersionChainGoldens(t *testing.T) {
	for size, wh := range map[string][2]int{"40x12": {40, 12}, "80x24": {80, 24}, "120x40": {120, 40}} {
		t.Run(size, func(t *testing.T) {
			chainScreen(t, wh[0], wh[1], true, true).golden("versions-chain-story-" + size)
			chainScreen(t, wh[0], wh[1], true, true).keys("v").golden("versions-chain-" + size)
			chainScreen(t, wh[0], wh[1], true, true).keys("v", "j").golden("versions-chain-second-" + size)
		})
	}
}

// Whichever of an item's stories is open, v shows all of its versions, each beside the
// one before.
func TestVersionChain(t *testing.T) {
	for _, row := range []struct {
		name         string
		newer, older bool
		versions     int
		line         string
		first        string // what the first comparison takes out
	}{
		{"the newest", false, true, 2, "2nd version", "210"},
		{"the oldest", true, false, 2, "1st version", "CORRECTED"},
		{"one between", true, true, 3, "2nd version", "CORRECTED"},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := chainScreen(t, 120, 40, row.newer, row.older)
			if !strings.Contains(s.text(), row.line) || !strings.Contains(s.text(), "v compares") {
				t.Errorf("the story does not say which version it is:\n%s", s.text())
			}
			if row.newer != strings.Contains(s.text(), "replaced ") || row.newer != strings.Contains(s.text(), "k withdrawn") {
				t.Errorf("the story does not say what became of it:\n%s", s.text())
			}
			s.keys("v")
			s.m.Dress(theme.Must(theme.Mono()), s.m.Glyphs) // brackets tell what came and went
			if n := strings.Count(s.text(), "beside the ") + 1; n != row.versions || !strings.Contains(s.text(), "filed anew") {
				t.Errorf("%d versions, want %d:\n%s", n, row.versions, s.text())
			}
			if !regexp.MustCompile(`\[-[^]]*` + row.first).MatchString(s.text()) {
				t.Errorf("the first comparison does not take out %q:\n%s", row.first, s.text())
			}
			for range row.versions {
				s.keys("j")
			}
			if !strings.Contains(s.text(), "as first seen") || strings.Contains(s.text(), "[-") {
				t.Errorf("the oldest version is not shown by itself:\n%s", s.text())
			}
		})
	}
}
