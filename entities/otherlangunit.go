package entities

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/news"
	"dateline/words"
)

// unitOf reads what is measured behind the number: percent, money, a unit.
func (a *otherLang) unitOf(q *quantity) {
	i := a.moreThan(q)
	if a.is(i, "-", "‑") && a.glued(i) && a.glued(i+1) && !a.lang.Joined {
		if x, to, ok := a.phrase(i+1, words.Unit, words.Money, words.Percent); ok { // "30-minuti"
			a.take(q, x, i+1, to)
		}
		return
	}
	if !a.joined(i) {
		return
	}
	at := i
	if q.scale >= 1000 {
		at = a.behindLink(i)
	}
	if x, to, ok := a.phrase(i, words.Points); ok {
		a.take(q, x, i, to)
		return
	}
	if code, ok := a.currency(i); ok {
		q.unit, q.money, q.measured, q.bare = code, true, true, false
		q.to, q.behind = i+1, i+1
		return
	}
	if x, to, ok := a.longest(at, words.Percent, words.Money, words.Unit); ok && a.joined(at) {
		a.take(q, x, at, to)
	}
}

// moreThan reads what says that there are more: "30余人", "30여개", "30+". It returns the
// token behind it.
func (a *otherLang) moreThan(q *quantity) int {
	i := q.to
	if _, to, ok := a.phrase(i, words.After); ok && a.glued(i) && (a.lang.Joined || to < len(a.toks) && a.is(i, "+")) {
		q.approx, i = a.between(i, to), to
		q.behind = to
	}
	if a.is(i, "+") && a.glued(i) {
		q.approx, i = "more than", i+1
		q.to = i
	}
	return i
}

// behindLink returns the token behind "de", "d'" or the like at token i, i where there is
// none.
func (a *otherLang) behindLink(i int) int {
	_, to, ok := a.phrase(i, words.Link)
	if !ok {
		return i
	}
	if a.is(to, "'") {
		to++
	}
	return to
}

// currency returns the code of the sign or code of money at token i.
func (a *otherLang) currency(i int) (string, bool) {
	if code, ok := symbol(a.word(i)); ok {
		return code, true
	}
	w := a.text[a.toks[i].Start:a.toks[i].End]
	return w, isoMoney(w)
}

// longest is phrase, but percent, money and units stand in one race.
func (a *otherLang) longest(i int, kinds ...words.Kind) (best words.Lexeme, to int, ok bool) {
	for _, k := range kinds {
		if x, t, found := a.phrase(i, k); found && (!ok || t > to) && !(t == i+1 && k == words.Unit && a.has(i, words.Common) && !a.lang.Joined) {
			best, to, ok = x, t, true
		}
	}
	if ok && a.lang.Joined && a.has(i, words.Clock, words.Counter) {
		if _, t, _ := a.phrase(i, words.Clock, words.Counter); t > to {
			return best, i, false
		}
	}
	return best, to, ok
}

// take gives the quantity the unit at tokens [from, to).
func (a *otherLang) take(q *quantity, x words.Lexeme, from, to int) {
	q.measured, q.bare, q.behind = true, false, to
	switch x.Kind {
	case words.Percent:
		q.unit, q.to = "percent", to
	case words.Points:
		q.unit, q.to = "percentage points", to
	case words.Money:
		q.unit, q.money = x.Name, true
		if q.approx == "" {
			q.to = to
		}
	default:
		q.unit = x.Name
		if x.Name == "percent" {
			q.to = to
		}
	}
	if _, behind, ok := a.phrase(to, words.And); ok && q.scale == 1 && x.Kind == words.Unit {
		if h, end, ok := a.phrase(behind, words.Fraction); ok && h.Value == .5 && a.joined(to) { // "dos años y medio"
			q.value, q.behind = q.value+.5, end
		}
	}
}

// rangeOf reads the upper end of a range: "5–7", "10 bis 20", "entre 20 y 25 millones".
func (a *otherLang) rangeOf(q *quantity) {
	i := max(q.to, q.behind)
	if q.vague || !a.joined(i) {
		return
	}
	_, open := a.before(q.from, words.Between)
	to, ok := a.behindRange(i, open)
	if !ok || !a.joined(to) {
		return
	}
	if word := a.class(i) == words.Letter; word && q.measured && !open && a.lang.Code != "zh" && a.lang.Code != "ja" {
		return
	}
	if hi, ok := a.quantity(to); ok && !hi.vague && hi.value >= 0 && q.word == hi.word {
		q.upTo(hi)
	}
}

// upTo makes a range of two quantities that fit together.
func (q *quantity) upTo(hi quantity) {
	v := q.value
	if hi.scale > 1 && q.scale == 1 && v < 1000 {
		v *= hi.scale
	}
	if v >= hi.value || hi.value > 20*v && v > 0 || !q.fits(&hi) {
		return
	}
	from := q.from
	*q = hi
	q.from, q.hi, q.value, q.ranged, q.bare = from, hi.value, v, true, false
}

// behindRange returns the token behind what joins the ends of a range at token i; open
// says that "between" stands before the first.
func (a *otherLang) behindRange(i int, open bool) (int, bool) {
	if a.is(i, "-", "–", "—", "~", "～", "〜", "∼") {
		return i + 1, true
	}
	if open {
		if _, behind, ok := a.phrase(i, words.And); ok {
			return behind, true
		}
	}
	_, to, ok := a.phrase(i, words.Range)
	return to, ok
}

// fits reports whether hi can be the upper end of a range from q by its unit.
func (q *quantity) fits(hi *quantity) bool {
	if q.unit != "" && hi.unit != "" && q.unit != hi.unit || q.measured && !hi.measured {
		return false
	}
	return !yearly(q) || !yearly(hi)
}

func yearly(q *quantity) bool { return q.bare && q.value >= 1500 && q.value < 2200 }

// nounOf finds what is counted, where no unit says so.
func (a *otherLang) nounOf(q *quantity) {
	if q.unit != "" {
		return
	}
	i := max(q.to, q.behind)
	switch {
	case !a.joined(i):
		a.fateOf(q, i)
		return
	case a.lang.Joined:
		a.counterOf(q, i)
		return
	case a.is(i, ".", ",", ";", ":", ")", "(", "!", "?", "»", "”", "\""):
		a.fateOf(q, i)
		return
	}
	at := a.adjectives(q, a.behindLink(i))
	if x, to, ok := a.longest(at, words.Unit, words.Money); ok && a.joined(at) && at > i {
		a.take(q, x, at, to)
		return
	}
	if a.noun(q, &at) {
		q.unit = strings.ToLower(a.text[a.toks[at].Start:a.toks[at].End])
		q.noun = news.Span{Start: a.toks[at].Start, End: a.toks[at].End}
		q.behind = at + 1
		a.kindOf(q, at)
		return
	}
	if at > i { // "otros 20 heridos", "45 more"
		q.unit = "people"
		if a.fateOf(q, at); q.unit != "people" {
			return
		}
		q.unit = ""
	}
	a.fateOf(q, i)
}

// adjectives returns the token behind up to three words such as "new" and "other", and
// notes whether the quantity is new.
func (a *otherLang) adjectives(q *quantity, at int) int {
	for steps := 0; steps < 3 && a.joined(at); steps++ {
		_, to, ok := a.phrase(at, words.New, words.Adjective)
		if !ok {
			break
		}
		_, _, fresh := a.phrase(at, words.New)
		q.isNew = q.isNew || fresh && !a.has(at, words.Adjective)
		at = to
	}
	return at
}

// noun moves at to the noun that begins the words counted, past adjectives that
// stand before it.
func (a *otherLang) noun(q *quantity, at *int) bool {
	for steps := 0; steps < 4 && a.joined(*at) && a.class(*at) == words.Letter; steps++ {
		w := a.text[a.toks[*at].Start:a.toks[*at].End]
		if a.has(*at, words.People, words.Killed, words.Wounded, words.Missing, words.Displaced) {
			return true
		}
		if a.has(*at, words.Common, words.Number, words.Scale, words.Year, words.Range, words.And, words.Definite, words.Clock) || utf8.RuneCountInString(w) < 2 {
			return false
		}
		r, _ := utf8.DecodeRuneInString(w)
		switch {
		case a.lang.Capital && unicode.IsUpper(r):
			return !a.is(*at+1, ".") || utf8.RuneCountInString(w) > 3
		case a.lang.Capital || slavicAdjective(a.lang.Code, words.Fold(w)):
			*at++
		case unicode.IsUpper(r) && w != strings.ToUpper(w):
			return false // a name
		default:
			return true
		}
	}
	return false
}

// slavicAdjective reports whether a word of Russian, Ukrainian or Polish has the
// ending of an adjective of many.
func slavicAdjective(code, w string) bool {
	switch code {
	case "ru":
		return endsIn(w, "ых", "их", "ыми", "ими", "ые", "ым", "ного", "ского")
	case "uk":
		return endsIn(w, "их", "ими", "іх", "ені", "ані", "ні", "ські", "ського", "ого")
	case "pl":
		return endsIn(w, "ych", "ich", "ymi", "imi", "owe", "ne", "skie")
	}
	return false
}

func endsIn(w string, tails ...string) bool {
	for _, t := range tails {
		if strings.HasSuffix(w, t) && len(w) > len(t)+3 {
			return true
		}
	}
	return false
}

// kindOf names people, and what befell them, the same in all languages.
func (a *otherLang) kindOf(q *quantity, at int) {
	switch x, _, ok := a.phrase(at, words.Killed, words.Wounded, words.Missing, words.Displaced, words.People); {
	case !ok:
	case x.Kind == words.People:
		q.unit = "people"
		a.fateOf(q, q.behind)
	default:
		q.unit = befell(x.Kind)
	}
}

func befell(k words.Kind) string {
	switch k {
	case words.Killed:
		return "people killed"
	case words.Wounded:
		return "people wounded"
	case words.Missing:
		return "people missing"
	case words.Displaced:
		return "people displaced"
	}
	return ""
}

// fateLooks is how many tokens on each side tell what befell people.
const fateLooks = 5

// fateOf says what befell those counted, by the words of the clause behind the number,
// then before it. Without people nothing but such words say what is counted.
func (a *otherLang) fateOf(q *quantity, i int) {
	if q.vague && q.unit == "" {
		return
	}
	for k := i; k < len(a.toks) && k < i+fateLooks && !(a.toks[k].Line && k > 0) && !a.clauseEnds(k, i); k++ {
		if a.fateAt(q, k) {
			return
		}
		if q.unit == "" && a.class(k) == words.Letter && !a.has(k, words.Common) {
			return // something else is counted
		}
	}
	if q.unit != "" {
		a.fateBefore(q)
	}
}

// fateBefore says what befell those counted by the words right before the number.
func (a *otherLang) fateBefore(q *quantity) {
	for k := q.from - 1; k >= 0 && k > q.from-4 && !a.toks[k+1].Line && a.class(k) == words.Letter; k-- {
		if a.fateAt(q, k) {
			return
		}
	}
}

// fateAt gives the quantity what the word at token i says befell people.
func (a *otherLang) fateAt(q *quantity, i int) bool {
	x, _, ok := a.phrase(i, words.Killed, words.Wounded, words.Missing, words.Displaced)
	if ok {
		q.unit = befell(x.Kind)
	}
	return ok
}

// clauseEnds reports whether a clause that goes on at token from ends before token i: at
// a mark, another number or "and".
func (a *otherLang) clauseEnds(i, from int) bool {
	switch {
	case a.class(i) == words.Digit || a.is(i, ".", ",", ";", "。", "，", "、", "；", "،"):
		return true
	case i > from && a.has(i, words.And, words.Number) && !a.lang.Joined:
		return true
	}
	return a.lang.Code == "ar" && strings.HasPrefix(a.low[i], "و") && len(a.low[i]) > 4
}

// counterOf reads the measure word of Chinese, Japanese and Korean, and the noun
// behind one that says nothing by itself.
func (a *otherLang) counterOf(q *quantity, i int) {
	if _, to, ok := a.phrase(i, words.Link); ok && a.lang.Code == "ja" {
		i = to
	}
	x, to, ok := a.phrase(i, words.People, words.Counter)
	if !ok {
		a.uncounted(q, i)
		return
	}
	q.behind = to
	if x.Kind == words.People {
		q.unit = "people"
		q.noun = news.Span{Start: a.toks[i].Start, End: a.toks[to-1].End}
		a.fateOf(q, to)
		return
	}
	if a.is(i, "个", "個", "家", "项", "項", "种", "種", "名", "개") && !a.toks[min(to, len(a.toks)-1)].Space {
		if n := a.signsNoun(to); n > to+1 && a.lang.Code == "zh" {
			a.setNoun(q, to, n)
			return
		}
	}
	a.setNoun(q, i, to)
}

// uncounted gives a vague number the noun that stands behind it without a measure word:
// "数百の家", "数百家".
func (a *otherLang) uncounted(q *quantity, i int) {
	if !q.vague {
		return
	}
	if a.is(i, "の") {
		i++
	} else if a.lang.Code != "zh" {
		return
	}
	if n := a.signsNoun(i); n > i {
		a.setNoun(q, i, n)
	}
}

func (a *otherLang) setNoun(q *quantity, from, to int) {
	q.noun = news.Span{Start: a.toks[from].Start, End: a.toks[to-1].End}
	q.unit = a.text[q.noun.Start:q.noun.End]
	q.behind = to
}

// signsNoun returns the end of the run of signs from i on that may be one noun; a
// longer run goes on with other words, and where the noun ends is not known.
func (a *otherLang) signsNoun(i int) int {
	k := i
	for k < len(a.toks) && k < i+5 && a.class(k) == words.Letter && (k == i || !a.toks[k].Space) && !a.has(k, words.Common) {
		k++
	}
	if k == i+5 {
		return i
	}
	return k
}
