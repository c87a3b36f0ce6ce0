package draw

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"dateline/news"
)

// How wide is a text? Bubble Tea's renderer and most terminals (and tmux and screen)
// add up the cells of the characters of a grapheme cluster; Filter keeps the renderer
// to that. Where terminals disagree (emoji joined from several, flags, keycaps, what a
// variation selector changes) a line might be torn, so everything drawn here goes
// through cluster, which shows such a cluster by a simpler one of the same width
// everywhere. Letters are never dropped.

// Cluster takes the first grapheme cluster off s: its length in bytes, its width in
// cells and what is drawn for it. What must not reach a terminal draws a question mark;
// a line break and a tab are spaces, and a space takes no marks.
func Cluster(s string) (n, w int, show string) {
	if c := s[0]; c == ' ' || c < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		switch {
		case c == '\n' || c == '\t':
			return 1, 1, " "
		case c < ' ' || c == 0x7f:
			return 1, 1, "?"
		}
		return 1, 1, s[:1]
	}
	first, size := utf8.DecodeRuneInString(s)
	switch {
	case Hidden(first):
		return size, 1, "?"
	case unicode.Is(unicode.M, first) || modifies(first) || news.IsJoiner(first):
		return size, 0, "" // a mark without what it belongs to
	}
	c, w := ansi.FirstGraphemeCluster(s, ansi.WcWidth)
	if end := strings.IndexFunc(c, Hidden); end > 0 {
		c = c[:end]
		w = ansi.WcWidth.StringWidth(c)
	}
	if show = unpiled(simpler(c, first, size)); len(show) != len(c) {
		w = ansi.WcWidth.StringWidth(show)
	}
	if w == 0 {
		return len(c), 0, ""
	}
	return len(c), w, show
}

// Hidden reports whether a rune must not reach the terminal. The text of a story holds
// none; this is the second lock on that door.
func Hidden(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\uFEFF' || r == utf8.RuneError
}

// unpiled is a cluster without the marks that are too many on one letter, as they are in
// no text that was cleaned.
func unpiled(c string) string {
	if len(c) <= 16 {
		return c
	}
	marks := 0
	return strings.Map(func(r rune) rune {
		limit := news.MarkLimit(r)
		if limit == 0 && ansi.WcWidth.StringWidth(string(r)) == 0 {
			limit = 1
		}
		if limit == 0 {
			marks = 0
			return r
		}
		if marks++; marks > limit {
			return -1
		}
		return r
	}, c)
}

// joiner is the zero width joiner.
const joiner = '\u200d'

// modifies reports whether a rune changes the emoji before it: a variation selector, a
// skin tone, a keycap, the letters of a region's flag.
func modifies(r rune) bool {
	return r == '\uFE0F' || r == '\u20E3' || r >= 0x1F3FB && r <= 0x1F3FF || r >= 0xE0020 && r <= 0xE007F
}

// simpler returns what is drawn for a cluster: itself for letters with their marks, the
// letters of a flag, the first of the emoji that are joined, without what modifies it.
func simpler(c string, first rune, size int) string {
	switch {
	case unicode.Is(unicode.Regional_Indicator, first):
		return flagLetters(c)
	case size == len(c):
		return c
	case strings.ContainsFunc(c, modifies), strings.ContainsRune(c, joiner) && !unicode.IsLetter(first):
		return c[:size]
	}
	return c
}

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

// Width returns how many cells s takes when drawn with tame.
func Width(s string) int {
	if plain(s) {
		return len(s)
	}
	total := 0
	for len(s) > 0 {
		n, w, _ := Cluster(s)
		total += w
		s = s[n:]
	}
	return total
}

// Tame returns s as it is drawn.
func Tame(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for len(s) > 0 {
		n, _, show := Cluster(s)
		b.WriteString(show)
		s = s[n:]
	}
	return b.String()
}

// Clip cuts s to at most w cells, ending in tail when something was cut. What it
// returns is tame.
func Clip(s string, w int, tail string) string {
	if Width(s) <= w {
		return Tame(s)
	}
	room := w - Width(tail)
	if room < 0 {
		return ""
	}
	var b strings.Builder
	for used := 0; len(s) > 0; {
		n, cw, show := Cluster(s)
		if used+cw > room {
			break
		}
		used += cw
		b.WriteString(show)
		s = s[n:]
	}
	return strings.TrimRight(b.String(), " ") + tail
}

// Blanks is what padding is cut from.
const Blanks = "                                                                                                                                "

// Pad writes n spaces.
func Pad(b *strings.Builder, n int) {
	for ; n > len(Blanks); n -= len(Blanks) {
		b.WriteString(Blanks)
	}
	if n > 0 {
		b.WriteString(Blanks[:n])
	}
}

// Fit writes s clipped or padded to exactly w cells.
func Fit(b *strings.Builder, s string, w int, tail string) {
	s = Clip(s, w, tail)
	b.WriteString(s)
	Pad(b, w-Width(s))
}
