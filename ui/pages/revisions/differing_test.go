package revisions

import (
	"strings"
	"testing"
)

func TestDiffering(t *testing.T) {
	for _, c := range []struct {
		name, text, other string
		want              string
	}{
		{"the same", "A dam holds.", "a dam holds", ""},
		{"another order", "In Tarsa the dam holds", "The dam holds in Tarsa", ""},
		{"a figure", "moved 1,800 of them", "moved 900 of them", "1,800"},
		{"neighbours", "Ilmar Vesk said so", "so a man said", "Ilmar Vesk"},
		{"a short word", "it is so", "it was so", ""},
		{"signs", "it held!", "it held?", ""},
		{"no spaces", "調査船", "調査", "船"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, s := range differing(c.text, c.other) {
				got = append(got, c.text[s.Start:s.End])
			}
			if g := strings.Join(got, "|"); g != c.want {
				t.Errorf("got %q, want %q", g, c.want)
			}
		})
	}
}
