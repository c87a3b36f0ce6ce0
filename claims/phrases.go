package claims

import "dateline/news"

// What a claim is before it is told in bytes, and how phrases are bounded around its verb.

// found is a claim in tokens.
type found struct {
	source, cue, content, via []span
	rule                      string
	margin                    float64 // of the cue, in nats
	leads                     leads   // of the roles
	sure                      bool    // its shape decides, see pattern
	hedged                    bool
	stance                    news.Stance // where the pattern knows it, else ""
}

// clause returns where the clause around token i begins inside its sentence:
// after a "that", a semicolon or a cue's colon.
func (p *para) clause(i int) int {
	s := p.sentence(i)
	p.budget.Spend(i - s.lo)
	for j := i - 1; j >= s.lo; j-- {
		if p.mark(j) == ';' || p.is(j, clsThat) && p.is(j-1, clsVerb|clsSayNoun) {
			return j + 1
		}
	}
	return s.lo
}

// stop returns the end of the sentence around i, a semicolon before it, without
// its final mark.
func (p *para) stop(i int) int {
	s := p.sentence(i)
	p.budget.Spend(s.hi - i)
	for j := i; j < s.hi; j++ {
		if p.mark(j) == ';' {
			return j
		}
	}
	return s.hi
}

func (p *para) pieces(ss ...span) []span {
	var out []span
	for _, s := range ss {
		if s = p.trim(s); !s.empty() {
			out = append(out, s)
		}
	}
	return out
}

// phraseEnd returns the end of the noun phrase that begins at lo: up to a mark, or
// a comma that opens no apposition.
func (p *para) phraseEnd(lo, hi int) int {
	for i := lo; i < hi; i++ {
		if p.punct(i) {
			if p.comma(i) && p.is(i+1, clsDet|clsWh) {
				if j := p.phraseEnd(i+1, hi); j < hi-1 && p.comma(j) {
					return j
				}
			}
			if c := p.mark(i); c == '-' || c == '/' || c == '&' {
				continue
			}
			return i
		}
	}
	return hi
}

// group returns where the verb group that ends with the verb i begins: over
// auxiliaries, negations and adverbs.
func (p *para) group(i int) int {
	s := p.sentence(i)
	for i > s.lo && (p.is(i-1, clsAux|clsNot) || p.is(i-1, clsAdverb) && !p.is(i-1, clsTime) || p.ly(i-1)) {
		i--
	}
	return i
}

// ly says whether the token is an adverb by its look.
func (p *para) ly(i int) bool {
	t := p.toks[i]
	return t.shape == shapeLower && t.end-t.start > 4 && p.text[t.end-2:t.end] == "ly" && !p.is(i, clsSpeech|clsSay)
}

// subjectLeft returns the noun phrase that ends before token i.
func (p *para) subjectLeft(i int) span {
	s := p.sentence(i)
	hi := i
	if p.comma(i - 1) { // "Ola Mark, the mayor of Ost, said"
		for j := i - 2; j > s.lo && i-j < 25; j-- {
			if p.comma(j) {
				return span{p.phraseStart(j, s.lo), i - 1}
			}
		}
		return span{i, i}
	}
	return span{p.phraseStart(hi, s.lo), hi}
}

// phraseStart walks back from hi to where the noun phrase begins.
func (p *para) phraseStart(hi, lo int) int {
	i := hi
	for i > lo {
		j := i - 1
		if p.punct(j) && p.mark(j) != '-' || p.is(j, clsThat|clsBut|clsWh) || p.is(j, clsAnd) && !p.is(i, clsRole) && p.toks[i].shape == shapeLower {
			break
		}
		if p.is(j, clsTime) && i < hi || p.is(j, clsVerb) && i < hi && !p.is(j, clsRole|clsSayNoun) && p.toks[j].shape == shapeLower && p.toks[j].tag != tagVBN && p.toks[j].tag != tagVBG {
			break
		}
		i--
	}
	for i < hi && (p.is(i, clsAnd|clsTime)) {
		i++
	}
	return i
}

// nounHere says whether word i, which may be a verb, is a noun where it stands.
func (p *para) nounHere(i int) bool {
	if p.is(i-1, clsDet|clsPossessive|clsPrep) && !p.is(i-1, clsTo) && !p.is(i-1, clsThat) {
		return true
	}
	return p.mark(i-1) == 0 && i > 0 && (p.word(i-1) == "'s" || p.word(i-1) == "’s") && p.is(i, clsSayNoun)
}

// saidBy: a verb of speech or attitude with its subject on either side.
func (p *para) saidBy(i int) (found, bool) {
	if !p.is(i, clsVerb) || p.toks[i].shape != shapeLower || p.nounHere(i) {
		return found{}, false
	}
	if p.is(i, clsAttitude) && !p.is(i+1, clsTo|clsThat|clsDet|clsPossessive|clsSubject) {
		return found{}, false
	}
	if p.is(i, clsDeny) && p.is(i+1, clsAccess) {
		return found{}, false
	}
	lo, end := p.group(i), p.hearerEnd(i+1, i)
	s := p.sentence(i)
	f := found{cue: []span{{lo, end}}, rule: "verb"}
	if (p.toks[max(lo-1, 0)].shape == shapeClose || p.comma(lo-1)) && lo > s.lo && p.phraseBegins(i+1) && !p.apposition(lo) {
		src := span{i + 1, p.phraseEnd(i+1, p.stop(i))}
		f.cue = []span{{lo, i + 1}}
		f.source = []span{src}
		f.content = p.pieces(p.leftContent(lo), span{src.hi, p.quoteEnd(src.hi, p.stop(i))})
		return f, !src.empty() && len(f.content) > 0
	}
	subject := p.subjectLeft(lo)
	if subject.empty() || p.is(subject.lo, clsPrep) {
		return f, false
	}
	f.source = []span{subject}
	for j := end; j < min(end+6, s.hi) && !p.punct(j) && !p.toks[j].tag.verb(); j++ {
		if p.is(j, clsThat) && j > end { // "told AFP by telephone that"
			end = j
			break
		}
	}
	right := span{end, p.quoteEnd(end, p.stop(i))}
	if (p.short(right) || p.comma(end)) && (p.comma(subject.lo-1) || subject.lo > 0 && p.toks[subject.lo-1].shape == shapeClose) {
		f.content = p.pieces(p.leftContent(subject.lo))
	} else {
		f.content = p.pieces(right)
	}
	return f, len(f.content) > 0
}

// apposition says whether the comma before i closes "Name, the mayor,".
func (p *para) apposition(i int) bool {
	s := p.sentence(i)
	for j := i - 2; j > s.lo && i-j < 25; j-- {
		if p.comma(j) {
			return j-s.lo <= 6 && p.toks[s.lo].shape != shapeOpen && !p.toks[s.lo].quoted
		}
	}
	return false
}

func (p *para) phraseBegins(i int) bool {
	if i >= len(p.toks) {
		return false
	}
	t := p.toks[i]
	return t.shape == shapeTitle || t.shape == shapeUpper || t.shape == shapeMixed || t.class&(clsDet|clsRole|clsPossessive) != 0 && t.class&clsThat == 0
}

// short says that nothing but a time or a place follows.
func (p *para) short(s span) bool {
	s = p.trim(s)
	if s.hi-s.lo > 6 {
		return false
	}
	for i := s.lo; i < s.hi; i++ {
		if !p.is(i, clsTime|clsPrep|clsHearer|clsDet|clsMonth|clsSayNoun) && !papers[p.toks[i].hash] && p.toks[i].shape == shapeLower || p.toks[i].shape == shapeOpen {
			return false
		}
	}
	return !p.is(s.lo, clsThat|clsSubject)
}

// leftContent is the content that ends before token i: its sentence so far, or
// the whole quotation it ends with.
func (p *para) leftContent(i int) span {
	lo := p.clause(i)
	for lo > 0 && p.toks[lo-1].quoted && p.toks[lo].quoted && p.toks[lo-1].seg == p.toks[lo].seg {
		lo--
	}
	return span{lo, i}
}

// quoteEnd moves hi to the end of a quotation that runs on past it.
func (p *para) quoteEnd(lo, hi int) int {
	if lo >= hi || !p.toks[hi-1].quoted {
		return hi
	}
	for hi < len(p.toks) && p.toks[hi].quoted && p.toks[hi].seg == p.toks[hi-1].seg {
		hi++
	}
	return hi
}

// papers are what one says something in, beside the nouns of speech.
var papers = hashSet("note notes filing email video memo telegram")

// hearerEnd returns the end of a cue after "told reporters", "said in a statement"
// and a day.
func (p *para) hearerEnd(i, verb int) int {
	if p.toks[verb].hash == wordTold || p.toks[verb].hash == wordTelling {
		if p.is(i, clsHearer|clsOutlet) {
			i++
		} else if p.is(i, clsDet) && p.is(i+1, clsHearer|clsOutlet|clsOutletNoun) {
			i += 2
		} else if i < len(p.toks) && p.toks[i].shape == shapeTitle {
			for i < len(p.toks) && p.toks[i].shape == shapeTitle && !p.is(i, clsDet|clsSubject) {
				i++
			}
		}
	}
	if p.is(i, clsPrep) && p.is(i+1, clsDet) && i+2 < len(p.toks) && (p.is(i+2, clsSayNoun) || papers[p.toks[i+2].hash]) {
		i += 3
	}
	if p.is(i, clsTime) {
		i++
	} else if p.is(i, clsPrep) && p.is(i+1, clsTime) {
		i += 2
	}
	return i
}
