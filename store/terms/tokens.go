// Package terms splits texts, names and queries into the terms under which a store finds
// stories: every backend splits alike, so that all of them find the same.
package terms

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"dateline/news"
)

// Words for the index are split, folded and stemmed here and reach a database as
// plain tokens with blanks between: five times as fast as SQLite's own Unicode
// tokenizer with the Porter stemmer, Chinese and Japanese can be searched, and
// "1,000" is the number 1000.
//
//   - A word is a run of letters, marks and digits, lower case, without diacritics.
//     An apostrophe inside belongs to it, a possessive does not (apostrophe.go).
//   - A character of a script that is written without blanks is a word of its own;
//     a query of several is a phrase.
//   - Plurals lose their s as in Harman, "How effective is suffixing?", JASIS 42
//     (1991). Nothing more is cut off: who asks for "generals" does not want
//     "generation".
//   - The commonest small words are left out, in phrases too; a query of nothing
//     else matches every story.

// maxToken is how many bytes of a word are kept.
const maxToken = 48

// Indexed turns a text into tokens for the index.
func Indexed(text string) string {
	b := make([]byte, 0, len(text))
	for w := range splitWords(text) {
		if !stop(w) {
			b = append(b, stem(w)...)
			b = append(b, ' ')
		}
	}
	return string(b)
}

// Sought turns a word or phrase of a query into the tokens to look for.
func Sought(text string, prefix bool) []string {
	var tokens []string
	for w := range splitWords(text) {
		switch {
		case prefix:
			tokens = append(tokens, string(w))
		case !stop(w):
			tokens = append(tokens, string(stem(w)))
		}
	}
	return tokens
}

// Words splits a name the same way, keeping every word as it is.
func Words(name string) []string {
	var words []string
	for w := range splitWords(name) {
		words = append(words, string(w))
	}
	return words
}

// splitWords yields folded words. A word is only good until the next one.
func splitWords(text string) func(func([]byte) bool) {
	if !plainASCII(text) {
		text = fold(text)
	}
	return func(yield func([]byte) bool) {
		s := splitter{word: make([]byte, 0, maxToken), yield: yield}
		for i, r := range text {
			if i < s.skip {
				continue
			}
			if r < 0x80 && asciiWord[r] != 0 {
				if len(s.word) < maxToken {
					s.word = append(s.word, asciiWord[r])
				}
			} else if !s.mark(text, i, r) {
				return
			}
		}
		s.flush()
	}
}

// splitter gathers the letters of one word.
type splitter struct {
	word  []byte
	skip  int // what is before it belongs to no word
	yield func([]byte) bool
}

// flush yields the word that was gathered; false ends the splitting.
func (s *splitter) flush() bool {
	if len(s.word) == 0 {
		return true
	}
	ok := s.yield(s.word)
	s.word = s.word[:0]
	return ok
}

// mark takes what is no plain letter or digit; false ends the splitting.
func (s *splitter) mark(text string, i int, r rune) bool {
	switch {
	case inside(text, i, r):
		switch { // else kept together
		case r == ',':
		case elides(s.word):
			s.word = s.word[:0]
		default:
			if n := ending(s.word, text[i+1:]); n > 0 {
				s.skip = i + 1 + n
			}
		}
	case r >= 0x80 && unbroken(r):
		return s.flush() && s.yield([]byte(string(r)))
	case r >= 0x80 && (unicode.IsLetter(r) || unicode.IsNumber(r)):
		if len(s.word)+4 <= maxToken {
			s.word = append(s.word, string(r)...)
		}
	default:
		return s.flush()
	}
	return true
}

// asciiWord maps letters and digits to what is kept of them, all else to 0.
var asciiWord = func() (t [128]byte) {
	for c := '0'; c <= '9'; c++ {
		t[c] = byte(c)
	}
	for c := 'a'; c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = byte(c), byte(c)
	}
	return t
}()

func plainASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// plainLetters are the letters that people type as others, and that Unicode does not take
// apart.
var plainLetters = map[rune]string{
	'ł': "l", 'đ': "d", 'ð': "d", 'ø': "o", 'ħ': "h", 'ŧ': "t", 'ı': "i", 'ß': "ss", 'æ': "ae", 'œ': "oe", 'þ': "th",
	'ي': "ی", 'ك': "ک", 'ـ': "", // Arabic and Persian, and what stretches a line
}

// IndexVersion names how words are folded. Stories that were read under another are to be
// read again, which puts them into the index anew.
const IndexVersion = "2"

// fold lowers and drops what stands above and below letters.
func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(s, " ")) {
		switch {
		case r == '’':
			b.WriteByte('\'')
		case r < 0x80:
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r), news.IsJoiner(r):
		default:
			r = unicode.ToLower(r)
			if plain, ok := plainLetters[r]; ok {
				b.WriteString(plain)
			} else {
				b.WriteRune(r)
			}
		}
	}
	// Hangul comes apart in NFKD; its syllables are words here.
	return norm.NFC.String(b.String())
}

// inside reports whether the byte at i is a mark that holds a word together: the
// comma of 1,000, the apostrophe of a contraction, a possessive.
func inside(text string, i int, r rune) bool {
	if i == 0 || i+1 >= len(text) || (r != ',' && r != '\'') {
		return false
	}
	before, after := text[i-1], text[i+1]
	if r == ',' {
		return digit(before) && threeDigits(text[i+1:])
	}
	if !letterByte(before) || !letterByte(after) {
		return false
	}
	possessive := after|0x20 == 's' && (i+2 == len(text) || (text[i+2] < 0x80 && asciiWord[text[i+2]] == 0))
	return !possessive
}

// threeDigits reports whether s begins with three digits and no more.
func threeDigits(s string) bool {
	return len(s) >= 3 && digit(s[0]) && digit(s[1]) && digit(s[2]) && (len(s) == 3 || !digit(s[3]))
}

func digit(b byte) bool      { return b >= '0' && b <= '9' }
func letterByte(b byte) bool { return b >= 0x80 || (b|0x20 >= 'a' && b|0x20 <= 'z') }

// unbroken reports whether r is of a script written without blanks, or (Hangul)
// with endings run on.
func unbroken(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// stop reports whether a word is too common to be worth a place. Words that are
// also names of the trade (us, who, it, will) are not on the list.
func stop(w []byte) bool {
	switch string(w) {
	case "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has", "have", "he", "her", "his",
		"in", "is", "its", "of", "on", "or", "s", "said", "she", "that", "the", "their", "they", "this", "to", "was", "were", "which", "with", "would":
		return true
	}
	return false
}

// stem takes the plural off an English word.
func stem(w []byte) []byte {
	n := len(w)
	if n < 4 || w[n-1] != 's' || w[n-2] == 's' || w[n-2] == 'u' {
		return w
	}
	if w[n-2] != 'e' {
		return w[:n-1]
	}
	switch w[n-3] {
	case 'i':
		if n > 4 && w[n-4] != 'e' && w[n-4] != 'a' {
			return append(w[:n-3], 'y')
		}
		return w[:n-1]
	case 'a', 'e', 'o':
		return w
	}
	return w[:n-1]
}

// Facets are tokens that say what was found: a letter for the field, "_", a word.
// They follow the words of the text, which never hold a "_". A country or agency
// that is known by a code has one token, its code; table name says what else it is
// called. Other names have their words, with the bare "p_" after each name, so
// that no phrase reaches from one into the next.
// The letters of the fields.
const (
	CountryFacet = "c_"
	AgencyFacet  = "a_"
	PersonFacet  = "p_"
	ByFacet      = "b_"
	AboutFacet   = "o_"
	TagFacet     = "t_"
	UnitFacet    = "u_"
	ClaimFacet   = "k_"
	LangFacet    = "l_"
	FeedFacet    = "f_"
	StateFacet   = "x_"
)

// facetWriter gathers the facets of one story, each name of a field once.
type facetWriter struct {
	b    []byte
	seen map[string]bool
}

// once reports whether a name of a field comes for the first time.
func (f *facetWriter) once(prefix, name string) bool {
	key := prefix + name
	if name == "" || f.seen[key] {
		return false
	}
	f.seen[key] = true
	return true
}

// token writes one token.
func (f *facetWriter) token(prefix, token string) {
	if f.once(prefix, token) {
		f.b = append(f.b, prefix...)
		f.b = append(f.b, token...)
		f.b = append(f.b, ' ')
	}
}

// name writes the words of a name and its end.
func (f *facetWriter) name(prefix, name string) {
	if !f.once(prefix, name) {
		return
	}
	for w := range splitWords(name) {
		f.b = append(f.b, prefix...)
		f.b = append(f.b, w...)
		f.b = append(f.b, ' ')
	}
	f.b = append(f.b, prefix...)
	f.b = append(f.b, ' ')
}

// entity writes a code where there is one, else the name.
func (f *facetWriter) entity(prefix string, m *news.Mention) {
	if Coded(m) {
		f.token(prefix, FoldCode(m.Ref))
	} else {
		f.name(prefix, m.Name)
	}
}

// Coded reports whether a mention's code stands for all of its names.
func Coded(m *news.Mention) bool {
	return m.Ref != "" && (m.Kind == news.Country || m.Kind == news.Place || m.Kind == news.Agency || m.Kind == news.Organisation)
}

// FoldCode is a code as one token.
func FoldCode(ref string) string { return strings.Join(Words(ref), "_") }

// Facets returns the tokens of what is known about a story: feed is its feed's number, and
// flags are what the engines found.
func Facets(feed int64, st *news.Story, a *news.Annotation, flags news.Flag) string {
	f := &facetWriter{seen: map[string]bool{}}
	f.token(FeedFacet, strconv.FormatInt(feed, 10))
	lang := Words(st.Lang)
	for i := range lang[:min(len(lang), 3)] {
		f.token(LangFacet, strings.Join(lang[:i+1], "_"))
	}
	for i := range a.Mentions {
		f.mention(&a.Mentions[i])
	}
	for i := range a.Claims {
		f.claim(&a.Claims[i], a.Mentions)
	}
	for _, tag := range st.Tags {
		f.name(TagFacet, tag)
	}
	if flags.Has(news.Denied) {
		f.token(StateFacet, "denied")
	}
	if flags.Has(news.FiguresDiffer) {
		f.token(StateFacet, "differing")
	}
	if flags.Has(news.Digest) {
		f.token(StateFacet, "digest")
	}
	if flags.Has(news.Costly) {
		f.token(StateFacet, "costly")
	}
	return string(f.b)
}

func (f *facetWriter) mention(m *news.Mention) {
	switch m.Kind {
	case news.Country, news.Place:
		f.token(CountryFacet, FoldCode(m.Ref))
	case news.Agency, news.Organisation:
		f.entity(AgencyFacet, m)
	case news.Person:
		f.name(PersonFacet, m.Name)
	case news.FigureKind:
		if m.Figure != nil {
			f.name(UnitFacet, m.Figure.Unit)
		}
	}
}

func (f *facetWriter) claim(c *news.Claim, ms []news.Mention) {
	for _, w := range claimWords(c) {
		f.token(ClaimFacet, w)
	}
	f.speaker(c, ms)
	for i := range ms {
		m := &ms[i]
		if m.Field == c.Field && m.Kind != news.FigureKind && inSpans(c.Content, m.Span) {
			f.entity(AboutFacet, m)
		}
	}
}

// speaker writes the code of who speaks and, where that is not what the code is
// called (the Kremlin), the name.
func (f *facetWriter) speaker(c *news.Claim, ms []news.Mention) {
	code, named := len(c.Speaker) == 3 && strings.ToUpper(c.Speaker) == c.Speaker, false
	for i := range ms {
		if Coded(&ms[i]) && ms[i].Ref == c.Speaker {
			code = true
			named = named || ms[i].Name == c.SpeakerName
		}
	}
	if code {
		f.token(ByFacet, FoldCode(c.Speaker))
	}
	if !named {
		f.name(ByFacet, c.SpeakerName)
	}
}

func inSpans(spans []news.Span, s news.Span) bool {
	return slices.ContainsFunc(spans, func(in news.Span) bool { return in.Contains(s) })
}

// claimWords are the words of claim: that fit a claim.
func claimWords(c *news.Claim) []string {
	var words []string
	switch c.Stance {
	case news.Denies:
		words = append(words, "denied")
	case news.Confirms:
		words = append(words, "confirmed")
	case news.Declines:
		words = append(words, "declined")
	case news.Questions:
		words = append(words, "questioned")
	}
	for _, is := range []struct {
		so   bool
		word string
	}{{c.Hedged, "hedged"}, {c.Anonymous, "unnamed"}, {c.Quoted, "quoted"}, {len(c.Via) > 0, "secondhand"}} {
		if is.so {
			words = append(words, is.word)
		}
	}
	return words
}

// FoldName is a name, or a figure's unit, as the tables of names keep it.
func FoldName(name string) string { return strings.Join(Words(name), " ") }
