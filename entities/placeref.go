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
			if n.row < 0 && n.ref == "" {
				n.ref = r.countryOf(f, n)
			}
		}
	}
	r.move()
}

// within reports whether next says where n lies, and then notes it.
func (r *reading) within(f *field, n, next *name) bool {
	if next.from != n.to+1 || !f.is(n.to, ",") || next.ref == "" || next.row < 0 {
		return false
	}
	s := r.facts.lex.rows[next.row].sort
	closed := next.to >= len(f.toks) || f.is(next.to, ",", ".", ")", "(", "—", "--", "-", ";") || f.toks[next.to].Line
	if s == land && closed || s == countryName && closed && (n.row < 0 || n.open) {
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

// countryOf looks a place up among the listed cities.
func (r *reading) countryOf(f *field, n *name) string {
	h := learn.Hash(0)
	for k := n.from; k < n.to; k++ {
		h = learn.Mix(h, f.lower[k])
	}
	node := r.facts.lex.find(h)
	if node == nil {
		return ""
	}
	ref := r.facts.lex.refs[node.ref]
	for row := node.row; row >= 0; row = r.facts.lex.next[row] {
		x := &r.facts.lex.rows[row]
		if x.sort == capital || x.sort == land {
			ref = x.ref
			if r.evidence.count[ref] > 0 {
				return ref
			}
		}
	}
	return ref
}
