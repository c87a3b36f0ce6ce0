package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dateline/ui/draw"
)

// EditLimit is how many bytes a line may hold.
const EditLimit = 2000

// Edit is one line being typed. It moves by grapheme clusters and holds nothing that
// is not printable, whatever is pasted.
type Edit struct {
	Value string
	At    int // byte of the cursor
}

// Set puts another text in the line.
func (e *Edit) Set(s string) { e.Value, e.At = "", 0; e.Insert(s) }

// Insert puts text at the cursor; line breaks and tabs become spaces.
func (e *Edit) Insert(s string) {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case draw.Hidden(r):
			return -1
		}
		return r
	}, s)
	if len(e.Value)+len(s) > EditLimit {
		return
	}
	e.Value = e.Value[:e.At] + s + e.Value[e.At:]
	e.At += len(s)
}

// Key handles an editing key and reports whether it was one.
func (e *Edit) Key(k tea.KeyPressMsg) bool {
	switch k.String() {
	case "left", "ctrl+b":
		e.At = e.before()
	case "right", "ctrl+f":
		e.At = e.after()
	case "home", "ctrl+a":
		e.At = 0
	case "end", "ctrl+e":
		e.At = len(e.Value)
	case "alt+b", "ctrl+left":
		e.At = e.wordBefore()
	case "alt+f", "ctrl+right":
		e.At = e.wordAfter()
	case "backspace", "ctrl+h":
		e.Cut(e.before(), e.At)
	case "delete", "ctrl+d":
		e.Cut(e.At, e.after())
	case "ctrl+w", "alt+backspace":
		e.Cut(e.wordBefore(), e.At)
	case "ctrl+u":
		e.Cut(0, e.At)
	case "ctrl+k":
		e.Cut(e.At, len(e.Value))
	default:
		if k.Text == "" || k.Mod.Contains(tea.ModCtrl) || k.Mod.Contains(tea.ModAlt) {
			return false
		}
		e.Insert(k.Text)
	}
	return true
}

// Cut takes out a part of the line.
func (e *Edit) Cut(from, to int) {
	e.Value = e.Value[:from] + e.Value[to:]
	e.At = from
}

// after is the place behind the cluster at the cursor.
func (e *Edit) after() int {
	if e.At >= len(e.Value) {
		return e.At
	}
	c, _ := ansi.FirstGraphemeCluster(e.Value[e.At:], ansi.GraphemeWidth)
	return e.At + len(c)
}

// before is the place before the cluster left of the cursor.
func (e *Edit) before() int {
	last := 0
	for at := 0; at < e.At; {
		c, _ := ansi.FirstGraphemeCluster(e.Value[at:], ansi.GraphemeWidth)
		last = at
		at += len(c)
	}
	return last
}

func (e *Edit) wordBefore() int {
	s := strings.TrimRightFunc(e.Value[:e.At], unicode.IsSpace)
	at := strings.LastIndexFunc(s, unicode.IsSpace)
	if at < 0 {
		return 0
	}
	_, size := utf8.DecodeRuneInString(s[at:])
	return at + size
}

func (e *Edit) wordAfter() int {
	rest := e.Value[e.At:]
	skipped := len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsSpace))
	if n := strings.IndexFunc(rest[skipped:], unicode.IsSpace); n >= 0 {
		return e.At + skipped + n
	}
	return len(e.Value)
}

// View returns what is shown in w cells and the column of the cursor. A long line
// slides so that the cursor is in sight.
func (e *Edit) View(w int) (string, int) {
	col := draw.Width(e.Value[:e.At])
	if col < w {
		return draw.Clip(e.Value, w, ""), col
	}
	from, gone := 0, 0
	for from < e.At && col-gone >= w {
		n, cw, _ := draw.Cluster(e.Value[from:])
		from += n
		gone += cw
	}
	return draw.Clip(e.Value[from:], w, ""), max(col-gone, 0) // the cursor may stand within a cluster
}
