package claims

import (
	"slices"
	"strings"

	"dateline/news"
)

// The functions of the repairs.

var wishes = []string{"not to be named", "not to be identified", "not be named", "not be identified", "anonymity"}

// dropWish drops a source's wish not to be named. What the source says else has the wish
// in its source.
func (p *para) dropWish(f *found) bool {
	if len(f.content) == 0 || len(f.cue) == 0 {
		return true
	}
	c := p.classes(f.cue)
	after := f.content[0]
	if c&(clsAsk|clsDecline|clsSpeech) != 0 && after.lo == f.cue[len(f.cue)-1].hi && after.hi-after.lo < 15 && p.hasPhrase(p.bytes(after), wishes) {
		return false
	}
	if len(f.source) == 1 {
		if s := &f.source[0]; s.hi < f.cue[0].lo && p.is(s.hi-1, clsWh) && p.hasPhrase(p.bytes(span{s.hi, f.cue[0].lo}), wishes) {
			s.hi = f.cue[0].lo
		}
	}
	return true
}

// behindVerb: "..., says the head of the institute", where who speaks was taken for what
// is said.
func (p *para) behindVerb(f *found) bool {
	cue := f.cue[0]
	if len(f.source) > 0 || len(f.content) < 2 || p.classes(f.cue)&clsTold == 0 && p.toks[max(cue.lo-1, 0)].shape != shapeClose {
		return true
	}
	before, last := f.content[len(f.content)-2], f.content[len(f.content)-1]
	if before.hi > cue.lo || last.lo != cue.hi || !p.comma(cue.lo-1) && p.toks[cue.lo-1].shape != shapeClose || !p.phraseBegins(last.lo) {
		return true
	}
	for i := last.lo; i < last.hi; i++ {
		if t := p.toks[i].tag; t == tagVBD || t == tagVBZ || t == tagVBP || t == tagMD {
			return true
		}
	}
	f.source, f.content = []span{last}, f.content[:len(f.content)-1]
	return true
}

// hearer: "..., Odd Berg told Der Spiegel magazine", where who was told was taken for what.
func (p *para) hearer(f *found) bool {
	cue := f.cue[len(f.cue)-1]
	if h := p.toks[cue.hi-1].hash; h != wordTold || len(f.source) != 1 || len(f.content) != 1 {
		return true
	}
	src, con, s := f.source[0], f.content[0], p.sentence(cue.lo)
	if src.lo < s.lo+3 || !p.comma(src.lo-1) || src.hi > cue.lo || con.lo < cue.hi || con.hi-cue.hi > longestHearer || con.hi < s.hi-1 {
		return true
	}
	for i := cue.hi; i < con.hi; i++ {
		if p.toks[i].tag.verb() || p.punct(i) {
			return true
		}
	}
	f.content = p.pieces(p.leftContent(src.lo - 1))
	return len(f.content) > 0
}

// longestHearer is how many words who is told may have.
const longestHearer = 6

// isReport is false for "Call 0808 157 0123": a bare verb that opens a sentence of a text.
func (p *para) isReport(f *found) bool {
	c := f.cue[0]
	if p.field != news.InText || len(f.source) > 0 || c.hi-c.lo > 1 || c.lo != p.sentence(c.lo).lo || p.toks[c.lo].shape != shapeTitle {
		return true
	}
	w := p.word(c.lo)
	return p.past(c.lo) || w[len(w)-1] == 's' || strings.HasSuffix(w, "ing")
}

// dropParts drops what is a part of another claim's words and no claim of speech with a
// source of its own there, and "citing" once it is told as second hand.
func (p *para) dropParts(fs []found) []found {
	var out []found
	for k, f := range fs {
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

// mendSource cuts what is no part of who speaks off the ends of a source: marks, days
// and dates, and words of time.
func (p *para) mendSource(f *found) bool {
	out := f.source[:0]
	for _, s := range f.source {
		if s = p.trimSource(s); !s.empty() && !(len(f.source) > 1 && s.hi-s.lo == 1 && p.is(s.lo, clsWh)) {
			out = append(out, s)
		}
	}
	f.source = out
	return true
}

func (p *para) trimSource(s span) span {
	for !s.empty() && p.looseFront(s) {
		s.lo++
	}
	for {
		n := s.hi
		for !s.empty() && p.looseBack(s) {
			s.hi--
		}
		s.hi = p.withoutAside(s)
		if s.hi = p.withoutDate(s); s.hi == n {
			return s
		}
	}
}

// looseFront says whether a source does not begin with its first token: a mark, "that",
// "meanwhile", a date.
func (p *para) looseFront(s span) bool {
	i := s.lo
	switch {
	case p.punct(i):
		return p.toks[i].shape != shapeOpen && !p.opens(i)
	case p.is(i, clsAnd|clsBut|clsThat):
		return p.toks[i].tag != tagDT && !p.is(i, clsDet)
	case linking[p.toks[i].hash]:
		return s.hi > i+1
	}
	return p.dateAt(i) && i+1 < s.hi && !p.noun(i+1)
}

// looseBack says whether a source does not end with its last token: a mark, "who", the
// participle of a phrase that tells when it came.
func (p *para) looseBack(s span) bool {
	i := s.hi - 1
	if p.punct(i) {
		return p.toks[i].shape != shapeClose && !p.closes(i)
	}
	return s.hi-s.lo > 1 && (p.is(i, clsWh) && !p.noun(i) || issued[p.toks[i].hash] && p.toks[i].tag.verb())
}

// withoutAside returns where a source ends without "(pictured)" and "in a statement".
func (p *para) withoutAside(s span) int {
	if p.mark(s.hi-1) == ')' && s.hi-s.lo > 4 && p.mark(s.hi-3) == '(' && p.toks[s.hi-2].shape == shapeLower {
		return s.hi - 3
	}
	if s.empty() || !p.is(s.hi-1, clsSayNoun) && !papers[p.toks[s.hi-1].hash] {
		return s.hi
	}
	for i := s.hi - 2; i > s.lo && i > s.hi-7; i-- {
		if p.toks[i].hash == wordIn && p.is(i+1, clsDet|clsPossessive) {
			return i
		}
	}
	return s.hi
}

// withoutDate returns where a source ends without a date and what it leaves behind: "on",
// "last", "late".
func (p *para) withoutDate(s span) int {
	n := s.hi
	for s.hi-1 > s.lo && (p.dateAt(s.hi-1) || spells[p.toks[s.hi-1].hash] && dateWords[p.toks[s.hi-2].hash] && s.hi-2 > s.lo) {
		s.hi--
	}
	if s.hi < n {
		for s.hi-1 > s.lo && dateWords[p.toks[s.hi-1].hash] {
			s.hi--
		}
	}
	return s.hi
}

// dateAt says whether token i is a day, a month beside a number, or a word of time.
func (p *para) dateAt(i int) bool {
	t := &p.toks[i]
	switch {
	case t.class&clsTime != 0:
		return true
	case t.shape == shapeDigit:
		return p.dateAt2(i-1) || p.dateAt2(i+1)
	case p.dateAt2(i):
		return p.toks[i].shape == shapeTitle
	}
	return timeWords[t.hash]
}

func (p *para) dateAt2(i int) bool { return i >= 0 && i < len(p.toks) && p.toks[i].hash == hashMonth }

func (p *para) noun(i int) bool { t := p.toks[i].tag; return t == tagNN || t == tagNNP }

var (
	wordIn    = hashWord("in")
	linking   = hashSet("meanwhile however moreover additionally separately elsewhere")
	issued    = hashSet("released published issued posted")
	spells    = hashSet("week month year")
	timeWords = hashSet("now tonight yesterday today tomorrow")
	dateWords = hashSet("on in last late early this earlier since of by")
)

// passiveSubject puts the subject of a passive where it belongs, at the head of what is
// said of it: "he | was accused | of fraud" has no source, "A | was hailed | by B" has B.
func (p *para) passiveSubject(f *found) bool {
	cue := f.cue[0]
	if f.sure || f.rule == ruleQuotedAs || len(f.cue) > 1 || !p.isPassive(cue) {
		return true
	}
	if after := f.content[len(f.content)-1]; p.classes(f.cue)&clsDeny != 0 && after.lo == cue.hi && !p.is(after.lo, clsBy|clsThat|clsTo|clsPrep) {
		return false // "are being denied support": refused
	}
	var left, right []span
	for _, s := range f.source {
		if s.hi <= cue.lo {
			left = append(left, s)
		} else {
			right = append(right, s)
		}
	}
	for k := range f.content { // "by China as the first"
		c := &f.content[k]
		if len(right) == 0 && c.lo == cue.hi && p.is(c.lo, clsBy) && c.lo+1 < c.hi {
			end := p.agentEnd(c.lo+1, c.hi)
			if end > c.lo+1 {
				right = append(right, span{c.lo + 1, end})
				c.lo = end
			}
		}
	}
	if len(left) == 0 && len(right) == 0 {
		return true
	}
	f.source = right
	f.content = p.pieces(append(left, f.content...)...)
	return true
}

// isPassive says whether the cue is a verb in the passive that takes its subject for
// its object: "was accused", not "is worried".
func (p *para) isPassive(cue span) bool {
	be := false
	for i := cue.lo; i < cue.hi; i++ {
		t := &p.toks[i]
		if be && t.class&(clsBe|clsAdverb) == 0 && !feeling[t.hash] && p.past(i) {
			return true
		}
		be = be || t.class&clsBe != 0
	}
	return false
}

// past says whether the verb looks like a participle.
func (p *para) past(i int) bool {
	t := &p.toks[i]
	return t.tag == tagVBN || t.tag == tagVBD || t.end-t.start > 3 && p.text[t.end-2:t.end] == "ed"
}

// feeling are the participles that tell how their subject feels or stands.
var feeling = hashSet("concerned convinced determined prepared worried opposed pleased surprised disappointed interested excited confused scared delighted shocked committed " +
	"saddened resigned satisfied frustrated alarmed horrified devastated outraged puzzled inclined tempted agreed united divided terrified humbled appalled encouraged thrilled")

// agentEnd returns the end of the noun phrase behind "by".
func (p *para) agentEnd(lo, hi int) int {
	for i := lo; i < hi; i++ {
		if p.punct(i) && p.mark(i) != '-' || i > lo && (p.is(i, clsAs|clsTo|clsThat|clsPrep|clsWh) && !ofWord[p.toks[i].hash] || p.toks[i].tag.verb()) {
			return i
		}
	}
	return hi
}

var ofWord = hashSet("of for")

// inPassing adds ", denying that ..." behind a claim to it as a claim of the same
// source, and takes it out of the content before it.
func (p *para) inPassing(fs []found) []found {
	const classes = clsDeny | clsReject | clsConfirm | clsDecline
	for i := 1; i < len(p.toks)-1; i++ {
		if !p.is(i, classes) || !p.comma(i-1) || p.toks[i].quoted || !p.gerund(i) {
			continue
		}
		k := p.speakerBefore(fs, i)
		if k < 0 {
			continue
		}
		f := found{source: p.pieces(fs[k].source...), cue: []span{{i, i + 1}}, rule: ruleModel, margin: fs[k].margin}
		end := i + 1
		if p.is(i, clsDecline) && p.is(end, clsTo) && end+2 < len(p.toks) && !p.punct(end+2) { // "declining to say when"
			end += 2
			f.cue[0].hi = end
		}
		f.content = p.pieces(span{end, p.quoteEnd(end, p.stop(i))})
		if len(f.content) == 0 || len(f.source) == 0 || p.is(i, clsReject) && !p.aboutReport(f) {
			continue
		}
		for n := range fs[k].content {
			if c := &fs[k].content[n]; c.lo < i-1 && i < c.hi {
				c.hi = i - 1
			}
		}
		fs = slices.DeleteFunc(fs, func(g found) bool { return g.cue[0].lo <= i && i < g.cue[0].hi })
		fs = append(fs, f)
	}
	return fs
}

func (p *para) gerund(i int) bool {
	t := &p.toks[i]
	return t.shape == shapeLower && p.text[t.end-3:t.end] == "ing"
}

// speakerBefore returns the last claim of speech before token i in its sentence
// that has a source outside quotation marks, -1 for none.
func (p *para) speakerBefore(fs []found, i int) int {
	best := -1
	s := p.sentence(i)
	for k := range fs {
		c := fs[k].cue[0]
		if c.lo < s.lo || c.lo >= i || p.toks[c.lo].quoted || len(fs[k].source) == 0 || p.classes(fs[k].cue)&(clsTold|clsSpeech) == 0 || p.gerund(c.lo) {
			continue
		}
		if best < 0 || c.lo > fs[best].cue[0].lo {
			best = k
		}
	}
	return best
}
