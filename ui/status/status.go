// Package status is the last line of the screen, while nothing is typed.
package status

import (
	"strings"

	"dateline/ui/draw"
)

// Line is the last line of the screen while nothing is typed: what was done or could
// not be done, until the next key, else keys with their words and what the cursor is on.
type Line struct {
	*draw.Look
	notice string
	bad    bool // the notice tells of something amiss
}

// New makes a line that has nothing to tell.
func New(k *draw.Look) Line { return Line{Look: k} }

// Say shows a line until the next key.
func (s *Line) Say(text string) { s.notice, s.bad = text, false }

// Warn shows a line that tells of something amiss.
func (s *Line) Warn(text string) { s.notice, s.bad = text, true }

// Fail shows what could not be done.
func (s *Line) Fail(what string, err error) { s.Warn(what + ": " + draw.FirstLine(err.Error())) }

// Clear takes the notice away.
func (s *Line) Clear() { s.notice = "" }

// Told is what the line shows, "" for keys; bad says that something is amiss.
func (s *Line) Told() (text string, bad bool) { return s.notice, s.bad && s.notice != "" }

// Above is what of a notice does not fit the line, for the lines over it; nil when it fits.
func (s *Line) Above(w int) []string {
	if draw.Width(s.notice) < w {
		return nil
	}
	all := s.told(w)
	return all[:len(all)-1]
}

// told is the notice in lines of w cells.
func (s *Line) told(w int) []string {
	if s.bad {
		return draw.Over(s.notice, s.Theme.Error, w)
	}
	return draw.Over(s.notice, s.Theme.Notice, w)
}

// Draw writes the line in w cells: at the left as many keys as there is room for, at the right
// what the cursor is on.
func (s *Line) Draw(b *strings.Builder, w int, hints [][2]string, right string) {
	if s.notice != "" {
		all := s.told(w)
		b.WriteString(all[len(all)-1])
		return
	}
	right = draw.Clip(s.ASCIICells(right), w-2, s.Glyphs.Ellipsis)
	room := w - 1
	if right != "" {
		room -= draw.Width(right) + 3
	}
	used := s.hints(b, hints, room)
	draw.Pad(b, w-used-draw.Width(right)-1)
	b.WriteString(right)
	b.WriteByte(' ')
}

// hints writes as many keys with their words as there is room for.
func (s *Line) hints(b *strings.Builder, hints [][2]string, room int) int {
	used := 0
	for _, h := range hints {
		if h[0] == "" {
			continue // nobody bound a key to it
		}
		need := draw.Width(h[0]) + 1 + draw.Width(h[1]) + 2
		if used+need > room {
			break
		}
		b.WriteByte(' ')
		s.Theme.Key.Write(b, h[0])
		b.WriteByte(' ')
		s.Theme.Dim.Write(b, h[1])
		b.WriteByte(' ')
		used += need
	}
	return used
}

// Typed writes what is typed into a page, in w cells.
func (s *Line) Typed(b *strings.Builder, w int, text string) {
	s.Theme.Prompt.Write(b, "/ ")
	b.WriteString(text)
	draw.Pad(b, w-2-draw.Width(text))
}
