package entities

import (
	"math"
	"strings"
	"unicode/utf8"

	"dateline/learn"
	"dateline/news"
)

// notFigureRule takes numbers that count nothing out of the figures of English: from by
// what stands at a token, before a number is read, returning the token behind it; holds
// by a figure that was read.
type notFigureRule struct {
	name    string
	from    func(g *grammar, f *field, i int) int
	holds   func(g *grammar, f *field, x *figure) bool
	example string // a text without a figure
	counter string // one much like it that has one
}

// notFigureRules are all rules; of the first kind the first one that takes a number
// decides.
func notFigureRules() []notFigureRule {
	return []notFigureRule{
		{"month and day", monthThenDay, nil, "On March 14 soldiers came.", "On marches 14 soldiers came."},
		{"day and month", dayThenMonth, nil, "They met on 14 March in Rome.", "They met 14 men in Rome."},
		{"time of day", timeOfDay, nil, "They met at 14:07 in Rome.", "They met at 14.7 percent in Rome."},
		{"hour and its word", hourAndWord, nil, "They met at 7 p.m. in Rome.", "They met 7 men in Rome."},
		{"date in signs", signsDate, nil, "They met on 14日 in Rome.", "They met 14 men in Rome."},
		{"numbers with strokes", strokes, nil, "The attacks of 9/11 are history.", "About 9/10 are history."},
		{"span of years", spanOfYears, nil, "The 2012/13 seasons were dry.", "The 12 or 13 seasons were dry."},
		{"decade, account, emergency call", bareName, nil, "In the 80's they met.", "In 80 towns they met."},
		{"telephone", telephone, nil, "Ring 01632 960 114 at any hour.", "Some 1,632 men ring at any hour."},
		{"one in so many", nil, oneInSoMany, "One in five said so.", "Over five men said so."},
		{"single", nil, singleWord, "Police say single mothers were killed.", "Police say one mother was killed."},
		{"year", nil, yearRule, "It was closed in 1998 again.", "It closed 1998 shops."},
		{"years of a span", nil, yearsOfSpan, "It shrank between 1998 and 2004 again.", "It shrank by between 98 and 204 boats."},
		{"age", nil, ageRule, "John Smith (45) came.", "John Smith saw 45 men."},
		{"age after a comma", nil, ageAfterComma, "A woman, 26, was taken to hospital.", "A woman took 26 to hospital."},
		{"age behind a name", nil, ageAfterName, "Kim Lee, 26 from Tarsa, won it.", "In Tarsa, 26 from Oslo won it."},
		{"age told of somebody", nil, ageTold, "She was just 26 when they met.", "There were just 26 when they met."},
		{"age at death", nil, ageAtDeath, "The drummer is dead at 79 in Tarsa.", "The toll stood at 79 in Tarsa."},
		{"second age", nil, secondAge, "The girls aged 11 and 12 met.", "The girls met 11 and 12 more men."},
		{"one that counts nothing", nil, oneRule, "One nurse tells her story.", "One nurse was killed there."},
		{"part of a match", nil, halfOfMatch, "They led in the first half of it.", "They lost half of it."},
		{"zero in a phrase", nil, zeroPhrase, "It began to zero in on rebels.", "It began with zero rebels."},
		{"one day", nil, oneDay, "A hare one day met a fox.", "A hare for one day met a fox."},
		{"several, a few", nil, smallVague, "The pact unites several countries.", "The pact unites dozens of countries."},
		{"the two", nil, theSmall, "The two countries met.", "These were two countries."},
		{"ordinal with its noun", nil, ordinalNoun, "It was the third day of talks.", "It was a third of a mile away."},
		{"number in a name", nil, capitalNumber, "He ruled Seven Kingdoms then.", "He ruled seven kingdoms then."},
		{"letters on digits", nil, lettersOnDigits, "They fear the 5G network here.", "They fear 5 networks here."},
		{"point in a name", nil, pointInName, "The world no.3 left.", "Some .3 percent left."},
		{"label and number word", nil, wordLabel, "They eased the alert to level four then.", "They eased the alert to four then."},
		{"which of a known few", nil, whichFew, "The big four met there.", "The big four lenders met there."},
		{"house in a street", nil, streetNumber, "Flowers came to 10 Downing Street.", "Flowers came to 10 Downing College men."},
		{"type of aircraft", nil, aircraftType, "They flew a 747 jumbo jet.", "They flew 47 jumbo jets."},
		{"half of a word", nil, halfCompound, "They ran a half marathon there.", "They ran half a marathon there."},
		{"a couple", nil, coupleRule, "A couple was robbed at home.", "A couple of men were robbed at home."},
		{"name of several words", nil, nameOfWords, "Seven West Media puts out its hand.", "Seven West Tarsan soldiers put out a hand."},
		{"number with a label", nil, labelRule, "They read article 14 again.", "They read 14 books again."},
		{"half of a score", nil, scoreRule, "They won 6-4 and left.", "They won 64 seats and left."},
		{"score of a player", nil, playerScore, "Clarke made 73 runs for them.", "Clarke made 73 bowls for them."},
		{"mark out of so many", nil, outOfMark, "She came as No. 3 out of 4 then.", "She came with 3 out of 4 sisters then."},
	}
}

// notFigure returns the token behind a date, a time of day, an age or another
// number that counts nothing and begins at token i; i when there is none.
func notFigure(f *field, g *grammar, i int) int {
	if f.toks[i].Class != learn.Number && !f.is(i, "+") && (!f.look[i].has(wordly) || !month(f.word(i))) {
		return i
	}
	for k := range g.not {
		if r := &g.not[k]; r.from != nil {
			if to := r.from(g, f, i); to > i {
				return to
			}
		}
	}
	return i
}

// numeric reports whether token i is digits of the same line as the one before.
func numeric(f *field, i int) bool {
	return i >= 0 && i < len(f.toks) && f.toks[i].Class == learn.Number && !f.toks[i].Line
}

func monthThenDay(_ *grammar, f *field, i int) int {
	if f.look[i].has(wordly) && month(f.word(i)) && numeric(f, i+1) {
		return dateTail(f, i+1)
	}
	return i
}

// dayThenMonth reads "14 March, 2020" and "06-Feb".
func dayThenMonth(_ *grammar, f *field, i int) int {
	w := f.word(i)
	if f.toks[i].Class != learn.Number || len(w) > 4 {
		return i
	}
	if f.is(i+1, "-") && !f.toks[i+1].Space && i+2 < len(f.toks) && !f.toks[i+2].Space && month(f.word(i+2)) {
		return i + 3
	}
	if cut, ok := strings.CutPrefix(f.word(i+1), "-"); ok && month(cut) && !f.toks[i+1].Space {
		return i + 2
	}
	if !month(f.word(i+1)) || f.toks[i+1].Line {
		return i
	}
	to := i + 2
	if f.is(to, ",") {
		to++
	}
	if year(f.word(to)) {
		return to + 1
	}
	return i + 2
}

func timeOfDay(_ *grammar, f *field, i int) int {
	if f.is(i+1, ":") && !f.toks[i+1].Space && i+2 < len(f.toks) && f.toks[i+2].Class == learn.Number && !f.toks[i+2].Space && len(f.word(i)) <= 2 {
		return i + 3
	}
	return i
}

func hourAndWord(_ *grammar, f *field, i int) int {
	if f.toks[i].Class == learn.Number && clock(f, i) {
		return i + 2
	}
	return i
}

func signsDate(_ *grammar, f *field, i int) int {
	if r, _ := utf8.DecodeRuneInString(f.word(i + 1)); strings.ContainsRune("月日时時点點分号號월일시년", r) || r == '年' && len(f.word(i)) == 4 {
		return i + 2
	}
	return i
}

// strokes reads 9/11, 24/7 and 3/4/2026.
func strokes(_ *grammar, f *field, i int) int {
	if f.toks[i].Class != learn.Number || !slashes(f, i) {
		return i
	}
	if f.is(i+3, "/") && i+4 < len(f.toks) && f.toks[i+4].Class == learn.Number {
		return i + 5
	}
	return i + 3
}

func spanOfYears(_ *grammar, f *field, i int) int {
	if f.toks[i].Class != learn.Number || !year(f.word(i)) || !f.is(i+1, "-", "–", "—", "/") || !numeric(f, i+2) {
		return i
	}
	if f.is(i+1, "/") && !f.toks[i+1].Space && !f.toks[i+2].Space {
		return i + 3 // a docket, too
	}
	if w := f.word(i + 2); isDigits(w) && (len(w) == 1 && w > f.word(i)[3:] && !pluralNoun(f, i+3) || len(w) == 2 && (!f.toks[i+2].Space && !f.toks[i+1].Space || w > f.word(i)[2:] && !pluralNoun(f, i+3)) || year(w)) {
		return i + 3
	}
	return i
}

func bareName(_ *grammar, f *field, i int) int {
	w := f.word(i)
	if f.toks[i].Class == learn.Number && (f.is(i+1, "'s", "’s") && len(w) == 2 && w[1] == '0' || len(w) > 13 && isDigits(w) || w == "911" && !f.is(i-1, "$")) {
		return i + 1
	}
	return i
}

// longestNumber is how many tokens of a telephone number are looked at.
const longestNumber = 16

// digitRun is a run of groups of digits, as telephone numbers are written.
type digitRun struct {
	from, to int // tokens
	plus     bool
	all      int // digits
	groups   int
	dashed   bool // nothing but hyphens between the groups
}

// digitRunAt reads the groups of digits from token i; false where there is none.
func digitRunAt(f *field, i int) (digitRun, bool) {
	r := digitRun{from: i, dashed: true}
	if r.plus = f.is(i, "+") && numeric(f, i+1) && !f.toks[i+1].Space; r.plus {
		r.from++
	}
	if f.toks[r.from].Class != learn.Number || !isDigits(f.word(r.from)) {
		return r, false
	}
	r.to = r.from
	for r.to < len(f.toks) && r.to < r.from+longestNumber && (r.to == r.from || !f.toks[r.to].Line) && r.take(f, r.to) {
		r.to++
	}
	return r, true
}

// take adds the group or the hyphen at token k.
func (r *digitRun) take(f *field, k int) bool {
	w := f.word(k)
	if f.toks[k].Class != learn.Number || !isDigits(w) {
		return f.is(k, "-") && !f.toks[k].Space && numeric(f, k+1) && !f.toks[k+1].Space
	}
	r.all, r.groups = r.all+len(w), r.groups+1
	r.dashed = r.dashed && (k == r.from || !f.toks[k].Space)
	return true
}

// telephone reads groups of digits that begin with a nought or a plus, that stand as
// 555-0142, or of which some is no group of thousands: "1800 020 080".
func telephone(g *grammar, f *field, i int) int {
	r, ok := digitRunAt(f, i)
	if !ok {
		return i
	}
	first := f.word(r.from)
	if _, unit := g.unitAt(f, r.to); unit || pluralNoun(f, r.to) && first[0] != '0' {
		return i
	}
	switch {
	case r.plus && r.groups > 1 && r.all >= 8, r.likeNought(first), r.dashed && r.likeDashed(len(first)):
		return r.to
	case !r.dashed && r.groups >= 3 && len(first) > 3 && r.all >= 9 && (!year(first) || f.word(r.from + 1)[0] == '0'):
		return r.to
	}
	return i
}

// likeNought reports whether groups are a telephone number by the nought they begin with.
func (r *digitRun) likeNought(first string) bool {
	return len(first) > 1 && first[0] == '0' && (r.groups > 1 && r.all >= 7 || len(first) >= 9)
}

// likeDashed reports whether groups with hyphens between them, the first of so many
// digits, are a telephone number: 555-0142, 1-800-555-0142.
func (r *digitRun) likeDashed(first int) bool {
	return r.groups == 2 && first == 3 && r.all == 7 || r.groups >= 3 && r.all >= 9 && first <= 4
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
	if f.is(to, "-", "–") && to+1 < len(f.toks) && f.toks[to+1].Class == learn.Number && len(f.word(to+1)) <= 4 {
		to += 2
	}
	if anotherDay(f, to) {
		to += 2 // "September 8 and 9"
	}
	if f.is(to, ",") && year(f.word(to+1)) {
		return to + 2
	}
	if year(f.word(to)) {
		return to + 1
	}
	return to
}

// anotherDay reports whether token i joins a second day to one of a month.
func anotherDay(f *field, i int) bool {
	return f.is(i, "and", "or", "to") && numeric(f, i+1) && len(f.word(i+1)) <= 2 && isDigits(f.word(i+1)) && !pluralNoun(f, i+2)
}

// month reports whether w is an English month, in full or short, with a capital.
func month(w string) bool {
	if len(w) < 3 || w[0] < 'A' || w[0] > 'Z' || w[1] < 'a' {
		return false
	}
	return w == "Sept" || w == "Sept." || news.EnglishMonth(strings.TrimSuffix(w, ".")) != 0
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
// stands around it. What is all of a text is one.
func (g *grammar) barred(f *field, x *figure) bool {
	if x.from == 0 && (x.unitTo >= len(f.toks) || x.to >= len(f.toks)) {
		return false
	}
	for k := range g.not {
		if r := &g.not[k]; r.holds != nil && r.holds(g, f, x) {
			return true
		}
	}
	return false
}

// oneInSoMany holds for "one in five" and "one of every nine".
func oneInSoMany(g *grammar, f *field, x *figure) bool {
	return x.unit == "" && (g.soMany(f, x) || g.oneOf(f, x) || f.is(x.from-1, "every", "each") && f.is(x.from-2, "of", "in", "out", "for"))
}

// soMany holds for the five of "one in five".
func (g *grammar) soMany(f *field, x *figure) bool {
	return f.is(x.from-1, "in") && x.from > 1 && x.value <= 100 && x.value > 1 &&
		(f.toks[x.from-2].Class == learn.Number || g.words[f.lower[x.from-2]].part == digitWord)
}

// oneOf holds for the one of "one in five".
func (g *grammar) oneOf(f *field, x *figure) bool {
	return x.value == 1 && x.word && f.is(x.to, "in", "out") && x.to+1 < len(f.toks) && (numeric(f, x.to+1) || g.numberWord(f, x.to+1))
}

// numberWord reports whether token i is a word of a number: "five", "hundred".
func (g *grammar) numberWord(f *field, i int) bool {
	return g.part(f, i) >= digitWord && g.part(f, i) <= scaleWord
}

func singleWord(_ *grammar, f *field, x *figure) bool { return f.is(x.from, "single") && x.word }

func (g *grammar) yearWritten(f *field, x *figure) bool {
	return x.bare && x.value >= 1500 && x.value < 2200 && year(f.word(x.to-1))
}

func yearRule(g *grammar, f *field, x *figure) bool {
	if x.bare && x.value >= 1000 && x.value < 1500 && len(f.word(x.to-1)) == 4 && x.unit == "" && f.is(x.from-1, "in", "since", "by", "until") {
		return !pluralNoun(f, x.to)
	}
	return g.yearWritten(f, x) && g.yearLike(f, x)
}

// yearsOfSpan holds for "between 1998 and 2004", "from 1998 to 2004".
func yearsOfSpan(_ *grammar, f *field, x *figure) bool {
	return x.ranged && x.unit == "" && x.value >= 1500 && x.hi.value < 2200 && x.hi.bare && year(f.word(x.to-1)) && !pluralNoun(f, x.to)
}

func halfOfMatch(_ *grammar, f *field, x *figure) bool {
	return x.word && x.value < 1 && x.value > 0 && x.unit == "" && f.is(x.from-1, "first", "second", "the", "other", "better") && (!f.is(x.to, "of") || f.is(x.from-1, "first", "second"))
}

func zeroPhrase(_ *grammar, f *field, x *figure) bool {
	return x.value == 0 && x.word && x.unit == "" && (f.is(x.to, "in", "-") && f.is(x.to+1, "on", "in", "sum", "sum-", "carbon", "emission", "tolerance") ||
		f.is(x.from-1, "ground", "below", "above", "patient", "net", "absolute"))
}

// oneDay holds for the "one day" of tales, which is no span of time.
func oneDay(_ *grammar, f *field, x *figure) bool {
	return x.word && x.value == 1 && x.unit == "days" && !x.article && !x.ranged && f.is(x.from, "one") && !f.is(x.unitTo, "after", "before", "earlier", "later", "ago", "of") &&
		!f.is(x.from-1, "in", "for", "within", "just", "than", "least", "only", "over", "about", "every", "after", "by", "of")
}

// smallVague holds for words that count no more than a handful: there is no figure in
// "several countries".
func smallVague(_ *grammar, f *field, x *figure) bool {
	return x.vague && x.max < 10 && (x.unit == "" || timeName(x.unit))
}

// theSmall holds for "the two sides": it says which, not how many.
func theSmall(_ *grammar, f *field, x *figure) bool {
	return x.word && !x.vague && !x.ranged && x.value >= 2 && x.value <= 10 && x.scale == 1 && x.value == math.Trunc(x.value) && f.is(x.from-1, "the", "these", "those", "both") && f.joined(x.from) &&
		x.rule != "money" && x.end == f.toks[x.to-1].End && !f.is(x.to, "dead", "killed", "wounded")
}

// ordinalNoun holds for "the third day": a fraction says of what it is.
func ordinalNoun(g *grammar, f *field, x *figure) bool {
	return x.word && x.value > 0 && x.value < .5 && !f.is(x.to, "of") && !f.is(x.to-1, "quarter", "quarters") && x.to-x.from <= 2 && f.is(x.to-1, "third", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth") &&
		g.part(f, x.to-2) != digitWord
}

// capitalNumber holds for a number word with a capital inside a sentence.
func capitalNumber(_ *grammar, f *field, x *figure) bool {
	l := f.look[x.from]
	if !x.word || x.article || !l.has(capital1) || l.has(loud) || l.has(titled) || !f.joined(x.from) {
		return false
	}
	if f.capAt(x.from-1) && !f.look[x.from-1].has(opening) && f.look[x.from-1].has(wordly) {
		return true // "World War Two"
	}
	if l.has(opening) || f.is(x.from-1, ":", ".", "\"", "“", "'", "‘") {
		return false
	}
	return f.capAt(x.to) || x.scale == 1 && f.is(x.to, "and", "or", "is", "was", "has", "said", ",", "’s", "'s")
}

// bareCount reports whether a number has nothing that makes it a count: no unit, no
// magnitude, no separators.
func bareCount(f *field, x *figure) bool {
	return x.unit == "" && !x.ranged && (x.bare || x.word && f.capAt(x.from)) && f.joined(x.from)
}

func labelRule(g *grammar, f *field, x *figure) bool { return bareCount(f, x) && g.label(f, x) }

func scoreRule(_ *grammar, f *field, x *figure) bool { return bareCount(f, x) && scoreAround(f, x) }

func playerScore(_ *grammar, f *field, x *figure) bool {
	return f.is(x.to, "runs", "wickets", "aces", "birdies") || f.is(x.to, "not") && f.is(x.to+1, "out")
}

// outOfMark holds for the second number of "3.9 out of 4" where nothing is counted.
func outOfMark(_ *grammar, f *field, x *figure) bool {
	return x.bare && x.unit == "" && f.is(x.from-1, "of") && f.is(x.from-2, "out") && !pluralNoun(f, x.to) && x.value <= 20
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
		"its", "their", "this", "and", "early", "late", "mid", "summer", "winter", "spring", "autumn", "fall", "our", "a", "next", "last", ")") || f.capAt(x.from-1) {
		return true
	}
	return false
}

func nounish(f *field, i int) bool {
	return i < len(f.toks) && !f.toks[i].Line && f.look[i].has(wordly) && !f.capAt(i) && !stopWord(f.word(i))
}
