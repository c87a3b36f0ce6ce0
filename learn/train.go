package learn

import (
	"cmp"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
)

// Options steer the training of a Chain. The zero value of a field takes the
// default said beside it.
type Options struct {
	Epochs   int     // passes over the data; 8
	Rate     float64 // AdaGrad's first step; 0.2
	Decay    float64 // pull of the weights towards 0 (L2), a touched weight a time; 1e-5
	Damping  float64 // AdaGrad's sum of squares starts here: the more, the smaller the steps of rare features; 1e-6
	Dropout  float64 // share of the features hidden each time a sequence is shown, so that none is relied on alone; 0
	MinCount int     // features seen less often are left out; 2
	MaxRows  int     // at most this many features are kept, the heaviest; 300,000
	Seed     uint64  // of the order in which sentences are shown
	// Allowed says which label may follow which; from is -1 at the start. nil
	// allows everything.
	Allowed func(from, to int) bool
	// Progress, when set, is told the mean loss (nats a position) of each pass.
	Progress func(epoch int, loss float64)
}

func (o Options) withDefaults() Options {
	o.Epochs = cmp.Or(o.Epochs, 8)
	o.Rate = cmp.Or(o.Rate, 0.2)
	o.Decay = cmp.Or(o.Decay, 1e-5)
	o.Damping = cmp.Or(o.Damping, 1e-6)
	o.MinCount = cmp.Or(o.MinCount, 2)
	o.MaxRows = cmp.Or(o.MaxRows, 300_000)
	return o
}

// maxLabels is how many labels a tagger may have.
const maxLabels = 60

// Train fits a conditional random field (Lafferty, McCallum and Pereira 2001) to
// the sequences by AdaGrad (Duchi, Hazan and Singer 2011) and packs it into 8-bit
// weights. weights gives each sequence its importance; nil counts all as 1.
func Train(labels []string, data []Sequence, weights []float32, o Options) (*Chain, error) {
	if len(labels) < 2 || len(labels) > maxLabels || len(data) == 0 {
		return nil, errors.New("train tagger: needs 2 to 60 labels and some data")
	}
	o = o.withDefaults()
	t := newTrainer(len(labels), data, weights, o)
	order := make([]int, len(data))
	for i := range order {
		order[i] = i
	}
	rng := rand.New(rand.NewPCG(o.Seed, 0x6461746c))
	for e := range o.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		if e >= o.Epochs/2 {
			t.remember()
		}
		loss, n := 0.0, 0
		for _, i := range order {
			loss += t.step(i)
			n += data[i].Len()
		}
		if o.Progress != nil {
			o.Progress(e+1, loss/float64(max(n, 1)))
		}
	}
	t.average()
	return t.pack(labels), nil
}

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
	data   []Sequence
	weight []float32
	o      Options
	ids    [][]int32 // the features of each sequence by number, -1 for those left out
	names  []Hash
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

func newTrainer(k int, data []Sequence, weights []float32, o Options) *trainer {
	t := &trainer{k: k, data: make([]Sequence, len(data)), weight: weights, o: o}
	for i := range data {
		t.data[i] = data[i].plain()
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
	count := map[Hash]int32{}
	for i := range t.data {
		for _, h := range t.data[i].Feats {
			count[h]++
		}
	}
	id := map[Hash]int32{}
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

// forward fills score with exp(features), each row divided by its largest, and
// alpha with the scaled forward sums.
func (t *trainer) forward(s *Sequence, ids []int32, n int) {
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
func (t *trainer) backward(s *Sequence, n int) float64 {
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

func (t *trainer) update(s *Sequence, ids []int32, n int, weight float32) {
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

func (t *trainer) updateTransitions(s *Sequence, i int, weight float32) {
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

// pack keeps the worthiest rows, measures their weights by label 0's, which leaves
// all paths in their order, and rounds them to 8 bits.
func (t *trainer) pack(labels []string) *Chain {
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
	c := &Chain{labels: slices.Clone(labels), scale: t.scale(rows)}
	names, weights := make([]Hash, len(rows)), make([][]int8, len(rows))
	for i, r := range rows {
		names[i] = t.names[r.id]
		for _, w := range t.w[r.id*k+1 : r.id*k+k] {
			weights[i] = append(weights[i], int8(max(-127, min(127, math.Round(float64(w*c.scale))))))
		}
	}
	c.table = newTable(k, names, weights)
	for j, v := range t.tr {
		if !t.ok[j] {
			c.trans = append(c.trans, forbidden)
			continue
		}
		c.trans = append(c.trans, int32(math.Round(float64(v*c.scale))))
	}
	c.slacken()
	return c
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
