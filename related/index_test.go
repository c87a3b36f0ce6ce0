package related

import (
	"testing"
	"time"

	"dateline/news"
)

var start = time.Date(2026, 4, 10, 6, 0, 0, 0, time.UTC)

// wire makes a story of an invented outlet, filed some hours after start.
func wire(id, outlet, title, text string, hours float64) news.Filing {
	return news.Filing{Story: news.Story{ID: news.StoryID(id), Outlet: outlet, Title: title, Text: text,
		Published: start.Add(time.Duration(hours * float64(time.Hour)))}}
}

// The stories are invented; so are the people in them.
var edition = map[string]news.Filing{
	"quake": wire("quake", "Harbour Post", "Magnitude 6.1 earthquake strikes off Tanimbar, Indonesia",
		"A magnitude 6.1 earthquake struck off the Tanimbar islands in eastern Indonesia on Friday, the geophysics agency said. There were no reports of damage and no tsunami warning was issued, the agency said, after residents of Saumlaki ran into the streets.", 0),
	"quake2": wire("quake2", "Northern Wire", "Strong quake off Indonesia's Tanimbar islands, no tsunami warning",
		"An earthquake of magnitude 6.1 hit the sea near Indonesia's Tanimbar islands on Friday, the country's geophysics agency said, and people in the town of Saumlaki left their houses. No damage was reported.", 1),
	"sister": wire("sister", "Northern Wire", "Magnitude 5.7 earthquake strikes off Hokkaido, Japan",
		"A magnitude 5.7 earthquake struck off the northern Japanese island of Hokkaido on Friday, the meteorological agency said. There were no reports of damage and no tsunami warning was issued for Kushiro, the agency said.", 2),
	"copy": wire("copy", "Valley Herald", "Quake off eastern Indonesia",
		"A magnitude 6.1 earthquake struck off the Tanimbar islands in eastern Indonesia on Friday, the geophysics agency said. There were no reports of damage and no tsunami warning was issued, the agency said, after residents of Saumlaki ran into the streets.", 3),
	"budget": wire("budget", "Valley Herald", "Lisbon council passes budget for tram line to Ajuda",
		"The city council of Lisbon passed a budget on Friday that sets aside 48 million euros for a tram line to Ajuda, after Councillor Marta Queluz gave up her opposition.", 4),
}

func placed(t *testing.T, ids ...string) map[string]news.Placement {
	t.Helper()
	x := New(Options{})
	out := map[string]news.Placement{}
	for _, id := range ids {
		out[id] = x.Place(edition[id], nil)
	}
	return out
}

func TestPlace(t *testing.T) {
	got := placed(t, "quake", "quake2", "sister", "copy", "budget")
	for _, c := range []struct {
		name, story string
		event       news.EventID
		origin      news.StoryID
	}{
		{"the first story founds its event", "quake", "quake", ""},
		{"another outlet's words join", "quake2", "quake", ""},
		{"a sister event stays apart", "sister", "sister", ""},
		{"a reprint joins and names its origin", "copy", "quake", "quake"},
		{"an unrelated story founds", "budget", "budget", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := got[c.story]
			if p.Event != c.event || p.Origin != c.origin {
				t.Errorf("event %q, origin %q; want %q, %q", p.Event, p.Origin, c.event, c.origin)
			}
		})
	}
}

func TestRestoreIsWherePlaceLeftOff(t *testing.T) {
	x := New(Options{})
	for _, id := range []string{"quake", "sister"} {
		f := edition[id]
		f.Event = news.EventID("kept-" + id)
		x.Restore(f)
	}
	if p := x.Place(edition["quake2"], nil); p.Event != "kept-quake" {
		t.Errorf("event %q, want the restored one", p.Event)
	}
}

func TestWindow(t *testing.T) {
	x := New(Options{})
	x.Place(edition["quake"], nil)
	late := edition["quake2"]
	late.Story.Published = start.AddDate(0, 7, 0)
	p := x.Place(late, nil)
	if p.Event != "quake2" || len(p.Relations) != 0 || x.Len() != 1 {
		t.Errorf("seven months later: event %q, %d relations, %d stories", p.Event, len(p.Relations), x.Len())
	}
}

func TestSplitAndJoin(t *testing.T) {
	x := New(Options{})
	x.Place(edition["quake"], nil)
	x.Place(edition["quake2"], nil)
	vs, ms := x.Split("quake2")
	if len(ms) != 1 || ms[0] != (Move{"quake2", "quake2"}) {
		t.Fatalf("split moved %v", ms)
	}
	again := New(Options{Verdicts: vs})
	again.Place(edition["quake"], nil)
	if p := again.Place(edition["quake2"], nil); p.Event != "quake2" {
		t.Errorf("the reader's word is forgotten: event %q", p.Event)
	}
	if _, ms = x.Join("quake2", "quake"); len(ms) != 1 || ms[0] != (Move{"quake2", "quake"}) || x.EventOf("quake2") != "quake" {
		t.Errorf("join moved %v", ms)
	}
}

// The last word on a story and an event holds; taken back, the engine decides as if
// nothing had been said.
func TestVerdicts(t *testing.T) {
	apart := news.Verdict{Story: "quake2", Event: "quake", Ruling: news.RuledApart}
	same := news.Verdict{Story: "budget", Event: "quake", Ruling: news.RuledSame}
	open := func(v news.Verdict) news.Verdict { v.Ruling = news.RuledOpen; return v }
	for _, row := range []struct {
		name  string
		said  []news.Verdict
		story string
		want  news.EventID
	}{
		{"nothing", nil, "quake2", "quake"},
		{"apart", []news.Verdict{apart}, "quake2", "quake2"},
		{"apart, taken back", []news.Verdict{apart, open(apart)}, "quake2", "quake"},
		{"same", []news.Verdict{same}, "budget", "quake"},
		{"same, taken back", []news.Verdict{same, open(same)}, "budget", "budget"},
		{"same as one, then as another", []news.Verdict{same, {Story: "budget", Event: "flood", Ruling: news.RuledSame}}, "budget", "flood"},
		{"the other taken back", []news.Verdict{same, {Story: "budget", Event: "flood", Ruling: news.RuledSame}, {Story: "budget", Event: "flood"}}, "budget", "quake"},
		{"same over apart", []news.Verdict{apart, {Story: "quake2", Event: "quake", Ruling: news.RuledSame}}, "quake2", "quake"},
	} {
		t.Run(row.name, func(t *testing.T) {
			x := New(Options{})
			x.Heed(row.said)
			x.Place(edition["quake"], nil)
			if p := x.Place(edition[row.story], nil); p.Event != row.want {
				t.Errorf("placed in %q, want %q", p.Event, row.want)
			}
		})
	}
}

func TestPut(t *testing.T) {
	x := New(Options{})
	x.Place(edition["quake"], nil)
	x.Place(edition["quake2"], nil)
	if !x.Put("quake2", "elsewhere") || x.EventOf("quake2") != "elsewhere" || x.Put("quake2", "elsewhere") {
		t.Errorf("it is of %q", x.EventOf("quake2"))
	}
	if x.Put("nobody", "elsewhere") || x.EventOf("nobody") != "" {
		t.Error("a story that is not in the window was moved")
	}
}
