package entities

import "strings"

// lettersOnDigits holds for "5G", "3D", "13HEALTH": letters that are no unit.
func lettersOnDigits(_ *grammar, f *field, x *figure) bool {
	return x.unit == "" && !x.ranged && (x.short != "" || strings.HasSuffix(f.word(x.to-1), "G"))
}

// pointInName holds for the .3 of "no.3".
func pointInName(_ *grammar, f *field, x *figure) bool {
	return x.from > 0 && f.is(x.from, ".") && !f.toks[x.from].Space && !f.toks[x.from].Line && (f.look[x.from-1].has(wordly) || f.is(x.from-1, "'", "’"))
}

// wordLabel holds for "level four", "week two", "the number two producer", "Covid -19".
func wordLabel(_ *grammar, f *field, x *figure) bool {
	if x.unit != "" || x.ranged || x.vague || x.article || x.scale != 1 || pluralNoun(f, x.to) {
		return false
	}
	return f.is(x.from-1, "covid") || f.joined(x.from) && numbers(f, x.from-1, x)
}

// numbers reports whether the word at token i has the number behind it for its name.
func numbers(f *field, i int, x *figure) bool {
	if f.is(i-1, "a", "the", "this", "last", "next", "per", "each", "every", "past", "previous", "that", "new", "same", "one") && !f.is(i, "number") {
		return false
	}
	switch {
	case f.is(i, "level", "number", "week", "phase", "stage", "tier", "category", "grade", "step", "chapter", "reactor"):
		return x.word && x.value < 20
	case f.is(i, "year"):
		return (x.word || x.bare) && x.value <= 13 && i > 0
	}
	return f.is(i, "term") && (x.word || x.bare) && x.value <= 4
}

// whichFew holds for "the big four", "the original three".
func whichFew(_ *grammar, f *field, x *figure) bool {
	return x.word && !x.vague && x.scale == 1 && x.value >= 2 && x.value <= 10 && x.unit == "" &&
		f.is(x.from-1, "big", "original", "top") && (f.is(x.from-2, "the", "of") || f.is(x.to, ":")) && !pluralNoun(f, x.to)
}

// streetNumber holds for "10 Downing Street".
func streetNumber(_ *grammar, f *field, x *figure) bool {
	if !x.bare || x.unit != "" || x.ranged {
		return false
	}
	for k := x.to; k < x.to+4 && f.joined(k) && f.capAt(k); k++ {
		if k > x.to && f.is(k, "street", "st", "st.", "road", "avenue", "ave", "ave.", "lane", "boulevard", "drive", "square", "place", "terrace") {
			return true
		}
	}
	return false
}

// aircraftType holds for "a 747 jumbo jet", "737 aircraft".
func aircraftType(_ *grammar, f *field, x *figure) bool {
	return x.bare && x.unit == "" && x.value >= 707 && x.value <= 787 && int(x.value)%10 == 7 && int(x.value)/100 == 7 &&
		f.is(x.to, "jumbo", "jet", "jets", "aircraft", "plane", "planes", "airliner", "airliners")
}

// halfCompound holds for "half marathon", "half year results".
func halfCompound(_ *grammar, f *field, x *figure) bool {
	return x.word && x.value == .5 && f.is(x.to-1, "half") && f.joined(x.to) && !f.is(x.from-1, "and") &&
		f.is(x.to, "marathon", "year", "century", "brother", "sister", "time", "mast", "moon", "term")
}

// coupleRule holds for two people who are a couple.
func coupleRule(_ *grammar, f *field, x *figure) bool {
	return x.word && x.value == 2 && f.is(x.to-1, "couple", "pair") && !f.is(x.to, "of", "more", "hundred", "thousand", "dozen") && !pluralNoun(f, x.to)
}

// nameOfWords holds for a number word that begins a sentence and a name of two more words:
// "Seven West Media puts".
func nameOfWords(_ *grammar, f *field, x *figure) bool {
	l := f.look[x.from]
	if !x.word || x.scale != 1 || x.unit != "" || x.vague || !l.has(capital1) || l.has(loud) || l.has(titled) || !f.joined(x.to) {
		return false
	}
	k := x.to
	for ; f.joined(k) && f.capAt(k) && f.look[k].has(wordly); k++ {
		if w := f.word(k); plural(w) && w != "Media" || nation(w) || strings.HasSuffix(w, ".") || f.look[k].has(shouted) {
			return false
		}
	}
	return k-x.to >= 2 && (!pluralNoun(f, k) || oneDoes(f.word(k))) && !massNoun(f.word(k))
}
