package learn

import (
	"math"
	"slices"
)

// Chain is a trained linear-chain tagger: a score for each (feature, label) and
// each (label, label) pair, and the best path through them. A value is never
// changed after it was made and may be used by many goroutines.
//
// Label 0 is the outside label by convention: a position without a single
// feature takes it, in training and in tagging. That is how callers leave out
// tokens that cannot matter.
type Chain struct {
	labels []string
	trans  []int32 // [from*n+to]; the last row is the start
	slack  []int32 // [leader*n+label], see slacken
	scale  float32 // stored units in one nat
	table
}

// Labels returns the label names by number. The caller must not change them.
func (c *Chain) Labels() []string { return c.labels }

// Rows returns how many features carry weight.
func (c *Chain) Rows() int { return c.rows }

// Nats converts a difference of scores to natural-log odds.
func (c *Chain) Nats(lead int32) float64 { return float64(lead) / float64(c.scale) }

// forbidden marks a step between labels that training never allows.
const forbidden = -1 << 20

// Sequence is one run of positions with their features, as the tagger and the
// trainer take it. Feats[Ends[i-1]:Ends[i]] are the features of position i.
type Sequence struct {
	Feats []Hash
	Ends  []int
	Tags  []uint8 // gold, for training only
}

// Reset empties the sequence and keeps its memory.
func (s *Sequence) Reset() { s.Feats, s.Ends, s.Tags = s.Feats[:0], s.Ends[:0], s.Tags[:0] }

// Next ends the position whose features were appended to Feats.
func (s *Sequence) Next() { s.Ends = append(s.Ends, len(s.Feats)) }

// Len returns the number of positions.
func (s *Sequence) Len() int { return len(s.Ends) }

func (s *Sequence) at(i int) []Hash {
	if i == 0 {
		return s.Feats[:s.Ends[0]]
	}
	return s.Feats[s.Ends[i-1]:s.Ends[i]]
}

// Path is the workspace and the answer of one decoding; reuse it to save memory.
type Path struct {
	Tags   []uint8 // the best label of each position
	Scores []int32 // [i*labels+label], what the features alone say
	best   []int32
	back   []uint8
}

// Score returns what the features alone say of each label, in memory of p. It
// is how a single decision is made, such as a parser's next move.
func (c *Chain) Score(p *Path, feats []Hash) []int32 {
	p.Scores = resize(p.Scores, len(c.labels))
	clear(p.Scores)
	c.addAll(p.Scores, feats)
	return p.Scores
}

// Tag finds the best path through s.
func (c *Chain) Tag(p *Path, s *Sequence) {
	n, k := s.Len(), len(c.labels)
	p.Scores = resize(p.Scores, n*k)
	clear(p.Scores)
	for i := range n {
		row := p.Scores[i*k : i*k+k]
		c.addAll(row, s.at(i))
	}
	c.viterbi(p, s, n, k)
}

func (c *Chain) viterbi(p *Path, s *Sequence, n, k int) {
	p.Tags, p.back, p.best = resize(p.Tags, n), resize(p.back, n*k), resize(p.best, 2*k)
	if n == 0 {
		return
	}
	cur, next := p.best[:k], p.best[k:]
	start := c.trans[k*k:]
	for y := range k {
		cur[y] = start[y] + p.Scores[y]
	}
	closeOutside(cur, len(s.at(0)) == 0)
	for i := 1; i < n; i++ {
		c.step(next, cur, p.back[i*k:i*k+k])
		for y, v := range p.Scores[i*k : i*k+k] {
			next[y] += v
		}
		closeOutside(next, len(s.at(i)) == 0)
		cur, next = next, cur
	}
	y := argmax(cur)
	for i := n - 1; i >= 0; i-- {
		p.Tags[i] = y
		y = p.back[i*k+int(y)]
	}
}

// step finds for each label the best one before it, the lowest where several are.
// Most labels are so far behind the leader that no transition makes up for it: a
// look at slack leaves them out, and the path found is the same.
func (c *Chain) step(next, cur []int32, back []uint8) {
	k := len(cur)
	lead := int(argmax(cur))
	slack := c.slack[lead*k : lead*k+k]
	first := true
	for x, v := range cur {
		if v-cur[lead] < slack[x] {
			continue
		}
		for y, t := range c.trans[x*k : x*k+k] {
			if first || v+t > next[y] {
				next[y], back[y] = v+t, uint8(x)
			}
		}
		first = false
	}
}

// slacken notes how far label x may be behind label z and still be the best one
// before some label: the least that the step from z takes more than that from x.
func (c *Chain) slacken() {
	k := len(c.labels)
	c.slack = make([]int32, k*k)
	for z := range k {
		for x := range k {
			least := int32(math.MaxInt32)
			for y := range k {
				least = min(least, c.trans[z*k+y]-c.trans[x*k+y])
			}
			c.slack[z*k+x] = least
		}
	}
}

// closeOutside leaves only label 0 where a position has no feature.
func closeOutside(row []int32, empty bool) {
	if !empty {
		return
	}
	for y := 1; y < len(row); y++ {
		row[y] += forbidden
	}
}

// Favour returns the same tagger with each step into a label made likelier by
// nats: how a caller trades misses for false alarms after training.
func (c *Chain) Favour(label int, nats float64) *Chain {
	d := *c
	d.trans = slices.Clone(c.trans)
	for i := label; i < len(d.trans); i += len(c.labels) {
		d.trans[i] += int32(math.Round(nats * float64(c.scale)))
	}
	d.slacken()
	return &d
}

func argmax(row []int32) uint8 {
	best := 0
	for y, v := range row {
		if v > row[best] {
			best = y
		}
	}
	return uint8(best)
}

// Lead returns by how much the label at i beats the second best one, its
// neighbours held as they are.
func (c *Chain) Lead(p *Path, i int) int32 {
	k := len(c.labels)
	own, second := int32(0), int32(-1<<31)
	for y := range k {
		v := p.Scores[i*k+y]
		if i == 0 {
			v += c.trans[k*k+y]
		} else {
			v += c.trans[int(p.Tags[i-1])*k+y]
		}
		if i+1 < len(p.Tags) {
			v += c.trans[y*k+int(p.Tags[i+1])]
		}
		if y == int(p.Tags[i]) {
			own = v
		} else {
			second = max(second, v)
		}
	}
	return own - second
}

func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}
