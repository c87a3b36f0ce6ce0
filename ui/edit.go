package ui

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// editLimit is how many bytes a line may hold.
const editLimit = 2000

// edit is one line being typed. It moves by grapheme clusters and holds nothing that
// is not printable, whatever is pasted.
type edit struct {
	value string
	at    int // byte of the cursor
}

func (e *edit) set(s string) { e.value, e.at = "", 0; e.insert(s) }

// insert puts text at the cursor; line breaks and tabs become spaces.
func (e *edit) insert(s string) {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case hidden(r):
			return -1
		}
		return r
	}, s)
	if len(e.value)+len(s) > editLimit {
		return
	}
	e.value = e.value[:e.at] + s + e.value[e.at:]
	e.at += len(s)
}

// key handles an editing key and reports whether it was one.
func (e *edit) key(k tea.KeyPressMsg) bool {
	switch k.String() {
	case "left", "ctrl+b":
		e.at = e.before()
	case "right", "ctrl+f":
		e.at = e.after()
	case "home", "ctrl+a":
		e.at = 0
	case "end", "ctrl+e":
		e.at = len(e.value)
	case "alt+b", "ctrl+left":
		e.at = e.wordBefore()
	case "alt+f", "ctrl+right":
		e.at = e.wordAfter()
	case "backspace", "ctrl+h":
		e.cut(e.before(), e.at)
	case "delete", "ctrl+d":
		e.cut(e.at, e.after())
	case "ctrl+w", "alt+backspace":
		e.cut(e.wordBefore(), e.at)
	case "ctrl+u":
		e.cut(0, e.at)
	case "ctrl+k":
		e.cut(e.at, len(e.value))
	default:
		if k.Text == "" || k.Mod.Contains(tea.ModCtrl) || k.Mod.Contains(tea.ModAlt) {
			return false
		}
		e.insert(k.Text)
	}
	return true
}

func (e *edit) cut(from, to int) {
	e.value = e.value[:from] + e.value[to:]
	e.at = from
}

// after is the place behind the cluster at the cursor.
func (e *edit) after() int {
	if e.at >= len(e.value) {
		return e.at
	}
	c, _ := ansi.FirstGraphemeCluster(e.value[e.at:], ansi.GraphemeWidth)
	return e.at + len(c)
}

// before is the place before the cluster left of the cursor.
func (e *edit) before() int {
	last := 0
	for at := 0; at < e.at; {
		c, _ := ansi.FirstGraphemeCluster(e.value[at:], ansi.GraphemeWidth)
		last = at
		at += len(c)
	}
	return last
}

func (e *edit) wordBefore() int {
	s := strings.TrimRightFunc(e.value[:e.at], unicode.IsSpace)
	at := strings.LastIndexFunc(s, unicode.IsSpace)
	if at < 0 {
		return 0
	}
	_, size := utf8.DecodeRuneInString(s[at:])
	return at + size
}

func (e *edit) wordAfter() int {
	rest := e.value[e.at:]
	skipped := len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsSpace))
	if n := strings.IndexFunc(rest[skipped:], unicode.IsSpace); n >= 0 {
		return e.at + skipped + n
	}
	return len(e.value)
}

// view returns what is shown in w cells and the column of the cursor. A long line
// slides so that the cursor is in sight.
func (e *edit) view(w int) (string, int) {
	col := width(e.value[:e.at])
	if col < w {
		return clip(e.value, w, ""), col
	}
	from, gone := 0, 0
	for from < e.at && col-gone >= w {
		n, cw, _ := cluster(e.value[from:])
		from += n
		gone += cw
	}
	return clip(e.value[from:], w, ""), max(col-gone, 0) // the cursor may stand within a cluster
}
