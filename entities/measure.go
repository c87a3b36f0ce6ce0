package entities

import (
	"math"
	"strings"

	"dateline/learn"
)

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
	if f.properly(i) && !capitalUnit(w) {
		return unit{}, false
	}
	u, ok := g.units[f.lower[i]]
	return u, ok
}

// properly reports whether token i has a capital where other words have none.
func (f *field) properly(i int) bool {
	l := f.look[i]
	return l.has(capital1) && !l.has(loud) && !l.has(titled) && !l.has(shouted)
}

// capitalUnit lists the units that are written with a capital inside a sentence.
func capitalUnit(w string) bool {
	switch w {
	case "Celsius", "Fahrenheit", "Euro", "Euros", "Rupees", "Dollars", "Pounds", "Yen", "Yuan", "Dinar", "Dinars", "Tugrik", "Pound", "Cups", "Cup", "Miles", "Rs":
		return true
	}
	return false
}

// unitOf reads the unit behind the number: glued letters, a word, or a hyphen and
// a word ("90-day", "5.2-magnitude"); then compound units.
func (g *grammar) unitOf(f *field, x *figure) {
	i := x.to
	if x.short != "" {
		g.gluedUnit(f, x)
		return
	}
	if f.is(i, "-") && f.is(i+1, "plus") && !f.toks[i+1].Space && f.joinedNext(i) {
		x.approx, i = "more than", i+2 // "15-plus years"
		x.unitTo = i
	}
	if f.is(i, "-", "‑", "–") && f.joinedNext(i) && !f.toks[i].Space && !f.toks[i+1].Space {
		if u, ok := g.unitAt(f, i+1); ok {
			x.take(u, i+2, f)
		}
		return
	}
	i = x.unitWord(f, i)
	if !g.moneyOfCountry(f, x, i) && !g.areaUnit(f, x, i) {
		g.wordUnit(f, x, i)
	}
}

// unitWord returns the token of the unit behind "more", "of" and "a": "half of a mile".
func (x *figure) unitWord(f *field, i int) int {
	for f.is(i, "more", "additional", "extra", "further", "other") && f.follows(i+1) {
		i++
	}
	if f.is(i, "of") && x.takesOf(f, i) {
		i++
	}
	if f.is(i, "a", "an") && x.value < 1 {
		i++
	}
	return i
}

// takesOf reports whether the unit stands behind the "of" at token i: "half of a mile",
// "dozens of miles".
func (x *figure) takesOf(f *field, i int) bool {
	return x.value < 1 || x.scale == 12 || x.value != math.Trunc(x.value) || x.vague && f.is(i+1, "dollars", "euros", "pounds", "tons", "tonnes",
		"kilometers", "kilometres", "miles", "hectares", "acres", "years")
}

// gluedUnit reads letters written right behind the digits.
func (g *grammar) gluedUnit(f *field, x *figure) {
	i := x.to
	if x.short == "m" {
		x.unit, x.bare = "meters", false
		if pluralNoun(f, i) {
			x.value, x.unit, x.short = x.value*1e6, "", ""
		}
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
	case "F":
		x.take(unit{heatUnit, "fahrenheit", 1}, i, f)
	case "C":
		x.take(unit{heatUnit, "celsius", 1}, i, f)
	case "c":
		x.take(unit{centUnit, "cents", 1}, i, f)
	}
}

// areaUnit reads "square miles", "cubic meters".
func (g *grammar) areaUnit(f *field, x *figure, i int) bool {
	if !f.is(i, "square", "cubic", "sq", "cu", "sq.") || !f.follows(i+1) {
		return false
	}
	u, ok := g.unitAt(f, i+1)
	if !ok || u.sort != lengthUnit {
		return false
	}
	kind := "cubic "
	if f.is(i, "square", "sq", "sq.") {
		kind = "square "
	}
	x.take(unit{otherUnit, kind + u.name, 1}, i+2, f)
	return true
}

// wordUnit reads a unit written as a word of its own at token i.
func (g *grammar) wordUnit(f *field, x *figure, i int) {
	u, ok := g.unitAt(f, i)
	if f.is(i, "basis") && f.is(i+1, "points", "point") {
		u, ok = unit{otherUnit, "basis points", 1}, true
		i++
	}
	if !ok {
		u, ok = letterUnit(f, x, i)
	}
	switch {
	case belowZero(f, i) && x.value > 0:
		x.value, x.unit, x.unitTo, x.rule = -x.value, "degrees", i+2, "measure"
	case !ok, i > x.to+1 && u.sort == otherUnit, i > x.to && u.sort == percentUnit:
	case f.is(i, "per"):
		x.take(u, i+2, f)
	case u.name == "degrees" || u.sort == percentUnit && inPoints(f, i):
		g.degrees(f, x, i)
	case f.is(i, "won") && !f.is(i-1, "million", "billion", "trillion") && x.value < 100: // "Three won medals"
	default:
		x.take(u, i+1, f)
		g.smaller(f, x, u, i)
	}
}

// inPoints reports whether percent at token i are points: "3 percentage points".
func inPoints(f *field, i int) bool { return f.is(i, "percentage") || f.is(i+1, "point", "points") }

// belowZero reports whether "below zero" stands at token i.
func belowZero(f *field, i int) bool { return f.is(i, "below") && f.is(i+1, "zero", "freezing") }

// smaller reads what goes on behind a unit at token i: cents, a rate, smaller units.
func (g *grammar) smaller(f *field, x *figure, u unit, i int) {
	switch {
	case u.sort == moneyUnit && i == x.to-1:
		g.cents(f, x)
	case u.sort >= lengthUnit && u.sort <= volumeUnit && g.rate(f, x, u, i+1):
	default:
		g.compound(f, x, u)
	}
}

// letterUnit reads a unit of one letter that stands apart: "30 g", "2 l", "-5 C".
func letterUnit(f *field, x *figure, i int) (unit, bool) {
	if i != x.to || !f.follows(i) || x.word {
		return unit{}, false
	}
	switch f.word(i) {
	case "g":
		return unit{weightUnit, "grams", 1000}, true
	case "l", "L":
		return unit{volumeUnit, "liters", 1000}, true
	case "h":
		return unit{timeUnit, "hours", 3600}, true
	case "m":
		return unit{lengthUnit, "meters", 1000}, true
	case "t":
		return unit{weightUnit, "tonnes", 1e9}, true
	case "C":
		return unit{heatUnit, "celsius", 1}, true
	case "F":
		return unit{heatUnit, "fahrenheit", 1}, true
	}
	return unit{}, false
}

// rate reads "per hour", "an hour" behind a unit.
func (g *grammar) rate(f *field, x *figure, u unit, i int) bool {
	per := f.is(i, "per", "/")
	if !per && !f.is(i, "an", "a") || !f.is(i+1, "hour", "h", "second", "minute", "day") || f.toks[i+1].Line || !per && !f.is(i+1, "hour", "second") {
		return false
	}
	x.unit, x.unitTo = u.name+" per "+strings.ToLower(f.word(i+1)), i+2
	return true
}

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
		if code := g.money[strings.ToLower(f.word(at-1))+" "+u.name]; code != "" {
			u.name = code
		} else if !nationality(f.word(at-1)) && !f.capAt(at-1) || u.name == strings.ToUpper(f.word(at)) {
			return false
		}
		x.take(u, at+1, f)
		return true
	}
	return false
}

// nationality reports whether a word in small letters looks like the adjective or
// the name of a country.
func nationality(w string) bool {
	return strings.HasSuffix(w, "ian") || strings.HasSuffix(w, "ese") || strings.HasSuffix(w, "ish") || strings.HasSuffix(w, "an") && len(w) > 5 || w == "malaysia" || w == "pakistani" || w == "iraqi"
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
		if i >= len(f.toks) || f.toks[i].Line || i > x.unitTo && x.andHalf(f, i) {
			return
		}
		n, v, ok := g.smallerUnit(f, i, u)
		if !ok {
			return
		}
		per := u.size / v.size
		if u.name == "years" && v.name == "months" {
			per = 12
		}
		x.value = x.value*per + n.value
		x.unit, x.unitTo, x.to, x.end = v.name, n.to+1, n.to+1, f.toks[n.to].End
		u = v
	}
}

// andHalf adds the half of "an hour and a half", "one hour and half" at token i.
func (x *figure) andHalf(f *field, i int) bool {
	if f.is(i, "a") {
		i++
	}
	if !f.is(i, "half") || f.is(i+1, "of") {
		return false
	}
	x.value, x.unitTo, x.to = x.value+.5, i+1, i+1
	x.end = f.toks[i].End
	return true
}

// smallerUnit reads a number at token i with a unit of the sort of u, and a smaller one;
// the unit is at token n.to.
func (g *grammar) smallerUnit(f *field, i int, u unit) (n number, v unit, ok bool) {
	if n, ok = g.numberAt(f, i); !ok {
		return n, v, false
	}
	v, ok = g.unitAt(f, n.to)
	if n.short != "" {
		v, ok = g.units[learn.HashLower(n.short)]
		n.to--
	}
	return n, v, ok && v.sort == u.sort && v.size < u.size
}
