package train

import (
	"cmp"
	"math"
	"slices"

	"dateline/learn"
	"dateline/learn/internal/layout"
)

// pack keeps the worthiest rows, measures their weights by label 0's, which leaves
// all paths in their order, and rounds them to 8 bits.
func (t *trainer) pack(labels []string) (*Chain, error) {
	k := t.k
	if keep := float32(1 - t.o.Dropout); keep < 1 { // as many features as are shown now were seen together
		for j := range t.w {
			t.w[j] *= keep
		}
	}
	rows := t.worthiest()
	for _, r := range rows {
		w := t.w[r.id*k : r.id*k+k]
		for y := k - 1; y >= 0; y-- {
			w[y] -= w[0]
		}
	}
	f := file{labels: labels, scale: t.scale(rows)}
	names, weights := make([]learn.Hash, len(rows)), make([][]int8, len(rows))
	for i, r := range rows {
		names[i] = t.names[r.id]
		for _, w := range t.w[r.id*k+1 : r.id*k+k] {
			weights[i] = append(weights[i], int8(max(-127, min(127, math.Round(float64(w*f.scale))))))
		}
	}
	f.table = newTable(k, names, weights)
	f.steps = t.steps(f.scale)
	b, err := f.encode()
	if err != nil {
		return nil, err
	}
	return Open(b)
}

// steps returns the weights of the steps between labels in stored units.
func (t *trainer) steps(scale float32) []int32 {
	var out []int32
	for j, v := range t.tr {
		w := int32(layout.Forbidden)
		if t.ok[j] {
			w = int32(math.Round(float64(v * scale)))
		}
		if t.o.Favour != nil {
			w += int32(math.Round(t.o.Favour(j%t.k) * float64(scale)))
		}
		out = append(out, w)
	}
	return out
}

// scale says by what weights are multiplied to be rounded: the thousandth part of
// the rows may be clipped.
func (t *trainer) scale(rows []row) float32 {
	if len(rows) == 0 {
		return 32
	}
	peaks := make([]float32, len(rows))
	for i, r := range rows {
		for _, w := range t.w[r.id*t.k : (r.id+1)*t.k] {
			peaks[i] = min(peaks[i], -max(w, -w))
		}
	}
	slices.Sort(peaks)
	return min(-127/peaks[len(peaks)/1000], 256)
}

// row is a feature with its heaviest weight and what it is worth keeping: a rare
// feature needs more weight to matter.
type row struct {
	id          int
	peak, worth float32
}

// worthiest returns the rows to keep, the worthiest first.
func (t *trainer) worthiest() []row {
	rows := make([]row, 0, len(t.names))
	for id := range t.names {
		r := row{id: id}
		for _, w := range t.w[id*t.k : (id+1)*t.k] {
			r.peak = max(r.peak, max(w, -w))
		}
		if r.worth = r.peak * float32(math.Sqrt(float64(t.counts[id]))); r.peak > 0.01 {
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(b.worth, a.worth), cmp.Compare(a.id, b.id))
	})
	return rows[:min(len(rows), t.o.MaxRows)]
}
