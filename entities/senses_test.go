package entities

import (
	"slices"
	"testing"

	"dateline/news"
)

// TestSenses walks the table: the example names no country, without its row it
// does, and the counterexample does with it.
func TestSenses(t *testing.T) {
	whole := tagger(t)
	for i, s := range senses {
		t.Run(s.name, func(t *testing.T) {
			if got := countriesOf(whole, s.example); len(got) > 0 {
				t.Errorf("%q names %v", s.example, got)
			}
			if got := countriesOf(whole, s.country); len(got) == 0 {
				t.Errorf("%q names no country", s.country)
			}
			without := tagger(t)
			made := without.pool.New
			without.pool.New = func() any {
				r := made().(*reading)
				r.senses = slices.Delete(slices.Clone(senses), i, i+1)
				return r
			}
			if got := countriesOf(without, s.example); len(got) == 0 {
				t.Errorf("%q names no country without the row either", s.example)
			}
		})
	}
}

// countriesOf returns the codes of the countries that a text names, sorted.
func countriesOf(tag *Tagger, text string) []string {
	var codes []string
	for _, m := range tag.Find(&news.Story{Text: text}, nil) {
		if m.Kind == news.Country {
			codes = append(codes, m.Ref)
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

func TestCountrySets(t *testing.T) {
	tag := tagger(t)
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"short forms of tables", "The list has Congo, Dem. Rep., and Korea, Rep. beside Iran, Islamic Rep. and Lao PDR.", []string{"COD", "IRN", "KOR", "LAO"}},
		{"both Congos", "The DRC and the Republic of the Congo opened the ferry.", []string{"COD", "COG"}},
		{"a term that holds a name", "Doctors saw German measles and Guinea worm.", nil},
		{"North and South", "North and South Korea agreed to meet.", []string{"KOR", "PRK"}},
		{"a person by his given name", "“Have faith,” said Jordan Pruett. Jordan had waited for hours.", nil},
		{"a state by its town", "Farmers in Georgia lost half their crop. Two roads near Macon were closed.", nil},
		{"the country by its town", "Two crew were rescued off Poti. Georgia asked Turkey for a tug.", []string{"GEO", "TUR"}},
		{"one Georgia a story", "MACON, Ga. - Georgia lost. The Georgia Department of Agriculture sent men. Georgia's governor wept.", nil},
		{"postal codes behind towns only", "The trucks left Long Beach, CA, for Fresno, CA, on Friday.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := countriesOf(tag, c.text); !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v in %q", got, c.want, c.text)
			}
		})
	}
}
