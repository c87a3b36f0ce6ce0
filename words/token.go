package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Class says what a token is.
type Class uint8

// The classes.
const (
	Sign   Class = iota // one sign
	Letter              // a run of letters; a single one in scripts without blanks, and of Hangul
	Digit               // a run of digits of one script
)

// Token is a word, a run of digits or a sign: bytes [Start, End).
type Token struct {
	Start, End int
	Class      Class
	Space      bool // a blank or line end stands before it
	Line       bool // a line end does
}

// Scan appends the tokens of a text. Unlike the tokens of the trained models, which
// take words as English has them, these cut between scripts and at each apostrophe.
func Scan(toks []Token, text string) []Token {
	var space, line bool
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case r == '\n':
			space, line = true, true
			i += n
			continue
		case unicode.IsSpace(r):
			space = true
			i += n
			continue
		case r == '\u200e' || r == '\u200f' || r == '\u2066' || r == '\u2069':
			i += n
			continue
		}
		t := Token{Start: i, Class: classOf(r), Space: space, Line: line}
		i += n
		switch t.Class {
		case Digit:
			zero := zeroOf(r)
			for i < len(text) {
				q, m := utf8.DecodeRuneInString(text[i:])
				if !isDigit(q) || zeroOf(q) != zero {
					break
				}
				i += m
			}
		case Letter:
			if !single(r) {
				i = letters(text, i)
			}
		}
		t.End = i
		toks = append(toks, t)
		space, line = false, false
	}
	return toks
}

func classOf(r rune) Class {
	switch {
	case isDigit(r):
		return Digit
	case unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Mc, r):
		return Letter
	}
	return Sign
}

// letters returns the end of the run of letters that goes on at i.
func letters(text string, i int) int {
	for i < len(text) {
		r, m := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\u200c' && r != '\u200d' || single(r) {
			return i
		}
		i += m
	}
	return i
}

// single reports whether letters of this script are tokens of their own.
func single(r rune) bool {
	return r >= 0x3040 && (r <= 0x30ff || r >= 0x3400 && r <= 0x9fff || r >= 0xac00 && r <= 0xd7a3 || r >= 0xf900 && r <= 0xfaff || r >= 0x20000 && r <= 0x2fa1f)
}

func isDigit(r rune) bool {
	return r >= '0' && r <= '9' || r >= utf8.RuneSelf && unicode.Is(unicode.Nd, r)
}

// zeroOf is the zero of a digit's script: scripts have their ten digits in a row.
func zeroOf(r rune) rune {
	if r < utf8.RuneSelf {
		return '0'
	}
	for _, t := range unicode.Nd.R16 {
		if uint16(r) >= t.Lo && uint16(r) <= t.Hi && r < 1<<16 {
			return r - (r-rune(t.Lo))%10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if uint32(r) >= t.Lo && uint32(r) <= t.Hi {
			return r - (r-rune(t.Lo))%10
		}
	}
	return r
}

// Plain writes digits of any script in ASCII and leaves everything else.
func Plain(digits string) string {
	for i := 0; i < len(digits); i++ {
		if digits[i] >= utf8.RuneSelf {
			return strings.Map(func(r rune) rune {
				if r >= utf8.RuneSelf && isDigit(r) {
					return '0' + r - zeroOf(r)
				}
				return r
			}, digits)
		}
	}
	return digits
}

// Fold brings a word to the form of the tables: small letters, one blank, one apostrophe.
func Fold(w string) string {
	ascii := true
	for i := 0; i < len(w); i++ {
		if c := w[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' || c == '\n' {
			ascii = false
			break
		}
	}
	if ascii {
		return w
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case '’', 'ʼ', '‘':
			return '\''
		case '\u0307':
			return -1 // of a Turkish capital I
		case '\n', '\u00a0', '\u202f':
			return ' '
		case 'İ':
			return 'i'
		case '\u064b':
			return -1 // the sign of Arabic accusatives
		}
		return unicode.ToLower(r)
	}, w)
}
