package feed

import (
	"testing"
	"time"
)

// dateRows are dates as feeds write them, with the time in RFC 3339, or "" for
// what is no date.
var dateRows = []struct{ name, in, want string }{
	{"RFC 822", "Mon, 06 Jan 2025 10:00:00 GMT", "2025-01-06T10:00:00Z"},
	{"offset", "Mon, 06 Jan 2025 19:00:00 +0900", "2025-01-06T10:00:00Z"},
	{"offset with a colon", "Mon, 06 Jan 2025 19:00:00 +09:00", "2025-01-06T10:00:00Z"},
	{"short offset", "Mon, 06 Jan 2025 11:00:00 +1", "2025-01-06T10:00:00Z"},
	{"named zone", "Mon, 06 Jan 2025 05:00:00 EST", "2025-01-06T10:00:00Z"},
	{"named zone, summer", "Sun, 06 Jul 2025 06:00:00 EDT", "2025-07-06T10:00:00Z"},
	{"India", "Mon, 06 Jan 2025 15:30:00 IST", "2025-01-06T10:00:00Z"},
	{"military zone", "Mon, 06 Jan 2025 10:00:00 Z", "2025-01-06T10:00:00Z"},
	{"GMT with an offset", "Mon, 06 Jan 2025 11:00:00 GMT+1", "2025-01-06T10:00:00Z"},
	{"GMT and its offset", "Mon, 06 Jan 2025 10:00:00 GMT+0000", "2025-01-06T10:00:00Z"},
	{"zone in brackets", "Mon Jan 06 2025 05:00:00 GMT-0500 (EST)", "2025-01-06T10:00:00Z"},
	{"a town's zone", "2025-01-06 11:00:00 Europe/Madrid", "2025-01-06T10:00:00Z"},
	{"a town's zone, summer", "2025-07-06T06:00:00[America/New_York]", "2025-07-06T10:00:00Z"},
	{"a town's zone beside an offset", "2025-01-06T11:00:00+01:00[Europe/Madrid]", "2025-01-06T10:00:00Z"},
	{"a town beside GMT", "Mon, 06 Jan 2025 10:00:00 GMT Europe/Madrid", "2025-01-06T10:00:00Z"},
	{"no town of the database", "2025-01-06 10:00:00 Nowhere/Town", "2025-01-06T10:00:00Z"},
	{"unknown zone", "Mon, 06 Jan 2025 10:00:00 QQQT", "2025-01-06T10:00:00Z"},
	{"no zone", "Mon, 06 Jan 2025 10:00:00", "2025-01-06T10:00:00Z"},
	{"no seconds", "Mon, 06 Jan 2025 10:00 GMT", "2025-01-06T10:00:00Z"},
	{"no weekday", "6 Jan 2025 10:00:00 GMT", "2025-01-06T10:00:00Z"},
	{"wrong weekday", "Fri, 06 Jan 2025 10:00:00 GMT", "2025-01-06T10:00:00Z"},
	{"no space", "Mon,06 Jan 2025 10:00:00 GMT", "2025-01-06T10:00:00Z"},
	{"long names", "Monday, January 6, 2025 10:00 AM", "2025-01-06T10:00:00Z"},
	{"afternoon", "January 6, 2025 3:04 pm", "2025-01-06T15:04:00Z"},
	{"midnight", "January 6, 2025 12:04 a.m.", "2025-01-06T00:04:00Z"},
	{"two-digit year", "Mon, 06 Jan 25 10:00:00 GMT", "2025-01-06T10:00:00Z"},
	{"asctime", "Mon Jan  6 10:00:00 2025", "2025-01-06T10:00:00Z"},
	{"day only", "Mon, 06 Jan 2025", "2025-01-06T00:00:00Z"},
	{"RFC 3339", "2025-01-06T10:00:00Z", "2025-01-06T10:00:00Z"},
	{"RFC 3339, offset", "2025-01-06T11:00:00+01:00", "2025-01-06T10:00:00Z"},
	{"RFC 3339, fraction", "2025-01-06T10:00:00.123Z", "2025-01-06T10:00:00.123Z"},
	{"ISO, offset without colon", "2025-01-06T11:00:00+0100", "2025-01-06T10:00:00Z"},
	{"ISO, no zone", "2025-01-06T10:00:00", "2025-01-06T10:00:00Z"},
	{"ISO, no seconds", "2025-01-06T10:00Z", "2025-01-06T10:00:00Z"},
	{"ISO, space", "2025-01-06 10:00:00", "2025-01-06T10:00:00Z"},
	{"ISO, space and offset", "2025-01-06 11:00:00 +0100", "2025-01-06T10:00:00Z"},
	{"ISO, basic", "20250106T100000Z", "2025-01-06T10:00:00Z"},
	{"ISO, day", "2025-01-06", "2025-01-06T00:00:00Z"},
	{"ISO, month", "2025-01", "2025-01-01T00:00:00Z"},
	{"ISO, year", "2025", "2025-01-01T00:00:00Z"},
	{"ISO, day of the year", "2025-006", "2025-01-06T00:00:00Z"},
	{"digits", "20250106", "2025-01-06T00:00:00Z"},
	{"digits to the second", "20250106100000", "2025-01-06T10:00:00Z"},
	{"Unix", "1736157600", "2025-01-06T10:00:00Z"},
	{"Unix, milliseconds", "1736157600000", "2025-01-06T10:00:00Z"},
	{"slashes, year first", "2025/01/06 10:00:00", "2025-01-06T10:00:00Z"},
	{"slashes, year first, single digits", "2020/1/10 14:33:00", "2020-01-10T14:33:00Z"},
	{"slashes, day first", "06/01/2025 10:00", "2025-01-06T10:00:00Z"},
	{"slashes, cannot be day first", "01/26/2025 10:00", "2025-01-26T10:00:00Z"},
	{"full stops", "06.01.2025 10:00", "2025-01-06T10:00:00Z"},
	{"leap second", "Sat, 31 Dec 2016 23:59:60 GMT", "2017-01-01T00:00:00Z"},
	{"24 o'clock", "2025-01-05T24:00:00Z", "2025-01-06T00:00:00Z"},
	{"French", "lun., 06 janv. 2025 10:00:00 +0000", "2025-01-06T10:00:00Z"},
	{"French Tuesday", "mar., 07 janv. 2025 10:00:00 +0000", "2025-01-07T10:00:00Z"},
	{"German", "Mo, 06 Mär 2025 10:00:00 +0100", "2025-03-06T09:00:00Z"},
	{"Spanish", "lunes, 6 de enero de 2025 10:00", "2025-01-06T10:00:00Z"},
	{"Portuguese", "Seg, 06 Fev 2025 10:00:00 -0300", "2025-02-06T13:00:00Z"},
	{"Russian", "Пн, 06 янв 2025 13:00:00 +0300", "2025-01-06T10:00:00Z"},
	{"Ukrainian", "6 січня 2025, 12:00", "2025-01-06T12:00:00Z"},
	{"Polish", "pon, 06 sty 2025 10:00:00 +0100", "2025-01-06T09:00:00Z"},
	{"Turkish", "6 Ocak 2025 10:00", "2025-01-06T10:00:00Z"},
	{"Arabic", "6 يناير 2025 10:00", "2025-01-06T10:00:00Z"},
	{"Japanese", "2025年1月6日 10:00", "2025-01-06T10:00:00Z"},
	{"Korean", "2025년 1월 6일 오후 3:05:07", "2025-01-06T15:05:07Z"},
	{"Korean afternoon", "2025-01-06 오후 11:23:17", "2025-01-06T23:23:17Z"},
	{"month's name after the year", "2025-július-13T9:15-05:00", "2025-07-13T14:15:00Z"},
	{"ISO, year and day of the year", "2025006", "2025-01-06T00:00:00Z"},
	{"ISO, day of the year, no century", "25006", "2025-01-06T00:00:00Z"},
	{"ISO, no century", "250106", "2025-01-06T00:00:00Z"},
	{"ISO, full stops", "2025.01.06 10:00", "2025-01-06T10:00:00Z"},
	{"POSIX zone", "Mon, 06 Jan 2025 12:00:00 Etc/GMT-2", "2025-01-06T10:00:00Z"},
	{"French hour", "lundi 6 janvier 2025 à 15h04", "2025-01-06T15:04:00Z"},
	{"year 1", "0001-01-01T00:00:00Z", ""},
	{"year of many digits", "292277026596-12-04T15:30:08Z", ""},
	{"the 32nd", "Mon, 32 Jan 2025 10:00:00 GMT", ""},
	{"30 February", "2025-02-30", ""},
	{"25 o'clock", "2025-01-06T25:00:00Z", ""},
	{"words", "next Tuesday-ish", ""},
	{"empty", " ", ""},
	{"number", "12", ""},
	{"escape", "\x1b[2J", ""},
}

func TestParseDate(t *testing.T) {
	for _, c := range dateRows {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			if d, ok := parseDate(c.in); ok {
				got = d.Format(time.RFC3339Nano)
			}
			if got != c.want {
				t.Errorf("%q: got %q, want %q", c.in, got, c.want)
			}
		})
	}
}

// FuzzDate holds dates to their law: a date that is read is in UTC, of the
// calendar, and reads the same when it is written in RFC 3339 again.
func FuzzDate(f *testing.F) {
	for _, c := range dateRows {
		f.Add(c.in)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, ok := parseDate(s)
		if !ok {
			return
		}
		if d.Location() != time.UTC || !validYear(d.Year()) {
			t.Errorf("%q: %v", s, d)
		}
		if again, ok := parseDate(d.Format(time.RFC3339Nano)); !ok || !again.Equal(d) {
			t.Errorf("%q: %v reads as %v", s, d, again)
		}
	})
}
