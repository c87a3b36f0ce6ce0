package learn

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"

	"dateline/learn/internal/layout"
)

// table keeps a row of 8-bit weights for each feature that has any, as package layout
// says. No search, no branch on what is found: so the processor waits for many rows at
// once, which is what the time goes to. A feature that training never saw is taken for
// another one once in 65,536 looks. An empty slot holds zero weights.
type table struct {
	slots uint64 // places for a row
	width int    // bytes of a row: 4 for up to 3 labels, else a multiple of 8
	rows  int    // slots taken
	seeds []uint16
	// The rows, as words of 32 bits where the width is 4, else of 64 bits.
	narrow []uint32
	wide   []uint64
}

// load takes the rows from bytes.
func (t *table) load(cells []byte) {
	if t.width == 4 {
		t.narrow = make([]uint32, len(cells)/4)
		for i := range t.narrow {
			t.narrow[i] = binary.LittleEndian.Uint32(cells[4*i:])
		}
		return
	}
	t.wide = make([]uint64, len(cells)/8)
	for i := range t.wide {
		t.wide[i] = binary.LittleEndian.Uint64(cells[8*i:])
	}
}

// add adds the rows of all hashes to scores[1:]; label 0 is what the others are
// measured by.
func (t *table) add(scores []int32, hs []Hash) {
	for len(hs) > 0 {
		n := min(len(hs), maxLane)
		switch t.width {
		case 4:
			t.addFour(scores, hs[:n])
		case 8:
			t.addEight(scores, hs[:n])
		default:
			t.addWide(scores, hs[:n])
		}
		hs = hs[n:]
	}
}

// maxLane is how many bytes can be summed in 16 bits.
const maxLane = 256

// lanes picks every other byte of a word, 16 bits for each.
const lanes = 0x00ff00ff00ff00ff

// addFour reads rows of two weights. Where the check bytes differ, a mask turns
// the row into nothing; n counts the rows that were meant.
func (t *table) addFour(scores []int32, hs []Hash) {
	var a, b, n uint32
	seeds, cells, slots := t.seeds, t.narrow, t.slots
	for _, h := range hs {
		x := cells[layout.Slot(h, seeds[layout.Bucket(h, len(seeds))], slots)]
		mask := uint32(int32((x^uint32(h))&0xffff-1) >> 31)
		x &= mask
		a += x >> 16 & 0xff
		b += x >> 24
		n += mask & 1
	}
	scores[1] += int32(a) - int32(n*layout.Bias)
	if len(scores) > 2 {
		scores[2] += int32(b) - int32(n*layout.Bias)
	}
}

// addEight reads rows of up to six weights, three in each sum.
func (t *table) addEight(scores []int32, hs []Hash) {
	var odd, even, n uint64
	seeds, cells, slots := t.seeds, t.wide, t.slots
	for _, h := range hs {
		x := cells[layout.Slot(h, seeds[layout.Bucket(h, len(seeds))], slots)]
		mask := uint64(int64((x^h)&0xffff-1) >> 63)
		x &= mask
		odd += x >> 16 & lanes
		even += x >> 24 & lanes
		n += mask & 1
	}
	spread(scores[1:], odd, even, n)
}

// spread adds the sums of one word: labels by turns from odd and even.
func spread(scores []int32, odd, even, n uint64) {
	for y := range scores {
		sum := odd
		if y&1 != 0 {
			sum, even = even, even>>16
		} else {
			odd >>= 16
		}
		scores[y] += int32(sum&0xffff) - int32(n*layout.Bias)
	}
}

// addWide reads rows of several words: the first holds six weights, the others
// eight each.
func (t *table) addWide(scores []int32, hs []Hash) {
	var odd, even [8]uint64
	var n uint64
	seeds, words := t.seeds, t.width/8
	for _, h := range hs {
		at := int(layout.Slot(h, seeds[layout.Bucket(h, len(seeds))], t.slots)) * words
		row := t.wide[at : at+words]
		if uint16(row[0]) != uint16(h) {
			continue
		}
		n++
		odd[0] += row[0] >> 16 & lanes
		even[0] += row[0] >> 24 & lanes
		for w := 1; w < len(row); w++ {
			odd[w&7] += row[w] & lanes
			even[w&7] += row[w] >> 8 & lanes
		}
	}
	rest := scores[1:]
	for w := 0; len(rest) > 0; w++ {
		k := min(len(rest), 8)
		if w == 0 {
			k = min(len(rest), 6)
		}
		spread(rest[:k], odd[w&7], even[w&7], n)
		rest = rest[k:]
	}
}

// inflate unpacks n bytes; it is an error if there are fewer or more.
func inflate(packed []byte, n int) ([]byte, error) {
	z := flate.NewReader(bytes.NewReader(packed))
	b := make([]byte, n)
	if _, err := io.ReadFull(z, b); err != nil {
		return nil, errors.New("cut short")
	}
	if more, err := z.Read(make([]byte, 1)); more != 0 || err != io.EOF {
		return nil, errors.New("too long")
	}
	return b, nil
}

// Decode reads what training wrote and keeps nothing of data.
func Decode(data []byte) (*Chain, error) {
	c, err := decode(data)
	if err != nil {
		return nil, fmt.Errorf("read tagger: %w", err)
	}
	return c, nil
}

func decode(data []byte) (*Chain, error) {
	r := cursor{data: data}
	if string(r.take(len(layout.Magic))) != layout.Magic {
		return nil, errors.New("not a tagger of this version")
	}
	c := &Chain{}
	k := int(r.byte())
	for range k {
		c.labels = append(c.labels, string(r.take(int(r.byte()))))
	}
	slots, seeds, rows := r.uint32(), r.uint32(), r.uint32()
	c.scale = math.Float32frombits(r.uint32())
	for range k * (k + 1) {
		c.trans = append(c.trans, int32(r.uint32()))
	}
	if r.short || k < 2 || k > layout.MaxLabels || !(c.scale > 0) || slots > mostSlots || seeds == 0 || seeds > slots || rows > slots {
		return nil, errors.New("sizes make no sense")
	}
	c.slots, c.rows, c.width = uint64(slots), int(rows), layout.Width(k)
	packed := r.take(int(r.uint32()))
	if err := c.unpack(packed, int(seeds), r.short); err != nil {
		return nil, err
	}
	c.slacken()
	return c, nil
}

// mostSlots bounds the table of a file that is read.
const mostSlots = 1 << 26

// unpack reads the seeds and the rows.
func (t *table) unpack(packed []byte, seeds int, short bool) error {
	// A byte of deflate holds 1,032 at the most.
	size := 2*seeds + int(t.slots)*t.width
	if short || size > 1032*(len(packed)+1) {
		return errors.New("cut short")
	}
	cells, err := inflate(packed, size)
	if err != nil {
		return err
	}
	t.seeds = make([]uint16, seeds)
	for i := range t.seeds {
		t.seeds[i] = binary.LittleEndian.Uint16(cells[2*i:])
	}
	t.load(cells[2*seeds:])
	return nil
}

// cursor reads a header and remembers whether the data was too short.
type cursor struct {
	data  []byte
	short bool
}

func (r *cursor) take(n int) []byte {
	if n > len(r.data) {
		r.short = true
		return make([]byte, min(n, 255))
	}
	b := r.data[:n]
	r.data = r.data[n:]
	return b
}

func (r *cursor) byte() byte { return r.take(1)[0] }

func (r *cursor) uint32() uint32 { return binary.LittleEndian.Uint32(r.take(4)) }
