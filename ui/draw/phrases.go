package draw

import (
	"fmt"
	"strconv"

	"dateline/news"
)

// How screens write numbers, and what they call things.

// Plural counts things: "1 story", "2 stories".
func Plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%s %s", Thousands(n), many)
}

// Thousands writes a count with separators.
func Thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Number writes a value with separators and no more decimals than it has.
func Number(v float64) string {
	if v == float64(int64(v)) && v > -1e15 && v < 1e15 {
		return Thousands(int(v))
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// Ordinal writes 1st, 2nd, 3rd, 11th.
func Ordinal(n int) string {
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return fmt.Sprintf("%d%s", n, suffix)
}

// OutletOf is the outlet with the plain fact of what it is.
func OutletOf(a *news.Article) string {
	if k := KindWord(a.Source.Kind); k != "" && a.Outlet != "" {
		return a.Outlet + " (" + k + ")"
	}
	return a.Outlet
}

// KindWord says what sort of publisher it is, where its name does not.
func KindWord(k news.OutletKind) string {
	switch k {
	case news.StateAgency:
		return "state agency"
	case news.NewsAgency:
		return "agency"
	case news.Broadcaster:
		return "broadcaster"
	case news.Newspaper:
		return "newspaper"
	case news.Organization:
		return "organization"
	}
	return string(k)
}

// StanceWord is what the source does.
func StanceWord(st news.Stance, kind news.ClaimKind) string {
	switch st {
	case news.Denies:
		return "denies"
	case news.Confirms:
		return "confirms"
	case news.Declines:
		return "declines to say"
	case news.Questions:
		return "asks"
	}
	if kind == news.Attitude {
		return "wants or expects"
	}
	return "says"
}

// KindWords are what pages call a kind.
var KindWords = map[news.Kind]string{
	news.Country: "country", news.Place: "place", news.Agency: "agency", news.Organisation: "organisation", news.Person: "person", "": "words",
}

// KindHeads are the headings of a kind's entities.
var KindHeads = map[news.Kind]string{
	news.Country: "Countries", news.Place: "Places", news.Agency: "Agencies", news.Organisation: "Organisations", news.Person: "People",
}
