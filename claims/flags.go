package claims

import (
	"slices"
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
// respond", "no one has claimed".
var unsaid = hashSet("say said saying comment commented commenting respond responded respond reply replied answer answered elaborate elaborated discuss disclose disclosed " +
	"reveal revealed specify specified provide provided identify identified explain explained give gave given giving speculate offer offered mention mentioned name named " +
	"blame blamed claim claimed announce announced release released indicate indicated clarify detail")

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
	not := c&clsNot != 0 || p.negated(f)
	switch {
	case f.stance != "":
		return f.stance
	case c&clsNeither != 0 && c&(clsDeny|clsConfirm) != 0, not && c&clsDeny != 0 && c&clsConfirm != 0:
		return news.Declines
	case c&clsDecline != 0:
		if p.anyWord(f.cue, refusing) && !p.refusesWords(f) {
			return news.Denies // "refused to open the border"
		}
		return news.Declines
	case c&clsDeny != 0 || p.anyWord(f.cue, dismissive):
		if not {
			return news.Asserts
		}
		return news.Denies
	case c&clsConfirm != 0 || p.anyWord(f.cue, granting):
		if not {
			return news.Declines
		}
		return news.Confirms
	case c&clsReject != 0 && !not:
		return news.Denies
	case c&clsAsk != 0 && !not && p.isQuestion(f):
		return news.Questions
	case not && p.anyWord(f.cue, unsaid), p.givesNothing(f):
		return news.Declines
	case p.callsFalse(f):
		return news.Denies
	}
	return news.Asserts
}

var (
	refusing   = hashSet("refuse refuses refused refusing refusal")
	dismissive = hashSet("rubbish rubbishes rubbished rubbishing rebuff rebuffs rebuffed")
	granting   = hashSet("acknowledge acknowledges acknowledged acknowledging concede concedes conceded conceding")
	nobody     = hashSet("no nobody none neither nor")
	wordYet    = hashWord("yet")
	nothing    = hashSet("details detail comment comments reason reasons explanation information word answer answers response indication reaction")
)

// negated says whether the source is nobody, or has yet to speak.
func (p *para) negated(f found) bool {
	if len(f.source) > 0 && nobody[p.toks[f.source[0].lo].hash] {
		return true
	}
	for _, s := range f.cue {
		for i := s.lo; i < s.hi; i++ {
			if p.toks[i].hash == wordYet && p.is(i+1, clsTo) {
				return true
			}
		}
	}
	return false
}

// refusesWords says whether what is refused is to speak.
func (p *para) refusesWords(f found) bool {
	if p.anyWord(f.cue, unsaid) || p.classes(f.cue)&clsConfirm != 0 {
		return true
	}
	c := f.content[0]
	return p.anyWord([]span{{c.lo, min(c.lo+3, c.hi)}}, unsaid) || p.classes([]span{{c.lo, min(c.lo+3, c.hi)}})&clsConfirm != 0
}

// isQuestion says whether what is asked is a question and no request.
func (p *para) isQuestion(f found) bool {
	if !p.anyWord(f.cue, asking) {
		return true
	}
	last := f.content[len(f.content)-1]
	for i := last.hi - 1; i > last.lo && p.punct(i); i-- {
		if p.mark(i) == '?' {
			return true
		}
	}
	for _, c := range f.content {
		for i := c.lo; i < min(c.lo+5, c.hi); i++ {
			if p.is(i, clsWhether) || p.is(i, clsWh) && p.is(i-1, clsVerb) || i == c.lo && p.is(i, clsWh) || aboutWord[p.toks[i].hash] {
				return true
			}
		}
	}
	return false
}

var (
	asking    = hashSet("ask asks asked asking")
	aboutWord = hashSet("about")
)

// givesNothing: "gave | no details".
func (p *para) givesNothing(f found) bool {
	c := f.content[0]
	if !p.is(c.lo, clsNot) || c.hi-c.lo > 12 {
		return false
	}
	return p.anyWord(f.cue, unsaid) && p.anyWord([]span{{c.lo, min(c.lo+4, c.hi)}}, nothing)
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

// isThought: "is believed to", "was thought". What is said or reported is not hedged.
func (p *para) isThought(f *found) bool {
	if len(f.source) > 0 {
		return false
	}
	be := false
	for _, s := range f.cue {
		for i := s.lo; i < s.hi; i++ {
			t := &p.toks[i]
			if be && t.class&clsHedgePassive != 0 && !plainly[t.hash] {
				return true
			}
			be = be || t.class&clsBe != 0
		}
	}
	return false
}

var plainly = hashSet("said reported")

// hedges appends what tells whether a claim is told as uncertain: the cue, and each
// word of the content that may hedge with its place in the sentence.
func (p *para) hedges(dst []learn.Hash, f *found) []learn.Hash {
	b := bag{hashes: dst, step: 1}
	b.add(bit(f.hedged))
	b.add(learn.HashOf(f.rule))
	p.hedgesOfCue(&b, f)
	n, verbs, sub := 0, 0, learn.Hash(0)
	for _, s := range f.content {
		for i := s.lo; i < s.hi && n < hedgeReach; i++ {
			n++
			t := &p.toks[i]
			if t.class&clsHedging != 0 || hedging[t.hash] {
				p.hedgeAt(&b, i, learn.Hash(min(verbs, 3)), sub, distance(n))
			}
			switch t.tag {
			case tagVBD, tagVBZ, tagVBP, tagMD:
				verbs++
			}
			sub = p.sideClause(sub, i, s.lo)
		}
	}
	return b.hashes
}

// hedgesOfCue adds the words of the cue that may hedge.
func (p *para) hedgesOfCue(b *bag, f *found) {
	passive := learn.Hash(0)
	for _, s := range f.cue {
		for i := s.lo; i < s.hi; i++ {
			t := &p.toks[i]
			if t.class&clsBe != 0 {
				passive = 1
			}
			if t.class&(clsVerb|clsHedgePassive|clsHedge|clsHedgeAdverb|clsMaybe|clsAppear|clsSayNoun) != 0 || hedging[t.hash] {
				b.n = 10
				b.add(t.hash)
				b.add(learn.Mix(t.hash, passive))
				b.add(learn.Mix(t.hash, bit(len(f.source) == 0)))
			}
		}
	}
}

// sideClause notes in sub what token i of a content that begins at lo says of the words
// behind it: they may be of a side clause, behind a mark, or in somebody's words.
func (p *para) sideClause(sub learn.Hash, i, lo int) learn.Hash {
	t := &p.toks[i]
	if t.class&(clsWh|clsBut) != 0 && i > lo {
		sub = 1
	}
	if p.punct(i) && !p.comma(i) && t.shape < shapeOpen {
		sub |= 2
	}
	if t.class&clsTold != 0 && t.tag.verb() {
		sub |= 4
	}
	return sub
}

const clsHedging = clsHedge | clsHedgeAdverb | clsMaybe | clsAppear | clsHedgePassive | clsModal | clsAttitude

// hedgeAt adds a word that may hedge: how many verbs stand before it, whether they make
// it a part of a side clause, and how far in it stands.
func (p *para) hedgeAt(b *bag, i int, verbs, sub, far learn.Hash) {
	w, next := p.toks[i].hash, p.tagAt(i+1)
	b.n = 30
	b.add(w)
	b.add(learn.Mix(w, verbs))
	b.add(learn.Mix(w, sub))
	b.add(learn.Mix(w, learn.Mix(verbs, sub)))
	b.add(learn.Mix(w, next))
	b.add(learn.Mix(w, p.hashAt(i+1)))
	b.add(learn.Mix(w, p.tagAt(i-1)))
	b.add(learn.Mix(w, far))
	c := uint64(p.toks[i].class & (clsHedge | clsMaybe | clsAppear | clsHedgePassive))
	b.add(learn.Mix(c, learn.Mix(verbs, sub)))
	b.add(learn.Mix(c, far))
	b.add(learn.Mix(c, bit(p.toks[i].quoted)))
}

// nameless are phrases that say a source is not named.
var nameless = []string{"anonym", "unnamed", "unidentified", "not authorized", "not authorised", "unauthorized to", "not be named", "not be identified",
	"not to be named", "not to be identified", "was not named", "not identified", "declined to be named", "declined to be identified", "familiar with", "close to", "briefed on", "whose name was", "whose name has", "knowledge of", "requested anonymity", "insider"}

// hiding are the words of which each of the phrases about unnamed sources has one:
// they are looked for first, since phrases take longer.
var hiding = hashSet("anonymous anonymity anonymously unnamed unidentified authorized authorised unauthorized named identified familiar close briefed name claiming knowledge insider insiders asked")

// isAnonymous says whether the source is one that the text refuses to name. Bare
// "officials" are not: they may well be named elsewhere.
func (p *para) isAnonymous(f found) bool { return p.isHidden(f) || p.isOneOfMany(f) }

// isHidden says whether words tell that the source is not named.
func (p *para) isHidden(f found) bool {
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

func (p *para) isOneOfMany(f found) bool {
	return slices.ContainsFunc(f.source, p.oneOfMany)
}

// oneOfMany: "a senior official", "one rebel", with no name behind it. One may still be
// named later, see gatherer.named.
func (p *para) oneOfMany(s span) bool {
	if !p.is(s.lo, clsIndef) {
		return false
	}
	one := oneWord[p.toks[s.lo].hash]
	at := -1
	for i := s.lo + 1; i < s.hi; i++ {
		one = one || ranks[p.toks[i].hash]
		if at < 0 && (nameable[p.toks[i].hash] || one && aPerson[p.toks[i].hash]) {
			at = i
		} else if at >= 0 && (p.comma(i) || p.toks[i].tag == tagNNP && i == at+1) {
			return false // "an official, Ola Mark"
		} else if p.punct(i) || p.is(i, clsPrep) && at < 0 {
			break
		}
	}
	return at > 0
}

var (
	nameable = hashSet("official diplomat officer aide insider operative lawmaker adviser advisor analyst researcher")
	oneWord  = hashSet("one another")
	ranks    = hashSet("senior top leading high-ranking masked")
	// aPerson are those who are unnamed when they are one of many, or of rank.
	aPerson = hashSet("man woman person activist fighter rebel soldier witness resident worker nurse doctor epidemiologist scientist expert professor executive lawyer commander militant " +
		"villager survivor protester student teacher trader economist politician minister negotiator investigator passenger driver reader caller source")
)

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
