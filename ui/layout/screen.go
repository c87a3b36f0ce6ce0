package layout

import (
	"fmt"
	"strings"

	"dateline/ui/draw"
	"dateline/ui/theme"
)

// Screen is the part of the window between its first line and its last.
type Screen struct {
	*draw.Look
	W, H  int // cells of the window
	Plan  Plan
	Focus Pane
	Popup []string // lines over its foot
}

// Box is what is drawn in a pane or a page: the words of its border, left and right, and its
// lines.
type Box struct {
	Title, Tail string
	Lines       []string
}

// TooSmall is what a window gets that is smaller than the reader can work in, "" for one that
// is not.
func TooSmall(w, h int) string {
	if w >= LeastWidth && h >= LeastHeight {
		return ""
	}
	text := fmt.Sprintf("dateline needs %d columns and %d lines; here are %d and %d.", LeastWidth, LeastHeight, w, h)
	var lines []string
	for i, l := range draw.Wrap(text, w) {
		if i < h {
			lines = append(lines, draw.Clip(text[l.Start:l.End], w, ""))
		}
	}
	return strings.Join(lines, "\n")
}

// Panes writes the panes row by row.
func (s *Screen) Panes(b *strings.Builder, boxes *[3]Box) {
	for y := 1; y < s.H-1; y++ {
		if n := s.H - 1 - y; n <= len(s.Popup) {
			b.WriteString(s.Popup[len(s.Popup)-n])
		} else {
			s.row(b, y, boxes)
		}
		if y < s.H-2 {
			b.WriteByte('\n')
		}
	}
}

// row writes one line of the screen across all panes, with the rules between them.
func (s *Screen) row(b *strings.Builder, y int, boxes *[3]Box) {
	for i := range s.Plan.Panes {
		r := s.Plan.Panes[i]
		if r.W == 0 || y < r.Y || y >= r.Y+r.H {
			continue
		}
		at := y - r.Y
		if r.x > 0 {
			s.Theme.Border.Write(b, joint(&s.Glyphs, r, at))
		}
		switch {
		case !s.Plan.titled:
			draw.Line(b, boxes[i].Lines, at, r.W)
		case at == 0:
			s.edge(b, r.W, boxes[i].Title, boxes[i].Tail, Pane(i) == s.Focus)
		default:
			draw.Line(b, boxes[i].Lines, at-1, r.W)
		}
	}
}

// joint is the piece of the rule left of a pane on one of its lines.
func joint(g *theme.Glyphs, r Rect, at int) string {
	switch {
	case at > 0:
		return g.Vertical
	case r.Y > 1:
		return g.RuleRight
	}
	return g.RuleDown
}

// edge writes the line above a pane: the title at the left, where the text below begins,
// and a word at the right.
//
// Only this line tells the focus: rules in another colour would cost 500 bytes whenever the
// focus turns.
func (s *Screen) edge(b *strings.Builder, w int, title, tail string, focus bool) {
	look, h := s.Theme.Border, s.Glyphs.Horizontal
	heading := s.Theme.Heading
	if focus {
		look, heading = s.Theme.Focus, s.Theme.Focus
		if s.Theme.Mono || s.Glyphs.ASCII {
			h = s.Glyphs.FocusH
		}
	}
	title = draw.Clip(title, max(w-3, 0), s.Glyphs.Ellipsis)
	fill := w - 2 - draw.Width(title)
	if tail != "" && draw.Width(tail)+3 > fill-2 {
		tail = ""
	}
	b.WriteByte(' ')
	heading.Write(b, title)
	b.WriteByte(' ')
	if tail != "" {
		fill -= draw.Width(tail) + 3
	}
	look.Write(b, strings.Repeat(h, max(fill, 0)))
	if tail != "" {
		b.WriteByte(' ')
		s.Theme.Notice.Write(b, tail)
		b.WriteByte(' ')
		look.Write(b, h)
	}
}

// Room is the room of a page that covers the panes: below its title line.
func (s *Screen) Room() (w, h int) { return s.W, s.H - 3 }

// Page writes one page over the place of the panes.
func (s *Screen) Page(b *strings.Builder, p Box) {
	w, h := s.Room()
	s.edge(b, s.W, p.Title, "", true)
	for i := range h {
		b.WriteByte('\n')
		if n := h - i; n <= len(s.Popup) {
			b.WriteString(s.Popup[len(s.Popup)-n])
			continue
		}
		draw.Line(b, p.Lines, i, w)
	}
}

// Why is the answer to "why" under a title line, for the foot of the panes.
func (s *Screen) Why(answer []string) []string {
	var out []string
	var b strings.Builder
	s.edge(&b, s.W, "Why", "any key closes", true)
	out = append(out, b.String())
	for _, text := range answer {
		for i, l := range draw.Wrap(text, s.W-2) {
			if i == 4 {
				break
			}
			b.Reset()
			b.WriteByte(' ')
			draw.Fit(&b, text[l.Start:l.End], s.W-2, s.Glyphs.Ellipsis)
			b.WriteByte(' ')
			out = append(out, b.String())
		}
	}
	return out[max(len(out)-(s.H-2), 0):]
}
