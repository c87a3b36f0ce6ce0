package wires

import (
	"strings"
	"unicode"
)

// ParseCredit returns the agency that a story credits at its end or start, as
// written: "Yonhap" for a last line "(Yonhap)", "AP" for "With files from AP",
// "Reuters" for "— Reuters". A sign-off in the house style of Reuters ("Reporting
// by ...; Editing by ...") names nobody and is credited to it. Without a credit it
// is "".
func ParseCredit(text string) string {
	rest := strings.TrimRight(text, " \n")
	for range 3 {
		i := strings.LastIndexByte(rest, '\n')
		line := strings.TrimSpace(rest[i+1:])
		if c := creditLine(line); c != "" {
			return c
		}
		if i < 0 {
			break
		}
		rest = strings.TrimRight(rest[:i], " \n")
	}
	first, _, _ := strings.Cut(text, "\n")
	if by, ok := strings.CutPrefix(first, "By "); ok && len(first) < 60 {
		return leadingAgency(by)
	}
	return ""
}

// creditPhrases announce a credit inside or at the start of a line, lower case.
var creditPhrases = []string{
	"with files from ", "with inputs from ", "with input from ", "with reporting by ", "with reporting from ", "with material from ",
	"with additional reporting by ", "additional reporting by ", "contributed by ", "source: ", "source : ", "sources: ", "credit: ",
	"first published by ", "originally published by ", "syndicated from ", "courtesy of ", "(with ", "© ", "copyright ", "avec ", "mit material von ", "quelle: ", "fonte: ", "fuente: ", "источник: ", "来源：", "來源：", "出典：",
}

// creditLine returns the agency credited by one line.
func creditLine(line string) string {
	if c := endCredit(line); c != "" {
		return c
	}
	if len(line) > 400 {
		return ""
	}
	low := strings.ToLower(line)
	if len(low) != len(line) { // offsets would not agree
		return ""
	}
	if strings.Contains(low, "reporting by ") && strings.Contains(low, "editing by ") {
		return "Reuters"
	}
	for _, p := range creditPhrases {
		if i := strings.Index(low, p); i >= 0 && (i == 0 || !isLetterByte(low[i-1])) {
			if c := leadingAgency(line[i+len(p):]); c != "" {
				return c
			}
		}
	}
	return ""
}

// endCredit reads "... last words. (Yonhap)", "(AFP, dpa)", "— Reuters" and a line
// of nothing but agencies.
func endCredit(line string) string {
	line = strings.TrimRight(line, " .")
	if strings.HasSuffix(line, ")") {
		if i := strings.LastIndexByte(line, '('); i >= 0 && len(line)-i < 80 {
			return leadingAgency(line[i+1 : len(line)-1])
		}
		return ""
	}
	for _, dash := range []string{"— ", "– ", "-- ", "—", " - ", " /", " | "} {
		if i := strings.LastIndex(line, dash); i >= 0 && len(line)-i < 50 {
			if name := strings.TrimSpace(line[i+len(dash):]); isAgency(name) {
				return name
			}
		}
	}
	if len(line) >= 60 {
		return ""
	}
	if isAgency(line) || strings.HasPrefix(line, "-") && isAgency(line[1:]) {
		return strings.TrimPrefix(line, "-")
	}
	if c := leadingAgency(line); c != "" && len(strings.Trim(line[len(c):], " ,;/&|")) > 0 {
		next := strings.TrimLeft(line[len(c):], " ,;/&|")
		if strings.ContainsAny(line[len(c):min(len(line), len(c)+2)], ",;/|") && isAgency(next) {
			return c
		}
	}
	return ""
}

// leadingAgency returns the agency name that s begins with, longest first, up to
// four words; initials ("AP") and years after a copyright sign are stepped over.
func leadingAgency(s string) string {
	s = strings.TrimLeft(s, " ")
	if len(s) > 5 && s[0] == '2' && isDigit(s[1]) && isDigit(s[2]) && isDigit(s[3]) {
		s = strings.TrimLeft(s[4:], " ")
	}
	ends := make([]int, 0, 8)
	for i, r := range s {
		if i > 0 && !unicode.IsLetter(r) && r != '-' && r != '’' && r != '\'' || i > 40 {
			ends = append(ends, i)
			if len(ends) == 4 || i > 40 {
				break
			}
		}
	}
	if len(s) <= 40 {
		ends = append(ends, len(s))
	}
	for k := len(ends) - 1; k >= 0; k-- {
		if isAgency(s[:ends[k]]) {
			return s[:ends[k]]
		}
	}
	return ""
}
