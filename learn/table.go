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
// once, which is what much of the time goes to. A feature that training never saw is taken for
// another one once in 65,536 looks. An empty slot holds zero weights.
type table struct {
	slots uint64 // places for a row
	width int    // bytes of a row: 4 for up to 3 labels, else a multiple of 8
	rows  int    // slots taken
	seeds []uint16
	// The rows, as words of 32 bits where the width is 4, else of 64 bits. In narrow rows
	// the weights are without Bias, as signed bytes.
	narrow []uint32
	wide   []uint64
}

// load takes the rows from bytes.
func (t *table) load(cells []byte) {
	if t.width == 4 {
		t.narrow = make([]uint32, len(cells)/4)
		for i := range t.narrow {
			t.narrow[i] = binary.LittleEndian.Uint32(cells[4*i:]) ^ unbiased
		}
		return
	}
	t.wide = make([]uint64, len(cells)/8)
	for i := range t.wide {
		t.wide[i] = binary.LittleEndian.Uint64(cells[8*i:])
	}
}

// unbiased makes the two weights of a narrow row signed bytes.
const unbiased = layout.Bias<<16 | layout.Bias<<24

// slot returns where the row of h is, should it have one.
func (t *table) slot(h Hash) uint64 {
	return layout.Slot(h, t.seeds[layout.Bucket(h, len(t.seeds))], t.slots)
}

// match returns a mask: all bits where the check bytes of row are those of h, else none.
func match(row, h uint64) uint64 { return uint64(int64((row^h)&0xffff-1) >> 63) }

// addNarrow adds the rows of all hashes, of two weights each, to scores[1:]; label 0 is what
// the others are measured by. Where the check bytes differ, a mask turns the row into nothing.
func (t *table) addNarrow(scores []int32, hs []Hash) {
	var a, b int32
	cells := t.narrow
	for _, h := range hs {
		x := cells[t.slot(h)]
		x &= uint32(match(uint64(x), h))
		a += int32(int8(x >> 16))
		b += int32(x) >> 24
	}
	scores[1] += a
	if len(scores) > 2 {
		scores[2] += b
	}
}

// work is memory for the rows of a sequence while they are added.
type work struct {
	slots []uint32
	cells []uint64
}

// addAll adds the rows of the hashes of each position, which end at ends, to its k scores.
// A row says nothing of label 0.
// It goes over all hashes thrice: for the slots, for the rows, for the sums. So each pass is
// short and without branches, and the processor waits for many rows at once.
func (t *table) addAll(scores []int32, k int, hs []Hash, ends []int, w *work) {
	w.slots = resize(w.slots, len(hs))
	slots := w.slots[:len(hs)]
	for i, h := range hs {
		slots[i] = uint32(t.slot(h))
	}
	switch t.width {
	case 4:
		t.sumNarrow(scores, k, hs, ends, slots)
	case 8:
		t.sumEight(scores, k, hs, ends, w)
	default:
		t.sumWide(scores, k, hs, ends, slots)
	}
}

// sumNarrow adds up rows of two weights.
func (t *table) sumNarrow(scores []int32, k int, hs []Hash, ends []int, slots []uint32) {
	cells := t.narrow
	for i, h := range hs {
		x := cells[slots[i]]
		slots[i] = x & uint32(match(uint64(x), h))
	}
	from := 0
	for i, end := range ends {
		var a, b int32
		for _, x := range slots[from:end] {
			a += int32(int8(x >> 16))
			b += int32(x) >> 24
		}
		scores[i*k+1] += a
		if k > 2 {
			scores[i*k+2] += b
		}
		from = end
	}
}

// maxLane is how many bytes can be summed in 16 bits.
const maxLane = 256

// lanes picks every other byte of a word, 16 bits for each.
const lanes = 0x00ff00ff00ff00ff

// sumEight adds up rows of up to six weights, three in each sum.
func (t *table) sumEight(scores []int32, k int, hs []Hash, ends []int, w *work) {
	w.cells = resize(w.cells, len(hs))
	rows, slots, cells := w.cells[:len(hs)], w.slots[:len(hs)], t.wide
	for i, h := range hs {
		x := cells[slots[i]]
		rows[i] = x & match(x, h)
		slots[i] = uint32(match(x, h)) & 1
	}
	from := 0
	for i, end := range ends {
		for from < end {
			to := min(end, from+maxLane)
			var odd, even, n uint64
			for j, x := range rows[from:to] {
				odd += x >> 16 & lanes
				even += x >> 24 & lanes
				n += uint64(slots[from+j])
			}
			spread(scores[i*k+1:i*k+k], odd, even, n)
			from = to
		}
	}
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

// sumWide adds up rows of several words: the first holds six weights, the others eight
// each.
func (t *table) sumWide(scores []int32, k int, hs []Hash, ends []int, slots []uint32) {
	from := 0
	for i, end := range ends {
		for from < end {
			to := min(end, from+maxLane)
			var s wideSums
			if t.width == 3*8 {
				t.threeWords(&s, hs[from:to], slots[from:to])
			} else {
				t.manyWords(&s, hs[from:to], slots[from:to])
			}
			s.spread(scores[i*k+1 : i*k+k])
			from = to
		}
	}
}

// wideSums are the sums of up to 256 rows of several words, and how many rows they are of.
type wideSums struct {
	odd, even [8]uint64
	n         uint64
}

// threeWords is manyWords for rows of three words.
func (t *table) threeWords(s *wideSums, hs []Hash, slots []uint32) {
	var a, b, c, d, e, f, n uint64
	for i, h := range hs {
		at := int(slots[i]) * 3
		row := t.wide[at : at+3 : at+3]
		m := match(row[0], h)
		x, y, z := row[0]&m, row[1]&m, row[2]&m
		n += m & 1
		a += x >> 16 & lanes
		b += x >> 24 & lanes
		c += y & lanes
		d += y >> 8 & lanes
		e += z & lanes
		f += z >> 8 & lanes
	}
	s.odd[0], s.even[0], s.odd[1], s.even[1], s.odd[2], s.even[2], s.n = a, b, c, d, e, f, n
}

func (t *table) manyWords(s *wideSums, hs []Hash, slots []uint32) {
	words := t.width / 8
	for i, h := range hs {
		at := int(slots[i]) * words
		row := t.wide[at : at+words]
		if match(row[0], h) == 0 {
			continue
		}
		s.n++
		s.odd[0] += row[0] >> 16 & lanes
		s.even[0] += row[0] >> 24 & lanes
		for w := 1; w < len(row); w++ {
			s.odd[w&7] += row[w] & lanes
			s.even[w&7] += row[w] >> 8 & lanes
		}
	}
}

// spread adds the sums to the scores of all labels but the first.
func (s *wideSums) spread(scores []int32) {
	for w := 0; len(scores) > 0; w++ {
		k := min(len(scores), 8)
		if w == 0 {
			k = min(len(scores), 6)
		}
		spread(scores[:k], s.odd[w&7], s.even[w&7], s.n)
		scores = scores[k:]
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
