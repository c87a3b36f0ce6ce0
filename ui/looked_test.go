package ui

import (
	"slices"
	"testing"
)

// Passing over a row leaves its growth; opening or marking it clears it.
func TestLookedIsOpened(t *testing.T) {
	open := func() *stage { return newScreen(t, 120, 40, Options{}, nil) }
	grown := func(s *stage) int {
		n := 0
		for _, r := range s.m.list().Rows {
			n += r.Grown
		}
		return n
	}
	for _, c := range []struct {
		name string
		keys []string
		want int
	}{
		{"passing over", []string{"j", "k", "j", "k"}, 2},
		{"opening", []string{"enter"}, 0},
		{"paging", []string{"space"}, 0},
		{"marking it read", []string{"m"}, 0},
		{"marking all read", []string{"M"}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open().keys(c.keys...)
			if got := grown(s); got != c.want {
				t.Errorf("the rows have grown by %d, want %d", got, c.want)
			}
			if told := slices.Contains(s.d.asked, "looked edam"); told != (c.want == 0) {
				t.Errorf("noted as seen: %t", told)
			}
		})
	}
	s := open().keys("enter", "space", "space", "space")
	n := 0
	for _, a := range s.d.asked {
		if a == "looked edam" {
			n++
		}
	}
	if n != 1 {
		t.Errorf("paging through a story notes it %d times", n)
	}
}
