package claims

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"

	"dateline/learn"
)

//go:embed model/model.bin
var modelFile []byte

// DecodeModel reads a model as model.bin holds it: its six chains in the order of the
// fields of Model, each behind its length in four bytes, little endian.
func DecodeModel(b []byte) (*Model, error) {
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
