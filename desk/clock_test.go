package desk

import (
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"dateline/news"
)

// jumping is a world whose servers' clocks go right while ours jumps.
type jumping struct {
	*world
	true time.Time // the servers' clock
	news int       // stories so far
}

// serve gives each host a feed of the newest eight stories, one more an hour.
func (j *jumping) serve(hosts ...string) {
	for _, h := range hosts {
		j.hosts[h] = func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Date", j.true.Format(http.TimeFormat))
			body := `<rss><channel><title>` + h + `</title>`
			for n := j.news; n > max(0, j.news-8); n-- {
				at := j.true.Add(-time.Duration(j.news-n) * time.Hour)
				body += fmt.Sprintf(`<item><title>Story %03d of %s</title><guid isPermaLink="false">%d</guid><pubDate>%s</pubDate></item>`, n, h, n, at.Format(time.RFC1123Z))
			}
			_, _ = w.Write([]byte(body + "</channel></rss>"))
		}
	}
}

// hours lets time pass everywhere; stories come.
func (j *jumping) hours(n int) {
	j.news += n
	j.true = j.true.Add(time.Duration(n) * time.Hour)
	j.pass(time.Duration(n) * time.Hour)
}

// The clock goes back by ten days, forward by a year, and right again: every story
// is there once, and in the order of its time.
func TestClockJumps(t *testing.T) {
	j := &jumping{world: newWorld()}
	j.true = j.clock()
	hosts := []string{"a", "b", "c", "d", "e"}
	j.serve(hosts...)
	s := openStore(t, j.world)
	subscribe(t, s, hosts...)
	want := 0
	check := func(when string) {
		t.Helper()
		// A process of its own: nothing but the store remembers.
		d := deskFor(t, j.world, s)
		r := refresh(t, d)
		if r.Feeds != len(hosts) {
			t.Errorf("%s: %d feeds were due, %+v", when, r.Feeds, r.Failed)
		}
		want += 3 * len(hosts)
		rows := wire(t, d)
		if len(rows) != want {
			t.Errorf("%s: %d stories, want %d", when, len(rows), want)
		}
		slices.SortStableFunc(rows, func(a, b news.Headline) int { return b.Time.Compare(a.Time) }) // labels step aside where they are taken
		var titles []string
		for _, row := range rows {
			titles = append(titles, row.Title[:len("Story 000")])
		}
		if !slices.IsSortedFunc(titles, func(a, b string) int { return -compareText(a, b) }) {
			t.Errorf("%s: out of order: %q", when, titles)
		}
	}
	j.hours(3)
	check("at first")
	j.pass(-10 * aDay)
	j.hours(3)
	check("ten days back")
	j.pass(10 * aDay)
	j.hours(3)
	check("right again")
	j.pass(365 * aDay)
	j.hours(3)
	check("a year ahead")
	j.pass(-365 * aDay)
	j.hours(3)
	check("right once more")
}

func compareText(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func TestClocks(t *testing.T) {
	ahead := func(ds ...time.Duration) *clocks {
		c := &clocks{}
		for i, d := range ds {
			c.note(fmt.Sprint(i), noon.Add(d), noon)
		}
		return c
	}
	year := 365 * aDay
	for _, c := range []struct {
		name string
		c    *clocks
		want time.Duration
	}{
		{"nobody", ahead(), 0},
		{"too few", ahead(year, year), 0},
		{"right", ahead(time.Minute, -time.Minute, time.Second), 0},
		{"behind", ahead(year, year, year+time.Second), year},
		{"ahead", ahead(-year, -year, 0), -year},
		{"one that lies", ahead(0, 0, year), 0},
		{"one host that lies often", func() *clocks {
			c := ahead(0, 0, 0)
			for range 100 {
				c.note("liar", noon.Add(year), noon)
			}
			return c
		}(), 0},
	} {
		if got := c.c.behind(); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	c := &clocks{}
	c.note("silent", time.Time{}, noon)
	if len(c.said) != 0 {
		t.Error("an answer without a date counts")
	}
}

func TestSeenByTheServersClock(t *testing.T) {
	day := 24 * time.Hour
	before := news.FetchState{LastTry: noon}
	for _, c := range []struct {
		name            string
		state           news.FetchState
		now, date, want time.Time
	}{
		{"right", before, noon.Add(day), noon.Add(day), noon.Add(day)},
		{"silent", before, noon.Add(-10 * day), time.Time{}, noon.Add(-10 * day)},
		{"our clock went back", before, noon.Add(-10 * day), noon.Add(day), noon.Add(day)},
		{"a server of tomorrow", before, noon.Add(day), noon.Add(9 * day), noon.Add(day)},
		{"a server of yesterday", before, noon.Add(day), noon.Add(-9 * day), noon.Add(-9 * day)},
		{"first fetch, a server of tomorrow", news.FetchState{}, noon, noon.Add(9 * day), noon},
	} {
		if got := new(clocks).seen(c.state, c.date, c.now); !got.Equal(c.want) {
			t.Errorf("%s: seen %v, want %v", c.name, got, c.want)
		}
	}
}
