package ui

import (
	"strings"
	"testing"
)

// beside puts the cursor of Related on the headline that begins so.
func (s *stage) beside(title string) *stage {
	s.t.Helper()
	for range len(s.m.related.Panel.Rows) + 2 {
		if x := s.m.related.Selected(); x != nil && strings.HasPrefix(x.Title, title) {
			return s
		}
		s.keys("j")
	}
	s.t.Fatalf("no headline %q in Related:\n%s", title, s.text())
	return s
}

// From an older story the panel shows what followed.
func TestLaterGoldens(t *testing.T) {
	for size, wh := range map[string][2]int{"40x12": {40, 12}, "80x24": {80, 24}, "120x40": {120, 40}} {
		t.Run(size, func(t *testing.T) {
			newScreen(t, wh[0], wh[1], Options{}, nil).keys("enter", "tab").beside("Crack seen").keys("enter", "tab").golden("later-" + size)
		})
	}
}
