package claims

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/news"
)

// When do two claims say the same? This file compares their words.

// gist is what is compared of a content.
type gist struct {
	words   []string // folded, in order
	stems   []string // of the words that carry meaning; sorted, each once
	numbers []string // sorted, each once
	negated bool
}

// mostGist is how many words of a content are compared.
const mostGist = 120

func newGist(text string) gist {
	g := gist{words: gistWords(text)}
	for _, w := range g.words {
		switch {
		case negations[w]:
			g.negated = true
		case numberWords[w] || w[0] >= '0' && w[0] <= '9':
			g.numbers = append(g.numbers, w)
		case !smallWords[w]:
			g.stems = append(g.stems, stem(w))
		}
	}
	slices.Sort(g.stems)
	g.stems = slices.Compact(g.stems)
	slices.Sort(g.numbers)
	g.numbers = slices.Compact(g.numbers)
	return g
}

// gistWords folds a text into words: letters and digits, "1,900" as one.
func gistWords(text string) []string {
	text = strings.ToLower(text)
	var b strings.Builder
	for i, r := range text {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.M, r):
			b.WriteRune(r)
		case (r == ',' || r == '.') && digitAt(text, i-1) && digitAt(text, i+1):
			if r == '.' {
				b.WriteByte('.')
			}
		case r == '\'' || r == '’':
		default:
			b.WriteByte(' ')
		}
	}
	words := strings.Fields(b.String())
	return words[:min(len(words), mostGist)]
}

func digitAt(s string, i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }

// stem takes the commonest endings off.
func stem(w string) string {
	for _, end := range [...]string{"ing", "ed", "es", "s"} {
		if s, ok := strings.CutSuffix(w, end); ok && len(s) >= 3 {
			return s
		}
	}
	return w
}

// How much of the words two claims share to be the same: of one origin's texts, and
// of different ones.
const (
	nearCopy  = 0.45
	nearWords = 0.6
)

// same reports whether both say the same in nearly the same words. No number may
// differ, nor one be negated and the other not.
func (g *gist) same(o *gist, copies bool) bool {
	if g.negated != o.negated {
		return false
	}
	if standsIn(g.words, o.words) || standsIn(o.words, g.words) {
		return true
	}
	least := nearWords
	if copies {
		least = nearCopy
	}
	both := inBoth(g.stems, o.stems)
	all := len(g.stems) + len(o.stems) - both
	return slices.Equal(g.numbers, o.numbers) && both >= 2 && float64(both) >= least*float64(all)
}

// leastHeld is how many words a text must have to be found inside another.
const leastHeld = 4

// standsIn reports whether part stands in whole word for word; whole texts may be short.
func standsIn(whole, part []string) bool {
	if slices.Equal(whole, part) {
		return true
	}
	if len(part) < leastHeld || len(part) > len(whole) {
		return false
	}
	for i := 0; i+len(part) <= len(whole); i++ {
		if slices.Equal(whole[i:i+len(part)], part) {
			return true
		}
	}
	return false
}

// sameMatter reports whether both are about the same thing: at least three stems, and
// half of the shorter one's.
func (g *gist) sameMatter(o *gist) bool {
	both := inBoth(g.stems, o.stems)
	return both >= 3 && 2*both >= min(len(g.stems), len(o.stems))
}

// shortens reports whether one may be a headline made of the other: half of the
// shorter one's stems, at least two, and no other number.
func (g *gist) shortens(o *gist) bool {
	both := inBoth(g.stems, o.stems)
	numbers := inBoth(g.numbers, o.numbers)
	return g.negated == o.negated && both >= 2 && 2*both >= min(len(g.stems), len(o.stems)) && numbers == min(len(g.numbers), len(o.numbers))
}

// inBoth counts the words that two sorted lists have in common.
func inBoth(a, b []string) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch strings.Compare(a[i], b[j]) {
		case 0:
			n++
			i++
			j++
		case -1:
			i++
		default:
			j++
		}
	}
	return n
}

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

var (
	negations   = wordSet("not no never none neither nor cannot cant didnt doesnt dont isnt wasnt werent wont wouldnt hasnt havent hadnt without false untrue baseless")
	numberWords = wordSet("two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand thousands million millions billion half third quarter")
	smallWords  = wordSet("a an the of to in on at by for from with and or but that this these those it its he she they them his her their we our i you is are was were be been being has have had do does did will would can could may might shall should as so if than then there here what which who whom when where how why s t")
	unclear     = wordSet("he she it they them we i you who which that this his her their its our one others some those these what people")
)

// sourceName is how to call a source that resolves to no entity: its words without
// what only describes it ("who has worked for the airline").
func sourceName(words string) string {
	words = strings.Trim(words, " ,;:\"“”")
	for _, rel := range [...]string{", which ", ", who ", ", whose ", ", whom ", ", where "} {
		if i := strings.Index(words, rel); i > 0 {
			words = words[:i]
		}
	}
	if i := strings.LastIndex(words, ", "); i > 0 && len(words)-i <= 4 && strings.Trim(words[i:], ", 0123456789") == "" {
		words = words[:i] // an age
	}
	return bare(words)
}

// called is how to call the source of a claim.
func called(f *news.Filing, c *news.Claim) string {
	if c.SpeakerName != "" {
		return c.SpeakerName
	}
	return sourceName(joined(&f.Story, c.Field, c.Source))
}

// nameKey folds a name for comparing: no article, no marks, lower case.
func nameKey(name string) string {
	w := gistWords(name)
	for len(w) > 1 && (w[0] == "the" || w[0] == "a" || w[0] == "an" || w[0] == "one") {
		w = w[1:]
	}
	return strings.Join(w, " ")
}

// isProper reports whether every word of a name but the smallest begins with a
// capital: only such a name is the same everywhere.
func isProper(name string) bool {
	capital := false
	for i, w := range strings.Fields(name) {
		r, _ := utf8.DecodeRuneInString(w)
		switch {
		case i == 0 && strings.EqualFold(w, "the"), smallWords[w]:
		case unicode.IsUpper(r) && i > 0, strings.ToUpper(w) == w && unicode.IsUpper(r) && len(w) > 1:
			capital = true
		case unicode.IsUpper(r):
		default:
			return false
		}
	}
	return capital
}

// capitals reports whether a name has a capital beside that of its article.
func capitals(name string) bool {
	for _, article := range [...]string{"The ", "A ", "An "} {
		name = strings.TrimPrefix(name, article)
	}
	return strings.ContainsFunc(name, unicode.IsUpper)
}

// joined is the words of a role, its pieces with an ellipsis between.
func joined(s *news.Story, f news.Field, spans []news.Span) string {
	var parts []string
	for _, sp := range spans {
		if p := piece(s, f, sp); p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, " … ")
}

// piece is the words of a span on one line, "" when it does not lie in the text.
func piece(s *news.Story, f news.Field, sp news.Span) string {
	text := s.Field(f)
	if sp.Start < 0 || sp.End > len(text) || sp.Start >= sp.End {
		return ""
	}
	return strings.Join(strings.Fields(strings.ToValidUTF8(text[sp.Start:sp.End], "")), " ")
}

// bare takes the commas off that joined words to the rest of their sentence, and the bullet of
// a list.
func bare(words string) string { return strings.Trim(words, " ,;•") }
