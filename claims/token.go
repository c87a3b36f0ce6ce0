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

// hashWord hashes a word in lower case, with typographic apostrophes made plain.
func hashWord(w string) learn.Hash {
	if strings.Contains(w, "’") {
		w = strings.ReplaceAll(w, "’", "'")
	}
	return learn.HashLower(w)
}

func newToken(text string, k learn.Token, base int) token {
	w := k.Text(text)
	t := token{start: k.Start + base, end: k.End + base, hash: hashWord(w)}
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
