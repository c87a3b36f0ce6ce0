package entities

import (
	"strings"

	"dateline/learn"
	"dateline/news"
)

// settleAgencies reads the names of government bodies and of organisations that
// say themselves what they are: a ministry takes the country before it, and an
// acronym in brackets stands for the name before it for the rest of the story.
func (r *reading) settleAgencies() {
	short := map[learn.Hash]*name{}
	for i := range r.names {
		f := &r.fields[i]
		for j := range r.names[i] {
			n := &r.names[i][j]
			if n.kind != news.Organisation && n.kind != news.Agency {
				continue
			}
			if n.kind == news.Organisation && n.row < 0 && government(f, n) {
				n.kind = news.Agency
				n.country = r.owner(i, j)
				if own := r.facts.countries[n.country]; own != nil && !strings.Contains(n.name, own.name) && !r.ofState(n) {
					n.name = own.name + " " + n.name
					n.ref = slug(n.name)
				}
			}
			if n.kind == news.Organisation && n.row < 0 && n.country == "" {
				n.country = r.calledBy(f, n)
			}
			if f.is(n.to, "(") && f.is(n.to+2, ")") && acronymOf(f.word(n.to+1), f.between(n.from, n.to)) {
				short[f.lower[n.to+1]] = n
			}
		}
	}
	for i := range r.names {
		r.addAcronyms(i, short)
	}
}

// calledBy returns the country that an organisation is called by: the name or adjective
// that begins its name ("Singapore Airlines", "British Museum"), or the name that ends it
// ("Virgin Australia").
func (r *reading) calledBy(f *field, n *name) string {
	if n.to-n.from < 2 {
		return ""
	}
	if ref := r.countryWord(f, n.from, demonym); ref != "" {
		return ref
	}
	return r.countryWord(f, n.to-1, countryName)
}

// brands end the names of firms that a country's adjective is only a part of.
var brands = wordSet(`Airways Express Eagle Apparel Tobacco Idol Line Lines`)

// brand reports whether a name says nothing of the country in it: "British Airways".
func brand(name string) bool {
	return brands[name[strings.LastIndexByte(name, ' ')+1:]] || name == "American Airlines"
}

// countryWord returns the country that one word names by itself, in a row no further
// than most.
func (r *reading) countryWord(f *field, at int, most sort) string {
	for row := r.facts.lex.single(f.lower[at]); row >= 0; row = r.facts.lex.next[row] {
		if x := &r.facts.lex.rows[row]; x.text == f.word(at) && x.sort <= most && !x.wary && r.facts.countries[x.ref] != nil && !givenNames[x.text] {
			return x.ref
		}
	}
	return ""
}

// government reports whether an organisation's name is that of a state's body.
func government(f *field, n *name) bool {
	for k := n.from; k < n.to; k++ {
		switch f.word(k) {
		case "Ministry", "Department", "Parliament", "Army", "Navy", "Police", "Senate", "Assembly", "Embassy", "Court", "Commission",
			"Council", "Office", "Agency", "Bureau", "Authority", "Administration", "Command", "Guard", "Cabinet", "Treasury":
			return true
		}
	}
	return false
}

// ofState reports whether a body is that of the state of Georgia.
func (r *reading) ofState(n *name) bool {
	return r.evidence.state && strings.Contains(n.name, "Georgia")
}

// owner returns the country whose name or adjective stands right before or in
// the name j of field i.
func (r *reading) owner(i, j int) string {
	f, n := &r.fields[i], &r.names[i][j]
	if j > 0 {
		p := &r.names[i][j-1]
		near := p.to == n.from || p.to == n.from-1 && f.is(p.to, "'s", "’s", "'", "’")
		if near && p.kind == news.Country {
			return p.ref
		}
	}
	for k := n.from; k < n.to; k++ {
		for row := r.facts.lex.single(f.lower[k]); row >= 0; row = r.facts.lex.next[row] {
			x := &r.facts.lex.rows[row]
			if x.name == "Georgia" && r.evidence.state {
				return "USA"
			}
			if x.text == f.word(k) && x.sort <= demonym && r.facts.countries[x.ref] != nil {
				return x.ref
			}
		}
	}
	return ""
}

// ministryAfter reports whether tokens [from, to) name a government's body, which
// leaves the country before it a name of its own ("Afghan" "Defense Ministry").
func ministryAfter(f *field, from, to int) bool {
	for k := from; k < to; k++ {
		switch f.word(k) {
		case "Ministry", "Ministries":
			return true
		}
	}
	return false
}

// acronymOf reports whether short is made of the initials of long.
func acronymOf(short, long string) bool {
	if len(short) < 2 || len(short) > 8 || strings.ToUpper(short) != short {
		return false
	}
	at := 0
	for w := range strings.FieldsSeq(long) {
		if at < len(short) && (w[0] == short[at] || w[0]&^0x20 == short[at]) {
			at++
		}
	}
	return at >= len(short)-1
}

// addAcronyms marks the acronyms that the story introduced.
func (r *reading) addAcronyms(i int, short map[learn.Hash]*name) {
	if len(short) == 0 {
		return
	}
	f, old, next := &r.fields[i], r.names[i], 0
	var added []name
	for at := range f.toks {
		for next < len(old) && old[next].to <= at {
			next++
		}
		p := short[f.lower[at]]
		if p == nil || !f.look[at].has(capital1) {
			continue
		}
		n := name{from: at, to: at + 1, span: f.spanOf(at, at+1), kind: p.kind, ref: p.ref, name: p.name, country: p.country, row: -1,
			why: news.Why{Rule: "acronym", Detail: "short for " + p.name}}
		if next < len(old) && old[next].from <= at {
			if old[next].from == at && old[next].to == at+1 {
				old[next] = n
			}
			continue
		}
		added = append(added, n)
	}
	r.names[i] = inOrder(old, added)
}
