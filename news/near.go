package news

import (
	"slices"
	"strings"
)

// mostNear is how many values near one that does not exist are named.
const mostNear = 3

// Nearest returns the values that take the fewest slips of the fingers from a word, at
// most one for every three letters of it; of equally near ones the first three by name.
func Nearest(word string, known []string) []string {
	type candidate struct {
		value string
		slips int
	}
	asked := []rune(strings.ToLower(word))
	most := max(1, len(asked)/3)
	var near []candidate
	for _, v := range known {
		slips := distance(asked, []rune(strings.ToLower(v)), most)
		for word := range strings.FieldsSeq(strings.ToLower(v)) { // names are asked for by one word of them, too
			slips = min(slips, distance(asked, []rune(word), most))
		}
		if slips <= most && len(asked) > 1 {
			near = append(near, candidate{v, slips})
		}
	}
	slices.SortFunc(near, func(a, b candidate) int {
		if a.slips != b.slips {
			return a.slips - b.slips
		}
		return strings.Compare(a.value, b.value)
	})
	var names []string
	for _, c := range near {
		if c.slips == near[0].slips && len(names) < mostNear && !slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, c.value) }) {
			names = append(names, c.value)
		}
	}
	return names
}

// distance is how many letters must be put in, taken out, changed or swapped with their
// neighbour to make b of a (optimal string alignment); more than most is most+1.
func distance(a, b []rune, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		least := row[0]
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
			least = min(least, row[j+1])
		}
		if least > most {
			return most + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
