package news

import (
	"strings"
	"unicode/utf8"
)

// Undouble decodes text that was encoded to UTF-8 twice, sequence by sequence:
// "â\u0080\u0099" and "â€™" become "’". The bytes in between were read as
// ISO 8859-1 or as Windows-1252; both are known. What is no such sequence stays; n
// is how many there were.
//
// A few of these sequences could be meant ("il caffè”»"), so call it only for
// text that is proven to be doubled: a C1 control character in it is proof.
func Undouble(s string) (text string, n int) {
	first := nextLead(s, 0)
	if first < 0 {
		return s, 0
	}
	var b strings.Builder
	done := 0
	for i := first; i >= 0; i = nextLead(s, i) {
		r, size := undoubled(s[i:])
		if size == 0 {
			i += 2
			continue
		}
		b.WriteString(s[done:i])
		b.WriteRune(r)
		i += size
		done = i
		n++
	}
	if n == 0 {
		return s, 0
	}
	b.WriteString(s[done:])
	return b.String(), n
}

// nextLead returns the offset at or after from of the next rune in U+00C2..U+00F4,
// which an UTF-8 lead byte becomes, or -1.
func nextLead(s string, from int) int {
	for i := from; i < len(s); i++ {
		j := strings.IndexByte(s[i:], 0xc3)
		if j < 0 {
			j = len(s) - i
		}
		// U+00C2..U+00F4 are 0xC3 0x82..0xB4.
		if i += j; i+1 < len(s) && s[i+1] >= 0x82 && s[i+1] <= 0xb4 {
			return i
		}
	}
	return -1
}

// undoubled decodes the one sequence s begins with and returns the rune it stands
// for and the bytes it takes in s, or 0, 0.
func undoubled(s string) (r rune, n int) {
	lead, n := utf8.DecodeRuneInString(s)
	raw := [4]byte{byte(lead)}
	size := 2
	if lead >= 0xe0 {
		size = 3
	}
	if lead >= 0xf0 {
		size = 4
	}
	for k := 1; k < size; k++ {
		c, w := utf8.DecodeRuneInString(s[n:])
		b, ok := windows1252Byte(c)
		if !ok || b < 0x80 || b >= 0xc0 {
			return 0, 0
		}
		raw[k] = b
		n += w
	}
	r, w := utf8.DecodeRune(raw[:size])
	if w != size {
		return 0, 0
	}
	return r, n
}

// windows1252 lists what bytes 0x80 to 0x9F mean in Windows-1252; 0 where nothing.
const windows1252 = "€\x00‚ƒ„…†‡ˆ‰Š‹Œ\x00Ž\x00\x00‘’“”•–—˜™š›œ\x00žŸ"

// windows1252Byte returns the byte that reads as r in Windows-1252 or ISO 8859-1.
func windows1252Byte(r rune) (byte, bool) {
	if r < 0x100 {
		return byte(r), r >= 0x80
	}
	b := byte(0x80)
	for _, c := range windows1252 {
		if c == r {
			return b, true
		}
		b++
	}
	return 0, false
}

// c1Punctuation returns the quotation mark, dash, ellipsis or currency sign that a
// C1 control stands for where Windows-1252 was read as ISO 8859-1, 0 for the others.
func c1Punctuation(r rune) rune {
	switch r {
	case 0x80:
		return '€'
	case 0x82:
		return '‚'
	case 0x84:
		return '„'
	case 0x85:
		return '…'
	case 0x91, 0x92:
		return '‘' + r - 0x91
	case 0x93, 0x94:
		return '“' + r - 0x93
	case 0x96, 0x97:
		return '–' + r - 0x96
	case 0x99:
		return '™'
	}
	return 0
}
