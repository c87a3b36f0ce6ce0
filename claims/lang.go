package claims

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/learn"
	"dateline/news"
)

// common are frequent words of English that other languages hardly share.
var common = hashSet("the of and to in that is for said was with by it from has are had were will have its after who their this which been would they his not but says")

// english says whether the story may be read: by its declared language where its
// words do not speak against it, else by its common words.
func english(s *news.Story) bool {
	lang, _, _ := strings.Cut(strings.ToLower(s.Lang), "-")
	lang, _, _ = strings.Cut(lang, "_")
	if lang != "" && lang != "en" && lang != "eng" && lang != "und" && lang != "mul" {
		return false
	}
	var c census
	c.count(s.Title)
	c.count(head(s.Text, 2000))
	hits, words, foreign := c.common, c.words, c.foreign
	if foreign*3 > words {
		return false
	}
	if lang == "en" || lang == "eng" || words < 12 {
		return words == 0 || words < 12 || hits*25 >= words
	}
	return hits*10 >= words
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

// census counts words, those common in English, and those in another script or
// with letters that English hardly uses. A letter of a script that is written
// without spaces counts as a word.
type census struct{ words, common, foreign int }

func (c *census) count(text string) {
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf && !asciiLetter(text[i]) {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) {
			i += n
			continue
		}
		end := wordEnd(text, i+n)
		if r >= 0x250 {
			c.foreign++
		}
		c.words++
		if end-i <= longestCommon && common[learn.HashLower(text[i:end])] {
			c.common++
		}
		i = end
	}
}

// longestCommon is the length of the longest of the common words.
const longestCommon = 5

// wordEnd returns the end of the word that goes on at i.
func wordEnd(text string, i int) int {
	for i < len(text) {
		if c := text[i]; c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(text[i:])
			if !unicode.IsLetter(r) && !unicode.IsMark(r) {
				return i
			}
			i += n
			continue
		} else if !asciiLetter(c) && c != '-' {
			return i
		}
		i++
	}
	return i
}

func asciiLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
