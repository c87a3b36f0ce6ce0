package frame

import (
	"bytes"
	"strconv"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// write appends what makes row y show s.row. A row that terminals may measure in another
// way is written whole, and cannot run over its end.
func (s *Screen) write(dst []byte, y int, unsure bool) []byte {
	was, now := s.cells[y*s.w:(y+1)*s.w], s.row
	defer copy(was, now)
	last := s.w - 1
	for last >= 0 && was[last] == now[last] {
		last--
	}
	if last < 0 {
		return dst
	}
	if unsure {
		s.careful = true
		dst = append(dst, ansi.ResetModeAutoWrap...)
		dst = s.cellsOf(s.move(dst, 0, y, nil), y, 0, s.w, now)
		s.x, s.careful = -1, false
		return append(dst, ansi.SetModeAutoWrap...)
	}
	text := s.w // from here on the row is empty
	for text > 0 && now[text-1] == blank {
		text--
	}
	const worth = 4 // cells for which emptying the rest of the row pays
	limit := last + 1
	empty := limit-text > worth
	if empty {
		limit = text
	}
	for x := 0; x < limit; {
		if was[x] == now[x] {
			x++
			continue
		}
		for x > 0 && now[x].text == 0 {
			x--
		}
		to := x + gap(now[x:limit]) // emptied at one go, whatever was in it
		if to == x {
			for to++; to < limit && (now[to].text == 0 || was[to] != now[to]) && gap(now[to:limit]) == 0; {
				to++
			}
		}
		dst = s.cellsOf(s.move(dst, x, y, now), y, x, to, now)
		x = to
	}
	if empty {
		dst = s.ink(s.move(dst, text, y, now), 0, 0)
		dst = append(dst, ansi.EraseLineRight...)
	}
	return dst
}

// cellsOf appends the cells of row y from one column to another, where the cursor is at
// the first of them.
func (s *Screen) cellsOf(dst []byte, y, from, to int, now []cell) []byte {
	for x := from; x < to; {
		c := now[x]
		if n := gap(now[x:to]); n > 0 {
			dst = s.ink(dst, 0, 0)
			dst = append(dst, ansi.EraseCharacter(n)...)
			if x += n; x < to {
				dst = s.move(dst, x, y, nil)
			}
			continue
		}
		width := 1
		for x+width < s.w && now[x+width].text == 0 {
			width++
		}
		if c.text == 0 { // the rest of what was not written: cannot be, but would spoil the row
			c = blank
		}
		if c != blank || s.link != 0 || !s.inks.looks[s.pen].plain {
			dst = s.ink(dst, c.ink, c.link)
		}
		dst = s.letter(dst, c.text, x+width >= s.w && y == s.h-1)
		x += width
		if s.x = x; x >= s.w || s.careful && c.text >= 0x600 {
			s.x = -1 // at the margin, or where the terminal thinks it is
		}
		if s.x < 0 && x < to {
			dst = s.move(dst, x, y, nil)
		}
	}
	return dst
}

// letter appends a text. The last place of all is written so that nothing scrolls.
func (s *Screen) letter(dst []byte, text uint32, corner bool) []byte {
	if !corner {
		return s.inks.append(dst, text)
	}
	dst = append(dst, ansi.ResetModeAutoWrap...)
	dst = s.inks.append(dst, text)
	return append(dst, ansi.SetModeAutoWrap...)
}

// gap returns how many empty cells a row begins with, if emptying them and moving on is
// shorter than writing them.
func gap(row []cell) int {
	const worth = 12
	n := 0
	for n < len(row) && row[n] == blank {
		n++
	}
	if n < worth {
		return 0
	}
	return n
}

// ink appends what makes the terminal write in a look and a link.
func (s *Screen) ink(dst []byte, ink, link uint16) []byte {
	if ink != s.pen {
		dst = append(dst, uv.StyleDiff(&s.inks.looks[s.pen].style, &s.inks.looks[ink].style)...)
		s.pen = ink
	}
	if link != s.link {
		if l := s.inks.links[link]; link != 0 {
			dst = append(dst, ansi.SetHyperlink(l.URL, l.Params)...)
		} else {
			dst = append(dst, ansi.ResetHyperlink()...)
		}
		s.link = link
	}
	return dst
}

// move appends the shortest way to a place. In the row that is being drawn, of which now
// are the cells, a few that are there already may be written again.
func (s *Screen) move(dst []byte, x, y int, now []cell) []byte {
	if x == s.x && y == s.y {
		return dst
	}
	way := s.across(x, y)
	if y == s.y {
		way = s.along(x, now)
	}
	if direct := place(x, y); way == nil || len(direct) < len(way) {
		way = direct
	}
	s.x, s.y = x, y
	return append(dst, way...)
}

// along is a way to a place in the row of the cursor, nil for none.
func (s *Screen) along(x int, now []cell) []byte {
	switch {
	case s.x >= 0 && x > s.x:
		if again := s.again(now, s.x, x); again != nil {
			return again
		}
		return control(nil, x-s.x, 'C')
	case x == 0:
		return []byte{'\r'}
	case s.x >= 0 && s.x-x < 4:
		return bytes.Repeat([]byte{'\b'}, s.x-x)
	}
	return nil
}

// across is a way to a place in another row, nil for none.
func (s *Screen) across(x, y int) []byte {
	switch {
	case y == s.y+1 && x == 0:
		return []byte("\r\n")
	case y > s.y && x == s.x:
		return control(nil, y-s.y, 'B')
	case y < s.y && x == s.x:
		return control(nil, s.y-y, 'A')
	}
	return nil
}

// again is the text from one column to another, if writing it again is shorter than
// moving over it.
func (s *Screen) again(now []cell, from, to int) []byte {
	const longest = 4
	if now == nil || to-from > longest {
		return nil
	}
	text := make([]byte, 0, longest)
	for _, c := range now[from:to] {
		fits := c.ink == s.pen && c.link == s.link || c == blank && s.link == 0 && s.inks.looks[s.pen].plain
		if !fits || c.text < ' ' || c.text > '~' {
			return nil
		}
		text = append(text, byte(c.text))
	}
	return text
}

// control appends a control sequence with a number, which is 1 where none is written.
func control(dst []byte, n int, final byte) []byte {
	dst = append(dst, "\x1b["...)
	if n != 1 {
		dst = strconv.AppendInt(dst, int64(n), 10)
	}
	return append(dst, final)
}

// place is the sequence that moves the cursor to a place wherever it is.
func place(x, y int) []byte {
	dst := append(make([]byte, 0, 12), "\x1b["...)
	if y > 0 || x > 0 {
		dst = strconv.AppendInt(dst, int64(y+1), 10)
	}
	if x > 0 {
		dst = strconv.AppendInt(append(dst, ';'), int64(x+1), 10)
	}
	return append(dst, 'H')
}

// scroll has the terminal move lines that are further up or down than before, if that
// leaves fewer to be drawn.
func (s *Screen) scroll(dst []byte) []byte {
	const worth = 3 // lines for which a move pays
	best, by, top, bottom := worth-1, 0, 0, 0
	changed := 0
	for y := range s.h {
		if s.lines[y].sum != s.next[y].sum {
			changed++
		}
	}
	if changed < worth {
		return dst
	}
	for k := 1 - s.h; k < s.h; k++ {
		if k == 0 {
			continue
		}
		for y := max(0, -k); y < min(s.h, s.h-k); {
			run, gain := y, 0
			for ; run < min(s.h, s.h-k) && s.lines[run+k].sum == s.next[run].sum; run++ {
				if s.lines[run].sum != s.next[run].sum {
					gain++
				}
			}
			if gain > best {
				best, by, top, bottom = gain, k, min(y, y+k), max(run, run+k)
			}
			y = max(run, y+1)
		}
	}
	if by == 0 {
		return dst
	}
	return s.shift(dst, by, top, bottom)
}

// shift moves the lines between top and bottom up, or down if by is negative.
func (s *Screen) shift(dst []byte, by, top, bottom int) []byte {
	dst = s.ink(dst, 0, 0)
	dst = append(dst, ansi.SetTopBottomMargins(top+1, bottom)...)
	dst = append(dst, place(0, top)...)
	if by > 0 {
		dst = append(dst, ansi.DeleteLine(by)...)
	} else {
		dst = append(dst, ansi.InsertLine(-by)...)
	}
	dst = append(dst, "\x1b[r"...)
	s.x, s.y = 0, 0 // where setting margins leaves it
	cells, lines, n := s.cells[top*s.w:bottom*s.w], s.lines[top:bottom], min(max(by, -by), bottom-top)
	var freed []cell
	if by > 0 {
		copy(cells, cells[n*s.w:])
		copy(lines, lines[n:])
		freed, lines = cells[len(cells)-n*s.w:], lines[len(lines)-n:]
	} else {
		copy(cells[n*s.w:], cells)
		copy(lines[n:], lines)
		freed, lines = cells[:n*s.w], lines[:n]
	}
	for i := range freed {
		freed[i] = blank
	}
	clear(lines)
	return dst
}
