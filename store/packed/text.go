package packed

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"strings"
	"sync"
)

// Deflate alone finds little to repeat in one story: 400 words pack to half. So
// common English words become codes of one or two bytes first (Skibiński,
// Grabowski and Deorowicz, "Revisiting dictionary-based compression", Software:
// Practice and Experience 35, 2005), which packs real wire copy a quarter smaller
// than deflate at its best, at deflate's fastest level. Text in other languages
// passes as it is.
//
// A coded text is bytes:
//
//	0x80-0xDF       one of the first 96 words, with a blank before it
//	0xE0-0xFF, any  one of the others, with a blank before it
//	1               the next word has no blank before it
//	2               the next word begins with a capital
//	3, n, n bytes   bytes as they are
//	0x0E-0x13       one of the marks
//	any other       itself
const (
	noBlank   = 1
	capital   = 2
	verbatim  = 3
	firstMark = 0x0E
	oneByte   = 96
	longest   = 20 // bytes of a listed word
)

// wordList is the common words of English news, commonest first. It is part of
// the format: never change it, add another with another format number.
//
//go:embed words.txt
var wordList string

// marks are punctuation outside ASCII that English copy is full of.
var marks = [...]string{"’", "“", "”", "—", "–", "…"}

// wordCodes is the list both ways, made when first needed.
var wordCodes = sync.OnceValue(func() (c struct {
	words []string
	code  map[string]int
}) {
	c.words = strings.Fields(wordList)
	c.code = make(map[string]int, len(c.words))
	for i, w := range c.words {
		c.code[w] = i
	}
	return c
})

// shrink codes a text onto the end of b.
func shrink(b []byte, text string) []byte {
	code := wordCodes().code
	for i := 0; i < len(text); {
		start := i
		if text[i] == ' ' {
			i++
		}
		end := i
		for end < len(text) && letterASCII(text[end]) {
			end++
		}
		switch {
		case end > i:
			b = shrinkWord(b, code, text[start:i] == " ", text[i:end])
			i = end
		case start < i:
			b = append(b, ' ')
		default:
			b, i = shrinkOther(b, text, i)
		}
	}
	return b
}

func letterASCII(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func shrinkWord(b []byte, code map[string]int, blank bool, word string) []byte {
	var lower [longest]byte
	n, known := 0, len(word) <= longest
	if known {
		copy(lower[:], word)
		lower[0] |= 0x20
		n, known = code[string(lower[:len(word)])]
	}
	if !known {
		if blank {
			b = append(b, ' ')
		}
		return append(b, word...)
	}
	if !blank {
		b = append(b, noBlank)
	}
	if word[0] < 'a' {
		b = append(b, capital)
	}
	if n < oneByte {
		return append(b, byte(0x80+n))
	}
	n -= oneByte
	return append(b, byte(0xE0+n>>8), byte(n))
}

// shrinkOther codes what is neither word nor blank: a mark, a plain character, or
// a run that goes on to the next ASCII letter.
func shrinkOther(b []byte, text string, i int) ([]byte, int) {
	if c := text[i]; c == '\n' || c >= ' ' && c < 0x7F {
		return append(b, c), i + 1
	}
	for n, m := range marks {
		if strings.HasPrefix(text[i:], m) {
			return append(b, byte(firstMark+n)), i + len(m)
		}
	}
	end := i + 1
	last := end
	for end < len(text) && !letterASCII(text[end]) {
		end++
		if text[end-1] >= 0x80 || text[end-1] < ' ' {
			last = end
		}
	}
	b = append(b, verbatim)
	b = binary.AppendUvarint(b, uint64(last-i))
	return append(b, text[i:last]...), last
}

var errCoded = errors.New("coded text is damaged")

// expand is the text that b was shrunk from.
func expand(b []byte) (string, error) {
	words := wordCodes().words
	out := make([]byte, 0, 3*len(b))
	blank, upper := true, false
	for i := 0; i < len(b); i++ {
		c := b[i]
		switch {
		case c >= 0x80:
			n := int(c) - 0x80
			if n >= oneByte {
				if i++; i == len(b) {
					return "", errCoded
				}
				n = oneByte + (int(c)-0xE0)<<8 + int(b[i])
			}
			if n >= len(words) {
				return "", errCoded
			}
			out = expandWord(out, words[n], blank, upper)
			blank, upper = true, false
		case c == noBlank:
			blank = false
		case c == capital:
			upper = true
		case c == verbatim:
			n, used := binary.Uvarint(b[i+1:])
			if used <= 0 || n > uint64(len(b)-i-1-used) {
				return "", errCoded
			}
			i += used
			out = append(out, b[i+1:i+1+int(n)]...)
			i += int(n)
		case c >= firstMark && int(c) < firstMark+len(marks):
			out = append(out, marks[c-firstMark]...)
		default:
			out = append(out, c)
		}
	}
	return string(out), nil
}

func expandWord(out []byte, word string, blank, upper bool) []byte {
	if blank {
		out = append(out, ' ')
	}
	start := len(out)
	out = append(out, word...)
	if upper {
		out[start] &^= 0x20
	}
	return out
}
