package related

import (
	"strconv"
	"strings"
	"testing"

	"dateline/news"
)

// tabled writes counts as lines: what, then text (outlets) tags.
func tabled(cs []news.Counted) string {
	var b strings.Builder
	for i := range cs {
		b.WriteString(cs[i].What)
		if cs[i].Events > 1 {
			b.WriteString(", " + strconv.Itoa(cs[i].Events) + " events")
		}
		b.WriteString("\n")
		for j := range cs[i].Readings {
			r := &cs[i].Readings[j]
			b.WriteString("  " + r.Text + " (" + strings.Join(news.OutletNames(r.Carried), ", ") + ") " + strings.Join(cs[i].Tags(j), " ") + "\n")
		}
	}
	return b.String()
}

func TestFiguresTable(t *testing.T) {
	killed := func(id, outlet, num, approx string, value, hour float64) news.Filing {
		f := withFigure(wire(id, outlet, "", "So "+num+" dead.", hour), num, "people killed", approx, value)
		f.Event = "x"
		return f
	}
	old := killed("d", "D", "12", "", 12, 5)
	old.Origin, old.Source = "a", "A"
	vague := killed("e", "E", "dozens", "", 24, 2)
	top := 99.0
	vague.Mentions[0].Figure.Max = &top
	hurt := withFigure(wire("b", "B", "", "And 40 hurt.", 2), "40", "people wounded", "", 40)
	more := killed("b", "B", "813", "", 813, 2)
	more.Mentions[0].Figure.Aspect = news.AspectNew
	elsewhere := killed("b", "B", "40", "", 40, 2)
	elsewhere.Event = "y"
	link := func(f news.Filing, kind news.RelationKind) news.Filing {
		f.Relations = []news.Relation{{From: f.Story.ID, To: "a", Kind: kind}}
		return f
	}
	titled := func(f news.Filing, title string) news.Filing {
		f.Story.Title, f.Story.Outlet = title, "A"
		return f
	}
	followed, beside := link(elsewhere, news.Earlier), link(elsewhere, news.Background)
	bare := killed("d", "D", "27", "", 27, 5)
	bare.Origin, bare.Source = "a", "A"
	quake := wire("q", "A", "", "A quake of magnitude 5.8 hit. More than 80 aftershocks came, the strongest of magnitude 4.4.", 1)
	quake = withFigure(withFigure(quake, "5.8", "magnitude", "", 5.8), "4.4", "magnitude", "", 4.4)
	for _, c := range []struct {
		name    string
		stories []news.Filing
		want    string
	}{
		{"one value is one reading, and has no lowest", []news.Filing{killed("a", "A", "12", "", 12, 1), killed("b", "B", "12", "", 12, 2)},
			"people killed\n  12 (A, B) \n"},
		{"a reprint does not make an old figure the latest", []news.Filing{killed("a", "A", "12", "", 12, 1), killed("b", "B", "15", "", 15, 3), old},
			"people killed\n  12 (A, D) first lowest\n  15 (B) highest latest\n"},
		{"dozens stays a word and reaches to its upper end", []news.Filing{killed("a", "A", "30", "", 30, 1), vague},
			"people killed\n  30 (A) first lowest highest\n  dozens (E) latest\n"},
		{"killed and wounded are two things", []news.Filing{killed("a", "A", "12", "", 12, 1), hurt},
			"people wounded\n  40 (B) \npeople killed\n  12 (A) \n"},
		{"an addition is no lower total", []news.Filing{killed("a", "A", "20,735", "", 20735, 1), more},
			"people killed\n  20,735 (A) \npeople killed (new)\n  813 (B) \n"},
		{"the killed of two events are two things, the newest first", []news.Filing{killed("a", "A", "12", "", 12, 1), elsewhere},
			"people killed\n  40 (B) \npeople killed\n  12 (A) \n"},
		{"those of a running story are one", []news.Filing{killed("a", "A", "12", "", 12, 1), followed},
			"people killed, 2 events\n  12 (A) first lowest\n  40 (B) highest latest\n"},
		{"an outlet's daily count is one", []news.Filing{titled(killed("a", "A", "12", "", 12, 1), "Quake: toll hits 12 in Tarsa"), titled(elsewhere,
			"Quake: toll hits 40 in Tarsa")}, "people killed, 2 events\n  12 (A) first lowest\n  40 (A) highest latest\n"},
		{"few words are no daily count", []news.Filing{titled(killed("a", "A", "12", "", 12, 1), "Toll hits 12"), titled(elsewhere, "Toll hits 40")},
			"people killed\n  40 (A) \npeople killed\n  12 (A) \n"},
		{"background is no running story", []news.Filing{killed("a", "A", "12", "", 12, 1), beside},
			"people killed\n  40 (B) \npeople killed\n  12 (A) \n"},
		{"what only a reprint gives is not the latest", []news.Filing{killed("a", "A", "12", "", 12, 1), bare},
			"people killed\n  12 (A) first lowest latest\n  27 (D) highest\n"},
		{"an aftershock is not the quake", []news.Filing{quake}, "magnitude\n  5.8 (A) \nmagnitude of aftershocks\n  4.4 (A) \n"},
		{"nobody counts 5.8 people", []news.Filing{killed("a", "A", "5.8", "", 5.8, 1)}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := tabled(Figures(c.stories)); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

// "Dozens" is from 24 to 99: beside numbers it is neither the lowest nor the highest.
func TestOpenWordsAreNoExtremes(t *testing.T) {
	number := func(text string, value, most float64) news.Reading {
		return news.Reading{Text: text, Value: value, Max: most}
	}
	for _, tt := range []struct {
		name            string
		readings        []news.Reading
		lowest, highest int
	}{
		{"beside numbers", []news.Reading{number("dozens", 24, 99), number("27", 27, 0), number("34", 34, 0)}, 1, 2},
		{"beside a range", []news.Reading{number("30 to 40", 30, 40), number("dozens", 24, 99)}, 0, 0},
		{"alone", []news.Reading{number("dozens", 24, 99), number("hundreds", 200, 999)}, 0, 1},
	} {
		c := count{Counted: news.Counted{Readings: tt.readings}}
		for _, r := range tt.readings {
			c.tops = append(c.tops, max(r.Value, r.Max))
		}
		c.order()
		if c.Lowest != tt.lowest || c.Highest != tt.highest {
			t.Errorf("%s: lowest %d, highest %d, want %d and %d", tt.name, c.Lowest, c.Highest, tt.lowest, tt.highest)
		}
	}
}

// A magnitude is that of the shock whose word is the nearest in its sentence.
func TestOfAftershock(t *testing.T) {
	for text, want := range map[string]bool{
		"A quake of magnitude 4.4 hit.":                                     false,
		"An aftershock of magnitude 4.4 hit.":                               true,
		"A 4.4-magnitude aftershock hit.":                                   true,
		"A foreshock of magnitude 4.4 came before the earthquake.":          true,
		"A magnitude 4.4 earthquake and many aftershocks hit.":              false,
		"There were aftershocks. It was of magnitude 4.4 at its strongest.": false,
		"It was of magnitude 4.4. There were aftershocks.":                  false,
		"It was of magnitude 4.4.":                                          false,
	} {
		i := strings.Index(text, "4.4")
		if got := ofAftershock(text, news.Span{Start: i, End: i + 3}); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
