package ledger

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dateline/news"
)

// series is a running story of two events, shown on a page.
func series(w int) (*figuresView, string) {
	at := func(hour int, text string, v float64, story string) news.Reading {
		when := noon.Add(time.Duration(hour-12) * time.Hour)
		return news.Reading{Time: when, Text: text, Value: v, Event: news.EventID(story), Story: story,
			Carried: []news.Carrier{{Story: news.StoryID(story), Outlet: "Northwire", Time: when, Span: news.Span{End: 2}}}}
	}
	f := plotView(false)
	f.what, f.level = "figures", shown
	f.show(tableMsg{table: news.FigureTable{Counts: []news.Counted{
		{Event: "Toll rises again", Events: 2, Headline: "Toll rises again", What: "people hurt", Lowest: 0, Highest: 2, Latest: 2,
			Readings: []news.Reading{at(2, "27", 27, "Quake hits Tarsa"), at(4, "34", 34, "Quake hits Tarsa"), at(9, "41", 41, "Toll rises again")}},
		{Event: "Strike", Events: 1, Headline: "Strike ends", What: "ferries", Readings: []news.Reading{at(1, "12", 12, "Strike ends")}},
	}}})
	return f, ansi.Strip(f.View(w, 30))
}

// The figures of a running story stand in one series, the newest first, each with the
// headline of its story.
func TestFiguresOfARunningStory(t *testing.T) {
	f, v := series(120)
	last := -1
	for _, want := range []string{"people hurt · 2 events", "41  Northwire · Toll rises again", "highest latest", "34  Northwire · Quake hits Tarsa",
		"27  Northwire · Quake hits Tarsa", "first lowest", "ferries  Strike ends"} {
		at := strings.Index(v, want)
		if at <= last {
			t.Errorf("%q is not there in its order:\n%s", want, v)
		}
		last = at
	}
	if f.Words() != "41 · people hurt" {
		t.Errorf("the cursor begins on %q", f.Words())
	}
	f.seek = &news.Carrier{Story: "Quake hits Tarsa", Span: news.Span{End: 1}}
	if f.found(tableMsg{}); f.Words() != "34 · people hurt" {
		t.Errorf("found %q", f.Words())
	}
	f.Step(2)
	if f.Words() != "12 · ferries" {
		t.Errorf("stepped to %q", f.Words())
	}
	if _, v := series(40); strings.Contains(v, "Quake hits") {
		t.Errorf("headlines without room:\n%s", v)
	}
}

// The figures beside the lines of a plot are whole where the page has room.
func TestPlotsTellWholeFigures(t *testing.T) {
	at := func(hour int, text string, v float64) news.Reading {
		when := noon.Add(time.Duration(hour-12) * time.Hour)
		return news.Reading{Time: when, Text: text, Value: v, Carried: []news.Carrier{{Outlet: "Northwire", Time: when}}}
	}
	c := news.Counted{What: "doses", Readings: []news.Reading{at(2, "more than 40 million doses", 40e6), at(9, "about 52 million doses by Sunday", 52e6)}, Highest: 1}
	for w, whole := range map[int]bool{200: true, 120: true, 80: false} {
		v := plotView(false)
		lines := ansi.Strip(strings.Join(v.plot(&c, w), "\n"))
		if strings.Contains(lines, "more than 40 million doses ─ about 52 million doses by Sunday") != whole {
			t.Errorf("at %d cells:\n%s", w, lines)
		}
	}
}

// Where there is no room for all, outlets are left out before the one who gives a figure.
func TestWhoGivesAFigureStays(t *testing.T) {
	at := news.Reading{Time: noon, Text: "41", Value: 41, By: "the rescue board", Carried: []news.Carrier{{Story: "a", Outlet: "Northwire", Time: noon},
		{Story: "b", Outlet: "Baltic Courier", Time: noon}, {Story: "c", Outlet: "Harbour Radio", Time: noon}}}
	f := plotView(false)
	f.what, f.level = "figures", thisStory
	f.show(tableMsg{table: news.FigureTable{Counts: []news.Counted{{What: "hurt", Readings: []news.Reading{{Time: noon, Text: "1", Carried: at.Carried[:1]}, at}}}}})
	for w, want := range map[int]string{90: "Northwire, Baltic Courier, Harbour Radio · the rescue board", 60: "Northwire +2 · the rescue board", 40: "Northwire +2"} {
		if v := strings.Split(ansi.Strip(strings.Join(f.row(&f.table.Counts[0], 1, w, figureColumns{5, 2}, false), "\n")), "\n"); !strings.Contains(v[0], want) {
			t.Errorf("at %d cells:\n%s", w, strings.Join(v, "\n"))
		}
	}
}
