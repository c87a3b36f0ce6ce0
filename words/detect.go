package words

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"
)

// looked is how many bytes of a text tell its language.
const looked = 3000

// census counts what tells a language.
type census struct {
	words             int
	hits              []int // by the rows of the table: words of grammar
	hangul, kana, han int
	arabic, persian   int
	cyrillic, ukrain  int
	russian, slavic   int
	devanagari, other int
}

// Detect returns the language of a text that declares declared ("" for nothing): the
// script decides where it can, then the words of grammar; what is declared counts where they
// do not speak against it. A text that is in no known language gives one without words.
func (ls *Languages) Detect(declared, title, text string) *Language {
	c := census{hits: make([]int, len(table))}
	ls.count(&c, title)
	ls.count(&c, head(text, looked))
	code, _, _ := strings.Cut(strings.ToLower(declared), "-")
	code, _, _ = strings.Cut(code, "_")
	if l := ls.ofScript(&c, code); l != nil {
		return l
	}
	if c.other*2 > c.words {
		return ls.other
	}
	return ls.ofWords(&c, code)
}

func (ls *Languages) count(c *census, text string) {
	for i := 0; i < len(text); {
		if low := text[i] | 0x20; low >= 'a' && low <= 'z' {
			end := plainLetters(text, i+1)
			if end == len(text) || text[end] < utf8.RuneSelf {
				c.words++
				c.note(ls.commonWord(text[i:end]))
				i = end
				continue
			}
		} else if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) {
			i += n
			continue
		}
		if single(r) {
			c.sign(r)
			i += n
			continue
		}
		end := letters(text, i+n)
		c.words++
		if r < 0x250 || r >= 0x1e00 && r < 0x1f00 {
			w := Fold(text[i:end])
			in := ls.common[w]
			if !ascii(w) {
				in |= ls.uncommon(w)
			}
			c.note(in)
		} else {
			c.script(r, text[i:end])
		}
		i = end
	}
}

// note counts a word of grammar of the languages whose bits are set.
func (c *census) note(in uint32) {
	for ; in != 0; in &= in - 1 {
		c.hits[bits.TrailingZeros32(in)]++
	}
}

// commonWord returns the languages that have an ASCII word among their words of grammar.
// Most words have a first letter and a length that none of those has.
func (ls *Languages) commonWord(w string) uint32 {
	if len(w) >= len(small{}) || ls.lengths[w[0]&0x1f]>>len(w)&1 == 0 {
		return 0
	}
	var low small
	for i := range len(w) {
		low[i] = w[i] | 0x20
	}
	return ls.common[string(low[:len(w)])]
}

// small is room for a word in small letters.
type small [32]byte

// plainLetters returns the end of the run of ASCII letters that goes on at i.
func plainLetters(text string, i int) int {
	for i < len(text) && (text[i]|0x20) >= 'a' && (text[i]|0x20) <= 'z' {
		i++
	}
	return i
}

func (c *census) sign(r rune) {
	switch {
	case r >= 0xac00 && r <= 0xd7a3:
		c.hangul++
	case r <= 0x30ff:
		c.kana++
	default:
		c.han++
	}
}

// script counts a word of another script.
func (c *census) script(r rune, w string) {
	switch {
	case unicode.Is(unicode.Arabic, r):
		c.arabic++
		if strings.ContainsAny(w, "پچژگیک") {
			c.persian++
		}
		if strings.ContainsAny(w, "يكةىأإ") {
			c.persian--
		}
	case unicode.Is(unicode.Cyrillic, r):
		c.cyrillic++
		if strings.ContainsAny(w, "іїєґІЇЄҐ") {
			c.ukrain++
		}
		if strings.ContainsAny(w, "ъЪјљњћђџўЈЉЊЋЂЏЎ") {
			c.slavic++
		}
		if strings.ContainsAny(w, "ыэёЫЭЁ") {
			c.russian++
		}
	case unicode.Is(unicode.Devanagari, r):
		c.devanagari++
	default:
		c.other++
	}
}

// ofScript is the language that a script belongs to, nil for Latin. Scripts that
// several languages have are told apart by their letters.
func (ls *Languages) ofScript(c *census, declared string) *Language {
	cjk := c.hangul + c.kana + c.han
	switch {
	case cjk > 0 && cjk > 2*c.words:
		switch {
		case c.hangul*2 > cjk:
			return ls.ByCode("ko")
		case c.kana*8 > cjk:
			return ls.ByCode("ja")
		}
		return ls.ByCode("zh")
	case c.arabic*2 > c.words:
		return ls.ofArabic(c, declared)
	case c.cyrillic*2 > c.words:
		switch {
		case c.ukrain > c.russian:
			return ls.ByCode("uk")
		case c.russian == 0 && c.slavic > 0:
			return ls.other // Bulgarian, Serbian, Macedonian
		}
		return ls.ByCode("ru")
	case c.devanagari*2 > c.words:
		return ls.ByCode("hi")
	}
	return nil
}

// ofArabic tells the languages of Arabic script.
func (ls *Languages) ofArabic(c *census, declared string) *Language {
	switch declared {
	case "", "ar", "fa", "en":
		if c.persian > 0 {
			return ls.ByCode("fa")
		}
		return ls.ByCode("ar")
	}
	return ls.other // Urdu, Pashto
}

// ofWords tells the languages of Latin script by their words of grammar.
func (ls *Languages) ofWords(c *census, declared string) *Language {
	var best *Language
	hits := map[*Language]int{}
	for i, row := range table {
		l := ls.byCode[row.Code]
		if hits[l] = c.hits[i]; hits[l] > 0 && (best == nil || hits[l] > hits[best]) {
			best = l
		}
	}
	english, known := ls.byCode["en"], ls.byCode[declared]
	switch {
	case known != nil && (best == nil || hits[known]*2 >= hits[best]):
		return known
	case best != nil && best != english && clearly(hits[best], hits[english], c.words):
		return best
	case declared != "" && known == nil && hits[english]*6 < c.words, c.words >= 25 && hits[english]*12 < c.words:
		return ls.other
	}
	return english
}

// clearly reports whether so many words of grammar of a language show that a text of so
// many words is not in English, of whose grammar it has so many.
func clearly(hits, english, words int) bool {
	return hits >= 3 && hits*2 >= 3*english && hits*8 >= words || hits >= 2 && english == 0 && hits*4 >= words
}

// uncommon returns the languages that have a letter of the word and few others do.
func (ls *Languages) uncommon(w string) uint32 {
	in := uint32(0)
	for i, row := range table {
		if l := ls.byCode[row.Code]; l.uncommon != "" && strings.ContainsAny(w, l.uncommon) {
			in |= 1 << i
		}
	}
	return in
}

func ascii(w string) bool {
	for i := 0; i < len(w); i++ {
		if w[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// head cuts s at a rune boundary near n bytes.
func head(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
