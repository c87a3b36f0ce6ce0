package ui

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/layout"
	"dateline/ui/page"
)

// lastHere is the last visit of the tests' reader.
var lastHere = fakeNow.Add(-5 * time.Hour)

func TestChangesGoldens(t *testing.T) {
	for size, wh := range map[string][2]int{"40x12": {40, 12}, "60x20": {60, 20}, "80x24": {80, 24}, "120x40": {120, 40}} {
		t.Run(size, func(t *testing.T) {
			o := Options{NoColour: true, LastVisit: lastHere}
			newScreen(t, wh[0], wh[1], o, nil).keys("D").golden("changes-" + size)
			newScreen(t, wh[0], wh[1], Options{ASCII: true}, nil).keys("D", ">", "n", "n").golden("changes-week-" + size)
			newScreen(t, wh[0], wh[1], Options{LastVisit: fakeNow}, nil).keys("D").golden("changes-none-" + size)
		})
	}
	s := newScreen(t, 80, 24, Options{LastVisit: lastHere}, nil)
	s.d.fail = errors.New("open store: the disk is gone")
	s.keys("D").golden("changes-error")
}

func TestChanges(t *testing.T) {
	s := newScreen(t, 120, 40, Options{LastVisit: lastHere}, nil).keys("j", "D")
	want := "changes " + lastHere.Format("2006-01-02 15:04")
	if !slices.Contains(s.d.asked, want) {
		t.Errorf("asked %q, not %q", s.d.asked, want)
	}
	if strings.Index(s.text(), "Withdrawn") > strings.Index(s.text(), "Corrected") || strings.Index(s.text(), "Corrected") > strings.Index(s.text(), "Updated") {
		t.Errorf("the gravest kind does not come first:\n%s", s.text())
	}
	s.keys("n", "n")
	if !strings.Contains(s.text(), "1,800 households") || !strings.Contains(s.text(), "was 900") || !strings.Contains(s.text(), "their note: ADDS inspection") {
		t.Errorf("the figure or the note is missing:\n%s", s.text())
	}
	row, story := s.m.over().Words(), s.m.story.ID
	s.keys("enter")
	if s.m.page != page.Versions || !strings.Contains(s.text(), s.d.stories[0].Title[:30]) {
		t.Fatalf("enter does not open the versions:\n%s", s.text())
	}
	s.keys("esc")
	if s.m.page != page.Changes || s.m.over().Words() != row || s.m.story.ID != story {
		t.Error("esc does not return to the very place")
	}
	if s.keys("tab"); s.m.page != page.None || s.m.story.ID != s.d.stories[0].ID || s.m.focus != layout.Story {
		t.Error("tab does not open the story")
	}
	if s.keys("esc"); s.m.page != page.Changes || s.m.over().Words() != row {
		t.Error("esc does not return from the story")
	}
	if s.keys("esc"); s.m.page != page.None || s.m.story.ID != story || s.m.focus != layout.List {
		t.Error("esc does not return to where D was pressed")
	}
}

func TestChangesLooksFurtherBack(t *testing.T) {
	s := newScreen(t, 80, 24, Options{LastVisit: lastHere}, nil).keys("D", "<")
	if !strings.Contains(s.text(), "shortest") {
		t.Errorf("nothing says that the last visit is the shortest time:\n%s", s.text())
	}
	s.keys(">", ">")
	if !strings.Contains(s.text(), "[7 days]") || !strings.Contains(s.text(), "4 stories") {
		t.Errorf("the last week:\n%s", s.text())
	}
	if s.keys(">"); !strings.Contains(s.text(), "as far back") {
		t.Errorf("nothing says that there is no more:\n%s", s.text())
	}
	s = newScreen(t, 80, 24, Options{}, nil).keys("D", "<")
	if !strings.Contains(s.text(), "[24 hours]") || strings.Contains(s.text(), "last visit") {
		t.Errorf("a first visit has a last one:\n%s", s.text())
	}
}

func TestChangesStay(t *testing.T) {
	s := newScreen(t, 80, 24, Options{LastVisit: lastHere}, nil).keys("D", "n", "n")
	at := s.m.over().Words()
	s.send(bulletinMsg{news.Bulletin{Updated: 1}, true})
	if !strings.Contains(s.text(), "more came") {
		t.Errorf("nothing says that more came:\n%s", s.text())
	}
	s.keys(">")
	if s.m.over().Words() != at {
		t.Error("the cursor did not stay on its story")
	}
	s.late("r", "r")
	s.send(tea.MouseClickMsg{X: 3, Y: 2, Button: tea.MouseLeft})
	if !strings.Contains(s.text(), "[last visit]") {
		t.Error("a click on a period does not choose it")
	}
}

// The reader is noted to be at hand every few minutes, and at the end.
func TestAtHand(t *testing.T) {
	var at []time.Time
	now := fakeNow
	s := newScreen(t, 80, 24, Options{AtHand: func(t time.Time) { at = append(at, t) }}, nil)
	s.m.hand.now = func() time.Time { return now }
	s.m.opt.Now = s.m.hand.now
	s.keys("j", "k")
	if len(at) != 0 {
		t.Errorf("noted at once: %v", at)
	}
	now = fakeNow.Add(handTime)
	s.send(clockMsg(now))
	s.keys("j", "k")
	if len(at) != 1 || !at[0].Equal(now) {
		t.Errorf("noted %v", at)
	}
}
