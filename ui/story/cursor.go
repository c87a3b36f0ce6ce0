package story

import (
	"slices"
	"strings"

	"dateline/news"
	"dateline/ui/draw"
)

// Stop is what a cursor of the pane steps through.
type Stop uint8

// What the cursor can be on.
const (
	Nowhere Stop = iota
	OnClaim
	OnFigure
	OnEntity
	OnNew // a sentence that is new since the story was read
)

// stops lists the indexes of what the cursor can stop at, in the order of the text.
func (s *Pane) stops(at Stop) []int {
	if s.Art == nil {
		return nil
	}
	var out []int
	switch at {
	case OnClaim:
		for i := range s.Art.Claims {
			out = append(out, i)
		}
	case OnNew:
		if x := s.shownSince(); x != nil {
			for i := range x.spans {
				out = append(out, i)
			}
		}
	default:
		for i := range s.Art.Mentions {
			if (s.Art.Mentions[i].Kind == news.FigureKind) == (at == OnFigure) {
				out = append(out, i)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b int) int {
		fa, pa := s.where(at, a)
		fb, pb := s.where(at, b)
		if fa != fb {
			return int(fa) - int(fb)
		}
		return pa - pb
	})
	return out
}

// where returns the place in the text of a stop.
func (s *Pane) where(at Stop, i int) (news.Field, int) {
	if at == OnClaim {
		c := &s.Art.Claims[i]
		return c.Field, c.Bounds().Start
	}
	if at == OnNew {
		return news.InText, s.since.spans[i].Start
	}
	m := &s.Art.Mentions[i]
	return m.Field, m.Start
}

// step moves the cursor to the next or previous stop of a kind, the first time to the
// first one on the screen, and brings it into sight.
func (s *Pane) step(at Stop, n int) bool {
	stops := s.stops(at)
	b := s.lay()
	if len(stops) == 0 || b == nil {
		return false
	}
	i := slices.Index(stops, s.Nth)
	if s.At != at || i < 0 {
		i = s.nearest(at, stops)
		if n < 0 {
			i--
		}
		if n > 0 {
			n--
		} else {
			n++
		}
	}
	i = max(min(i+n, len(stops)-1), 0)
	s.At, s.Nth = at, stops[i]
	s.reveal()
	return true
}

// nearest returns the first stop at or below the cursor, or below the top of the pane.
func (s *Pane) nearest(at Stop, stops []int) int {
	f, place := s.body.placeOf(s.Top)
	if s.At != Nowhere {
		f, place = s.where(s.At, s.Nth)
	}
	for i, stop := range stops {
		if g, p := s.where(at, stop); g > f || g == f && p >= place {
			return i
		}
	}
	return len(stops) - 1
}

// Uncover says that nothing hides the foot of the pane any more.
func (s *Pane) Uncover() { s.covered = 0 }

// Lift scrolls so that the cursor's words stand above the last n lines of the pane.
func (s *Pane) Lift(n int) {
	f, place := s.where(s.At, s.Nth)
	line := s.body.lineOf(f, place)
	s.covered = n
	if over := line + 3 - (s.Top + s.h - n); over > 0 {
		s.Top += min(over, max(line-s.Top-1, 0))
	}
}

// reveal scrolls so that the cursor's words are in sight with a line around them.
func (s *Pane) reveal() {
	f, place := s.where(s.At, s.Nth)
	line := s.body.lineOf(f, place)
	if line < s.Top+1 {
		s.Top = max(line-1, 0)
	}
	if h := s.textLines(); line > s.Top+h-3 {
		s.Top = max(min(line-h/3, len(s.body.lines)-h), 0)
	}
}

// lit returns what is under the cursor, with its looks, and their field.
func (s *Pane) lit() (news.Field, []draw.Patch) {
	switch s.At {
	case OnClaim:
		c := &s.Art.Claims[s.Nth]
		return c.Field, s.litClaim(c)
	case OnFigure, OnEntity:
		m := &s.Art.Mentions[s.Nth]
		return m.Field, styled(nil, []news.Span{m.Span}, s.Theme.Cursor)
	case OnNew:
		return news.InText, styled(nil, s.since.spans[s.Nth:s.Nth+1], s.Theme.Cursor)
	}
	return news.InText, nil
}

// paragraph returns the paragraph the cursor or the top of the pane is in.
func (s *Pane) paragraph() string {
	b := s.lay()
	if b == nil {
		return ""
	}
	f, at := b.placeOf(s.Top)
	if s.At != Nowhere {
		f, at = s.where(s.At, s.Nth)
	}
	text := s.Art.Field(f)
	at = min(at, len(text))
	start := strings.LastIndexByte(text[:at], '\n') + 1
	end := len(text)
	if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
		end = start + n
	}
	return strings.TrimSpace(text[start:end])
}

// count is how many things of the cursor's kind there are to index.
func (s *Pane) count() int {
	switch s.At {
	case OnClaim:
		return len(s.Art.Claims)
	case OnNew:
		if s.since == nil {
			return 0
		}
		return len(s.since.spans)
	}
	return len(s.Art.Mentions)
}
