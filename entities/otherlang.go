package entities

import (
	"strings"

	"dateline/news"
	"dateline/words"
)

// otherLang reads the figures of a text that is not English, by the tables of its
// language. It shares nothing with the grammar of English but the form of a figure: it
// marks a number only where digits and words decide what it is and what it counts.
type otherLang struct {
	lang  *words.Language
	which news.Field
	text  string
	toks  []words.Token
	low   []string // tokens in the form of the tables
	rules []notCounted
}

// quantity is a number at tokens [from, to) with its sign, currency and unit.
type quantity struct {
	from, to   int
	value, max float64
	scale      float64 // of the last magnitude
	vague      bool
	word       bool // in words
	bare       bool // whole digits without separators, sign and magnitude
	unsure     bool // what follows must show that it is a number
	unit       string
	money      bool
	measured   bool // it has a unit, a currency or a percent sign
	noun       news.Span
	behind     int // token behind the unit or noun
	isNew      bool
	approx     string
	hi         float64
	ranged     bool
}

func (a *otherLang) reset(lang *words.Language, which news.Field, text string) {
	a.lang, a.which, a.text = lang, which, text
	a.toks = words.Scan(a.toks[:0], text)
	a.low = a.low[:0]
	for _, t := range a.toks {
		a.low = append(a.low, words.Fold(text[t.Start:t.End]))
	}
}

// word is token i in the form of the tables, "" outside the text.
func (a *otherLang) word(i int) string {
	if i < 0 || i >= len(a.toks) {
		return ""
	}
	return a.low[i]
}

func (a *otherLang) is(i int, ws ...string) bool {
	w := a.word(i)
	if w == "" {
		return false
	}
	for _, x := range ws {
		if w == x {
			return true
		}
	}
	return false
}

// joined reports whether token i follows the one before it in the same line, glued
// whether without a blank.
func (a *otherLang) joined(i int) bool { return i > 0 && i < len(a.toks) && !a.toks[i].Line }
func (a *otherLang) glued(i int) bool  { return i > 0 && i < len(a.toks) && !a.toks[i].Space }

func (a *otherLang) class(i int) words.Class {
	if i < 0 || i >= len(a.toks) {
		return words.Sign
	}
	return a.toks[i].Class
}

// phrase finds the longest phrase of one of the kinds that begins at token i; to is
// the token behind it.
func (a *otherLang) phrase(i int, kinds ...words.Kind) (x words.Lexeme, to int, ok bool) {
	if i < 0 || i >= len(a.toks) {
		return x, i, false
	}
	most := a.lang.Longest(a.low[i])
	for n := min(most, len(a.toks)-i); n > 0; n-- {
		if n > 1 && a.toks[i+n-1].Line {
			continue
		}
		w := a.low[i]
		if n > 1 {
			w = words.Fold(a.text[a.toks[i].Start:a.toks[i+n-1].End])
		}
		for _, l := range a.lang.Lookup(w) {
			for _, k := range kinds {
				if l.Kind == k {
					return l, i + n, true
				}
			}
		}
	}
	return x, i, false
}

// before finds the longest phrase of one of the kinds that ends right before token
// i; from is its first token.
func (a *otherLang) before(i int, kinds ...words.Kind) (from int, ok bool) {
	for n := min(4, i); n > 0; n-- {
		if _, to, ok := a.phrase(i-n, kinds...); ok && to == i && !a.broken(i-n, i) {
			return i - n, true
		}
	}
	return i, false
}

// broken reports whether a line ends between tokens from and to, or before to.
func (a *otherLang) broken(from, to int) bool {
	for k := from + 1; k <= to && k < len(a.toks); k++ {
		if a.toks[k].Line {
			return true
		}
	}
	return false
}

// has reports whether the phrase at token i is of one of the kinds.
func (a *otherLang) has(i int, kinds ...words.Kind) bool {
	_, _, ok := a.phrase(i, kinds...)
	return ok
}

// appendFigures appends the figures of the text in order.
func (a *otherLang) appendFigures(out []news.Mention, b *news.Budget) []news.Mention {
	for i := 0; i < len(a.toks) && b.Spend(1); {
		if to := a.skip(i); to > i {
			i = to
			continue
		}
		q, ok := a.quantity(i)
		if !ok {
			i = max(i+1, q.to)
			continue
		}
		a.rangeOf(&q)
		a.nounOf(&q)
		i = max(q.to, i+1)
		if a.stands(&q) {
			a.qualify(&q)
			i = max(i, q.to)
			if m := a.mention(&q); m.Figure.Sane() {
				out = append(out, m)
			}
		}
	}
	return out
}

// skip returns the token behind a number that counts nothing and begins at token i; i
// for none.
func (a *otherLang) skip(i int) int {
	if a.class(i) == words.Letter && a.lang.Longest(a.low[i]) == 0 && news.MonthNamed(a.low[i]) == 0 {
		return i
	}
	for k := range a.rules {
		if r := &a.rules[k]; r.from != nil {
			if to := r.from(a, i); to > i {
				return to
			}
		}
	}
	return i
}

// stands reports whether a quantity is a figure: it says what it counts or is too
// elaborate to be anything else, and no rule speaks against it.
func (a *otherLang) stands(q *quantity) bool {
	if q.value > words.Largest || q.value < -words.Largest || q.hi > words.Largest {
		return false
	}
	if q.unsure && !q.measured && q.scale == 1 {
		return false
	}
	if q.unit == "" && (q.bare || q.word && q.scale < 1000 || q.value < 1000 && q.scale == 1) {
		return false
	}
	if q.word && !q.vague && !q.ranged && q.value == 1 && q.scale == 1 {
		return false // "un", "ein": an article
	}
	for k := range a.rules {
		if r := &a.rules[k]; r.holds != nil && r.holds(a, q) {
			return false
		}
	}
	return true
}

// qualify sets the words that qualify the figure, before it or behind it.
func (a *otherLang) qualify(q *quantity) {
	if q.approx != "" {
		return
	}
	at := q.from
	if _, ok := a.before(at, words.Definite); ok && at > 0 {
		at--
	}
	if a.is(at-1, "'") { // "plus d'une dizaine"
		at--
	}
	if from, ok := a.before(at, words.Approx); ok {
		q.approx = strings.TrimRight(a.between(from, at), " ")
		return
	}
	for _, at := range [...]int{q.to, q.behind} {
		if _, to, ok := a.phrase(at, words.After); ok && a.joined(at) {
			q.approx = a.between(at, to)
			return
		}
	}
}

// between is the text of tokens [from, to) in small letters.
func (a *otherLang) between(from, to int) string {
	return strings.ToLower(a.text[a.toks[from].Start:a.toks[to-1].End])
}

func (a *otherLang) mention(q *quantity) news.Mention {
	fig := &news.Figure{Value: q.value, Unit: q.unit, Approx: q.approx, Counted: q.noun}
	if q.unit == "个" || q.unit == "個" || q.unit == "개" {
		fig.Unit = "" // of anything
	}
	if q.ranged {
		fig.Max = &q.hi
	} else if q.vague && q.max > 0 {
		fig.Max = &q.max
	}
	if q.isNew {
		fig.Aspect = news.AspectNew
	}
	rule := "number"
	switch {
	case q.ranged:
		rule = "range"
	case q.vague:
		rule = vagueRule
	case q.money:
		rule = "money"
	case q.measured:
		rule = "measure"
	}
	detail := "a number in the language " + a.lang.Code
	if fig.Unit != "" {
		detail = "counts " + q.unit
	}
	return news.Mention{Field: a.which, Span: news.Span{Start: a.toks[q.from].Start, End: a.toks[q.to-1].End}, Kind: news.FigureKind, Figure: fig,
		Why: news.Why{Rule: rule, Detail: detail}}
}
