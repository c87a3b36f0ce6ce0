package gazetteer

import (
	"math"
	"testing"
)

func TestKeyOf(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		same       bool
	}{
		{"case", "MACON", "Macon", true},
		{"accents", "Mazār-e Sharīf", "Mazar-e-Sharif", true},
		{"letters without accents", "Łódź", "Lodz", true},
		{"saint", "St. Petersburg", "Saint Petersburg", true},
		{"apostrophes", "Sana'a", "Sanaa", true},
		{"other letters", "Macon", "Mason", false},
		{"more words", "New York", "New York City", false},
		{"bad bytes", "Macon\xff", "Macon", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := KeyOf(c.a) == KeyOf(c.b); got != c.same {
				t.Errorf("%q and %q the same: %v", c.a, c.b, got)
			}
		})
	}
}

func TestFind(t *testing.T) {
	for _, c := range []struct {
		place, country, part string
		least, most          float64
	}{
		{"Macon", "USA", "GA", 8e4, 1e5},
		{"Macon", "USA", "", 4e3, 7e3},
		{"Queenstown", "NZL", "", 9e3, 12e3},
		{"Queenstown", "ZAF", "", 9e4, 12e4},
		{"Newcastle", "GBR", "", 17e4, 23e4},
		{"Kraków", "POL", "", 5e5, 9e5},
		{"Pristina", "UNK", "", 1e5, 6e5},
		{"Fallujah", "IRQ", "", 1e5, 5e6},
	} {
		t.Run(c.place+" in "+c.country+c.part, func(t *testing.T) {
			all := Find(nil, KeyOf(c.place))
			for _, p := range all {
				if p.Country == c.country && p.Part == c.part {
					if p.People < c.least || p.People > c.most {
						t.Errorf("%.0f people", p.People)
					}
					return
				}
			}
			t.Errorf("not among %v", all)
		})
	}
	if got := Find(nil, KeyOf("Xyzzyville")); got != nil {
		t.Errorf("found %v under a made-up name", got)
	}
}

func TestSize(t *testing.T) {
	for _, n := range []float64{0, 100, 1234, 5e5, 1.3e7} {
		if got, want := people(Size(n)), max(n, 100); math.Abs(got-want) > want/10 {
			t.Errorf("%.0f people are told as %.0f", n, got)
		}
	}
}
