package claims

import (
	"strings"
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
	hits, words, foreign := sample(s.Title + "\n" + head(s.Text, 3000))
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

// sample counts words, those common in English, and those in another script or
// with letters that English hardly uses.
func sample(text string) (hits, words, foreign int) {
	for _, t := range learn.Tokenize(nil, text) {
		if t.Class != learn.Word {
			continue
		}
		words++
		if common[hashWord(t.Text(text))] {
			hits++
		}
		if r, _ := utf8.DecodeRuneInString(text[t.Start:]); r >= 0x250 {
			foreign++
		}
	}
	return
}
