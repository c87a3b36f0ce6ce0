package postgres

import (
	"strconv"
	"strings"

	"dateline/store/terms"
)

// The word index of a story is one tsvector: its headline (weight A), what was found in it,
// and its text, each word under its place, so that phrases are found. PostgreSQL keeps
// places up to 16,383 and a megabyte in all: what was found comes before the text, and a
// text that is too long is cut.

// wordsOf are the terms of a story, with blanks between.
type wordsOf struct{ title, text string }

const (
	// maxVector bounds the bytes of a vector: well under the megabyte that PostgreSQL takes.
	maxVector = 512 << 10
	// maxPlace is the last place that PostgreSQL tells from those after.
	maxPlace = 16_383
	// maxPlaces is how many places of a word it keeps.
	maxPlaces = 255
	// maxFacet is how long a term may be, in bytes; PostgreSQL takes 2,046.
	maxFacet = 1000
	// between is a gap of places that no phrase reaches over.
	between = 3
)

// vector writes the tsvector of a story; facets are the terms of what was found.
func (w wordsOf) vector(facets string) string {
	v := vector{places: map[string][]string{}}
	v.add(w.title, "A")
	v.add(facets, "")
	v.add(w.text, "")
	var b strings.Builder
	for _, word := range v.order {
		b.WriteString(lexeme(word))
		b.WriteByte(':')
		b.WriteString(strings.Join(v.places[word], ","))
		b.WriteByte(' ')
	}
	return b.String()
}

type vector struct {
	places map[string][]string // of each word
	order  []string
	at     int
	bytes  int
}

func (v *vector) add(words, weight string) {
	v.at += between
	for word := range strings.FieldsSeq(words) {
		v.at++
		if v.bytes > maxVector || len(word) > maxFacet {
			continue
		}
		all, known := v.places[word]
		switch {
		case !known:
			v.order = append(v.order, word)
			v.bytes += len(word) + 8
		case len(all) >= maxPlaces:
			continue
		}
		v.bytes += 2
		v.places[word] = append(all, strconv.Itoa(min(v.at, maxPlace))+weight)
	}
}

// lexeme quotes a term for a tsvector or a tsquery.
func lexeme(word string) string { return "'" + quotes.Replace(word) + "'" }

// quotes double what ends a quoted term.
var quotes = strings.NewReplacer("'", "''", `\`, `\\`)

// phrase is the tsquery of terms that stand together; of the last one only the beginning may
// be given.
func phrase(begins bool, tokens ...string) string {
	quoted := make([]string, len(tokens))
	for i, w := range tokens {
		quoted[i] = lexeme(w)
	}
	if begins {
		quoted[len(quoted)-1] += ":*"
	}
	return strings.Join(quoted, " <-> ")
}

// anyOf is the tsquery of what matches one of several.
func anyOf(match []string) string { return terms.Balanced(match, " | ") }
