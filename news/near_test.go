package news

import (
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	known := []string{"France", "FRA", "Gabon", "BBC", "ABC", "people killed", "france", "Iran", "Iraq", "Niger", "Nigeria"}
	for _, c := range []struct {
		asked string
		want  string
	}{
		{"Frnce", "France"},
		{"farnce", "France"},
		{"bcc", "BBC"}, // ABC takes two
		{"Irax", "Iran, Iraq"},
		{"nigera", "Niger, Nigeria"},
		{"kiled", "people killed"},
		{"Paris", ""},
		{"x", ""},
	} {
		if got := strings.Join(Nearest(c.asked, known), ", "); got != c.want {
			t.Errorf("%s: %q, want %q", c.asked, got, c.want)
		}
	}
}
