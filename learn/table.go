package learn

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
)

// table keeps a row of 8-bit weights for each feature in open addressing. A row
// is two check bytes (of the hash's low end; 0 is an empty row) and one weight a
// label. The row is looked for from the hash's high end on, one after the other;
// a feature that training never saw is taken for another one once in 30,000
// looks.
type table struct {
	bits  uint // there are 1<<bits rows
	width int  // bytes of a row
	rows  int
	cells []byte
}

func newTable(rows, labels int) table {
	t := table{bits: 4, width: 2 + labels}
	for 1<<t.bits < rows+rows/2+1 {
		t.bits++
	}
	t.cells = make([]byte, t.width<<t.bits)
	return t
}

func check(h Hash) uint16 {
	if c := uint16(h); c != 0 {
		return c
	}
	return 1
}

// put stores a row; it reports false where the table holds its twin already.
func (t *table) put(h Hash, weights []int8) bool {
	mask := 1<<t.bits - 1
	for i := int(h >> (64 - t.bits)); ; i = (i + 1) & mask {
		cell := t.cells[i*t.width : (i+1)*t.width]
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
	want, mask := check(h), 1<<t.bits-1
	for i := int(h >> (64 - t.bits)); ; i = (i + 1) & mask {
		cell := t.cells[i*t.width : i*t.width+t.width]
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

const magic = "dlchain1"

// Encode writes the tagger, compressed. The same tagger gives the same bytes.
func (c *Chain) Encode(w io.Writer) error {
	var b bytes.Buffer
	b.WriteString(magic)
	b.WriteByte(byte(len(c.labels)))
	for _, l := range c.labels {
		b.WriteByte(byte(len(l)))
		b.WriteString(l)
	}
	b.WriteByte(byte(c.bits))
	le := binary.LittleEndian
	b.Write(le.AppendUint32(nil, math.Float32bits(c.scale)))
	b.Write(le.AppendUint32(nil, uint32(c.rows)))
	for _, v := range c.trans {
		b.Write(le.AppendUint32(nil, uint32(v)))
	}
	b.Write(c.cells)
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(b.Bytes()); err != nil {
		return fmt.Errorf("write tagger: %w", err)
	}
	return z.Close()
}

var errCut = errors.New("cut short")

// Decode reads what Encode wrote.
func Decode(data []byte) (*Chain, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read tagger: %w", err)
	}
	c, err := decode(z)
	if err != nil {
		return nil, fmt.Errorf("read tagger: %w", err)
	}
	return c, nil
}

func decode(r io.Reader) (*Chain, error) {
	head := make([]byte, len(magic)+1)
	if _, err := io.ReadFull(r, head); err != nil {
		return nil, err
	}
	if string(head[:len(magic)]) != magic {
		return nil, errors.New("not a tagger of this version")
	}
	c := &Chain{}
	k := int(head[len(magic)])
	for range k {
		name, err := short(r)
		if err != nil {
			return nil, err
		}
		c.labels = append(c.labels, name)
	}
	nums := make([]byte, 1+4+4+4*k*(k+1))
	if _, err := io.ReadFull(r, nums); err != nil {
		return nil, err
	}
	le := binary.LittleEndian
	c.bits, c.width = uint(nums[0]), 2+k
	c.scale = math.Float32frombits(le.Uint32(nums[1:]))
	c.rows = int(le.Uint32(nums[5:]))
	for i := 9; i < len(nums); i += 4 {
		c.trans = append(c.trans, int32(le.Uint32(nums[i:])))
	}
	if k == 0 || c.bits > 24 || c.bits < 1 || c.rows >= 1<<c.bits || !(c.scale > 0) {
		return nil, errors.New("sizes make no sense")
	}
	c.cells = make([]byte, c.width<<c.bits)
	if _, err := io.ReadFull(r, c.cells); err != nil {
		return nil, errCut
	}
	return c, nil
}

func short(r io.Reader) (string, error) {
	var n [1]byte
	if _, err := io.ReadFull(r, n[:]); err != nil {
		return "", err
	}
	b := make([]byte, n[0])
	if _, err := io.ReadFull(r, b); err != nil {
		return "", err
	}
	return string(b), nil
}
