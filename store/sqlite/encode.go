package sqlite

import (
	"encoding/binary"
	"errors"
	"math"
	"sync"
	"time"

	"dateline/news"
)

// encoder writes the packed form of what belongs to a story. Numbers are varints.
// A string that was written before is its number; so is one of commonStrings.
// A new one is 0, its length, its bytes.
type encoder struct {
	b     []byte
	known map[string]int // written before, beyond commonStrings
}

// commonStrings begin every encoder's table. Their order is part of the format:
// add at the end only.
var commonStrings = [...]string{"",
	"country", "place", "agency", "organization", "person", "figure",
	"asserts", "denies", "confirms", "declines", "questions", "speech", "attitude",
	"same", "earlier", "later", "background",
	"gazetteer", "demonym", "model", "cue", "title", "repeat", "grammar", "name",
	"priority", "version", "correction", "withdrawal", "editor-note", "embargo", "kind",
	"more than", "at least", "about", "up to", "nearly", "over", "around", "dozens",
	"people", "people killed", "people wounded", "USD", "percent", "days", "years", "troops",
	"en", "said", "told", "says",
}

// commonNumbers are the strings of commonStrings with their numbers.
var commonNumbers = sync.OnceValue(func() map[string]int {
	m := make(map[string]int, len(commonStrings))
	for i, s := range commonStrings {
		m[s] = i + 1
	}
	return m
})

func newEncoder() *encoder {
	return &encoder{b: make([]byte, 0, 4096), known: map[string]int{}}
}

func (e *encoder) uint(v int)     { e.b = binary.AppendUvarint(e.b, uint64(v)) }
func (e *encoder) int(v int64)    { e.b = binary.AppendVarint(e.b, v) }
func (e *encoder) bytes(s string) { e.uint(len(s)); e.b = append(e.b, s...) }

func (e *encoder) string(s string) {
	n, ok := commonNumbers()[s]
	if !ok {
		n, ok = e.known[s]
	}
	if ok {
		e.uint(n)
		return
	}
	e.known[s] = len(commonStrings) + len(e.known) + 1
	e.b = append(e.b, 0)
	e.bytes(s)
}

func (e *encoder) strings(all []string) {
	e.uint(len(all))
	for _, s := range all {
		e.string(s)
	}
}

func (e *encoder) bool(on ...bool) {
	bits := 0
	for i, b := range on {
		if b {
			bits |= 1 << i
		}
	}
	e.uint(bits)
}

// float writes a whole number in few bytes and any other in nine.
func (e *encoder) float(v float64) {
	if i := int64(v); float64(i) == v && i > -1<<50 && i < 1<<50 {
		e.int(i << 1)
		return
	}
	e.b = append(e.b, 2) // the varint of 1, which no whole number gives
	e.b = binary.LittleEndian.AppendUint64(e.b, math.Float64bits(v))
}

// share writes a score or a margin to four decimals.
func (e *encoder) share(v float64) { e.int(int64(math.Round(v * 1e4))) }

func (e *encoder) time(t time.Time) { e.int(millis(t)) }

func (e *encoder) spans(all []news.Span) {
	e.uint(len(all))
	last := 0
	for _, s := range all {
		e.int(int64(s.Start - last))
		e.int(int64(s.End - s.Start))
		last = s.End
	}
}

func (e *encoder) why(w news.Why) {
	e.string(w.Rule)
	e.string(w.Detail)
	e.share(w.Margin)
}

// decoder reads what an encoder wrote. The first fault sticks and everything after
// is zero, so that callers look at err once.
type decoder struct {
	b     []byte
	known []string
	err   error
}

var errShort = errors.New("packed story is damaged")

func newDecoder(b []byte) *decoder {
	return &decoder{b: b, known: append(make([]string, 0, len(commonStrings)+32), commonStrings[:]...)}
}

func (d *decoder) fail() {
	d.err, d.b = errShort, nil
}

func (d *decoder) uint() int {
	v, n := binary.Uvarint(d.b)
	if n <= 0 || v > math.MaxInt32 {
		d.fail()
		return 0
	}
	d.b = d.b[n:]
	return int(v)
}

func (d *decoder) int() int64 {
	v, n := binary.Varint(d.b)
	if n <= 0 {
		d.fail()
		return 0
	}
	d.b = d.b[n:]
	return v
}

// count reads a length of things that take at least a byte each.
func (d *decoder) count() int {
	n := d.uint()
	if n > len(d.b) {
		d.fail()
		return 0
	}
	return n
}

func (d *decoder) bytes() string {
	n := d.count()
	s := string(d.b[:n])
	d.b = d.b[n:]
	return s
}

func (d *decoder) string() string {
	n := d.uint()
	if d.err == nil && n == 0 {
		s := d.bytes()
		d.known = append(d.known, s)
		return s
	}
	if n > len(d.known) || d.err != nil {
		d.fail()
		return ""
	}
	return d.known[n-1]
}

func (d *decoder) strings() []string { return list(d, (*decoder).string) }

// list reads a counted list, nil when it is empty.
func list[T any](d *decoder, one func(*decoder) T) []T {
	n := d.count()
	if n == 0 {
		return nil
	}
	all := make([]T, n)
	for i := range all {
		all[i] = one(d)
	}
	return all
}

func (d *decoder) bool(on ...*bool) {
	bits := d.uint()
	for i, b := range on {
		*b = bits&(1<<i) != 0
	}
}

func (d *decoder) float() float64 {
	if i := d.int(); i != 1 {
		return float64(i >> 1)
	}
	if len(d.b) < 8 {
		d.fail()
		return 0
	}
	v := math.Float64frombits(binary.LittleEndian.Uint64(d.b))
	d.b = d.b[8:]
	return v
}

func (d *decoder) share() float64  { return float64(d.int()) / 1e4 }
func (d *decoder) time() time.Time { return fromMillis(d.int()) }

func (d *decoder) spans() []news.Span {
	last := 0
	return list(d, func(d *decoder) news.Span {
		start := last + int(d.int())
		last = start + int(d.int())
		return news.Span{Start: start, End: last}
	})
}

func (d *decoder) why() (w news.Why) {
	w.Rule, w.Detail, w.Margin = d.string(), d.string(), d.share()
	return w
}
