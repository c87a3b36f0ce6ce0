package entities

import (
	"strings"

	"dateline/news"
)

// Words that tell a town from other places, before its name ("the village of") or behind
// it, words of those who speak for a country, and words that stand before a country in
// which something is.
var (
	townWords   = wordSet(`town city village hamlet district suburb settlement port community township county neighborhood neighbourhood municipality`)
	authorities = wordSet(`officials official police authorities government army military troops forces president prime interior foreign defense defence health parliament court state media
		judge prosecutors minister ministry province city town village coast island capital region security`)
	inWords = wordSet(`in across northern southern eastern western central northeastern northwestern southeastern southwestern north south east west inside around`)
)

// locateUnknown gives a town that no list knows, and that the story calls a town, the
// country where the sentence plays: the only one that it says something is in, or whose
// officials it names. Where the sentence names none the story must have one only.
func (r *reading) locateUnknown() {
	clear(r.moved)
	for i := range r.names {
		f := &r.fields[i]
		for j := range r.names[i] {
			n := &r.names[i][j]
			if !r.unlocated(n) || !calledTown(f, n) || len(r.bets(f, n)) > 0 {
				continue
			}
			if ref := r.homeOf(i, n); ref != "" && ref != open {
				r.moved[strings.ToLower(f.between(n.from, n.to))] = ref
			}
		}
	}
	if len(r.moved) == 0 {
		return
	}
	for i := range r.names {
		for j := range r.names[i] {
			n := &r.names[i][j]
			if ref := r.moved[strings.ToLower(r.fields[i].between(n.from, n.to))]; ref != "" && r.unlocated(n) {
				n.ref = ref
				n.why.Detail += ", by where its sentence plays"
			}
		}
	}
}

// homeOf is the country that a town of no list lies in: that of the adjective before it
// ("the Somali town of"), else the one its sentence plays in, else the story, where the
// sentence speaks of no other.
func (r *reading) homeOf(i int, n *name) string {
	f := &r.fields[i]
	sentence, others := sentenceOf(f, n.from), false
	for j := range r.names[i] {
		m := &r.names[i][j]
		if m.ref == "" || m.row < 0 || sentenceOf(f, m.from) != sentence || m.kind != news.Country && m.kind != news.Place {
			continue
		}
		if r.facts.lex.rows[m.row].sort == demonym && m.to <= n.from-2 && m.to > n.from-5 && f.is(n.from-1, "of") {
			return m.ref
		}
		others = others || m.ref != "USA" && m.ref != "GBR"
	}
	if ref := r.home(i, sentence); ref != "" || others {
		return ref
	}
	return r.home(-1, 0)
}

func (r *reading) unlocated(n *name) bool { return n.kind == news.Place && n.row < 0 && n.ref == "" }

// calledTown reports whether the words beside a name call it a town.
func calledTown(f *field, n *name) bool {
	return f.is(n.from-1, "of") && townWords[strings.ToLower(f.word(n.from-2))] || f.joined(n.to) && townWords[f.word(n.to)] ||
		townWords[f.word(n.from-1)] || n.to-n.from > 1 && townWords[strings.ToLower(f.word(n.to-1))]
}

// open stands for more than one country.
const open = "?"

// home is the country where a sentence of a field plays, or the whole story where which is
// -1: "" where nothing says so, open where more than one does.
func (r *reading) home(which, sentence int) string {
	ref := ""
	for i := range r.names {
		if which >= 0 && i != which {
			continue
		}
		f := &r.fields[i]
		for j := range r.names[i] {
			n := &r.names[i][j]
			if n.ref == "" || n.row < 0 || n.open || which >= 0 && sentenceOf(f, n.from) != sentence || !r.playsIn(f, n) {
				continue
			}
			if ref != "" && ref != n.ref {
				return open
			}
			ref = n.ref
		}
	}
	return ref
}

// playsIn reports whether a name says that what is told happens in its country.
func (r *reading) playsIn(f *field, n *name) bool {
	if n.kind != news.Country && n.kind != news.Place {
		return false
	}
	behind := f.word(n.to)
	switch r.facts.lex.rows[n.row].sort {
	case demonym:
		return n.ref != "USA" && n.ref != "GBR" && authorities[behind]
	case countryName:
		return inWords[strings.ToLower(f.word(n.from-1))] || f.is(n.to, "'s", "’s") && !f.is(n.from-1, "with", "near") && n.ref != "USA"
	case land:
		return !f.is(n.from-1, "near", "with", "from", "to")
	}
	return false
}
