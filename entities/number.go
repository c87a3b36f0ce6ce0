package entities

import (
	"math"
	"strconv"
	"strings"

	"dateline/learn"
)

// number is a number read at tokens [from, to): bytes [start, end).
type number struct {
	from, to   int
	start, end int
	value, max float64 // max is 0 but for vague ones
	vague      bool
	bare       bool    // digits without sign, point, comma or scale: may be a year or a label
	word       bool    // written in words
	article    bool    // "a" stands for its one: "a dozen"
	loose      bool    // only what follows can show that it is a number: "12 345", "1,5"
	short      string  // letters glued to the digits that are no scale: "km", "m"
	scale      float64 // 1, or the scale word's size, to be shared with the other end of a range
}

// digits reads "1,234.5"; NaN where the marks do not make a number.
func digits(s string) float64 {
	if strings.Count(s, ".") > 1 && !strings.Contains(s, ",") && grouped(s, '.') {
		s = strings.ReplaceAll(s, ".", "")
	}
	if strings.IndexByte(s, ',') >= 0 {
		s = strings.ReplaceAll(s, ",", "")
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(v, 0) {
		return math.NaN()
	}
	return v
}

// grouped reports whether sep stands before each last three digits only.
func grouped(s string, sep byte) bool {
	parts := strings.Split(s, string(sep))
	for i, p := range parts {
		if i > 0 && len(p) != 3 || i == 0 && (len(p) == 0 || len(p) > 3) {
			return false
		}
	}
	return true
}

// glued returns the scale of letters written right behind digits.
func glued(s string) float64 {
	switch s {
	case "k", "K", "thousand":
		return 1e3
	case "M", "mn", "mln", "mio", "MM", "mil", "million", "MILLION":
		return 1e6
	case "bn", "bln", "b", "B", "G", "billion", "BILLION":
		return 1e9
	case "tn", "trn", "T", "trillion":
		return 1e12
	case "cr", "Cr":
		return 1e7
	case "lakh":
		return 1e5
	}
	return 0
}

// numberAt reads the number that begins at token i; ok is false for none. It does
// not read signs of currency.
func (g *grammar) numberAt(f *field, i int) (n number, ok bool) {
	at, negative := g.signAt(f, i)
	switch {
	case at >= len(f.toks):
		return n, false
	case f.is(at, ".") && at+1 < len(f.toks) && f.toks[at+1].Class == learn.Number && !f.toks[at+1].Space && (f.toks[at].Space || at == i):
		n, ok = g.decimalsAt(f, at+1)
	case f.toks[at].Class == learn.Number:
		n, ok = g.digitsAt(f, at)
	default:
		n, ok = g.wordsAt(f, at)
	}
	if !ok || math.IsNaN(n.value) {
		return n, false
	}
	if negative {
		n.value, n.bare = -n.value, false
	}
	n.from, n.start = i, f.toks[i].Start
	n.end = f.toks[n.to-1].End
	return n, true
}

// signAt returns the token behind a sign of a negative number at token i, or its word;
// i where there is none.
func (g *grammar) signAt(f *field, i int) (at int, negative bool) {
	if f.is(i, "-", "−") && f.follows(i+1) && (f.toks[i].Space || i == 0 || f.is(i-1, "(", "$", "£", "€")) && (!f.toks[i+1].Space || i == 0) {
		return i + 1, true
	}
	if g.part(f, i) == signWord && f.joined(i+1) {
		return i + 1, true
	}
	return i, false
}

// decimalsAt reads the digits behind the point of ".5".
func (g *grammar) decimalsAt(f *field, i int) (number, bool) {
	n, ok := g.digitsAt(f, i)
	if ok && n.bare {
		n.value = digits("0." + strings.TrimRight(f.word(i), "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))
		n.bare = false
	} else if ok {
		n.value /= math.Pow(10, float64(len(f.word(i))))
	}
	return n, ok
}

// follows reports whether token i is glued to the one before it or stands close
// behind it in the same line.
func (f *field) follows(i int) bool { return i < len(f.toks) && !f.toks[i].Line }

// digitsAt reads digits, their glued letters, and scale words behind them.
func (g *grammar) digitsAt(f *field, i int) (number, bool) {
	w := f.word(i)
	cut := len(w)
	for cut > 0 && (w[cut-1] < '0' || w[cut-1] > '9') {
		cut--
	}
	n := number{to: i + 1, value: digits(w[:cut]), bare: !strings.ContainsAny(w[:cut], ".,"), scale: 1}
	if math.IsNaN(n.value) {
		return n, false
	}
	if tail := w[cut:]; tail != "" {
		if strings.ContainsAny(w[:cut], "abcdefghijklmnopqrstuvwxyz") || ordinalTail(tail) {
			return n, false
		}
		if s := glued(tail); s > 0 {
			n.value, n.scale, n.bare = n.value*s, s, false
			return n, true
		}
		n.short = tail
		return n, true
	}
	if !g.separated(f, i, &n) {
		return n, false
	}
	g.fractionAt(f, &n)
	g.pointAt(f, &n)
	g.scaleAt(f, &n)
	return n, true
}

// separated reads what other ways of writing numbers than "1,234.5" stand in English
// texts: "12 345", "18’254", "1,5 million". What it reads must be shown to be a number
// by a unit, a magnitude or a noun behind it; else "12 345" is 12.
func (g *grammar) separated(f *field, i int, n *number) bool {
	d, ok := g.english.Digits(f.text, f.toks[i].Start)
	if !ok && strings.Contains(f.word(i), ",") {
		return false // "1,23,4"
	}
	if !ok || d.End < f.toks[i].End || d.End == f.toks[i].End && !d.Unsure {
		return true
	}
	to := i + 1
	for to < len(f.toks) && f.toks[to].Start < d.End {
		to++
	}
	if f.toks[to-1].End != d.End {
		return true // letters are glued to it
	}
	whole := number{to: to, value: d.Value, scale: 1, loose: true}
	g.scaleAt(f, &whole)
	if !g.shown(f, &whole, d.Unsure) && !g.moneyBehind(f, i) {
		return !d.Unsure
	}
	*n = whole
	return true
}

// shown reports whether what stands behind a number shows that it is one.
func (g *grammar) shown(f *field, n *number, unsure bool) bool {
	_, unit := g.unitAt(f, n.to)
	return n.scale != 1 || unit || f.word(n.to) == "t" || !unsure && pluralNoun(f, n.to)
}

// moneyBehind reports whether a sign of money stands before token i.
func (g *grammar) moneyBehind(f *field, i int) bool {
	_, ok := symbol(f.word(i - 1))
	return ok
}

func ordinalTail(s string) bool {
	switch s {
	case "st", "nd", "rd", "th", "s", "am", "pm", "ST", "ND", "RD", "TH", "AM", "PM":
		return true
	}
	return false
}

// pointAt reads "point five" behind a number.
func (g *grammar) pointAt(f *field, n *number) {
	first := n.to + 1
	if g.part(f, n.to) != pointWord || !f.joined(first) {
		return
	}
	text, i := "0.", first
	if w := f.word(i); f.toks[i].Class == learn.Number && !strings.ContainsAny(w, ".,") {
		text, i = text+w, i+1
	} else {
		for ; i < len(f.toks) && (i == first || !f.toks[i].Line); i++ {
			p := g.words[f.lower[i]]
			if p.part != digitWord && (i > first || p.part != teenWord && p.part != tensWord) {
				break
			}
			text += strconv.Itoa(int(p.value))
		}
	}
	if v := digits(text); i > first && !math.IsNaN(v) {
		n.value, n.bare, n.to = n.value+v, false, i
	}
}

// scaleAt reads the scale words, "and a half" and fractions behind a number.
func (g *grammar) scaleAt(f *field, n *number) {
	power(f, n)
	if f.is(n.to, "and") && !f.toks[n.to].Line {
		g.andFraction(f, n)
	}
	if n.value < 1 && f.is(n.to, "of") && f.is(n.to+1, "a", "an") && g.half(f, n.to+2).part == scaleWord {
		n.to += 2 // "three quarters of a million"
	}
	for n.to < len(f.toks) && !f.toks[n.to].Line {
		if f.is(n.to, "-") && !n.word && !f.toks[n.to].Space && g.part(f, n.to+1) == scaleWord && !f.toks[n.to+1].Space {
			n.to++ // "$2.7-million"
		}
		v := g.scaleOf(f, n.to)
		if v == 0 {
			return
		}
		n.value, n.scale, n.bare = n.value*v, n.scale*v, false
		n.to++
	}
}

// power reads "^6" behind a number.
func power(f *field, n *number) {
	if !f.is(n.to, "^") || f.toks[n.to].Space || n.to+1 >= len(f.toks) || f.toks[n.to+1].Class != learn.Number {
		return
	}
	if v := digits(f.word(n.to + 1)); !math.IsNaN(v) && !math.IsInf(math.Pow(n.value, v), 0) {
		n.value, n.bare, n.to = math.Pow(n.value, v), false, n.to+2
	}
}

// scaleOf returns the magnitude that token i names, 0 for none; behind a number
// "millions" is one too.
func (g *grammar) scaleOf(f *field, i int) float64 {
	w := f.word(i)
	if v := hanScale(w); v > 0 {
		return v
	}
	p := g.words[f.lower[i]]
	if p.part == vagueWord && p.value >= 24 && strings.HasSuffix(w, "s") && w != "scores" && w != "tens" {
		p = g.words[learn.HashLower(strings.TrimSuffix(w, "s"))]
	}
	if p.part != scaleWord {
		return 0
	}
	return p.value
}

// hanScale returns the scale of a sign that Chinese, Japanese and Korean write
// behind digits.
func hanScale(w string) float64 {
	switch w {
	case "万", "萬":
		return 1e4
	case "亿", "億":
		return 1e8
	}
	return 0
}

func (g *grammar) part(f *field, i int) part {
	if i < 0 || i >= len(f.toks) {
		return notNumber
	}
	return g.words[f.lower[i]].part
}

func (g *grammar) half(f *field, i int) numword {
	if i >= len(f.toks) || f.toks[i].Line {
		return numword{}
	}
	return g.words[f.lower[i]]
}

// wordsAt reads a number in words.
func (g *grammar) wordsAt(f *field, i int) (number, bool) {
	n := number{to: i, word: true, scale: 1}
	if v := signOfFraction(f.word(i)); v > 0 {
		if i > 0 && !f.toks[i].Space && f.look[i-1].has(wordly) {
			return n, false // a letter in the wrong encoding
		}
		n.value, n.to, n.word = v, i+1, false
		g.scaleAt(f, &n)
		return n, true
	}
	at := i
	if f.is(at, "a", "an", "the") && f.follows(at+1) {
		if p := g.words[f.lower[at+1]].part; p != scaleWord && p != vagueWord && p != halfWord || f.is(at, "the") {
			return n, false
		}
		n.article = true
		at++
	}
	if v, ok := g.hyphenFraction(f.word(at)); ok {
		n.value, n.to = v, at+1
		return n, true
	}
	if at > i && f.toks[at].Line {
		return n, false
	}
	switch g.words[f.lower[at]].part {
	case vagueWord:
		return g.vagueAt(f, n, at)
	case halfWord:
		return g.halfAt(f, n, at)
	case pointWord:
		n.to = at
		g.pointAt(f, &n)
		return n, n.to > at
	}
	return g.cardinalAt(f, n, at)
}

// cardinalAt reads a whole number in words with the fraction and magnitudes behind it.
func (g *grammar) cardinalAt(f *field, n number, at int) (number, bool) {
	g.stack = g.stack[:0]
	end := g.collect(f, at)
	if len(g.stack) == 0 {
		return n, false
	}
	v, took := cardinal(g.stack)
	if took == 0 {
		return n, false
	}
	if took < len(g.stack) { // "two three": only the first word is the number
		end = g.ends[took-1]
	}
	n.value, n.to = v, end
	if p := g.stack[took-1]; p.part == scaleWord {
		n.scale = p.value
	}
	g.pointAt(f, &n)
	g.scaleAt(f, &n)
	return n, g.fractionWords(f, &n)
}

// mostWords is how many words one number has at most.
const mostWords = 40

// collect gathers number words from token i on; hyphenated words give several,
// "and" is allowed behind a scale. It returns the token behind them.
func (g *grammar) collect(f *field, i int) int {
	g.ends = g.ends[:0]
	end := i
	for at := i; at < len(f.toks) && (at == i || !f.toks[at].Line) && len(g.stack) < mostWords && g.budget.Spend(1); at++ {
		p := g.words[f.lower[at]]
		switch {
		case p.part >= digitWord && p.part <= scaleWord:
			g.stack, g.ends = append(g.stack, p), append(g.ends, at+1)
		case g.andAt(f, at):
			continue
		case f.look[at].has(wordly) && hyphened(f.word(at)) && g.hyphens(f, at):
		default:
			return end
		}
		end = at + 1
	}
	return end
}

// andAt reports whether token i is the "and" of "two hundred and five".
func (g *grammar) andAt(f *field, i int) bool {
	n := len(g.stack)
	if !f.is(i, "and") || n == 0 || g.stack[n-1].part != scaleWord || g.stack[n-1].value < 100 {
		return false
	}
	next := g.part(f, i+1)
	return next >= digitWord && next <= tensWord || g.hyphenNumber(f, i+1)
}

// hyphenNumber reports whether token i is a hyphenated number word.
func (g *grammar) hyphenNumber(f *field, i int) bool {
	if i >= len(f.toks) || f.toks[i].Line {
		return false
	}
	first, _, ok := strings.Cut(f.word(i), "-")
	return ok && g.words[learn.HashLower(first)].part == tensWord
}

// hyphens adds the parts of a hyphenated word such as "twenty-one", when all of
// them are words of one number.
func (g *grammar) hyphens(f *field, i int) bool {
	before := len(g.stack)
	for w := range strings.SplitSeq(f.word(i), "-") {
		p := g.words[learn.HashLower(w)]
		if p.part < digitWord || p.part > scaleWord {
			g.stack = g.stack[:before]
			return false
		}
		g.stack = append(g.stack, p)
	}
	for len(g.ends) < len(g.stack) {
		g.ends = append(g.ends, i+1)
	}
	return true
}

// vagueAt reads "dozens", "hundreds of thousands", "several hundred", "a few".
func (g *grammar) vagueAt(f *field, n number, i int) (number, bool) {
	p := g.words[f.lower[i]]
	w := strings.ToLower(f.word(i))
	if (w == "couple" || w == "pair") && !n.article || w == "scores" && !f.is(i+1, "of", "more") {
		return n, false
	}
	n.value, n.max, n.vague, n.to = p.value, p.max, true, i+1
	if w == "couple" || w == "pair" {
		n.vague, n.max = false, 0
	}
	for n.to < len(f.toks) && !f.toks[n.to].Line {
		q := g.half(f, n.to)
		switch {
		case f.is(n.to, "of") && g.half(f, n.to+1).part == vagueWord && g.half(f, n.to+1).value >= 200:
			q = g.half(f, n.to+1)
			n.value, n.max, n.to = n.value*q.value/2, math.Floor((n.max+1)*q.value/2)-1, n.to+2
		case q.part == scaleWord:
			n.value, n.max, n.scale, n.to = n.value*q.value, n.max*q.value, q.value, n.to+1
		default:
			return n, true
		}
	}
	return n, true
}
