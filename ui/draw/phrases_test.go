package draw

import "testing"

func TestPlural(t *testing.T) {
	for _, c := range []struct {
		n               int
		one, many, want string
	}{
		{0, "story", "stories", "0 stories"},
		{1, "story", "stories", "1 story"},
		{2, "story", "stories", "2 stories"},
		{0, "feed", "feeds", "0 feeds"},
		{1, "feed", "feeds", "1 feed"},
		{1200, "feed", "feeds", "1,200 feeds"},
	} {
		if got := Plural(c.n, c.one, c.many); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
