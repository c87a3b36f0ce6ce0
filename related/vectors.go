package related

import (
	_ "embed"
	"math"
	"sort"
)

// VectorDims is the number of dimensions of word vectors.
const VectorDims = 64

// vectorTable is made by related/train from the GloVe vectors (public domain, Pennington et al.
// 2014): rows sorted by hash, each the hash of a word (little endian) and its
// direction as signed bytes. Words that mean alike lie near one another, so that
// "passes bill" is near "approves law".
//
//go:embed model/vectors.bin
var vectorTable string

const vectorRow = 4 + VectorDims

// vectors looks words up in such a table.
type vectors struct{ rows string }

// find returns the place of a word's row, -1 when the table lacks it.
func (v vectors) find(h uint32) int32 {
	n := len(v.rows) / vectorRow
	i := sort.Search(n, func(i int) bool { return v.hashAt(i) >= h })
	if i == n || v.hashAt(i) != h {
		return -1
	}
	return int32(i)
}

// has reports whether there is such a row; -1 is that of words the table lacks.
func (v vectors) has(row int32) bool { return row >= -1 && int(row) < len(v.rows)/vectorRow }

// common reports whether the table has the word: rare names are not in it.
func (v vectors) common(h uint32) bool { return v.find(h) >= 0 }

// at is the direction of the word in row i.
func (v vectors) at(i int32) string {
	k := int(i)*vectorRow + 4
	return v.rows[k : k+VectorDims]
}

func (v vectors) hashAt(i int) uint32 {
	r := v.rows[i*vectorRow:]
	return uint32(r[0]) | uint32(r[1])<<8 | uint32(r[2])<<16 | uint32(r[3])<<24
}

// meaning is the direction of a text: the sum of its words' by idf.
type meaning [VectorDims]int8

// sense sums up the terms.
func (l *lexicon) sense(terms []uint32) (m meaning) {
	var sum [VectorDims]float32
	for _, n := range terms {
		if l.rows[n] < 0 {
			continue
		}
		row := l.vectors.at(l.rows[n])
		w := l.idf(n)
		for i := range sum {
			sum[i] += w * float32(int8(row[i]))
		}
	}
	var norm float32
	for _, x := range sum {
		norm += x * x
	}
	if norm == 0 {
		return m
	}
	k := 256 / float32(math.Sqrt(float64(norm)))
	for i, x := range sum {
		m[i] = int8(min(127, max(-127, x*k)))
	}
	return m
}

// near is the cosine of two meanings, 0 when one is not known.
func (a *meaning) near(b *meaning) float32 {
	var s int32
	for i := range a {
		s += int32(a[i]) * int32(b[i])
	}
	return float32(s) / (256 * 256)
}

// soften covers each word of one headline by the likest word of the other, a word the
// other has too by itself; the mean by idf, both ways.
func (l *lexicon) soften(a, b *item) (fromA, fromB float32) {
	const most = 16
	ta, tb := a.title[:min(most, len(a.title))], b.title[:min(most, len(b.title))]
	var bestA, bestB [most]int32
	var turned packed
	for i, x := range ta {
		if l.rows[x] >= 0 {
			turned = l.direction(l.rows[x]).turn()
		}
		for j, y := range tb {
			c := l.alike(x, y, &turned)
			bestA[i], bestB[j] = max(bestA[i], c), max(bestB[j], c)
		}
	}
	return l.mean(ta, bestA[:]), l.mean(tb, bestB[:])
}

const one = 256 * 256 // the product of a direction with itself

// alike is how near two words are in meaning, in parts of one; turned is the direction
// of x, if it has one.
func (l *lexicon) alike(x, y uint32, turned *packed) int32 {
	if x == y {
		return one
	}
	if l.rows[x] < 0 || l.rows[y] < 0 {
		return 0
	}
	return l.direction(l.rows[y]).dot(turned)
}

func (l *lexicon) mean(terms []uint32, best []int32) float32 {
	var sum, all float32
	for i, n := range terms {
		w := l.idf(n)
		sum += w * float32(best[i]) / one
		all += w
	}
	return ratio(sum, all)
}
