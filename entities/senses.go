package entities

import "dateline/learn"

// sense is one way in which the name or the adjective of a country means something
// else. The rows are tried in order; the first that applies takes the name away.
type sense struct {
	name      string
	words     map[string]bool // the listed spellings it is about, nil for all
	elsewhere func(r *reading, f *field, n *name) bool
	example   string // the country is not named here
	country   string // and is here
}

// spoken are adjectives that name languages, too.
var spoken = wordSet(`American Chinese Russian Spanish French English German Arabic Persian Portuguese Japanese Dutch Italian Turkish Greek Polish Korean
	Hebrew Swedish Danish Norwegian Finnish Hungarian Ukrainian Vietnamese Thai Indonesian Malay Urdu Hindi Bengali Tagalog Romanian Bulgarian Irish Welsh Czech`)

// givenNames are listed words that people are called, too.
var givenNames = wordSet(`Chad Jordan Israel Georgia Kenya India Ireland Chile Paris London Sofia Santiago Lima Mali Dominica Salvador Holland Finn Dane
	English French German Lao Berlin Cairo Colombo France Spain Britain England Poland Cuba Egypt Malaysia Asia Vienna Geneva Havana Rome Milan Trinidad Jamaica Jersey
	Panama Wales Scotland Guinea Denmark Brazil Washington Lincoln Victoria Sydney Austin Houston Dallas Madison Savannah Montana Dakota Virginia Carolina Indiana
	Cyprus Columbia Norway Austria Argentina Bolivia Roma Odessa Valencia Adelaide Florence Lorraine Alexandria`)

// senses are the rows.
var senses = []sense{
	{
		name: "a photo's note", example: "Rescuers carry a hiker down the slope.\nSWEDEN OUT", country: "DENMARK SAYS IT IS OUT OF THE TALKS",
		elsewhere: func(_ *reading, f *field, n *name) bool {
			k := n.to
			for k < n.to+8 && (f.is(k, "AND", ",", "&", "/") || k < len(f.toks) && f.look[k].has(shouted) && !f.is(k, "OUT")) {
				k++ // "AUSTRIA AND GERMANY OUT"
			}
			out := f.word(k) == "OUT" && (k+1 >= len(f.toks) || f.is(k+1, ".", ",", ")", "/", ";", "-") || f.toks[k+1].Line)
			return out && (f.look[n.from].has(shouted) || !f.look[n.from].has(loud))
		},
	},
	{
		name: "where a photo may not be sold", example: "A hiker is carried down. NO COMMERCIAL SALES IN SWEDEN.", country: "SALES IN SWEDEN ROSE IN MAY, SHOPS SAY",
		elsewhere: func(_ *reading, f *field, n *name) bool {
			i := n.from - 1
			for i > 0 && f.is(i, "IN", "OF", "AND", "OR", ",", "FOR", "THE") {
				i--
			}
			return f.look[n.from].has(shouted) && f.is(i, "SALES", "SALE", "USE", "ARCHIVES", "ARCHIVE", "RESALE", "PUBLICATION", "DISTRIBUTION") &&
				(f.is(i-1, "NO", "NOT") || f.is(i-2, "NO", "NOT") || f.is(i-3, "NO"))
		},
	},
	{
		name: "a currency", example: "The road will cost US$ 180 million.", country: "The US will pay for the road.",
		elsewhere: func(_ *reading, f *field, n *name) bool { return f.is(n.to, "$") && !f.toks[n.to].Space },
	},
	{
		name: "a language", words: spoken, example: "She spoke in English and French to the court.", country: "English and French ministers spoke to the court.",
		elsewhere: func(_ *reading, f *field, n *name) bool { return language(f, n) },
	},
	{
		name: "an English word in another script", example: "看板は英語で書かれ、「English」の文字がある。", country: "The English team lost.",
		elsewhere: func(r *reading, f *field, n *name) bool {
			return n.row >= 0 && r.facts.lex.rows[n.row].sort == demonym && r.lang.Joined || n.row >= 0 && r.facts.lex.rows[n.row].sort == demonym && otherScript(r.lang.Code)
		},
	},
	{
		name: "somebody's name", words: givenNames, example: "India Knight: why I quit", country: "India: why we quit",
		elsewhere: func(r *reading, f *field, n *name) bool { return r.partOfPerson(f, n) },
	},
	{
		name: "the word it looks like", example: "Polish your boots before you go.", country: "Polish soldiers go.",
		elsewhere: func(r *reading, f *field, n *name) bool { return n.open && r.plainWord(f, n, &r.facts.lex.rows[n.row]) },
	},
	{
		name: "a firm", words: givenNames, example: "Jordan & Chad Ltd was founded by two brothers.", country: "Jordan and Chad were founded by treaty.",
		elsewhere: func(_ *reading, f *field, n *name) bool {
			for k := n.to; k < n.to+4 && k < len(f.toks) && (f.look[k].has(capital1) || f.is(k, "&", "and")); k++ {
				if f.is(k, "Ltd", "Ltd.", "Inc", "Inc.", "LLC", "PLC", "plc", "Corp", "Corp.", "GmbH", "LLP") {
					return true
				}
			}
			return false
		},
	},
}

// otherScript reports whether a language is written in other letters than Latin ones.
func otherScript(code string) bool {
	switch code {
	case "ar", "fa", "hi", "ru", "uk", "ja", "zh", "ko":
		return true
	}
	return false
}

// means reports whether a name means what it is listed for: "" for yes, else the
// sense in which it does not.
func (r *reading) means(f *field, n *name) string {
	text := r.facts.lex.rows[n.row].text
	for i := range r.senses {
		s := &r.senses[i]
		if (s.words == nil || s.words[text]) && s.elsewhere(r, f, n) {
			return s.name
		}
	}
	return ""
}

// partOfPerson reports whether the word stands right beside a given name or a
// surname ("Chad Smith", "Michael Jordan").
func (r *reading) partOfPerson(f *field, n *name) bool {
	if n.to-n.from != 1 {
		return false
	}
	titles := f.look[n.from].has(titled)
	if r.facts.lex.rows[n.row].sort != demonym && f.capAt(n.to) && f.joined(n.to) && !f.look[n.to].has(shouted) && surname(f.word(n.to)) &&
		(!titles || r.hintOf(f, n.to)&(familyHint|commonHint) == familyHint) {
		return true
	}
	if !f.capAt(n.from-1) || !f.joined(n.from) || f.look[n.from].has(loud) {
		return false
	}
	before := f.word(n.from - 1)
	return givenName(before) || len(before) > 3 && r.hintOf(f, n.from-1)&(givenHint|commonHint|cityHint) == givenHint
}

// hintOf returns what is listed of a word as a hint.
func (r *reading) hintOf(f *field, i int) uint8 {
	if n := r.facts.lex.find(learn.Mix(0, f.lower[i])); n != nil {
		return n.hint
	}
	return 0
}
