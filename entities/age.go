package entities

import "strings"

// oldest is more than anybody's age.
const oldest = 116

func ageRule(_ *grammar, f *field, x *figure) bool { return age(f, x) }

// ageAfterComma holds for "a girl, 11, was": a number of its own between commas.
func ageAfterComma(_ *grammar, f *field, x *figure) bool {
	return x.bare && x.unit == "" && !x.ranged && x.value > 0 && x.value < 116 && f.is(x.from-1, ",") && f.joined(x.from) && f.is(x.to, ",") &&
		(f.look[x.from-2].has(wordly) || f.is(x.from-2, ")"))
}

// age reports whether the number is somebody's age.
func age(f *field, x *figure) bool {
	return ageInUnits(f, x) || ageInWord(f, x) || x.unit == "" && x.value < oldest && ageByPlace(f, x) ||
		f.is(x.from-1, "(") && f.is(x.to, ")") && x.bare && x.value < oldest && f.capAt(x.from-2) && !f.look[x.from-2].has(shouted)
}

// ageInUnits holds for "26 years old", "26 years of age", "3 months old".
func ageInUnits(f *field, x *figure) bool {
	at := x.unitTo
	switch x.unit {
	case "years":
		return f.is(at, "old") || f.is(at, "-") && f.is(at+1, "old", "olds") || f.is(at, "of") && f.is(at+1, "age")
	case "months", "weeks", "days":
		return f.is(at, "old") || f.is(at, "-") && f.is(at+1, "old")
	}
	return false
}

// ageInWord holds for "26-year-old", "20-something", "six-year-old".
func ageInWord(f *field, x *figure) bool {
	if f.is(x.to, "-") && x.to+1 < len(f.toks) && (strings.HasPrefix(f.word(x.to+1), "year-old") ||
		f.is(x.to+1, "year-old", "year-olds", "month-old", "day-old", "week-old", "something", "somethings")) {
		return true
	}
	return f.look[x.from].has(wordly) && strings.HasSuffix(f.word(x.to-1), "-old")
}

// ageByPlace holds for "Ann Low, 26," and "aged 26", "at the age of 26".
func ageByPlace(f *field, x *figure) bool {
	if x.bare && x.value > 0 && f.is(x.from-1, ",") && (f.is(x.to, ",", ".", ")", ";") || x.to == len(f.toks)) && f.capAt(x.from-2) {
		return true
	}
	return f.is(x.from-1, "of") && f.is(x.from-2, "age") || f.is(x.from-1, "aged", "age", "ages", "turned", "turns") && x.value > 0
}

// aged reports whether a number alone may be an age.
func aged(x *figure) bool {
	return (x.bare || x.word && x.scale == 1) && x.unit == "" && !x.ranged && !x.vague && !x.article && x.value > 0 && x.value < oldest && x.value == float64(int(x.value))
}

// ageAfterName holds for "Kim Lee, 26 from Tarsa", "their sons Kai, ten, and Kit, four.",
// "son, 2".
func ageAfterName(_ *grammar, f *field, x *figure) bool {
	if !aged(x) || !f.is(x.from-1, ",") || !f.joined(x.from) || x.from < 2 {
		return false
	}
	name, end := f.capAt(x.from-2), x.to >= len(f.toks) || f.toks[x.to].Line
	switch {
	case f.is(x.from-2, "son", "daughter", "boy", "girl", "baby", "mother", "father", "wife", "husband", "brother", "sister", "toddler",
		"teenager", "man", "woman"):
		return end || f.is(x.to, ".", "and")
	case !name:
		return false
	case f.is(x.to, ",", "."):
		return x.word && x.value < 20
	case f.is(x.to, "and"):
		return f.capAt(x.to + 1)
	case f.is(x.to, "today"):
		return true
	}
	return f.is(x.to, "from", "who") && f.capAt(x.from-3) && f.joined(x.from-2)
}

// ageTold holds for "who is 76", "she was just 20 when", "the woman, then 23,", "as young
// as four", "turning 20".
func ageTold(_ *grammar, f *field, x *figure) bool {
	if !aged(x) {
		return false
	}
	b := x.from - 1
	switch {
	case f.is(b, "then"):
		return f.is(b-1, ",", "(") && f.is(x.to, ",", ")")
	case f.is(b, "as"):
		return f.is(b-1, "young", "old") && f.is(b-2, "as")
	case f.is(b, "turning"):
		return true
	case f.is(b, "just", "only", "about", "nearly", "almost"):
		b--
	}
	return f.is(b, "is", "was", "'s", "’s") && f.is(b-1, "who", "he", "she") && (x.to >= len(f.toks) || f.is(x.to, "when", ",", ".", "and", "at"))
}

// ageAtDeath holds for "dies at 53", "dead at 79".
func ageAtDeath(_ *grammar, f *field, x *figure) bool {
	if !aged(x) || !f.is(x.from-1, "at") {
		return false
	}
	for k := x.from - 2; k >= 0 && k > x.from-8 && !f.toks[k+1].Line; k-- {
		if f.is(k, "dies", "died", "dead", "dying", "survivor", "retires", "retired") {
			return !f.is(x.to, "a")
		}
	}
	return false
}

// secondAge holds for the 12 of "aged 11 and 12".
func secondAge(_ *grammar, f *field, x *figure) bool {
	return aged(x) && f.is(x.from-1, "and", "to", "or") && numeric(f, x.from-2) && f.is(x.from-3, "aged", "ages")
}
