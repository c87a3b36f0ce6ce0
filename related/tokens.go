package related

import (
	"unicode"
	"unicode/utf8"
)

// token is one word of a text: the hash of its folded form, where it stands, and
// what its spelling says.
type token struct {
	hash        uint32
	start, end  int  // bytes
	cap         bool // starts with an upper-case letter
	first       bool // opens a sentence
	num         bool // a number, in digits or spelled out
	stop        bool // too common to mean anything by itself
	foreignStop bool // the same in a text that is not English
}

const maxWord = 48 // bytes; what is longer is cut for hashing

// words calls visit for each word of s in order. Words are runs of letters and
// digits, lower-cased, without a possessive or plural ending; scripts without spaces
// give overlapping pairs of runes instead.
func words(s string, visit func(token)) {
	w := walker{s: s, first: true}
	for w.next() {
		visit(w.tok)
	}
}

// walker holds the place in a text while its words are read.
type walker struct {
	s     string
	pos   int
	first bool // the next word opens a sentence
	tok   token
	buf   [maxWord + utf8.UTFMax]byte
}

func (w *walker) next() bool {
	for w.pos < len(w.s) {
		r, n := utf8.DecodeRuneInString(w.s[w.pos:])
		switch {
		case unspaced(r):
			w.pair(r, n)
			return true
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			w.word(r)
			return true
		case r == '.' || r == '!' || r == '?' || r == '\n' || r == ':' || r == '“' || r == '"':
			w.first = true
		}
		w.pos += n
	}
	return false
}

// unspaced reports whether r is of a script written without spaces between words.
func unspaced(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai)
}

func (w *walker) pair(r rune, n int) {
	w.tok = token{start: w.pos, end: w.pos + n, first: w.first}
	w.first = false
	b := utf8.AppendRune(w.buf[:0], r)
	if next, m := utf8.DecodeRuneInString(w.s[w.pos+n:]); unspaced(next) {
		b = utf8.AppendRune(b, next)
		w.tok.end += m
	}
	w.tok.hash = hash(b)
	w.pos += n
}

func (w *walker) word(r rune) {
	w.tok = token{start: w.pos, cap: unicode.IsUpper(r), first: w.first}
	w.first = false
	b, digits, letters := w.buf[:0], false, false
	for w.pos < len(w.s) {
		r, n := utf8.DecodeRuneInString(w.s[w.pos:])
		if comma := r == ',' || r == '.'; comma && digits && !letters && digitAt(w.s, w.pos+n) {
			if r == '.' {
				b = append(b, '.')
			}
			w.pos += n
			continue
		}
		if r == '-' && letters && digitAt(w.s, w.pos+1) { // Covid-19 is one word
			w.pos++
			continue
		}
		isDigit := unicode.IsDigit(r)
		if unspaced(r) || !isDigit && !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) {
			break
		}
		digits, letters = digits || isDigit, letters || !isDigit
		if len(b) < maxWord {
			b = utf8.AppendRune(b, fold(r))
		}
		w.pos += n
	}
	w.tok.end = w.pos
	if apostrophe(w.s[w.pos:]) {
		w.pos += len(w.s[w.pos:]) - len(afterPossessive(w.s[w.pos:]))
	}
	w.finish(b, digits, letters)
}

func (w *walker) finish(b []byte, digits, letters bool) {
	w.tok.num = digits && !letters
	w.tok.stop, w.tok.foreignStop = stopWord(b), foreignStopWord(b)
	if d := spelled(b); d != "" {
		w.tok.num = true
		b = append(b[:0], d...)
	}
	if letters {
		b = stem(b)
	}
	w.tok.hash = hash(b)
}

func digitAt(s string, i int) bool { return i < len(s) && s[i] >= '0' && s[i] <= '9' }

// apostrophe reports whether s goes on with a possessive s.
func apostrophe(s string) bool { return len(afterPossessive(s)) < len(s) }

func afterPossessive(s string) string {
	for _, p := range [...]string{"'s", "’s", "'S", "’S"} {
		if len(s) >= len(p) && s[:len(p)] == p && !letterAt(s, len(p)) {
			return s[len(p):]
		}
	}
	return s
}

func letterAt(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return i < len(s) && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// fold lower-cases r and takes the accents of common Latin letters away.
func fold(r rune) rune {
	if r < 0x80 {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	r = unicode.ToLower(r)
	if r >= 0xE0 && r <= 0x17F {
		return plain(r)
	}
	return r
}

// plain gives the letter under an accent, for the letters that names in the news
// are spelled with and without.
func plain(r rune) rune {
	if p := unaccented[r-firstAccented]; p != 0 {
		return rune(p)
	}
	return r
}

// The letters that plain looks at.
const (
	firstAccented = 0xE0
	lastAccented  = 0x17F
)

// unaccented are the letters under accents, 0 where there is none.
var unaccented = [lastAccented - firstAccented + 1]byte{
	'à' - firstAccented: 'a', 'á' - firstAccented: 'a', 'â' - firstAccented: 'a', 'ã' - firstAccented: 'a', 'ä' - firstAccented: 'a', 'å' - firstAccented: 'a',
	'ā' - firstAccented: 'a', 'ă' - firstAccented: 'a', 'ą' - firstAccented: 'a',
	'ç' - firstAccented: 'c', 'ć' - firstAccented: 'c', 'č' - firstAccented: 'c',
	'è' - firstAccented: 'e', 'é' - firstAccented: 'e', 'ê' - firstAccented: 'e', 'ë' - firstAccented: 'e',
	'ē' - firstAccented: 'e', 'ę' - firstAccented: 'e', 'ě' - firstAccented: 'e', 'ė' - firstAccented: 'e',
	'ì' - firstAccented: 'i', 'í' - firstAccented: 'i', 'î' - firstAccented: 'i', 'ï' - firstAccented: 'i', 'ī' - firstAccented: 'i', 'ı' - firstAccented: 'i',
	'ñ' - firstAccented: 'n', 'ń' - firstAccented: 'n', 'ň' - firstAccented: 'n',
	'ò' - firstAccented: 'o', 'ó' - firstAccented: 'o', 'ô' - firstAccented: 'o', 'õ' - firstAccented: 'o', 'ö' - firstAccented: 'o',
	'ø' - firstAccented: 'o', 'ō' - firstAccented: 'o', 'ő' - firstAccented: 'o',
	'ù' - firstAccented: 'u', 'ú' - firstAccented: 'u', 'û' - firstAccented: 'u', 'ü' - firstAccented: 'u',
	'ū' - firstAccented: 'u', 'ů' - firstAccented: 'u', 'ű' - firstAccented: 'u',
	'ý' - firstAccented: 'y', 'ÿ' - firstAccented: 'y', 'ş' - firstAccented: 's', 'š' - firstAccented: 's', 'ś' - firstAccented: 's',
	'ž' - firstAccented: 'z', 'ź' - firstAccented: 'z', 'ż' - firstAccented: 'z', 'ğ' - firstAccented: 'g', 'ł' - firstAccented: 'l', 'ř' - firstAccented: 'r',
}

// stem takes the plural ending off (Harman's S stemmer, 1991).
func stem(b []byte) []byte {
	n := len(b)
	if n < 4 || b[n-1] != 's' {
		return b
	}
	switch {
	case b[n-2] == 'e' && b[n-3] == 'i' && n > 4 && b[n-4] != 'e' && b[n-4] != 'a':
		return append(b[:n-3], 'y')
	case b[n-2] == 'u' || b[n-2] == 's' || b[n-2] == 'i':
		return b
	}
	return b[:n-1]
}

// spelled gives the digits of a small number word, "" for other words.
func spelled(b []byte) string {
	switch string(b) {
	case "one":
		return "1"
	case "two":
		return "2"
	case "three":
		return "3"
	case "four":
		return "4"
	case "five":
		return "5"
	case "six":
		return "6"
	case "seven":
		return "7"
	case "eight":
		return "8"
	case "nine":
		return "9"
	case "ten":
		return "10"
	case "eleven":
		return "11"
	case "twelve":
		return "12"
	}
	return ""
}

// stopWord reports whether b is a word of grammar.
func stopWord(b []byte) bool {
	switch string(b) {
	case "a", "an", "the", "of", "in", "on", "at", "to", "for", "from", "by", "with", "and", "or", "but", "as",
		"is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "having", "do", "does", "did",
		"will", "would", "can", "could", "may", "might", "should", "shall", "must", "not", "no", "nor", "so", "if",
		"than", "then", "that", "this", "these", "those", "there", "here", "it", "its", "he", "she", "his", "her",
		"hers", "him", "they", "them", "their", "we", "us", "our", "you", "your", "i", "me", "my", "who", "whom",
		"whose", "which", "what", "when", "where", "why", "how", "about", "after", "before", "over", "under", "up",
		"down", "out", "off", "into", "onto", "between", "during", "while", "through", "against", "amid", "more",
		"most", "also", "just", "only", "very", "some", "any", "all", "both", "each", "few", "other", "another",
		"such", "own", "same", "too", "again", "once", "now", "said", "says", "say", "t", "s", "d", "m", "re", "ve", "ll":
		return true
	}
	return false
}

// hash is FNV-1a with 64 bits folded to 32.
func hash(b []byte) uint32 {
	h := uint64(14695981039346656037)
	for _, c := range b {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return uint32(h ^ h>>32)
}

func hashString(s string) uint32 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return uint32(h ^ h>>32)
}
