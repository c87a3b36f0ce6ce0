package entities

import (
	"strings"

	"dateline/learn"
	"dateline/news"
)

// locate gives places that only the model saw the country they lie in, and turns
// a town that is followed by its state or country to that one ("Paris, Texas").
func (r *reading) locate() {
	clear(r.moved)
	for i := range r.names {
		f := &r.fields[i]
		for j := range r.names[i] {
			n := &r.names[i][j]
			if n.kind != news.Place && !(n.kind == news.Country && n.row >= 0 && (n.open || r.facts.lex.rows[n.row].sort == capital)) {
				continue
			}
			if j+1 < len(r.names[i]) && r.within(f, n, &r.names[i][j+1]) {
				continue
			}
		}
	}
	r.move()
	r.locateTowns()
}

// within reports whether next says where n lies, and then notes it.
func (r *reading) within(f *field, n, next *name) bool {
	if next.from != n.to+1 || !f.is(n.to, ",") || next.ref == "" || next.row < 0 {
		return false
	}
	s := r.facts.lex.rows[next.row].sort
	closed := next.to >= len(f.toks) || f.is(next.to, ",", ".", ")", "(", "—", "--", "-", ";") || f.toks[next.to].Line
	town := n.row < 0 || r.facts.lex.rows[n.row].sort == capital // "India, Pakistan" is a list
	if closed && (s == land || s == countryName && town) {
		if n.ref == next.ref {
			return true
		}
		r.moved[strings.ToLower(f.between(n.from, n.to))] = next.ref
		return true
	}
	return false
}

// move puts the towns whose country the story said, and their namesakes, into that
// country.
func (r *reading) move() {
	if len(r.moved) == 0 {
		return
	}
	for i := range r.names {
		for j := range r.names[i] {
			m := &r.names[i][j]
			if m.kind != news.Place && m.kind != news.Country {
				continue
			}
			word := r.fields[i].between(m.from, m.to)
			if ref, ok := r.moved[strings.ToLower(word)]; ok {
				m.kind, m.ref, m.name, m.open = news.Place, ref, word, false
				m.why.Detail += ", by the place named behind it"
			}
		}
	}
}

// countryOf returns the country of a town whose name leaves no doubt, before the
// rest of the story is looked at.
func (r *reading) countryOf(f *field, n *name) string {
	t := town{bets: r.bets(f, n)}
	ref, _ := t.best(false)
	return ref
}

// lexHash is the key of tokens [from, to) in the lexicon.
func (f *field) lexHash(from, to int) learn.Hash {
	h := learn.Hash(0)
	for k := from; k < to; k++ {
		h = learn.Mix(h, f.lower[k])
	}
	return h
}
