package news

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// CleanLine makes one line of plain text of what a stranger wrote. What comes back
// is valid UTF-8 without a control, escape, bidi-control or tag character, without
// zero-width characters that could hide text (the joiners stay where emoji and
// Persian, Arabic and Indic writing need them), with at most a few combining marks on a
// letter, every run of white space one plain space, none at the ends. Text that
// was encoded to UTF-8 twice is decoded once (see Undouble).
//
// Cleaning twice is the same as cleaning once.
func CleanLine(s string) string { return clean(s, false) }

// CleanText is CleanLine for text of several paragraphs: "\n" stays between
// them, one each; any other line or paragraph end becomes one.
func CleanText(s string) string { return clean(s, true) }

// How many combining marks may stand on one letter: Vietnamese needs two, pointed Hebrew
// three, and scripts that write syllables as stacks six; hundreds are an attack on the
// lines above. And how many bytes letters joined to one character may take.
const (
	maxMarks   = 4
	maxStacked = 8
	maxCluster = 64
)

func clean(s string, lines bool) string {
	if isPlain(s, lines) {
		return s
	}
	// What is dropped may bring together what was apart, so go on until nothing
	// changes. Each round leaves fewer runes, or fewer that are not in final form.
	for {
		once := scrub(s, lines)
		if once == s {
			return s
		}
		s = once
	}
}

// scrub is one round of cleaning.
func scrub(s string, lines bool) string {
	for hasC1(s) { // as often as it was encoded too often
		once, n := Undouble(s)
		if n == 0 {
			break
		}
		s = once
	}
	w := washer{out: make([]byte, 0, len(s)), lines: lines}
	w.wash(s)
	return string(w.out)
}

// isPlain reports whether s is text that cleaning would not change, told without a
// copy: printable ASCII and letters and punctuation of which every one is kept. It
// may say no for text that is clean all the same.
func isPlain(s string, lines bool) bool {
	gap := true // the byte before is white space or the start
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c > ' ' && c < 0x7f:
			gap = false
		case (c == ' ' || c == '\n' && lines) && !gap:
			gap = true
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(s[i:])
			if !isSettled(r) {
				return false
			}
			i += n - 1
			gap = false
		default:
			return false
		}
	}
	return len(s) == 0 || !gap
}

// isSettled reports whether r is of the blocks in which cleaning keeps all.
func isSettled(r rune) bool {
	switch {
	case r < 0x2000:
		return r > 0xa0 && r < 0x300 && r != 0xad || r >= 0x370 && r < 0x483 || r >= 0x48a && r < 0x530
	case r < 0x3041:
		return r >= 0x2010 && r <= 0x2027 || r >= 0x2030 && r <= 0x205e || r >= 0x20a0 && r <= 0x20cf || r >= 0x2100 && r < 0x2800 || r > 0x3000 && r < 0x302a || r > 0x302f
	}
	return r <= 0x3163 && r != 0x3099 && r != 0x309a || r >= 0x3400 && r <= 0x9fff || r >= 0xac00 && r <= 0xd7a3 || r >= 0xff01 && r <= 0xff9f || r >= 0x1f300 && r <= 0x1faff && (r < 0x1f3fb || r > 0x1f3ff)
}

// washer copies text rune by rune, holding back white space and joiners until it
// is known that something visible follows.
type washer struct {
	out    []byte
	lines  bool
	gap    byte // ' ' or '\n' held back, 0 for none
	joiner rune // ZWJ or ZWNJ held back, 0 for none
	prev   rune // the last rune written
	marks  int  // combining marks written since the last letter
	begun  int  // where in out the letters that are joined to one begin
}

func (w *washer) wash(s string) {
	for i := 0; i < len(s); {
		if c := s[i]; c > ' ' && c < 0x7f {
			j := i + 1
			for j < len(s) && s[j] > ' ' && s[j] < 0x7f {
				j++
			}
			w.flush()
			w.out = append(w.out, s[i:j]...)
			w.prev, w.marks, w.begun = rune(s[j-1]), 0, len(w.out)-1
			i = j
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		w.rune(r)
	}
}

func (w *washer) rune(r rune) {
	switch {
	case isBreak(r):
		w.joiner = 0
		if w.lines {
			w.gap = '\n'
		} else if w.gap == 0 {
			w.gap = ' '
		}
	case unicode.IsSpace(r) && r != 0x85 || r == '\u2800':
		w.joiner = 0
		if w.gap == 0 {
			w.gap = ' '
		}
	case IsJoiner(r):
		if w.joiner == 0 && w.gap == 0 && joins(w.prev, r) && len(w.out)-w.begun < maxCluster {
			w.joiner = r
		}
	case r >= 0x80 && r < 0xa0:
		if p := c1Punctuation(r); p != 0 {
			w.visible(p)
		}
	case IsHidden(r):
	case MarkLimit(r) > 0:
		if w.marks++; w.marks <= MarkLimit(r) && (w.gap != 0 || len(w.out)-w.begun < maxCluster) {
			w.flush()
			w.out = utf8.AppendRune(w.out, r)
		}
	case r >= 0xfe00 && r <= 0xfe0f: // a variation selector: one at a time, after something
		if w.prev != 0 && w.gap == 0 && w.joiner == 0 && !(w.prev >= 0xfe00 && w.prev <= 0xfe0f) {
			w.out = utf8.AppendRune(w.out, r)
			w.prev = r
		}
	default:
		w.visible(r)
	}
}

func (w *washer) visible(r rune) {
	joined := w.joiner != 0
	w.flush()
	if !joined {
		w.begun = len(w.out)
	}
	w.out = utf8.AppendRune(w.out, r)
	w.prev, w.marks = r, 0
}

// flush writes what was held back, now that something visible follows.
func (w *washer) flush() {
	if w.gap != 0 && len(w.out) > 0 {
		w.out = append(w.out, w.gap)
		w.marks, w.begun = 0, len(w.out)
	}
	if w.joiner != 0 {
		w.out = utf8.AppendRune(w.out, w.joiner)
	}
	w.gap, w.joiner = 0, 0
}

// isBreak reports whether r ends a line or paragraph.
func isBreak(r rune) bool {
	return r >= '\n' && r <= '\r' || r == '\u2028' || r == '\u2029'
}

// IsJoiner reports whether r is the zero-width joiner or non-joiner.
func IsJoiner(r rune) bool { return r == '\u200c' || r == '\u200d' }

// joins reports whether joiner j has work to do after prev: in Arabic and the
// scripts related to it, in Indic scripts, and, for ZWJ, between emoji.
func joins(prev, j rune) bool {
	switch {
	case prev >= 0x0600 && prev <= 0x08ff, // Arabic, Syriac, Thaana, N'Ko, Mandaic
		prev >= 0x0900 && prev <= 0x0fff, // Indic, Thai, Lao, Tibetan
		prev >= 0x1000 && prev <= 0x109f, // Myanmar
		prev >= 0x1780 && prev <= 0x18af, // Khmer, Mongolian
		prev >= 0x1900 && prev <= 0x1cff, // Limbu, Tai Tham, Balinese, Sundanese, Lepcha
		prev >= 0xa800 && prev <= 0xaaff, // Javanese, Cham and others
		prev >= 0xfb50 && prev <= 0xfdff, // Arabic presentation forms
		prev >= 0xfe70 && prev <= 0xfefc,
		prev >= 0x10d00 && prev <= 0x10d3f, // Hanifi Rohingya
		prev >= 0x11000 && prev <= 0x11fff, // further Indic
		prev >= 0x1e900 && prev <= 0x1e95f: // Adlam
		return true
	case j != '\u200d':
		return false
	}
	return prev >= 0x1f000 && prev <= 0x1faff || prev >= 0x2190 && prev <= 0x2bff || prev == 0xfe0f
}

// IsHidden reports whether r is a control of ASCII, or takes no room and can hide,
// reorder or smuggle text. The joiners are none of these where a script needs them.
func IsHidden(r rune) bool {
	if r < 0x300 {
		return r < ' ' || r == 0x7f || r == 0xad
	}
	switch {
	case r == 0x034f, r == 0x061c, r == 0x115f, r == 0x1160, r == 0x17b4, r == 0x17b5, r == 0x3164, r == 0xffa0, r == 0xfeff,
		r >= 0x180b && r <= 0x180f,
		r >= 0x200b && r <= 0x200f && !IsJoiner(r),
		r >= 0x202a && r <= 0x202e,
		r >= 0x2060 && r <= 0x206f,
		r >= 0xfff0 && r <= 0xfffb,
		r >= 0x1bca0 && r <= 0x1bca3,
		r >= 0x1d173 && r <= 0x1d17a,
		r >= 0xe0000 && r <= 0xe0fff,
		r >= 0xfdd0 && r <= 0xfdef,
		r&0xfffe == 0xfffe: // not characters
		return true
	}
	return false
}

// MarkLimit is how many marks may stand on a letter when r is one of them, 0 when r is
// none: a combining mark of any script, a skin tone, or a vowel or last letter of Hangul
// that joins the letter before it.
func MarkLimit(r rune) int {
	switch {
	case r < 0x300 || r >= 0x3400 && r < 0xa66f || r >= 0xac00 && r < 0xd7b0 || r >= 0xfe00 && r <= 0xfe0f:
		return 0
	case r >= 0x1160 && r <= 0x11ff, r >= 0xd7b0 && r <= 0xd7ff, r >= 0x1f3fb && r <= 0x1f3ff:
		return maxMarks
	case !unicode.Is(unicode.M, r):
		return 0
	case unicode.In(r, unicode.Tibetan, unicode.Myanmar, unicode.Tai_Tham, unicode.Balinese, unicode.Javanese):
		return maxStacked
	}
	return maxMarks
}

// hasC1 reports whether s holds a C1 control character, which no text has by
// intention.
func hasC1(s string) bool {
	for {
		i := strings.IndexByte(s, 0xc2)
		if i < 0 || i+1 >= len(s) {
			return false
		}
		if c := s[i+1]; c >= 0x80 && c < 0xa0 {
			return true
		}
		s = s[i+1:]
	}
}
