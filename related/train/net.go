package main

import (
	"math"
	"math/rand/v2"

	"dateline/related"
)

// fitNet fits a network with one layer of hidden units by Adam, from a fixed seed: the result
// depends on nothing but its arguments.
func fitNet(samples []sample, hidden, epochs int, decay float64, seed uint64) related.Net {
	rng := rand.New(rand.NewPCG(seed, 2))
	n := len(samples[0].x)
	w := newFlat(n, hidden, rng)
	order := make([]int, len(samples))
	for i := range order {
		order[i] = i
	}
	const batch = 256
	grad := make([]float64, len(w))
	m1, m2 := make([]float64, len(w)), make([]float64, len(w))
	h := make([]float64, hidden)
	var mean float64
	for _, s := range samples {
		mean += s.weight / float64(len(samples))
	}
	step := 0
	total := epochs * (len(samples)/batch + 1)
	for range epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for at := 0; at < len(order); at += batch {
			clear(grad)
			end := min(at+batch, len(order))
			for _, k := range order[at:end] {
				backprop(w, grad, h, &samples[k], n, samples[k].weight/mean/float64(end-at))
			}
			step++
			lr := 0.01 * (1 - float64(step)/float64(total+1))
			c1, c2 := 1-math.Pow(0.9, float64(step)), 1-math.Pow(0.999, float64(step))
			for i, g := range grad {
				g += decay * w[i]
				m1[i] = 0.9*m1[i] + 0.1*g
				m2[i] = 0.999*m2[i] + 0.001*g*g
				w[i] -= lr * (m1[i] / c1) / (math.Sqrt(m2[i]/c2) + 1e-8)
			}
		}
	}
	return unflatten(w, n, hidden)
}

func newFlat(n, hidden int, rng *rand.Rand) []float64 {
	w := make([]float64, n*hidden+hidden+1)
	for i := range w {
		w[i] = rng.NormFloat64() * 0.3
	}
	return w
}

func backprop(w, grad, h []float64, s *sample, n int, weight float64) {
	hidden := len(h)
	z := w[len(w)-1]
	for j := range hidden {
		var a float64
		row := w[j*n : j*n+n]
		for i, x := range s.x {
			a += row[i] * float64(x)
		}
		h[j] = math.Tanh(a)
		z += w[n*hidden+j] * h[j]
	}
	d := 1 / (1 + math.Exp(-z))
	if s.same {
		d--
	}
	d *= weight
	grad[len(w)-1] += d
	for j := range hidden {
		grad[n*hidden+j] += d * h[j]
		g := d * w[n*hidden+j] * (1 - h[j]*h[j])
		row := grad[j*n : j*n+n]
		for i, x := range s.x {
			row[i] += g * float64(x)
		}
	}
}

// unflatten makes the form the model is kept in, rounded to four decimals.
func unflatten(w []float64, n, hidden int) related.Net {
	short := func(x float64) float32 { return float32(math.Round(x*1e4) / 1e4) }
	var k related.Net
	for j := range hidden {
		row := make([]float32, n)
		for i := range row {
			row[i] = short(w[j*n+i])
		}
		k.In = append(k.In, row)
	}
	for _, x := range w[n*hidden:] {
		k.Out = append(k.Out, short(x))
	}
	return k
}
