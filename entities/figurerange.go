package entities

import (
	"strings"

	"dateline/learn"
)

// rangeEnd reads the upper end behind a quantity: "10-20", "10 to 20", "between 10
// and 20". The ends share the unit and, where only the second has one, the scale.
func (g *grammar) rangeEnd(f *field, low *figure) (figure, bool) {
	i := max(low.to, low.unitTo)
	if !f.joined(i) || low.vague || low.article && low.unit == "" && low.scale == 1 {
		return *low, false
	}
	before := low.from - 1
	link := rangeLink(f, low, i)
	if link == "" || link == "to" && (changing(f, before) || f.is(before, "by") && low.scale > 1) {
		return *low, false
	}
	at := i + 1
	for f.is(at, "~", "about", "around", "perhaps", "as") && f.follows(at) {
		at++
	}
	if !f.follows(at) {
		return *low, false
	}
	hi, ok := g.quantityAt(f, at)
	if !ok || hi.vague || hi.article {
		return *low, false
	}
	return g.join(f, low, &hi, link, before)
}

// rangeLink says what token i is between the ends of a range: "-", "to", "and", "or" or
// nothing.
func rangeLink(f *field, low *figure, i int) string {
	switch before := low.from - 1; {
	case f.is(i, "-", "–", "—", "~"):
		return "-"
	case f.is(i, "to"):
		return "to"
	case f.is(i, "and") && (f.is(before, "between") || f.is(before, "from") && low.unit != ""):
		return "and"
	case f.is(i, "or"):
		return "or"
	}
	return ""
}

// join makes the range of two quantities when they fit together.
func (g *grammar) join(f *field, low, hi *figure, link string, before int) (figure, bool) {
	v := low.value
	if lentScale(low, hi, link) {
		v *= hi.scale
	}
	if !unitsFit(low, hi) || v >= hi.value || hi.value > v*1000 && v != 0 {
		return *low, false
	}
	switch link {
	case "or":
		if hi.value > v*3 || hi.value-v > 10 && !low.word {
			return *low, false
		}
	case "-":
		if low.unit == "" && hi.unit == "" && !g.rangeLike(f, low, hi, before) {
			return *low, false
		}
	}
	return rangeOf(f, low, hi, v, link == "and" || f.is(before, "from", "between")), true
}

// rangeOf is the range from v to hi; opened says that a word stands before it: "between".
func rangeOf(f *field, low, hi *figure, v float64, opened bool) figure {
	before := low.from - 1
	x := *hi
	x.number = low.number
	x.value, x.hi, x.ranged, x.bare = v, hi.number, true, false
	x.to, x.end, x.unitTo = hi.to, hi.end, max(hi.unitTo, hi.to)
	if x.unit == "" {
		x.unit = low.unit
	}
	if low.rule == "money" {
		x.rule = "money"
	}
	if opened {
		x.from, x.start = before, f.toks[before].Start
	}
	return x
}

// unitsFit reports whether the ends of a range can be of one unit.
func unitsFit(low, hi *figure) bool {
	if low.unit == "" {
		return true
	}
	if hi.unit == "" {
		return low.rule == "money" || low.unitTo <= low.to
	}
	return low.unit == hi.unit
}

// lentScale reports whether the lower end means the scale of the upper one: "10 to 20
// million".
func lentScale(low, hi *figure, link string) bool {
	if hi.scale <= 1 || low.scale != 1 || low.value >= hi.value/hi.scale {
		return false
	}
	if low.rule == "money" {
		return low.value < 1000
	}
	return link != "to" || low.unit == ""
}

// rangeLike tells a range of plain numbers from a score, a vote or a label: a
// counted noun must follow, or a word of measure stand before.
func (g *grammar) rangeLike(f *field, low, hi *figure, before int) bool {
	if low.word && hi.word {
		return true
	}
	if low.value >= 1900 && hi.value <= 2100 && low.bare && hi.bare {
		return false // a span of years
	}
	if f.is(hi.to, "win", "victory", "defeat", "loss", "lead", "draw", "vote", "ruling", "decision", "record", "score", "triumph", "drubbing",
		"thrashing", "on", "in", "at", "over", "against", "to", "aggregate", "away", "home", "down", "up") {
		return false
	}
	if f.is(before, "won", "win", "lost", "beat", "beaten", "voted", "by", "drew", "led", "lead", "trailed", "score", "ahead", "down", "a", "the") && hi.value < 150 {
		return pluralNoun(f, hi.to) && !f.is(before, "a", "the", "by")
	}
	return pluralNoun(f, hi.to) || g.approxBefore(f, low.from) > 0 || f.is(hi.to, "-") || scaled(low, hi)
}

func scaled(low, hi *figure) bool { return hi.scale > 1 || low.scale > 1 }

// changing reports whether "from A to B" tells a change and not a range: a verb of
// change stands before it in the clause.
func changing(f *field, i int) bool {
	for f.is(i, "about", "around", "some", "nearly", "almost", "roughly", "approximately", "an", "estimated") {
		i--
	}
	from := f.is(i, "from")
	if f.is(i, "by") {
		return false
	}
	for k := i; k >= 0 && k > i-7; k-- {
		if f.is(k, ".", ";", ":", ",") || f.toks[k].Class == learn.Punct && k < i-4 {
			return false
		}
		switch strings.ToLower(f.word(k)) {
		case "rose", "fell", "risen", "fallen", "rise", "fall", "rising", "falling", "increased", "increase", "increasing", "decreased", "raised", "raise", "raising",
			"lowered", "lower", "cut", "cutting", "dropped", "drop", "dropping", "jumped", "jump", "grew", "grown", "grow", "declined", "decline", "climbed", "climb", "up",
			"down", "slowed", "edged", "slipped", "revised", "reduced", "reduce", "reducing", "soared", "surged", "doubled", "tripled", "went", "shrank", "changed", "moved",
			"plunged", "tumbled", "dipped", "gained", "widened", "narrowed", "upgraded", "expanded", "expand", "boosted", "boost", "swelled", "downgraded", "voted", "accelerated", "eased", "hike", "hiked":
			return from || k > i-3
		case "extend", "extended", "take", "takes", "took", "taking", "bring", "brings", "brought", "bringing", "push", "pushed", "pushing":
			return from
		}
	}
	return false
}
