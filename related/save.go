package related

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"unicode"
)

// An index is saved as it stands, so that the next process need not read the stories of
// the window again: terms in order of their numbers, events, then stories in order of
// theirs. What the reader said is not part of it (see Heed), nor is the model. The same
// functions write and read, so that the two cannot part: a tape runs one way or the
// other. Numbers are varints; sorted lists are steps.

// Bounds of what is read back: a file beyond them is not an index of ours.
const (
	mostItems  = 1 << 21
	mostTerms  = 1 << 24
	mostListed = 1 << 16 // entries of one list of a story
	mostString = 1 << 12 // bytes
)

var errNotIndex = errors.New("not an index of related stories")

// tape is one file being written or read. The first fault sticks.
type tape struct {
	w   *bufio.Writer
	r   *bufio.Reader
	buf [binary.MaxVarintLen64]byte
	err error
	// What is left of the array that the lists of stories read last are cut from: one
	// allocation for a hundred lists. Stories leave in their order, so an array goes soon
	// after the first of its lists.
	words []uint32
	grams []uint16
	items []item // likewise
}

// slab is how many entries an array for lists has.
const slab = 4096

// cut takes a list of n entries off an array, a new one when it has not as many left.
func cut[N uint16 | uint32](from *[]N, n int) []N {
	if n == 0 {
		return nil
	}
	if len(*from) < n {
		*from = make([]N, max(n, slab))
	}
	list := (*from)[:n:n]
	*from = (*from)[n:]
	return list
}

// newItem takes an item off an array.
func (t *tape) newItem() *item {
	if len(t.items) == 0 {
		t.items = make([]item, slab/32)
	}
	it := &t.items[0]
	t.items = t.items[1:]
	return it
}

func (t *tape) writing() bool { return t.w != nil }

func (t *tape) fail(err error) {
	if t.err == nil {
		t.err = err
	}
}

// uint is a number up to most.
func (t *tape) uint(v, most uint64) uint64 {
	switch {
	case t.err != nil:
		return 0
	case t.writing():
		_, err := t.w.Write(binary.AppendUvarint(t.buf[:0], v))
		t.err = err
		return v
	}
	v, t.err = binary.ReadUvarint(t.r)
	if t.err == nil && v > most {
		t.err = errNotIndex
	}
	if t.err != nil {
		return 0
	}
	return v
}

func (t *tape) word(v *uint32) { *v = uint32(t.uint(uint64(*v), math.MaxUint32)) }
func (t *tape) small(v *uint8) { *v = uint8(t.uint(uint64(*v), math.MaxUint8)) }
func (t *tape) float(v *float32) {
	*v = math.Float32frombits(uint32(t.uint(uint64(math.Float32bits(*v)), math.MaxUint32)))
}
func (t *tape) length(n int, most int) int { return int(t.uint(uint64(n), uint64(most))) }

// signed is a number written so that small ones of both signs are short.
func (t *tape) signed(v *int64) {
	*v = unzigzag(t.uint(uint64(*v)<<1^uint64(*v>>63), math.MaxUint64))
}

func unzigzag(u uint64) int64 { return int64(u>>1) ^ -int64(u&1) }

func (t *tape) flags(all ...*bool) {
	var bits uint64
	for i, b := range all {
		if *b {
			bits |= 1 << i
		}
	}
	bits = t.uint(bits, 1<<len(all)-1)
	for i, b := range all {
		*b = bits&(1<<i) != 0
	}
}

func (t *tape) bytes(b []byte) {
	switch {
	case t.err != nil:
	case t.writing():
		_, t.err = t.w.Write(b)
	default:
		_, t.err = io.ReadFull(t.r, b)
	}
}

func str[S ~string](t *tape, s *S) {
	b := make([]byte, t.length(len(*s), mostString))
	if t.writing() {
		b = []byte(*s)
	}
	t.bytes(b)
	*s = S(b)
}

// steps is a list in ascending order, equal neighbours allowed. What is read is cut from
// an array, or has one of its own where from is nil.
func steps[N uint16 | uint32](t *tape, all *[]N, most int, from *[]N) {
	n := t.length(len(*all), most)
	switch {
	case t.writing() || n == 0:
	case from == nil:
		*all = make([]N, n)
	default:
		*all = cut(from, n)
	}
	var last uint64
	for i := 0; i < n && t.err == nil; i++ {
		v := uint64((*all)[i])
		if t.writing() && v < last {
			t.fail(fmt.Errorf("save index: a list is out of order"))
			return
		}
		last += t.uint(v-last, math.MaxUint32)
		(*all)[i] = N(last)
	}
}

// Save writes the index, all that Load needs but for the model and what the reader said. What is
// older than the window goes before.
func (x *Index) Save(w io.Writer) error {
	x.trim()
	t := &tape{w: bufio.NewWriterSize(w, 1<<16)}
	x.run(t)
	if t.err == nil {
		t.err = t.w.Flush()
	}
	if t.err != nil {
		return fmt.Errorf("save index: %w", t.err)
	}
	return nil
}

// Load makes an index of what Save wrote. It fails on anything else, and on the words of
// another engine as far as it can tell; who keeps indexes keeps Version with them.
func Load(r io.Reader, o Options) (*Index, error) {
	x := New(o)
	t := &tape{r: bufio.NewReaderSize(r, 1<<16)}
	x.run(t)
	if t.err == nil {
		x.settle(t)
	}
	if t.err != nil {
		return nil, fmt.Errorf("load index: %w", t.err)
	}
	return x, nil
}

// run runs the tape past all that is kept, in the order of the file.
func (x *Index) run(t *tape) {
	x.lex.run(t)
	t.word(&x.first)
	t.signed(&x.newest)
	dict(t, &x.outlets, str, (*tape).word)
	dict(t, &x.tails, long, (*tape).small)
	dict(t, &x.labels, (*tape).word, (*tape).label)
	events := x.eventList()
	n := t.length(len(events), mostItems)
	for i := 0; i < n && t.err == nil; i++ {
		if !t.writing() {
			events = append(events, new(event))
		}
		t.event(events[i])
	}
	place := make(map[*event]uint64, len(events))
	for i, e := range events {
		place[e] = uint64(i)
	}
	n = t.length(len(x.items), mostItems)
	for i := 0; i < n && t.err == nil; i++ {
		if !t.writing() {
			x.items = append(x.items, t.newItem())
		}
		it := x.items[i]
		str(t, &it.id)
		if it.id == "" { // its story left
			continue
		}
		if at := t.uint(place[it.event], uint64(len(events))); at < uint64(len(events)) {
			it.event = events[at]
		} else {
			t.fail(errNotIndex)
		}
		t.item(it)
	}
}

// eventList is the events in the order of their first story in the window, which is the
// same each time.
func (x *Index) eventList() []*event {
	list := make([]*event, 0, len(x.events))
	for _, e := range x.events {
		if len(e.members) > 0 {
			list = append(list, e)
		}
	}
	slices.SortFunc(list, func(a, b *event) int { return int(int64(a.members[0]) - int64(b.members[0])) })
	return list
}

func (t *tape) event(e *event) {
	str(t, &e.id)
	t.signed(&e.last)
	t.flags(&e.joinsNone)
}

func (t *tape) label(l *pageLabel) {
	t.word(&l.outlet)
	t.signed(&l.last)
	t.small(&l.times)
	t.flags(&l.subject)
}

func long(t *tape, v *uint64) { *v = t.uint(*v, math.MaxUint64) }

// dict is a map; its order does not matter.
func dict[K comparable, V any](t *tape, m *map[K]V, key func(*tape, *K), value func(*tape, *V)) {
	if t.writing() {
		t.length(len(*m), mostTerms)
		for k, v := range *m {
			key(t, &k)
			value(t, &v)
		}
		return
	}
	n := t.length(0, mostTerms)
	for i := 0; i < n && t.err == nil; i++ {
		var k K
		var v V
		key(t, &k)
		value(t, &v)
		(*m)[k] = v
	}
}

// item is all of a story but its id and event. A test fills every field and looks that
// it comes back.
func (t *tape) item(it *item) {
	t.signed(&it.at)
	t.word(&it.outlet)
	str(t, &it.source)
	t.word(&it.origin)
	for _, list := range []*[]uint32{&it.title, &it.lead, &it.names, &it.headed, &it.givens, &it.nums, &it.shingles, &it.runs, &it.tagged, &it.figures} {
		steps(t, list, mostListed, &t.words)
	}
	steps(t, &it.grams, mostListed, &t.grams)
	t.float(&it.titleNorm)
	t.float(&it.allNorm)
	t.meaning(&it.about)
	t.meaning(&it.body)
	t.script(&it.script)
	t.flags(&it.hint, &it.foreign, &it.hasLead, &it.marked, &it.recalled, &it.column, &it.joinsNone)
	str(t, &it.series)
	number := int64(it.number)
	t.signed(&number)
	it.number = int(number)
	t.word(&it.opening)
	t.small(&it.day)
	t.word(&it.counts)
	t.word(&it.wording)
	str(t, &it.genre)
}

func (t *tape) meaning(m *meaning) {
	var b [VectorDims]byte
	for i, c := range m {
		b[i] = byte(c)
	}
	t.bytes(b[:])
	for i, c := range b {
		m[i] = int8(c)
	}
}

// script is written by its place among the alphabets that headlines are told by.
func (t *tape) script(s **unicode.RangeTable) {
	at := t.uint(uint64(slices.Index(scripts[:], *s)+1), uint64(len(scripts)))
	*s = nil
	if at > 0 {
		*s = scripts[at-1]
	}
}

// run runs the tape past the terms.
func (l *lexicon) run(t *tape) {
	n := t.length(len(l.hashes), mostTerms)
	if !t.writing() {
		l.room(min(n, 1<<18))
	}
	for i := 0; i < n && t.err == nil; i++ {
		if !t.writing() {
			l.hashes, l.before, l.df, l.rows = append(l.hashes, 0), append(l.before, 0), append(l.df, 0), append(l.rows, 0)
			l.logs, l.logHere, l.alien, l.posts = append(l.logs, 0), append(l.logHere, 0), append(l.alien, false), append(l.posts, nil)
		}
		t.word(&l.hashes[i])
		t.word(&l.df[i])
		if l.df[i] == 0 { // its number is free
			continue
		}
		t.float(&l.before[i])
		row := int64(l.rows[i])
		t.signed(&row)
		l.rows[i] = int32(row)
		t.flags(&l.alien[i])
		steps(t, &l.posts[i], mostItems, nil)
	}
	t.counter(&l.docs)
	t.counter(&l.foreigners)
}

// room makes room for n terms.
func (l *lexicon) room(n int) {
	l.hashes, l.before, l.df, l.rows = slices.Grow(l.hashes, n), slices.Grow(l.before, n), slices.Grow(l.df, n), slices.Grow(l.rows, n)
	l.logs, l.logHere, l.alien, l.posts = slices.Grow(l.logs, n), slices.Grow(l.logHere, n), slices.Grow(l.alien, n), slices.Grow(l.posts, n)
}

func (t *tape) counter(n *int) { *n = t.length(*n, mostItems) }

// settle makes what is not kept, and refuses what does not fit together.
func (x *Index) settle(t *tape) {
	x.lex.settle()
	for i, it := range x.items {
		n := x.first + uint32(i)
		x.scores = append(x.scores, 0)
		x.norms = append(x.norms, it.allNorm)
		if it.id == "" {
			continue
		}
		for _, list := range [][]uint32{it.title, it.lead, it.names, it.headed, it.givens, it.nums, it.tagged} {
			if len(list) > 0 && list[len(list)-1] >= uint32(len(x.lex.hashes)) {
				t.fail(errNotIndex)
			}
		}
		x.number[it.id] = n
		x.events[it.event.id] = it.event
		it.event.members = append(it.event.members, n)
	}
	for i, p := range x.lex.posts {
		if len(p) > 0 && (p[0] < x.first || p[len(p)-1]-x.first >= uint32(len(x.items))) || !x.lex.vectors.has(x.lex.rows[i]) {
			t.fail(errNotIndex)
		}
	}
}

func (l *lexicon) settle() {
	for i, h := range l.hashes {
		n := uint32(i)
		if l.df[i] == 0 {
			l.free = append(l.free, n)
			continue
		}
		l.number[h] = n
		l.weigh(n)
	}
	l.grow(0)
}
