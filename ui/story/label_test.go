package story

import (
	"strings"
	"testing"

	"dateline/news"
)

func TestHintLabels(t *testing.T) {
	for _, n := range []int{0, 1, 25, 26, 49, 50, 200, 625, 900} {
		labels := hintLabels(n)
		if want := min(n, 625); len(labels) != want {
			t.Errorf("%d names get %d labels, want %d", n, len(labels), want)
		}
		for i, a := range labels {
			for j, b := range labels {
				if i != j && strings.HasPrefix(a, b) {
					t.Errorf("%d names: %s begins with %s", n, a, b)
				}
			}
		}
	}
}

func TestNameQuery(t *testing.T) {
	for _, c := range []struct {
		m           news.Mention
		words, want string
	}{
		{news.Mention{Kind: news.Country, Ref: "PRK", Name: "North Korea"}, "the North", "country:PRK"},
		{news.Mention{Kind: news.Person, Name: "Ilmar Vesk"}, "Vesk", `person:"Ilmar Vesk"`},
		{news.Mention{Kind: news.Agency, Ref: "ec", Name: "European Commission"}, "Commission", `agency:"European Commission"`},
		{news.Mention{Kind: news.Place, Ref: "EST", Name: "Tarsa"}, "TARSA", "Tarsa"},
		{news.Mention{Kind: news.Organisation}, `the "Blue" party`, `"the Blue party"`},
		{news.Mention{Kind: news.Country}, "", ""},
	} {
		got := nameQuery(&c.m, c.words).Text
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.words, got, c.want)
		}
		if _, err := news.ParseQuery(got); err != nil {
			t.Errorf("%s: %v", got, err)
		}
	}
}
