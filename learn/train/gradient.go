package train

import (
	"math"
	"slices"

	"dateline/learn"
)

// forward fills score with exp(features), each row divided by its largest, and
// alpha with the scaled forward sums.
func (t *trainer) forward(s *learn.Sequence, ids []int32, n int) {
	k := t.k
	t.score, t.alpha, t.beta = resize(t.score, n*k), resize(t.alpha, n*k), resize(t.beta, n*k)
	t.norm = resize(t.norm, n)
	for j, v := range t.tr {
		t.etrans[j] = 0
		if t.ok[j] {
			t.etrans[j] = math.Exp(float64(v))
		}
	}
	at := 0
	for i := range n {
		row := t.score[i*k : i*k+k]
		clear(row)
		if at == s.Ends[i] {
			row[0] = 1
		} else {
			for ; at < s.Ends[i]; at++ {
				if id := ids[at]; id >= 0 {
					for y, w := range t.w[int(id)*k : int(id)*k+k] {
						row[y] += float64(w)
					}
				}
			}
			top := slices.Max(row)
			for y := range row {
				row[y] = math.Exp(row[y] - top)
			}
		}
		t.alphaRow(i)
	}
}

func (t *trainer) alphaRow(i int) {
	k, sum := t.k, 0.0
	row, score := t.alpha[i*k:i*k+k], t.score[i*k:i*k+k]
	for y := range k {
		v := 0.0
		if i == 0 {
			v = t.etrans[k*k+y]
		} else {
			for x, a := range t.alpha[(i-1)*k : i*k] {
				v += a * t.etrans[x*k+y]
			}
		}
		row[y] = v * score[y]
		sum += row[y]
	}
	for y := range k {
		row[y] /= sum
	}
	t.norm[i] = sum
}

// backward fills beta so that alpha*beta is the chance of a label, and returns
// the sequence's loss, measured by the gold labels' chances.
func (t *trainer) backward(s *learn.Sequence, n int) float64 {
	k := t.k
	for y := range k {
		t.beta[(n-1)*k+y] = 1
	}
	for i := n - 2; i >= 0; i-- {
		for x := range k {
			v := 0.0
			for y := range k {
				v += t.etrans[x*k+y] * t.score[(i+1)*k+y] * t.beta[(i+1)*k+y]
			}
			t.beta[i*k+x] = v / t.norm[i+1]
		}
	}
	loss := 0.0
	for i := range n {
		g := i*k + int(s.Tags[i])
		loss -= math.Log(max(t.alpha[g]*t.beta[g], 1e-12))
	}
	return loss
}

func (t *trainer) update(s *learn.Sequence, ids []int32, n int, weight float32) {
	k, at := t.k, 0
	var diff [64]float32
	for i := range n {
		t.updateTransitions(s, i, weight)
		worst := float32(0)
		for y := range k {
			d := float32(t.alpha[i*k+y] * t.beta[i*k+y])
			if y == int(s.Tags[i]) {
				d--
			}
			diff[y] = d * weight
			worst = max(worst, max(d, -d))
		}
		if worst < 0.002 {
			at = s.Ends[i]
			continue
		}
		for ; at < s.Ends[i]; at++ {
			if id := int(ids[at]); id >= 0 {
				t.descend(t.w[id*k:id*k+k], t.g2[id*k:id*k+k], diff[:k])
			}
		}
	}
}

// descend takes one AdaGrad step on a row of weights.
func (t *trainer) descend(w, g2, diff []float32) {
	rate, decay := float32(t.o.Rate), float32(t.o.Decay)
	for y, d := range diff {
		g := d + decay*w[y]
		g2[y] += g * g
		w[y] -= rate * g / float32(math.Sqrt(float64(g2[y])))
	}
}

func (t *trainer) updateTransitions(s *learn.Sequence, i int, weight float32) {
	k := t.k
	from, rows := k, 1
	if i > 0 {
		from, rows = 0, k
	}
	for r := range rows {
		x := from + r
		for y := range k {
			j := x*k + y
			if !t.ok[j] {
				continue
			}
			p := t.etrans[j] * t.score[i*k+y] * t.beta[i*k+y] / t.norm[i]
			if i > 0 {
				p *= t.alpha[(i-1)*k+x]
			}
			g := float32(p)
			if y == int(s.Tags[i]) && (i == 0 || x == int(s.Tags[i-1])) {
				g--
			}
			g = g*weight + float32(t.o.Decay)*t.tr[j]
			if g > 1e-5 || g < -1e-5 {
				t.t2[j] += g * g
				t.tr[j] -= float32(t.o.Rate) * g / float32(math.Sqrt(float64(t.t2[j])))
			}
		}
	}
}

// resize returns s with n elements, whatever they hold.
func resize(s []float64, n int) []float64 {
	if cap(s) < n {
		return make([]float64, n, n+n/2)
	}
	return s[:n]
}
