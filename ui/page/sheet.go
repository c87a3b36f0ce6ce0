package page

import (
	"dateline/news"
	"dateline/ui/draw"
)

// A sheet is what the Claims and Figures views scroll: entries of several lines, drawn
// only when they are on the screen and remembered until width or look change.

// Sheet is a run of entries under headings.
type Sheet struct {
	Entries  []Entry
	Sel, Top int // entries; sel rests on one that is no heading
	W, h     int
}

// Entry is one heading or one row.
type Entry struct {
	Head bool
	Draw func(w int, chosen bool) []string
	Open *news.Carrier // where enter leads, nil for a heading
	// act is what enter does where it leads elsewhere, and words what the status line says.
	Act   func() Intent
	Words string

	Drawn          [2][]string // at rest, chosen
	width, version int
}

// Crumb is one of several things to choose from on the line above a sheet.
type Crumb struct {
	X    int
	Text string
	At   int // which one it is
}

// Fill shows other entries, with the cursor on the first row.
func (s *Sheet) Fill(entries []Entry) {
	s.Entries, s.Sel, s.Top = entries, 0, 0
	s.Step(0)
}

// Chosen returns the entry under the cursor, nil when there is none.
func (s *Sheet) Chosen() *Entry {
	if s.Sel < len(s.Entries) && !s.Entries[s.Sel].Head {
		return &s.Entries[s.Sel]
	}
	return nil
}

// Step moves the cursor by n rows, passing over headings.
func (s *Sheet) Step(n int) {
	if s.Chosen() == nil {
		s.Sel = s.row(s.Sel-1, 1)
	}
	for ; n > 0; n-- {
		s.Sel = s.row(s.Sel, 1)
	}
	for ; n < 0; n++ {
		s.Sel = s.row(s.Sel, -1)
	}
}

// row returns the next row from entry i in a direction, i when there is none.
func (s *Sheet) row(i, dir int) int {
	for j := i + dir; j >= 0 && j < len(s.Entries); j += dir {
		if !s.Entries[j].Head {
			return j
		}
	}
	return max(i, 0)
}

// Clicked takes a click on line y: it puts the cursor on the row there, and reports
// whether it was on it before.
func (s *Sheet) Clicked(k *draw.Look, y int) (again bool) {
	i := s.At(k, y)
	if i < 0 || s.Entries[i].Head {
		return false
	}
	again = i == s.Sel
	s.Sel = i
	return again
}

// Turn takes the keys that move the cursor of every sheet, and reports whether it was
// one.
func (s *Sheet) Turn(look *draw.Look, key string, n int) bool {
	switch k := look.Keys; {
	case k.Down.Is(key):
		s.Step(n)
	case k.Up.Is(key):
		s.Step(-n)
	case k.Top.Is(key):
		s.Step(-len(s.Entries))
	case k.Bottom.Is(key):
		s.Step(len(s.Entries))
	case k.HalfDown.Is(key):
		s.page(look, true, n)
	case k.HalfUp.Is(key):
		s.page(look, true, -n)
	case k.PageDown.Is(key):
		s.page(look, false, n)
	case k.PageUp.Is(key):
		s.page(look, false, -n)
	case k.NextPane.Is(key), k.NextUnread.Is(key):
		s.group(1)
	case k.PrevPane.Is(key), k.PrevUnread.Is(key):
		s.group(-1)
	default:
		return false
	}
	return true
}

// group moves the cursor to the first row under the next heading, or the one before.
func (s *Sheet) group(dir int) {
	i := s.Sel
	for i > 0 && !s.Entries[i].Head {
		i-- // the heading above
	}
	if dir > 0 || s.row(i, 1) == s.Sel {
		for i += dir; i > 0 && i < len(s.Entries) && !s.Entries[i].Head; {
			i += dir
		}
	}
	if i >= 0 && i < len(s.Entries) {
		s.Sel = i
		s.Step(0)
	}
}

// lines returns what is drawn of an entry.
func (s *Sheet) lines(k *draw.Look, i int) []string {
	e := &s.Entries[i]
	if e.width != s.W || e.version != k.Version {
		e.width, e.version, e.Drawn = s.W, k.Version, [2][]string{}
	}
	state := 0
	if i == s.Sel && !e.Head {
		state = 1
	}
	if e.Drawn[state] == nil {
		e.Drawn[state] = e.Draw(s.W, state == 1)
	}
	return e.Drawn[state]
}

// scroll keeps the whole of the chosen entry in sight, with the heading above it
// where there is room.
func (s *Sheet) scroll(k *draw.Look) {
	s.Top = max(min(s.Top, s.Sel), 0)
	if s.Sel == s.firstRow() {
		s.Top = 0
	}
	used := 0
	for i := s.Sel; i >= s.Top; i-- {
		if used += len(s.lines(k, i)); used > s.h {
			s.Top = min(i+1, s.Sel)
			return
		}
	}
	if s.Top == s.Sel && s.Top > 0 && s.Entries[s.Top-1].Head && used+len(s.lines(k, s.Top-1)) <= s.h {
		s.Top--
	}
}

func (s *Sheet) firstRow() int {
	for i := range s.Entries {
		if !s.Entries[i].Head {
			return i
		}
	}
	return 0
}

// View returns the lines on the screen.
func (s *Sheet) View(k *draw.Look, w, h int) []string {
	s.W, s.h = w, h
	if len(s.Entries) == 0 {
		return nil
	}
	s.scroll(k)
	var out []string
	for i := s.Top; i < len(s.Entries) && len(out) <= h; i++ {
		out = append(out, s.lines(k, i)...)
	}
	if out[0] == "" {
		out = out[1:] // the line before a heading is for between
	}
	return out[:min(len(out), h)]
}

// At returns the entry drawn on line y, -1 for none.
func (s *Sheet) At(k *draw.Look, y int) int {
	if s.Top < len(s.Entries) && s.lines(k, s.Top)[0] == "" {
		y++
	}
	for i := s.Top; y >= 0 && i < len(s.Entries); i++ {
		if y -= len(s.lines(k, i)); y < 0 {
			return i
		}
	}
	return -1
}

// page moves the cursor by about a screen, or half of one.
func (s *Sheet) page(k *draw.Look, half bool, n int) {
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
			was := s.Sel
			s.Step(dir)
			if s.Sel == was {
				break
			}
			used += len(s.lines(k, s.Sel))
		}
	}
}
