package words

import "strings"

// Two kinds of apostrophe part words: small words of French, Italian, Catalan and
// Portuguese lose their vowel before a word that begins with one (l'Iran, dell'Eritrea,
// Qu'Israël), and Turkish writes endings behind names (Ankara'da). All others hold their
// word together: o'clock, aujourd'hui, N'Djamena.

// articles are the elided articles and conjunctions; clipped are other small words
// that lose their vowel, some of which begin names, too ("N'Djamena").
var (
	articles = set("d jusqu l lorsqu puisqu qu agl all coll dagl dall degl dell gl negl nell quell quest sugl sull un")
	clipped  = set("j n s m t c bell sant quoiqu presqu entr quelqu")
)

// cases are the endings of Turkish cases with the letters that join them, after a
// consonant or a vowel; suffixes are others.
var (
	cases = set(`da de ta te dan den tan ten nda nde ndan nden ya ye yı yi yu yü na ne nı ni nu nü ın in un ün nın nin nun nün la le yla yle
		daki deki taki teki`)
	suffixes = set("a e ı i u ü dır dir ki yken lı li lu lü sı si su sü ydı ydi")
)

// ElidedArticle reports whether a word in small letters before an apostrophe is an
// article or conjunction, which nobody looks for.
func ElidedArticle(word string) bool { return articles[word] }

// Elided reports whether a word in small letters before an apostrophe may be a small word
// that lost its vowel.
func Elided(word string) bool { return articles[word] || clipped[word] }

// TurkishCase reports whether the letters behind an apostrophe are the ending of a
// case, of more than one letter. Letters without their dots are read as well.
func TurkishCase(ending string) bool { return cases[ending] }

// TurkishEnding reports whether the letters behind an apostrophe are an ending of Turkish.
func TurkishEnding(ending string) bool { return cases[ending] || suffixes[ending] }

func set(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}
