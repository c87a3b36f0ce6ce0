package related

// The likeness of words is asked for thousands of times a story, and Go does not use the vector
// units of the processor. So three components of a direction stand in one 64-bit word,
// 20 bits apart. Of the product of two such words, one with its lanes in reverse, the
// top lane is the sum of the three products. The components are made positive
// first; what that adds is taken off at the end, so the result is exact.

const (
	laneBits  = 20
	laneMask  = 1<<laneBits - 1
	laneWords = (VectorDims + 2) / 3
	laneBias  = 128 // makes an int8 positive
)

// packed is a direction in lanes.
type packed struct {
	lanes [laneWords]uint64
	sum   int32 // of the components as they stand in the lanes
}

func (p *packed) fill(row string) {
	for i := range VectorDims {
		c := int32(int8(row[i])) + laneBias
		p.lanes[i/3] |= uint64(c) << (i % 3 * laneBits)
		p.sum += c
	}
}

// turn is p with the lanes of each word in reverse order.
func (p *packed) turn() (t packed) {
	t.sum = p.sum
	for i, v := range p.lanes {
		t.lanes[i] = v&laneMask<<(2*laneBits) | v&(laneMask<<laneBits) | v>>(2*laneBits)
	}
	return t
}

// dot is the product of two directions, one of them turned. Up to five products of
// words are added before the top lane is read: 5*3*255*255 is less than 1<<laneBits.
func (p *packed) dot(t *packed) int32 {
	a, b := &p.lanes, &t.lanes
	s := topLane(a[20]*b[20] + a[21]*b[21])
	for i := 0; i < 20; i += 5 {
		s += topLane(a[i]*b[i] + a[i+1]*b[i+1] + a[i+2]*b[i+2] + a[i+3]*b[i+3] + a[i+4]*b[i+4])
	}
	return s - laneBias*(p.sum+t.sum) + VectorDims*laneBias*laneBias
}

func topLane(v uint64) int32 { return int32(v >> (2 * laneBits) & laneMask) }

// direction is the packed direction of the word in row i, made when first asked for.
func (l *lexicon) direction(i int32) *packed {
	if l.packs == nil {
		l.packs = make([]*packed, len(l.vectors.rows)/vectorRow)
	}
	p := l.packs[i]
	if p == nil {
		p = new(packed)
		p.fill(l.vectors.at(i))
		l.packs[i] = p
	}
	return p
}
