package main

import (
	"encoding/binary"
	"errors"
	"fmt"

	"dateline/claims"
	"dateline/learn"
	"dateline/learn/train"
)

// model is a model in the making; chains that are not fitted yet are nil.
type model struct {
	tags, moves, cues, roles, hedge, sure *train.Chain
}

// opened is the model as the finder takes it.
func (m *model) opened() *claims.Model {
	chain := func(c *train.Chain) *learn.Chain {
		if c == nil {
			return nil
		}
		return c.Chain
	}
	return &claims.Model{Tags: chain(m.tags), Moves: chain(m.moves), Cues: chain(m.cues), Roles: chain(m.roles),
		Hedge: chain(m.hedge), Sure: chain(m.sure)}
}

// encode tells the model in bytes, as model.bin holds it.
func (m *model) encode() []byte {
	return encodeChains(m.tags, m.moves, m.cues, m.roles, m.hedge, m.sure)
}

// syntax is the part of a model that is learnt from the silver tags and trees,
// with two more parsers that have each seen one half of the articles: what cues
// and roles are learnt from must be as wrong as it will be on new text.
type syntax struct {
	tags, moves *train.Chain
	halves      [2]*train.Chain
}

// unseen is the syntax for article n, with the parser that has not seen it.
func (s *syntax) unseen(n int) *claims.Model {
	return (&model{tags: s.tags, moves: s.halves[n%2]}).opened()
}

// encode tells the syntax in bytes, so that trials of cues and roles need not
// learn it again.
func (s *syntax) encode() []byte {
	return encodeChains(s.tags, s.moves, s.halves[0], s.halves[1])
}

// decodeSyntax reads what syntax.encode wrote.
func decodeSyntax(b []byte) (*syntax, error) {
	cs, err := decodeChains(b, 4)
	if err != nil {
		return nil, fmt.Errorf("read syntax: %w", err)
	}
	return &syntax{tags: cs[0], moves: cs[1], halves: [2]*train.Chain{cs[2], cs[3]}}, nil
}

// encodeTaggers tells the cue and role taggers in bytes, for trials of the judge.
func encodeTaggers(ms []*model) []byte {
	var cs []*train.Chain
	for _, m := range ms {
		cs = append(cs, m.cues, m.roles)
	}
	return encodeChains(cs...)
}

// decodeTaggers reads what encodeTaggers wrote, on top of the syntax.
func decodeTaggers(b []byte, s *syntax) ([]*model, error) {
	cs, err := decodeChains(b, 2*(folds+1))
	if err != nil {
		return nil, fmt.Errorf("read taggers: %w", err)
	}
	var ms []*model
	for i := 0; i < len(cs); i += 2 {
		ms = append(ms, &model{tags: s.tags, moves: s.moves, cues: cs[i], roles: cs[i+1]})
	}
	return ms, nil
}

// encodeChains writes each chain behind its length in four bytes.
func encodeChains(cs ...*train.Chain) []byte {
	var out []byte
	for _, c := range cs {
		out = binary.LittleEndian.AppendUint32(out, uint32(len(c.File)))
		out = append(out, c.File...)
	}
	return out
}

// decodeChains reads n chains.
func decodeChains(b []byte, n int) ([]*train.Chain, error) {
	var out []*train.Chain
	for range n {
		if len(b) < 4 || uint64(binary.LittleEndian.Uint32(b)) > uint64(len(b)-4) {
			return nil, errors.New("cut short")
		}
		size := int(binary.LittleEndian.Uint32(b))
		c, err := train.Open(b[4 : 4+size])
		if err != nil {
			return nil, err
		}
		out, b = append(out, c), b[4+size:]
	}
	return out, nil
}
