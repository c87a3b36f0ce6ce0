package learn

import (
	"math"

	"dateline/learn/internal/layout"
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

// Rows returns how many features carry weight.
func (c *Chain) Rows() int { return c.rows }

// Nats converts a difference of scores to natural-log odds.
func (c *Chain) Nats(lead int32) float64 { return float64(lead) / float64(c.scale) }

// Sequence is one run of positions with their features, as the tagger and the
// trainer take it. Feats[Ends[i-1]:Ends[i]] are the features of position i.
//
// Features that several positions have in common are told once, as a group, and
// scored once: Group ends a group whose features were appended to Shared, and Uses
// lists the groups of position i in Uses[UseEnds[i-1]:UseEnds[i]].
type Sequence struct {
	Feats []Hash
	Ends  []int
	Tags  []uint8 // gold, for training only

	Shared    []Hash
	GroupEnds []int
	Uses      []int
	UseEnds   []int
}

// Reset empties the sequence and keeps its memory.
func (s *Sequence) Reset() {
	s.Feats, s.Ends, s.Tags = s.Feats[:0], s.Ends[:0], s.Tags[:0]
	s.Shared, s.GroupEnds, s.Uses, s.UseEnds = s.Shared[:0], s.GroupEnds[:0], s.Uses[:0], s.UseEnds[:0]
}

// Next ends the position whose features were appended to Feats and its groups to Uses.
func (s *Sequence) Next() {
	s.Ends, s.UseEnds = append(s.Ends, len(s.Feats)), append(s.UseEnds, len(s.Uses))
}

// Group ends the group whose features were appended to Shared and returns its number.
func (s *Sequence) Group() int {
	s.GroupEnds = append(s.GroupEnds, len(s.Shared))
	return len(s.GroupEnds) - 1
}

// Len returns the number of positions.
func (s *Sequence) Len() int { return len(s.Ends) }

func (s *Sequence) at(i int) []Hash  { return part(s.Feats, s.Ends, i) }
func (s *Sequence) uses(i int) []int { return part(s.Uses, s.UseEnds, i) }

// Empty reports whether position i has no feature, so that label 0 is the only one open.
func (s *Sequence) Empty(i int) bool { return s.empty(i) }

func (s *Sequence) empty(i int) bool { return len(s.at(i))+len(s.uses(i)) == 0 }

func part[T any](all []T, ends []int, i int) []T {
	switch {
	case i >= len(ends): // a sequence made without groups
		return nil
	case i == 0:
		return all[:ends[0]]
	}
	return all[ends[i-1]:ends[i]]
}

// Path is the workspace and the answer of one decoding; reuse it to save memory.
type Path struct {
	Tags   []uint8 // the best label of each position
	Scores []int32 // [i*labels+label], what the features alone say
	shared []int32 // of the groups
	best   []int32
	back   []uint8
	work   work
}

// Score returns what the features alone say of each label, in memory of p. It
// is how a single decision is made, such as a parser's next move.
func (c *Chain) Score(p *Path, feats []Hash) []int32 {
	p.Scores = resize(p.Scores, len(c.labels))
	clear(p.Scores)
	if c.width == 4 {
		c.addNarrow(p.Scores, feats)
	} else {
		c.addAll(p.Scores, len(c.labels), feats, []int{len(feats)}, &p.work)
	}
	return p.Scores
}

// Odds returns by how many nats label 1 is likelier than label 0 for a sequence of one
// position with these features.
func (c *Chain) Odds(p *Path, feats []Hash) float64 {
	s, start := c.Score(p, feats), c.trans[len(c.labels)*len(c.labels):]
	return c.Nats(s[1] - s[0] + start[1] - start[0])
}

// Tag finds the best path through s.
func (c *Chain) Tag(p *Path, s *Sequence) {
	n, k := s.Len(), len(c.labels)
	groups := len(s.GroupEnds)
	p.Scores, p.shared = resize(p.Scores, n*k), resize(p.shared, groups*k)
	clear(p.Scores)
	clear(p.shared)
	c.addAll(p.shared, k, s.Shared, s.GroupEnds, &p.work)
	c.addAll(p.Scores, k, s.Feats, s.Ends, &p.work)
	if len(s.Uses) > 0 {
		for i := range n {
			row := p.Scores[i*k : i*k+k]
			for _, g := range s.uses(i) {
				for y, v := range p.shared[g*k : g*k+k] {
					row[y] += v
				}
			}
		}
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
	if s.empty(0) {
		for y := 1; y < k; y++ {
			cur[y] += layout.Forbidden
		}
	}
	for i := 1; i < n; i++ {
		if back := p.back[i*k : i*k+k]; s.empty(i) {
			c.outside(next, cur, back)
		} else {
			c.step(next, cur, back)
			for y, v := range p.Scores[i*k : i*k+k] {
				next[y] += v
			}
		}
		cur, next = next, cur
	}
	y := argmax(cur)
	for i := n - 1; i >= 0; i-- {
		p.Tags[i] = y
		y = p.back[i*k+int(y)]
	}
}

// stepThree is step for three labels.
func (c *Chain) stepThree(next, cur []int32, back []uint8) {
	t := (*[9]int32)(c.trans)
	x0, x1, x2 := cur[0], cur[1], cur[2]
	for y := range 3 {
		best, from := x0+t[y], uint8(0)
		if v := x1 + t[3+y]; v > best {
			best, from = v, 1
		}
		if v := x2 + t[6+y]; v > best {
			best, from = v, 2
		}
		next[y], back[y] = best, from
	}
}

// step finds for each label the best one before it, the lowest where several are.
// Most labels are so far behind the leader that no transition makes up for it: a
// look at slack leaves them out, and the path found is the same.
func (c *Chain) step(next, cur []int32, back []uint8) {
	k := len(cur)
	if k == 3 {
		c.stepThree(next, cur, back)
		return
	}
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

// outside is the step to a position without a feature, where only label 0 is open.
func (c *Chain) outside(next, cur []int32, back []uint8) {
	k := len(cur)
	best, top := 0, cur[0]+c.trans[0]
	for x := 1; x < k; x++ {
		if v := cur[x] + c.trans[x*k]; v > top {
			best, top = x, v
		}
	}
	for y := range next {
		next[y], back[y] = top+layout.Forbidden, uint8(best)
	}
	next[0] = top
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
