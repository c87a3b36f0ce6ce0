package entities

import (
	"math"
	"strings"

	"dateline/learn"
	"dateline/news"
	"dateline/words"
)

// grammar reads figures. The tables are shared; the stacks belong to one reading.
type grammar struct {
	words   numwords
	units   units
	approx  map[learn.Hash][][]string // see newApproximators
	money   map[string]string         // of a country: "canadian USD" -> CAD
	aspects []aspectRule
	not     []notFigureRule
	budget  *news.Budget // of the story that is read
	english *words.Language
	stack   []numword
	ends    []int
}

// newGrammar makes the tables.
func newGrammar(english *words.Language) grammar {
	return grammar{english: english, words: newNumwords(), units: newUnits(), approx: newApproximators(), money: newCountryMoney(), aspects: aspectRules(), not: notFigureRules()}
}

// figure is a figure before it is written out.
type figure struct {
	number
	hi      number // the upper end of a range
	ranged  bool
	unit    string
	unitTo  int // token behind the unit
	approx  string
	counted news.Span
	rule    string
}

// appendFigures appends the figures of a field in order.
func (g *grammar) appendFigures(out []news.Mention, f *field) []news.Mention {
	last := figure{unitTo: -1}
	for i := 0; i < len(f.toks) && g.budget.Spend(1); {
		if !g.starts(f, i) {
			i++
			continue
		}
		x, ok := g.figureAt(f, i)
		if !ok {
			i = max(i+1, x.to)
			continue
		}
		g.complete(f, &x, &last)
		if m := g.mentionOf(f, &x); m.Figure.Sane() {
			out = append(out, m)
		}
		last = x
		i = max(x.to, i+1)
	}
	return out
}

// starts is a quick look whether a figure may begin at token i.
func (g *grammar) starts(f *field, i int) bool {
	t := f.toks[i]
	if t.Class == learn.Number {
		return true
	}
	if f.look[i].has(wordly) {
		if g.words[f.lower[i]].part != notNumber || f.is(i, "a", "an") {
			return true
		}
		if c := f.text[t.End-1]; c >= '0' && c <= '9' {
			return true // "CNY3"
		}
		return hyphened(t.Text(f.text)) || i+1 < len(f.toks) && (f.toks[i+1].Class == learn.Number || !f.toks[i+1].Space)
	}
	return t.Class == learn.Punct
}

// figureAt reads one figure or range at token i. Where there is a number that is
// no figure (a date, a label), ok is false and x.to is the token behind it.
func (g *grammar) figureAt(f *field, i int) (x figure, ok bool) {
	if to := notFigure(f, g, i); to > i {
		x.to = to
		return x, false
	}
	low, ok := g.quantityAt(f, i)
	if !ok {
		return x, false
	}
	x = low
	if hi, ok := g.rangeEnd(f, &low); ok {
		x = hi
	}
	if g.barred(f, &x) {
		return x, false
	}
	return x, true
}

// quantityAt reads a number with its currency sign or unit.
func (g *grammar) quantityAt(f *field, i int) (x figure, ok bool) {
	if x, ok = g.gluedMoney(f, i); ok {
		return x, true
	}
	if x, ok = g.hyphenUnit(f, i); ok {
		return x, true
	}
	at, code := g.currencyAt(f, i)
	n, ok := g.numberAt(f, at)
	switch {
	case !ok && code == "":
		return g.oneUnit(f, i)
	case !ok, n.value < 0 && code == "" && at > i:
		return x, false
	}
	x.number, x.unitTo = n, n.to
	x.from, x.start = i, f.toks[i].Start
	if code == "" {
		g.unitOf(f, &x)
		return x, true
	}
	x.unit, x.bare, x.rule = code, false, "money"
	if scale := glued(strings.ToUpper(n.short)); scale > 0 { // "$9m"
		x.value, x.scale, x.short = x.value*scale, scale, ""
	}
	if n.short == "" {
		g.moneyTail(f, &x)
	}
	return x, true
}

// hyphenUnit reads "three-day", "five-year": a number of a unit in one word.
func (g *grammar) hyphenUnit(f *field, i int) (x figure, ok bool) {
	first, second, ok := strings.Cut(f.word(i), "-")
	if !ok || strings.Contains(second, "-") || strings.HasSuffix(second, "s") || f.is(i+1, "old") || f.is(i+1, "-") && !f.toks[i+1].Space {
		return x, false
	}
	n, u := g.words[learn.HashLower(first)], g.units[learn.HashLower(second)]
	if u.sort == 0 && hyphenNoun(second) {
		u = unit{sort: weightUnit, name: second + "s"}
	}
	if n.part < digitWord || n.part > tensWord || n.value == 0 || !u.hyphened() {
		return x, false
	}
	start := f.toks[i].Start
	x.number = number{from: i, to: i + 1, start: start, end: start + len(first), value: n.value, word: true, scale: 1}
	x.unit, x.unitTo, x.rule = u.name, i+1, "measure"
	return x, true
}

// hyphened reports whether a unit is written in one word with its number.
func (u unit) hyphened() bool {
	switch {
	case u.sort < percentUnit, u.sort == heatUnit:
		return false
	case u.sort == otherUnit:
		return u.name == "hectares" || u.name == "acres"
	}
	return true
}

// hyphenNoun lists what numbers in one word count: "six-nation talks".
func hyphenNoun(w string) bool {
	switch w {
	case "nation", "member", "match", "seat", "person", "man", "team", "game", "state", "judge", "vehicle", "car", "page", "point", "storey", "story", "bedroom", "lane", "goal", "set":
		return true
	}
	return false
}

// gluedMoney reads a code written right before the digits: "USD3.14", "Rs20".
func (g *grammar) gluedMoney(f *field, i int) (x figure, ok bool) {
	w := f.word(i)
	cut := 0
	for cut < len(w) && (w[cut] >= 'A' && w[cut] <= 'Z' || w[cut] == 's') {
		cut++
	}
	if cut > 3 || cut == len(w) || w[cut] < '0' || w[cut] > '9' {
		return x, false
	}
	code, from, ok := g.gluedCurrency(f, i, w[:cut])
	if !ok {
		return x, false
	}
	number, to := gluedDigits(f, w[cut:], i+1)
	x.value, x.scale, x.unit, x.rule = digits(strings.TrimRight(number, "kKmMbBnN")), 1, code, "money"
	if s := glued(strings.TrimLeft(number, "0123456789.,")); s > 0 {
		x.value, x.scale = x.value*s, s
	}
	if math.IsNaN(x.value) {
		return x, false
	}
	x.from, x.to, x.start = from, to, f.toks[from].Start
	g.scaleAt(f, &x.number)
	x.end, x.unitTo = f.toks[x.to-1].End, x.to
	return x, true
}

// gluedDigits adds the groups and decimals that stand glued at token to behind digits.
func gluedDigits(f *field, number string, to int) (string, int) {
	for to+1 < len(f.toks) && f.is(to, ".", ",") && !f.toks[to].Space && f.toks[to+1].Class == learn.Number && !f.toks[to+1].Space {
		number, to = number+f.word(to)+f.word(to+1), to+2
	}
	return number, to
}

// gluedCurrency returns the currency that a code glued to digits at token i names, and
// the token it begins at.
func (g *grammar) gluedCurrency(f *field, i int, code string) (string, int, bool) {
	from := i
	if theirs, ok := dollar(code); ok && f.is(i-1, "$") && f.joined(i) && !f.toks[i].Space {
		code, from = theirs, i-1 // "$US9 million"
	} else if len(code) < 2 {
		return "", i, false
	}
	if u, known := g.units[learn.HashLower(code)]; known && u.sort == moneyUnit && (u.name == code || code == "RM" || code == "Rs") {
		return u.name, from, true
	}
	return code, from, gluedCode(code) || from < i
}

// currencyAt reads a currency before a number: "$", "US$", "EUR", "Rs.". It
// returns the token at which the number must begin.
func (g *grammar) currencyAt(f *field, i int) (int, string) {
	if !f.joinedNext(i) {
		return i, ""
	}
	if code, ok := symbol(f.word(i)); ok {
		return i + 1, code
	}
	if !f.look[i].has(wordly) {
		return i, ""
	}
	if code, ok := dollar(f.word(i)); ok && f.is(i+1, "$") && !f.toks[i+1].Space && f.joinedNext(i+1) {
		return i + 2, code
	}
	at := i + 1
	if f.is(at, ".") && !f.toks[at].Space && f.joinedNext(at) {
		at++
	}
	if code := g.currencyWord(f, i); code != "" && f.toks[at].Class == learn.Number {
		return at, code
	}
	return i, ""
}

// currencyWord returns the code of the currency that a word before digits names.
func (g *grammar) currencyWord(f *field, i int) string {
	w := f.word(i)
	if w == "Rs" || w == "Rs." {
		return "INR"
	}
	if u, ok := g.units[f.lower[i]]; ok && u.sort == moneyUnit && (u.name == strings.ToUpper(w) || w == "RM" || f.is(i, "ringgit")) {
		return u.name
	}
	if gluedCode(w) {
		return w
	}
	return ""
}

func gluedCode(w string) bool {
	switch w {
	case "AED", "SAR", "PKR", "LKR", "NPR", "KES", "UGX", "TZS", "TWD", "CLP", "COP", "PEN", "JOD", "IQD", "IRR", "KZT", "AZN", "GEL":
		return true
	}
	return false
}

// joinedNext reports whether a token of the same line follows token i.
func (f *field) joinedNext(i int) bool { return i+1 < len(f.toks) && !f.toks[i+1].Line }

// oneUnit reads "a dollar", "a kilogram": one of a unit of measure.
func (g *grammar) oneUnit(f *field, i int) (x figure, ok bool) {
	if !f.is(i, "a", "an") || !f.joinedNext(i) || len(f.toks) > 8 || f.is(i+1, "cup", "foot", "degree", "buck", "pound", "yard", "magnitude", "knot", "percentage", "point") && len(f.toks) > 3 {
		return x, false
	}
	u, ok := g.unitAt(f, i+1)
	if !ok || strings.HasSuffix(f.word(i+1), "s") || u.sort == otherUnit || (u.sort == timeUnit || u.sort == percentUnit) && len(f.toks) > 5 {
		return x, false
	}
	x.number = number{from: i, to: i + 1, start: f.toks[i].Start, end: f.toks[i].End, value: 1, article: true, word: true, scale: 1}
	x.take(u, i+2, f)
	if u.sort == moneyUnit {
		g.cents(f, &x)
	}
	g.compound(f, &x, u)
	return x, true
}

// vagueRule is the rule of figures such as "dozens".
const vagueRule = "vague"

func (g *grammar) mentionOf(f *field, x *figure) news.Mention {
	fig := &news.Figure{Value: x.value, Unit: x.unit, Approx: x.approx, Counted: x.counted, Aspect: g.aspectOf(f, x)}
	switch {
	case x.ranged:
		hi := x.hi.value
		fig.Max = &hi
	case x.vague && x.max > 0:
		hi := x.max
		fig.Max = &hi
	}
	rule := x.rule
	if rule == "" {
		rule = "number"
	}
	switch {
	case x.ranged:
		rule = "range"
	case x.vague:
		rule = vagueRule
	}
	return news.Mention{Field: f.which, Span: news.Span{Start: x.start, End: x.end}, Kind: news.FigureKind, Figure: fig,
		Why: news.Why{Rule: rule, Detail: x.why()}}
}

// why tells in words what was read.
func (x *figure) why() string {
	switch {
	case x.vague:
		return "a vague number, in its usual reading"
	case x.approx != "" && x.unit != "":
		return x.approx + " so many " + x.unit
	case x.unit != "":
		return "counts " + x.unit
	}
	return "a plain number"
}
