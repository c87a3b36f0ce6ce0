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

// maxMarks is how many combining marks may stand on one letter: Vietnamese needs
// two, pointed Hebrew three; hundreds are an attack on the lines above.
const maxMarks = 4

func clean(s string, lines bool) string {
	if isPlain(s, lines) {
		return s
	}
	// What is dropped may bring together what was apart, so go on until nothing
	// changes. Each round leaves fewer runes, or fewer that are not in final form.
	for {
		t := s
		for hasC1(t) { // as often as it was encoded too often
			once, n := Undouble(t)
			if n == 0 {
				break
			}
			t = once
		}
		w := washer{out: make([]byte, 0, len(t)), lines: lines}
		w.wash(t)
		if string(w.out) == s {
			return s
		}
		s = string(w.out)
	}
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
		return r >= 0x2010 && r <= 0x2027 || r >= 0x2030 && r <= 0x205e || r >= 0x20a0 && r <= 0x20cf || r >= 0x2100 && r < 0x2800 || r > 0x3000
	}
	return r <= 0x3163 || r >= 0x3400 && r <= 0x9fff || r >= 0xac00 && r <= 0xd7a3 || r >= 0xff01 && r <= 0xff9f || r >= 0x1f300 && r <= 0x1faff
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
			w.prev, w.marks = rune(s[j-1]), 0
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
	case isJoiner(r):
		if w.joiner == 0 && w.gap == 0 && joins(w.prev, r) {
			w.joiner = r
		}
	case r >= 0x80 && r < 0xa0:
		if p := c1Punctuation(r); p != 0 {
			w.visible(p)
		}
	case isHidden(r):
	case isMark(r):
		if w.marks++; w.marks <= maxMarks {
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
	w.flush()
	w.out = utf8.AppendRune(w.out, r)
	w.prev, w.marks = r, 0
}

// flush writes what was held back, now that something visible follows.
func (w *washer) flush() {
	if w.gap != 0 && len(w.out) > 0 {
		w.out = append(w.out, w.gap)
		w.marks = 0
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

func isJoiner(r rune) bool { return r == '\u200c' || r == '\u200d' }

// joins reports whether joiner j has work to do after prev: in Arabic and the
// scripts related to it, in Indic scripts, and, for ZWJ, between emoji.
func joins(prev, j rune) bool {
	switch {
	case prev >= 0x0600 && prev <= 0x08ff, // Arabic, Syriac, Thaana, N'Ko, Mandaic
		prev >= 0x0900 && prev <= 0x0fff, // Indic, Thai, Lao, Tibetan
		prev >= 0x1000 && prev <= 0x109f, // Myanmar
		prev >= 0x1780 && prev <= 0x18af, // Khmer, Mongolian
		prev >= 0xfb50 && prev <= 0xfdff, // Arabic presentation forms
		prev >= 0xfe70 && prev <= 0xfefc,
		prev >= 0x11000 && prev <= 0x11fff: // further Indic
		return true
	case j != '\u200d':
		return false
	}
	return prev >= 0x1f000 && prev <= 0x1faff || prev >= 0x2190 && prev <= 0x2bff || prev == 0xfe0f
}

// isHidden reports whether r is a control, or takes no room and can hide, reorder
// or smuggle text.
func isHidden(r rune) bool {
	if r < 0x300 {
		return r < ' ' || r == 0x7f || r == 0xad
	}
	switch {
	case r == 0x034f, r == 0x061c, r == 0x115f, r == 0x1160, r == 0x17b4, r == 0x17b5, r == 0x3164, r == 0xffa0, r == 0xfeff,
		r >= 0x180b && r <= 0x180f,
		r >= 0x200b && r <= 0x200f,
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

// isMark reports whether r is of the blocks of combining marks that go on any
// letter. Vowel signs of a script of their own are letters for our purpose.
func isMark(r rune) bool {
	return r >= 0x0300 && (r <= 0x036f ||
		r >= 0x0483 && r <= 0x0489 ||
		r >= 0x0591 && r <= 0x05bd ||
		r >= 0x064b && r <= 0x065f ||
		r >= 0x0e47 && r <= 0x0e4e ||
		r >= 0x1ab0 && r <= 0x1aff ||
		r >= 0x1dc0 && r <= 0x1dff ||
		r >= 0x20d0 && r <= 0x20ff ||
		r >= 0xfe20 && r <= 0xfe2f)
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
