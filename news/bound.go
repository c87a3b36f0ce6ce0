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

// boundWords are the words that tell a bound. Those that turn the word they hold round
// ("no more than") stand before it.
var boundWords = [...]struct {
	words string
	bound Bound
}{
	{"more or less", About},
	{"no more than", UpTo}, {"not more than", UpTo}, {"as many as", UpTo}, {"as much as", UpTo},
	{"no fewer than", AtLeast}, {"no less than", AtLeast}, {"not less than", AtLeast}, {"not fewer than", AtLeast}, {"nothing less than", AtLeast},
	{"over", AtLeast}, {"more", AtLeast}, {"least", AtLeast}, {"above", AtLeast}, {"exceed", AtLeast}, {"exceeds", AtLeast}, {"exceeded", AtLeast},
	{"exceeding", AtLeast}, {"excess", AtLeast}, {"greater", AtLeast}, {"larger", AtLeast}, {"higher", AtLeast}, {"bigger", AtLeast}, {"upward", AtLeast},
	{"upwards", AtLeast}, {"plus", AtLeast}, {"minimum", AtLeast}, {"topped", AtLeast}, {"topping", AtLeast}, {"beyond", AtLeast}, {"past", AtLeast},
	{"under", UpTo}, {"less", UpTo}, {"fewer", UpTo}, {"lower", UpTo}, {"smaller", UpTo}, {"most", UpTo}, {"below", UpTo}, {"up", UpTo},
	{"nearly", UpTo}, {"almost", UpTo}, {"maximum", UpTo}, {"close", UpTo}, {"approaching", UpTo},
	{"exactly", Exact}, {"precisely", Exact}, {"only", Exact}, {"just", Exact},
}

// BoundOf reads a comparison word as an outlet writes it.
func BoundOf(approx string) Bound {
	a := " " + strings.ToLower(strings.TrimSpace(approx)) + " "
	for _, w := range boundWords {
		if strings.Contains(a, " "+w.words+" ") {
			return w.bound
		}
	}
	if a == "  " {
		return Exact
	}
	return About
}
