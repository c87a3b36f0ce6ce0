package related

import (
	"strings"
	"testing"

	"dateline/news"
)

// tabled writes counts as lines: what, then text (outlets) tags.
func tabled(cs []news.Counted) string {
	var b strings.Builder
	for i := range cs {
		b.WriteString(cs[i].What + "\n")
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
			"people killed\n  12 (A) \npeople wounded\n  40 (B) \n"},
		{"an addition is no lower total", []news.Filing{killed("a", "A", "20,735", "", 20735, 1), more},
			"people killed\n  20,735 (A) \npeople killed (new)\n  813 (B) \n"},
		{"the killed of two events are two things", []news.Filing{killed("a", "A", "12", "", 12, 1), elsewhere},
			"people killed\n  12 (A) \npeople killed\n  40 (B) \n"},
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
