package entities

import "dateline/learn"

// oneRule holds for a "one" that only tells of somebody or something.
func oneRule(g *grammar, f *field, x *figure) bool {
	return x.word && !x.ranged && x.unit == "" && x.value == 1 && x.scale == 1 && !(g.countsOne(f, x) && g.oneAmount(f, x))
}

// countsOne reports whether "one" can count something: a noun follows that is no
// turn of speech.
func (g *grammar) countsOne(f *field, x *figure) bool {
	if f.capAt(x.from) && !f.look[x.from].has(opening) && f.joined(x.from) || x.article {
		return false
	}
	if f.is(x.from-1, "no", "any", "every", "each", "this", "that", "the", "which", "only", "some", "another", "number", "day", "an", "a", "not") {
		return f.is(x.from-1, "only") && nounish(f, x.to)
	}
	if f.is(x.to, "more") {
		return nounish(f, x.to+1)
	}
	if f.is(x.to, "of", "day", "time", "thing", "way", "side", "hand", "reason", "another", "who", "that", "point", "such", "more", "last",
		"would", "can", "could",
		"might", "should", "must", "is", "was", "has", "had", "and", "or", "to", "in", "on", "at", "with", "for", "by", "from", "for", "big",
		"or", "may", "will", "key", "else", "final", "step", "another") {
		return false
	}
	return nounish(f, x.to)
}

// oneAmount reports whether "one" says how many and not merely which: a word of amount
// stands before it, it is new, something befell it, or it stands in a row of counts. "One
// nurse tells her story" counts nothing.
func (g *grammar) oneAmount(f *field, x *figure) bool {
	if g.approxBefore(f, x.from) > 0 || f.is(x.from-1, "just", "only", "additional", "including", "zero") || f.is(x.to, "more", "new",
		"additional", "further", "probable", "confirmed", "suspected", "charge", "count", "victim", "case") {
		return true
	}
	if fateBefore(f, x.from) != "" || g.inRow(f, x) {
		return true
	}
	for k := x.to; k < x.to+longestPhrase && f.joined(k) && f.toks[k].Class != learn.Punct; k++ {
		if fateWord(f.word(k)) != "" || f.is(k, "each", "apiece", "survived", "survivor") {
			return true
		}
	}
	return false
}

// inRow reports whether the one stands beside other numbers: "two militants, one
// policeman and one civilian", "one soldier and four civilians".
func (g *grammar) inRow(f *field, x *figure) bool {
	for k := x.to; k < x.to+6 && f.joined(k); k++ {
		if f.is(k, "and", ",") && g.counts(f, k+1) {
			return true
		}
		if f.is(k, ".", ";", ":") {
			break
		}
	}
	if !f.is(x.from-1, "and", ",") {
		return false
	}
	for k := x.from - 2; k > x.from-9 && k >= 0 && f.joined(k+1); k-- {
		if g.counts(f, k) {
			return true
		}
		if f.is(k, ".", ";", ":") {
			break
		}
	}
	return false
}

// counts reports whether a number in digits or words stands at token i.
func (g *grammar) counts(f *field, i int) bool {
	return numeric(f, i) || f.joined(i) && g.part(f, i) >= digitWord && g.part(f, i) <= scaleWord
}
