package sqlite

import (
	"slices"
	"strings"
)

// Two kinds of apostrophe part words that people look for without what is beyond them:
// elided articles (l'Iran, dell'Eritrea, Qu'Israël), and the endings that Turkish writes
// after names (Ankara'da). Both are left out, of texts and of queries. All others hold
// their word together: o'clock, aujourd'hui, N'Djamena.

// elided are the folded words that lose a vowel before one that begins with a vowel.
var elided = []string{
	"d", "jusqu", "l", "lorsqu", "puisqu", "qu", // French, Catalan
	"agl", "all", "coll", "dagl", "dall", "degl", "dell", "gl", "negl", "nell", "quell", "quest", "sugl", "sull", "un", // Italian
}

// turkishEndings are the folded endings of names, cases with the letters that join them.
var turkishEndings = strings.Fields("da de ta te dan den tan ten nda nde ndan nden ya ye yi yu na ne ni nu in un nin nun la le yla yle daki deki taki teki")

// elides reports whether a folded word before an apostrophe is an article.
func elides(word []byte) bool { return slices.Contains(elided, string(word)) }

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
	if slices.Contains(turkishEndings, end) {
		return n
	}
	return 0
}
