package related

import (
	"slices"
	"strings"
	"unicode"
)

// opening is what a headline has before its first colon, "" when that is nothing or the
// greater part of the headline: the name of a column, a serial or a subject.
func opening(title string) string {
	head, rest, ok := strings.Cut(title, ":")
	if !ok || len(head) > len(rest) || len(head) > 48 {
		return ""
	}
	return strings.TrimSpace(head)
}

// byline reports whether the opening of a headline is in capitals and of two to four words,
// as a paper sets the name of its columnist.
func byline(head string) bool {
	n := len(strings.Fields(head))
	return n >= 2 && n <= 4 && strings.ToUpper(head) == head && strings.ContainsFunc(head, unicode.IsUpper)
}

// dated is the day of the month that a headline names beside its month, 0 for none.
func dated(title string) uint8 {
	var day, near uint8 // a number just seen; words since then
	month := false
	for _, w := range strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		switch n := dayNumber(w); {
		case n > 0 && month:
			return n
		case n > 0:
			day, near = n, 0
		case slices.Contains(months, w) && day > 0 && near == 0:
			return day
		default:
			near++
		}
		month = slices.Contains(months, w)
	}
	return 0
}

var months = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
	"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}

// dayNumber reads "1" to "31", also with an ending ("21st"); 0 for anything else.
func dayNumber(w string) uint8 {
	digits := strings.TrimRight(w, "sthndr")
	if len(digits) == 0 || len(digits) > 2 {
		return 0
	}
	n := 0
	for _, c := range []byte(digits) {
		if c < '0' || c > '9' {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	if n > 31 {
		return 0
	}
	return uint8(n)
}

// serial reports whether two stories of one outlet are numbers of a series. Their headlines
// name each its day, and it is another; or a columnist stands before the colon of both; or
// hours later the headline has changed over the same words, or the words have under the same
// headline; or a day later a short story counts something else, as a daily bulletin does.
func (l *limits) serial(it, old *item, copy float32) bool {
	if it.outlet == 0 || it.outlet != old.outlet {
		return false
	}
	hours, like := float64(hoursApart(it, old)), float64(dice(it.grams, old.grams))
	same := l.copies(it, old, copy)
	switch {
	case it.day != 0 && old.day != 0 && it.day != old.day, it.column && old.column && it.opening == old.opening && like < l[likeTitle]:
		return true
	case hours >= l[bulletinHours] && it.counts != 0 && old.counts != 0 && it.counts != old.counts && !longLeads(it, old):
		return !it.marked && !same
	}
	return hours >= l[serialHours] && !it.marked && (float64(copy) >= l[copiedWhole] && like < l[likeTitle] || like >= l[sameTitle] && !same)
}

// countsOf is a hash of the numbers of a headline, 0 for none.
func countsOf(title string) (h uint32) {
	words(title, func(t token) {
		if t.num {
			h = h*31 + t.hash | 1
		}
	})
	return h
}
