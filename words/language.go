package words

import (
	"embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Kind is what a word or phrase is in the writing of numbers.
type Kind string

// The kinds, as the files of languages name them.
const (
	Common        Kind = "common"        // a word of grammar: tells the language, and counts nothing
	Number        Kind = "number"        // "zwei", with its value
	Scale         Kind = "scale"         // a magnitude: "Millionen", "万"
	Vague         Kind = "vague"         // "Dutzende", with both ends of the usual reading
	Fraction      Kind = "fraction"      // "Drittel"
	Approx        Kind = "approx"        // before a number: "más de"
	After         Kind = "after"         // behind one: "以上", "oder mehr"
	New           Kind = "new"           // between number and noun, an addition: "weitere"
	Adjective     Kind = "adjective"     // between number and noun
	Minus         Kind = "minus"         // "moins", "零下"
	Percent       Kind = "percent"       // "Prozent"
	PercentBefore Kind = "percentbefore" // "yüzde", "百分之"
	Points        Kind = "points"        // "Prozentpunkte"
	Money         Kind = "money"         // a currency, named
	Unit          Kind = "unit"          // a measure, named
	People        Kind = "people"        // "personnes", "人"
	Killed        Kind = "killed"
	Wounded       Kind = "wounded"
	Missing       Kind = "missing"
	Displaced     Kind = "displaced"
	Link          Kind = "link"      // between number and noun: "de"
	Range         Kind = "range"     // between the ends of a range: "bis"
	Between       Kind = "between"   // before a range: "zwischen"
	And           Kind = "and"       // between parts of a number, and the ends behind Between
	Year          Kind = "year"      // before a year: "im Jahr"
	YearAfter     Kind = "yearafter" // behind one: "года"
	Clock         Kind = "clock"     // behind an hour: "Uhr"
	AgeBefore     Kind = "agebefore" // before an age: "عمره"
	AgeAfter      Kind = "ageafter"  // behind one: "歳"
	Label         Kind = "label"     // before a number that is a name: "Artikel"
	Definite      Kind = "definite"  // "les deux pays" counts nothing
	Counter       Kind = "counter"   // a measure word: "件"
	Ordinal       Kind = "ordinal"   // before a number: "第"
	Month         Kind = "month"     // of another calendar
	uncommon      Kind = "letters"   // that hardly another language has
	decimal       Kind = "decimal"   // separators
	group         Kind = "group"
)

// kinds lists them with how many values a row of each has.
var kinds = map[Kind]int{Common: 0, Number: 1, Scale: 1, Vague: 2, Fraction: 1, Approx: 0, After: 0, New: 0, Adjective: 0, Minus: 0, Percent: 0, PercentBefore: 0,
	Points: 0, Money: 1, Unit: 1, People: 1, Killed: 0, Wounded: 0, Missing: 0, Displaced: 0, Link: 0, Range: 0, Between: 0, And: 0, Year: 0, YearAfter: 0, Clock: 0,
	AgeBefore: 0, AgeAfter: 0, Label: 0, Definite: 0, Counter: 0, Ordinal: 0, Month: 0, uncommon: 0, decimal: 1, group: 1}

// Lexeme is one reading of a word or phrase.
type Lexeme struct {
	Kind       Kind
	Value, Max float64
	Name       string // of a unit or a currency
}

// Language is how one language writes numbers.
type Language struct {
	Code    string // ISO 639-1
	Joined  bool   // words are not written apart: Chinese, Japanese; Korean counts as such
	Capital bool   // nouns have capital letters
	After   bool   // adjectives of nouns stand behind them

	uncommon       string // that hardly another language has
	decimal, group string // separators, the group's with ' ' for any blank
	words          map[string][]Lexeme
	longest        map[string]int // by first token: tokens of the longest phrase
}

// table lists the languages. English has its number words with its grammar in
// entities and is here for its separators and its words of grammar.
var table = []Language{
	{Code: "ar", After: true}, {Code: "de", Capital: true}, {Code: "en"}, {Code: "es", After: true}, {Code: "fa", After: true}, {Code: "fr", After: true},
	{Code: "hi"}, {Code: "id", After: true}, {Code: "it", After: true}, {Code: "ja", Joined: true}, {Code: "ko", Joined: true}, {Code: "nl"}, {Code: "pl"},
	{Code: "pt", After: true}, {Code: "ru"}, {Code: "tr"}, {Code: "uk"}, {Code: "zh", Joined: true},
}

//go:embed languages/*.tsv cldr/*.tsv
var files embed.FS

// Languages are the languages, read once by who needs them.
type Languages struct {
	byCode map[string]*Language
	other  *Language
	common map[string]uint32 // words of grammar: a bit for each row of the table

	lengths [32]uint32 // of those in ASCII: by the first letter's low bits, a bit for each length
}

// Load reads the embedded tables.
func Load() (*Languages, error) {
	ls := &Languages{byCode: map[string]*Language{}, common: map[string]uint32{}, other: newLanguage(Language{Code: "und"})}
	for i, row := range table {
		l := newLanguage(row)
		for _, folder := range []string{"languages", "cldr"} {
			name := folder + "/" + l.Code + ".tsv"
			if folder == "cldr" && l.Code == "en" {
				continue
			}
			b, err := files.ReadFile(name)
			if err != nil {
				return nil, err
			}
			if err := l.read(string(b)); err != nil {
				return nil, fmt.Errorf("read %s: %w", name, err)
			}
		}
		ls.byCode[l.Code] = l
		for w, is := range l.words {
			if slices.ContainsFunc(is, func(x Lexeme) bool { return x.Kind == Common }) {
				ls.common[w] |= 1 << i
				ls.lengths[w[0]&0x1f] |= 1 << min(len(w), 31)
			}
		}
	}
	ls.other.decimal, ls.other.group = ".,", "' ’"
	ls.other.add("%", Lexeme{Kind: Percent})
	ls.other.add("％", Lexeme{Kind: Percent})
	return ls, nil
}

func newLanguage(l Language) *Language {
	l.words, l.longest = map[string][]Lexeme{}, map[string]int{}
	return &l
}

// ByCode returns a language by its code, or the one that knows no words, only the
// signs that are the same in all.
func (ls *Languages) ByCode(code string) *Language {
	if l := ls.byCode[code]; l != nil {
		return l
	}
	return ls.other
}

// read adds the rows of a file.
func (l *Language) read(file string) error {
	for line := range strings.Lines(file) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		cols := strings.Split(line, "\t")
		kind := Kind(cols[0])
		n, ok := kinds[kind]
		if !ok || len(cols) != n+2 {
			return fmt.Errorf("row %q: unknown kind, or not %d columns", line, n+2)
		}
		x := Lexeme{Kind: kind}
		if n > 0 {
			x.Name = cols[1]
			x.Value, _ = strconv.ParseFloat(cols[1], 64)
		}
		if n > 1 {
			x.Max, _ = strconv.ParseFloat(cols[2], 64)
		}
		for w := range strings.SplitSeq(cols[n+1], "|") {
			l.row(w, x)
		}
	}
	return nil
}

func (l *Language) row(w string, x Lexeme) {
	switch x.Kind {
	case uncommon:
		l.uncommon += w
	case decimal:
		if !strings.Contains(l.decimal+l.group, w) {
			l.decimal += w
		}
	case group:
		if w == "space" {
			w = " "
		}
		if !strings.Contains(l.decimal+l.group, w) {
			l.group += w
		}
	default:
		l.add(w, x)
	}
}

// add enters a spelling. Of one kind the first value stays, so that what is written
// by hand comes before what was generated.
func (l *Language) add(w string, x Lexeme) {
	w = Fold(w)
	if slices.ContainsFunc(l.words[w], func(o Lexeme) bool { return o.Kind == x.Kind }) {
		return
	}
	toks := Scan(nil, w)
	if len(toks) == 0 {
		return
	}
	l.words[w] = append(l.words[w], x)
	first := w[toks[0].Start:toks[0].End]
	l.longest[first] = max(l.longest[first], len(toks))
}

// Lookup returns what a word or phrase is, in the order of the files; w must be
// folded.
func (l *Language) Lookup(w string) []Lexeme { return l.words[w] }

// Longest is how many tokens the longest phrase has that begins with a token, 0 for
// none.
func (l *Language) Longest(first string) int { return l.longest[first] }
