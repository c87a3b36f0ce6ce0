package entities

import (
	"strings"

	"dateline/learn"
)

// row is one name that can be listed, with what it names.
type row struct {
	sort       sort
	text       string // the name as listed
	name       string // how pages call what it names
	ref        string // alpha-3 code, or the agency's id
	country    string // alpha-3, of agencies and organisations
	wary       bool   // means something else elsewhere: needs support from the story
	article    bool   // only after "the"
	credit     bool   // only where the outlet names its source
	behind     bool   // only behind a comma and the town it has: "Macon, Ga."
	notEnglish bool   // only in another language than English
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
	sorts      // how many there are
)

// String names the sort for readers who ask why.
func (s sort) String() string {
	return [...]string{"country", "demonym", "capital", "metonym", "region", "place", "agency", "organisation", "person", "term"}[s]
}

// lexicon finds listed names in running text. Names are keyed by the hashes of
// their lower-cased tokens, chained one into the other; a name's rows hang on its
// last token. The table is open addressing over 16-byte nodes: there are some
// 50,000 of them and they are made at every start.
type lexicon struct {
	nodes []node
	used  int
	rows  []row
	next  []int32 // the next row of the same name, -1 for none
}

// node is the end of a stretch of tokens that begins some name.
type node struct {
	hash learn.Hash // 0 for none
	row  int32      // first row that ends here, -1 for none
	hint uint8      // what else is listed under it: city, club, given name, family name
	more bool       // longer names go on from here
}

func newLexicon(names int) *lexicon {
	return &lexicon{nodes: make([]node, names*2), rows: make([]row, 0, names/8), next: make([]int32, 0, names/8)}
}

// at returns the node of a hash, made when it is new.
func (x *lexicon) at(h learn.Hash) *node {
	if x.used*4 > len(x.nodes)*3 {
		x.grow()
	}
	mask := uint64(len(x.nodes) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		n := &x.nodes[i]
		if n.hash == 0 {
			*n = node{hash: h, row: -1}
			x.used++
			return n
		}
		if n.hash == h {
			return n
		}
	}
}

func (x *lexicon) grow() {
	old := x.nodes
	x.nodes, x.used = make([]node, 2*len(old)), 0
	for _, n := range old {
		if n.hash != 0 {
			*x.at(n.hash) = n
		}
	}
}

// find returns the node of a hash, nil for none.
func (x *lexicon) find(h learn.Hash) *node {
	mask := uint64(len(x.nodes) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		n := &x.nodes[i]
		if n.hash == h {
			return n
		}
		if n.hash == 0 {
			return nil
		}
	}
}

// add lists a name. A leading "the " is not part of it, but then it must stand
// before it in the text.
func (x *lexicon) add(r row, toks []learn.Token) []learn.Token {
	if s, ok := strings.CutPrefix(r.text, "the "); ok {
		r.text, r.article = s, true
	} else if s, ok := strings.CutPrefix(r.text, "The "); ok {
		r.text = s
	}
	var end *node
	toks, end = x.path(r.text, toks)
	if end != nil {
		x.next = append(x.next, end.row)
		end.row = int32(len(x.rows))
		x.rows = append(x.rows, r)
	}
	return toks
}

// path makes the nodes of a name and returns the last one, nil for no tokens. toks
// is memory to use.
func (x *lexicon) path(text string, toks []learn.Token) ([]learn.Token, *node) {
	if oneWord(text) {
		return append(toks[:0], learn.Token{End: len(text)}), x.at(learn.Mix(0, learn.HashLower(text)))
	}
	toks = splitClitics(learn.Tokenize(toks[:0], text), text, smallElision)
	h := learn.Hash(0)
	for i, t := range toks {
		h = learn.Mix(h, learn.HashLower(t.Text(text)))
		n := x.at(h)
		if i == len(toks)-1 {
			return toks, n
		}
		n.more = true
	}
	return toks, nil
}

// oneWord reports whether text is surely a single token.
func oneWord(text string) bool {
	for i := 0; i < len(text); i++ {
		if c := text[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return text != ""
}

// The hints of a node.
const (
	cityHint uint8 = 1 << iota
	clubHint
	givenHint
	familyHint
	commonHint
)

// advise lists a name as a hint for the model only.
func (x *lexicon) advise(text string, hint uint8, toks []learn.Token) []learn.Token {
	toks, n := x.path(text, toks)
	if n != nil {
		n.hint |= hint
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
		n := x.find(h)
		if n == nil {
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
	if n := x.find(learn.Mix(0, lower)); n != nil {
		return n.row
	}
	return -1
}
