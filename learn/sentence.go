package learn

import (
	"strings"
	"unicode/utf8"
)

// Sentences appends the ranges of tokens [from, to) that are the sentences of
// text. A line ends a sentence; so does a stop with white space behind it where
// what follows looks like a beginning. It splits rather too seldom than too often.
func Sentences(dst [][2]int, text string, toks []Token) [][2]int {
	from := 0
	for i := 1; i < len(toks); i++ {
		if toks[i].Line || toks[i].Space && begins(text, toks, i) && stops(text, toks, i) {
			dst = append(dst, [2]int{from, i})
			from = i
		}
	}
	if from < len(toks) {
		dst = append(dst, [2]int{from, len(toks)})
	}
	return dst
}

// begins reports whether token i can open a sentence.
func begins(text string, toks []Token, i int) bool {
	r, _ := utf8.DecodeRuneInString(text[toks[i].Start:])
	return isUpper(r) || isDigit(r) || strings.ContainsRune("\"'“‘«(–—-", r) || r >= 0x250 && isLetter(r)
}

// closers is how many marks that close something may stand behind a stop.
const closers = 6

// stops reports whether what stands before token i ends a sentence.
func stops(text string, toks []Token, i int) bool {
	j := i - 1
	for j > max(0, i-closers) && toks[j].Class == Punct && strings.Contains("\"'”’»)]", toks[j].Text(text)) {
		j--
	}
	switch t := toks[j].Text(text); {
	case toks[j].Class == Punct:
		return strings.HasPrefix(t, ".") || t == "!" || t == "?" || t == "…" || t == "。" || t == "؟" || t == "।"
	case !strings.HasSuffix(t, "."):
		return false
	case len(t) == 2 || Abbreviated(t[:len(t)-1]) && !company(t):
		return false
	default: // "U.S." or "Inc." may end a sentence: only if a word that opens one follows
		return opener(toks[i].Text(text))
	}
}

func company(t string) bool {
	return t == "Inc." || t == "Corp." || t == "Co." || t == "Ltd." || t == "Jr." || t == "Sr." || t == "etc."
}

func opener(w string) bool {
	switch w {
	case "The", "A", "An", "He", "She", "It", "They", "We", "In", "On", "At", "But", "And", "This", "That", "These",
		"Those", "There", "His", "Her", "Its", "Their", "As", "For", "If", "When", "While", "After", "Before", "However",
		"Some", "Both", "I", "You", "Not", "No", "Earlier", "Last", "Since", "By", "To", "From", "With":
		return true
	}
	return false
}
