package entities

import (
	"strings"

	"dateline/learn"
)

// approximators are the words before a number that qualify it, longest first
// within a last word. Each is matched backwards from the number.
var approximators = []string{
	"in the region of", "in the order of", "on the order of", "in the neighborhood of", "to the tune of", "a minimum of", "a maximum of", "no fewer than",
	"no less than", "not less than", "not fewer than", "no more than", "not more than", "nothing less than", "well over", "well above", "well under",
	"just over", "just under", "just above", "just below", "slightly more than", "slightly less than", "slightly over", "a little over", "a little more than",
	"little more than", "a bit more than", "not quite", "far more than", "as many as", "as much as", "as few as", "as little as", "more than", "less than",
	"fewer than", "greater than", "larger than", "higher than", "lower than", "smaller than", "bigger than", "in excess of", "upwards of", "upward of",
	"north of", "south of", "close to", "at least", "at most", "up to", "an estimated", "more or less", "an average of", "a total of", "nearly", "almost",
	"about", "around", "some", "roughly", "approximately", "approx.", "approx", "over", "above", "under", "below", "exceed", "exceeds", "exceeded", "exceeding",
	"topped", "topping", "beyond", "past", "approaching", "estimated", "circa", "minimum", "maximum", "exactly", "only", "just", "precisely", "~", "≈", ">", "<", "≥", "≤",
}

// newApproximators lists the approximators, cut into words, by their last words in
// lower case.
func newApproximators() map[learn.Hash][][]string {
	m := map[learn.Hash][][]string{}
	for _, a := range approximators {
		words := strings.Split(a, " ")
		last := learn.HashLower(words[len(words)-1])
		m[last] = append(m[last], words)
	}
	return m
}

// approxBefore returns how many tokens of qualifying words stand right before
// token i, 0 for none.
func (g *grammar) approxBefore(f *field, i int) int {
	if i <= 0 || f.toks[i].Line {
		return 0
	}
	for _, words := range g.approx[f.lower[i-1]] {
		if !endsWith(f, i, words) {
			continue
		}
		switch words[0] {
		case "a", "an":
			if second := words[1]; second == "total" || second == "average" {
				return 0
			}
		case "past":
			if !f.is(i-2, "climbs", "climbed", "rises", "rose", "rise", "risen", "soars", "soared", "surges", "surged", "jumps", "jumped", "goes", "went", "gone", "well", "just", "tops", "topped",
				"pushes", "pushed", "grows", "grew", "tally", "toll", "total", "count", "number", "cases", "deaths") {
				return 0 // "in the past 24 hours", "swing past eight asteroids"
			}
		}
		return len(words)
	}
	return 0
}

// endsWith reports whether the words stand right before token i in the same line.
func endsWith(f *field, i int, words []string) bool {
	first := i - len(words)
	if first < 0 {
		return false
	}
	for k, w := range words {
		if !f.is(first+k, w) || k > 0 && f.toks[first+k].Line {
			return false
		}
	}
	return true
}

// qualify sets the words that qualify the figure, before it or behind it.
func (g *grammar) qualify(f *field, x *figure) {
	at := x.from
	if f.is(at-1, "the", "a", "an") && at > 0 && !f.toks[at].Line && g.approxBefore(f, at-1) > 0 && !x.article {
		at--
	}
	if n := g.approxBefore(f, at); n > 0 {
		x.approx = strings.ToLower(f.between(at-n, at))
		if x.approx == "~" || x.approx == "≈" {
			x.approx = "about"
		}
		return
	}
	for _, end := range [...]int{x.to, x.unitTo} {
		x.qualifyBehind(f, end)
	}
}

// qualifyBehind sets the words at token i, behind the figure, that qualify it.
func (x *figure) qualifyBehind(f *field, i int) {
	if i >= len(f.toks) || i < 0 || f.toks[i].Line {
		return
	}
	switch {
	case f.is(i, "+") && !f.toks[i].Space:
		x.approx = "more than"
		x.to, x.end = i+1, f.toks[i].End
		x.unitTo = max(x.unitTo, x.to)
	case f.is(i, "plus") && i == x.to && !f.is(i+1, "a", "the"):
		x.approx = "more than"
	case f.is(i, "or") && f.is(i+1, "more", "so", "less", "fewer"):
		x.approx = "or " + strings.ToLower(f.word(i+1))
		if i == x.to && x.unitTo <= x.to {
			x.unitTo = i + 2
		}
	case f.is(i, "at") && f.is(i+1, "least", "most"):
		x.approx = "at " + strings.ToLower(f.word(i+1))
	}
}
