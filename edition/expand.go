package edition

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// States is how many successive states the edition has.
const States = 3

// expand returns a document as it stands in a state, its ages turned into times
// before now.
func expand(name string, now time.Time, state int) ([]byte, error) {
	src, err := documents.ReadFile("documents/" + name)
	if err != nil {
		return nil, fmt.Errorf("open demo document: %w", err)
	}
	f := filler{now: now, state: state}
	if err := f.fill(string(src)); err != nil {
		return nil, fmt.Errorf("fill in demo document %s: %w", name, err)
	}
	return f.out.Bytes(), nil
}

// ago writes the time age before now in a form the documents use, in UTC or in a
// zone given as "+0900". Datelines of the texts are in UTC as well: real agencies
// date by their own clock, and a day's difference teaches a reader nothing here.
func ago(now time.Time, age, form string, zone ...string) (string, error) {
	d, err := time.ParseDuration(age)
	if err != nil {
		return "", fmt.Errorf("age of a story: %w", err)
	}
	t := now.Add(-d).UTC()
	if len(zone) > 0 {
		z, err := time.Parse("-0700", zone[0])
		if err != nil {
			return "", fmt.Errorf("zone of a story: %w", err)
		}
		t = t.In(z.Location())
	}
	if s, ok := foreign(t, form); ok {
		return s, nil
	}
	layout, ok := layoutOf(form)
	if !ok {
		return "", fmt.Errorf("form %q of a time is not known", form)
	}
	return t.Format(layout), nil
}

// layoutOf names the English and machine forms.
func layoutOf(form string) (string, bool) {
	switch form {
	case "rfc822": // RSS pubDate
		return time.RFC1123Z, true
	case "rfc3339": // Atom, JSON Feed, Dublin Core, sitemaps
		return time.RFC3339, true
	case "weekday": // Thursday
		return "Monday", true
	case "month-day": // April 10
		return "January 2", true
	case "month-day-year": // April 10, 2026
		return "January 2, 2006", true
	case "day-month": // 10 April
		return "2 January", true
	}
	return "", false
}

// foreign writes the forms Go's layouts cannot: days of the week and months in the
// edition's other languages.
func foreign(t time.Time, form string) (string, bool) {
	day, wd := strconv.Itoa(t.Day()), int(t.Weekday())
	switch form {
	case "ko": // 10일
		return day + "일", true
	case "ja": // 10日
		return day + "日", true
	case "ru": // 10 апреля
		return day + " " + strings.Fields("января февраля марта апреля мая июня июля августа сентября октября ноября декабря")[t.Month()-1], true
	case "ru-weekday": // в четверг
		return strings.Split("в воскресенье|в понедельник|во вторник|в среду|в четверг|в пятницу|в субботу", "|")[wd], true
	case "ar-weekday": // الخميس
		return strings.Split("الأحد|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت", "|")[wd], true
	}
	return "", false
}

// hostOf returns the host of an address of the embedded table, "" if it has none.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}
