package learn

import (
	"math/bits"
	"unicode"
	"unicode/utf8"
)

// Hash names a feature. Collisions among a few million features have odds of
// about one in a million.
type Hash = uint64

const (
	seedA = 0x9e3779b97f4a7c15
	seedB = 0xd6e8feb86659fd93
	prime = 0x100000001b3
)

// HashOf hashes the bytes of s (FNV-1a, then mixed).
func HashOf(s string) Hash {
	h := uint64(0xcbf29ce484222325)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * prime
	}
	return Mix(h, uint64(len(s)))
}

// HashLower hashes s as HashOf would hash it in lower case, without building it.
func HashLower(s string) Hash {
	h, n := uint64(0xcbf29ce484222325), 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' {
				c |= 0x20
			}
			h = (h ^ uint64(c)) * prime
			i, n = i+1, n+1
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 { // strings.ToLower gives U+FFFD too
			r = utf8.RuneError
		}
		var b [utf8.UTFMax]byte
		m := utf8.EncodeRune(b[:], unicode.ToLower(r))
		for _, c := range b[:m] {
			h = (h ^ uint64(c)) * prime
		}
		i, n = i+size, n+m
	}
	return Mix(h, uint64(n))
}

// Mix joins two hashes to one; the order counts. It is how a template's number
// and the words it looks at become one feature (the multiplication is that of
// Wang Yi's wyhash).
func Mix(a, b Hash) Hash {
	hi, lo := bits.Mul64(a^seedA, b^seedB)
	return hi ^ lo
}

// HashShape hashes the shape of s: runs of capitals, small letters, digits and
// other marks, each kind once or (when longer) twice: "McDonald's" is "XxXxx.x".
func HashShape(s string) Hash {
	h, last, run := uint64(0), byte(0), 0
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		i += n
		k := shape(r)
		if k == last {
			if run++; run > 2 {
				continue
			}
		} else {
			last, run = k, 1
		}
		h = (h ^ uint64(k)) * prime
	}
	return Mix(h, seedA)
}

func shape(r rune) byte {
	switch {
	case isUpper(r):
		return 'X'
	case isDigit(r):
		return '0'
	case isLetter(r):
		return 'x'
	case r == '\'' || r == '’':
		return '\''
	case r < utf8.RuneSelf:
		return byte(r)
	}
	return '*'
}
