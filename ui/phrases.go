package ui

import (
	"fmt"
	"strconv"

	"dateline/news"
)

// How screens write numbers, and what they call things.

// plural counts things: "1 story", "2 stories".
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%s %s", thousands(n), many)
}

// thousands writes a count with separators.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// number writes a value with separators and no more decimals than it has.
func number(v float64) string {
	if v == float64(int64(v)) && v > -1e15 && v < 1e15 {
		return thousands(int(v))
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// ordinal writes 1st, 2nd, 3rd, 11th.
func ordinal(n int) string {
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

// outletOf is the outlet with the plain fact of what it is.
func outletOf(a *news.Article) string {
	if k := kindWord(a.Source.Kind); k != "" && a.Outlet != "" {
		return a.Outlet + " (" + k + ")"
	}
	return a.Outlet
}

// kindWord says what sort of publisher it is, where its name does not.
func kindWord(k news.OutletKind) string {
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

// stanceWord is what the source does.
func stanceWord(st news.Stance, kind news.ClaimKind) string {
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

// kindWords are what pages call a kind.
var kindWords = map[news.Kind]string{
	news.Country: "country", news.Place: "place", news.Agency: "agency", news.Organisation: "organisation", news.Person: "person", "": "words",
}

// kindHeads are the headings of a kind's entities.
var kindHeads = map[news.Kind]string{
	news.Country: "Countries", news.Place: "Places", news.Agency: "Agencies", news.Organisation: "Organisations", news.Person: "People",
}
