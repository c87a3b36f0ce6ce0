package claims

import "slices"

// settle joins what the patterns find with the model's claims: the model knows
// the bounds better, the patterns second-hand speech and hedges without a source,
// which the training data lacks.
func (p *para) settle(fs []found) []found {
	for k := range fs {
		p.mend(&fs[k])
	}
	for i := range p.toks {
		if !p.begins(i) {
			continue
		}
		if !p.budget.Spend(len(fs)) {
			break
		}
		for _, rule := range []func(int) (found, bool){p.quotedAs, p.accordingTo, p.neitherNor, p.unclear, p.silent, p.deniedBy, p.passive, p.hedgeAdverb} {
			if f, ok := rule(i); ok {
				fs = p.merge(fs, f)
				break
			}
		}
	}
	fs = p.inPassing(p.addMissed(p.contrast(fs)))
	if f, ok := p.speakerLabel(); ok && len(fs) == 0 {
		fs = append(fs, f)
	}
	if f, ok := p.signature(); ok && !covered(fs, -1, f.cue[0]) {
		fs = append(fs, f)
	}
	for k := range fs {
		if !p.budget.Spend(p.sentence(fs[k].cue[0].lo).len() + len(fs)) {
			break
		}
		p.carriedBy(&fs[k])
		p.citing(&fs[k])
		p.cutAtSemicolon(fs, k)
	}
	return p.dropIdle(fs)
}

// begins says whether token i is one that some pattern of settle looks for. Few
// are, and asking all seven patterns of each token takes time.
func (p *para) begins(i int) bool {
	const classes = clsNeither | clsDeny | clsConfirm | clsReject | clsPassive | clsHedgeAdverb
	if p.toks[i].class&classes != 0 {
		return true
	}
	switch p.toks[i].hash {
	case wordQuoted, wordQuotes, wordCited, wordCites, wordAccording, wordPer, wordUnclear, wordClear,
		wordComment, wordResponse, wordReply, wordReaction, wordWord, wordReached:
		return true
	}
	return false
}

// cutAtSemicolon ends a content at a semicolon behind which somebody else speaks.
func (p *para) cutAtSemicolon(fs []found, k int) {
	for n := range fs[k].content {
		c := &fs[k].content[n]
		for i := c.lo + 1; i < c.hi; i++ {
			if p.mark(i) == ';' && !p.toks[i].quoted && fs[k].cue[0].lo < i && slices.ContainsFunc(fs, func(g found) bool {
				return len(g.source) > 0 && g.source[0].lo > i && g.source[0].lo < i+4 && g.cue[0].hi <= c.hi
			}) {
				c.hi = i
			}
		}
	}
}

// mend repairs what the role tagger gets wrong in plain sentences: a verb's
// subject taken for its content, a source cut off before its end.
func (p *para) mend(f *found) {
	cue := f.cue[0]
	c := p.classes(f.cue)
	if n := len(f.content); len(f.source) == 0 && n > 0 && f.content[n-1].hi == cue.lo && c&clsVerb&^clsAttitude != 0 && c&(clsBe|clsPassive&^clsSay) == 0 {
		if g := p.byPattern(cue, f.margin); len(g.content) > 0 {
			f.source, f.content, f.rule = g.source, g.content, g.rule
		}
	}
	if tag := p.toks[cue.lo].tag; len(f.source) == 0 && !p.is(cue.lo-1, clsAnd|clsBut) && c&clsTold != 0 && (tag == tagVBD || tag == tagVBZ) && f.content[0].lo >= cue.hi {
		if g, ok := p.saidBy(cue.lo); ok && g.content[0].lo >= cue.hi { // "the governor, quoted by Anadolu, said"
			f.source = g.source
		}
	}
	if len(f.source) == 0 && c&clsTold != 0 {
		p.sourceAfterQuote(f)
	}
	if p.toks[cue.lo].tag == tagVBG && len(f.source) > 0 && p.hasPhrase(p.bytes(cue), wishes) {
		p.sayingUnnamed(f)
	}
	if p.toks[cue.lo].hash == wordAccording && len(f.source) == 1 {
		last := f.source[0].hi
		for k, s := range f.content { // "according to people | briefed on the plan"
			if s.lo == last && len(f.content) > 1 {
				f.source[0].hi = s.hi
				f.content = append(f.content[:k:k], f.content[k+1:]...)
				break
			}
		}
	}
}

// sayingUnnamed: "an official speaking on condition of anonymity said ...", where
// the speaking was taken for the cue.
func (p *para) sayingUnnamed(f *found) {
	src := span{f.source[0].lo, f.cue[0].hi}
	for j := src.hi; j < p.sentence(src.lo).hi; j++ {
		if !p.is(j, clsSay) || p.toks[j].tag != tagVBD && p.toks[j].tag != tagVBZ {
			continue
		}
		if g, ok := p.saidBy(j); ok {
			f.source, f.cue, f.content, f.rule = []span{src}, g.cue, g.content, rulePattern
		}
		return
	}
}

// sourceAfterQuote: “It was dark,” the survivor, a teacher, told ... where the
// source was taken for a part of the content.
func (p *para) sourceAfterQuote(f *found) {
	for k := range f.content {
		c := &f.content[k]
		if c.hi > f.cue[0].lo || f.cue[0].lo-c.hi > 1 {
			continue
		}
		for i := c.hi - 1; i > c.lo; i-- {
			if p.toks[i].shape == shapeClose && i+1 < c.hi {
				if src := p.pieces(span{i + 1, c.hi}); len(src) > 0 {
					f.source, c.hi = src, i+1
				}
				return
			}
		}
	}
}

// addMissed adds claims by plain finite verbs of speech that the model passed over.
func (p *para) addMissed(fs []found) []found {
	for i := range p.toks {
		t := &p.toks[i]
		closing := t.class&clsSay != 0 && (p.comma(i+1) || i+2 >= p.sentence(i).hi) && (t.tag == tagVBD || t.tag == tagVBN) // "..., officials warned."
		plain := t.class&(clsDeny|clsConfirm|clsDecline) != 0 && t.shape == shapeLower && t.tag == tagNN                    // the tagger's mistake
		finite := plain || closing || t.tag == tagVBD || t.tag == tagVBZ || t.tag == tagVBP
		if t.class&clsMissed == 0 && !closing || t.class&clsSayNoun != 0 && !closing || t.quoted || !finite || p.taken(fs, i) {
			continue
		}
		if f, ok := p.saidBy(i); ok && !p.taken(fs, f.content[0].lo) && !p.taken(fs, f.source[0].lo) && (!closing || f.content[0].hi <= f.source[0].lo) {
			f.rule = "verb with subject"
			fs = append(fs, f)
		}
	}
	return fs
}

// clsMissed are the verbs that addMissed trusts.
const clsMissed = clsSpeech | clsDeny | clsReject | clsConfirm | clsDecline | clsAsk

// taken says whether token i is part of a claim already.
func (p *para) taken(fs []found, i int) bool {
	p.budget.Spend(len(fs))
	for k := range fs {
		for _, role := range [][]span{fs[k].source, fs[k].cue, fs[k].content, fs[k].via} {
			for _, s := range role {
				if s.lo <= i && i < s.hi {
					return true
				}
			}
		}
	}
	return false
}

var wishes = []string{"not to be named", "not to be identified", "not be named", "not be identified", "anonymity"}

// dropIdle drops claims that tell the reader nothing: a source asking not to be
// named, the outlet's own "could not be verified", and attitudes or verbs without a subject inside another claim's content.
func (p *para) dropIdle(fs []found) []found {
	out := make([]found, 0, len(fs))
	for k, f := range fs {
		c := p.classes(f.cue)
		if c&(clsAsk|clsDecline|clsSpeech) != 0 && f.content[0].lo == f.cue[len(f.cue)-1].hi && p.hasPhrase(p.bytes(f.content[0]), wishes) && f.content[0].hi-f.content[0].lo < 15 {
			continue
		}
		if s := p.sentence(f.cue[0].lo); p.anyWord(f.cue, unverifiedWords) && p.classes(f.cue)&clsNot != 0 && p.hasPhrase(p.bytes(span{s.lo, s.hi}), unverified) {
			continue
		}
		if citers[p.toks[f.cue[0].lo].hash] && slices.ContainsFunc(fs, func(g found) bool { return g.rule == ruleCiting && g.cue[0] != f.cue[0] }) {
			continue
		}
		if c, ok := within(fs, k); ok && (!p.isTold(f) || f.rule == rulePattern || f.source[0].lo < c.lo || f.source[0].hi > c.hi) {
			continue
		}
		out = append(out, f)
	}
	return out
}

// within returns the other claim's content that claim k stands in.
func within(fs []found, k int) (span, bool) {
	for j := range fs {
		if j == k {
			continue
		}
		for _, c := range fs[j].content {
			if c.lo <= fs[k].cue[0].lo && fs[k].cue[0].hi <= c.hi && c.hi-c.lo > fs[k].content[0].hi-fs[k].content[0].lo {
				return c, true
			}
		}
	}
	return span{}, false
}

const rulePattern = "model, roles by pattern"

// byPattern finds the roles of a cue that the role tagger found none for.
func (p *para) byPattern(cue span, margin float64) found {
	for i := cue.lo; i < cue.hi; i++ {
		if p.is(i, clsTold) && p.toks[i].tag.verb() {
			if f, ok := p.saidBy(i); ok && margin > patternMargin && !inside(f.content, cue) {
				f.cue, f.margin, f.rule = []span{cue}, margin, rulePattern
				return f
			}
		}
	}
	return found{}
}

// inside says whether every span stands inside s.
func inside(ss []span, s span) bool {
	return !slices.ContainsFunc(ss, func(x span) bool { return x.lo < s.lo || x.hi > s.hi })
}

// patternMargin is how sure of a cue the model must be for that, in nats.
const patternMargin = 0.5

// merge adds a pattern's claim unless the model has it or holds its cue in a content.
func (p *para) merge(fs []found, f found) []found {
	if f.rule == ruleQuotedAs {
		lo, hi := f.source[0].lo, f.cue[len(f.cue)-1].hi
		if len(f.via) > 0 {
			lo = min(lo, f.via[0].lo)
		}
		kept := fs[:0]
		for _, g := range fs {
			if g.cue[0].lo < lo || g.cue[0].lo >= hi {
				kept = append(kept, g)
			}
		}
		return append(kept, f)
	}
	for k := range fs {
		if p.outdoes(&f, &fs[k]) {
			fs[k] = f
			return fs
		}
		for _, c := range fs[k].cue {
			if c.lo < f.cue[0].hi+1 && f.cue[0].lo < c.hi+1 {
				fs[k].hedged = fs[k].hedged || f.hedged
				return fs
			}
		}
		for _, c := range fs[k].content {
			if c.lo <= f.cue[0].lo && f.cue[0].hi <= c.hi {
				return fs
			}
		}
		for _, c := range fs[k].source {
			if c.lo <= f.cue[0].lo && f.cue[0].hi <= c.hi {
				return fs
			}
		}
	}
	return append(fs, f)
}

// outdoes says whether the pattern's claim f is better than the model's claim g of
// the same words: "is believed to" has no source, "reportedly" no verb, "per" is
// no part of a content.
func (p *para) outdoes(f, g *found) bool {
	a, b := f.cue[0], g.cue[0]
	meet := a.lo < b.hi && b.lo < a.hi
	switch f.rule {
	case rulePassive:
		return meet && f.hedged
	case ruleHedge:
		return meet && p.classes(g.cue)&clsVerb == 0
	case ruleNeither, ruleUnclear, ruleSilence:
		return meet
	case ruleDeniedBy: // "reports that ... were denied by the palace"
		return meet || len(g.source) == 0 && slices.ContainsFunc(g.content, func(c span) bool { return c.lo <= a.lo && a.hi <= c.hi })
	case ruleAccording:
		return p.toks[a.lo].hash == wordPer && b.hi <= a.lo && len(g.content) == 1 && g.content[0].lo <= a.lo && a.hi <= g.content[0].hi
	}
	return false
}

// speakerLabel: "PENCE: Well, look, ..." at the start of a paragraph.
func (p *para) speakerLabel() (found, bool) {
	lo := 0
	if p.toks[0].shape == shapeOpen {
		lo = 1
	}
	for i := lo + 1; i < min(len(p.toks)-2, lo+5); i++ {
		if p.mark(i) == ':' {
			return found{source: []span{{lo, i}}, cue: []span{{i, i + 1}}, content: p.pieces(span{i + 1, len(p.toks)}), rule: "speaker label"}, p.speaks(span{lo, i})
		}
		if t := p.toks[i-1]; t.shape != shapeTitle && t.shape != shapeUpper && t.shape != shapeMixed {
			break
		}
	}
	return found{}, false
}

// signature: “…” ― Ola Mark, mayor.
func (p *para) signature() (found, bool) {
	for i := 2; i < len(p.toks)-1; i++ {
		if w := p.word(i); p.toks[i-1].shape == shapeClose && (w == "―" || w == "—" || w == "–" || w == "--") && len(p.toks)-i < 12 {
			return found{source: []span{{i + 1, len(p.toks)}}, cue: []span{{i, i + 1}}, content: p.pieces(span{0, i}), rule: "signature"}, p.toks[i+1].shape == shapeTitle
		}
	}
	return found{}, false
}

// contrast ends a content at ", but Y denied it": there the outlet speaks again,
// and Y.
func (p *para) contrast(fs []found) []found {
	for k := range fs {
		for n := range fs[k].content {
			c := &fs[k].content[n]
			if f, at, ok := p.otherSpeaker(*c); ok && fs[k].cue[0].lo < at {
				c.hi = at
				if !slices.ContainsFunc(fs, func(g found) bool { return g.cue[0].lo < f.cue[0].hi && f.cue[0].lo < g.cue[0].hi }) {
					fs = append(fs, f)
				}
			}
		}
	}
	return fs
}

// otherSpeaker finds a comma and "but" or "while" in the content after which
// somebody denies, confirms or says, and the claim.
func (p *para) otherSpeaker(c span) (found, int, bool) {
	for i := c.lo + 3; i < c.hi-3 && p.budget.Spend(1); i++ {
		if !p.comma(i) || p.toks[i].quoted || !contrasting[p.toks[i+1].hash] {
			continue
		}
		for j := i + 3; j < min(i+12, c.hi) && !p.punct(j); j++ {
			if t := p.toks[j].tag; !p.is(j, clsTold) || t != tagVBD && t != tagVBZ && t != tagVBP {
				continue
			}
			f, ok := p.saidBy(j)
			if ok && f.source[0].lo == i+2 && !p.is(i+2, clsSubject) {
				f.rule = "verb with subject"
				return f, i, true
			}
			break
		}
	}
	return found{}, 0, false
}

var contrasting = hashSet("but while whereas although")
