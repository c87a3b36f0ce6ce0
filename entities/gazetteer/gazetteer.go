// Package gazetteer knows the places of the world that have a name in the news: in
// which countries there is one of that name, and how many live there. Which of them
// a story means is not decided here.
//
// The table is looked up as it lies in the program: it costs nothing to start and
// no memory. It keeps no names, only 30 bits of a hash of each; a word that is
// listed nowhere passes for a place once in 8,000 times.
package gazetteer

import (
	_ "embed" // the table
	"encoding/binary"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Place is what is known of the places of one name in one country.
type Place struct {
	Country string  // ISO 3166-1 alpha-3; UNK for Kosovo
	Part    string  // "GA" for the state of Georgia, else empty
	People  float64 // of the largest of them, within a tenth
}

// The table: how many codes there are; the codes, seven bytes each ("USA-GA "); for
// each bucket the number of places before it, and one more; the places, four bytes
// each: 16 bits of the hash, the number of the code, the people. Buckets go by the
// hash's upper 14 bits. entities/train writes it.
//
//go:embed places.bin
var table string

const (
	// Buckets is how many there are.
	Buckets = 1 << 14
	// CodeWidth is the bytes of one code.
	CodeWidth = 7
	// PlaceWidth is the bytes of one place.
	PlaceWidth = 4
)

// Key is the hash of a name: of its letters and digits in small letters without
// accents, so that "Mazār-e Sharīf" is "Mazar-e-Sharif", and "St." is "Saint".
type Key uint32

// Bucket returns the bucket of the key, and what tells it from others there.
func (k Key) Bucket() (bucket int, rest uint16) { return int(k >> 16 & (Buckets - 1)), uint16(k) }

// KeyOf returns the key of a name.
func KeyOf(name string) Key {
	h := uint64(14695981039346656037)
	for start := 0; start < len(name); {
		end := start
		for end < len(name) {
			r, n := utf8.DecodeRuneInString(name[end:])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) {
				break
			}
			end += n
		}
		h = addWord(h, name[start:end])
		_, n := utf8.DecodeRuneInString(name[end:])
		start = end + max(n, 1)
	}
	h ^= h >> 29
	h *= 0xbf58476d1ce4e5b9
	return Key(h>>34) & (1<<30 - 1)
}

func addWord(h uint64, w string) uint64 {
	switch {
	case strings.EqualFold(w, "st"):
		w = "saint"
	case strings.EqualFold(w, "ste"):
		w = "sainte"
	}
	for i := 0; i < len(w); i++ {
		if w[i] >= utf8.RuneSelf {
			return addFolded(h, norm.NFD.String(w[i:]))
		}
		h = (h ^ uint64(w[i]|0x20)) * 1099511628211 // digits have the bit
	}
	return h
}

// plain are the letters that do not come apart into a letter and an accent.
var plain = map[rune]string{'ł': "l", 'ø': "o", 'đ': "d", 'ð': "d", 'ı': "i", 'ß': "ss", 'æ': "ae", 'œ': "oe", 'þ': "th"}

func addFolded(h uint64, w string) uint64 {
	for _, r := range w {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		r = unicode.ToLower(r)
		s, ok := plain[r]
		if !ok {
			s = string(r)
		}
		for i := 0; i < len(s); i++ {
			h = (h ^ uint64(s[i])) * 1099511628211
		}
	}
	return h
}

// Find appends the places of a name to dst, one a country.
func Find(dst []Place, k Key) []Place {
	codes := 1 + int(table[0])*CodeWidth
	first := codes + 4*(Buckets+1)
	bucket, rest := k.Bucket()
	from, to := number(codes+4*bucket), number(codes+4*bucket+4)
	for ; from < to; from++ {
		p := table[first+from*PlaceWidth:]
		if uint16(p[0])|uint16(p[1])<<8 == rest {
			code := table[1+int(p[2])*CodeWidth:][:CodeWidth]
			dst = append(dst, Place{Country: code[:3], Part: strings.Trim(code[3:], "- "), People: people(p[3])})
		}
	}
	return dst
}

func number(at int) int {
	b := []byte(table[at : at+4])
	return int(binary.LittleEndian.Uint32(b))
}

// people undoes Size.
func people(b byte) float64 { return math.Exp2(float64(b)/8) * 100 }

// Size packs a number of people into a byte, an eighth of an octave a step.
func Size(people float64) byte {
	return byte(math.Round(8 * math.Log2(max(people, 100)/100)))
}
