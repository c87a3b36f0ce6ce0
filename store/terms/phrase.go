package terms

import "strings"

// Phrase writes all words of a text as they are indexed, each between blanks. So a short
// text that has no index holds a phrase where its Phrase holds that of the phrase.
func Phrase(text string) string {
	var b strings.Builder
	b.WriteByte(' ')
	for w := range splitWords(text) {
		b.Write(stem(w))
		b.WriteByte(' ')
	}
	return b.String()
}
