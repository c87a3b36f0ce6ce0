package claims

import "dateline/learn"

// The moves of the parser, an arc-hybrid transition system (Kuhlmann,
// Gómez-Rodríguez and Satta 2011): shift the next token to the stack, or take the
// top off the stack as a dependent of the next token (left) or of the token under
// it (right).
const (
	MoveShift = iota
	MoveLeft
	MoveRight
)

// State is how far the parse of a sentence has come. Nodes are its tokens; node N, behind
// the last, is the root.
type State struct {
	Stack   []int32
	Next, N int // the next node, and how many tokens there are
}

// Forced returns the move where only one is allowed.
func (s *State) Forced() (move int, ok bool) {
	switch {
	case len(s.Stack) == 0:
		return MoveShift, true
	case s.Next == s.N && len(s.Stack) == 1:
		return MoveLeft, true
	}
	return 0, false
}

// Best returns the move with the highest score of those that are allowed.
func (s *State) Best(scores []int32) int {
	best := MoveLeft
	if len(s.Stack) > 1 && scores[MoveRight] > scores[best] {
		best = MoveRight
	}
	if s.Next < s.N && scores[MoveShift] > scores[best] {
		best = MoveShift
	}
	return best
}

// parser is the workspace of one sentence's parse.
type parser struct {
	State
	nodes       []node  // nobody, the sentence's tokens, the root
	head        []int32 // of each token, -1 while unknown, n for the root
	left, right []int32 // outermost dependents so far, -1 for none
	kids        []uint8 // how many dependents so far, to the left
	feats       [moveFeatures]learn.Hash
}

// begin sets the parser to the start of the sentence s.
func (q *parser) begin(p *para, s span) {
	q.N = s.hi - s.lo
	q.seeNodes(p, s)
	q.Stack, q.Next = q.Stack[:0], 0
	q.head, q.left, q.right, q.kids = q.head[:0], q.left[:0], q.right[:0], q.kids[:0]
	for range q.N + 1 {
		q.head, q.left, q.right, q.kids = append(q.head, -1), append(q.left, -1), append(q.right, -1), append(q.kids, 0)
	}
}

func (q *parser) done() bool { return q.Next == q.N && len(q.Stack) == 0 }

func (q *parser) move(m int) {
	if m == MoveShift {
		q.Stack = append(q.Stack, int32(q.Next))
		q.Next++
		return
	}
	d := q.Stack[len(q.Stack)-1]
	q.Stack = q.Stack[:len(q.Stack)-1]
	h := int32(q.Next)
	if m == MoveRight {
		h = q.Stack[len(q.Stack)-1]
	}
	q.head[d] = h
	if d < h {
		q.left[h] = d
		q.kids[h] = min(q.kids[h]+1, 3)
	} else {
		q.right[h] = d
	}
}

func (q *parser) under(k int) int32 {
	if k >= len(q.Stack) {
		return -1
	}
	return q.Stack[len(q.Stack)-1-k]
}

func (q *parser) ahead(k int) int32 {
	if q.Next+k > q.N {
		return -1
	}
	return int32(q.Next + k)
}

func child(of []int32, i int32) int32 {
	if i < 0 {
		return -1
	}
	return of[i]
}

// moveSteps is how many features choose the two moves that a token costs.
const moveSteps = 2 * moveFeatures

// parse fills in the heads of the paragraph, sentence by sentence.
func (m *Model) parse(r *reader) {
	q := &r.parser
	for n, s := range r.sents {
		if !r.isLive(uint16(n)) || !r.budget.Spend(moveSteps*int(s[1]-s[0])) {
			for i := s[0]; i < s[1]; i++ {
				r.toks[i].head = -1
			}
			continue
		}
		q.begin(&r.para, span{s[0], s[1]})
		for !q.done() {
			q.move(m.bestMove(r))
		}
		for i := range q.N {
			h := q.head[i]
			if int(h) >= q.N {
				h = -1
			} else if h >= 0 {
				h += int32(s[0])
			}
			r.toks[s[0]+i].head = h
		}
	}
	r.heads = true
	r.relate()
}

// bestMove returns the best move that is allowed.
func (m *Model) bestMove(r *reader) int {
	if move, ok := r.parser.Forced(); ok {
		return move
	}
	return r.parser.Best(m.Moves.Score(&r.path, r.parser.features()))
}

// relate names how each token depends on its head by its tag and side, and notes
// at each head which dependents it has.
func (p *para) relate() {
	for i := range p.toks {
		p.toks[i].kids = 0
	}
	for i := range p.toks {
		t := &p.toks[i]
		t.rel = uint8(t.tag) * 2
		if int(t.head) < i {
			t.rel++
		}
		if t.head >= 0 {
			p.toks[t.head].kids |= 1 << t.rel
		} else {
			t.rel = 63
		}
	}
}
