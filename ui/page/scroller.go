package page

import (
	"strings"

	"dateline/ui/keys"
)

// Scroller is a run of lines longer than the screen.
type Scroller struct {
	Top, H int
	Lines  []string
}

// Scroll moves by n lines.
func (s *Scroller) Scroll(n int) { s.Top = max(min(s.Top+n, len(s.Lines)-s.H), 0) }

// Turn takes the keys that scroll, and reports whether it was one.
func (s *Scroller) Turn(k *keys.Map, key string, n int) bool {
	switch {
	case k.Down.Is(key):
		s.Scroll(n)
	case k.Up.Is(key):
		s.Scroll(-n)
	case k.Top.Is(key):
		s.Top = 0
	case k.Bottom.Is(key):
		s.Scroll(WholeList)
	case k.HalfDown.Is(key):
		s.Scroll(n * max(s.H/2, 1))
	case k.HalfUp.Is(key):
		s.Scroll(-n * max(s.H/2, 1))
	case k.PageDown.Is(key):
		s.Scroll(n * max(s.H-1, 1))
	case k.PageUp.Is(key):
		s.Scroll(-n * max(s.H-1, 1))
	default:
		return false
	}
	return true
}

// Shown returns the lines on the screen.
func (s *Scroller) Shown() []string { return s.Lines[s.Top:min(s.Top+s.H, len(s.Lines))] }

// View shows h lines from where it is scrolled to.
func (s *Scroller) View(h int) string {
	s.H = h
	s.Scroll(0)
	return strings.Join(s.Shown(), "\n")
}
