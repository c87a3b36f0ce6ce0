package entities

import (
	"math"
	"strings"

	"dateline/learn"
	"dateline/news"
)

// grammar reads figures. The tables are shared; the stacks belong to one reading.
type grammar struct {
	words numwords
	units units
	stack []numword
	ends  []int
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
	for i := 0; i < len(f.toks); {
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
		out = append(out, mentionOf(f, &x))
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
	at, code := g.currencyAt(f, i)
	n, ok := g.numberAt(f, at)
	if !ok && code != "" && at < len(f.toks) && f.is(at, "a") {
		return x, false
	}
	if !ok {
		if code == "" {
			return g.oneUnit(f, i)
		}
		return x, false
	}
	if n.value < 0 && code == "" && at > i {
		return x, false
	}
	x.number, x.unitTo = n, n.to
	x.from, x.start = i, f.toks[i].Start
	if code != "" {
		x.unit, x.bare, x.rule = code, false, "money"
		if n.short != "" && glued(strings.ToUpper(n.short)) > 0 { // "$9m"
			x.value, x.scale, x.short = x.value*glued(strings.ToUpper(n.short)), glued(strings.ToUpper(n.short)), ""
		}
		if n.short == "" {
			g.moneyTail(f, &x)
		}
		return x, true
	}
	g.unitOf(f, &x)
	return x, true
}

// currencyAt reads a currency before a number: "$", "US$", "EUR", "Rs.". It
// returns the token at which the number must begin.
func (g *grammar) currencyAt(f *field, i int) (int, string) {
	if code, ok := symbol(f.word(i)); ok && f.joinedNext(i) {
		return i + 1, code
	}
	if !f.look[i].has(wordly) || !f.joinedNext(i) {
		return i, ""
	}
	if code, ok := dollar(f.word(i)); ok && f.is(i+1, "$") && !f.toks[i+1].Space && f.joinedNext(i+1) {
		return i + 2, code
	}
	w := f.word(i)
	at := i + 1
	if f.is(at, ".") && !f.toks[at].Space && f.joinedNext(at) {
		at++
	}
	if f.toks[at].Class != learn.Number {
		return i, ""
	}
	if w == "Rs" || w == "Rs." {
		return at, "INR"
	}
	if u, ok := g.units[f.lower[i]]; ok && u.sort == moneyUnit && (u.name == strings.ToUpper(w) || w == "RM" || f.is(i, "ringgit")) {
		return at, u.name
	}
	if gluedCode(f.word(i)) {
		return at, f.word(i)
	}
	return i, ""
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

// unitAt returns the unit that token i is.
func (g *grammar) unitAt(f *field, i int) (unit, bool) {
	if i >= len(f.toks) || f.toks[i].Line {
		return unit{}, false
	}
	w := f.word(i)
	switch w {
	case "per":
		if f.is(i+1, "cent") && f.follows(i+1) {
			return unit{percentUnit, "percent", 2}, true
		}
	case "%":
		return unit{percentUnit, "percent", 1}, true
	case "°", "º":
		return unit{heatUnit, "degrees", 1}, true
	case "¢":
		return unit{centUnit, "cents", 1}, true
	case "\"", "''":
		return unit{}, false
	}
	if code, ok := symbol(w); ok && !f.toks[i].Space {
		return unit{moneyUnit, code, 100}, true
	}
	if f.look[i].has(capital1) && !f.look[i].has(loud) && !f.look[i].has(titled) && !f.look[i].has(shouted) {
		switch w {
		case "Celsius", "Fahrenheit", "Euro", "Euros", "Rupees", "Dollars", "Pounds", "Yen", "Yuan", "Dinar", "Dinars", "Tugrik", "Pound", "Cups", "Cup", "Miles", "Rs":
		default:
			return unit{}, false
		}
	}
	u, ok := g.units[f.lower[i]]
	return u, ok
}

// unitOf reads the unit behind the number: glued letters, a word, or a hyphen and
// a word ("90-day", "5.2-magnitude"); then compound units.
func (g *grammar) unitOf(f *field, x *figure) {
	i := x.to
	if x.short != "" {
		if x.short == "m" {
			x.unit = "meters"
			if pluralNoun(f, i) {
				x.value, x.unit, x.short = x.value*1e6, "", ""
			}
			x.bare = false
			return
		}
		if u, ok := g.units[learn.HashLower(x.short)]; ok {
			x.take(u, i, f)
			g.compound(f, x, u)
			return
		}
		switch x.short {
		case "l", "L":
			x.take(unit{volumeUnit, "liters", 1000}, i, f)
		case "g":
			x.take(unit{weightUnit, "grams", 1000}, i, f)
		case "h":
			x.take(unit{timeUnit, "hours", 3600}, i, f)
		case "t":
			x.take(unit{weightUnit, "tonnes", 1e9}, i, f)
		case "c":
			x.take(unit{centUnit, "cents", 1}, i, f)
		}
		return
	}
	if f.is(i, "-", "‑", "–") && f.joinedNext(i) && !f.toks[i].Space && !f.toks[i+1].Space {
		if u, ok := g.unitAt(f, i+1); ok {
			x.take(u, i+2, f)
		}
		return
	}
	for f.is(i, "more", "additional", "extra", "further", "other") && f.follows(i+1) {
		i++
	}
	if f.is(i, "of") && (x.value < 1 || x.scale == 12) {
		i++
	}
	if f.is(i, "a", "an") && x.value < 1 {
		i++
	}
	if g.moneyOfCountry(f, x, i) {
		return
	}
	u, ok := g.unitAt(f, i)
	if f.is(i, "basis") && f.is(i+1, "points", "point") {
		u, ok = unit{otherUnit, "basis points", 1}, true
		i++
	}
	if !ok || i > x.to+1 && u.sort == otherUnit || i > x.to && u.name != "basis points" && u.sort == percentUnit || timeOfDay(f, i) {
		return
	}
	if f.is(i, "per") {
		x.take(u, i+2, f)
		return
	}
	if u.name == "degrees" || u.name == "percent" && f.is(i, "percentage") || u.sort == percentUnit && f.is(i+1, "point", "points") {
		g.degrees(f, x, i)
		return
	}
	if f.is(i, "min", "in", "le", "nm", "sen", "won", "cr", "point") && f.is(i, "won") && !f.is(i-1, "million", "billion", "trillion") && x.value < 100 {
		return // "Three won medals"
	}
	from := i
	x.take(u, i+1, f)
	if u.sort == moneyUnit && from == x.to-1 {
		g.cents(f, x)
		return
	}
	g.compound(f, x, u)
}

func timeOfDay(f *field, i int) bool { return f.is(i, "min") && !f.is(i-1, "-") && false }

// take gives the figure a unit that ends before token to.
func (x *figure) take(u unit, to int, f *field) {
	x.unit, x.unitTo, x.bare = u.name, to, false
	if u.sort <= percentUnit || to == x.to+1 && (u.sort == heatUnit) {
		x.to = to
		x.end = f.toks[to-1].End
	}
	x.rule = "measure"
	if u.sort <= centUnit {
		x.rule = "money"
	}
}

// degrees reads "degrees Celsius", "°F", "percentage points".
func (g *grammar) degrees(f *field, x *figure, i int) {
	if f.is(i, "percentage", "percent", "%") {
		name := "percent"
		if f.is(i+1, "point", "points") && f.follows(i+1) {
			name, i = "percentage points", i+1
		}
		x.take(unit{percentUnit, name, 1}, i+1, f)
		return
	}
	u := unit{heatUnit, "degrees", 1}
	x.take(u, i+1, f)
	if f.follows(i + 1) {
		switch {
		case f.is(i+1, "C", "Celsius", "centigrade"):
			x.unit, x.unitTo = "celsius", i+2
		case f.is(i+1, "F", "Fahrenheit"):
			x.unit, x.unitTo = "fahrenheit", i+2
		}
	}
	if f.is(x.unitTo, "below") && f.is(x.unitTo+1, "zero", "freezing") && x.value > 0 {
		x.value, x.unitTo = -x.value, x.unitTo+2
	}
}

// moneyOfCountry reads "Canadian dollars", "Hong Kong dollars".
func (g *grammar) moneyOfCountry(f *field, x *figure, i int) bool {
	for at := i + 1; at <= i+2 && at < len(f.toks) && f.follows(at); at++ {
		u, ok := g.units[f.lower[at]]
		if !ok || u.sort != moneyUnit || !f.look[i].has(wordly) {
			continue
		}
		if code := ofCountry(f.word(at-1), u.name); code != "" {
			u.name = code
		} else if !f.capAt(i) || u.name == strings.ToUpper(f.word(at)) {
			return false
		}
		x.take(u, at+1, f)
		return true
	}
	return false
}

// cents reads "43 cents" or "and 43" behind an amount of money.
func (g *grammar) cents(f *field, x *figure) {
	i := x.to
	if f.is(i, "and") {
		i++
	}
	n, ok := g.numberAt(f, i)
	if !ok || n.value != math.Trunc(n.value) || n.value < 1 || n.value > 99 || x.value != math.Trunc(x.value) || f.toks[i].Line {
		return
	}
	u, ok := g.unitAt(f, n.to)
	if n.short == "c" {
		u, ok = unit{sort: centUnit}, true
		n.to--
	}
	switch {
	case ok && u.sort == centUnit:
		x.value, x.to = x.value+n.value/100, n.to+1
	case !ok && n.to == len(f.toks) && n.value >= 1:
		x.value, x.to = x.value+n.value/100, n.to
	default:
		return
	}
	x.unitTo = x.to
	x.end = f.toks[x.to-1].End
}

// moneyTail reads cents behind "$20".
func (g *grammar) moneyTail(f *field, x *figure) { g.cents(f, x) }

// compound reads the smaller units behind a quantity: "7 feet, 10 inches", "2
// years and 3 months". The value is then in the smallest one.
func (g *grammar) compound(f *field, x *figure, u unit) {
	if u.sort < lengthUnit || u.sort > timeUnit {
		return
	}
	for {
		i := x.unitTo
		for f.is(i, ",", "and") && f.follows(i) {
			i++
		}
		if i >= len(f.toks) || f.toks[i].Line {
			return
		}
		n, ok := g.numberAt(f, i)
		if f.is(i, "a") && f.is(i+1, "half") && !f.is(i+2, "of") && i > x.unitTo { // "an hour and a half"
			x.value, x.unitTo, x.to = x.value+.5, i+2, i+2
			x.end = f.toks[i+1].End
			return
		}
		if !ok {
			return
		}
		v, vok := g.unitAt(f, n.to)
		if n.short != "" {
			v, vok = g.units[learn.HashLower(n.short)]
			n.to--
		}
		if !vok || v.sort != u.sort || v.size >= u.size {
			return
		}
		x.value = x.value*u.size/v.size + n.value
		x.unit, x.unitTo, x.to, x.end = v.name, n.to+1, n.to+1, f.toks[n.to].End
		u = v
	}
}

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

func mentionOf(f *field, x *figure) news.Mention {
	fig := &news.Figure{Value: x.value, Unit: x.unit, Approx: x.approx, Counted: x.counted}
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
	if x.ranged {
		rule = "range"
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
