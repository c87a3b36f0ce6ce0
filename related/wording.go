package related

import (
	"unicode"
	"unicode/utf8"

	"dateline/news"
)

// wording is a hash of the words of a story's markers, headline and whole text: white
// space, punctuation and capitals aside. Two stories of one wording differ in no word.
func wording(s *news.Story) uint32 {
	h := uint32(2166136261)
	for i := range s.Markers {
		h = hashWords(h, s.Markers[i].Text)
		h = hashWords(h, s.Markers[i].Note)
	}
	return hashWords(hashWords(h, s.Title), s.Text)
}

// hashWords adds the words of a text to a hash, and that the text ends.
func hashWords(h uint32, text string) uint32 {
	const prime = 16777619
	var last rune // the letter, digit or sign before; a gap between two words is ' '
	for i, r := range text {
		switch {
		case r == '%' || unicode.In(r, unicode.Letter, unicode.Number, unicode.Mark, unicode.Symbol):
		case (r == '.' || r == ',') && unicode.IsDigit(last) && digitAt(text, i+utf8.RuneLen(r)):
		case last == 0 || last == ' ':
			continue
		default:
			last = ' '
			continue
		}
		if last == ' ' {
			h = (h ^ ' ') * prime
		}
		h, last = (h^uint32(unicode.ToLower(r)))*prime, r
	}
	return (h ^ '\n') * prime
}
