package wires

import (
	"dateline/news"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxDateline is how many bytes from its start a dateline may take.
const maxDateline = 160

// ParseDateline reads the line that opens a wire story: "SEOUL, April 10 (Yonhap)
// --", "MOSCOW, January 21. /TASS/.", "BRUSSELS —", "【ソウル共同】". Editor's notes
// and bylines before it are passed over; they belong to what comes before End.
// Without a dateline everything is zero.
func ParseDateline(text string) news.Dateline {
	from := 0
	for range 4 {
		if d, ok := datelineAt(text[from:]); ok {
			d.End += from
			return d
		}
		n := preamble(text[from:])
		if n == 0 {
			break
		}
		from += n
	}
	return news.Dateline{}
}

// preamble returns the length of a note or byline that text begins with, with the
// white space behind it: what may stand before a dateline.
func preamble(text string) int {
	line, _, more := strings.Cut(text, "\n")
	n := 0
	switch {
	case strings.HasPrefix(text, "("):
		i := strings.IndexByte(line, ')')
		if i < 0 || i > 300 {
			return 0
		}
		if _, note := editorsNote(line[:i+1], 0); !note {
			return 0
		}
		n = i + 1
	case more && len(line) < 90 && (strings.HasPrefix(line, "By ") || strings.HasPrefix(line, "by ")):
		n = len(line)
	default:
		return 0
	}
	for n < len(text) && (text[n] == ' ' || text[n] == '\n') {
		n++
	}
	return n
}

// datelineAt reads a dateline at the very start of text.
func datelineAt(text string) (news.Dateline, bool) {
	r, _ := utf8.DecodeRuneInString(text)
	switch {
	case r == '(' || r == '（' || r == '【' || r == '新' || r == '中':
		return bracketDateline(text)
	case unicode.IsUpper(r):
	default:
		return news.Dateline{}, false
	}
	line, _, _ := strings.Cut(text[:min(len(text), maxDateline)], "\n")
	if d, ok := signedDateline(line); ok {
		return d, true
	}
	return cityDateline(line)
}

// signedDateline reads "CITY, Where, Month 10, 2026 (Agency) -" and its relatives:
// the agency's sign is looked for first, what stands before it must be a place and
// a day, what stands behind it a dash, as far as that agency has one.
func signedDateline(line string) (news.Dateline, bool) {
	for i := 0; i < len(line); i++ {
		var agency string
		head, rest := line[:i], ""
		switch line[i] {
		case '(':
			end := strings.IndexByte(line[i:], ')')
			if end < 0 {
				return news.Dateline{}, false
			}
			agency, rest = line[i+1:i+end], line[i+end+1:]
			return signed(head, agency, rest, len(line))
		case '/':
			end := strings.IndexByte(line[i+1:], '/')
			if end < 3 || end > 12 || i < 2 || line[i-1] != ' ' {
				continue
			}
			agency, rest = line[i+1:i+1+end], line[i+end+2:]
			if d, ok := placeAndDay(head); ok && (isAgency(agency) || d.Day != 0 && allIn(agency, unicode.Lu)) && strings.HasPrefix(rest, ".") {
				d.Agency, d.End = agency, len(line)-len(strings.TrimLeft(rest, ". "))
				return d, true
			}
		case ',', '-':
			if d, ok := bareSign(line, i); ok {
				return d, true
			}
		}
	}
	return news.Dateline{}, false
}

// signed checks the three parts of a dateline whose agency stands in brackets, in
// a line of size bytes that rest ends.
func signed(head, agency, rest string, size int) (news.Dateline, bool) {
	d, ok := placeAndDay(head)
	if !ok {
		return d, false
	}
	after, dashed := afterDash(rest)
	known := isAgency(agency)
	switch {
	case known && dashed:
	case known && d.Day != 0 && endsBare(agency): // no dash follows
	case dashed && d.Day != 0 && looksAgency(agency):
	default:
		return d, false
	}
	d.Agency, d.End = agency, size-len(after)
	return d, true
}

// endsBare reports whether an agency's dateline may end without a dash.
func endsBare(agency string) bool {
	return strings.Contains(" CNA PTI ANI APP NAN IANS UNI AZERTAC Prensa Latina ", " "+agency+" ")
}

// looksAgency reports whether an unknown name could be an agency's.
func looksAgency(s string) bool {
	if len(s) < 2 || len(s) > 25 || !isLetterByte(s[0]) {
		return false
	}
	for _, r := range s {
		if !unicode.IsLetter(r) && r != ' ' && r != '.' && r != '-' {
			return false
		}
	}
	return unicode.IsUpper(rune(s[0])) || strings.ToLower(s) == s && len(s) <= 6
}

// bareSign reads an agency that stands between commas or before a dash without
// brackets: "Riyadh, April 10, 2026, SPA --", "Damascus, SANA-", "10 апр - РИА
// Новости.". at is the byte of the comma or dash before it.
func bareSign(line string, at int) (news.Dateline, bool) {
	rest := line[at+1:]
	name := strings.TrimLeft(rest, " ")
	if name == rest || name == "" {
		return news.Dateline{}, false
	}
	end := strings.IndexAny(name, "-–—.,:")
	if end < 0 || end > 40 {
		end = min(len(name), 8)
	}
	agency := strings.TrimRight(name[:end], " ")
	if i := strings.IndexByte(agency, ' '); i > 0 && agency[:i] == "AZERTAC" {
		agency = agency[:i]
	}
	if !isAgency(agency) {
		return news.Dateline{}, false
	}
	d, ok := placeAndDay(line[:at])
	tail := name[len(agency):]
	after, dashed := afterDash(tail)
	if !ok || d.City == "" || !dashed && agency != "AZERTAC" {
		return d, false
	}
	if d.Day == 0 && (line[at] == '-' || agency != strings.ToUpper(agency) || strings.HasPrefix(tail, ":") || strings.HasPrefix(tail, ".")) {
		return d, false // "Ann Author, Bloomberg:"
	}
	d.Agency, d.End = agency, len(line)-len(after)
	return d, true
}

// afterDash skips the dash, colon or full stop that ends a dateline, with white
// space on both sides, and reports whether there was one.
func afterDash(s string) (rest string, dashed bool) {
	s = strings.TrimLeft(s, " ")
	for _, dash := range []string{"--", "—", "–", ".-", "-", ":", "."} {
		if t, ok := strings.CutPrefix(s, dash); ok {
			return strings.TrimLeft(t, " "), true
		}
	}
	return s, false
}

// placeAndDay reads what stands before the agency: city, region and day, each of
// which some agencies leave out.
func placeAndDay(head string) (d news.Dateline, ok bool) {
	head = strings.TrimRight(strings.TrimSpace(head), ",")
	if city, where, ok := strings.Cut(head, " ["); ok { // New Delhi [India], April 10
		if where, rest, ok := strings.Cut(where, "]"); ok && (rest == "" || rest[0] == ',') {
			d, ok := placeAndDay(city + rest)
			d.Where = where
			return d, ok
		}
	}
	rest, hasDay := cutDay(&d, head)
	if rest == "" {
		return d, hasDay
	}
	if hasDay { // MOSCOW. April 10
		rest = strings.TrimRight(rest, ",. ")
	}
	city, where, _ := strings.Cut(rest, ", ")
	if !isPlace(city) || where != "" && !isPlace(where) {
		return d, false
	}
	d.City, d.Where = city, where
	return d, true
}

// cutDay takes "April 10", "10th April, 2026", "10 abr 2026" or "10 апреля." off
// the end of head.
func cutDay(d *news.Dateline, head string) (rest string, ok bool) {
	fields := strings.FieldsFunc(head, func(r rune) bool { return r == ' ' || r == ',' })
	n := len(fields)
	if n == 0 {
		return head, false
	}
	year := 0
	if y := fields[n-1]; len(y) == 4 && y[:2] == "20" && number(y) > 0 && n >= 3 {
		year = number(y)
		n--
	}
	if n < 2 {
		return head, false
	}
	m, day := news.MonthNamed(fields[n-2]), number(fields[n-1])
	first := fields[n-2]
	if m == 0 || day == 0 {
		m, day = news.MonthNamed(fields[n-1]), number(fields[n-2])
	}
	if m == 0 || day < 1 || day > 31 {
		return head, false
	}
	i := lastIndexField(head, first)
	place := strings.TrimRight(head[:i], " ")
	if place != "" && place[len(place)-1] != ',' && place[len(place)-1] != '.' {
		return head, false
	}
	d.Month, d.Day, d.Year = int(m), day, year
	return strings.TrimRight(place, ","), true
}

// lastIndexField returns the byte of the last place where field is a word of s.
func lastIndexField(s, field string) int {
	for end := len(s); ; {
		i := strings.LastIndex(s[:end], field)
		if i <= 0 || s[i-1] == ' ' || s[i-1] == ',' {
			return max(i, 0)
		}
		end = i
	}
}

// number reads "10", "10th" and "10." and is 0 for anything else.
func number(s string) int {
	n, digits := 0, 0
	for digits < len(s) && digits < 4 && isDigit(s[digits]) {
		n = n*10 + int(s[digits]-'0')
		digits++
	}
	switch s[digits:] {
	case "", ".", "st", "nd", "rd", "th":
		return n
	}
	return 0
}

// isPlace reports whether s can be the name of a city, a country or a state: one to
// six words, each capitalised but for the small ones that names contain.
func isPlace(s string) bool {
	if len(s) < 2 || len(s) > 48 || !startsUpper(s) {
		return false
	}
	words := 0
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ' ' || r == '/' || r == '-' }) {
		if words++; words > 6 || !startsUpper(w) && !strings.Contains(" de da do di du del la le les el al of the and on en upon sur aan y i e am an der den sous près bei ", " "+w+" ") {
			return false
		}
	}
	return !strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !strings.ContainsRune(" .'’/-,", r) && !unicode.Is(unicode.Mn, r)
	})
}

func startsUpper(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	if (r == '\'' || r == '’') && len(s) > n {
		r, _ = utf8.DecodeRuneInString(s[n:])
	}
	return unicode.IsUpper(r)
}

func isLetterByte(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// notCities open paragraphs in capitals before a dash and are no places.
const notCities = " ANALYSIS BREAKING CORRECTION EDITOR'S NOTE EDITOR’S NOTE EXCLUSIVE EXPLAINER FLASH LIVE NEW NOTE OPINION PHOTO PHOTOS PLUS READ READ MORE UPDATE UPDATED URGENT VIDEO WARNING WATCH WHAT WHEN WHERE WHO WHY WINNER "

// cityDateline reads a dateline without agency: "BRUSSELS —", "KYIV, Ukraine —",
// "WASHINGTON, Nov. 3 —". The city stands in capitals.
func cityDateline(line string) (news.Dateline, bool) {
	end := -1
	for _, dash := range []string{" — ", " – ", " -- ", "— "} {
		if i := strings.Index(line, dash); i > 0 && (end < 0 || i < end) {
			end = i
		}
	}
	if end < 3 || end > 60 {
		return news.Dateline{}, false
	}
	d, ok := placeAndDay(line[:end])
	if !ok || len(d.City) < 3 || len(d.City) > 29 || strings.ToUpper(d.City) != d.City || strings.Contains(notCities, " "+d.City+" ") {
		return news.Dateline{}, false
	}
	after, _ := afterDash(line[end:])
	d.End = len(line) - len(after)
	return d, true
}
