package entities

import (
	"math"
	"slices"
	"strings"
)

// complete finds what qualifies a figure and what it counts.
func (g *grammar) complete(f *field, x, last *figure) {
	g.qualify(f, x)
	if x.approx == "over" && timeName(x.unit) && !f.is(x.from-2, "for", "lasted", "spent", "just", "well", "waited", "takes", "took") {
		x.approx = "" // "over five years" says how long
	}
	if x.unit != "" {
		return
	}
	i := max(x.to, x.unitTo)
	if f.is(i, "quake", "earthquake", "temblor", "tremor", "aftershock") && x.value < 10 && !x.word && !x.ranged && x.value != math.Trunc(x.value) {
		x.unit, x.counted, x.unitTo = "magnitude", f.spanOf(i, i+1), i+1
		return
	}
	if g.nounBehind(f, x, i) || g.ofThose(f, x, last, i) || g.fateBehind(f, x) {
		return
	}
	if x.unit = countedBefore(f, x); x.unit == "" {
		g.asBefore(f, x, last, i)
	}
}

// nounBehind names what is counted by the noun behind the number.
func (g *grammar) nounBehind(f *field, x *figure, i int) bool {
	if j, ok := g.ofNumber(f, i); ok && x.value >= 1 {
		i = j
	}
	from, to, ok := g.countedNoun(f, i, x.value == 1 && !x.ranged)
	if !ok {
		return false
	}
	x.unit = strings.ToLower(f.word(to - 1))
	if to-1 > from && f.is(to-2, "police", "crew", "staff", "family", "cabinet", "board") {
		x.unit = strings.ToLower(f.word(to-2)) + " " + x.unit
	}
	x.counted = f.spanOf(from, to)
	x.unitTo = to
	g.fate(f, x)
	return true
}

// ofThose reads "six of them", "six of whom": of what was counted right before.
func (g *grammar) ofThose(f *field, x, last *figure, i int) bool {
	if !f.is(i, "of") || !f.is(i+1, "them",
		"whom") || !f.joined(i+1) || !countsThings(last) || x.value < 1 || x.value >= last.value || !nearSentence(f, last.to, x.from) {
		return false
	}
	x.unit, x.counted, x.unitTo = withoutFate(last.unit), last.counted, i+2
	g.fate(f, x)
	return true
}

// asBefore counts what the figure before did where nothing else could be counted: "killed
// 12 soldiers and wounded three", "67 deaths, up from nine".
func (g *grammar) asBefore(f *field, x, last *figure, i int) {
	compared := f.is(x.from-1, "from", "with", "to") && f.is(x.from-2, "up", "down", "compared")
	if !countsThings(last) || x.value == 0 || !sameSentence(f, last.to, x.from) || !elided(f, i) && !compared {
		return
	}
	x.unit, x.counted = last.unit, last.counted
	if !compared && !f.is(x.from-1, "(") {
		// The people go on, what befell the others does not: "injuring 27 people
		// and driving more than 1,000 from their homes".
		x.unit = withoutFate(x.unit)
	}
}

// countsThings reports whether a figure counts what can be counted on.
func countsThings(last *figure) bool {
	return last.unitTo >= 0 && last.unit != "" && last.unit != "magnitude" && last.rule != "money"
}

// withoutFate is what is counted without what befell it.
func withoutFate(unit string) string {
	first, rest, _ := strings.Cut(unit, " ")
	if first == "people" || fateWord(rest) != "" {
		return first
	}
	return unit
}

func timeName(u string) bool {
	switch u {
	case "seconds", "minutes", "hours", "days", "weeks", "months", "years", "decades":
		return true
	}
	return false
}

// elided reports whether nothing that could be counted follows.
func elided(f *field, i int) bool {
	return i >= len(f.toks) || f.toks[i].Line || f.is(i, ".", ",", ";", "!", "?", ")", "more", "were", "in", "on", "last", "a", "from", "by",
		"before", "earlier", "previously", "against",
		"abstaining", "abstained")
}

func sameSentence(f *field, a, b int) bool {
	at := sentenceOf(f, a)
	return at < len(f.sents) && b < f.sents[at][1]
}

// nearSentence reports whether token b stands in the sentence of token a or the next.
func nearSentence(f *field, a, b int) bool {
	at := min(sentenceOf(f, a)+1, len(f.sents)-1)
	return at >= 0 && b < f.sents[at][1]
}

func sentenceOf(f *field, i int) int {
	at, _ := slices.BinarySearchFunc(f.sents, i+1, func(s [2]int, a int) int { return s[1] - a })
	return at
}

// ofNumber returns the token behind the number of "of the prison's 1,055 inmates",
// "of 10 employees".
func (g *grammar) ofNumber(f *field, i int) (int, bool) {
	if f.is(i, "out") {
		i++
	}
	if !f.is(i, "of") {
		return i, false
	}
	for k := i + 1; k < i+6 && f.joined(k); k++ {
		if f.is(k, ",", ".", "and", "in") || stopWord(f.word(k)) && !f.is(k, "the", "its", "their", "a", "more", "than") {
			return i, false
		}
		if numeric(f, k) || g.part(f, k) >= digitWord && g.part(f, k) <= scaleWord {
			if n, ok := g.numberAt(f, k); ok {
				return n.to, true
			}
			return i, false
		}
	}
	return i, false
}
