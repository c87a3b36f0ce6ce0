package main

import "math"

// sample is one labelled pair.
type sample struct {
	x      []float32
	texted bool
	same   bool
	set    string
	fold   int
	weight float64
}

// fit finds the weights of a logistic model with an L2 penalty by Newton's method
// (iteratively reweighted least squares). The result depends on nothing but its arguments.
func fit(samples []sample, penalty float64) []float64 {
	n := len(samples[0].x)
	w := make([]float64, n)
	for range 25 {
		grad, hess := normal(samples, w, penalty)
		step := solve(hess, grad)
		most := 0.0
		for i := range w {
			w[i] += step[i]
			most = max(most, math.Abs(step[i]))
		}
		if most < 1e-6 {
			break
		}
	}
	return w
}

// normal is the gradient and the negated second derivative of the penalised likelihood.
func normal(samples []sample, w []float64, penalty float64) ([]float64, [][]float64) {
	n := len(w)
	grad, hess := make([]float64, n), make([][]float64, n)
	for i := range hess {
		hess[i] = make([]float64, n)
	}
	for _, s := range samples {
		p, y := sigmoid(w, s.x), 0.0
		if s.same {
			y = 1
		}
		d := s.weight * (y - p)
		v := s.weight * p * (1 - p)
		for i, xi := range s.x {
			if xi == 0 {
				continue
			}
			grad[i] += d * float64(xi)
			row := hess[i]
			vi := v * float64(xi)
			for j := 0; j <= i; j++ {
				row[j] += vi * float64(s.x[j])
			}
		}
	}
	for i := range n {
		if i > 0 { // the bias goes free
			grad[i] -= penalty * w[i]
			hess[i][i] += penalty
		} else {
			hess[i][i] += 1e-6
		}
		for j := range i {
			hess[j][i] = hess[i][j]
		}
	}
	return grad, hess
}

func sigmoid(w []float64, x []float32) float64 {
	var z float64
	for i, v := range x {
		z += w[i] * float64(v)
	}
	return 1 / (1 + math.Exp(-z))
}

// solve solves a x = b for a symmetric positive a (Cholesky).
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	l := make([][]float64, n)
	for i := range n {
		l[i] = make([]float64, n)
		for j := range i + 1 {
			s := a[i][j]
			for k := range j {
				s -= l[i][k] * l[j][k]
			}
			if i == j {
				l[i][i] = math.Sqrt(max(s, 1e-9))
			} else {
				l[i][j] = s / l[j][j]
			}
		}
	}
	y := make([]float64, n)
	for i := range n {
		y[i] = b[i]
		for k := range i {
			y[i] -= l[i][k] * y[k]
		}
		y[i] /= l[i][i]
	}
	x := make([]float64, n)
	for i := n - 1; i >= 0; i-- {
		x[i] = y[i]
		for k := i + 1; k < n; k++ {
			x[i] -= l[k][i] * x[k]
		}
		x[i] /= l[i][i]
	}
	return x
}
