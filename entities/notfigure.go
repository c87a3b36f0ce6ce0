package entities

import (
	"strings"
	"unicode/utf8"

	"dateline/learn"
)

// notFigure returns the token behind a date, a time of day, an age or another
// number that counts nothing and begins at token i; i when there is none.
func notFigure(f *field, g *grammar, i int) int {
	if f.look[i].has(wordly) {
		if month(f.word(i)) && i+1 < len(f.toks) && f.toks[i+1].Class == learn.Number && !f.toks[i+1].Line {
			return dateTail(f, i+1)
		}
		if f.is(i, "aged", "age") && i+1 < len(f.toks) {
			return i + 2
		}
		return i
	}
	if f.toks[i].Class != learn.Number {
		return i
	}
	w := f.word(i)
	if month(f.word(i+1)) && !f.toks[i+1].Line && len(w) <= 4 {
		to := i + 2
		if f.is(to, ",") {
			to++
		}
		if year(f.word(to)) {
			return to + 1
		}
		return i + 2
	}
	if f.is(i+1, ":") && !f.toks[i+1].Space && i+2 < len(f.toks) && f.toks[i+2].Class == learn.Number && !f.toks[i+2].Space && len(w) <= 2 {
		return i + 3 // 14:07
	}
	if clock(f, i) {
		return i + 2
	}
	if r, _ := utf8.DecodeRuneInString(f.word(i + 1)); strings.ContainsRune("月日时時点點分号號월일시년", r) || r == '年' && len(w) == 4 {
		return i + 2 // a date in Chinese, Japanese or Korean
	}
	if slashes(f, i) {
		if f.is(i+3, "/") && i+4 < len(f.toks) && f.toks[i+4].Class == learn.Number {
			return i + 5
		}
		return i + 3
	}
	if f.is(i+1, "'s", "’s") && len(w) == 2 && w[1] == '0' || len(w) > 13 && isDigits(w) || w == "911" && !f.is(i-1, "$") {
		return i + 1 // "the 80's", a number of an account, the emergency call
	}
	if ordinalTail(strings.TrimLeft(w, "0123456789")) {
		return i + 1
	}
	return i
}

// dateTail returns the token behind "10", "10, 2024", "2024" after a month.
func dateTail(f *field, i int) int {
	to := i + 1
	if year(f.word(i)) {
		return to
	}
	if len(f.word(i)) > 4 { // "March 5,000": two numbers run together
		return i - 1
	}
	if f.is(to, "-", "–", "to", "and") && to+1 < len(f.toks) && f.toks[to+1].Class == learn.Number && len(f.word(to+1)) <= 4 && !f.is(to, "to", "and") {
		to += 2
	}
	if f.is(to, ",") && year(f.word(to+1)) {
		return to + 2
	}
	if year(f.word(to)) {
		return to + 1
	}
	return to
}

func month(w string) bool {
	switch w {
	case "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
		"Jan.", "Feb.", "Mar.", "Apr.", "Jun.", "Jul.", "Aug.", "Sep.", "Sept.", "Oct.", "Nov.", "Dec.", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec":
		return true
	}
	return false
}

// year reports whether w is written like a year.
func year(w string) bool {
	return len(w) == 4 && (w[0] == '1' && w[1] >= '5' && w[1] <= '9' || w[0] == '2' && w[1] <= '1') && isDigits(w)
}

func isDigits(w string) bool {
	for i := 0; i < len(w); i++ {
		if w[i] < '0' || w[i] > '9' {
			return false
		}
	}
	return w != ""
}

// clock reports whether "3 p.m.", "0900 GMT" stands at token i.
func clock(f *field, i int) bool {
	switch strings.ToLower(f.word(i + 1)) {
	case "p.m.", "a.m.", "pm", "am", "gmt", "utc", "et", "edt", "est", "bst", "cet", "kst", "jst", "o'clock", "o’clock", "noon", "midnight", "p.m", "a.m":
		return !f.toks[i+1].Line
	}
	return false
}

// slashes reports dates and by-names such as "9/11" and "24/7".
func slashes(f *field, i int) bool {
	if !f.is(i+1, "/") || i+2 >= len(f.toks) || f.toks[i+2].Class != learn.Number || f.toks[i+1].Space || f.toks[i+2].Space {
		return false
	}
	a, _ := leadingInt(f.word(i))
	b, _ := leadingInt(f.word(i + 2))
	return a == 9 && b == 11 || a == 24 && b == 7 || a == 7 && b == 7 && !f.is(i+3, "%") || f.is(i+3, "/")
}

// barred reports whether a number that was read is no figure after all by what
// stands around it: a year, an age, a label, a score, "one" as a pronoun.
func (g *grammar) barred(f *field, x *figure) bool {
	whole := x.from == 0 && x.unitTo >= len(f.toks) || x.from == 0 && x.to >= len(f.toks)
	if whole {
		return false
	}
	if f.is(x.from-1, "in") && x.unit == "" && x.from > 1 && x.value <= 100 && x.value > 1 && (f.toks[x.from-2].Class == learn.Number || g.words[f.lower[x.from-2]].part == digitWord) {
		return true // "one in five"
	}
	if f.is(x.from-1, "every", "each") && f.is(x.from-2, "of", "in", "out", "for") && x.unit == "" {
		return true // "one of every nine"
	}
	switch {
	case f.is(x.from, "single") && x.word:
		return true
	case x.bare && x.value >= 1500 && x.value < 2200 && year(f.word(x.to-1)):
		return g.yearLike(f, x)
	case age(f, x):
		return true
	case x.word && !x.ranged && x.unit == "" && x.value == 1 && x.scale == 1:
		return !g.countsOne(f, x)
	case x.word && x.value < 1 && x.value > 0 && x.unit == "" && !f.is(x.to, "of") && f.is(x.from-1, "first", "second", "the", "other", "better"):
		return true
	case x.value == 0 && x.word && f.is(x.to, "in", "-") && f.is(x.to+1, "on", "in", "sum", "carbon"):
		return true
	case x.vague && f.is(x.from-1, "the", "these", "last", "past", "next", "those") && x.max < 10:
		return x.unit == ""
	case x.vague && x.value == 3 && f.is(x.from, "few") && x.from > 0 && !f.is(x.from-1, "a"):
		return f.is(x.from-1, "very", "too", "so", "precious", "how", "of")
	}
	if x.unit == "" && !x.ranged && (x.bare || x.word && f.capAt(x.from)) && f.joined(x.from) {
		return g.label(f, x) || scoreAround(f, x)
	}
	return false
}

// yearLike tells years from counts: a count of that size without a comma has its
// noun behind it and no preposition of time before it.
func (g *grammar) yearLike(f *field, x *figure) bool {
	if x.unit != "" && x.unit != "percent" && x.unitTo > x.to {
		return f.is(x.from-1, "in", "since", "the", "of", "by", "until", "from")
	}
	if x.unit != "" {
		return false
	}
	if f.is(x.from-1, "than", "least", "about", "nearly", "almost", "some", "approximately", "roughly") {
		return !pluralNoun(f, x.to)
	}
	if !pluralNoun(f, x.to) || f.is(x.from-1, "in", "since", "the", "of", "by", "until", "from", "for", "during", "after", "before", "'s", "’s", "his", "her",
		"its", "their", "this", "and", "early", "late", "mid", "our", "a", "next", "last", ")") || f.capAt(x.from-1) {
		return true
	}
	return false
}

// age reports whether the number is somebody's age.
func age(f *field, x *figure) bool {
	if x.unit == "years" && (f.is(x.unitTo, "old", "-") && !f.is(x.unitTo, "-") || f.is(x.unitTo, "-") && f.is(x.unitTo+1, "old", "olds") || f.is(x.unitTo, "of") && f.is(x.unitTo+1, "age")) {
		return true
	}
	if (x.unit == "months" || x.unit == "weeks" || x.unit == "days") && (f.is(x.unitTo, "old") || f.is(x.unitTo, "-") && f.is(x.unitTo+1, "old")) {
		return true
	}
	if f.is(x.to, "-") && f.look0(x.to+1) && strings.HasPrefix(f.word(x.to+1), "year-old") || f.is(x.to, "-") && (f.is(x.to+1, "year-old", "year-olds", "month-old", "day-old", "week-old", "something", "somethings")) {
		return true
	}
	if f.look[x.from].has(wordly) && strings.HasSuffix(f.word(x.to-1), "-old") {
		return true
	}
	if x.bare && x.value > 0 && x.value < 116 && x.unit == "" && f.is(x.from-1, ",") && (f.is(x.to, ",", ".", ")", ";") || x.to == len(f.toks)) && f.capAt(x.from-2) {
		return true
	}
	if f.is(x.from-1, "aged", "age", "ages", "turned", "turns") && x.value < 116 && x.unit == "" && x.value > 0 {
		return true
	}
	return f.is(x.from-1, "(") && f.is(x.to, ")") && x.bare && x.value < 116 && f.capAt(x.from-2) && !f.look[x.from-2].has(shouted)
}

func (f *field) look0(i int) bool { return i < len(f.toks) }

// countsOne reports whether "one" counts something: a noun follows that is no
// turn of speech.
func (g *grammar) countsOne(f *field, x *figure) bool {
	if f.capAt(x.from) && !f.look[x.from].has(opening) && f.joined(x.from) || x.article {
		return false
	}
	if f.is(x.from-1, "no", "any", "every", "each", "this", "that", "the", "which", "only", "some", "another", "number", "day", "an", "a", "not") {
		return f.is(x.from-1, "only") && nounish(f, x.to)
	}
	if f.is(x.to, "of", "day", "time", "thing", "way", "side", "hand", "reason", "another", "who", "that", "point", "such", "more", "last", "would", "can", "could",
		"might", "should", "must", "is", "was", "has", "had", "and", "or", "to", "in", "on", "at", "with", "for", "by", "from", "for", "big", "or", "may", "will", "key", "else", "final", "step", "another") {
		return false
	}
	return nounish(f, x.to)
}

func nounish(f *field, i int) bool {
	return i < len(f.toks) && !f.toks[i].Line && f.look[i].has(wordly) && !f.capAt(i) && !stopWord(f.word(i))
}

// label reports whether the number is part of a name: a capitalised word, or a
// word such as "article", stands before it.
func (g *grammar) label(f *field, x *figure) bool {
	b := x.from - 1
	if f.is(b, "-") && b > 0 && !f.toks[b].Space && f.look[b-1].has(wordly) {
		return true // "Covid - 19"
	}
	switch strings.ToLower(f.word(b)) {
	case "no", "no.", "nos.", "number", "article", "section", "chapter", "page", "pages", "phase", "level", "tier", "category", "type", "grade", "stage", "part", "resolution",
		"flight", "route", "highway", "room", "channel", "unit", "zone", "version", "game", "week", "line", "gate", "runway", "district", "ward", "act", "title",
		"item", "rule", "form", "figure", "episode", "season", "book", "volume", "clause", "protocol", "sector", "platform", "track", "pier", "lot", "#", "hole", "paragraph":
		return true
	case "group", "day", "round", "step":
		return f.capAt(b)
	}
	if f.is(b, "of") && f.is(b-1, "Group") {
		return true
	}
	if x.word || !f.capAt(b) || f.look[b].has(loud) || f.look[b].has(titled) || f.toks[x.from].Line {
		return false
	}
	if f.look[b].has(opening) && !f.look[b].has(shouted) {
		return false
	}
	return !pluralNoun(f, x.to) && x.value < 10000 && !f.is(x.to, "people", "percent")
}

// scoreAround reports whether the number is half of a score ("2-1", "won 6-4").
func scoreAround(f *field, x *figure) bool {
	if f.is(x.to, "-", "–") && x.to+1 < len(f.toks) && !f.toks[x.to].Space && f.toks[x.to+1].Class == learn.Number && !f.toks[x.to+1].Space {
		return true
	}
	b := x.from - 1
	return f.is(b, "-", "–") && b > 0 && f.toks[b-1].Class == learn.Number && !f.toks[x.from].Space && !f.toks[b].Space
}
