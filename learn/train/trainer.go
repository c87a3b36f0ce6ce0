package train

import (
	"math/rand/v2"

	"dateline/learn"
)

// remember adds the weights to their running sum. The mean of the passes of the
// second half is what is kept: it swings less than any one of them (Polyak and
// Juditsky 1992).
func (t *trainer) remember() {
	if t.sum == nil {
		t.sum, t.trSum = make([]float32, len(t.w)), make([]float32, len(t.tr))
	}
	t.sums++
	for i, w := range t.w {
		t.sum[i] += w
	}
	for i, w := range t.tr {
		t.trSum[i] += w
	}
}

// average puts the mean of the remembered weights in place.
func (t *trainer) average() {
	t.remember()
	for i := range t.w {
		t.w[i] = t.sum[i] / t.sums
	}
	for i := range t.tr {
		t.tr[i] = t.trSum[i] / t.sums
	}
}

// trainer holds the weights while they are floats. Features are numbered densely
// so that none shares its weight with another.
type trainer struct {
	k      int
	data   []learn.Sequence
	weight []float32
	o      Options
	ids    [][]int32 // the features of each sequence by number, -1 for those left out
	names  []learn.Hash
	counts []int32
	w, g2  []float32 // [feature*k+label]
	tr, t2 []float32 // [from*k+to], start last
	ok     []bool    // transitions allowed
	sum    []float32 // of w and tr over the passes
	trSum  []float32
	sums   float32

	// of the sequence at hand
	score, alpha, beta []float64
	norm               []float64
	shown              []int32 // ids with the hidden features as -1
	rng                *rand.Rand
	etrans             []float64
}

func newTrainer(k int, data []learn.Sequence, weights []float32, o Options) *trainer {
	t := &trainer{k: k, data: make([]learn.Sequence, len(data)), weight: weights, o: o}
	for i := range data {
		t.data[i] = plain(&data[i])
	}
	t.number()
	t.w, t.g2 = make([]float32, len(t.names)*k), make([]float32, len(t.names)*k)
	t.tr, t.t2 = make([]float32, (k+1)*k), make([]float32, (k+1)*k)
	for _, g2 := range [][]float32{t.g2, t.t2} {
		for i := range g2 {
			g2[i] = float32(o.Damping)
		}
	}
	t.rng = rand.New(rand.NewPCG(o.Seed, 0x64726f70))
	t.ok = make([]bool, (k+1)*k)
	for from := range k + 1 {
		for to := range k {
			f := from
			if from == k {
				f = -1
			}
			t.ok[from*k+to] = o.Allowed == nil || o.Allowed(f, to)
		}
	}
	t.etrans = make([]float64, (k+1)*k)
	return t
}

// number gives the features that are frequent enough their numbers, in order of
// first sight.
func (t *trainer) number() {
	count := map[learn.Hash]int32{}
	for i := range t.data {
		for _, h := range t.data[i].Feats {
			count[h]++
		}
	}
	id := map[learn.Hash]int32{}
	t.ids = make([][]int32, len(t.data))
	for i := range t.data {
		feats := t.data[i].Feats
		ids := make([]int32, len(feats))
		for j, h := range feats {
			n, seen := id[h]
			if !seen {
				n = -1
				if int(count[h]) >= t.o.MinCount {
					n = int32(len(t.names))
					t.names = append(t.names, h)
					t.counts = append(t.counts, count[h])
				}
				id[h] = n
			}
			ids[j] = n
		}
		t.ids[i] = ids
	}
}

// step shows one sequence: forward, backward, update. It returns the loss.
func (t *trainer) step(i int) float64 {
	s, ids := &t.data[i], t.ids[i]
	n := s.Len()
	if n == 0 || len(s.Feats) == 0 {
		return 0
	}
	weight := float32(1)
	if t.weight != nil {
		weight = t.weight[i]
	}
	ids = t.hide(ids)
	t.forward(s, ids, n)
	loss := t.backward(s, n)
	t.update(s, ids, n, weight)
	return loss
}

// hide leaves out a random share of the features.
func (t *trainer) hide(ids []int32) []int32 {
	if t.o.Dropout <= 0 {
		return ids
	}
	t.shown = append(t.shown[:0], ids...)
	limit := uint32(t.o.Dropout * (1 << 32))
	for i := range t.shown {
		if t.rng.Uint32() < limit {
			t.shown[i] = -1
		}
	}
	return t.shown
}

// plain returns the sequence with the features of its groups at every position
// that uses them.
func plain(s *learn.Sequence) learn.Sequence {
	if len(s.GroupEnds) == 0 {
		return *s
	}
	p := learn.Sequence{Tags: s.Tags}
	for i := range s.Ends {
		p.Feats = append(p.Feats, part(s.Feats, s.Ends, i)...)
		for _, g := range part(s.Uses, s.UseEnds, i) {
			p.Feats = append(p.Feats, part(s.Shared, s.GroupEnds, g)...)
		}
		p.Next()
	}
	return p
}

// part returns what ends at ends[i] and begins where the part before ends.
func part[T any](all []T, ends []int, i int) []T {
	if i == 0 {
		return all[:ends[0]]
	}
	return all[ends[i-1]:ends[i]]
}
