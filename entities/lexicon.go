package entities

import (
	"strings"

	"dateline/learn"
)

// row is one name that can be listed, with what it names.
type row struct {
	sort    sort
	text    string // the name as listed
	name    string // how pages call what it names
	ref     string // alpha-3 code, or the agency's id
	country string // alpha-3, of agencies and organisations
	wary    bool   // means something else elsewhere: needs support from the story
	article bool   // only after "the"
	credit  bool   // only where the outlet names its source
}

// sort is what a row of the lexicon says about a name. The order has no meaning.
type sort uint8

const (
	countryName sort = iota
	demonym          // "Iraqi", "Iraqis"
	capital
	metonym // "Kremlin": stands for its country
	land    // a part of a country
	sea     // a place that is no country's
	agencyName
	orgName
	personName // somebody known whose name holds that of a place
	term       // no name of a place at all, though it holds one

	// Hints for the model; they make no mention by themselves.
	city
	club
	givenName1
	familyName
)

// String names the sort for readers who ask why.
func (s sort) String() string {
	return [...]string{"country", "demonym", "capital", "metonym", "region", "place", "agency", "organisation", "person", "term", "city", "club", "given name", "family name"}[s]
}

// lexicon finds listed names in running text. Names are keyed by the hashes of
// their lower-cased tokens, chained one into the other; a name's rows hang on its
// last token. Building it costs one map insert a token.
type lexicon struct {
	nodes map[learn.Hash]node
	rows  []row
	next  []int32 // the next row of the same name, -1 for none
}

type node struct {
	row  int32 // first row that ends here, -1 for none
	more bool  // longer names go on from here
}

func newLexicon(size int) *lexicon {
	return &lexicon{nodes: make(map[learn.Hash]node, size), rows: make([]row, 0, size)}
}

// add lists a name. A leading "the " is not part of it, but then it must stand
// before it in the text.
func (x *lexicon) add(r row, toks []learn.Token) []learn.Token {
	if s, ok := strings.CutPrefix(r.text, "the "); ok {
		r.text, r.article = s, true
	} else if s, ok := strings.CutPrefix(r.text, "The "); ok {
		r.text = s
	}
	toks = learn.Tokenize(toks[:0], r.text)
	if len(toks) == 0 {
		return toks
	}
	h := learn.Hash(0)
	for i, t := range toks {
		h = learn.Mix(h, learn.HashLower(t.Text(r.text)))
		n, seen := x.nodes[h]
		if !seen {
			n.row = -1
		}
		if i < len(toks)-1 {
			n.more = true
		} else {
			x.next = append(x.next, n.row)
			n.row = int32(len(x.rows))
			x.rows = append(x.rows, r)
		}
		x.nodes[h] = n
	}
	return toks
}

// hit is a listed name found at tokens [from, to) of a field.
type hit struct {
	from, to int
	row      int32
}

// longest returns the longest listed name that begins at token i and whose rows
// fit calls; row is -1 for none.
func (x *lexicon) longest(f *field, i int, fit func(r *row, from, to int) bool) hit {
	best := hit{from: i, row: -1}
	h := learn.Hash(0)
	for j := i; j < len(f.toks); j++ {
		if j > i && f.toks[j].Line {
			break
		}
		h = learn.Mix(h, f.lower[j])
		n, ok := x.nodes[h]
		if !ok {
			break
		}
		for r := n.row; r >= 0; r = x.next[r] {
			if fit(&x.rows[r], i, j+1) {
				best.to, best.row = j+1, r
				break
			}
		}
		if !n.more {
			break
		}
	}
	return best
}

// single returns the rows of a one-token name by the hash of its lower case.
func (x *lexicon) single(lower learn.Hash) int32 {
	if n, ok := x.nodes[learn.Mix(0, lower)]; ok {
		return n.row
	}
	return -1
}
