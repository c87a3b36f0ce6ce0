package entities

import (
	"strings"
	"unicode/utf8"

	"dateline/news"
	"dateline/words"
)

// notCounted is a rule that takes numbers which count nothing out of the figures of
// other languages: from by what stands at a token, before a number is read, returning the
// token behind it; holds by a quantity that was read.
type notCounted struct {
	name     string
	from     func(a *otherLang, i int) int
	holds    func(a *otherLang, q *quantity) bool
	language string
	example  string // a text that has no figure for the rule
	counter  string // one much like it that has one
}

// notCountedRules are all rules; the order is of no account.
func notCountedRules() []notCounted {
	return []notCounted{
		{"day and month", dayMonth, nil, "es", "El acto fue el 14 de marzo en Lima.", "El acto fue con 14 de los alcaldes de Lima, 30 personas."},
		{"month and day", monthDay, nil, "de", "Seit März 2024 Menschen zu helfen ist gut.", "Seither 2024 Menschen zu helfen ist gut."},
		{"date in signs", dateSigns, nil, "ja", "政府は12日、発表した。", "政府は12人、発表した。"},
		{"numbers with points", pointed, nil, "de", "Am 3-4-2026 Menschen zu sehen ist gut.", "Am See 2026 Menschen zu sehen ist gut."},
		{"span of years", yearSpan, nil, "de", "In der Saison 2012-13 Spiele zu sehen ist gut.", "In der Saison 13 Spiele zu sehen ist gut."},
		{"hour and its word", hourWord, nil, "es", "Llegaron a las 9 horas.", "Llegaron tras 9 horas."},
		{"telephone", phoneNumber, nil, "it", "Il numero 0342 112233 persone conosce.", "Il numero di 342 persone cresce."},
		{"groups of a telephone", phoneGroups, nil, "es", "Los vecinos pueden llamar al 900 123 456.", "Los vecinos son 900 123."},
		{"docket", slashed, nil, "it", "Il decreto 118/26 persone riguarda.", "Il decreto su 118 persone riguarda."},
		{"score", scoreLine, nil, "pt", "O time venceu por 2-1 pontos ontem.", "O time tem 2-3 pontos."},
		{"ordinal in digits", ordinalDigits, nil, "fr", "Le 21eme sommet est fini.", "Les 21 sommets sont finis."},
		{"ordinal in signs", ordinalSign, nil, "zh", "第3个项目开始了。", "3个项目开始了。"},
		{"part of a name", namePart, nil, "de", "Gegen Covid-19 Menschen zu impfen ist gut.", "Gegen Masern 19 Menschen zu impfen ist gut."},
		{"number with a label", nil, labelled1, "es", "El artículo 14 dice eso.", "El alcalde 14 veces."},
		{"year", nil, yearNumber, "es", "El acuerdo de 2024 acabó.", "El acuerdo de 2.024 personas acabó."},
		{"year by its word", nil, yearByWord, "ru", "Шёл 1485 год правления.", "Есть 1485 домов в городе."},
		{"age", nil, ageOtherLang, "it", "Kurosaki, 58 anni, è rientrato.", "Ci vogliono 58 anni di lavoro."},
		{"age by its word", nil, ageByWord, "de", "Der Minister ist 51 Jahre alt.", "Der Minister braucht 51 Jahre."},
		{"the two of them", nil, theTwo, "fr", "Les deux pays sont prêts.", "Il y a deux pays."},
		{"times", nil, timesAs, "it", "Zero persone.", "Due persone."},
	}
}

// small reports whether token i is digits of at most n places, and their value.
func (a *otherLang) small(i, n int) (int, bool) {
	if a.class(i) != words.Digit || a.toks[i].End-a.toks[i].Start > 4*n {
		return 0, false
	}
	v := 0
	d := words.Plain(a.text[a.toks[i].Start:a.toks[i].End])
	if len(d) > n {
		return 0, false
	}
	for _, c := range d {
		v = v*10 + int(c-'0')
	}
	return v, true
}

func (a *otherLang) month(i int) bool {
	if a.has(i, words.Month) {
		return true
	}
	w := a.word(i)
	if a.class(i) != words.Letter || a.lang.Joined || utf8.RuneCountInString(w) < 3 {
		return false
	}
	return (len(w) != 4 || fourLetterMonth(w)) && news.MonthNamed(w) != 0
}

// fourLetterMonth reports whether a word of four letters names a month; what is a month
// cut to four letters is often a word.
func fourLetterMonth(w string) bool {
	switch w {
	case "mars", "mayo", "maio", "juin", "juni", "juli", "mart", "ekim", "sept", "maja":
		return true
	}
	return false
}

// aYear reports whether token i is written like a year.
func (a *otherLang) aYear(i int) bool {
	v, ok := a.small(i, 4)
	return ok && (v >= 1500 && v < 2200 || v >= 1300 && v < 1500 && (a.lang.Code == "fa" || a.lang.Code == "ar")) && !(a.glued(i+1) && a.is(i+1, ",", ".", "٫") && a.glued(i+2) && a.class(i+2) == words.Digit)
}

// dayMonth reads "14 de marzo de 2026", "12. Mai", "5 вересня".
func dayMonth(a *otherLang, i int) int {
	if v, ok := a.small(i, 2); !ok || v == 0 || v > 31 {
		return i
	}
	at := i + 1
	for a.joined(at) && (a.is(at, ".", "º", "°", "ª") && a.glued(at) || a.is(at, "er", "-го") || a.is(at, "de", "di")) {
		at++
	}
	if a.is(at, "-", "–", "y", "e", "et", "und", "и") { // "12 y 13 de marzo"
		if to := dayMonth(a, at+1); to > at+2 {
			return to
		}
		return i
	}
	if !a.joined(at) || !a.month(at) {
		return i
	}
	return a.behindYear(at + 1)
}

// behindYear returns the token behind a year that stands at token i, with what joins it
// to the month before; i where there is none.
func (a *otherLang) behindYear(i int) int {
	if a.is(i, "de", "del", ".", ",") && a.aYear(i+1) {
		i++
	}
	if a.joined(i) && a.aYear(i) {
		i++
	}
	return i
}

// monthDay reads "März 2024", "марта 2024".
func monthDay(a *otherLang, i int) int {
	if !a.month(i) || a.lang.Code == "tr" && !a.aYear(i+1) {
		return i
	}
	at := i + 1
	if a.is(at, ".") && a.glued(at) {
		at++
	}
	if a.is(at, "de", "del") {
		at++
	}
	if a.joined(at) && a.aYear(at) {
		return at + 1
	}
	return i
}

// dateSigns reads 2026年5月6日, 12日, 9월: days, months and years of CJK, and what else
// signs behind digits number without counting.
func dateSigns(a *otherLang, i int) int {
	v, ok := a.small(i, 4)
	if !ok || !a.lang.Joined || !a.joined(i+1) {
		return i
	}
	at := i + 1
	switch {
	case a.daySign(at, v):
		return at + 1
	case a.is(at, "·", ".", "、") && v <= 12 && a.class(at+1) == words.Digit && a.glued(at+1) && a.is(at+2, "日", "月"):
		return at + 2
	case a.is(at, "時", "时", "시", "点", "點", "分") && v <= 24 && !a.is(at+1, "间", "間", "간"):
		return a.behindHour(i)
	case a.numberSign(at):
		return at + 1
	}
	return i
}

// daySign reports whether the sign at token i makes a month, a day or a year of v.
func (a *otherLang) daySign(i, v int) bool {
	switch {
	case a.is(i, "月", "월") && v >= 1 && v <= 12:
		return !a.is(i-2, "个")
	case a.is(i, "日", "号", "號", "일") && v >= 1 && v <= 31:
		return !a.is(i+1, "間", "间", "간")
	case a.is(i, "年", "년"):
		return v >= 1000 || a.is(i, "年") && a.is(i+1, "度") && v < 100 || a.is(i-2, "和", "成", "治")
	}
	return false
}

// behindHour returns the token behind a time of day whose hour is token i; i for none.
func (a *otherLang) behindHour(i int) int {
	at := i + 1
	minutes := a.class(at+1) == words.Digit
	switch {
	case a.is(at, "分"), a.is(at, "点", "點") && !minutes:
		return i
	case minutes:
		return at + 3
	}
	return at + 1
}

// numberSign reports whether the sign at token i makes an ordinal or a label of the
// digits before it.
func (a *otherLang) numberSign(i int) bool {
	return a.is(i, "期", "世", "代", "歳代", "番", "区", "回") || a.is(i, "분") && a.is(i+1, "기") ||
		a.is(i, "级", "級", "届", "屆", "号", "號", "线", "線", "楼", "层", "室", "型", "路") || a.is(i, "호", "차", "층", "번")
}

// pointed reads dates and numbers of sections with points: 3.4.2026.
func pointed(a *otherLang, i int) int {
	if a.class(i) != words.Digit || !a.is(i+1, ".", "/", "-") || !a.glued(i+1) || a.class(i+2) != words.Digit || !a.glued(i+2) || !a.is(i+3, a.word(i+1)) || !a.glued(i+3) || !a.glued(i+4) || a.class(i+4) != words.Digit {
		return i
	}
	if n := a.toks[i+2].End - a.toks[i+2].Start; n > 2 {
		return i
	}
	return i + 5
}

// yearSpan reads 2012/13, 2012–2013.
func yearSpan(a *otherLang, i int) int {
	if !a.aYear(i) || !a.is(i+1, "-", "–", "/", "‑", "~", "～") || a.class(i+2) != words.Digit {
		return i
	}
	if _, ok := a.small(i+2, 2); ok && a.glued(i+2) || a.aYear(i+2) {
		return i + 3
	}
	return i
}

// hourWord reads "14 Uhr", "a las 9", "alle 18".
func hourWord(a *otherLang, i int) int {
	h, ok := a.small(i, 2)
	if !ok || h > 24 {
		return i
	}
	if _, to, ok := a.phrase(i+1, words.Clock); ok && a.joined(i+1) {
		return to
	}
	if a.is(i-1, "à", "às", "ore", "alle", "dalle", "saat", "o", "godz") && a.joined(i) && (a.is(i+1, "heures", "horas", "uur", "h") || a.is(i-1, "ore", "alle", "dalle", "às", "saat")) || a.is(i-1, "las") && a.is(i-2, "a") {
		return i + 1
	}
	return i
}

// phoneNumber reads runs of digits that begin with a nought or a plus.
func phoneNumber(a *otherLang, i int) int {
	at := i
	if a.is(at, "+", "(") && a.glued(at+1) && a.class(at+1) == words.Digit {
		at++
	}
	if a.class(at) != words.Digit {
		return i
	}
	d := a.plain(at)
	if len(d) < 2 || d[0] != '0' && at == i || d == "00" {
		return i
	}
	k, all, runs := a.runsOf(at)
	if d[0] != '0' && (all < 8 || runs < 2) {
		return i
	}
	return k
}

// runsOf counts the runs of digits from token i on, whatever marks stand between them,
// and their digits.
func (a *otherLang) runsOf(i int) (to, all, runs int) {
	k := i
	for ; k < len(a.toks) && k < i+longestNumber && (k == i || !a.toks[k].Line); k++ {
		if a.class(k) == words.Digit {
			all += len(a.plain(k))
			runs++
		} else if !a.is(k, "-", "/", ")", "(", ".", "–") || a.class(k+1) != words.Digit {
			break
		}
	}
	return k, all, runs
}

// plain is token i with its digits as 0 to 9.
func (a *otherLang) plain(i int) string { return words.Plain(a.text[a.toks[i].Start:a.toks[i].End]) }

// phoneGroups reads three groups and more that nothing follows to be counted.
func phoneGroups(a *otherLang, i int) int {
	if a.class(i) != words.Digit || i > 0 && a.glued(i) {
		return i
	}
	k, all, odd := a.groupsOf(i)
	switch {
	case all < 7 || k < i+3:
		return i
	case odd:
		if all < 8 && !a.has(i-1, words.Label) {
			return i
		}
		return k
	case !a.joined(k) || a.class(k) != words.Letter || a.has(k, words.Common):
		return k
	}
	return i
}

// groupsOf counts the digits of the groups from token i on; odd says that some are no
// groups of thousands.
func (a *otherLang) groupsOf(i int) (to, all int, odd bool) {
	k := i
	for k < i+longestNumber && a.groupAt(k, i) {
		n := a.toks[k].End - a.toks[k].Start
		odd = odd || n != 3 && k > i
		all += n
		k++
		if a.is(k, "-") && a.glued(k) && a.class(k+1) == words.Digit && a.glued(k+1) {
			odd = true
			k++
		}
	}
	return k, all, odd
}

// groupAt reports whether token i is a group of digits of a number that begins at token
// first.
func (a *otherLang) groupAt(i, first int) bool {
	return a.class(i) == words.Digit && (i == first || !a.toks[i].Line && a.toks[i].Space || a.is(i-1, "-"))
}

// slashed reads 118/26: a docket, a law; Persian has it for a decimal point.
func slashed(a *otherLang, i int) int {
	if a.class(i) != words.Digit || !a.is(i+1, "/") || !a.glued(i+1) || a.class(i+2) != words.Digit || !a.glued(i+2) {
		return i
	}
	if a.lang.Code == "fa" && a.text[a.toks[i].Start] >= utf8.RuneSelf && !(a.is(i+3, "/") && a.glued(i+3)) {
		return i
	}
	if a.is(i+3, "/") && a.class(i+4) == words.Digit {
		return i + 5
	}
	return i + 3
}

// scoreLine reads 2-1, 3:2.
func scoreLine(a *otherLang, i int) int {
	x, ok := a.small(i, 3)
	y, also := a.small(i+2, 3)
	if !ok || !also || !a.is(i+1, "-", ":", "–") || !a.glued(i+1) || !a.glued(i+2) {
		return i
	}
	if a.is(i+1, ":") || x >= y || x == 0 {
		return i + 3
	}
	return i
}

// ordinalDigits reads 14e, 1er, 3º, 5-й, 21-летний.
func ordinalDigits(a *otherLang, i int) int {
	if a.class(i) != words.Digit || a.lang.Joined {
		return i
	}
	at := i + 1
	if a.is(at, "º", "ª", "°") && a.glued(at) && !a.is(at+1, "c", "f") && !a.has(at, words.Unit) {
		return at + 1
	}
	hyphen := a.is(at, "-", "‑") && a.glued(at)
	if hyphen {
		at++
	}
	if !a.glued(at) || a.class(at) != words.Letter {
		return i
	}
	if a.has(at, words.Unit, words.Scale, words.Money, words.Percent, words.Points) {
		return i
	}
	if a.is(at, "м", "х", "ти", "и", "мя") && hyphen {
		return i
	}
	return at + 1
}

func ordinalSign(a *otherLang, i int) int {
	if i > 0 && a.has(i-1, words.Ordinal) && a.lang.Joined && (a.class(i) == words.Digit || a.has(i, words.Number)) {
		if a.class(i) == words.Digit {
			return i + 1
		}
		q, _ := a.signs(i, false)
		return max(q.to, i+1)
	}
	return i
}

// namePart reads the number of Covid-19, F-16: letters, a hyphen, digits.
func namePart(a *otherLang, i int) int {
	if a.class(i) != words.Digit || !a.glued(i) || !a.is(i-1, "-", "‑", "–") || !a.glued(i-1) || a.class(i-2) != words.Letter {
		return i
	}
	if a.lang.Joined && !a.lettered(i-2) {
		return i
	}
	return a.tokenAt(i, a.toks[i].End)
}

// labelled1 holds for "artículo 14", "Flug LH 456", "№ 5".
func labelled1(a *otherLang, q *quantity) bool {
	if q.measured || !q.bare && !q.unsure && q.scale == 1 && q.value >= 1000 {
		return false
	}
	at := q.from
	for a.is(at-1, ".", "n", "°", "º", "#", "№", ":") && at > q.from-3 {
		if a.is(at-1, "#", "№") {
			return true
		}
		at--
	}
	if _, ok := a.before(at, words.Label); ok && a.joined(at) {
		return !q.vague
	}
	return q.bare && at >= 1 && !a.lang.Joined && a.codeAt(at-1)
}

// codeAt reports whether token i is capitals as codes have them before digits: "LH 456".
func (a *otherLang) codeAt(i int) bool {
	if a.class(i) != words.Letter {
		return false
	}
	w := a.text[a.toks[i].Start:a.toks[i].End]
	return len(w) <= 3 && w == strings.ToUpper(w) && w != strings.ToLower(w)
}

// yearNumber holds for four digits of our time that nothing but a noun follows.
func yearNumber(a *otherLang, q *quantity) bool {
	if !q.bare || q.measured || q.ranged || q.to != q.from+1 || !a.aYear(q.from) {
		return false
	}
	if q.value >= 1900 && q.value <= 2100 {
		return !strings.HasPrefix(q.unit, "people") || timePrefix(a, q.from)
	}
	return timePrefix(a, q.from)
}

func timePrefix(a *otherLang, i int) bool {
	_, ok := a.before(i, words.Year)
	return ok && a.joined(i)
}

func yearByWord(a *otherLang, q *quantity) bool {
	if !q.bare && q.unit != "years" || q.ranged || q.value < 1000 && a.lang.Code != "fa" || q.word || q.value < 100 {
		return false
	}
	return a.has(q.to, words.YearAfter)
}

// ageOtherLang holds for "Kurosaki, 58 anni," and "(45)".
func ageOtherLang(a *otherLang, q *quantity) bool {
	if q.value > 115 || q.value < 1 || q.ranged || q.vague {
		return false
	}
	if q.unit == "years" && (a.is(q.behind, ",", ".", ")", ";") || !a.joined(q.behind)) {
		if a.is(q.from-1, ",") || (!a.is(q.behind, ";") || !a.joined(q.behind)) && a.ofSomebody(q.from) {
			return true
		}
	}
	return q.bare && a.is(q.from-1, "(") && a.is(q.to, ")")
}

// ofSomebody reports whether "de" stands before token i behind a comma or a word for a
// person: "una mujer de 40 años".
func (a *otherLang) ofSomebody(i int) bool {
	return a.lang.After && a.is(i-1, "de") && a.is(i-2, ",", "hombre", "mujer", "homme", "femme", "homem", "mulher", "joven", "niño", "niña")
}

func ageByWord(a *otherLang, q *quantity) bool {
	if q.value > 130 || q.ranged {
		return false
	}
	if a.has(q.to, words.AgeAfter) && a.joined(q.to) && !(q.measured && q.unit != "years" && q.unit != "months") {
		return true
	}
	if q.unit == "years" && (a.has(q.behind, words.AgeAfter) || a.is(q.behind, "alt", "alte", "alten", "alter", "oud")) {
		return true
	}
	_, ok := a.before(q.from, words.AgeBefore)
	return ok && (q.unit == "years" || q.unit == "")
}

// theTwo holds for "les deux pays": it says which, not how many.
func theTwo(a *otherLang, q *quantity) bool {
	if !q.word || q.vague || q.value > 10 || q.scale != 1 || q.measured {
		return false
	}
	from, ok := a.before(q.from, words.Definite)
	return ok && from == q.from-1
}

func timesAs(_ *otherLang, q *quantity) bool { return q.word && q.value == 0 }
