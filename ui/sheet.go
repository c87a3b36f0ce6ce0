package ui

import "dateline/news"

// A sheet is what the Claims and Figures views scroll: entries of several lines, drawn
// only when they are on the screen and remembered until width or look change.

// sheet is a run of entries under headings.
type sheet struct {
	entries  []entry
	sel, top int // entries; sel rests on one that is no heading
	w, h     int
}

// entry is one heading or one row.
type entry struct {
	head bool
	draw func(w int, chosen bool) []string
	open *news.Carrier // where enter leads, nil for a heading
	// act is what enter does where it leads elsewhere, and words what the status line says.
	act   func() intent
	words string

	drawn          [2][]string // at rest, chosen
	width, version int
}

// crumb is one of several things to choose from on the line above a sheet.
type crumb struct {
	x    int
	text string
	at   int // which one it is
}

// fill shows other entries, with the cursor on the first row.
func (s *sheet) fill(entries []entry) {
	s.entries, s.sel, s.top = entries, 0, 0
	s.step(0)
}

// chosen returns the entry under the cursor, nil when there is none.
func (s *sheet) chosen() *entry {
	if s.sel < len(s.entries) && !s.entries[s.sel].head {
		return &s.entries[s.sel]
	}
	return nil
}

// step moves the cursor by n rows, passing over headings.
func (s *sheet) step(n int) {
	if s.chosen() == nil {
		s.sel = s.row(s.sel-1, 1)
	}
	for ; n > 0; n-- {
		s.sel = s.row(s.sel, 1)
	}
	for ; n < 0; n++ {
		s.sel = s.row(s.sel, -1)
	}
}

// row returns the next row from entry i in a direction, i when there is none.
func (s *sheet) row(i, dir int) int {
	for j := i + dir; j >= 0 && j < len(s.entries); j += dir {
		if !s.entries[j].head {
			return j
		}
	}
	return max(i, 0)
}

// clicked takes a click on line y: it puts the cursor on the row there, and reports
// whether it was on it before.
func (s *sheet) clicked(k *look, y int) (again bool) {
	i := s.at(k, y)
	if i < 0 || s.entries[i].head {
		return false
	}
	again = i == s.sel
	s.sel = i
	return again
}

// turn takes the keys that move the cursor of every sheet, and reports whether it was
// one.
func (s *sheet) turn(look *look, key string, n int) bool {
	switch k := look.keys; {
	case k.Down.is(key):
		s.step(n)
	case k.Up.is(key):
		s.step(-n)
	case k.Top.is(key):
		s.step(-len(s.entries))
	case k.Bottom.is(key):
		s.step(len(s.entries))
	case k.HalfDown.is(key):
		s.page(look, true, n)
	case k.HalfUp.is(key):
		s.page(look, true, -n)
	case k.PageDown.is(key):
		s.page(look, false, n)
	case k.PageUp.is(key):
		s.page(look, false, -n)
	case k.NextPane.is(key), k.NextUnread.is(key):
		s.group(1)
	case k.PrevPane.is(key), k.PrevUnread.is(key):
		s.group(-1)
	default:
		return false
	}
	return true
}

// group moves the cursor to the first row under the next heading, or the one before.
func (s *sheet) group(dir int) {
	i := s.sel
	for i > 0 && !s.entries[i].head {
		i-- // the heading above
	}
	if dir > 0 || s.row(i, 1) == s.sel {
		for i += dir; i > 0 && i < len(s.entries) && !s.entries[i].head; {
			i += dir
		}
	}
	if i >= 0 && i < len(s.entries) {
		s.sel = i
		s.step(0)
	}
}

// lines returns what is drawn of an entry.
func (s *sheet) lines(k *look, i int) []string {
	e := &s.entries[i]
	if e.width != s.w || e.version != k.version {
		e.width, e.version, e.drawn = s.w, k.version, [2][]string{}
	}
	state := 0
	if i == s.sel && !e.head {
		state = 1
	}
	if e.drawn[state] == nil {
		e.drawn[state] = e.draw(s.w, state == 1)
	}
	return e.drawn[state]
}

// scroll keeps the whole of the chosen entry in sight, with the heading above it
// where there is room.
func (s *sheet) scroll(k *look) {
	s.top = max(min(s.top, s.sel), 0)
	if s.sel == s.firstRow() {
		s.top = 0
	}
	used := 0
	for i := s.sel; i >= s.top; i-- {
		if used += len(s.lines(k, i)); used > s.h {
			s.top = min(i+1, s.sel)
			return
		}
	}
	if s.top == s.sel && s.top > 0 && s.entries[s.top-1].head && used+len(s.lines(k, s.top-1)) <= s.h {
		s.top--
	}
}

func (s *sheet) firstRow() int {
	for i := range s.entries {
		if !s.entries[i].head {
			return i
		}
	}
	return 0
}

// view returns the lines on the screen.
func (s *sheet) view(k *look, w, h int) []string {
	s.w, s.h = w, h
	if len(s.entries) == 0 {
		return nil
	}
	s.scroll(k)
	var out []string
	for i := s.top; i < len(s.entries) && len(out) <= h; i++ {
		out = append(out, s.lines(k, i)...)
	}
	if out[0] == "" {
		out = out[1:] // the line before a heading is for between
	}
	return out[:min(len(out), h)]
}

// at returns the entry drawn on line y, -1 for none.
func (s *sheet) at(k *look, y int) int {
	if s.top < len(s.entries) && s.lines(k, s.top)[0] == "" {
		y++
	}
	for i := s.top; y >= 0 && i < len(s.entries); i++ {
		if y -= len(s.lines(k, i)); y < 0 {
			return i
		}
	}
	return -1
}

// page moves the cursor by about a screen, or half of one.
func (s *sheet) page(k *look, half bool, n int) {
	room := max(s.h-2, 1)
	if half {
		room = max(s.h/2, 1)
	}
	dir := 1
	if n < 0 {
		dir, n = -1, -n
	}
	for range min(n, 1000) {
		for used := 0; used < room; {
			was := s.sel
			s.step(dir)
			if s.sel == was {
				break
			}
			used += len(s.lines(k, s.sel))
		}
	}
}
