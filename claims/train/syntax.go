package main

import (
	"fmt"
	"slices"
	"sort"

	"dateline/claims"
	"dateline/learn"
	"dateline/learn/train"
	"dateline/news"
)

// tagNames are the parts of speech by number, as package claims reads them.
var tagNames = []string{"O", "NN", "NNP", "VB", "VBD", "VBZ", "VBP", "VBG", "VBN", "MD", "IN", "DT", "PRP", "PRP$", "JJ", "RB", "TO", "CC", "CD", "W", "POS", "X"}

// otherTag is the number of X.
var otherTag = uint8(len(tagNames) - 1)

// moveNames are the moves by number.
var moveNames = []string{claims.MoveShift: "shift", claims.MoveLeft: "left", claims.MoveRight: "right"}

// coarse maps a Penn Treebank tag to a number of tagNames.
func coarse(penn string) uint8 {
	switch penn {
	case "NNS":
		penn = "NN"
	case "NNPS":
		penn = "NNP"
	case "JJR", "JJS":
		penn = "JJ"
	case "RBR", "RBS", "RP":
		penn = "RB"
	case "PDT":
		penn = "DT"
	case "WDT", "WP", "WP$", "WRB":
		penn = "W"
	case "EX":
		penn = "PRP"
	}
	if i := slices.Index(tagNames, penn); i >= 0 {
		return uint8(i)
	}
	if penn == "" || penn[0] < 'A' || penn[0] > 'Z' {
		return 0
	}
	return otherTag
}

// syntax fits the tagger and the parsers.
func (f *fit) syntax(gs []gold) (*syntax, error) {
	s := &syntax{}
	var err error
	if s.tags, err = f.chain("tags", tagNames, f.tagSequences(gs), nil, f.Tags); err != nil {
		return nil, err
	}
	if s.moves, err = f.parserFor("moves", s.tags, gs, func(int) bool { return true }); err != nil {
		return nil, err
	}
	for h := range s.halves {
		if s.halves[h], err = f.parserFor(fmt.Sprintf("moves without half %d", h), s.tags, gs, func(n int) bool { return n%2 != h }); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// at returns the silver token that the bytes touch, -1 for none.
func at(silver []silver, s news.Span) int {
	k := sort.Search(len(silver), func(i int) bool { return silver[i].End > s.Start })
	if k < len(silver) && silver[k].Start < s.End {
		return k
	}
	return -1
}

func (f *fit) tagSequences(gs []gold) []learn.Sequence {
	var out []learn.Sequence
	for i := range gs {
		g := &gs[i]
		if len(g.Silver) == 0 {
			continue
		}
		lines(g.Text, func(start, end int) {
			toks, _ := f.texts.Read(&g.Story, news.InText, start, end)
			s := f.texts.Tags()
			for _, t := range toks {
				s.Tags = append(s.Tags, silverTag(t, g.Silver))
			}
			out = append(out, s)
		})
	}
	return out
}

// silverTag is the tag that a token has in the silver data.
func silverTag(t claims.Token, silver []silver) uint8 {
	if t.Mark {
		return 0
	}
	y := uint8(0)
	if k := at(silver, t.Span); k >= 0 {
		y = coarse(silver[k].Tag)
	}
	if y == 0 {
		return otherTag
	}
	return y
}

// goldHeads lays the silver tree of a sentence over its tokens: the head of each,
// their number for the root. A token that is part of a silver one hangs on its first part.
func goldHeads(dst []int32, toks []claims.Token, silver []silver) []int32 {
	where := make([]int, len(toks))
	own := map[int]int{}
	for i, t := range toks {
		where[i] = at(silver, t.Span)
		if _, ok := own[where[i]]; !ok && where[i] >= 0 {
			own[where[i]] = i
		}
	}
	for i, k := range where {
		h := len(toks)
		if k >= 0 {
			if own[k] != i {
				h = own[k]
			} else if o, ok := own[silver[k].Head]; ok && o != i {
				h = o
			}
		}
		dst = append(dst, int32(h))
	}
	return dst
}

// moveSequences makes the parser's training data: the states met when following the
// parser moves (or the gold moves when it is nil) with the best of the moves from there.
func (f *fit) moveSequences(tags *learn.Chain, moves *learn.Chain, gs []gold, wanted func(i int) bool) []learn.Sequence {
	var out []learn.Sequence
	var heads []int32
	var path learn.Path
	m := &claims.Model{Tags: tags}
	follow := func(s *claims.State, feats []learn.Hash) int {
		var scores []int32
		if moves != nil {
			scores = moves.Score(&path, feats)
		}
		best := oracle(s, heads, scores)
		out = append(out, learn.Sequence{Feats: slices.Clone(feats), Ends: []int{len(feats)}, Tags: []uint8{uint8(best)}})
		if moves != nil {
			return s.Best(scores)
		}
		return best
	}
	for n := range gs {
		g := &gs[n]
		if len(g.Silver) == 0 || !wanted(n) {
			continue
		}
		lines(g.Text, func(start, end int) {
			toks, sents := f.texts.Read(&g.Story, news.InText, start, end)
			f.texts.Tag(m)
			for k, b := range sents {
				heads = goldHeads(heads[:0], toks[b[0]:b[1]], g.Silver)
				f.texts.Moves(k, follow)
			}
		})
	}
	return out
}

// oracle returns the move that costs least; among equals the one with the highest
// score, else the one that attaches soonest.
func oracle(s *claims.State, heads, scores []int32) int {
	best, bestCost := -1, 1<<30
	for _, move := range []int{claims.MoveLeft, claims.MoveRight, claims.MoveShift} {
		if move == claims.MoveShift && s.Next == s.N || move == claims.MoveRight && len(s.Stack) < 2 {
			continue
		}
		if c := cost(s, move, heads); c < bestCost || c == bestCost && scores != nil && scores[move] > scores[best] {
			best, bestCost = move, c
		}
	}
	return best
}

// cost returns how many arcs of the gold tree a move makes impossible (Goldberg
// and Nivre 2013).
func cost(s *claims.State, move int, heads []int32) int {
	if move == claims.MoveShift {
		return shiftCost(s, heads)
	}
	next, top := int32(s.Next), s.Stack[len(s.Stack)-1]
	cost := 0
	for _, h := range heads[s.Next:] {
		if h == top {
			cost++
		}
	}
	h := heads[top]
	if move == claims.MoveRight && h >= next || move == claims.MoveLeft && (h > next || len(s.Stack) > 1 && h == s.Stack[len(s.Stack)-2]) {
		cost++
	}
	return cost
}

// shiftCost is the cost of a shift: the next node gets no head and no dependent from
// the stack but for the top, which may still be its head.
func shiftCost(s *claims.State, heads []int32) int {
	cost, next := 0, int32(s.Next)
	for k, node := range s.Stack {
		if heads[node] == next {
			cost++
		}
		if k < len(s.Stack)-1 && heads[next] == node {
			cost++
		}
	}
	return cost
}

// parserFor trains a parser in two rounds; in the second it learns from the
// states that its own mistakes lead to (Ross, Gordon and Bagnell 2011).
func (f *fit) parserFor(name string, tags *train.Chain, gs []gold, wanted func(i int) bool) (*train.Chain, error) {
	data := f.moveSequences(tags.Chain, nil, gs, wanted)
	first := f.Moves
	first.Epochs = 2
	moves, err := f.chain(name+", first round", moveNames, data, nil, first)
	if err != nil {
		return nil, err
	}
	data = append(data, f.moveSequences(tags.Chain, moves.Chain, gs, wanted)...)
	return f.chain(name, moveNames, data, nil, f.Moves)
}
