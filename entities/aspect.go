package entities

import "dateline/news"

// aspectRule says what side of its thing a figure tells by the words around it.
type aspectRule struct {
	name    string
	aspect  news.Aspect
	holds   func(f *field, x *figure) bool
	example string // a sentence whose first figure it holds for
	counter string // one much like it whose first figure has no aspect
}

// aspectRules are tried in order; the first that holds decides. A figure for which
// none does is the plain count.
func aspectRules() []aspectRule {
	return []aspectRule{
		{"target named behind", news.AspectTarget, targetBehind, "They missed the 100,000 a day target.", "They hit 100,000 targets."},
		{"target named before", news.AspectTarget, targetBefore, "It has a goal of 5,000 homes.", "It has 5,000 homes."},
		{"a part named before", news.AspectPart, partBefore, "People came, including four children.", "People came with four children."},
		{"so many of a number", news.AspectPart, partOf, "Some 443 of the 1,055 inmates fell ill.", "Some 443 inmates fell ill."},
		{"so many of them", news.AspectPart, ofThem, "Soldiers came, 12 of them wounded.", "Soldiers came, 12 with wounds."},
		{"an addition before", news.AspectNew, addedBefore, "Another 813 deaths were counted.", "In all 813 deaths were counted."},
		{"an addition behind", news.AspectNew, addedBehind, "They counted 67 new cases.", "They counted 67 cases."},
		{"so many in a time", news.AspectRate, rateBehind, "It takes 500 to 600 patients a year.", "It took 500 patients in a year."},
	}
}

// aspectOf is what side of its thing a figure tells.
func (g *grammar) aspectOf(f *field, x *figure) news.Aspect {
	for i := range g.aspects {
		if g.aspects[i].holds(f, x) {
			return g.aspects[i].aspect
		}
	}
	return ""
}

// behind is the token behind the number and the words that say what it counts.
func (x *figure) behind() int { return max(x.to, x.unitTo) }

func targetBehind(f *field, x *figure) bool {
	i := x.behind()
	if perTime(f, i) {
		i += 2
	}
	if f.is(i-1, "targets", "goals") {
		return false
	}
	return f.joined(i) && f.is(i, "target", "goal", "quota") || f.is(i-1, "target", "goal", "quota") && i-1 >= x.to
}

func targetBefore(f *field, x *figure) bool {
	i := x.from - 1
	for f.is(i, "at", "least", "about", "up", "to", "than", "more") && i > x.from-4 {
		i--
	}
	return f.is(i, "of", "is", "was") && f.is(i-1, "target", "goal", "quota")
}

func partBefore(f *field, x *figure) bool {
	i := x.from - 1
	for f.is(i, "at", "least", "about", "some", "nearly", "another", "the", "more", "than") && i > x.from-4 {
		i--
	}
	return f.is(i, "including", "includes", "included") || f.is(i, "them") && f.is(i-1, "among")
}

// partOf holds for "443 of the prison's 1,055 inmates".
func partOf(f *field, x *figure) bool {
	if x.vague || !f.is(x.to, "of") && !(f.is(x.to, "out") && f.is(x.to+1, "of")) {
		return false
	}
	for i := x.to + 1; i < len(f.toks) && i < x.to+7 && f.joined(i); i++ {
		if w := f.word(i); w[0] >= '0' && w[0] <= '9' {
			return true
		}
		if f.is(i, ",", ".", ";", "and", "in", "on") {
			return false
		}
	}
	return false
}

func ofThem(f *field, x *figure) bool {
	return f.is(x.to, "of") && f.is(x.to+1, "them", "whom", "which") ||
		f.is(x.from-1, "whom", "which") && f.is(x.from-2, "of") || f.is(x.from-1, "them") && f.is(x.from-2, "of")
}

func addedBefore(f *field, x *figure) bool {
	i := x.from - 1
	for f.is(i, "about", "some", "nearly", "almost", "around", "at", "least") && i > x.from-4 {
		i--
	}
	return f.is(i, "another", "additional", "further") || f.is(i, "new") && x.counted.Start == 0
}

// addedBehind holds for "67 new cases", "813 more deaths"; "50 more than" compares.
func addedBehind(f *field, x *figure) bool {
	for i := x.to; i < x.behind()+1 && i < x.to+3 && i < len(f.toks) && f.joined(i); i++ {
		switch {
		case f.is(i, "new", "additional", "further", "extra"):
			return true
		case f.is(i, "more"):
			return !f.is(i+1, "than") && (nounish(f, i+1) || f.is(i+1, "died", "were", "have"))
		}
	}
	return false
}

func rateBehind(f *field, x *figure) bool {
	i := x.behind()
	if perTime(f, i) {
		return true
	}
	return f.is(i, "in") && f.is(i+1, "a") && f.is(i+2, "single") && timeWord(f, i+3)
}

// perTime reports whether "a day", "per year", "each week" stands at token i.
func perTime(f *field, i int) bool {
	return f.joined(i) && (f.is(i, "a", "an", "per", "each", "every", "/") && timeWord(f, i+1) || f.is(i, "daily", "annually", "weekly", "monthly", "yearly", "hourly"))
}

func timeWord(f *field, i int) bool {
	return f.joined(i) && f.is(i, "second", "minute", "hour", "day", "night", "week", "month", "quarter", "year", "decade") && !f.is(i+1, "ago", "earlier", "before", "later", "after", "old")
}
