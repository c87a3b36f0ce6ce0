package story

import (
	"fmt"
	"slices"
	"strings"

	"dateline/news"
	"dateline/ui/draw"
)

// lay makes the body for the present width when there is none.
func (s *Pane) lay() *body {
	if s.Art == nil {
		return nil
	}
	if s.body != nil && s.body.picture != s.photo.State() {
		s.body = nil
	}
	if s.body == nil || s.body.w != s.w || s.body.version != s.Version || s.body.claims != s.claims {
		s.relay()
	}
	return s.body
}

// relay lays the text out anew, keeping the words at the top of the pane there.
func (s *Pane) relay() {
	if old := s.body; old != nil && old.art == s.Art && s.Top > 0 && s.Top < len(old.lines) {
		f, at := old.placeOf(s.Top)
		s.body = s.layOut()
		s.Top = s.body.lineOf(f, at)
		return
	}
	s.body = s.layOut()
}

// layOut makes the body with its picture.
func (s *Pane) layOut() *body {
	b := layOut(s.Look, s.Art, s.w, s.claims, s.words, s.shownSince(), s.page, s.Quoted)
	b.hang(s.photo)
	b.picture = s.photo.State()
	return b
}

// Scroll moves by n lines and reports whether anything moved.
func (s *Pane) Scroll(n int) bool {
	b := s.lay()
	if b == nil {
		return false
	}
	was := s.Top
	s.Top = max(min(s.Top+n, len(b.lines)-s.textLines()), 0)
	s.entered = s.entered || s.Top != was
	return s.Top != was
}

// Pages moves by n halves of the pane, or by n whole ones, and reports whether anything
// moved.
func (s *Pane) Pages(half bool, n int) bool {
	lines := max(s.h-2, 1)
	if half {
		lines = max(s.h/2, 1)
	}
	return s.Scroll(n * lines)
}

// textLines is how many lines of the pane the text has.
func (s *Pane) textLines() int { return s.h - len(s.telling()) }

// View draws the pane.
func (s *Pane) View(w, h int) string {
	s.Fit(w, h)
	b := s.lay()
	switch {
	case s.Err != nil:
		return s.Vacant(w, h, "This story cannot be shown.", draw.FirstLine(s.Err.Error()))
	case s.slow:
		return s.Loading(w, h)
	case b == nil && s.ID == "":
		return s.Vacant(w, h, "dateline", "Who says what, how sure, since when, who differs. ? shows the keys.")
	case b == nil:
		return ""
	}
	foot := s.telling()
	h -= len(foot)
	s.Top = max(min(s.Top, len(b.lines)-h+s.covered), 0)
	out := s.sight(b, h)
	for len(foot) > 0 && len(out) < h {
		out = append(out, strings.Repeat(" ", w))
	}
	return strings.Join(append(out, foot...), "\n")
}

// sight are the lines of the body that show, at most h, with what the cursor is on.
func (s *Pane) sight(b *body, h int) []string {
	field, lit := s.lit()
	on := -1
	if s.At == OnClaim {
		on = s.Nth
	}
	out := make([]string, 0, h)
	for i := s.Top; i < len(b.lines) && i < s.Top+h; i++ {
		l := &b.lines[i]
		switch {
		case s.hinted(l):
			out = append(out, s.labelled(l))
		case l.start < l.end && l.field == field && (litOn(lit, l) || on >= 0 && l.claim == on):
			out = append(out, b.paint(l, on, lit))
		case l.start < l.end && on >= 0 && l.claim == on:
			out = append(out, b.paint(l, on, nil))
		default:
			out = append(out, l.ready)
		}
	}
	return out
}

// position says how much of the story is above the bottom of the pane.
func (s *Pane) position() string {
	b := s.body
	h := s.textLines()
	if b == nil || len(b.lines) <= h {
		return ""
	}
	if s.Top+h >= len(b.lines) {
		return "end"
	}
	return fmt.Sprintf("%d%%", (s.Top+h)*100/len(b.lines))
}

// litOn reports whether a line has something that is lit.
func litOn(lit []draw.Patch, l *bodyLine) bool {
	return slices.ContainsFunc(lit, func(p draw.Patch) bool { return p.Start < l.end && l.start < p.End })
}

// Title is what the border says, left and right.
func (s *Pane) Title() (string, string) { return "Story", s.position() }

func touches(spans []news.Span, l *bodyLine) bool {
	for _, s := range spans {
		if s.Start < l.end && l.start < s.End {
			return true
		}
	}
	return false
}

// Hints are the keys that matter most here, each with a word.
func (s *Pane) Hints() [][2]string {
	k := s.Keys
	return [][2]string{{k.PageDown.First(), "read on"}, {k.NextClaim.First(), "claim"}, {k.NextFigure.First(), "figure"}, {k.Jump.First(), "name"},
		{k.Why.First(), "why"}, {k.Cite.First(), "cite"}, {k.Browser.First(), "browser"}, {k.Back.First(), "back"}, {k.Help.First(), "help"}}
}
