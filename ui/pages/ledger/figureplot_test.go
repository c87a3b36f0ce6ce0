package ledger

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/keys"
	"dateline/ui/theme"
)

var noon = time.Date(2026, 4, 10, 12, 0, 0, 0, time.UTC)

// plotView is a view to draw plots with.
func plotView(ascii bool) *figuresView {
	k, g := draw.New(keys.Default(), time.UTC, noon, false), theme.Unicode()
	if ascii {
		g = theme.ASCII()
	}
	k.Dress(theme.Must(theme.Mono()), g)
	return &figuresView{book: book{Look: k}}
}

// Every reading of an outlet is one mark of two cells at its time: a bar, and its
// comparison word or the other end of its range; a reprint has no line of its own.
func TestFigurePlot(t *testing.T) {
	at := func(hour int, outlet, approx string, v, top float64, more ...news.Carrier) news.Reading {
		when := noon.Add(time.Duration(hour-12) * time.Hour)
		return news.Reading{Time: when, Text: approx + draw.Number(v), Approx: approx, Value: v, Max: top,
			Carried: append([]news.Carrier{{Outlet: outlet, Time: when}}, more...)}
	}
	reprint := news.Carrier{Outlet: "Baltic Courier", Time: noon, Reprint: true}
	c := news.Counted{What: "people hurt", Lowest: 0, Highest: 4, Latest: 4, Readings: []news.Reading{
		at(0, "Northwire", "at least", 20, 0, reprint), at(3, "Kanto Press", "up to", 60, 0),
		at(6, "Northwire", "about", 40, 0), at(6, "Northwire", "", 41, 0), at(12, "Meridian TV", "", 24, 99),
	}}
	for _, row := range []struct {
		ascii bool
		want  []string
	}{
		{false, []string{
			"Northwire ▁↑──────────────────▃≈▃", "Kanto Press           ▅↓",
			"Meridian TV                                         ▁█",
		}},
		{true, []string{
			"Northwire _>------------------=~=", "Kanto Press           *<", "Meridian TV                                         _@",
		}},
	} {
		v := plotView(row.ascii)
		lines := v.plot(&c, 60)
		var got []string
		for _, l := range lines {
			l = ansi.Strip(l)
			if w := draw.Width(l); w != 60 {
				t.Errorf("%d cells, want 60: %q", w, l)
			}
			got = append(got, strings.TrimRight(l, " "))
		}
		if len(got) != 5 {
			t.Fatalf("%d lines: %q", len(got), got)
		}
		for i, w := range row.want {
			name, rest, _ := strings.Cut(w, "  ")
			if !strings.Contains(got[i+1], strings.TrimSpace(rest)) || !strings.Contains(got[i+1], strings.Fields(name)[0]) {
				t.Errorf("line %d is %q, want %q", i+1, got[i+1], w)
			}
		}
		if strings.Contains(strings.Join(got, "\n"), "Baltic") {
			t.Error("a reprint has a line")
		}
		if sc := v.scale(&c, 60); !strings.Contains(sc, " 20 ") || !strings.HasSuffix(sc, " 99") {
			t.Errorf("the scale is %q", sc)
		}
	}
	same := news.Counted{What: "people hurt", Readings: []news.Reading{at(0, "Northwire", "", 20, 0), at(1, "Kanto Press", "", 20, 0)}}
	v := plotView(false)
	if v.plot(&same, 100) != nil || v.plot(&c, 40) != nil {
		t.Error("there is a plot where nothing differs, or no room")
	}
}
