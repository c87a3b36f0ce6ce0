package ui

import "strings"

// scroller is a run of lines longer than the screen.
type scroller struct {
	top, h int
	lines  []string
}

func (s *scroller) scroll(n int) { s.top = max(min(s.top+n, len(s.lines)-s.h), 0) }

// turn takes the keys that scroll, and reports whether it was one.
func (s *scroller) turn(k *keyMap, key string, n int) bool {
	switch {
	case k.Down.is(key):
		s.scroll(n)
	case k.Up.is(key):
		s.scroll(-n)
	case k.Top.is(key):
		s.top = 0
	case k.Bottom.is(key):
		s.scroll(wholeList)
	case k.HalfDown.is(key):
		s.scroll(n * max(s.h/2, 1))
	case k.HalfUp.is(key):
		s.scroll(-n * max(s.h/2, 1))
	case k.PageDown.is(key):
		s.scroll(n * max(s.h-1, 1))
	case k.PageUp.is(key):
		s.scroll(-n * max(s.h-1, 1))
	default:
		return false
	}
	return true
}

// shown returns the lines on the screen.
func (s *scroller) shown() []string { return s.lines[s.top:min(s.top+s.h, len(s.lines))] }

// view shows h lines from where it is scrolled to.
func (s *scroller) view(h int) string {
	s.h = h
	s.scroll(0)
	return strings.Join(s.shown(), "\n")
}
