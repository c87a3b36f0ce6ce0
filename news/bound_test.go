package news

import "testing"

func TestBoundOf(t *testing.T) {
	for approx, want := range map[string]Bound{
		"": Exact, " ": Exact, "only": Exact, "exactly": Exact,
		"about": About, "some": About, "more or less": About, "environ": About,
		"more than": AtLeast, "at least": AtLeast, "well over": AtLeast, "in excess of": AtLeast, "upwards of": AtLeast, "topped": AtLeast,
		"no fewer than": AtLeast, "no less than": AtLeast, "Not less than": AtLeast,
		"up to": UpTo, "as many as": UpTo, "as much as": UpTo, "at most": UpTo, "nearly": UpTo, "fewer than": UpTo,
		"no more than": UpTo, "not more than": UpTo,
	} {
		if got := BoundOf(approx); got != want {
			t.Errorf("%q is %q, want %q", approx, got, want)
		}
	}
}
