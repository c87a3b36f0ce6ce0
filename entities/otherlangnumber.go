package entities

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/words"
)

// quantity reads a number at token i with its sign, its currency and its unit. Where
// there are digits that make no number, ok is false and q.to is the token behind them.
func (a *otherLang) quantity(i int) (q quantity, ok bool) {
	at, code, percent := i, "", false
	if to, c := a.moneyBefore(i); c != "" {
		at, code = to, c
	} else if _, to, found := a.phrase(i, words.PercentBefore); found && a.joined(to) {
		at, percent = to, true
	}
	sign, at := a.sign(at)
	if percent && a.lang.Joined && a.class(at) == words.Letter {
		q, ok = a.signs(at, false) // "百分之十二"
	} else {
		q, ok = a.number(at)
	}
	if !ok {
		if at > i {
			q.to = i + 1 // the sign was none of a number's
		}
		return q, false
	}
	if sign != 0 {
		if q.word || q.vague {
			return quantity{to: i + 1}, false
		}
		q.value, q.bare = sign*q.value, false
	}
	q.from, q.behind = i, q.to
	switch {
	case percent:
		q.unit, q.measured, q.bare = "percent", true, false
	case code != "":
		a.takeMoney(&q, code)
	default:
		a.unitOf(&q)
	}
	return q, true
}

// takeMoney gives the quantity the currency that stands before it, and passes its word
// behind it: "US$ 5 dollars".
func (a *otherLang) takeMoney(q *quantity, code string) {
	q.unit, q.money, q.measured, q.bare = code, true, true, false
	if _, to, found := a.phrase(q.to, words.Money); found && a.joined(q.to) && to > q.to {
		q.behind = to
	}
}

// sign reads a sign or its word before digits: 1, -1, or 0 for none.
func (a *otherLang) sign(i int) (float64, int) {
	if a.is(i, "-", "−", "–", "+") && a.class(i+1) == words.Digit && a.glued(i+1) && (i == 0 || a.toks[i].Space || a.is(i-1, "(", "/") || a.lang.Joined && a.class(i-1) == words.Letter) {
		if a.is(i, "+") {
			return 1, i + 1
		}
		return -1, i + 1
	}
	if _, to, ok := a.phrase(i, words.Minus); ok && a.class(to) == words.Digit && a.joined(to) {
		return -1, to
	}
	return 0, i
}

// moneyBefore reads a currency before digits: "US$", "€", "EUR", "Rp".
func (a *otherLang) moneyBefore(i int) (int, string) {
	at, code := i, ""
	w := a.text[a.toks[i].Start:a.toks[i].End]
	if c, ok := symbol(w); ok {
		at, code = i+1, c
	} else if c, ok := dollar(w); ok && a.is(i+1, "$") && a.glued(i+1) {
		at, code = i+2, c
	} else if x, to, ok := a.phrase(i, words.Money); ok && (w == strings.ToUpper(w) && a.class(i) == words.Letter || w == "Rp") && !a.lang.Joined {
		at, code = to, x.Name
	} else if isoMoney(w) {
		at, code = i+1, w
	}
	if code == "" || !a.joined(at) || a.class(at) != words.Digit && !a.is(at, "-", "−") {
		return i, ""
	}
	return at, code
}

func isoMoney(w string) bool {
	switch w {
	case "EUR", "USD", "CHF", "GBP", "JPY", "CNY", "BRL", "RUB", "UAH", "TRY", "PLN", "SEK", "NOK", "DKK", "CZK", "HUF", "CAD", "AUD", "INR", "KRW":
		return true
	}
	return false
}

// number reads digits or number words with their magnitudes.
func (a *otherLang) number(i int) (quantity, bool) {
	q := quantity{from: i, to: i, scale: 1}
	switch {
	case i >= len(a.toks):
		return q, false
	case a.class(i) == words.Digit:
		return a.digits(i)
	case a.class(i) == words.Letter:
		if a.glued(i) && !a.lang.Joined && a.class(i-1) != words.Sign {
			return q, false
		}
		if x, to, ok := a.phrase(i, words.Vague); ok {
			return a.vague(i, to, x)
		}
		if a.lang.Joined {
			return a.signs(i, true)
		}
		return a.spelt(i)
	}
	return q, false
}

// digits reads digits and the magnitudes and further digits behind them: "1萬8500",
// "3 bin 200", "1 млн 200 тыс.".
func (a *otherLang) digits(i int) (quantity, bool) {
	q := quantity{from: i, to: i + 1, scale: 1}
	if a.glued(i) && (a.class(i-1) == words.Letter && a.lettered(i-1) || a.is(i-1, "_", "#", "@")) {
		q.to = a.behindDigits(i)
		return q, false // "A380", "#10"
	}
	n, ok := a.lang.Digits(a.text, a.toks[i].Start)
	q.to = a.tokenAt(i, n.End)
	if !ok {
		return q, false
	}
	q.value, q.unsure = n.Value, n.Unsure
	q.bare = n.Groups == 1 && !n.Decimal
	if v := signOfFraction(a.word(q.to)); v > 0 && a.joined(q.to) && !n.Decimal {
		q.value, q.bare, q.to = q.value+v, false, q.to+1
	}
	if a.lang.Joined {
		a.myriads(&q)
	} else {
		a.scales(&q)
	}
	if a.half(q.to, &q) {
		q.bare = false
	}
	return q, true
}

// lettered reports whether token i is of a script that never touches a number that
// counts.
func (a *otherLang) lettered(i int) bool {
	r, _ := utf8.DecodeRuneInString(a.low[i])
	return unicode.Is(unicode.Latin, r) && !symbolic(a.low[i]) || !a.lang.Joined && (unicode.Is(unicode.Cyrillic, r) || unicode.Is(unicode.Devanagari, r)) ||
		unicode.Is(unicode.Arabic, r) && a.low[i] != "و" && a.low[i] != "ب" && a.low[i] != "ل" && a.low[i] != "لـ" && a.low[i] != "بـ" && a.low[i] != "الـ" && a.low[i] != "وـ"
}

// symbolic reports letters that are signs of money glued to digits.
func symbolic(w string) bool { return w == "rs" || w == "rp" || w == "r" }

// behindDigits is the token behind digits and all that is glued to them.
func (a *otherLang) behindDigits(i int) int {
	i++
	for i < len(a.toks) && a.glued(i) && a.class(i) == words.Digit {
		i++
	}
	return i
}

// tokenAt is the first token from i on that begins at or behind a byte.
func (a *otherLang) tokenAt(i, end int) int {
	for i < len(a.toks) && a.toks[i].Start < end {
		i++
	}
	return i
}

// scales reads magnitudes behind a number, and a smaller number behind one.
func (a *otherLang) scales(q *quantity) {
	total, last := 0.0, 0.0
	for a.joined(q.to) {
		x, to, ok := a.phrase(q.to, words.Scale)
		if !ok {
			break
		}
		q.value, q.scale, q.bare, q.to = q.value*x.Value, q.scale*x.Value, false, to
		last = q.scale
		if x.Value < 1000 {
			continue
		}
		if v, vto, ok := a.smaller(q.to, last); ok {
			total, q.value, q.scale, q.to = total+q.value, v, 1, vto
			if !a.has(vto, words.Scale) {
				q.scale = last
				break
			}
		}
	}
	q.value += total
}

// smaller reads digits below a magnitude that go on with the number before them: with
// a magnitude of their own, or in Turkish, which writes "3 bin 200".
func (a *otherLang) smaller(i int, scale float64) (v float64, to int, ok bool) {
	if a.class(i) != words.Digit || !a.joined(i) {
		return 0, i, false
	}
	n, ok := a.lang.Digits(a.text, a.toks[i].Start)
	if !ok || n.Decimal || n.Value >= scale {
		return 0, i, false
	}
	to = a.tokenAt(i, n.End)
	x, _, scaled := a.phrase(to, words.Scale)
	if scaled && x.Value*n.Value >= scale || !scaled && (a.lang.Code != "tr" || n.Value < 10) {
		return 0, i, false
	}
	return n.Value, to, true
}

// half reads "y medio", "et demi" at token i and adds it.
func (a *otherLang) half(i int, q *quantity) bool {
	_, at, ok := a.phrase(i, words.And)
	if !ok || !a.joined(i) {
		return false
	}
	x, to, ok := a.phrase(at, words.Fraction)
	if !ok || x.Value != .5 || !a.joined(at) || q.vague {
		return false
	}
	q.value += .5 * q.scale
	q.to = to
	return true
}

// vague reads "cientos", "cientos de miles".
func (a *otherLang) vague(i, to int, x words.Lexeme) (quantity, bool) {
	q := quantity{from: i, to: to, value: x.Value, max: x.Max, scale: 1, vague: true, word: true}
	at := to
	if _, behind, ok := a.phrase(at, words.Link); ok {
		at = behind
	}
	if y, behind, ok := a.phrase(at, words.Vague, words.Scale); ok && a.joined(at) && y.Value >= 1000 {
		size := y.Value
		if y.Kind == words.Vague {
			size /= 2
		}
		q.value, q.max, q.scale, q.to = q.value*size, (q.max+1)*size-1, size, behind
	}
	return q, true
}

// speltNumber is a number in words as far as it is read.
type speltNumber struct {
	total, cur, low float64 // above the last magnitude, below it, the smallest part of cur
	scale           float64
}

// add takes the next word of a number with its value; scaled says that it is a magnitude,
// adjacent that it stands right behind one. It returns false where the word is of no one
// number with what stands before.
func (n *speltNumber) add(v float64, scaled, adjacent bool) bool {
	switch {
	case scaled && v >= 1000:
		return n.addThousands(v, adjacent)
	case scaled: // a dozen, a hundred
		if n.cur >= v {
			return false
		}
		n.cur, n.low, n.scale = max(n.cur, 1)*v, v, max(n.scale, 1)
	case v == 100 && n.cur > 1 && n.cur < 10:
		n.cur, n.low = n.cur*100, 100
	case n.cur == 0 || goesOn(n.cur, n.low, v):
		n.cur, n.low = n.cur+v, part1(v)
	default:
		return false
	}
	return true
}

// addThousands takes a magnitude from a thousand on.
func (n *speltNumber) addThousands(v float64, adjacent bool) bool {
	switch {
	case n.cur == 0 && n.scale > 1 && adjacent: // "mil millones"
		n.total, n.scale = n.total*v, n.scale*v
	case n.total > 0 && v >= n.scale:
		return false
	default:
		n.total, n.cur, n.low, n.scale = n.total+max(n.cur, 1)*v, 0, 0, v
	}
	return true
}

// spelt reads a number in words: "dos mil quinientos", "zweiundzwanzig", "خمسة
// وعشرين"; digits do not go with them but before a magnitude.
func (a *otherLang) spelt(i int) (quantity, bool) {
	q := quantity{from: i, to: i, scale: 1, word: true}
	n := speltNumber{scale: 1}
	for at := i; at < len(a.toks) && at < i+2*mostWords && (at == i || !a.toks[at].Line); {
		v, to, scaled, ok := a.numberWord(at, i)
		if !ok {
			next, found := a.wordBehind(at, i, &n)
			if !found || q.to == i {
				break
			}
			at = next
			continue
		}
		if twoScales := scaled && v >= 1000 && n.total > 0 && v >= n.scale; !n.add(v, scaled, q.to == at) {
			if twoScales {
				return q, q.to > i
			}
			return a.speltEnd(q, n.total+n.cur, n.scale)
		}
		q.to, at = to, to
	}
	if q.to == i {
		return q, false
	}
	return a.speltEnd(q, n.total+n.cur, n.scale)
}

// wordBehind returns the token of the number word behind "and" or a hyphen at token i
// that goes on with the number.
func (a *otherLang) wordBehind(i, first int, n *speltNumber) (int, bool) {
	next, found := a.connected(i)
	if !found || n.low <= 0 {
		return i, false
	}
	v, _, scaled, ok := a.numberWord(next, first)
	return next, ok && !scaled && goesOn(n.cur, n.low, v)
}

// goesOn reports whether v goes on with a number whose smallest part is low: "dreißig
// vier", "cent dix", "quatre-vingt dix"; Arabic and German say the ones first.
func goesOn(cur, low, v float64) bool {
	return v < low && v > 0 && low >= 10 || cur == 60 && v < 20 || cur == 80 && v < 20 || cur < 10 && v >= 10 && v < 100 && low < 10 && low > 0
}

// part1 is the power of ten a part of a number ends in.
func part1(v float64) float64 {
	switch {
	case v >= 100:
		return 100
	case v >= 10 && math.Mod(v, 10) == 0:
		return 10
	}
	return 1
}

func (a *otherLang) speltEnd(q quantity, v, scale float64) (quantity, bool) {
	q.value, q.scale = v, scale
	if x, to, ok := a.phrase(q.to, words.Fraction); ok && a.joined(q.to) && v >= 1 && v < 10 && scale == 1 && x.Value < .5 {
		q.value, q.to, q.scale = v*x.Value, to, 1
		q.unit = "" // of whatever follows
		return q, true
	}
	a.half(q.to, &q)
	return q, q.to > q.from
}

// numberWord reads one word of a number at token at of one that began at first.
func (a *otherLang) numberWord(at, first int) (v float64, to int, scale, ok bool) {
	if x, to, ok := a.phrase(at, words.Scale); ok && (at > first || x.Value == 1000 && a.thousandAlone()) {
		return x.Value, to, true, true
	}
	if x, to, ok := a.phrase(at, words.Number); ok {
		return x.Value, to, false, true
	}
	if rest, and := strings.CutPrefix(a.word(at), "و"); and && at > first && a.lang.Code == "ar" {
		if v, ok := a.oneNumber(rest); ok {
			return v, at + 1, false, true
		}
	}
	if v, ok := a.compound(a.word(at)); ok {
		return v, at + 1, false, true
	}
	return 0, at, false, false
}

// thousandAlone reports whether the word for a thousand stands without "one".
func (a *otherLang) thousandAlone() bool {
	switch a.lang.Code {
	case "es", "pt", "fr", "it":
		return true
	}
	return false
}

// longestWord is how many bytes a number in one word has at most.
const longestWord = 80

// compound reads numbers written as one word: "zweihundertfünfzig", "duemilacinquecento".
func (a *otherLang) compound(w string) (float64, bool) {
	if len(w) < 9 || len(w) > longestWord || a.lang.Code != "de" && a.lang.Code != "it" && a.lang.Code != "nl" {
		return 0, false
	}
	for cut := len(w) - 3; cut >= 3; cut-- {
		if !utf8.RuneStart(w[cut]) {
			continue
		}
		head, ok := a.oneNumber(w[:cut])
		if !ok || head < 100 || head > 9000 {
			continue
		}
		if rest, ok := a.restOf(head, w[cut:]); ok {
			return head + rest, true
		}
	}
	return 0, false
}

// restOf reads what goes on with the hundreds or thousands of a number in one word.
func (a *otherLang) restOf(head float64, w string) (float64, bool) {
	w = strings.TrimPrefix(strings.TrimPrefix(w, "und"), "en")
	limit := part1(head)
	if head >= 1000 {
		limit *= 10
	}
	if rest, ok := a.oneNumber(w); ok && rest < limit {
		return rest, true
	}
	rest, ok := a.compound(w)
	return rest, ok && head >= 1000 && rest < 1000
}

func (a *otherLang) oneNumber(w string) (float64, bool) {
	for _, x := range a.lang.Lookup(w) {
		if x.Kind == words.Number {
			return x.Value, true
		}
	}
	return 0, false
}

// connected returns the token behind a word or hyphen that joins the parts of a number.
func (a *otherLang) connected(at int) (int, bool) {
	if a.is(at, "-", "‑") && a.glued(at) && a.glued(at+1) {
		if a.glued(at+2) && a.has(at+1, words.And) && a.is(at+2, "-") {
			return at + 3, true // "vingt-et-un"
		}
		return at + 1, true
	}
	if _, to, ok := a.phrase(at, words.And); ok && a.joined(at) && a.joined(to) {
		return to, true
	}
	return at, false
}
