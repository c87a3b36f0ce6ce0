package packed

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"math"
	"strings"
	"sync"
	"time"

	"dateline/news"
)

// encoder writes the packed form of what belongs to a story. Numbers are varints.
// A string is written as the cheapest of:
//
//	0, length, bytes      as it is
//	1, offset, length     a piece of base, the story's own text: most names are
//	2                     the last string in small letters with hyphens: most refs
//	3, prefix, string     one of prefixes and the rest
//	4 and more            one of the known strings, or one written before
type encoder struct {
	b      []byte
	base   string
	last   string         // the last string written
	known  map[string]int // written before, beyond the known strings
	tuples map[string]int // of strings written together before
	units  []string       // of figures, see PackFinding
}

const (
	asItIs = iota
	ofBase
	slugged
	prefixed
	firstKnown
)

// knownWords begin the table of known strings, known.txt follows: codes and
// names. Both orders are part of the format: add at the end of the text file only.
var knownWords = [...]string{"",
	"country", "place", "agency", "organization", "person", "figure",
	"asserts", "denies", "confirms", "declines", "questions", "speech", "attitude",
	"same", "earlier", "later", "background",
	"gazetteer", "demonym", "model", "cue", "title", "repeat", "grammar", "name",
	"priority", "version", "correction", "withdrawal", "editor-note", "embargo", "kind",
	"more than", "at least", "about", "up to", "nearly", "over", "around", "dozens",
	"people", "people killed", "people wounded", "USD", "percent", "days", "years", "troops",
	"en", "said", "told", "says", "say", "according to", "added", "saying", "told reporters",
	"number", "region", "measure", "organisation", "story", "metonym", "capital", "surname", "money", "range", "acronym", "adjective",
	"a person by the words around it", "an organisation by the words around it", "a place by the words around it",
	"a plain number", "a vague number, in its usual reading", "roles by pattern",
	"hours", "weeks", "months", "percentage points", "EUR", "GBP", "people injured", "people missing",
}

// prefixes are what details often begin with.
var prefixes = [...]string{"surname of ", "counts ", "short for ", "more than so many ", "at least so many ", "model, ", "a place by the words around it, "}

//go:embed known.txt
var knownList string

// knownStrings are all of them, and their numbers.
var knownStrings = sync.OnceValue(func() (k struct {
	all    []string
	number map[string]int
}) {
	k.all = append(knownWords[:], strings.Split(strings.TrimSpace(knownList), "\n")...)
	k.number = make(map[string]int, len(k.all))
	for i, s := range k.all {
		if _, twice := k.number[s]; !twice {
			k.number[s] = firstKnown + i
		}
	}
	return k
})

func newEncoder(base string) *encoder {
	return &encoder{b: make([]byte, 0, 4096), base: base, known: map[string]int{}, tuples: map[string]int{}}
}

func (e *encoder) uint(v int)     { e.b = binary.AppendUvarint(e.b, uint64(v)) }
func (e *encoder) int(v int64)    { e.b = binary.AppendVarint(e.b, v) }
func (e *encoder) bytes(s string) { e.uint(len(s)); e.b = append(e.b, s...) }

func (e *encoder) string(s string) {
	defer func() { e.last = s }()
	n, ok := knownStrings().number[s]
	if !ok {
		n, ok = e.known[s]
	}
	if ok {
		e.uint(n)
		return
	}
	e.known[s] = firstKnown + len(knownStrings().all) + len(e.known)
	if s == slug(e.last) {
		e.uint(slugged)
		return
	}
	for i, p := range prefixes {
		if rest, ok := strings.CutPrefix(s, p); ok && rest != "" {
			e.uint(prefixed)
			e.uint(i)
			e.string(rest)
			return
		}
	}
	if at := strings.Index(e.base, s); at >= 0 && len(s) > 3 {
		e.uint(ofBase)
		e.uint(at)
		e.uint(len(s))
		return
	}
	e.uint(asItIs)
	e.bytes(s)
}

// slug is a name as refs write it.
func slug(name string) string { return strings.ReplaceAll(strings.ToLower(name), " ", "-") }

// tuple writes strings that often come together as one number when they did before.
func (e *encoder) tuple(parts ...string) {
	key := strings.Join(parts, "\x00")
	n := e.tuples[key]
	e.uint(n)
	if n == 0 {
		e.tuples[key] = len(e.tuples) + 1
		for _, s := range parts {
			e.string(s)
		}
	}
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

// share writes a score or a margin to three decimals.
func (e *encoder) share(v float64) { e.int(int64(math.Round(v * 1e3))) }

func (e *encoder) time(t time.Time) { e.int(Millis(t)) }

// spans writes spans as steps from a place in the text and returns where the next
// ones are likely to be.
func (e *encoder) spans(all []news.Span, from int) int {
	e.uint(len(all))
	for _, s := range all {
		e.int(int64(s.Start - from))
		e.int(int64(s.End - s.Start))
		from = s.End
	}
	return from
}

func (e *encoder) why(w news.Why) {
	e.tuple(w.Rule, w.Detail)
	e.share(w.Margin)
}

// decoder reads what an encoder wrote. The first fault sticks and everything after
// is zero, so that callers look at err once.
type decoder struct {
	b      []byte
	base   string
	last   string
	known  []string
	tuples [][]string
	units  []string
	err    error
	// baseless says that the base is not at hand: pieces of it are "".
	baseless bool
}

var errShort = errors.New("packed story is damaged")

func newDecoder(b []byte, base string) *decoder { return &decoder{b: b, base: base} }

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
	d.last = d.newString(d.uint())
	return d.last
}

func (d *decoder) newString(code int) string {
	if code >= firstKnown {
		return d.oldString(code - firstKnown)
	}
	at := len(d.known) // a string with a prefix comes before its rest in the table
	d.known = append(d.known, "")
	var s string
	switch code {
	case asItIs:
		s = d.bytes()
	case ofBase:
		from, n := d.uint(), d.uint()
		if d.baseless {
			break
		}
		if from+n > len(d.base) {
			d.fail()
			return ""
		}
		s = d.base[from : from+n]
	case slugged:
		s = slug(d.last)
	case prefixed:
		p := d.uint()
		if p >= len(prefixes) || len(d.known) > maxNested {
			d.fail()
			return ""
		}
		s = prefixes[p] + d.string()
	}
	if d.err == nil {
		d.known[at] = s
	}
	return s
}

// maxNested bounds the strings of one blob, and with them what prefixes nest.
const maxNested = 100000

func (d *decoder) oldString(n int) string {
	if all := knownStrings().all; n < len(all) {
		return all[n]
	} else if n -= len(all); n < len(d.known) {
		return d.known[n]
	}
	d.fail()
	return ""
}

// tuple reads n strings that were written together.
func (d *decoder) tuple(n int) []string {
	at := d.uint()
	if at > len(d.tuples) || d.err != nil || at > 0 && len(d.tuples[at-1]) != n {
		d.fail()
		return make([]string, n)
	}
	if at > 0 {
		return d.tuples[at-1]
	}
	parts := make([]string, n)
	for i := range parts {
		parts[i] = d.string()
	}
	d.tuples = append(d.tuples, parts)
	return parts
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

func (d *decoder) share() float64  { return float64(d.int()) / 1e3 }
func (d *decoder) time() time.Time { return FromMillis(d.int()) }

func (d *decoder) spans(from int) ([]news.Span, int) {
	all := list(d, func(d *decoder) news.Span {
		start := from + int(d.int())
		from = start + int(d.int())
		return news.Span{Start: start, End: from}
	})
	return all, from
}

func (d *decoder) why() news.Why {
	t := d.tuple(2)
	return news.Why{Rule: t[0], Detail: t[1], Margin: d.share()}
}
