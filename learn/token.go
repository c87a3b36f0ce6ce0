package learn

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Class is what a token is made of.
type Class uint8

// The classes of tokens.
const (
	Word   Class = iota // begins with a letter; also @name, #tag and links
	Number              // begins with a digit; a tail of letters stays: 3bn, 4th, 1990s
	Suffix              // a split-off 's, 're, 've, 'll, 'd or 'm
	Punct               // one mark, or a run of "-" or "."
)

// Token is a piece of a text: bytes [Start, End). Tokens never overlap, hold no
// white space and leave out nothing else.
type Token struct {
	Start, End int
	Class      Class
	Space      bool // white space, or the start of the text, stands before it
	Line       bool // it is the first token of its line
}

// Text returns the token's bytes of the text it was cut from.
func (t Token) Text(text string) string { return text[t.Start:t.End] }

// Tokenize appends the tokens of text to dst and returns it. Any bytes give an
// answer; a byte that is no UTF-8 is a mark of its own. Words keep inner hyphens,
// apostrophes and the points of abbreviations ("Guinea-Bissau", "O'Brien",
// "U.S.", "Inc."); a possessive 's is split off. A number ends before a hyphen
// ("90-day" is three tokens). Scripts written without spaces give a token a rune.
func Tokenize(dst []Token, text string) []Token {
	z := cutter{text: text, space: true, line: true}
	for z.pos < len(text) {
		r, n := z.rune(z.pos)
		if isSpace(r) {
			z.space = true
			z.line = z.line || r == '\n'
			z.pos += n
			continue
		}
		start := z.pos
		class := z.cut(r, n)
		dst = append(dst, Token{Start: start, End: z.pos, Class: class, Space: z.space, Line: z.line})
		z.space, z.line = false, false
	}
	return dst
}

// cutter walks over a text; each method moves pos behind one token.
type cutter struct {
	text        string
	pos         int
	space, line bool
}

// rune decodes the rune at i, 0 behind the end.
func (z *cutter) rune(i int) (rune, int) {
	if i >= len(z.text) {
		return 0, 0
	}
	if c := z.text[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(z.text[i:])
}

func (z *cutter) cut(r rune, n int) Class {
	switch {
	case isDigit(r):
		z.number()
		return Number
	case isLetter(r):
		if unspaced(r) {
			z.pos += n
			return Word
		}
		z.word()
		return Word
	}
	return z.cutMark(r, n)
}

// cutMark takes a mark, with what it begins: a suffix, a handle, a row of points.
func (z *cutter) cutMark(r rune, n int) Class {
	switch r {
	case '\'', '’':
		if m := z.suffix(z.pos); m > 0 && !z.space {
			z.pos += m
			return Suffix
		}
	case '@', '#':
		if next, _ := z.rune(z.pos + 1); isLetter(next) || next == '_' {
			z.pos++
			z.handle()
			return Word
		}
	case '-', '.':
		for z.pos < len(z.text) && rune(z.text[z.pos]) == r {
			z.pos++
		}
		return Punct
	}
	z.pos += n
	return Punct
}

// number takes digits with inner points and commas, then a tail of letters.
func (z *cutter) number() {
	for z.pos < len(z.text) {
		r, n := z.rune(z.pos)
		if r == '.' || r == ',' {
			if next, _ := z.rune(z.pos + n); !isDigit(next) {
				return
			}
		} else if !isDigit(r) && (!isLetter(r) || unspaced(r)) {
			return
		}
		z.pos += n
	}
}

// handle takes a user name or a tag, up to what cannot be part of one.
func (z *cutter) handle() {
	for z.pos < len(z.text) {
		r, n := z.rune(z.pos)
		if !isLetter(r) && !isDigit(r) && r != '_' {
			return
		}
		z.pos += n
	}
}

// word takes letters with digits and the marks that join them.
func (z *cutter) word() {
	if z.link() {
		return
	}
	start, segment, dotted := z.pos, z.pos, false
	for z.pos < len(z.text) {
		r, n := z.rune(z.pos)
		if isLetter(r) && !unspaced(r) || isDigit(r) || r == '_' {
			z.pos += n
			continue
		}
		next, _ := z.rune(z.pos + n)
		joins := z.joins(r, next, segment)
		if r == '.' {
			if !joins && (dotted || z.abbreviation(start)) {
				z.pos += n
				if after, _ := z.rune(z.pos + 1); next != '-' || !isLetter(after) {
					return
				}
				continue // "U.S.-led"
			}
			dotted = dotted || joins && z.pos-segment <= 2
		}
		if !joins {
			return
		}
		z.pos += n
		segment = z.pos
	}
}

// joins reports whether the mark r at the cutter's place joins the segment before it to
// what begins with next.
func (z *cutter) joins(r, next rune, segment int) bool {
	if !isLetter(next) && !isDigit(next) || unspaced(next) {
		return false
	}
	switch r {
	case '-', '\u2010', '\u2011':
		return true
	case '&':
		return isUpper(next)
	case '\'', '’':
		return isLetter(next) && z.suffix(z.pos) == 0
	case '.':
		return z.inner(segment, next)
	}
	return false
}

// inner reports whether a point after the segment that begins at segment and
// before next belongs to a word: initials ("U.S", "N.Korea") and host names.
func (z *cutter) inner(segment int, next rune) bool {
	if utf8.RuneCountInString(z.text[segment:min(z.pos, segment+8)]) == 1 {
		return isLetter(next)
	}
	if !unicode.IsLower(next) {
		return z.pos-segment == 2 && isUpper(next) && strings.HasPrefix(z.text[segment:], "Ph")
	}
	return true
}

// link takes an address up to the next white space.
func (z *cutter) link() bool {
	rest := z.text[z.pos:]
	if !strings.HasPrefix(rest, "http://") && !strings.HasPrefix(rest, "https://") && !strings.HasPrefix(rest, "www.") {
		return false
	}
	end := strings.IndexFunc(rest, isSpace)
	if end < 0 {
		end = len(rest)
	}
	for end > 0 && strings.IndexByte(".,;:!?)\"'", rest[end-1]) >= 0 {
		end--
	}
	z.pos += max(end, 1)
	return true
}

// suffix returns the length of a clitic that begins with the apostrophe at i, 0
// when there is none.
func (z *cutter) suffix(i int) int {
	_, n := z.rune(i)
	rest := z.text[i+n:]
	for _, s := range [...]string{"s", "re", "ve", "ll", "d", "m", "S"} {
		if strings.HasPrefix(rest, s) {
			if r, _ := z.rune(i + n + len(s)); !isLetter(r) && !isDigit(r) {
				return n + len(s)
			}
		}
	}
	return 0
}

// abbreviation reports whether the word from start to pos is usually written
// with a point. A single capital letter always is.
func (z *cutter) abbreviation(start int) bool {
	w := z.text[start:z.pos]
	if len(w) == 1 {
		return isUpper(rune(w[0]))
	}
	return Abbreviated(w)
}

// Abbreviated reports whether w, without its point, is an abbreviation that wire
// copy writes with one and that does not end a sentence by itself.
func Abbreviated(w string) bool {
	switch w {
	case "Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Sen", "Rep", "Gov", "Lt", "Col", "Sgt", "Capt", "Maj", "Cmdr",
		"Adm", "Rev", "Hon", "St", "Ste", "Jr", "Sr", "Inc", "Corp", "Co", "Ltd", "Bros", "Cos", "vs", "Jan", "Feb", "Mar",
		"Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Mt", "Ft", "Brig", "Cpl", "Pvt", "Sgts",
		"Supt", "Insp", "Fr", "Messrs", "Sens", "Reps", "Govs", "Gens", "Atty", "Dist", "Pres", "Amb", "Spc", "Pfc",
		"Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Ky", "La", "Md",
		"Mass", "Mich", "Minn", "Miss", "Mo", "Mont", "Neb", "Nev", "Okla", "Ore", "Pa", "Tenn", "Tex", "Vt", "Va",
		"Wash", "Wis", "Wyo", "approx", "est", "etc", "dept", "Dept", "Assn", "Univ", "Intl":
		return true
	}
	return false
}

func isSpace(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || r >= '\t' && r <= '\r'
	}
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff'
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isUpper(r rune) bool {
	return r >= 'A' && r <= 'Z' || r >= utf8.RuneSelf && unicode.IsUpper(r)
}

func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return r|0x20 >= 'a' && r|0x20 <= 'z'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsMark(r))
}

// unspaced reports whether r belongs to a script written without spaces.
func unspaced(r rune) bool {
	return r >= 0x0e00 && (r <= 0x0eff || r >= 0x1000 && r <= 0x109f || r >= 0x1780 && r <= 0x17ff ||
		r >= 0x2e80 && r < 0xac00 && r != '々' || r >= 0xf900 && r <= 0xfaff || r >= 0x20000)
}
