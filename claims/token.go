package claims

import (
	"unicode"
	"unicode/utf8"
)

// token is one word or mark of a paragraph. Offsets are bytes of the whole
// field. Clitics are tokens of their own ("did" "n't", "Seoul" "'s"), since the
// bounds of sources and cues run between them.
type token struct {
	start, end int
	hash       uint64 // of the lower-cased word, with ’ read as '
	class      class  // what the word lists say of it
	shape      shape
	sent       uint16 // sentence within the paragraph
	quoted     bool   // between quotation marks, marks included
	seg        uint16 // quoted or unquoted stretch within the paragraph
}

type shape uint8

const (
	shapeLower shape = iota
	shapeTitle
	shapeUpper
	shapeMixed
	shapeDigit
	shapePunct
	shapeOpen  // opening quotation mark
	shapeClose // closing quotation mark
)

// maxTokens bounds one paragraph; what follows is not read for claims.
const maxTokens = 20000

// FNV-1a over lower-cased bytes.
const (
	fnvBasis = 14695981039346656037
	fnvPrime = 1099511628211
)

// hashWord hashes a word as tokens are hashed.
func hashWord(s string) uint64 {
	h := uint64(fnvBasis)
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			h = (h ^ uint64(c)) * fnvPrime
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		h = (h ^ uint64(lowerRune(r))) * fnvPrime
		i += n
	}
	return h
}

func lowerRune(r rune) rune {
	if r == '’' || r == '‘' || r == 'ʼ' {
		return '\''
	}
	return unicode.ToLower(r)
}

// tokenize cuts text[start:end], one paragraph, into tokens, appended to dst.
func tokenize(dst []token, text string, start, end int) []token {
	for i := start; i < end && len(dst) < maxTokens; {
		c := text[i]
		if c == ' ' || c == '\t' {
			i++
			continue
		}
		r, n := rune(c), 1
		if c >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:end])
		}
		switch {
		case r == utf8.RuneError && n <= 1 || unicode.IsSpace(r):
			i += n
		case wordRune(r):
			j := wordEnd(text, i, end)
			dst = appendWord(dst, text, i, j)
			i = j
		default:
			j := i + markLen(text[i:end], r, n)
			dst = append(dst, token{start: i, end: j, shape: shapePunct, hash: hashWord(text[i:j])})
			i = j
		}
	}
	return dst
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// wordEnd returns the end of the word that starts at i: letters and digits with
// inner apostrophes, hyphens, points and commas of numbers, and with the points
// of abbreviations.
func wordEnd(text string, i, end int) int {
	start := i
	for i < end {
		c := text[i]
		if c < utf8.RuneSelf {
			if wordRune(rune(c)) {
				i++
				continue
			}
			if !joins(text, start, i, end, rune(c), 1) {
				break
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:end])
		if !wordRune(r) && !joins(text, start, i, end, r, n) {
			break
		}
		i += n
	}
	if i < end && text[i] == '.' && abbreviated(text[start:i]) {
		i++
	}
	return i
}

// joins says whether the mark r at i stays inside the word that began at start.
func joins(text string, start, i, end int, r rune, n int) bool {
	if i+n >= end {
		return false
	}
	next, _ := utf8.DecodeRuneInString(text[i+n : end])
	switch r {
	case '\'', '’', '-', '‑', '&':
		return wordRune(next)
	case '.':
		return wordRune(next) && (digitByte(text[i-1]) && digitByte(text[i+1]) || i-start < 2 || text[max(i-2, 0)] == '.')
	case ',':
		return digitByte(text[i-1]) && digitByte(text[i+1])
	}
	return false
}

func digitByte(c byte) bool { return '0' <= c && c <= '9' }

// abbreviated says whether a point after the word belongs to it.
func abbreviated(w string) bool {
	if len(w) == 1 {
		return 'A' <= w[0] && w[0] <= 'Z' && w[0] != 'I'
	}
	if len(w) > 2 && w[len(w)-2] == '.' {
		return true // U.S, a.m
	}
	if len(w) > 5 {
		return false
	}
	switch w {
	case "Mr", "Mrs", "Ms", "Dr", "Sen", "Rep", "Gov", "Gen", "Lt", "Col", "Sgt", "Capt", "Maj", "Adm", "Prof", "Rev", "St",
		"Jr", "Sr", "Jan", "Feb", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec", "vs", "No", "Nos", "Inc", "Corp", "Co", "Ltd",
		"Calif", "Fla", "Mass", "Ariz", "Colo", "Conn", "Ill", "Mich", "Minn", "Mo", "Nev", "Ore", "Pa", "Tenn", "Tex", "Va", "Wis",
		"Ala", "Ga", "Kan", "La", "Md", "Okla", "Wash", "Del", "Brig", "Cmdr", "Supt", "Amb", "Hon", "Pres", "Cpl", "Pvt":
		return true
	}
	return false
}

// markLen joins marks that are one: "--", "...", ““”.
func markLen(s string, r rune, n int) int {
	if r != '-' && r != '.' && r != '`' && r != '\'' {
		return n
	}
	m := n
	for m < len(s) && s[m] == s[0] && (m < 2 || r == '.' || r == '-') {
		m++
	}
	return m
}

// appendWord appends a word, cut before its clitic.
func appendWord(dst []token, text string, i, j int) []token {
	if k := clitic(text[i:j]); k > 0 {
		dst = append(dst, newWord(text, i, i+k))
		i += k
	}
	return append(dst, newWord(text, i, j))
}

func newWord(text string, i, j int) token {
	w := text[i:j]
	return token{start: i, end: j, hash: hashWord(w), shape: shapeOf(w)}
}

// clitic returns where the clitic of w begins, 0 when it has none.
func clitic(w string) int {
	for i := len(w) - 1; i > 0 && i >= len(w)-5; i-- {
		n := 0
		switch {
		case w[i] == '\'':
			n = 1
		case i+3 <= len(w) && w[i:i+3] == "’":
			n = 3
		default:
			continue
		}
		switch w[i+n:] {
		case "s", "S", "re", "ve", "ll", "d", "m":
			return i
		case "t", "T":
			if i > 1 && (w[i-1] == 'n' || w[i-1] == 'N') {
				return i - 1
			}
		}
		return 0
	}
	return 0
}

func shapeOf(w string) shape {
	r, n := utf8.DecodeRuneInString(w)
	switch {
	case unicode.IsDigit(r):
		return shapeDigit
	case unicode.IsLower(r):
		return shapeLower
	case !unicode.IsUpper(r):
		return shapeMixed
	}
	lower, upper := 0, 0
	for _, q := range w[n:] {
		if unicode.IsLower(q) {
			lower++
		} else if unicode.IsUpper(q) {
			upper++
		}
	}
	switch {
	case upper > 0 && lower == 0:
		return shapeUpper
	case upper > 0:
		return shapeMixed
	}
	return shapeTitle
}
