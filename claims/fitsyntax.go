package claims

import (
	"fmt"
	"slices"
	"sort"

	"dateline/learn"
	"dateline/news"
)

// Syntax is the part of a model that is learnt from the silver tags and trees,
// with two more parsers that have each seen one half of the articles: what cues
// and roles are learnt from must be as wrong as it will be on new text.
type Syntax struct {
	Tags, Moves *learn.Chain
	Halves      [2]*learn.Chain
}

// Syntax fits the tagger and the parsers.
func (f *Fit) Syntax(gs []Gold) (*Syntax, error) {
	s := &Syntax{}
	var err error
	if s.Tags, err = f.chain("tags", tagNames, f.tagSequences(gs), f.Tags); err != nil {
		return nil, err
	}
	m := &Model{Tags: s.Tags}
	if s.Moves, err = f.parserFor("moves", m, gs, func(int) bool { return true }); err != nil {
		return nil, err
	}
	for h := range s.Halves {
		if s.Halves[h], err = f.parserFor(fmt.Sprintf("moves without half %d", h), m, gs, func(n int) bool { return n%2 != h }); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// see reads a paragraph of article n with the parser that has not seen it.
func (s *Syntax) see(r *reader, n int) {
	m := &Model{Tags: s.Tags, Moves: s.Halves[n%2]}
	m.tag(r)
	m.parse(r)
}

// copyTags lays the silver tags over the paragraph's tokens.
func (p *para) copyTags(silver []Silver) {
	for i := range p.toks {
		t := &p.toks[i]
		if t.shape >= shapePunct {
			continue
		}
		k := sort.Search(len(silver), func(i int) bool { return silver[i].End > t.start })
		if k < len(silver) && silver[k].Start < t.end {
			t.tag = coarse(silver[k].Tag)
		}
		if t.tag == 0 {
			t.tag = tag(len(tagNames) - 1)
		}
	}
}

func (f *Fit) tagSequences(gs []Gold) []learn.Sequence {
	var out []learn.Sequence
	var p para
	for _, g := range gs {
		if len(g.Silver) == 0 {
			continue
		}
		lines(g.Text, func(start, end int) {
			p.read(f.lex, news.InText, g.Text, start, end)
			p.copyTags(g.Silver)
			var s learn.Sequence
			p.tagFeatures(&s)
			for i := range p.toks {
				s.Tags = append(s.Tags, uint8(p.toks[i].tag))
			}
			out = append(out, s)
		})
	}
	return out
}

// goldHeads lays the silver tree of a sentence over its tokens: the head of each,
// n for the root. A token that is part of a silver one hangs on its first part.
func (p *para) goldHeads(dst []int32, silver []Silver, s span) []int32 {
	n := s.hi - s.lo
	at := make([]int, n)
	own := map[int]int{}
	for i := range n {
		t := p.toks[s.lo+i]
		k := sort.Search(len(silver), func(i int) bool { return silver[i].End > t.start })
		at[i] = -1
		if k < len(silver) && silver[k].Start < t.end {
			at[i] = k
			if _, ok := own[k]; !ok {
				own[k] = i
			}
		}
	}
	for i := range n {
		h := int32(n)
		if k := at[i]; k >= 0 {
			if own[k] != i {
				h = int32(own[k])
			} else if o, ok := own[silver[k].Head]; ok && o != i {
				h = int32(o)
			}
		}
		dst = append(dst, h)
	}
	return dst
}

// moveSequences makes the parser's training data: the states met when following m
// (or the gold moves when m is nil) with the best of the moves from there.
func (f *Fit) moveSequences(m *Model, gs []Gold, wanted func(i int) bool) []learn.Sequence {
	var out []learn.Sequence
	var r reader
	var gold []int32
	for n, g := range gs {
		if len(g.Silver) == 0 || !wanted(n) {
			continue
		}
		lines(g.Text, func(start, end int) {
			r.read(f.lex, news.InText, g.Text, start, end)
			m.tag(&r)
			for _, b := range r.sents {
				s := span{b[0], b[1]}
				gold = r.goldHeads(gold[:0], g.Silver, s)
				q := &r.parser
				for q.begin(&r.para, s); !q.done(); {
					best := f.oracle(m, &r, gold)
					next := best
					if forced := len(q.stack) == 0 || q.next == q.n && len(q.stack) == 1; !forced {
						out = append(out, learn.Sequence{Feats: slices.Clone(q.features()), Ends: []int{len(q.feats)}, Tags: []uint8{uint8(best)}})
						if m.Moves != nil {
							next = m.bestMove(&r)
						}
					}
					q.move(next)
				}
			}
		})
	}
	return out
}

// oracle returns the move that costs least; among equals the one that the model
// likes best, else the one that attaches soonest.
func (f *Fit) oracle(m *Model, r *reader, gold []int32) int {
	q := &r.parser
	var scores []int32
	if m.Moves != nil {
		scores = m.Moves.Score(&r.path, q.features())
	}
	best, bestCost := -1, 1<<30
	for _, mv := range []int{moveLeft, moveRight, moveShift} {
		if !q.may(mv) {
			continue
		}
		if c := q.cost(mv, gold); c < bestCost || c == bestCost && scores != nil && scores[mv] > scores[best] {
			best, bestCost = mv, c
		}
	}
	return best
}

// parserFor trains a parser in two rounds; in the second it learns from the
// states that its own mistakes lead to (Ross, Gordon and Bagnell 2011).
func (f *Fit) parserFor(name string, m *Model, gs []Gold, wanted func(i int) bool) (*learn.Chain, error) {
	t := &Model{Tags: m.Tags}
	data := f.moveSequences(t, gs, wanted)
	var err error
	first := f.Moves
	first.Epochs = 2
	if t.Moves, err = f.chain(name+", first round", moveNames, data, first); err != nil {
		return nil, err
	}
	data = append(data, f.moveSequences(t, gs, wanted)...)
	return f.chain(name, moveNames, data, f.Moves)
}
