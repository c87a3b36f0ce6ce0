package news

import "testing"

func TestWithUnsure(t *testing.T) {
	at := func(n, outer int) Claim {
		return Claim{Field: InText, Cue: []Span{{Start: n, End: n + 2}}, Outer: outer}
	}
	if got := WithUnsure([]Claim{at(5, -1)}, nil); len(got) != 1 || got[0].Unsure {
		t.Errorf("without unsure ones: %+v", got)
	}
	got := WithUnsure([]Claim{at(10, -1), at(20, 0), at(40, 1)}, []Claim{at(30, 2), at(5, -1)})
	for i, want := range []struct {
		start, outer int
		unsure       bool
	}{{5, -1, true}, {10, -1, false}, {20, 1, false}, {30, -1, true}, {40, 2, false}} {
		if c := got[i]; c.Cue[0].Start != want.start || c.Outer != want.outer || c.Unsure != want.unsure {
			t.Errorf("claim %d begins at %d, inside %d, unsure %t", i, c.Cue[0].Start, c.Outer, c.Unsure)
		}
	}
}
