package related

import "testing"

// The packed product is the plain one, for the extremes and for all kinds of values.
func TestPackedDotIsExact(t *testing.T) {
	row := func(at func(i int) int8) string {
		b := make([]byte, VectorDims)
		for i := range b {
			b[i] = byte(at(i))
		}
		return string(b)
	}
	rows := map[string]string{
		"least":     row(func(int) int8 { return -128 }),
		"most":      row(func(int) int8 { return 127 }),
		"zero":      row(func(int) int8 { return 0 }),
		"signs":     row(func(i int) int8 { return int8(127 - 254*(i%2)) }),
		"rising":    row(func(i int) int8 { return int8(i*4 - 128) }),
		"scattered": row(func(i int) int8 { return int8(i * i * 37) }),
		"one":       row(func(i int) int8 { return int8(i / (VectorDims - 1)) }),
	}
	for na, a := range rows {
		for nb, b := range rows {
			var pa, pb packed
			pa.fill(a)
			pb.fill(b)
			var want int32
			for i := range VectorDims {
				want += int32(int8(a[i])) * int32(int8(b[i]))
			}
			turned := pb.turn()
			if got := pa.dot(&turned); got != want {
				t.Errorf("%s, %s: got %d, want %d", na, nb, got, want)
			}
		}
	}
}
