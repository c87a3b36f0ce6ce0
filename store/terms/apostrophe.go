package terms

import (
	"strings"

	"dateline/words"
)

// elides reports whether a folded word before an apostrophe is an article: it is left out,
// of texts and of queries, as are the endings that Turkish writes after names (Ankara'da).
func elides(word []byte) bool { return words.ElidedArticle(string(word)) }

// ending is how many bytes of rest, which stands after the apostrophe behind a folded
// word, are a Turkish ending.
func ending(word []byte, rest string) int {
	n := 0
	for n < len(rest) && n <= 4 && letterByte(rest[n]) {
		n++
	}
	if len(word) < 2 || n == 0 || n > 4 || n < len(rest) && (rest[n] == '\'' || digit(rest[n])) {
		return 0
	}
	end := strings.ToLower(rest[:n])
	if n == 1 { // a joining letter stands before it where the word ends in a vowel
		if strings.ContainsAny(end, "aeiu") && !strings.ContainsRune("aeiou", rune(word[len(word)-1])) {
			return n
		}
		return 0
	}
	if words.TurkishCase(end) {
		return n
	}
	return 0
}
