package entities

import (
	"dateline/learn"
	"dateline/news"
)

// merge joins what the lists and the guesses say of a field, left to right. A
// guess that is longer than a listed name swallows it ("Bank of England", "Michael
// Jordan"); else the list is right about what it knows.
func (r *reading) merge(i int) {
	r.dropDoubtful(i)
	f, hits, guesses := &r.fields[i], r.hits[i], r.guesses[i]
	h, g := 0, 0
	for at := 0; at < len(f.toks); {
		for h < len(hits) && hits[h].from < at {
			h++
		}
		for g < len(guesses) && guesses[g].from < at {
			g++
		}
		hit, guess := nextHit(hits, h), nextGuess(guesses, g)
		switch {
		case guess != nil && (hit == nil || guess.from < hit.from || guess.from == hit.from && r.swallows(f, guess, hit)):
			if hit != nil && hit.from < guess.to && !r.swallows(f, guess, hit) {
				at = r.addHit(i, hit)
				continue
			}
			at = r.addGuess(i, guess)
		case hit != nil:
			at = r.addHit(i, hit)
		default:
			at = len(f.toks)
		}
	}
	r.addHyphens(i)
	r.addForeign(i)
	r.addPeoples(i)
	r.addKoreas(i)
}

// dropDoubtful takes back listed organisations that are common words too ("Shell",
// "Congress", "Total"), unless the model sees an organisation there.
func (r *reading) dropDoubtful(i int) {
	f, x := &r.fields[i], r.facts.lex
	kept := r.hits[i][:0]
	g := 0
	for _, h := range r.hits[i] {
		row := &x.rows[h.row]
		doubtful := row.sort == orgName || row.sort == agencyName
		if doubtful {
			n := x.find(learn.Mix(0, f.lower[h.from]))
			doubtful = row.wary || h.to-h.from == 1 && n != nil && n.hint&(commonHint|givenHint|familyHint) != 0
		}
		for g < len(r.guesses[i]) && r.guesses[i][g].to <= h.from {
			g++
		}
		if doubtful && (g == len(r.guesses[i]) || r.guesses[i][g].from >= h.to || r.guesses[i][g].class != organisation) {
			continue
		}
		kept = append(kept, h)
	}
	r.hits[i] = kept
}

func nextHit(hits []hit, h int) *hit {
	if h < len(hits) {
		return &hits[h]
	}
	return nil
}

func nextGuess(gs []guess, g int) *guess {
	if g < len(gs) {
		return &gs[g]
	}
	return nil
}

// swallows reports whether the guess is to be believed rather than the listed
// name that it overlaps.
func (r *reading) swallows(f *field, g *guess, h *hit) bool {
	if h.from >= g.to {
		return true
	}
	row := &r.facts.lex.rows[h.row]
	longer := g.longerThan(f, h)
	switch {
	case row.sort == term:
		return longer && g.class != other || g.class == person
	case !longer:
		return r.clubOf(f, g, h, row) || row.wary && g.class == person && g.from <= h.from && g.to >= h.to && g.why.Margin > 2.5
	case g.class == other:
		return false
	case row.sort == demonym || row.sort == countryName:
		return g.class != organisation || !ministryAfter(f, h.to, g.to)
	}
	return true
}

// longerThan reports whether a guess is the listed name and more than an article before it.
func (g *guess) longerThan(f *field, h *hit) bool {
	if g.from > h.from || g.to < h.to || g.to-g.from <= h.to-h.from {
		return false
	}
	return !(g.from == h.from-1 && g.to == h.to && f.is(g.from, "the"))
}

// clubOf reports whether the model is sure that a town's name is its club: "Barcelona
// lost 2-1".
func (r *reading) clubOf(f *field, g *guess, h *hit, row *row) bool {
	if g.class != organisation || g.from != h.from || g.to != h.to || row.sort != capital && row.sort != land {
		return false
	}
	club := r.facts.lex.find(learn.Mix(0, f.lower[h.from]))
	return g.why.Margin > 1 && h.to-h.from == 1 && club != nil && club.hint&clubHint != 0
}

// addHit adds the listed name and returns the token behind it.
func (r *reading) addHit(i int, h *hit) int {
	f, row := &r.fields[i], &r.facts.lex.rows[h.row]
	n := name{from: h.from, to: h.to, span: f.spanOf(h.from, h.to), row: h.row, open: row.wary,
		why: news.Why{Rule: row.sort.String(), Detail: row.text}}
	switch row.sort {
	case term:
		return h.to
	case countryName, demonym, metonym:
		n.kind, n.ref, n.name = news.Country, row.ref, row.name
	case capital, land:
		n.kind, n.ref, n.name = news.Place, row.ref, row.name
	case sea:
		n.kind, n.name = news.Place, row.name
	case agencyName:
		n.kind, n.ref, n.name, n.country = news.Agency, row.ref, row.name, row.country
	case personName:
		n.kind, n.ref, n.name = news.Person, slug(row.text), row.text
	case orgName:
		n.kind, n.ref, n.name, n.country = news.Organisation, row.ref, row.name, row.country
	}
	r.names[i] = append(r.names[i], n)
	return h.to
}

// addGuess adds what the guess sees and returns the token behind it.
func (r *reading) addGuess(i int, g *guess) int {
	f := &r.fields[i]
	n := name{from: g.from, to: g.to, span: f.spanOf(g.from, g.to), row: -1, why: g.why}
	n.name = f.between(g.from, g.to)
	switch g.class {
	case person:
		n.kind, n.ref = news.Person, slug(n.name)
	case place:
		n.kind = news.Place
	case organisation:
		n.kind, n.ref = news.Organisation, slug(n.name)
	default:
		return g.to
	}
	r.names[i] = append(r.names[i], n)
	return g.to
}

// addHyphens adds countries that are parts of hyphenated words, where no name
// covers the word.
func (r *reading) addHyphens(i int) {
	f := &r.fields[i]
	next := 0
	old := r.names[i]
	var added []name
	for at, t := range f.toks {
		for next < len(old) && old[next].to <= at {
			next++
		}
		if next < len(old) && old[next].from <= at || !f.look[at].has(wordly) || !hyphened(t.Text(f.text)) {
			continue
		}
		r.facts.lex.inHyphens(t.Text(f.text), func(start, end int, row int32) {
			x := &r.facts.lex.rows[row]
			n := name{from: at, to: at + 1, span: news.Span{Start: t.Start + start, End: t.Start + end}, row: row, open: x.wary,
				kind: news.Country, ref: x.ref, name: x.name, why: news.Why{Rule: x.sort.String(), Detail: x.text + ", part of a word"}}
			if x.sort >= capital && x.sort != metonym {
				n.kind = news.Place
			}
			added = append(added, n)
		})
	}
	r.names[i] = inOrder(old, added)
}

func hyphened(w string) bool {
	for i := 0; i < len(w); i++ {
		if w[i] == '-' {
			return true
		}
	}
	return false
}

// inOrder merges two sorted lists of names.
func inOrder(a, b []name) []name {
	if len(b) == 0 {
		return a
	}
	out := make([]name, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0].span.Start <= b[0].span.Start {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}
