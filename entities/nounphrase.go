package entities

import "strings"

// longestPhrase is how many words of a noun phrase are looked at for its head.
const longestPhrase = 8

// nounPhrase reads the words that say what is counted, one token after the other.
type nounPhrase struct {
	g    *grammar
	f    *field
	from int // its first token
	last int // the last word that may be its head, -1 for none
	one  bool
}

// countedNoun returns the words [from, to) behind token i that say what is
// counted; the last one is the noun. It passes "of", articles and adjectives.
func (g *grammar) countedNoun(f *field, i int, one bool) (from, to int, ok bool) {
	at := i
	if f.is(at, "-", "‑") && f.joinedNext(at) && !f.toks[at].Space && !f.toks[at+1].Space && f.look[at+1].has(wordly) {
		return at + 1, at + 2, !strings.HasPrefix(f.word(at+1), "a-") // "90-seat", not "100-a-day"
	}
	if f.is(at, "(") {
		return 0, 0, false
	}
	for f.is(at, "of", "the", "these", "those", "its", "their", "his", "her", "our", "all", "'s", "more", "other", "such", "out") && f.follows(at) && at < i+5 {
		at++
	}
	p := nounPhrase{g: g, f: f, from: at, last: -1, one: one}
	for steps := 0; at < len(f.toks) && steps < longestPhrase && (at == i || !f.toks[at].Line); steps++ {
		n := p.step(at)
		if n == 0 {
			break
		}
		at += n
	}
	if p.last < 0 {
		return 0, 0, false
	}
	if w := f.word(p.last); !one && !plural(w) && !massNoun(w) && !nation(w) {
		return 0, 0, false
	}
	return p.from, p.last + 1, true
}

// step reads the word at token at and returns how many tokens to go on, 0 at the end.
func (p *nounPhrase) step(at int) int {
	f, w := p.f, p.f.word(at)
	if f.is(at, "'s", "’s") {
		p.last = -1
		return 1
	}
	if n := p.inside(at); n > 0 {
		return n
	}
	if !p.inPhrase(at) {
		return 0
	}
	if adverb(w) && f.follows(at) {
		return 1
	}
	if p.named(at) || p.verb(at) {
		return 0
	}
	p.last = at
	if plural(w) && !modifierPlural(w) && !compoundHead(f, at) {
		return 0
	}
	return 1
}

// inside returns how many tokens stand inside the phrase without being words of it.
func (p *nounPhrase) inside(at int) int {
	f := p.f
	switch {
	case p.linked(at), f.is(at, "'", "‘", "\"", "“") && f.follows(at) && pluralNoun(f, at+1):
		return 1
	case p.acronym(at):
		return 3
	}
	return 0
}

// verb reports whether the word at token at is what those that are counted do.
func (p *nounPhrase) verb(at int) bool {
	f, w := p.f, p.f.word(at)
	if plural(w) && !modifierPlural(w) {
		return p.one && p.last >= 0 && !f.capAt(at) // "one nurse tells"
	}
	return verbish(w) && (p.last >= 0 && !p.participle(at) || p.one && !pluralOrNoun(f, at+1))
}

// inPhrase reports whether a word can stand in a noun phrase at all.
func (p *nounPhrase) inPhrase(at int) bool {
	f, w := p.f, p.f.word(at)
	if !f.look[at].has(wordly) || p.g.words[f.lower[at]].part != notNumber && !f.is(at, "seconds", "quarters", "single") {
		return false
	}
	if w == "US" || w == "WHO" || w == "IT" {
		return !f.look[at].has(loud)
	}
	return !stopWord(w) || at > p.from && f.is(at, "made", "led", "based") && adverb(f.word(at-1)) && pluralNoun(f, at+1)
}

// linked reports whether a comma or "and" at token at joins two words before the head:
// "young and old men", "U.S., British and Afghan soldiers", "meat and poultry workers".
func (p *nounPhrase) linked(at int) bool {
	f := p.f
	if at <= p.from || !f.is(at, "and", "or", ",") || !f.follows(at) || !f.follows(at+1) {
		return false
	}
	before, behind := f.word(at-1), f.word(at+1)
	if adjective(before) && adjective(behind) {
		return true
	}
	if f.capAt(at-1) != f.capAt(at+1) || plural(before) || stopWord(before) || f.is(at, ",") && !f.capAt(at+1) {
		return false
	}
	if p.g.words[f.lower[at+1]].part != notNumber {
		return false
	}
	return pluralNoun(f, at+1) && !plural(behind) || f.is(at, ",") && p.linked(at+2) && !plural(behind)
}

// acronym reports whether "(SIT)" at token at stands inside a name.
func (p *nounPhrase) acronym(at int) bool {
	f := p.f
	return f.is(at, "(") && f.is(at+2, ")") && p.last >= 0 && f.capAt(at-1) && f.look[at+1].has(shouted) && pluralNoun(f, at+3) && f.joined(at+3)
}

// named reports whether a name begins at token at behind words in small letters: it is no
// part of what is counted, unless a plural ends it.
func (p *nounPhrase) named(at int) bool {
	f := p.f
	if !f.capAt(at) || f.look[at].has(loud) || f.look[at].has(titled) || p.last < 0 || f.look[at-1].has(capital1) || f.is(at-1, "and", "or", ",") || pluralNear(f, at) {
		return false
	}
	w := f.word(at)
	return !(plural(w) || nation(w)) || stopWord(w) || plural(f.word(at-1)) || f.capAt(at+1) // "minority Tutsis"
}

// participle reports whether a word such as "confirmed" belongs to the noun that follows:
// "new confirmed cases", "randomly selected people".
func (p *nounPhrase) participle(at int) bool {
	f := p.f
	before := adverb(f.word(at-1)) || f.is(at-1, "new", "other", "more", "young", "old", "foreign", "former", "returning")
	return (before || f.capAt(at-1) && !f.look[at].has(titled)) && pluralNoun(f, at+1)
}

// pluralOrNoun reports whether a noun of any number may stand at token i.
func pluralOrNoun(f *field, i int) bool { return nounish(f, i) || pluralNoun(f, i) }

// pluralNear reports whether a plural in small letters ends the run of capitals at
// token i ("five previous Security Council resolutions").
func pluralNear(f *field, i int) bool {
	for i < len(f.toks) && !f.toks[i].Line && f.capAt(i) {
		i++
	}
	for range 2 { // "top Palestinian militant leaders"
		if f.joined(i) && f.look[i].has(wordly) && !plural(f.word(i)) && !stopWord(f.word(i)) && !verbish(f.word(i)) {
			i++
		}
	}
	return i < len(f.toks) && !f.toks[i].Line && f.look[i].has(wordly) && plural(f.word(i)) && !stopWord(f.word(i))
}

// compoundHead reports whether the plural at token i only modifies a plural that
// follows: "women soldiers", "media influencers". A verb with such an ending would
// not agree with it.
func compoundHead(f *field, i int) bool {
	if i+1 >= len(f.toks) || f.toks[i+1].Line || !f.look[i+1].has(wordly) {
		return false
	}
	w := f.word(i + 1)
	if f.is(i, "crew", "police", "staff", "media", "data") && f.is(i+1, "member", "officer", "official", "outlet", "centre", "center") {
		return true
	}
	return plural(w) && !oneDoes(w) && !stopWord(w) && !verbish(w) && (!f.capAt(i+1) || f.capAt(i))
}

// pluralNoun reports whether a noun phrase that can be counted begins at token i.
func pluralNoun(f *field, i int) bool {
	for k := i; k < len(f.toks) && k < i+4 && !f.toks[k].Line; k++ {
		w := f.word(k)
		if !f.look[k].has(wordly) || stopWord(w) {
			return false
		}
		if plural(w) && !f.capAt(k) || massNoun(w) {
			return true
		}
		if k > i+1 && f.capAt(k) && f.capAt(k-1) && !f.capAt(i) {
			return false // "veteran Nico Hulkenberg believes"
		}
	}
	return false
}

// nation reports whether a name of a people counts its members though it has no plural:
// "two Sudanese".
func nation(w string) bool {
	return len(w) > 5 && w[0] >= 'A' && w[0] <= 'Z' && strings.HasSuffix(w, "ese")
}
