package claims

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/learn"
)

// token is one word or mark of a paragraph with what later steps say of it.
// Offsets are bytes of the whole field.
type token struct {
	start, end int
	hash       learn.Hash // of the lower-cased word, with ’ read as '
	class      class      // what the word lists say of it
	shape      shape
	tag        tag
	head       int32  // token it depends on, -1 for none
	rel        uint8  // how
	kids       uint64 // the relations of its dependents
	sent       uint16 // sentence within the paragraph
	quoted     bool   // between quotation marks, marks included
	seg        uint16 // quoted or unquoted stretch within the paragraph
}

type shape uint8

const (
	shapeLower shape = iota
	shapeTitle
	shapeUpper
	shapeMixed
	shapeDigit
	shapePunct
	shapeOpen  // opening quotation mark
	shapeClose // closing quotation mark
)

// A day, a month and a number are read as what they are and not as which: marks
// must not hang on the day of the week or on a digit.
const (
	anyDay   = "Monday"
	anyMonth = "January"
	anyYear  = "2000"
	anyCount = "0"
)

// plainWord returns the word that stands for w in every feature: w itself, unless it
// names a day, a month or a number. May and March are left to markDates.
func plainWord(w string, c learn.Class) string {
	if c == learn.Number {
		return plainNumber(w)
	}
	switch w {
	case "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday":
		return anyDay
	case "January", "February", "April", "June", "July", "August", "September", "October", "November", "December",
		"Jan.", "Feb.", "Aug.", "Sept.", "Sep.", "Oct.", "Nov.", "Dec.":
		return anyMonth
	}
	for i := 0; i < len(w); i++ {
		if w[i] >= '0' && w[i] <= '9' {
			return strings.Map(func(r rune) rune {
				if r >= '0' && r <= '9' {
					return '0'
				}
				return r
			}, w)
		}
	}
	return w
}

// plainNumber tells a year, a count, and what follows a number without a blank
// ("4th", "3bn") apart.
func plainNumber(w string) string {
	n := 0
	for n < len(w) && (w[n] >= '0' && w[n] <= '9' || w[n] == ',' || w[n] == '.') {
		n++
	}
	switch {
	case n < len(w):
		return anyCount + w[n:]
	case n == 4 && (w[:2] == "18" || w[:2] == "19" || w[:2] == "20"):
		return anyYear
	}
	return anyCount
}

// hashWord hashes a word in lower case, with typographic apostrophes made plain.
func hashWord(w string) learn.Hash {
	if strings.Contains(w, "’") {
		w = strings.ReplaceAll(w, "’", "'")
	}
	return learn.HashLower(w)
}

func newToken(text string, k learn.Token, base int) token {
	w := k.Text(text)
	t := token{start: k.Start + base, end: k.End + base, hash: hashWord(plainWord(w, k.Class))}
	switch k.Class {
	case learn.Number:
		t.shape = shapeDigit
	case learn.Punct:
		t.shape = shapePunct
	default:
		t.shape = shapeOf(w)
	}
	return t
}

func shapeOf(w string) shape {
	r, n := utf8.DecodeRuneInString(w)
	if n < len(w) && !utf8.RuneStart(w[n]) || !unicode.IsUpper(r) {
		if unicode.IsLower(r) || r == '\'' || r == '’' {
			return shapeLower
		}
		return shapeMixed
	}
	lower, upper := 0, 0
	for _, q := range w[n:] {
		if unicode.IsLower(q) {
			lower++
		} else if unicode.IsUpper(q) {
			upper++
		}
	}
	switch {
	case upper > 0 && lower == 0:
		return shapeUpper
	case upper > 0:
		return shapeMixed
	}
	return shapeTitle
}
