package feed

import (
	"strings"
	"unicode"
)

// scripts are the character sets of one byte a letter that feeds have without saying so,
// each with the letters that stand most often in its languages.
var scripts = []struct{ charset, common string }{
	{"windows-1251", "оеаинтсрвлкмдпу"},
	{"koi8-r", "оеаинтсрвлкмдпу"},
	{"iso-8859-5", "оеаинтсрвлкмдпу"},
	{"windows-1253", "αοιετσνηυρπκμλς"},
}

// guessSample is how many bytes a guess looks at.
const guessSample = 64 << 10

// guessCharset returns the character set in which bytes that are not UTF-8 make words of a
// script other than Latin; "" when they do not. In Latin script letters beyond ASCII stand
// alone among others; in these whole words are made of them.
func guessCharset(body []byte) string {
	body = body[:min(len(body), guessSample)]
	high, inRuns := 0, 0
	for i, c := range body {
		if c < 0xa8 {
			continue
		}
		high++
		if i > 0 && body[i-1] >= 0xa8 || i+1 < len(body) && body[i+1] >= 0xa8 {
			inRuns++
		}
	}
	if high < 8 || inRuns*10 < high*8 {
		return ""
	}
	best, most := "", 0.6
	for _, s := range scripts {
		t, ok := decode(body, s.charset)
		if !ok {
			continue
		}
		if share := likeWords(t, s.common); share > most {
			best, most = s.charset, share
		}
	}
	return best
}

// likeWords is how much of the letters beyond ASCII is as in words: common ones count, and
// a capital behind a small letter counts against it.
func likeWords(t, common string) float64 {
	letters, good := 0, 0
	prev := ' '
	for _, r := range t {
		if r >= 0x80 {
			letters++
			switch {
			case strings.ContainsRune(common, r):
				good++
			case unicode.IsUpper(r) && unicode.IsLower(prev), !unicode.IsLetter(r):
				good--
			}
		}
		prev = r
	}
	return float64(good) / float64(max(letters, 1))
}
