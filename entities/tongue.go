package entities

import (
	_ "embed" // the tables
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/learn"
	"dateline/news"
	"dateline/words"
)

// The tables of other languages: foreign.go has the names of countries.
var (
	//go:embed facts/capitals.tsv
	capitalsTSV string
	//go:embed facts/adjectives.tsv
	adjectivesTSV string
)

// endings are what a language puts behind the stems of adjectives.tsv.
var endings = map[string]map[string]bool{
	"es": wordSet(`o a os as e es`),
	"pt": wordSet(`o a os as e es`),
	"fr": wordSet(`e s es ne nes`),
	"it": wordSet(`o a i e he hi`),
	"de": wordSet(`e er es en em s n in innen ern`),
	"nl": wordSet(`e en er ers`),
	"tr": wordSet(`lar ler lı li`),
	"ru": wordSet(`ий ого ому им ом ая ой ую ое ие их ими ие`),
	"uk": wordSet(`ий ого ому им ім а ої ій у ою е і их ими ці ців цям`),
	"fa": wordSet(`‌ها ها`),
}

// speech are the words before which an adjective names a language ("en français").
var speech = map[string]map[string]bool{
	"es": wordSet(`en hablar habla hablan`),
	"pt": wordSet(`em falar fala falam`),
	"fr": wordSet(`en parler parle parlent`),
	"it": wordSet(`in parlare parla parlano`),
	"de": wordSet(`auf`),
	"nl": wordSet(`in het`),
}

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// loadCapitals reads the capitals and adjectives of other languages.
func (x *facts) loadCapitals() error {
	var toks []learn.Token
	err := table("capitals.tsv", capitalsTSV, 2, func(c []string) {
		for n := range strings.SplitSeq(c[1], "|") {
			r, _ := utf8.DecodeRuneInString(n)
			if unicode.Is(unicode.Latin, r) && x.lex.knows(n) || ambiguousElsewhere(n) {
				continue
			}
			toks = x.lex.add(row{sort: capital, text: n, name: n, ref: c[0], notEnglish: unicode.Is(unicode.Latin, r)}, toks)
			if !unicode.Is(unicode.Latin, r) && len(toks) == 1 {
				x.cities[stem(n)] = c[0]
			}
		}
	})
	if err != nil {
		return err
	}
	return table("adjectives.tsv", adjectivesTSV, 3, func(c []string) {
		if x.peoples[c[0]] == nil {
			x.peoples[c[0]] = map[string]string{}
		}
		for s := range strings.SplitSeq(c[2], "|") {
			x.peoples[c[0]][s] = c[1]
		}
	})
}

// clitic returns the byte at which a token comes apart into a small word and a
// name, or a name and its ending; 0 for nowhere.
func (r *reading) clitic(word string) int {
	i := apostrophe(word)
	if i <= 0 {
		return 0
	}
	_, n := utf8.DecodeRuneInString(word[i:])
	head, tail := word[:i], word[i+n:]
	first, _ := utf8.DecodeRuneInString(tail)
	switch {
	case unicode.IsUpper(first) && words.Elided(strings.ToLower(head)):
		if head[0] >= 'a' || r.lang.Code != "en" && r.facts.lex.begins(tail) {
			return i + n
		}
	case words.TurkishEnding(tail):
		if r.lang.Code == "tr" || r.facts.lex.begins(head) {
			return i
		}
	}
	return 0
}

// apostrophe returns where a word has its first, -1 for none.
func apostrophe(word string) int {
	for i := 0; i < len(word); i++ {
		if word[i] == '\'' || word[i] == 0xe2 && strings.HasPrefix(word[i:], "’") {
			return i
		}
	}
	return -1
}

// begins reports whether a listed name begins with a word.
func (x *lexicon) begins(word string) bool {
	n := x.find(learn.Mix(0, learn.HashLower(word)))
	return n != nil && (n.row >= 0 || n.more)
}

// splitClitics cuts the tokens that come apart.
func splitClitics(toks []learn.Token, text string, at func(word string) int) []learn.Token {
	if at == nil {
		return toks
	}
	for i, t := range toks {
		if t.End-t.Start < 3 || t.Class != learn.Word {
			continue
		}
		if cut := at(t.Text(text)); cut > 0 {
			return splitFrom(toks, i, text, at)
		}
	}
	return toks
}

func splitFrom(toks []learn.Token, from int, text string, at func(word string) int) []learn.Token {
	out := append(make([]learn.Token, 0, len(toks)+8), toks[:from]...)
	for _, t := range toks[from:] {
		cut := 0
		if t.End-t.Start >= 3 && t.Class == learn.Word {
			cut = at(t.Text(text))
		}
		if cut == 0 {
			out = append(out, t)
			continue
		}
		head, tail := t, t
		head.End, tail.Start = t.Start+cut, t.Start+cut
		tail.Space, tail.Line = false, false
		out = append(out, head, tail)
	}
	return out
}

// smallElision is the part of clitic that holds in every language, for listed names.
func smallElision(word string) int {
	i := apostrophe(word)
	if i <= 0 || word[0] < 'a' || !words.Elided(word[:i]) {
		return 0
	}
	_, n := utf8.DecodeRuneInString(word[i:])
	if first, _ := utf8.DecodeRuneInString(word[i+n:]); unicode.IsUpper(first) {
		return i + n
	}
	return 0
}

// people returns the country whose adjective or people a word of the story's
// language names, "" for none.
func (r *reading) people(f *field, at int) string {
	stems := r.facts.peoples[r.lang.Code]
	if stems == nil || speech[r.lang.Code][strings.ToLower(f.word(at-1))] {
		return ""
	}
	w, ends := f.word(at), endings[r.lang.Code]
	if len(w) > 40 || r.lang.Code == "tr" && !f.capAt(at) {
		return ""
	}
	w = strings.ToLower(w)
	for end := len(w); end >= 3 && len(w)-end <= 10; {
		if code := stems[w[:end]]; code != "" && (end == len(w) || ends[w[end:]]) {
			return code
		}
		_, n := utf8.DecodeLastRuneInString(w[:end])
		end -= n
	}
	return ""
}

// trusted keeps of the guesses in another language than English, which the model has
// not learnt, those that something else speaks for: a person's full name that begins
// with a known given name, and acronyms.
func (r *reading) trusted(i int) {
	if r.lang.Code == "en" {
		return
	}
	f, kept := &r.fields[i], r.guesses[i][:0]
	for _, g := range r.guesses[i] {
		if g.class == person && r.fullName(f, &g) || g.class == organisation && g.to == g.from+1 && f.look[g.from]&(shouted|loud|titled) == shouted {
			kept = append(kept, g)
		}
	}
	r.guesses[i] = kept
}

// fullName reports whether a guess is a known given name and what follows it, cut
// before the first word that is none.
func (r *reading) fullName(f *field, g *guess) bool {
	if r.hintOf(f, g.from)&givenHint == 0 || r.grammatical(f, g.from) {
		return false
	}
	for k := g.from + 1; k < g.to; k++ {
		if !f.capAt(k) && !particle(f.word(k)) {
			g.to = k
			break
		}
	}
	return g.to-g.from > 1 && f.capAt(g.to-1)
}

// grammatical reports whether a word is one of the grammar of the story's language.
func (r *reading) grammatical(f *field, at int) bool {
	for _, x := range r.lang.Lookup(words.Fold(f.word(at))) {
		if x.Kind == words.Common {
			return true
		}
	}
	return false
}

// particle reports whether a small word stands inside people's names.
func particle(w string) bool {
	switch strings.ToLower(w) {
	case "de", "da", "do", "dos", "das", "du", "des", "del", "della", "di", "la", "le", "el", "al", "las", "los", "y", "e", "i", "bin", "bint", "ibn", "abu", "ben",
		"van", "von", "der", "den", "ter", "ten", "zu", "zum", "zur", "af", "av", "-", "'", "’", "st", "st.", "d'", "d’":
		return true
	}
	return false
}

// addPeoples adds the countries that adjectives of the story's language name.
func (r *reading) addPeoples(i int) {
	if r.facts.peoples[r.lang.Code] == nil {
		return
	}
	f, old, next := &r.fields[i], r.names[i], 0
	var added []name
	for at := range f.toks {
		for next < len(old) && old[next].to <= at {
			next++
		}
		if next < len(old) && old[next].from <= at || !f.look[at].has(wordly) {
			continue
		}
		if code := r.people(f, at); code != "" {
			added = append(added, r.countryName(f, at, code))
		}
	}
	r.names[i] = inOrder(old, added)
}

func (r *reading) countryName(f *field, at int, code string) name {
	c := r.facts.countries[code]
	return name{from: at, to: at + 1, span: f.spanOf(at, at+1), kind: news.Country, ref: code, name: c.name, row: -1,
		why: news.Why{Rule: "demonym", Detail: c.name + " in the text's language"}}
}
