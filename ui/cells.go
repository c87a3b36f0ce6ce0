package ui

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Terminals disagree on the width of some grapheme clusters: emoji joined from
// several, flags, and whatever a variation selector changes. The renderer does not
// know which terminal it has, so a line with one of them might be torn. Everything
// drawn here therefore goes through cluster, which shows such a cluster by a simpler
// one that has the same width everywhere.

// cluster takes the first grapheme cluster off s: its length in bytes, its width in
// cells and what is drawn for it. Control characters and bidi controls draw nothing.
func cluster(s string) (n, w int, show string) {
	if c := s[0]; c < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		if c < ' ' || c == 0x7f {
			return 1, 0, ""
		}
		return 1, 1, s[:1]
	}
	c, gw := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	if r, size := utf8.DecodeRuneInString(c); size == len(c) && !unicode.Is(unicode.Regional_Indicator, r) {
		if hidden(r) || gw == 0 {
			return size, 0, ""
		}
		if ansi.WcWidth.StringWidth(c) == gw {
			return size, gw, c
		}
	}
	show = simpler(c)
	return len(c), ansi.StringWidth(show), show
}

// hidden reports whether a single rune must not reach the terminal. The text of a
// story holds none; this is the second lock on that door.
func hidden(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\uFEFF' || r == utf8.RuneError
}

// simpler returns what is drawn for a cluster of several runes: itself when all ways
// of measuring it agree, the letters of a flag, else its first rune with the marks
// that keep the width.
func simpler(c string) string {
	if first, _ := utf8.DecodeRuneInString(c); unicode.Is(unicode.Regional_Indicator, first) {
		return flagLetters(c)
	}
	if agree(c) && !strings.ContainsFunc(c, func(r rune) bool { return hidden(r) || r == '\uFE0F' }) {
		return c
	}
	first, size := utf8.DecodeRuneInString(c)
	if hidden(first) || !agree(c[:size]) || ansi.StringWidth(c[:size]) == 0 {
		return ""
	}
	kept := c[:size]
	for _, r := range c[size:] {
		if next := kept + string(r); unicode.Is(unicode.Mn, r) && r != '\uFE0F' && agree(next) {
			kept = next
		}
	}
	return kept
}

// agree reports whether both ways of measuring give the same width.
func agree(s string) bool { return ansi.StringWidth(s) == ansi.WcWidth.StringWidth(s) }

// flagLetters spells a flag of regional indicators: KP for the flag of PRK.
func flagLetters(c string) string {
	var b strings.Builder
	for _, r := range c {
		if unicode.Is(unicode.Regional_Indicator, r) {
			b.WriteByte(byte('A' + r - 0x1F1E6))
		}
	}
	return b.String()
}

// plain reports whether every byte of s is printable ASCII: then bytes are cells.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// width returns how many cells s takes when drawn with tame.
func width(s string) int {
	if plain(s) {
		return len(s)
	}
	total := 0
	for len(s) > 0 {
		n, w, _ := cluster(s)
		total += w
		s = s[n:]
	}
	return total
}

// tame returns s as it is drawn.
func tame(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for len(s) > 0 {
		n, _, show := cluster(s)
		b.WriteString(show)
		s = s[n:]
	}
	return b.String()
}

// clip cuts s to at most w cells, ending in tail when something was cut. What it
// returns is tame.
func clip(s string, w int, tail string) string {
	if width(s) <= w {
		return tame(s)
	}
	room := w - width(tail)
	if room < 0 {
		return ""
	}
	var b strings.Builder
	for used := 0; len(s) > 0; {
		n, cw, show := cluster(s)
		if used+cw > room {
			break
		}
		used += cw
		b.WriteString(show)
		s = s[n:]
	}
	return strings.TrimRight(b.String(), " ") + tail
}

// blanks is what padding is cut from.
const blanks = "                                                                                                                                "

// pad writes n spaces.
func pad(b *strings.Builder, n int) {
	for ; n > len(blanks); n -= len(blanks) {
		b.WriteString(blanks)
	}
	if n > 0 {
		b.WriteString(blanks[:n])
	}
}

// fit writes s clipped or padded to exactly w cells.
func fit(b *strings.Builder, s string, w int, tail string) {
	s = clip(s, w, tail)
	b.WriteString(s)
	pad(b, w-width(s))
}
