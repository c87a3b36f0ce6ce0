package train

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"dateline/learn"
	"dateline/learn/internal/layout"
)

// table is a perfect hash of rows of weights; see package layout.
type table struct {
	slots uint64 // places for a row
	rows  int    // slots taken
	seeds []uint16
	cells []byte
}

// bucketSize is how many features share a seed on average.
const bucketSize = 4

// newTable lays out rows: the weights of names[i] are weights[i]. Names must differ.
func newTable(labels int, names []learn.Hash, weights [][]int8) table {
	t := table{rows: len(names)}
	for room := len(names)/32 + 4; ; room += room {
		t.slots = uint64(len(names) + room)
		t.seeds = make([]uint16, len(names)/bucketSize+1)
		if at, ok := t.displace(names); ok {
			t.fill(layout.Width(labels), names, weights, at)
			return t
		}
	}
}

// displace finds a seed for each bucket that leads its features to free slots, and
// returns the slots; false where a bucket has none.
func (t *table) displace(names []learn.Hash) (at []uint64, ok bool) {
	buckets := make([][]int, len(t.seeds))
	for i, h := range names {
		b := layout.Bucket(h, len(buckets))
		buckets[b] = append(buckets[b], i)
	}
	order := make([]int, len(buckets))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return len(buckets[b]) - len(buckets[a]) })
	at, taken := make([]uint64, len(names)), make([]bool, t.slots)
	for _, b := range order {
		if !t.seat(names, buckets[b], b, at, taken) {
			return nil, false
		}
	}
	return at, true
}

// seat tries the seeds of one bucket until its features find slots of their own.
func (t *table) seat(names []learn.Hash, bucket []int, b int, at []uint64, taken []bool) bool {
	for seed := range 1 << 16 {
		n := 0
		for _, i := range bucket {
			at[i] = layout.Slot(names[i], uint16(seed), t.slots)
			if taken[at[i]] {
				break
			}
			taken[at[i]] = true
			n++
		}
		if n == len(bucket) {
			t.seeds[b] = uint16(seed)
			return true
		}
		for _, i := range bucket[:n] {
			taken[at[i]] = false
		}
	}
	return false
}

// fill writes each row to its slot, and rows without weight to the others.
func (t *table) fill(width int, names []learn.Hash, weights [][]int8, at []uint64) {
	t.cells = make([]byte, int(t.slots)*width)
	for i := range t.cells {
		if i%width > 1 {
			t.cells[i] = layout.Bias
		}
	}
	for i, h := range names {
		cell := t.cells[int(at[i])*width:][:width]
		binary.LittleEndian.PutUint16(cell, uint16(h))
		for y, w := range weights[i] {
			cell[2+y] = byte(int(w) + layout.Bias)
		}
	}
}

// file is what a chain's file holds.
type file struct {
	labels []string
	scale  float32 // stored units in one nat
	steps  []int32 // from label to label; the last row is the start
	table  table
}

// encode writes the file as learn.Decode reads it. The same chain gives the same bytes.
func (f *file) encode() ([]byte, error) {
	le := binary.LittleEndian
	b := append([]byte(layout.Magic), byte(len(f.labels)))
	for _, l := range f.labels {
		b = append(append(b, byte(len(l))), l...)
	}
	b = le.AppendUint32(b, uint32(f.table.slots))
	b = le.AppendUint32(b, uint32(len(f.table.seeds)))
	b = le.AppendUint32(b, uint32(f.table.rows))
	b = le.AppendUint32(b, math.Float32bits(f.scale))
	for _, v := range f.steps {
		b = le.AppendUint32(b, uint32(v))
	}
	var cells []byte
	for _, s := range f.table.seeds {
		cells = le.AppendUint16(cells, s)
	}
	packed, err := deflate(append(cells, f.table.cells...))
	if err != nil {
		return nil, fmt.Errorf("pack chain: %w", err)
	}
	b = le.AppendUint32(b, uint32(len(packed)))
	return append(b, packed...), nil
}

// deflate packs the table: models are part of the binary, whose size has a limit, and
// are read once.
func deflate(b []byte) ([]byte, error) {
	var out bytes.Buffer
	z, err := flate.NewWriter(&out, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(b); err != nil {
		return nil, err
	}
	err = z.Close()
	return out.Bytes(), err
}
