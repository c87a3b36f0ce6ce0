package feed

import (
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // a machine may have no database of zones
	"unicode"
	"unicode/utf8"

	"dateline/news"
)

// parseDate reads a date in the forms that feeds use: RFC 822 and what passes for
// it, RFC 3339 and the other forms of ISO 8601, Unix times, and dates with names
// of months in the languages of the starter list. Without a zone it is UTC. The
// answer is in UTC; ok is false for what is no date, or none of the calendar.
func parseDate(s string) (t time.Time, ok bool) {
	s = strings.TrimSpace(s)
	if len(s) < 4 || len(s) > 100 {
		return time.Time{}, false
	}
	for _, form := range []func(string) (time.Time, bool){usualDate, digitsDate, townTime} {
		if t, ok := form(s); ok {
			return t, true
		}
	}
	d := dateParts{year: -1}
	if !d.scan(s) {
		return time.Time{}, false
	}
	return d.time()
}

// usualDate reads the forms that nearly all feeds have: RFC 3339 and the two of RSS,
// where other names of zones would come out as UTC.
func usualDate(s string) (time.Time, bool) {
	form := ""
	switch {
	case len(s) >= len("2006-01-02T15:04:05Z") && s[4] == '-' && s[10] == 'T':
		form = time.RFC3339
	case len(s) == len(time.RFC1123) && strings.HasSuffix(s, " GMT"):
		form = time.RFC1123
	case len(s) == len(time.RFC1123Z) && (s[26] == '+' || s[26] == '-'):
		form = time.RFC1123Z
	default:
		return time.Time{}, false
	}
	t, err := time.Parse(form, s)
	if err != nil || !validYear(t.Year()) || !validYear(t.UTC().Year()) {
		return time.Time{}, false
	}
	return t.UTC(), true
}

// townTime reads a date whose zone is the name of a town in the database of zones:
// 2026-11-27 09:30:00 Europe/Madrid.
func townTime(s string) (time.Time, bool) {
	i := strings.LastIndexAny(s, " [") + 1
	town := strings.TrimSuffix(s[i:], "]")
	slash := strings.IndexByte(town, '/')
	if i < 8 || slash < 3 || strings.HasPrefix(town, "Etc/") || isDigitByte(town[slash-1]) {
		return time.Time{}, false
	}
	zone, err := time.LoadLocation(town)
	if err != nil {
		return time.Time{}, false
	}
	t, ok := parseDate(strings.TrimRight(s[:i-1], " ["))
	if !ok || strings.HasSuffix(s[:i-1], "Z") {
		return t, ok
	}
	if d := (dateParts{year: -1}); d.scan(s[:i-1]) && d.zoned {
		return t, true
	}
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), zone).UTC(), true
}

func validYear(y int) bool { return y > 1 && y < 10000 }

// digitsDate reads a date of nothing but digits: 20060102, 20060102150405, and
// Unix time in seconds or milliseconds.
func digitsDate(s string) (time.Time, bool) {
	whole, fraction, cut := strings.Cut(s, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || digitRun(whole) != len(whole) || cut && (len(whole) < 9 || digitRun(fraction) != len(fraction)) {
		return time.Time{}, false
	}
	switch len(whole) {
	case 4:
		return time.Date(int(n), 1, 1, 0, 0, 0, 0, time.UTC), n >= 1900 && n < 2200
	case 5: // year without century, and day of the year
		return dayOfYear(2000+int(n)/1000, int(n)%1000)
	case 6:
		t, err := time.Parse("060102", whole)
		return t, err == nil
	case 7:
		return dayOfYear(int(n)/1000, int(n)%1000)
	case 8:
		t, err := time.Parse("20060102", whole)
		return t, err == nil
	case 14:
		t, err := time.Parse("20060102150405", whole)
		return t, err == nil
	case 9, 10:
		return time.Unix(n, 0).UTC(), true
	case 12, 13:
		return time.UnixMilli(n).UTC(), true
	}
	return time.Time{}, false
}

// dayOfYear is a date by its ordinal.
func dayOfYear(year, day int) (time.Time, bool) {
	t := time.Date(year, 1, day, 0, 0, 0, 0, time.UTC)
	return t, day > 0 && t.Year() == year && year >= 1900 && year < 2200
}

// dateParts is a date as its parts are found.
type dateParts struct {
	year, day      int
	month          time.Month
	hour, min, sec int
	nanos          int
	clock, pm, am  bool
	zone           int // seconds east
	zoned          bool
	numbers        []dateNumber // not yet known to be year, month or day
	yearDay        int
	posix          bool // Etc/GMT-2 is two hours east
}

type dateNumber struct{ value, digits int }

// scan reads s token by token.
func (d *dateParts) scan(s string) bool {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case isDigitByte(c):
			n := digitRun(s[i:])
			if n > 4 && !(n == 8 || n == 6) {
				return false
			}
			i = d.number(s, i, n)
		case (c == '+' || c == '-') && d.clock && i+1 < len(s) && isDigitByte(s[i+1]):
			i = d.offset(s, i)
		case c < utf8.RuneSelf && !isNameStart(c):
			i++
		default:
			n := wordLen(s[i:])
			d.word(s[i : i+n])
			i += n
		}
	}
	return true
}

// number reads a clock time, or keeps a number for later; it returns where to go
// on.
func (d *dateParts) number(s string, i, n int) int {
	v, _ := strconv.Atoi(s[i : i+n])
	end := i + n
	if n <= 2 && !d.clock && end+1 < len(s) && (s[end] == ':' || s[end] == '.' && len(d.numbers) >= 2 && d.month != 0) && isDigitByte(s[end+1]) {
		return d.clockTime(s, i)
	}
	if n <= 2 && !d.clock && end+2 < len(s) && s[end] == 'h' && digitRun(s[end+1:]) == 2 { // 15h04
		d.hour, d.clock = v, true
		d.min, _ = strconv.Atoi(s[end+1 : end+3])
		return end + 3
	}
	if i > 0 && s[i-1] == 'T' && d.basicTime(v, n, end < len(s)) {
		return end
	}
	if n == 8 && len(d.numbers) == 0 {
		d.numbers = append(d.numbers, dateNumber{v / 10000, 4}, dateNumber{v / 100 % 100, 2}, dateNumber{v % 100, 2})
		return end
	}
	if unit, size := utf8.DecodeRuneInString(s[end:]); size > 1 && d.counted(v, unit) {
		return end + size
	}
	d.numbers = append(d.numbers, dateNumber{v, n})
	return end
}

// basicTime takes the n digits behind a "T" in the basic form of ISO 8601: T1504. more
// says that something follows.
func (d *dateParts) basicTime(v, n int, more bool) bool {
	switch {
	case n == 4 && !d.clock && more:
		d.hour, d.min = v/100, v%100
	case n == 2 && len(d.numbers) >= 3:
		d.hour = v
	case n == 6:
		d.hour, d.min, d.sec = v/10000, v/100%100, v%100
	default:
		return false
	}
	d.clock = true
	return true
}

// counted takes a number with the sign of what it counts: 2026年4月10日, 15시 05분.
func (d *dateParts) counted(v int, unit rune) bool {
	switch unit {
	case '年', '년':
		d.year = v
	case '月', '월':
		d.month = time.Month(v)
	case '日', '일', '号':
		d.day = v
	case '時', '时', '点', '시':
		d.hour, d.clock = v, true
	case '分', '분':
		d.min = v
	case '秒', '초':
		d.sec = v
	default:
		return false
	}
	return true
}

// clockTime reads 15:04, 15:04:05, 15:04:05.999 at s[i:].
func (d *dateParts) clockTime(s string, i int) int {
	d.clock = true
	for k, part := range []*int{&d.hour, &d.min, &d.sec} {
		n := digitRun(s[i:])
		if n == 0 || n > 2 {
			return i + n
		}
		*part, _ = strconv.Atoi(s[i : i+n])
		i += n
		if k == 2 || i+1 >= len(s) || s[i] != ':' && s[i] != '.' || !isDigitByte(s[i+1]) {
			break
		}
		i++
	}
	if i+1 < len(s) && (s[i] == '.' || s[i] == ',' || s[i] == ':') && isDigitByte(s[i+1]) { // a fraction
		n := digitRun(s[i+1:])
		digits := (s[i+1:i+1+n] + "000000000")[:9]
		d.nanos, _ = strconv.Atoi(digits)
		i += 1 + n
	}
	return i
}

// offset reads +0100, +01:00, +1, -05 at s[i:].
func (d *dateParts) offset(s string, i int) int {
	sign := 1
	if s[i] == '-' != d.posix {
		sign = -1
	}
	i++
	n := digitRun(s[i:])
	v, _ := strconv.Atoi(s[i : i+min(n, 4)])
	hours, mins := v, 0
	switch {
	case n >= 3:
		hours, mins = v/100, v%100
	case i+n+2 < len(s) && s[i+n] == ':' && digitRun(s[i+n+1:]) == 2:
		mins, _ = strconv.Atoi(s[i+n+1 : i+n+3])
		n += 3
	}
	if hours <= 15 && mins < 60 && (!d.zoned || d.zone == 0) {
		d.zone, d.zoned = sign*(hours*3600+mins*60), true
	}
	return i + n
}

// word reads a name of a month, a zone, or half of a day; weekdays and the small
// words between are passed over.
func (d *dateParts) word(w string) {
	bare := strings.TrimRight(w, ".")
	switch strings.ToLower(strings.ReplaceAll(bare, ".", "")) {
	case "pm", "오후", "下午", "晚上", "午後", "μμ":
		d.pm = true
		return
	case "am", "오전", "上午", "早上", "午前", "πμ":
		d.am = true
		return
	case "etc":
		d.posix = true
		return
	case "t", "de", "del", "at", "à", "um", "st", "nd", "rd", "th", "mon", "tue", "wed", "thu", "fri", "sat", "sun":
		return
	}
	// A later name wins: the Tuesday of "mar., 06 janv." is no March.
	if m := news.MonthNamed(bare); m != 0 && (d.month == 0 || !d.clock) && !(d.clock && zoneOffset(bare) != noZone) {
		d.month = m
		return
	}
	if z := zoneOffset(bare); z != noZone && d.clock && !d.zoned {
		d.zone, d.zoned = z, true
	}
}

const noZone = 1 << 20

// zoneOffset returns the seconds east of a zone known by name, noZone for others.
func zoneOffset(w string) int {
	for _, prefix := range []string{"GMT", "UTC"} { // GMT+1 comes as GMT and +1
		if strings.EqualFold(w, prefix) {
			return 0
		}
	}
	hours, ok := zones[strings.ToUpper(w)]
	if !ok {
		return noZone
	}
	return int(hours * 3600)
}

// zones are the names of zones that feeds use, in hours east. Names that several
// zones share mean that of the larger number of feeds: IST is India's, BST
// Britain's, CST America's.
var zones = map[string]float64{
	"UT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "MET": 1, "MEZ": 1, "CEST": 2, "MEST": 2, "MESZ": 2, "EET": 2, "EEST": 3, "SAST": 2, "CAT": 2, "WAT": 1, "EAT": 3,
	"MSK": 3, "MSD": 4, "TRT": 3, "AST": -4, "ADT": -3, "EST": -5, "EDT": -4, "ET": -5, "CST": -6, "CDT": -5, "CT": -6, "MST": -7, "MDT": -6, "MT": -7, "PST": -8, "PDT": -7, "PT": -8,
	"AKST": -9, "AKDT": -8, "HST": -10, "NST": -3.5, "NDT": -2.5, "BRT": -3, "BRST": -2, "ART": -3, "CLT": -4, "CLST": -3, "COT": -5, "PET": -5, "VET": -4,
	"IST": 5.5, "PKT": 5, "NPT": 5.75, "BDT": 6, "MMT": 6.5, "ICT": 7, "WIB": 7, "WITA": 8, "WIT": 9, "HKT": 8, "SGT": 8, "MYT": 8, "PHT": 8, "AWST": 8, "JST": 9, "KST": 9,
	"ACST": 9.5, "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "IRST": 3.5, "IDT": 3, "GST": 4, "AZT": 4, "AMT": 4, "GET": 4, "UZT": 5, "ALMT": 6,
	"A": -1, "B": -2, "C": -3, "D": -4, "E": -5, "F": -6, "G": -7, "H": -8, "I": -9, "K": -10, "L": -11, "M": -12, "N": 1, "O": 2, "P": 3, "Q": 4, "R": 5, "S": 6, "U": 8, "V": 9, "W": 10, "X": 11, "Y": 12,
}

// time puts the parts together.
func (d *dateParts) time() (time.Time, bool) {
	if !d.assign() {
		return time.Time{}, false
	}
	if d.day == 0 {
		d.day = 1
	}
	if d.pm && d.hour < 12 {
		d.hour += 12
	}
	if d.am && d.hour == 12 {
		d.hour = 0
	}
	if !d.possible() {
		return time.Time{}, false
	}
	day := time.Date(d.year, d.month, d.day, 0, 0, 0, 0, time.UTC)
	if day.Day() != d.day && d.yearDay == 0 {
		return time.Time{}, false // the 30th of February
	}
	t := time.Date(d.year, d.month, d.day, d.hour, d.min, d.sec, d.nanos, time.UTC).Add(-time.Duration(d.zone) * time.Second)
	return t, validYear(t.Year())
}

// possible reports whether the parts are within what clocks and calendars have.
func (d *dateParts) possible() bool {
	clock := d.hour < 24 && d.min <= 59 || d.hour == 24 && d.min == 0
	return clock && d.sec <= 60 && validYear(d.year) && d.month >= 1 && d.month <= 12 && d.day <= 31
}

// assign decides which of the numbers is year, month and day.
func (d *dateParts) assign() bool {
	ns := d.numbers
	if d.year < 0 {
		for i, n := range ns {
			if n.digits == 4 || n.value > 31 {
				d.year = fullYear(n)
				d.numbers = append(append([]dateNumber{}, ns[:i]...), ns[i+1:]...)
				return d.monthAndDay(i == 0)
			}
		}
		if len(ns) < 2 || d.month == 0 && len(ns) < 3 {
			return false
		}
		// No number looks like a year: the last one is ("06 Jan 25", "1/2/06").
		last := 2
		if d.month != 0 {
			last = 1
		}
		d.year = fullYear(ns[last])
		d.numbers = append(append([]dateNumber{}, ns[:last]...), ns[last+1:]...)
		return d.monthAndDay(false)
	}
	return d.monthAndDay(true)
}

// monthAndDay assigns what is left when the year is known: month before day after
// a leading year, else day before month unless that cannot be.
func (d *dateParts) monthAndDay(yearFirst bool) bool {
	ns := d.numbers
	switch {
	case d.month != 0:
		if d.day == 0 && len(ns) > 0 {
			d.day = ns[0].value
			return d.day > 0
		}
		return true
	case len(ns) == 0:
		return false
	case yearFirst && len(ns) == 1 && ns[0].digits == 3: // 2006-335
		d.month, d.day, d.yearDay = 1, 1, ns[0].value
		t := time.Date(d.year, 1, d.yearDay, 0, 0, 0, 0, time.UTC)
		d.month, d.day = t.Month(), t.Day()
		return d.yearDay > 0 && d.yearDay <= 366
	case len(ns) == 1:
		d.month = time.Month(ns[0].value)
		return yearFirst
	}
	first, second := ns[0].value, ns[1].value
	if yearFirst || second > 12 {
		first, second = second, first
	}
	d.day, d.month = first, time.Month(second)
	return d.day > 0 && d.month > 0
}

func fullYear(n dateNumber) int {
	switch {
	case n.digits >= 3:
		return n.value
	case n.value < 70:
		return 2000 + n.value
	}
	return 1900 + n.value
}

func digitRun(s string) int {
	n := 0
	for n < len(s) && isDigitByte(s[n]) {
		n++
	}
	return n
}

// wordLen returns the bytes of the word s begins with: letters, marks and the full
// stops between them.
func wordLen(s string) int {
	for i, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '.' && r != '\u200c' {
			if i > 0 {
				return i
			}
			_, n := utf8.DecodeRuneInString(s)
			return n
		}
	}
	return len(s)
}

func isDigitByte(c byte) bool { return c >= '0' && c <= '9' }
