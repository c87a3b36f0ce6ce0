package related

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/news"
)

// The table of word frequencies is English. In a story of another language every word
// would look rare, so its words are held against the stories of such languages in
// the window only, and against the English ones by names and figures only.

const (
	leastGrammar  = 12   // words of a lead that is long enough to tell its language by grammar
	grammarShare  = 0.12 // least share of words of grammar in an English lead
	knownShare    = 0.3  // least share of known words in an English headline
	foreignFloor  = 1500 // stories of other languages that are taken for granted
	leastFigure   = 3    // smaller figures prove nothing
	mostMentioned = 24
	mostCountries = 4
)

// foreign reports whether a story is not English: by what its feed declares, else by
// the share of English words of grammar in the lead, else by how few words of the headline
// the tables know.
func (l *lexicon) foreign(lang, title, text string) bool {
	if lang != "" {
		return !strings.HasPrefix(strings.ToLower(lang), "en")
	}
	if all, stops := grammar(text); all >= leastGrammar {
		return float64(stops) < grammarShare*float64(all)
	}
	all, known := l.english(title)
	return all > 0 && float64(known) < knownShare*float64(all)
}

// grammar counts the words of a text and those of English grammar.
func grammar(text string) (all, stops int) {
	words(text, func(t token) {
		if t.num {
			return
		}
		all++
		if t.stop {
			stops++
		}
	})
	return all, stops
}

// english counts the words of a text and those that the tables know.
func (l *lexicon) english(text string) (all, known int) {
	words(text, func(t token) {
		if t.num {
			return
		}
		all++
		_, _, ok := l.prior.row(t.hash)
		if ok || t.stop || l.vectors.common(t.hash) {
			known++
		}
	})
	return all, known
}

// scripts are the alphabets that headlines are told apart by. Their order is part of a saved
// index.
var scripts = [...]*unicode.RangeTable{unicode.Latin, unicode.Cyrillic, unicode.Arabic, unicode.Han, unicode.Hangul,
	unicode.Hebrew, unicode.Greek, unicode.Devanagari, unicode.Thai, unicode.Hiragana, unicode.Katakana}

// script tells the alphabet that most letters of a headline are of.
func script(title string) *unicode.RangeTable {
	var count [len(scripts)]int
	best := 0
	for _, r := range title {
		for i, t := range scripts {
			if unicode.Is(t, r) {
				count[i]++
				if count[i] > count[best] {
					best = i
				}
			}
		}
	}
	return scripts[best]
}

// mentioned lists the hashes of the names and figures tagged in a story, sorted: the
// same in every language. A country is no name of a happening, but with a number that has a fraction and
// another number it is: who has both tells of the quake of 5.8 that hurt 27 there.
func (l *limits) mentioned(f *news.Filing) (names, figures []uint32) {
	var countries []string
	var numbers []float64
	for i := range f.Mentions {
		m := &f.Mentions[i]
		switch {
		case m.Kind == news.FigureKind && m.Figure != nil:
			if v := m.Figure.Value; v >= leastFigure && (v < 1900 || v > 2100) {
				numbers = append(numbers, v)
			}
		case m.Kind == news.Place:
			if key := l.placeKey(m, cmp.Or(m.Name, cutSpan(f.Story.Field(m.Field), m.Span))); key != "" {
				names = append(names, hashString(key))
			}
		case m.Kind == news.Country && m.Ref != "" && len(countries) < mostCountries && !slices.Contains(countries, m.Ref):
			countries = append(countries, m.Ref)
		case m.Ref != "" && m.Kind != news.FigureKind && m.Kind != news.Country:
			names = append(names, hashString(string(m.Kind)+":"+strings.ToLower(m.Ref)))
		}
	}
	if len(f.Mentions) > 0 {
		numbers = append(numbers, numbersIn(f.Story.Title+" "+lead(&f.Story))...)
	}
	for _, v := range numbers {
		figures = append(figures, hashString("figure:"+number(v)))
	}
	names, figures = append(distinct(names), l.counted(countries, numbers)...), distinct(figures)
	names = distinct(names[:min(len(names), mostMentioned)])
	return names, figures[:min(len(figures), mostMentioned)]
}

// counted hashes each country with each two numbers of a story of which one has a fraction and the other is
// no small one.
func (l *limits) counted(countries []string, numbers []float64) (keys []uint32) {
	slices.Sort(numbers)
	numbers = slices.Compact(numbers)
	for _, c := range countries {
		for _, part := range numbers {
			for _, whole := range numbers {
				if part == math.Trunc(part) || whole != math.Trunc(whole) || whole < l[crossFigure] {
					continue
				}
				if keys = append(keys, hashString("counted:"+c+":"+number(part)+":"+number(whole))); len(keys) == mostMentioned {
					return keys
				}
			}
		}
	}
	return keys
}

// number is a number in a key.
func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// across reports whether two stories are of different languages, as far as one can
// tell: one English and one not, or in different alphabets.
func across(a, b *item) bool { return a.foreign != b.foreign || a.script != b.script }

// crossing is the chance that two stories of different languages are of one event: sure
// enough only when within a day they share a rare name and a figure, or two such names and no
// figures that differ; 0 otherwise.
func (x *Index) crossing(a, b *item) float64 {
	if a.at == 0 || b.at == 0 || float64(hoursApart(a, b)) > x.at[crossHours] {
		return 0
	}
	names, figures := 0, inBoth(a.figures, b.figures)
	for _, n := range a.tagged {
		if _, ok := slices.BinarySearch(b.tagged, n); ok && float64(x.lex.idf(n)) >= x.at[rareName] {
			names++
		}
	}
	clash := figures == 0 && len(a.figures) > 0 && len(b.figures) > 0
	if names >= 1 && !clash && float64(names+min(figures, 1)) >= x.at[crossNames] {
		return x.at[crossChance]
	}
	return 0
}

// foreignChance is the chance of one event for two stories of a language that the model was not
// fitted on: by the words of headline and lead alone, less with days between and with names that
// do not meet. The numbers are set by hand, on the careful side.
func foreignChance(f *features) float64 {
	z := 12*f[fAllCos] + 4*f[fTitleCos] - 9.5 - 5*f[fDays] - 3*f[fMissBoth]
	return 1 / (1 + math.Exp(-float64(z)))
}

// foreignStopWord reports whether b is a common word of grammar in French, German,
// Spanish, Italian, Portuguese, Dutch or Russian; words of up to three letters are taken for such.
func foreignStopWord(b []byte) bool {
	if utf8.RuneCount(b) <= 3 {
		return true
	}
	switch string(b) {
	case "dans", "pour", "avec", "plus", "selon", "apres", "entre", "leur", "leurs", "cette", "sont", "etait", "contre", "comme", "mais", "ainsi", "deux", "fait", "nous", "vous", "elle", "elles", "sans", "sous", "depuis", "ete",
		"nach", "eine", "einen", "einem", "einer", "eines", "sich", "auch", "nicht", "wird", "werden", "wurde", "wurden", "haben", "sind", "bei", "beim", "oder", "aber", "uber", "unter", "noch", "mehr", "gegen", "zwei", "durch", "sowie", "hatte",
		"para", "como", "sobre", "pero", "este", "esta", "desde", "hasta", "segun", "tras", "donde", "sido", "fueron", "tiene", "tambien", "porque", "cuando", "dice", "anos",
		"della", "delle", "degli", "dello", "dalla", "nella", "nelle", "alla", "alle", "sono", "stato", "stata", "anche", "dopo", "hanno", "come", "questo", "questa", "dell", "nell", "sulla",
		"pelo", "pela", "apos", "foram", "dois", "duas", "entao", "ainda", "segundo",
		"naar", "voor", "niet", "zijn", "werd", "worden", "heeft", "deze", "door", "maar", "meer", "over", "onder", "tussen", "twee", "ook",
		"что", "как", "для", "это", "после", "также", "были", "было", "если", "когда", "который", "которые", "более", "между", "около", "году", "года", "сообщил", "сообщила", "заявил", "заявила":
		return true
	}
	return false
}
