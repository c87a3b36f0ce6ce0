package frame

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// terminal obeys the sequences that screens are written with, and complains of others.
type terminal struct {
	t           testing.TB
	w, h        int
	grid        [][]uv.Cell
	x, y        int
	wraps, full bool // full: the last column was written, and the next character goes on below
	top, bottom int
	style       uv.Style
	link        uv.Link
	cursor      bool
}

func newTestTerminal(t testing.TB, w, h int) *terminal {
	term := &terminal{t: t, w: w, h: h, wraps: true, bottom: h}
	for range h {
		term.grid = append(term.grid, slices.Repeat([]uv.Cell{uv.EmptyCell}, w))
	}
	return term
}

func (m *terminal) write(p []byte) {
	for s := string(p); s != ""; {
		switch c := s[0]; {
		case strings.HasPrefix(s, "\x1b[") || strings.HasPrefix(s, "\x1b]"):
			n := sequence(s)
			if s[1] == '[' {
				m.control(s[2:n-1], s[n-1], s[:n])
			} else {
				uv.ReadLink([]byte(strings.TrimRight(s[2:n], "\x1b\\\a")), &m.link)
			}
			s = s[n:]
		case c == '\r':
			m.x, m.full, s = 0, false, s[1:]
		case c == '\n':
			m.y, s = min(m.y+1, m.h-1), s[1:]
		case c == '\b':
			m.x, m.full, s = max(m.x-1, 0), false, s[1:]
		case c < ' ' || c == 0x7f:
			m.t.Fatalf("control character %q", c)
		default:
			one, width := ansi.FirstGraphemeCluster(s, ansi.WcWidth)
			m.put(one, width)
			s = s[len(one):]
		}
	}
}

func (m *terminal) put(text string, width int) {
	if m.full && m.wraps {
		m.t.Fatalf("%q runs over the end of row %d", text, m.y)
	}
	row := m.grid[m.y]
	if m.x+width > m.w {
		return // what does not fit is not written
	}
	for i := m.x; i < m.x+width; i++ { // half of a character goes with the other half
		for j := i; j >= 0 && row[j].Width == 0; j-- {
			row[j] = uv.EmptyCell
			if j > 0 && row[j-1].Width > 1 {
				row[j-1] = uv.EmptyCell
				break
			}
		}
		for j := i + 1; row[i].Width > 1 && j < min(i+row[i].Width, m.w); j++ {
			row[j] = uv.EmptyCell
		}
		row[i] = uv.Cell{}
	}
	row[m.x] = uv.Cell{Content: text, Style: m.style, Link: m.link, Width: width}
	if m.x += width; m.x >= m.w {
		m.x, m.full = m.w-1, true
	}
}

// control obeys a control sequence.
func (m *terminal) control(params string, final byte, whole string) {
	n, k := 1, 1
	_, _ = fmt.Sscanf(params, "%d;%d", &n, &k)
	empty := uv.Cell{Content: " ", Style: uv.Style{Bg: m.style.Bg}, Width: 1}
	if final != 'm' && final != 'h' && final != 'l' {
		m.full = false
	}
	switch {
	case params == "?7":
		m.wraps = final == 'h'
	case params == "?25":
		m.cursor = final == 'h'
	case params == "?2026":
	case final == 'H':
		m.x, m.y = min(k, m.w)-1, min(n, m.h)-1
	case final == 'A':
		m.y = max(m.y-n, 0)
	case final == 'B':
		m.y = min(m.y+n, m.h-1)
	case final == 'C':
		m.x = min(m.x+n, m.w-1)
	case final == 'J' && params == "2":
		for y := range m.grid {
			m.grid[y] = slices.Repeat([]uv.Cell{empty}, m.w)
		}
	case final == 'K' && params == "":
		m.erase(m.w-m.x, empty)
	case final == 'X':
		m.erase(min(n, m.w-m.x), empty)
	case final == 'L', final == 'M':
		for range n {
			fresh := slices.Repeat([]uv.Cell{empty}, m.w)
			if final == 'M' {
				copy(m.grid[m.y:m.bottom], m.grid[m.y+1:m.bottom])
				m.grid[m.bottom-1] = fresh
			} else {
				copy(m.grid[m.y+1:m.bottom], m.grid[m.y:m.bottom-1])
				m.grid[m.y] = fresh
			}
		}
	case final == 'r' && params == "":
		m.top, m.bottom, m.x, m.y = 0, m.h, 0, 0
	case final == 'r':
		m.top, m.bottom, m.x, m.y = n-1, k, 0, 0
	case final == 'm':
		p := ansi.GetParser()
		defer ansi.PutParser(p)
		ansi.DecodeSequence(whole, 0, p)
		uv.ReadStyle(p.Params(), &m.style)
	default:
		m.t.Fatalf("no such sequence: %q", whole)
	}
}

func (m *terminal) erase(n int, with uv.Cell) {
	for i := range n {
		m.grid[m.y][m.x+i] = with
	}
}

// shows complains unless the terminal shows content, as another renderer draws it.
func (m *terminal) shows(content string) {
	m.t.Helper()
	want := uv.NewScreenBuffer(m.w, m.h)
	want.Method = ansi.WcWidth
	uv.NewStyledString(content).Draw(want, want.Bounds())
	for y := range m.h {
		for x := range m.w {
			got, asked := m.grid[y][x], *want.CellAt(x, y)
			if seen(got) != seen(asked) {
				m.t.Fatalf("row %d, column %d: %+v is shown, %+v asked for\n%q", y, x, got, asked, content)
			}
		}
	}
}

// seen is what is seen of a cell: of the look of a space only some.
func seen(c uv.Cell) string {
	if c.Content == " " && c.Link.URL == "" {
		c.Style.Fg, c.Style.Attrs = nil, c.Style.Attrs&(uv.AttrReverse|uv.AttrStrikethrough)
	}
	return fmt.Sprintf("%q %+v %+v %d", c.Content, c.Style, c.Link, c.Width)
}
