package claims

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"

	"dateline/learn"
)

//go:embed model/model.bin
var modelFile []byte

// decodeModel reads what Encode wrote.
func decodeModel(b []byte) (*Model, error) {
	cs, err := decodeChains(b, 6)
	if err != nil {
		return nil, fmt.Errorf("read claims model: %w", err)
	}
	return &Model{Tags: cs[0], Moves: cs[1], Cues: cs[2], Roles: cs[3], Hedge: cs[4], Sure: cs[5]}, nil
}

// decodeChains reads n chains, each behind its length in four bytes.
func decodeChains(b []byte, n int) ([]*learn.Chain, error) {
	var out []*learn.Chain
	for range n {
		if len(b) < 4 || uint64(binary.LittleEndian.Uint32(b)) > uint64(len(b)-4) {
			return nil, errors.New("cut short")
		}
		size := int(binary.LittleEndian.Uint32(b))
		c, err := learn.Decode(b[4 : 4+size])
		if err != nil {
			return nil, err
		}
		out, b = append(out, c), b[4+size:]
	}
	return out, nil
}

// Encode tells the model in bytes, as model.bin holds it.
func (m *Model) Encode() ([]byte, error) {
	return encodeChains(m.Tags, m.Moves, m.Cues, m.Roles, m.Hedge, m.Sure)
}

// Encode tells the syntax in bytes, so that trials of cues and roles need not
// learn it again.
func (s *Syntax) Encode() ([]byte, error) {
	return encodeChains(s.Tags, s.Moves, s.Halves[0], s.Halves[1])
}

// DecodeSyntax reads what Syntax.Encode wrote.
func DecodeSyntax(b []byte) (*Syntax, error) {
	cs, err := decodeChains(b, 4)
	if err != nil {
		return nil, fmt.Errorf("read syntax: %w", err)
	}
	return &Syntax{Tags: cs[0], Moves: cs[1], Halves: [2]*learn.Chain{cs[2], cs[3]}}, nil
}

// EncodeTaggers tells the cue and role taggers in bytes, for trials of the judge.
func EncodeTaggers(ms []*Model) ([]byte, error) {
	var cs []*learn.Chain
	for _, m := range ms {
		cs = append(cs, m.Cues, m.Roles)
	}
	return encodeChains(cs...)
}

// DecodeTaggers reads what EncodeTaggers wrote, on top of the syntax.
func DecodeTaggers(b []byte, s *Syntax) ([]*Model, error) {
	cs, err := decodeChains(b, 2*(Folds+1))
	if err != nil {
		return nil, fmt.Errorf("read taggers: %w", err)
	}
	var ms []*Model
	for i := 0; i < len(cs); i += 2 {
		ms = append(ms, &Model{Tags: s.Tags, Moves: s.Moves, Cues: cs[i], Roles: cs[i+1]})
	}
	return ms, nil
}

func encodeChains(cs ...*learn.Chain) ([]byte, error) {
	var out []byte
	for _, c := range cs {
		var b bytes.Buffer
		if err := c.Encode(&b); err != nil {
			return nil, err
		}
		out = binary.LittleEndian.AppendUint32(out, uint32(b.Len()))
		out = append(out, b.Bytes()...)
	}
	return out, nil
}
