package entities

import (
	_ "embed" // the table
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/learn"
	"dateline/news"
)

// tonguesTSV holds the names of countries in the languages of the starter feeds.
//
//go:embed facts/tongues.tsv
var tonguesTSV string

// loadTongues lists countries in other languages, so that a Korean or an Arabic
// headline still shows its countries. Names in Latin letters that are listed
// already, or are English words, stay out.
func (x *facts) loadTongues() error {
	var toks []learn.Token
	return table("tongues.tsv", tonguesTSV, 2, func(c []string) {
		here := x.countries[c[0]]
		if here == nil {
			return
		}
		for n := range strings.SplitSeq(c[1], "|") {
			r, _ := utf8.DecodeRuneInString(n)
			latin := unicode.Is(unicode.Latin, r)
			if latin && x.lex.knows(n) || ambiguousElsewhere(n) {
				continue
			}
			toks = x.lex.add(row{sort: countryName, text: n, name: here.name, ref: c[0], notEnglish: latin && (len(n) < 5 || englishWord(n))}, toks)
			if !unicode.Is(unicode.Latin, r) && len(toks) == 1 {
				x.stems[stem(n)] = c[0]
			}
		}
	})
}

// knows reports whether a name is listed already.
func (x *lexicon) knows(name string) bool {
	h := learn.Hash(0)
	for _, t := range learn.Tokenize(nil, name) {
		h = learn.Mix(h, learn.HashLower(t.Text(name)))
	}
	n := x.find(h)
	return n != nil && n.row >= 0
}

// country reports whether a name is listed as that of a country.
func (x *lexicon) country(name string) bool {
	name = strings.TrimPrefix(name, "the ")
	h := learn.Hash(0)
	for _, t := range learn.Tokenize(nil, name) {
		h = learn.Mix(h, learn.HashLower(t.Text(name)))
	}
	if n := x.find(h); n != nil {
		for r := n.row; r >= 0; r = x.next[r] {
			if x.rows[r].sort == countryName && x.rows[r].text == name && !x.rows[r].wary {
				return true
			}
		}
	}
	return false
}

func englishWord(n string) bool {
	switch n {
	case "Chili", "Chine", "Island", "Macao", "Jordania", "Saint-Martin", "Santa Lucia":
		return true
	}
	return false
}

// ambiguousElsewhere lists names that are common words, or people, in some language.
func ambiguousElsewhere(n string) bool {
	switch n {
	case "Columbia", "Salvador", "Martin", "Norfolk", "Saba", "Maurice", "Maurits", "Dominique", "Man", "Gana", "Cad", "Fas", "ديلي", "수단", "오만", "말리", "Того", "Мали":
		return true
	}
	return false
}

// stem cuts the ending that cases change off a Cyrillic name and the article off
// an Arabic one.
func stem(n string) string {
	r, _ := utf8.DecodeRuneInString(n)
	switch {
	case unicode.Is(unicode.Cyrillic, r):
		if utf8.RuneCountInString(n) < 5 {
			return n
		}
		return strings.TrimRight(strings.ToLower(n), "аяоеыийьєі")
	case unicode.Is(unicode.Arabic, r):
		return strings.TrimPrefix(n, "ال")
	}
	return n
}

// addForeign adds countries in scripts whose words carry endings or prefixes, where
// the list alone finds nothing.
func (r *reading) addForeign(i int) {
	f, old, next := &r.fields[i], r.names[i], 0
	var added []name
	for at, t := range f.toks {
		if f.text[t.Start] < utf8.RuneSelf {
			continue
		}
		for next < len(old) && old[next].to <= at {
			next++
		}
		if next < len(old) && old[next].from <= at {
			continue
		}
		start, end, code := inflected(r.facts.stems, t.Text(f.text))
		kind := news.Country
		if code == "" {
			start, end, code = inflected(r.facts.cities, t.Text(f.text))
			kind = news.Place
		}
		if code == "" {
			continue
		}
		c := r.facts.countries[code]
		added = append(added, name{from: at, to: at + 1, span: news.Span{Start: t.Start + start, End: t.Start + end}, kind: kind, ref: code, name: c.name,
			row: -1, why: news.Why{Rule: string(kind), Detail: c.name + " in the text's language"}})
	}
	r.names[i] = inOrder(old, added)
}

// stems are names in other scripts without their endings, with their country.
type stems map[string]string

// inflected returns the bytes of word that name a country, and its code.
func inflected(x stems, word string) (start, end int, code string) {
	r, _ := utf8.DecodeRuneInString(word)
	switch {
	case unicode.Is(unicode.Cyrillic, r):
		return x.cyrillic(word)
	case unicode.Is(unicode.Hangul, r):
		return x.hangul(word)
	case unicode.Is(unicode.Arabic, r):
		return x.arabic(word)
	case unicode.Is(unicode.Hebrew, r):
		for cut := 0; cut <= 4 && cut < len(word); cut += 2 { // the prefixes are one letter each
			if cut > 0 && !strings.Contains("בלמהושכ", word[cut-2:cut]) {
				return 0, 0, ""
			}
			if c := x[word[cut:]]; c != "" {
				return cut, len(word), c
			}
		}
	case unicode.Is(unicode.Bengali, r):
		for _, e := range [...]string{"ের", "র", "কে", "তে", "য়"} {
			if s, ok := strings.CutSuffix(word, e); ok && x[s] != "" {
				return 0, len(s), x[s]
			}
		}
	}
	return 0, 0, ""
}

// cyrillic takes a capitalised word whose stem is a country's, with an ending of
// a case or of the adjective ("Италии", "украинский").
func (x stems) cyrillic(word string) (int, int, string) {
	low := strings.ToLower(word)
	n := utf8.RuneCountInString(low)
	for cut := 0; cut <= 6 && n-cut >= 4; cut++ {
		head := low[:len(low)-2*cut]
		if len(low) < 2*cut || !utf8.ValidString(head) {
			return 0, 0, ""
		}
		code := x[head]
		if code == "" {
			continue
		}
		tail := low[len(head):]
		r, _ := utf8.DecodeRuneInString(word)
		if caseEnding(tail) && unicode.IsUpper(r) || strings.Contains(tail, "ск") || strings.Contains(tail, "ськ") {
			return 0, len(word), code
		}
	}
	return 0, 0, ""
}

func caseEnding(s string) bool {
	switch s {
	case "", "а", "у", "е", "и", "ы", "я", "ю", "й", "ь", "о", "і", "є", "ї", "ей", "ой", "ом", "ем", "ам", "ах", "ами", "ии", "ию", "ией", "ия", "ію", "ії", "ією", "ов", "ою", "ием", "ям", "ях":
		return true
	}
	return false
}

// hangul takes a word that begins with a country's name and goes on with a
// particle or a word that names its people or offices.
func (x stems) hangul(word string) (int, int, string) {
	for end := len(word); end >= 6; end -= 3 { // a syllable is three bytes
		if !utf8.RuneStart(word[end-3]) {
			return 0, 0, ""
		}
		if code := x[word[:end]]; code != "" && hangulTail(word[end:]) {
			return 0, end, code
		}
	}
	return 0, 0, ""
}

func hangulTail(s string) bool {
	for _, t := range [...]string{"", "은", "는", "이", "가", "을", "를", "의", "에", "에서", "과", "와", "도", "로", "으로", "에게", "만", "까지", "부터", "측", "측은", "군", "군은", "군이",
		"인", "인이", "인은", "산", "정부", "정부는", "정부가", "대통령", "대통령은", "대통령이", "외교부", "간", "발", "행", "전", "서", "선", "당국", "당국은", "한테", "이나", "나", "보다", "처럼", "에는", "에선", "에도", "과의", "와의", "이라고", "대사관", "총리"} {
		if s == t {
			return true
		}
	}
	return false
}

// arabic strips the conjunction, prepositions and article that are written onto a
// word, and the endings of the adjective.
func (x stems) arabic(word string) (int, int, string) {
	rest := word
	for range 3 {
		if s := strings.TrimPrefix(rest, "لل"); s != rest && x.arabicStem(s) != "" {
			return len(word) - len(s), len(word), x.arabicStem(s)
		}
		if c := x.arabicStem(strings.TrimPrefix(rest, "ال")); c != "" {
			return len(word) - len(rest), len(word), c
		}
		if len(rest) < 6 || !strings.Contains("وفبلك", rest[:2]) {
			return 0, 0, ""
		}
		rest = rest[2:]
	}
	return 0, 0, ""
}

func (x stems) arabicStem(s string) string {
	if c := x[s]; c != "" {
		return c
	}
	for _, e := range [...]string{"ية", "يين", "يون", "يات", "ي"} {
		if h, ok := strings.CutSuffix(s, e); ok && len(h) >= 6 {
			for _, v := range [...]string{h, h + "ا", h + "يا"} {
				if c := x[v]; c != "" {
					return c
				}
			}
		}
	}
	return ""
}

// addKoreas adds the first of "North and South Korea".
func (r *reading) addKoreas(i int) {
	f := &r.fields[i]
	var added []name
	for j, n := range r.names[i] {
		if n.kind != news.Country || n.row < 0 || n.from < 2 || !f.is(n.from-1, "and", "or", "with") || n.to-n.from != 2 || !f.is(n.from+1, "Korea", "Korean", "Koreans", "Koreas") {
			continue
		}
		at, code := n.from-2, ""
		switch {
		case f.is(at, "North") && n.ref == "KOR":
			code = "PRK"
		case f.is(at, "South") && n.ref == "PRK":
			code = "KOR"
		}
		if code != "" && f.capAt(at) {
			x := r.countryName(f, at, code)
			x.why.Detail = r.facts.countries[code].name + ", by the one behind it"
			if j > 0 && r.names[i][j-1].from == at {
				r.names[i][j-1] = x
				continue
			}
			added = append(added, x)
		}
	}
	r.names[i] = inOrder(r.names[i], added)
}
