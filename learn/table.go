package learn

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"math/bits"
)

// table keeps a row of 8-bit weights for each feature in open addressing. A row
// is two check bytes (of the hash's low end; 0 is an empty row) and one weight a
// label. The row is looked for from the hash's high end on, one after the other;
// a feature that training never saw is taken for another one once in 30,000
// looks.
type table struct {
	slots uint64 // places for a row
	width int    // bytes of a row
	rows  int    // places taken
	cells []byte
}

func newTable(rows, labels int) table {
	t := table{slots: uint64(rows + rows*6/10 + 4), width: 2 + labels}
	t.cells = make([]byte, t.slots*uint64(t.width))
	return t
}

func check(h Hash) uint16 {
	if c := uint16(h); c != 0 {
		return c
	}
	return 1
}

// home returns the byte at which the row of h is looked for first.
func (t *table) home(h Hash) int {
	hi, _ := bits.Mul64(h, t.slots)
	return int(hi) * t.width
}

func (t *table) after(at int) int {
	if at += t.width; at < len(t.cells) {
		return at
	}
	return 0
}

// put stores a row; it reports false where the table holds its twin already.
func (t *table) put(h Hash, weights []int8) bool {
	for at := t.home(h); ; at = t.after(at) {
		cell := t.cells[at : at+t.width]
		switch binary.LittleEndian.Uint16(cell) {
		case 0:
			binary.LittleEndian.PutUint16(cell, check(h))
			for y, w := range weights {
				cell[2+y] = byte(w)
			}
			t.rows++
			return true
		case check(h):
			return false
		}
	}
}

// add adds the row of h to scores; nothing when there is none.
func (t *table) add(scores []int32, h Hash) {
	want := check(h)
	for at := t.home(h); ; at = t.after(at) {
		cell := t.cells[at : at+t.width]
		got := uint16(cell[0]) | uint16(cell[1])<<8
		if got == want {
			cell = cell[2:]
			for y := range scores {
				scores[y] += int32(int8(cell[y]))
			}
			return
		}
		if got == 0 {
			return
		}
	}
}

// ahead is how many rows addAll asks for before it reads the first.
const ahead = 32

// addAll adds the rows of all hashes to scores. It first touches each row's check
// bytes, which are anywhere in memory, so that the waits for them overlap; the
// branches, which cannot be foretold, come when the bytes are there.
func (t *table) addAll(scores []int32, hs []Hash) {
	var homes [ahead]int
	var first [ahead]uint16
	for len(hs) > 0 {
		n := min(len(hs), ahead)
		for j, h := range hs[:n] {
			at := t.home(h)
			homes[j], first[j] = at, uint16(t.cells[at])|uint16(t.cells[at+1])<<8
		}
		for j, h := range hs[:n] {
			switch first[j] {
			case 0:
			case check(h):
				at := homes[j] + 2
				for y, w := range t.cells[at : at+len(scores)] {
					scores[y] += int32(int8(w))
				}
			default:
				t.add(scores, h)
			}
		}
		hs = hs[n:]
	}
}

// The formats. The first one counted its places in a power of two; the last one
// leaves out the empty places, a bit for each place saying which are.
const (
	magic       = "dlchain2"
	oldMagic    = "dlchain1"
	sparseMagic = "dlchain3"
)

// Encode writes what EncodeSparse writes, compressed: worth it for many labels,
// whose weights are mostly small. The same tagger gives the same bytes.
func (c *Chain) Encode(w io.Writer) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	if err := c.EncodeSparse(z); err != nil {
		return err
	}
	return z.Close()
}

// EncodePlain writes the tagger as it is. It is larger, but Decode takes no time
// and uses the bytes in place.
func (c *Chain) EncodePlain(w io.Writer) error {
	b := c.header(magic)
	b.Write(c.cells)
	return written(w, b)
}

// EncodeSparse writes the tagger without its empty places: a third smaller, and
// Decode copies the rows to theirs, about a millisecond for a megabyte.
func (c *Chain) EncodeSparse(w io.Writer) error {
	b := c.header(sparseMagic)
	taken := make([]byte, (c.slots+7)/8)
	var rows []byte
	for n := range int(c.slots) {
		cell := c.cells[n*c.width : (n+1)*c.width]
		if cell[0] != 0 || cell[1] != 0 {
			taken[n/8] |= 1 << (n % 8)
			rows = append(rows, cell...)
		}
	}
	b.Write(taken)
	b.Write(rows)
	return written(w, b)
}

func (c *Chain) header(format string) *bytes.Buffer {
	var b bytes.Buffer
	b.WriteString(format)
	b.WriteByte(byte(len(c.labels)))
	for _, l := range c.labels {
		b.WriteByte(byte(len(l)))
		b.WriteString(l)
	}
	le := binary.LittleEndian
	b.Write(le.AppendUint32(nil, uint32(c.slots)))
	b.Write(le.AppendUint32(nil, math.Float32bits(c.scale)))
	b.Write(le.AppendUint32(nil, uint32(c.rows)))
	for _, v := range c.trans {
		b.Write(le.AppendUint32(nil, uint32(v)))
	}
	return &b
}

func written(w io.Writer, b *bytes.Buffer) error {
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("write tagger: %w", err)
	}
	return nil
}

// Decode reads what Encode, EncodePlain or EncodeSparse wrote. It keeps data, which must not be
// changed any more.
func Decode(data []byte) (*Chain, error) {
	if bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			return nil, fmt.Errorf("read tagger: %w", err)
		}
		if data, err = io.ReadAll(io.LimitReader(z, 1<<28)); err != nil {
			return nil, fmt.Errorf("read tagger: %w", err)
		}
	}
	c, err := decode(data)
	if err != nil {
		return nil, fmt.Errorf("read tagger: %w", err)
	}
	return c, nil
}

func decode(data []byte) (*Chain, error) {
	r := cursor{data: data}
	format := string(r.take(len(magic)))
	if format != magic && format != oldMagic && format != sparseMagic {
		return nil, errors.New("not a tagger of this version")
	}
	c := &Chain{}
	k := int(r.byte())
	for range k {
		c.labels = append(c.labels, string(r.take(int(r.byte()))))
	}
	c.width = 2 + k
	if format == oldMagic {
		c.slots = 1 << (r.byte() & 31)
	} else {
		c.slots = uint64(r.uint32())
	}
	c.scale = math.Float32frombits(r.uint32())
	c.rows = int(r.uint32())
	for range k * (k + 1) {
		c.trans = append(c.trans, int32(r.uint32()))
	}
	if r.short || k < 2 || c.slots == 0 || c.slots > 1<<26 || uint64(c.rows) >= c.slots || !(c.scale > 0) {
		return nil, errors.New("sizes make no sense")
	}
	if format == sparseMagic {
		c.cells = r.scatter(int(c.slots), c.width)
	} else {
		c.cells = r.take(int(c.slots) * c.width)
	}
	if r.short || !c.hasRoom() {
		return nil, errors.New("cut short")
	}
	c.slacken()
	return c, nil
}

// hasRoom reports whether a place is empty, so that every search ends.
func (t *table) hasRoom() bool {
	for at := 0; at < len(t.cells); at += t.width {
		if t.cells[at] == 0 && t.cells[at+1] == 0 {
			return true
		}
	}
	return false
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
	b := r.data[:n:n]
	r.data = r.data[n:]
	return b
}

// scatter puts rows back in their places among the empty ones.
func (r *cursor) scatter(slots, width int) []byte {
	taken := r.take((slots + 7) / 8)
	if r.short || len(r.data) > slots*width {
		r.short = true
		return nil
	}
	cells := make([]byte, slots*width)
	for n := range slots {
		if taken[n/8]&(1<<(n%8)) != 0 {
			copy(cells[n*width:], r.take(width))
		}
		if r.short {
			return nil
		}
	}
	return cells
}

func (r *cursor) byte() byte { return r.take(1)[0] }

func (r *cursor) uint32() uint32 { return binary.LittleEndian.Uint32(r.take(4)) }
