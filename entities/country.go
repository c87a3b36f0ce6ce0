package entities

import (
	"dateline/learn"
	"dateline/news"
)

// evidence counts what the sure names of a story say about where it plays.
type evidence struct {
	count map[string]int // by code
	named map[string]int // the same without towns that only the model saw
	maybe map[string]int // by code, of names that may mean something else
	text  map[string]int // by the listed spelling
	state bool           // Georgia is the American state
}

func (e *evidence) reset() {
	if e.count == nil {
		e.count, e.named, e.maybe, e.text = map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	}
	clear(e.count)
	clear(e.named)
	clear(e.maybe)
	clear(e.text)
	e.state = false
}

// settleCountries decides the names that mean something else elsewhere by what
// the rest of the story names.
func (r *reading) settleCountries() {
	rows := r.facts.lex.rows
	for i := range r.names {
		for _, n := range r.names[i] {
			if n.kind == news.Agency {
				r.evidence.text[n.name]++
			}
			if n.row >= 0 && n.ref != "" && (n.kind == news.Country || n.kind == news.Place) {
				r.evidence.text[rows[n.row].text]++
				if n.open {
					r.evidence.maybe[n.ref]++
				} else {
					r.evidence.count[n.ref]++
					r.evidence.named[n.ref]++
				}
			} else if n.row < 0 && n.kind == news.Place { // a town that the model saw
				r.evidence.text[n.name]++
				if ref := r.countryOf(&r.fields[i], &n); ref != "" {
					r.evidence.count[ref]++
				}
			}
		}
	}
	r.evidence.state = r.georgia()
	r.namesakes()
	r.smallWords()
	for i := range r.names {
		for j := range r.names[i] {
			n := &r.names[i][j]
			if n.row < 0 || n.kind != news.Country && n.kind != news.Place {
				continue
			}
			r.settle(&r.fields[i], n, &rows[n.row])
		}
	}
}

// settle decides one name.
func (r *reading) settle(f *field, n *name, row *row) {
	e := &r.evidence
	if r.means(f, n) != "" {
		n.kind, n.ref = "", ""
		return
	}
	switch row.text {
	case "Georgia", "Georgian", "Georgians":
		if r.evidence.state {
			n.kind, n.ref, n.name = news.Place, "USA", "Georgia (state)"
		}
	case "Congo", "Congolese":
		n.ref, n.name = "COD", "Democratic Republic of the Congo"
		if e.count["COG"] > e.count["COD"] {
			n.ref, n.name = "COG", "Republic of the Congo"
		}
	case "Korea", "Korean", "Koreans":
		n.ref, n.name = "KOR", "South Korea"
		if e.count["PRK"] > 0 && e.count["KOR"] == 0 {
			n.ref, n.name = "PRK", "North Korea"
		}
	case "Dominican", "Dominicans":
		n.ref, n.name = "DOM", "Dominican Republic"
		if e.text["Dominica"] > 0 {
			n.ref, n.name = "DMA", "Dominica"
		}
	case "Sudanese":
		if e.text["South Sudan"] > 0 && e.text["Sudan"] == 0 {
			n.ref, n.name = "SSD", "South Sudan"
		}
	case "Washington":
		r.washington(f, n)
	case "Brussels":
		n.ref = when(e.text["Belgium"]+e.text["Belgian"]+e.text["Belgians"] > 0, "BEL")
	case "Vienna", "Geneva", "The Hague", "New York", "Strasbourg", "Luxembourg City", "Addis Ababa", "Doha":
		r.seat(f, n, row)
	}
}

// namesakes turns a word that may be a country or a town to the person whom the
// story names in full with it ("Denzel Washington ... Washington said").
func (r *reading) namesakes() {
	people := map[learn.Hash]string{}
	for i := range r.names {
		f := &r.fields[i]
		for _, p := range r.names[i] {
			if p.kind == news.Person && p.to-p.from > 1 {
				people[f.lower[p.to-1]] = f.between(p.from, p.to)
				if givenNames[f.word(p.from)] {
					people[f.lower[p.from]] = f.between(p.from, p.to)
				}
			}
		}
	}
	if len(people) == 0 {
		return
	}
	for i := range r.names {
		f := &r.fields[i]
		for j := range r.names[i] {
			n := &r.names[i][j]
			if n.row < 0 || !n.open || n.to-n.from != 1 || f.is(n.from-1, "in", "from", "to") {
				continue
			}
			if p, ok := people[f.lower[n.from]]; ok {
				*n = name{from: n.from, to: n.to, span: n.span, kind: news.Person, ref: slug(p), name: p, row: -1,
					why: news.Why{Rule: "surname", Detail: "a name of " + p}}
			}
		}
	}
}

// smallWords notes which of the wary one-word names stand in small letters
// elsewhere in the story.
func (r *reading) smallWords() {
	clear(r.small)
	for i := range r.names {
		for _, n := range r.names[i] {
			if n.open && n.to-n.from == 1 {
				r.small[r.fields[i].lower[n.from]] = false
			}
		}
	}
	if len(r.small) == 0 {
		return
	}
	for i := range r.fields {
		f := &r.fields[i]
		for k, h := range f.lower {
			if f.look[k]&(capital1|wordly) != wordly {
				continue
			}
			if _, ok := r.small[h]; ok {
				r.small[h] = true
			}
		}
	}
}

// plainWord reports whether a wary name is the word it looks like: small letters
// elsewhere in the story and no other sign of the country, or an order to the
// reader ("Polish your boots").
func (r *reading) plainWord(f *field, n *name, row *row) bool {
	if n.to-n.from != 1 || f.text[n.span.Start] < 'A' {
		return false
	}
	if f.look[n.from].has(opening) && f.is(n.to, "your", "the", "a", "an", "it", "them", "up", "off", "and", "with") && (row.text == "Polish" || row.text == "Finn") {
		return true
	}
	if r.evidence.count[row.ref] > 0 || f.look[n.from]&(opening|titled|loud) == 0 {
		return false
	}
	switch row.text {
	case "Turkey", "China", "Polish", "Jersey", "Reunion", "Chile", "Danish", "Pole", "Poles", "Swede", "Finn", "Dane":
	default:
		return false
	}
	return r.small[f.lower[n.from]]
}

func when(ok bool, ref string) string {
	if ok {
		return ref
	}
	return ""
}

// washington tells the capital from the state.
func (r *reading) washington(f *field, n *name) {
	if f.is(n.to, "state") || f.is(n.from-1, "eastern", "western", "central") {
		n.kind, n.name = news.Place, "Washington (state)"
	}
}

// seat keeps the country of a city that hosts others off a story that does not
// name that country otherwise.
func (r *reading) seat(f *field, n *name, row *row) {
	e := &r.evidence
	own := e.count[row.ref]
	if row.text == "New York" {
		if own -= e.text["New York"]; own == 0 && e.text["United Nations"]+e.text["UN General Assembly"]+e.text["UN Security Council"] > 0 {
			n.ref = ""
		}
		return
	}
	if own > 0 {
		return
	}
	if acts(f, n) && row.text != "Geneva" && row.text != "The Hague" {
		return
	}
	others := 0
	for _, counts := range [...]map[string]int{e.count, e.maybe} {
		for code, c := range counts {
			if code != row.ref {
				others += c
			}
		}
	}
	if others > 0 {
		n.ref = ""
	}
}

// acts reports whether a name is the subject of a verb of saying or doing.
func acts(f *field, n *name) bool {
	if f.is(n.from-1, "in", "at", "near", "from", "to", "for", "outside", "around", "of") {
		return false
	}
	return f.is(n.to, "said", "says", "denied", "denies", "has", "is", "was", "will", "would", "wants", "warned", "warns", "accused", "accuses", "insists",
		"insisted", "rejected", "rejects", "and", "'s", "’s", "agreed", "called", "calls", "announced", "seeks", "hopes", "vowed", "vows", "had", "may", "could")
}

// language reports whether an adjective names a tongue.
func language(f *field, n *name) bool {
	if f.is(n.to, "language", "speakers", "speaker", "lessons", "translation", "translator", "word", "words", "subtitles", "phrase", "teacher", "teachers", "lesson", "class", "classes",
		"literature", "grammar", "dictionary", "alphabet", "text", "texts", "newspaper", "edition") {
		return true
	}
	if f.is(n.to, "-") && f.is(n.to+1, "language", "speaking") {
		return true
	}
	if f.is(n.from-1, "and", "or") && f.is(n.from-3, "speak", "speaks", "spoke", "speaking", "in", "into") && (n.to >= len(f.toks) || f.is(n.to, ".", ",", "to", "on", "at", "with", "but", "by", "for", "during", "and", ";")) {
		return true
	}
	if f.is(n.from-1, "in", "speak", "speaks", "spoke", "speaking", "learn", "learning", "into", "fluent", "broken", "speaks") {
		next := f.word(n.to)
		return next == "" || len(next) == 1 || f.is(n.to, "and", "or", "that", "on", "to", "by", "at", "with", "during", "after")
	}
	return false
}
