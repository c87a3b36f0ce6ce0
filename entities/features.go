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
	r.hints = resized(r.hints, len(f.toks))
	clear(r.hints)
	for at := range f.toks {
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
				if hinted(f, &x.rows[row], at, j+1) {
					r.hint(x.rows[row].sort, at, j+1)
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
	for k := range sort(4) {
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
	tPrevSuffix
	tNextSuffix
	tHintsPair
	tRunPrev2
	tRunNext2
	tBias
	tRunHints
	tPrevTitle
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

func (r *reading) features(q *learn.Sequence, f *field, s [2]int, i int, tp topic) {
	low := func(k int) learn.Hash {
		if k < s[0] || k >= s[1] {
			return outside + learn.Hash(k-i)
		}
		return f.lower[k]
	}
	hint := func(k int) learn.Hash {
		if k < s[0] || k >= s[1] {
			return 1 << 63
		}
		return learn.Hash(r.hints[k])
	}
	add := func(t int, h learn.Hash) { q.Feats = append(q.Feats, learn.Mix(learn.Hash(t), h)) }
	add2 := func(t int, a, b learn.Hash) { add(t, learn.Mix(a, b)) }
	w := f.word(i)
	lookBits := learn.Hash(f.look[i])
	shape := learn.HashShape(w)

	add(tBias, lookBits&learn.Hash(capital1|shouted|loud|titled))
	add(tWord, learn.HashOf(w))
	add(tLower, low(i))
	add(tPrev, low(i-1))
	add(tNext, low(i+1))
	add(tPrev2, low(i-2))
	add(tNext2, low(i+2))
	add2(tPrevWord, low(i-1), low(i))
	add2(tWordNext, low(i), low(i+1))
	add2(tPrevNext, low(i-1), low(i+1))
	add2(tShape, shape, lookBits)
	if i+1 < s[1] && i > s[0] {
		add2(tShapes, learn.HashShape(f.word(i-1)), learn.Mix(shape, learn.HashShape(f.word(i+1))))
	}
	add2(tLook, lookBits, low(i+1))
	affixes(q, w, tPrefix, tSuffix)

	h := hint(i)
	add(tHints, h)
	add2(tHintsPrev, hint(i-1), h)
	add2(tHintsNext, h, hint(i+1))
	add2(tHintsPair, hint(i-1), hint(i+1))
	for rest := uint64(h); rest != 0; rest &= rest - 1 {
		b := learn.Hash(bits.TrailingZeros64(rest))
		add(tHintBit, b)
		add2(tHintsWord, b, low(i-1))
	}
	if i > s[0] && title(f.word(i-1)) {
		add(tPrevTitle, lookBits)
	}
	r.runFeatures(q, f, s, i, low, hint)
	if tp != 0 {
		t := learn.Hash(tp)
		add2(tTopic, t, shape)
		add2(tTopicHint, t, h)
		add2(tTopicWord, min(t&3, 1)|min(t>>2, 1)<<1, low(i))
	}
}

// runFeatures looks at the stretch of capitalised words around token i as a
// whole.
func (r *reading) runFeatures(q *learn.Sequence, f *field, s [2]int, i int, low, hint func(int) learn.Hash) {
	run := r.runs[i]
	if run.to-run.from > 6 || f.look[i].has(titled) || f.look[i].has(loud) {
		return
	}
	add := func(t int, h learn.Hash) { q.Feats = append(q.Feats, learn.Mix(learn.Hash(t), h)) }
	add2 := func(t int, a, b learn.Hash) { add(t, learn.Mix(a, b)) }
	at := learn.Hash(i-run.from)<<4 | learn.Hash(run.to-i)
	add2(tRunAt, at, learn.Hash(f.look[run.from]))
	add2(tRunPrev, at, low(run.from-1))
	add2(tRunNext, at, low(run.to))
	add2(tRunBoth, low(run.from-1), low(run.to))
	add2(tRunPrev2, learn.Mix(low(run.from-2), low(run.from-1)), 0)
	add2(tRunNext2, learn.Mix(low(run.to), low(run.to+1)), 0)
	if run.to-run.from > 1 {
		whole := learn.Hash(0)
		for k := run.from; k < run.to; k++ {
			whole = learn.Mix(whole, f.lower[k])
		}
		add2(tRunWhole, at, whole)
		add2(tRunFirst, at, low(run.from))
		add2(tRunLast, at, low(run.to-1))
		add2(tRunHints, at, learn.Mix(hint(run.from), hint(run.to-1)))
	}
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
