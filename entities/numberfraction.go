package entities

import (
	"strings"

	"dateline/learn"
)

// fractionAt reads "/5", "2/3" behind a whole number, or a fraction sign.
func (g *grammar) fractionAt(f *field, n *number) {
	i := n.to
	switch {
	case i >= len(f.toks) || f.toks[i].Line:
	case f.is(i, "/") && !f.toks[i].Space && i+1 < len(f.toks) && !f.toks[i+1].Space && f.toks[i+1].Class == learn.Number && !f.is(i+2, "/"):
		if den, rest := leadingInt(f.word(i + 1)); fractional(n.value, den) {
			n.value, n.bare, n.to, n.short = n.value/den, false, i+2, rest
		}
	case f.toks[i].Class == learn.Number && i+2 < len(f.toks) && f.is(i+1, "/") && !f.toks[i+1].Space && f.toks[i+2].Class == learn.Number:
		num, _ := leadingInt(f.word(i))
		if den, _ := leadingInt(f.word(i + 2)); fractional(num, den) {
			n.value, n.bare, n.to = n.value+num/den, false, i+3
		}
	default:
		if v := signOfFraction(f.word(i)); v > 0 {
			n.value, n.bare, n.to = n.value+v, false, i+1
		}
	}
}

func leadingInt(w string) (float64, string) {
	i := 0
	for i < len(w) && w[i] >= '0' && w[i] <= '9' {
		i++
	}
	return digits(w[:i]), w[i:]
}

// fractional reports whether a/b is a fraction rather than a date, a score or a
// label ("9/11", "24/7").
func fractional(a, b float64) bool {
	return b > 1 && a < b && (b <= 10 || b == 16 || b == 12 || b == 15 || b == 20 || b == 100 || b == 1000)
}

func signOfFraction(w string) float64 {
	switch w {
	case "½":
		return .5
	case "¼":
		return .25
	case "¾":
		return .75
	case "⅓":
		return 1. / 3
	case "⅔":
		return 2. / 3
	case "⅕":
		return .2
	case "⅛":
		return .125
	}
	return 0
}

// andFraction reads "and a half", "and two thirds" behind a number.
func (g *grammar) andFraction(f *field, n *number) {
	i, times := n.to+1, 1.0
	if p := g.half(f, i); p.part == digitWord && p.value > 0 {
		i, times = i+1, p.value
	} else if f.is(i, "a", "an") {
		i++
	}
	p := g.half(f, i)
	if p.part != halfWord || f.is(i+1, "of") && times > 1 || f.is(i, "second") || n.vague {
		return
	}
	if plural := strings.HasSuffix(f.word(i), "s"); plural != (times > 1) && !f.is(i, "quarter", "half") {
		return
	}
	n.value, n.bare, n.to = n.value+times*p.value*max(n.scale, 1), false, i+1 // "a dozen and a half" are 18
}

// hyphenFraction reads "two-thirds", "one-fifth", "half-dozen", and the fraction of
// "half-litre".
func (g *grammar) hyphenFraction(w string) (float64, bool) {
	first, second, ok := strings.Cut(w, "-")
	if !ok {
		return 0, false
	}
	a, b := g.words[learn.HashLower(first)], g.words[learn.HashLower(second)]
	switch {
	case a.part == digitWord && b.part == halfWord && a.value > 0 && (a.value == 1) != strings.HasSuffix(second, "s"):
		return a.value * b.value, true
	case a.part == halfWord && b.part == scaleWord:
		return a.value * b.value, true
	case a.part == halfWord && g.units[learn.HashLower(second)].sort >= lengthUnit && g.units[learn.HashLower(second)].sort <= volumeUnit:
		return a.value, true
	}
	return 0, false
}

// halfAt reads "half a million", "a third", "half", "quarter".
func (g *grammar) halfAt(f *field, n number, i int) (number, bool) {
	p := g.words[f.lower[i]]
	n.value, n.to = p.value, i+1
	if f.is(n.to, "a", "an") && !f.toks[n.to].Line {
		if q := g.half(f, n.to+1); q.part == scaleWord {
			n.to++
		} else if _, ok := g.unitAt(f, n.to+1); ok {
			n.to++
			return n, true
		}
	}
	g.scaleAt(f, &n)
	w := strings.ToLower(f.word(i))
	if n.scale > 1 || w == "half" || n.article && f.is(n.to, "of") {
		return n, true
	}
	_, ok := g.unitAt(f, n.to)
	if f.is(n.to, "of") {
		_, ok = g.unitAt(f, n.to+1)
		if !ok && f.is(n.to+1, "a", "an") {
			_, ok = g.unitAt(f, n.to+2)
		}
	}
	return n, ok
}

// fractionWords reads "thirds" behind "two". An ordinal that is no fraction takes
// the number with it ("twenty fifth").
func (g *grammar) fractionWords(f *field, n *number) bool {
	if n.to >= len(f.toks) || f.toks[n.to].Line {
		return true
	}
	p := g.words[f.lower[n.to]]
	if p.part != halfWord || f.is(n.to, "half", "quarter") && n.value != 1 && n.value != 3 {
		return !ordinalWord(f.word(n.to)) || n.value < 20
	}
	plural := strings.HasSuffix(f.word(n.to), "s")
	if plural != (n.value != 1) && !(n.value == 3 && p.value == .25) {
		return n.value < 20
	}
	if last := g.words[f.lower[n.to-1]]; n.value > 20 && last.part == digitWord && f.is(n.to-2, "and") { // "one hundred and three quarters"
		n.value += last.value * (p.value - 1)
	} else {
		n.value *= p.value
	}
	n.to++
	g.scaleAt(f, n)
	return true
}

func ordinalWord(w string) bool {
	switch strings.ToLower(w) {
	case "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth":
		return true
	}
	return false
}
