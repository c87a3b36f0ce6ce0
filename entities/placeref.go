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
	r.campuses()
	r.locateTowns()
	r.locateUnknown()
}

// within reports whether next says where n lies, and then notes it.
func (r *reading) within(f *field, n, next *name) bool {
	if next.from != n.to+1 || !f.is(n.to, ",") || next.ref == "" || next.row < 0 {
		return false
	}
	s := r.facts.lex.rows[next.row].sort
	closed := next.to >= len(f.toks) || f.is(next.to, ",", ".", ")", "(", "—", "--", "-", ";") || f.toks[next.to].Line
	town := n.row < 0 || r.facts.lex.rows[n.row].sort == capital // "India, Pakistan" is a list
	if s == land && !r.mayLieIn(f, n, next.ref) {
		return false // "Southern California, Hawke's Bay": a list
	}
	if closed && (s == land || s == countryName && town) {
		word := f.between(n.from, n.to)
		if low := strings.ToLower(word); n.ref != next.ref && r.moved[low] == "" {
			r.moved[low] = next.ref
		}
		n.said = next.ref
		return true
	}
	return false
}

// mayLieIn reports whether a country has a place of this name, as far as is known.
func (r *reading) mayLieIn(f *field, n *name, country string) bool {
	bets := r.bets(f, n)
	for _, b := range bets {
		if b.country == country {
			return true
		}
	}
	return len(bets) == 0
}

// colleges are universities that the news calls by a word which is a place's, too.
var colleges = wordSet(`Columbia Harvard Yale Princeton Stanford Cornell Duke`)

// campus are words that speak of a university.
var campus = wordSet(`student students professor professors campus university universities college faculty dean graduate graduates undergraduate undergraduates alumni
	alumnus alumna scholar scholars lecturer researcher researchers`)

// campuses makes places that are called like a university the university, where their
// sentence speaks of one ("students at Columbia").
func (r *reading) campuses() {
	for i := range r.names {
		f := &r.fields[i]
		for j := range r.names[i] {
			n := &r.names[i][j]
			if n.row >= 0 || n.kind != news.Place || n.to-n.from != 1 || !colleges[f.word(n.from)] || f.is(n.to, ",") && f.capAt(n.to+1) && n.ref != "" {
				continue
			}
			for k := max(0, n.from-12); k < min(len(f.toks), n.to+12); k++ {
				if campus[f.word(k)] {
					n.kind, n.name = news.Organisation, f.word(n.from)+" University"
					n.ref = slug(n.name)
					n.why = news.Why{Rule: "organisation", Detail: n.name + ", by " + f.word(k) + " beside it"}
					break
				}
			}
		}
	}
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
			lone := m.row < 0 && m.to-m.from == 1 // a town that elsewhere looks like somebody
			if m.kind != news.Place && m.kind != news.Country && !(lone && m.kind != "") {
				continue
			}
			word := r.fields[i].between(m.from, m.to)
			if ref, ok := r.moved[strings.ToLower(word)]; ok {
				if m.said != "" {
					ref = m.said
				}
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
