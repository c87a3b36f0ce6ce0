// Package frame turns screens into the bytes that a terminal needs to show them: what
// changed since the screen before, and no more.
//
// A screen is text with SGR sequences and links, as a Bubble Tea model draws it. What the
// terminal shows is kept in cells of eight bytes, so that a server can keep a screen for
// each of many readers. A line that is the same as before is not looked into; of a line that is
// not, only the cells that differ are written. Lines that have moved up or down are moved
// by the terminal.
//
// Nothing but the sequences made here and printable text is ever written: control
// characters and other sequences in a screen are dropped.
package frame

import (
	"hash/maphash"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// Screen is what a terminal shows, and what it takes to show something else.
type Screen struct {
	w, h  int
	cells []cell // what is shown, row by row
	lines []line // of each row, what it was drawn from
	row   []cell // of the row that is being drawn
	next  []line
	seed  maphash.Seed
	inks  inks

	fresh   bool // nothing is known of what is shown
	pen     uint16
	link    uint16
	x, y    int // where the cursor is; x is unknown when negative
	visible bool
	synced  bool
	careful bool // the row that is written is one that terminals may measure in another way
}

// line is what a row was drawn from: two rows of one sum are drawn from the same text in
// the same state.
type line struct {
	sum        uint64
	ink, link  uint16 // at the end of the line
	unsure     bool   // terminals do not agree on how wide something in it is
	start, end int    // of the text, in the screen that is being drawn
}

// Cursor is where the cursor stands while the reader types, in cells from the top left.
type Cursor struct{ X, Y int }

// New returns a screen of a terminal with these colours, of which nothing is known.
func New(w, h int, p colorprofile.Profile) *Screen {
	s := &Screen{seed: maphash.MakeSeed(), inks: newInks(p)}
	s.Resize(w, h)
	return s
}

// Resize says which size the window has. If it is another than before, all is drawn anew.
func (s *Screen) Resize(w, h int) {
	w, h = max(w, 1), max(h, 1)
	if w == s.w && h == s.h {
		return
	}
	s.w, s.h = w, h
	s.cells, s.lines = make([]cell, s.w*s.h), make([]line, s.h)
	s.row, s.next = make([]cell, s.w), make([]line, s.h)
	s.Redraw()
}

// SetProfile says that the terminal has other colours than was thought.
func (s *Screen) SetProfile(p colorprofile.Profile) {
	if p != s.inks.profile {
		s.inks = newInks(p)
		s.Redraw()
	}
}

// SetSynced says that the terminal can hold back a frame until it is whole.
func (s *Screen) SetSynced() { s.synced = true }

// Redraw says that what is shown is not known any more: all is drawn anew.
func (s *Screen) Redraw() { s.fresh = true }

// Draw appends to dst what makes the terminal show content, and the cursor if there is
// one. What is shown already costs nothing.
func (s *Screen) Draw(dst []byte, content string, cursor *Cursor) []byte {
	begin := len(dst)
	if s.synced {
		dst = append(dst, ansi.SetModeSynchronizedOutput...)
	}
	wasVisible := s.visible
	if wasVisible {
		dst = append(dst, ansi.ResetModeTextCursorEnable...)
	}
	head := len(dst)
	dst = s.draw(dst, content)
	switch {
	case cursor != nil:
		if x, y := min(max(cursor.X, 0), s.w-1), min(max(cursor.Y, 0), s.h-1); x != s.x || y != s.y || !wasVisible || len(dst) > head {
			dst = s.move(dst, x, y, nil)
			dst = append(dst, ansi.SetModeTextCursorEnable...)
		}
	case wasVisible:
		head = begin // that it is hidden has to be written
	}
	s.visible = cursor != nil
	if len(dst) == head && head != begin {
		return dst[:begin] // nothing is new
	}
	if s.synced && len(dst) > begin {
		dst = append(dst, ansi.ResetModeSynchronizedOutput...)
	}
	return dst
}

// draw appends what makes the terminal show content.
func (s *Screen) draw(dst []byte, content string) []byte {
	if s.inks.full() {
		s.inks = newInks(s.inks.profile)
		s.fresh = true
	}
	if s.fresh {
		dst = s.clear(dst)
	}
	s.split(content)
	dst = s.scroll(dst)
	var ink, link uint16
	for y := range s.h {
		n := &s.next[y]
		if ink|link != 0 {
			n.sum = s.sum(content[n.start:n.end], ink, link)
		}
		if n.sum == s.lines[y].sum {
			ink, link = s.lines[y].ink, s.lines[y].link
			continue
		}
		n.ink, n.link, n.unsure = s.parse(content[n.start:n.end], ink, link)
		ink, link = n.ink, n.link
		dst = s.write(dst, y, n.unsure || s.lines[y].unsure)
		s.lines[y] = *n
	}
	return dst
}

// clear empties the terminal and what is known of it.
func (s *Screen) clear(dst []byte) []byte {
	s.fresh, s.pen, s.link, s.x, s.y = false, 0, 0, 0, 0
	for i := range s.cells {
		s.cells[i] = blank
	}
	clear(s.lines)
	return append(dst, ansi.ResetStyle+ansi.CursorHomePosition+ansi.EraseEntireScreen...)
}

// split finds the lines of content, and what tells them apart as long as each begins
// without a look.
func (s *Screen) split(content string) {
	at := 0
	for y := range s.h {
		end := len(content)
		next := end
		if i := strings.IndexByte(content[at:], '\n'); i >= 0 {
			end, next = at+i, at+i+1
		}
		s.next[y] = line{start: at, end: end, sum: s.sum(content[at:end], 0, 0)}
		at = next
	}
}

// sum is what tells the text of a line apart, with the state it begins in. Never 0, which is
// an empty row's of a terminal that was emptied.
func (s *Screen) sum(text string, ink, link uint16) uint64 {
	if text == "" && ink == 0 && link == 0 {
		return 0
	}
	return max(maphash.String(s.seed, text)+uint64(ink)<<16+uint64(link), 1)
}
