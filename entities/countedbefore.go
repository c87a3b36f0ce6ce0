package entities

import "strings"

// countedBefore reads the noun of "the number of cases rose to 1,200", of
// "infections have topped 2.4 million" and of "a magnitude 5.2 earthquake".
func countedBefore(f *field, x *figure) string {
	b := x.from - 1
	if f.is(b, "of") {
		b--
	}
	if f.is(b, "-") {
		b--
	}
	if f.is(b, "magnitude") {
		return "magnitude"
	}
	w := numberOf(f, x)
	if w == "" {
		w = broughtNoun(f, x)
	}
	if w == "" {
		w = toppedNoun(f, x)
	}
	switch w {
	case "deaths", "fatalities", "dead":
		return "people killed"
	case "injuries", "injured", "wounded":
		return "people wounded"
	}
	return w
}

// numberOf reads "the number of cases in Tarsa rose to".
func numberOf(f *field, x *figure) string {
	for k := x.from - 1; k >= 0 && k > x.from-16 && !f.toks[k+1].Line; k-- {
		if f.is(k, "number") && f.is(k+1, "of") {
			for j := k + 2; j < x.from; j++ {
				if plural(f.word(j)) && !stopWord(f.word(j)) {
					return strings.ToLower(f.word(j))
				}
			}
			return ""
		}
		if f.is(k, ".", ";", ",") || k < x.from-8 && numeric(f, k) {
			break
		}
	}
	return ""
}

// broughtNoun reads "bringing the total deaths here to".
func broughtNoun(f *field, x *figure) string {
	k := x.from - 1
	for f.is(k, "at", "least", "about", "nearly", "almost", "more", "than", "over", "around", "here", "nationwide", "worldwide", "globally",
		"so", "far") && k > x.from-6 {
		k--
	}
	if !f.is(k, "to") {
		return ""
	}
	word := ""
	for k--; k >= 0 && k > x.from-9 && !f.toks[k+1].Line; k-- {
		w := f.word(k)
		switch {
		case f.is(k, "bringing", "brings", "bring", "brought", "taking", "takes", "raising", "raises", "pushing", "pushes", "pushed", "took"):
			return word
		case word == "" && plural(w) && !stopWord(w) && !timeName(w):
			word = strings.ToLower(w)
		case !f.look[k].has(wordly) || word == "" && !f.is(k, "here", "nationwide", "worldwide", "globally", "so", "far"):
			return ""
		}
	}
	return ""
}

// toppedNoun reads the plural that a verb of counts makes equal to the number:
// "deaths rose to", "cases globally have surpassed", "virus cases in Tarsa near".
func toppedNoun(f *field, x *figure) string {
	k, verb := x.from-1, false
	for ; k >= 0 && k > x.from-10 && !f.toks[k+1].Line; k-- {
		switch {
		case f.is(k, "were", "are", "was", "is"):
			verb = verb || f.is(k+1, "up", "down", "at", "now")
		case countVerb(f.word(k)):
			verb = true
		case !beforeCount(f.word(k)):
			if !verb {
				return ""
			}
			return subjectOf(f, k)
		}
	}
	return ""
}

// subjectOf returns the plural that ends at token k, or that a place or part behind it
// ("in South Tarsa", "of global stock") qualifies.
func subjectOf(f *field, k int) string {
	if w := subject(f, k); w != "" {
		return w
	}
	for j := k; j > 1 && j > k-5 && f.joined(j) && f.look[j].has(wordly); j-- {
		if f.is(j, "in", "across", "at", "among", "worldwide") {
			return subject(f, j-1)
		}
	}
	return ""
}

// subject returns the plural at token k, or the one that a word for a sum stands for.
func subject(f *field, k int) string {
	w := strings.ToLower(f.word(k))
	if f.is(k, "total", "count", "tally", "numbers", "caseload", "load") && f.joined(k) {
		switch {
		case f.is(k-1, "case", "infection", "death", "job", "patient"):
			return strings.ToLower(f.word(k-1)) + "s"
		case f.is(k, "caseload"):
			return "cases"
		}
		return ""
	}
	if !plural(w) || stopWord(w) || timeName(w) || !f.look[k].has(wordly) || f.is(k+1, "of") || priced(w) {
		return ""
	}
	return w
}

// priced reports whether a plural rises and falls without being counted.
func priced(w string) bool {
	switch w {
	case "shares", "prices", "stocks", "futures", "yields", "sales", "profits", "earnings", "revenues", "rates", "temperatures", "costs",
		"wages", "levels", "scores", "bonds", "treasuries", "exports",
		"imports", "losses", "gains", "points", "odds", "ratings", "indexes", "indices", "incomes", "salaries", "rents", "fees", "taxes",
		"tariffs", "premiums":
		return true
	}
	return false
}

// countVerb reports whether a word makes its subject equal to a number, or changes it.
func countVerb(w string) bool {
	switch strings.ToLower(w) {
	case "topped", "surpassed", "reached", "exceeded", "hit", "passed", "rose", "climbed", "jumped", "fell", "dropped", "grew", "totalled",
		"totaled", "numbered", "stood", "stand", "top",
		"surpass", "reach", "exceed", "hits", "tops", "surge", "surged", "soared", "swelled", "increased", "doubled", "over", "of", "near",
		"neared", "rise", "rises", "risen", "climb", "climbs", "jump",
		"jumps", "pass", "passes", "cross", "crosses", "crossed", "nears", "nearing", "reaches", "exceeds", "surpasses", "fall", "falls",
		"fallen", "drop", "drops", "approach", "approaches", "approached",
		"approaching", "number", "stands", "shrank", "plunged", "soar", "soars":
		return true
	}
	return false
}

// beforeCount reports whether a word may stand between the verb and its number, or the
// verb and its subject.
func beforeCount(w string) bool {
	switch strings.ToLower(w) {
	case "to", "at", "by", "than", "more", "less", "fewer", "least", "about", "around", "nearly", "almost", "some", "just", "have", "has",
		"had", "now", "already", "globally",
		"worldwide", "nationwide", "above", "past", "up", "down", "still", "also", "the", "an", "estimated", "again", "close", "below", "under",
		"beyond", "will", "could", "may", "would", "sharply", "well", "gone":
		return true
	}
	return false
}
