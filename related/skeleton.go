package related

import (
	"strconv"
	"strings"
	"unicode"

	"dateline/news"
)

// A place keeps its consonants in every script: Lisbon, لشبونة and リスボン have l, s, b and n. Sounds
// that one of the scripts does not tell apart count as one. With the country beside it that is
// enough to tell one place in two languages; it would not be for people's names.

// consonants gives the class of a letter's sound; letters that are not listed count for nothing.
var consonants = map[rune]byte{
	'b': 'b', 'p': 'b', 'f': 'b', 'v': 'b', 'd': 't', 't': 't', 'k': 'k', 'g': 'k', 'q': 'k', 'c': 'k', 'x': 'k', 's': 's', 'z': 's', 'l': 'l', 'r': 'l', 'm': 'n', 'n': 'n',
	'б': 'b', 'п': 'b', 'ф': 'b', 'в': 'b', 'д': 't', 'т': 't', 'к': 'k', 'г': 'k', 'с': 's', 'з': 's', 'ш': 's', 'ж': 's', 'л': 'l', 'р': 'l', 'м': 'n', 'н': 'n',
	'ب': 'b', 'پ': 'b', 'ف': 'b', 'د': 't', 'ت': 't', 'ط': 't', 'ض': 't', 'ث': 't', 'ذ': 't', 'ك': 'k', 'ک': 'k', 'ق': 'k', 'غ': 'k', 'گ': 'k', 'س': 's', 'ص': 's', 'ش': 's', 'ز': 's', 'ظ': 's', 'ل': 'l', 'ر': 'l', 'م': 'n', 'ن': 'n',
}

// kana gives the same for the rows of katakana: the first sign of each row stands for it.
var kana = []struct {
	to    rune
	class byte
}{
	{'オ', 0}, {'ゴ', 'k'}, {'ゾ', 's'}, {'ド', 't'}, {'ノ', 'n'}, {'ポ', 'b'}, {'モ', 'n'}, {'ヨ', 0}, {'ロ', 'l'}, {'ヲ', 0}, {'ン', 'n'}, {'ヴ', 'b'},
}

// hangulLead and hangulTail are the classes of the consonants that open and close a syllable.
const (
	hangulLead = "kknttlnbbss-ssskt b"
	hangulTail = "-kkknnntlklbltblnbb ss-ssktb "
)

// skeleton is the consonants of a name by class, doubles taken once; "" for a script that does not tell.
func skeleton(name string) string {
	var out []byte
	add := func(c byte) {
		if c >= 'a' && (len(out) == 0 || out[len(out)-1] != c) {
			out = append(out, c)
		}
	}
	for _, r := range name {
		switch {
		case r >= 'ァ' && r <= 'ヴ':
			for _, k := range kana {
				if r <= k.to {
					add(k.class)
					break
				}
			}
		case r >= '가' && r <= '힣':
			add(hangulLead[(r-'가')/588])
			add(hangulTail[(r-'가')%28])
		case unicode.Is(unicode.Han, r):
			return ""
		default:
			add(consonants[fold(r)])
		}
	}
	return string(out)
}

// placeKey is what a place is called in every language, "" where that cannot be told.
func (l *limits) placeKey(m *news.Mention, text string) string {
	if s := skeleton(text); float64(len(s)) >= l[leastSounds] && m.Ref != "" {
		return "place:" + m.Ref + ":" + s
	}
	return ""
}

// numbersIn lists the numbers of a text that are no day, hour or year: those with a fraction and
// those over 31.
func numbersIn(text string) (numbers []float64) {
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return (r < '0' || r > '9') && r != '.' && r != ',' }) {
		w = strings.ReplaceAll(strings.Trim(w, ".,"), ",", "")
		v, err := strconv.ParseFloat(w, 64)
		if err != nil || v < leastFigure || v >= 1900 && v <= 2100 || v <= 31 && !strings.Contains(w, ".") {
			continue
		}
		numbers = append(numbers, v)
	}
	return numbers
}
