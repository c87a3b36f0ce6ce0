package claims

import (
	"strings"

	"dateline/learn"
	"dateline/news"
)

// classes gathers the word lists of all words in the spans.
func (p *para) classes(ss []span) class {
	var c class
	for _, s := range ss {
		for i := s.lo; i < s.hi; i++ {
			c |= p.toks[i].class
		}
	}
	return c
}

// unsaid are verbs that, negated, decline to speak: "would not say", "did not
// respond".
var unsaid = hashSet("say said comment commented respond responded reply replied answer answered elaborate discuss disclose disclosed reveal specify provide identify identified explain give gave speculate")

func hashSet(words string) map[learn.Hash]bool {
	m := map[learn.Hash]bool{}
	for w := range strings.FieldsSeq(words) {
		m[hashWord(w)] = true
	}
	return m
}

// stance reads off the cue what the source does with the content. A negated
// denial is neither a denial nor a confirmation, so it asserts; a negated
// confirmation declines.
func (p *para) stance(f found) news.Stance {
	c := p.classes(f.cue)
	not := c&clsNot != 0
	switch {
	case f.stance != "":
		return f.stance
	case c&clsDecline != 0, c&clsNeither != 0 && c&(clsDeny|clsConfirm) != 0, not && c&clsDeny != 0 && c&clsConfirm != 0:
		return news.Declines
	case c&clsDeny != 0:
		if not {
			return news.Asserts
		}
		return news.Denies
	case c&clsConfirm != 0:
		if not {
			return news.Declines
		}
		return news.Confirms
	case c&clsReject != 0 && !not && p.aboutReport(f):
		return news.Denies
	case c&clsAsk != 0 && !not && !p.ownRequest(f):
		return news.Questions
	case not && p.anyWord(f.cue, unsaid):
		return news.Declines
	case p.callsFalse(f):
		return news.Denies
	}
	return news.Asserts
}

func (p *para) anyWord(ss []span, words map[learn.Hash]bool) bool {
	for _, s := range ss {
		for i := s.lo; i < s.hi; i++ {
			if words[p.toks[i].hash] {
				return true
			}
		}
	}
	return false
}

// aboutReport says whether the content opens with a report, a claim or an
// accusation: rejecting that denies it, rejecting an offer does not.
func (p *para) aboutReport(f found) bool {
	s := f.content[0]
	return p.classes([]span{{s.lo, min(s.lo+7, s.hi)}})&(clsReport|clsFalse) != 0 || p.classes(f.content)&clsFalse != 0
}

var namers = hashSet("call calls called calling describe describes described label labels labelled labeled brand brands branded dub dubbed")

// callsFalse: "called the report baseless".
func (p *para) callsFalse(f found) bool {
	return p.anyWord(f.cue, namers) && p.classes(f.content)&clsFalse != 0
}

// kind is attitude where the cue is one and no word of speech stands in it.
func (p *para) kind(f found) news.ClaimKind {
	c := p.classes(f.cue)
	if c&clsAttitude != 0 && c&(clsVerb&^clsAttitude|clsSayNoun|clsHedgePassive|clsHedgeAdverb) == 0 {
		return news.Attitude
	}
	return news.Speech
}

// isQuoted says whether words of the content stand in quotation marks.
func (p *para) isQuoted(f found) bool {
	for _, s := range f.content {
		for i := s.lo; i < s.hi; i++ {
			if t := p.toks[i]; t.quoted && t.shape < shapePunct {
				return true
			}
		}
	}
	return false
}

var hedging = hashSet("reportedly allegedly purportedly supposedly apparently possibly probably perhaps presumably likely potentially unclear seemingly")

// hedgeReach is how many words of a content are read for hedges: one far down a
// long quotation does not hedge the claim.
const hedgeReach = 45

// isHedged says whether the cue or the content hedges.
func (p *para) isHedged(f found) bool {
	if f.hedged || p.classes(f.cue)&clsHedgeAdverb != 0 {
		return true
	}
	n := 0
	for _, ss := range [...][]span{f.content, f.cue} {
		for _, s := range ss {
			for i := s.lo; i < s.hi && n < hedgeReach; i++ {
				n++
				if p.hedgesAt(i) {
					return true
				}
			}
		}
	}
	return false
}

func (p *para) hedgesAt(i int) bool {
	t := p.toks[i]
	switch {
	case t.shape != shapeLower:
		return false
	case hedging[t.hash]:
		return true
	case t.class&clsMaybe != 0:
		return !p.is(i+1, clsNot) || t.class&clsHave == 0 && p.is(i, clsMaybe) && p.word(i) != "could"
	case t.class&clsAppear != 0:
		return p.is(i+1, clsTo|clsThat) || p.is(i+1, clsAdverb)
	case t.class&clsHedgePassive != 0:
		return p.is(i+1, clsTo) || p.is(i-1, clsBe) && p.is(i+1, clsThat)
	}
	return false
}

// nameless are phrases that say a source is not named.
var nameless = []string{"anonym", "unnamed", "unidentified", "not authorized", "not authorised", "unauthorized to", "not be named", "not be identified",
	"not to be named", "not to be identified", "was not named", "not identified", "declined to be named", "declined to be identified", "familiar with", "close to", "briefed on", "knowledge of", "requested anonymity", "insider"}

// hiding are the words of which each of the phrases about unnamed sources has one:
// they are looked for first, since phrases take longer.
var hiding = hashSet("anonymous anonymity anonymously unnamed unidentified authorized authorised unauthorized named identified familiar close briefed knowledge insider insiders asked")

// isAnonymous says whether the source is one that the text refuses to name. Bare
// "officials" are not: they may well be named elsewhere.
func (p *para) isAnonymous(f found) bool {
	for _, s := range f.source {
		for i := s.lo; i < s.hi; i++ {
			if p.is(i, clsUnnamed) || p.is(i, clsAnon) && p.sourceHead(i, s) {
				return true
			}
		}
		if p.anyWord(f.source, hiding) && p.hasPhrase(p.bytes(s), nameless) {
			return true
		}
	}
	return len(f.source) > 0 && p.anonymousAfter(f)
}

// sourceHead says whether the word "source" at i is who speaks, not of what.
func (p *para) sourceHead(i int, s span) bool {
	for j := s.lo; j < i; j++ {
		if p.is(j, clsPrep) {
			return false
		}
	}
	return i == s.lo || p.word(i-1) != "open"
}

func (p *para) hasPhrase(s news.Span, phrases []string) bool {
	text := strings.ToLower(p.text[s.Start:s.End])
	for _, ph := range phrases {
		if strings.Contains(text, ph) {
			return true
		}
	}
	return false
}

var refused = []string{"condition of anonymity", "asked not to be", "asked not be", "declined to be named", "declined to be identified", "requested anonymity",
	"not authorized to", "not authorised to", "speaking anonymously", "spoke anonymously", "did not want to be named", "did not wish to be named"}

// anonymousAfter looks for the words of a promise of anonymity in the rest of the
// cue's sentence, outside quotations.
func (p *para) anonymousAfter(f found) bool {
	s := p.sentence(f.cue[0].lo)
	from := max(s.lo, min(f.cue[0].lo, f.source[0].hi-1))
	for from < s.hi && p.toks[from].quoted {
		from++
	}
	end := from
	for end < s.hi && !p.toks[end].quoted {
		end++
	}
	rest := span{from, end}
	return from < end && p.anyWord([]span{rest}, hiding) && p.hasPhrase(p.bytes(rest), refused)
}

var unverified = []string{"not be independently verified", "not be independently confirmed", "not independently verif", "not independently confirm", "not immediately be verified", "not be verified", "not immediately verify", "not be immediately verified", "unable to independently verify", "unable to verify", "not be confirmed independently", "not been independently verified", "not immediately be independently", "no independent confirmation", "be independently confirmed", "to verify independently", "not independently be verified", "not be independently established", "not immediately be confirmed"}

// markUnverified marks the claim before "could not be independently verified":
// the outlet's own words about it.
func (p *para) markUnverified(cs []news.Claim) {
	if p.field != news.InText || len(cs) == 0 || !p.hasWord(unverifiedWords) || !p.hasPhrase(news.Span{Start: p.start, End: p.end}, unverified) {
		return
	}
	at := p.start
	for i := range p.toks {
		if unverifiedWords[p.toks[i].hash] {
			at = p.toks[i].start
		}
	}
	for i := len(cs) - 1; i >= 0; i-- {
		if c := &cs[i]; c.Field == news.InText && c.Content[len(c.Content)-1].End < at && c.Cue[0].Start < at {
			c.Hedged = true
			return
		}
	}
}

var unverifiedWords = hashSet("verified verify confirmed confirm confirmation")

func (p *para) hasWord(words map[learn.Hash]bool) bool {
	for i := range p.toks {
		if words[p.toks[i].hash] {
			return true
		}
	}
	return false
}
