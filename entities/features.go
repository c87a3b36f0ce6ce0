package entities

import (
	"math/bits"
	"strings"
	"unicode/utf8"

	"dateline/learn"
)

// The model sees a sentence as features of its live tokens: words that may be
// part of a name. The rest has no features and is outside by construction, which
// is what makes the model fast.
//
// A feature is a template's number mixed with what the template looks at. A new
// template needs a new model.

// hints are the sorts of listed names that begin at a token, go on in it or end
// with it: three groups of sorts in one set of bits.
type hints uint64

const (
	hintBegin = 0
	hintInner = 20
	hintEnd   = 40
)

// prepare fills what the model needs of a field beyond read: shapes and hints.
func (r *reading) prepare(i int) {
	f, x := &r.fields[i], r.facts.lex
	r.hints, r.kin, r.class = resized(r.hints, len(f.toks)), resized(r.kin, len(f.toks)), resized(r.class, len(f.toks))
	clear(r.hints)
	clear(r.kin)
	for at := range f.toks {
		r.class[at], r.kin[at] = classOf(f.lower[at])
		h := learn.Hash(0)
		for j := at; j < len(f.toks) && (j == at || !f.toks[j].Line); j++ {
			h = learn.Mix(h, f.lower[j])
			n := x.find(h)
			if n == nil {
				break
			}
			if n.hint != 0 && f.look[at].has(capital1) {
				r.advise(n.hint, at, j+1)
			}
			for row := n.row; row >= 0; row = x.next[row] {
				if x := &x.rows[row]; !x.notEnglish && !x.behind && hinted(f, x, at, j+1) {
					r.hint(x.sort, at, j+1)
				}
			}
			if !n.more {
				break
			}
		}
	}
}

// advise notes hints: they take the bits behind those of the sorts.
func (r *reading) advise(hint uint8, from, to int) {
	for k := range sort(5) {
		if hint>>k&1 != 0 {
			r.hint(sorts+k, from, to)
		}
	}
}

func (r *reading) hint(s sort, from, to int) {
	r.hints[from] |= 1 << (hintBegin + s)
	for k := from + 1; k < to; k++ {
		r.hints[k] |= 1 << (hintInner + s)
	}
	r.hints[to-1] |= 1 << (hintEnd + s)
}

// hinted reports whether a listed name may be meant at tokens [from, to): the
// spelling fits, or both begin with capitals.
func hinted(f *field, r *row, from, to int) bool {
	text := f.between(from, to)
	if text == r.text {
		return true
	}
	return f.look[from].has(loud) && strings.EqualFold(text, r.text)
}

func resized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

// live reports whether token i may be part of a name.
func (f *field) live(i int) bool {
	l := f.look[i]
	if l.has(capital1) || l.has(foreign) {
		return true
	}
	return f.capAfter[i] > 0 && f.capBefore[i] > 0 && f.capAfter[i]+f.capBefore[i] <= 4 && joiner(f.word(i))
}

// upperInside reports whether a word holds a capital letter ("al-Qaida", "3M").
func upperInside(w string) bool {
	for i := 0; i < len(w); i++ {
		if w[i] >= 'A' && w[i] <= 'Z' || w[i] >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// joiner reports whether a small word or mark can stand inside a name.
func joiner(w string) bool {
	switch w {
	case "of", "and", "the", "for", "de", "la", "le", "el", "al", "bin", "ibn", "van", "von", "der", "den", "du", "da", "do", "dos", "das", "di", "del", "della",
		"on", "in", "to", "at", "&", "-", "/", "'", "’", "'s", "’s", "s", ".", "+", "!", "y", "e", "et", "des", "les", "against", "with", "without", "as", "a", "an", "by", ",":
		return true
	}
	return w != "" && w[0] >= '0' && w[0] <= '9'
}

// Templates. The numbers are part of the model.
const (
	tWord = iota + 1
	tLower
	tPrev
	tNext
	tPrev2
	tNext2
	tPrevWord
	tWordNext
	tPrevNext
	tShape
	tShapes
	tLook
	tPrefix
	tSuffix
	tHints
	tHintsPrev
	tHintsNext
	tHintBit
	tHintsWord
	tRunAt
	tRunFirst
	tRunLast
	tRunPrev
	tRunNext
	tRunBoth
	tRunWhole
	tTopic
	tTopicHint
	tTopicWord
	tHintsPair
	tRunPrev2
	tRunNext2
	tBias
	tRunHints
	tPrevTitle
	tKin
	tKinPrev
	tKinNext
	tKinAround
	tKinBefore
	tKinBehind
	tRunKinPrev
	tRunKinNext
	tRunKinBoth
	tClass
	tClassPrev
	tClassNext
	tClassAround
	tClassPair
	tRunClassPrev
	tRunClassNext
	tRunClassEnds
)

// sequence appends the features of sentence s to q.
func (r *reading) sequence(q *learn.Sequence, f *field, s [2]int) {
	r.findRuns(f, s)
	topic := r.topicOf(f, s)
	for i := s[0]; i < s[1]; i++ {
		if f.live(i) {
			r.features(q, f, s, i, topic)
		}
		q.Next()
	}
}

// run is a stretch of capitalised words.
type capRun struct{ from, to int }

// findRuns notes for each token the run it belongs to.
func (r *reading) findRuns(f *field, s [2]int) {
	r.runs = resized(r.runs, len(f.toks))
	from := s[0]
	for i := s[0]; i <= s[1]; i++ {
		if i < s[1] && f.look[i].has(capital1) {
			continue
		}
		for k := from; k < i; k++ {
			r.runs[k] = capRun{from, i}
		}
		if i < s[1] {
			r.runs[i] = capRun{i, i + 1}
		}
		from = i + 1
	}
}

// topic tells sports and business news from the rest, where clubs and companies
// go by the names of cities and people.
type topic uint8

func (r *reading) topicOf(f *field, s [2]int) topic {
	sport, money := 0, 0
	for i := s[0]; i < s[1]; i++ {
		switch r.topics[f.lower[i]] {
		case 1:
			sport++
		case 2:
			money++
		}
	}
	return topic(min(sport, 3)<<2 | min(money, 3))
}

const outside = 0x5bd1e995 // hash of what lies outside a sentence

// spot is the token whose features are being made, with its surroundings.
type spot struct {
	r *reading
	q *learn.Sequence
	f *field
	s [2]int // the sentence
	i int
}

func (p *spot) add(t int, h learn.Hash)     { p.q.Feats = append(p.q.Feats, learn.Mix(learn.Hash(t), h)) }
func (p *spot) add2(t int, a, b learn.Hash) { p.add(t, learn.Mix(a, b)) }
func (p *spot) in(k int) bool               { return k >= p.s[0] && k < p.s[1] }

// low returns the hash of token k in lower case.
func (p *spot) low(k int) learn.Hash {
	if !p.in(k) {
		return outside + learn.Hash(k-p.i)
	}
	return p.f.lower[k]
}

// hint returns what the lists say of token k.
func (p *spot) hint(k int) learn.Hash {
	if !p.in(k) {
		return 1 << 63
	}
	return learn.Hash(p.r.hints[k])
}

// kin returns the class of token k by the company it keeps.
func (p *spot) kin(k int) learn.Hash {
	if !p.in(k) {
		return 255
	}
	return learn.Hash(p.r.kin[k])
}

// class returns the class of token k by its vector.
func (p *spot) class(k int) learn.Hash {
	if !p.in(k) {
		return 1 << 15
	}
	return learn.Hash(p.r.class[k])
}

func (r *reading) features(q *learn.Sequence, f *field, s [2]int, i int, tp topic) {
	p := &spot{r, q, f, s, i}
	look := learn.Hash(f.look[i])
	shape := learn.HashShape(f.word(i))
	p.wordFeatures(look, shape)
	p.listFeatures(look)
	p.kinFeatures(look)
	p.classFeatures(look)
	if f.look[i]&(titled|loud) == 0 && r.runs[i].to-r.runs[i].from <= 6 {
		p.runFeatures(r.runs[i])
	}
	if tp != 0 {
		t := learn.Hash(tp)
		p.add2(tTopic, t, shape)
		p.add2(tTopicHint, t, p.hint(i))
		p.add2(tTopicWord, min(t&3, 1)|min(t>>2, 1)<<1, p.low(i))
	}
}

// wordFeatures looks at the words themselves.
func (p *spot) wordFeatures(look, shape learn.Hash) {
	i, w := p.i, p.f.word(p.i)
	p.add(tBias, look&learn.Hash(capital1|shouted|loud|titled))
	p.add(tWord, learn.HashOf(w))
	p.add(tLower, p.low(i))
	p.add(tPrev, p.low(i-1))
	p.add(tNext, p.low(i+1))
	p.add(tPrev2, p.low(i-2))
	p.add(tNext2, p.low(i+2))
	p.add2(tPrevWord, p.low(i-1), p.low(i))
	p.add2(tWordNext, p.low(i), p.low(i+1))
	p.add2(tPrevNext, p.low(i-1), p.low(i+1))
	p.add2(tShape, shape, look)
	if p.in(i-1) && p.in(i+1) {
		p.add2(tShapes, learn.HashShape(p.f.word(i-1)), learn.Mix(shape, learn.HashShape(p.f.word(i+1))))
	}
	p.add2(tLook, look, p.low(i+1))
	affixes(p.q, w, tPrefix, tSuffix)
}

// listFeatures looks at what is listed.
func (p *spot) listFeatures(look learn.Hash) {
	i, h := p.i, p.hint(p.i)
	p.add(tHints, h)
	p.add2(tHintsPrev, p.hint(i-1), h)
	p.add2(tHintsNext, h, p.hint(i+1))
	p.add2(tHintsPair, p.hint(i-1), p.hint(i+1))
	for rest := uint64(h); rest != 0; rest &= rest - 1 {
		b := learn.Hash(bits.TrailingZeros64(rest))
		p.add(tHintBit, b)
		p.add2(tHintsWord, b, p.low(i-1))
	}
	if p.in(i-1) && title(p.f.word(i-1)) {
		p.add(tPrevTitle, look)
	}
}

// kinFeatures looks at the classes of the words around.
func (p *spot) kinFeatures(look learn.Hash) {
	i := p.i
	p.add2(tKin, p.kin(i), look)
	p.add(tKinPrev, p.kin(i-1))
	p.add(tKinNext, p.kin(i+1))
	p.add(tKinAround, p.kin(i-1)<<8|p.kin(i+1))
	p.add(tKinBefore, p.kin(i-2)<<8|p.kin(i-1))
	p.add(tKinBehind, p.kin(i+1)<<8|p.kin(i+2))
}

// classFeatures looks at the classes of the words around by their vectors.
func (p *spot) classFeatures(look learn.Hash) {
	i := p.i
	c, before, behind := p.class(i), p.class(i-1), p.class(i+1)
	p.add2(tClass, c, look)
	p.add(tClassPrev, before)
	p.add(tClassNext, behind)
	p.add2(tClassAround, before, behind)
	p.add2(tClassPair, before, c)
}

// runFeatures looks at the stretch of capitalised words around the token as a
// whole.
func (p *spot) runFeatures(run capRun) {
	at := learn.Hash(p.i-run.from)<<4 | learn.Hash(run.to-p.i)
	p.add2(tRunAt, at, learn.Hash(p.f.look[run.from]))
	p.add2(tRunPrev, at, p.low(run.from-1))
	p.add2(tRunNext, at, p.low(run.to))
	p.add2(tRunBoth, p.low(run.from-1), p.low(run.to))
	p.add2(tRunPrev2, p.low(run.from-2), p.low(run.from-1))
	p.add2(tRunNext2, p.low(run.to), p.low(run.to+1))
	p.add2(tRunKinPrev, at, p.kin(run.from-1))
	p.add2(tRunKinNext, at, p.kin(run.to))
	p.add2(tRunKinBoth, at, p.kin(run.from-1)<<8|p.kin(run.to))
	p.add2(tRunClassPrev, at, p.class(run.from-1))
	p.add2(tRunClassNext, at, p.class(run.to))
	if run.to-run.from == 1 {
		return
	}
	whole := learn.Hash(0)
	for k := run.from; k < run.to; k++ {
		whole = learn.Mix(whole, p.f.lower[k])
	}
	p.add2(tRunWhole, at, whole)
	p.add2(tRunFirst, at, p.low(run.from))
	p.add2(tRunLast, at, p.low(run.to-1))
	p.add2(tRunClassEnds, at, p.class(run.from)<<16|p.class(run.to-1))
	p.add2(tRunHints, at, learn.Mix(p.hint(run.from), p.hint(run.to-1)))
}

// affixes adds the first and last two to four letters, in lower case.
func affixes(q *learn.Sequence, w string, pre, suf int) {
	for n := 2; n <= 4; n++ {
		if len(w) <= n {
			return
		}
		q.Feats = append(q.Feats,
			learn.Mix(learn.Hash(pre), learn.HashLower(w[:n])),
			learn.Mix(learn.Hash(suf), learn.HashLower(w[len(w)-n:])))
	}
}

// topicWords are words that tell sports (1) and business (2) news.
const sportWords = `match matches goal goals scored striker midfielder defender goalkeeper league cup season coach manager win wins won beat beaten defeat victory draw
	champions championship title tournament final semi-final quarter-final semifinal quarterfinal round game games team teams players player squad fixture
	innings wicket wickets overs batsman bowler cricket football soccer rugby tennis golf basketball baseball hockey nfl nba nhl mlb penalty penalties kick
	substitute halftime half-time touchdown quarterback pitcher inning playoffs playoff race lap laps driver qualifying pole podium grand prix olympic olympics medal
	relegation standings kickoff stadium referee offside hat-trick header equaliser equalizer seed seeded set sets quarter-finals semi-finals conference coached`

const moneyWords = `shares share stock stocks profit profits revenue quarter earnings company companies billion million investors market markets bank banks sales percent
	analyst analysts ceo chief executive bid merger acquisition firm deal subsidiary shareholder shareholders dividend bond bonds maker manufacturer airline index
	traded trading trader traders ipo unit retailer automaker carmaker drugmaker regulator`

func newTopics() map[learn.Hash]uint8 {
	m := map[learn.Hash]uint8{}
	for i, words := range []string{sportWords, moneyWords} {
		for _, w := range strings.Fields(words) {
			m[learn.HashOf(w)] = uint8(i + 1)
		}
	}
	return m
}
