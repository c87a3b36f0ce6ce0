package list

import (
	"strings"
	"testing"
	"time"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/keys"
	"dateline/ui/page"
	"dateline/ui/theme"
)

// listOf makes a Wire list of rows with these times, seen on 10 April 2026.
func listOf(times ...time.Time) *List {
	l := New(page.Deps{Look: &draw.Look{Zone: time.UTC, Keys: keys.Default(), Theme: &theme.Theme{}}}, news.Wire)
	l.Glyphs.Bar = "|"
	l.Tick(time.Date(2026, 4, 10, 16, 12, 0, 0, time.UTC))
	for _, t := range times {
		l.Rows = append(l.Rows, &Row{Headline: news.Headline{Title: "Headline", Time: t, Outlet: "Kanto Press"}})
	}
	return &l
}

// A time is told in six cells with as much of the day as there is room for.
func TestTimesOfRows(t *testing.T) {
	at := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 14, 30, 0, 0, time.UTC) }
	for _, c := range []struct {
		name string
		time time.Time
		want string
	}{
		{"none", time.Time{}, "--:--"},
		{"today", at(2026, 4, 10), "14:30"},
		{"this week", at(2026, 4, 7), "Tue"},
		{"this year", at(2026, 1, 2), "2 Jan"},
		{"this year, two digits", at(2026, 3, 25), "25 Mar"},
		{"the year before, within twelve months", at(2025, 4, 25), "25 Apr"},
		{"twelve months ago", at(2025, 4, 10), "Apr'25"},
		{"years ago", at(2020, 4, 25), "Apr'20"},
		{"of a clock ahead", at(2027, 1, 2), "Jan'27"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := listOf(c.time)
			if got := l.shortStamp(c.time); got != c.want || draw.Width(got) > dateCells {
				t.Errorf("%q, want %q", got, c.want)
			}
			if v := l.View(60, 1); !strings.Contains(v, c.want+" ") {
				t.Errorf("cut in the row: %q", v)
			}
		})
	}
}

// The column of times is as wide as the widest of the list needs, in all rows.
func TestColumnOfTimesLinesUp(t *testing.T) {
	now := time.Date(2026, 4, 10, 14, 30, 0, 0, time.UTC)
	l := listOf(now, now.AddDate(0, 0, -3))
	if v := l.View(60, 5); strings.Index(v, "Kanto") != strings.Index(v, "14:30")+clockCells+1 {
		t.Errorf("without dates:\n%s", v)
	}
	l.Rows = append(l.Rows, listOf(now.AddDate(0, -1, 0)).Rows...)
	var at []int
	for _, line := range strings.Split(l.View(60, 5), "\n") {
		at = append(at, draw.Width(line[:strings.Index(line, "Kanto")]))
	}
	if len(at) != 3 || at[0] != at[1] || at[1] != at[2] {
		t.Errorf("outlets begin at %v:\n%s", at, l.View(60, 5))
	}
}

// What stands before the headlines is the same number of cells in all rows on the screen,
// and a narrow row tells how many carry it where one of them is shared.
func TestColumnsLineUp(t *testing.T) {
	now := time.Date(2026, 4, 10, 14, 30, 0, 0, time.UTC)
	for _, c := range []struct {
		name    string
		order   news.View
		density Density
		w       int
		want    []string // the beginnings of the rows
	}{
		{"narrow", news.Top, OneLine, 40, []string{" 14:30 7/3 Headline", " 14:30     Headline", " 14:30     Headline"}},
		{"too narrow for counts", news.Top, OneLine, 39, []string{" 14:30 Headline", " 14:30 Headline", " 14:30 Headline"}},
		{"nothing is shared in Wire", news.Wire, OneLine, 40, []string{" 14:30 Headline", " 14:30 Headline", " 14:30 Headline"}},
		{"with a country", news.Top, OneLine, 46, []string{" 14:30 PRK +1 7/3 Headline", " 14:30            Headline", " 14:30 KOR        Headline"}},
		{"with an outlet", news.Top, OneLine, 60, []string{" 14:30 PRK +1 7/3 +2      Headline", " 14:30        Kanto Press Headline",
			" 14:30 KOR    Kanto Press Headline"}},
		{"with countries", news.Top, OneLine, 72, []string{" 14:30 PRK RUS    7/3 +2      Headline", " 14:30            Kanto Press Headline",
			" 14:30 KOR        Kanto Press Headline"}},
		{"two lines", news.Top, TwoLines, 40, []string{" 14:30 PRK RUS  7/3 +2", " Headline", " 14:30          Kanto Press", " Headline",
			" 14:30 KOR      Kanto Press", " Headline"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := listOf(now, now, now)
			l.order, l.Density = c.order, c.density
			l.Rows[0].Countries, l.Rows[0].Outlets, l.Rows[0].Origins, l.Rows[0].Grown = []string{"PRK", "RUS"}, 7, 3, 2
			l.Rows[2].Countries = []string{"KOR"}
			l.Sel = 0
			lines := strings.Split(strings.Replace(l.View(c.w, 10), "|", " ", 2), "\n")
			for i, want := range c.want {
				if i >= len(lines) || !strings.HasPrefix(lines[i], want+" ") {
					t.Errorf("row %d begins otherwise than %q:\n%s", i, want, strings.Join(lines, "\n"))
				}
			}
		})
	}
}

func TestMoreTell(t *testing.T) {
	for n, want := range map[int]string{1: "1 more story of this event is unread; m in the list marks it",
		2: "2 more stories of this event are unread; m in the list marks them"} {
		if got := moreTell(n, "m"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestEveningBefore: after midnight what is hours old has its hour.
func TestEveningBefore(t *testing.T) {
	now := time.Date(2026, 11, 29, 1, 30, 0, 0, time.UTC)
	for _, c := range []struct {
		name string
		age  time.Duration
		want string
	}{
		{"before midnight", 2 * time.Hour, "23:30"},
		{"just within the evening", evening - time.Minute, "13:31"},
		{"just before it", evening, "Sat"},
	} {
		l := listOf(now.Add(-c.age))
		l.Look.Now = now
		if got := l.shortStamp(now.Add(-c.age)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
