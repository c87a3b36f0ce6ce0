package news

import "strings"

// Bound is what the comparison word of a figure says about the number beside it.
type Bound byte

// The bounds.
const (
	Exact   Bound = 0
	AtLeast Bound = '>' // over, more than, at least
	UpTo    Bound = '<' // under, fewer than, up to, nearly
	About   Bound = '~' // about, around, some
)

// BoundOf reads a comparison word as an outlet writes it.
func BoundOf(approx string) Bound {
	a := " " + strings.ToLower(approx) + " "
	for _, w := range [...]string{"over", "more", "least", "above", "exceed", "exceeding", "upward", "upwards", "plus", "minimum"} {
		if strings.Contains(a, " "+w+" ") {
			return AtLeast
		}
	}
	for _, w := range [...]string{"under", "less", "fewer", "most", "below", "up", "nearly", "almost", "maximum", "close"} {
		if strings.Contains(a, " "+w+" ") {
			return UpTo
		}
	}
	if strings.TrimSpace(a) != "" {
		return About
	}
	return Exact
}
