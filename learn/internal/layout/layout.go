// Package layout says how a chain's table of weights lies in memory and in a file. The
// chain reads it, training writes it.
//
// A table is a perfect hash (hash and displace: Belazzougui, Botelho and Dietzfelbinger
// 2009). A feature belongs to a bucket, the bucket's seed says in which slot its row is.
// A row is two check bytes, the hash's low end, and the weights by which each label but
// 0 is likelier than label 0, in a byte each, with Bias added.
//
// A file is Magic; the number of labels and each label behind its length, in bytes; then
// 32 bits each, little endian: how many slots, seeds and rows, the scale as a float, and
// the weights of the steps from label to label, those of the start last. The seeds
// (16 bits each) and the slots follow, packed by deflate (RFC 1951), behind their packed
// length in 32 bits.
package layout

import "math/bits"

// Magic names the format.
const Magic = "dlchain5"

// MaxLabels is how many labels a chain may have.
const MaxLabels = 60

// Bias is what is added to a weight in its byte, so that sums of bytes need no signs.
const Bias = 128

// Forbidden is the weight of a step between labels that is never taken.
const Forbidden = -1 << 20

// Width returns the bytes of a row: 4 for up to 3 labels, else a multiple of 8.
func Width(labels int) int {
	if labels <= 3 {
		return 4
	}
	return (2 + labels - 1 + 7) &^ 7
}

// Bucket returns which of n buckets h is in: it looks at the lower half of the hash, and
// Slot at all of it with weight on the upper.
func Bucket(h uint64, n int) uint64 { return uint64(uint32(h)) * uint64(n) >> 32 }

// Slot returns which of the slots h has under its bucket's seed.
func Slot(h uint64, seed uint16, slots uint64) uint64 {
	hi, _ := bits.Mul64(h*(2*uint64(seed)+1), slots)
	return hi
}
