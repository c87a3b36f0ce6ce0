package related

import (
	"math"
	"slices"
)

// lexicon interns terms: each hash in the window has a small number, the count of
// stories in the window that hold it, and the list of those indexed by it. A number
// is used again once no story of the window holds its term.
type lexicon struct {
	prior       *priors
	vectors     vectors
	number      map[uint32]uint32 // hash -> number
	hashes      []uint32
	before      []float32 // frequency the embedded table gives, in stories
	df          []uint32
	logs        []float32 // log of the frequency, kept so that idf is a subtraction
	logHere     []float32 // the same of the frequency in the window
	logWindow   float32
	logAll      float32
	rows        []int32    // place of the term's vector in the table, -1 for none
	packs       []*packed  // directions of words by row, filled in when asked for
	alien       []bool     // first met in a story that is not English
	posts       [][]uint32 // story numbers, ascending
	free        []uint32
	foreigners  int // stories in the window that are not English
	logAbroad   float32
	foreignText bool // the story being read is not English
	docs        int
}

// windowFloor is how many stories without a word the window is taken to hold from
// the start, so that the first stories are not all of common words.
const windowFloor = 2000

func newLexicon(p *priors, v vectors) *lexicon {
	l := &lexicon{prior: p, vectors: v, number: map[uint32]uint32{}}
	l.grow(0)
	return l
}

func (l *lexicon) intern(h uint32) uint32 {
	if n, ok := l.number[h]; ok {
		return n
	}
	var n uint32
	if k := len(l.free); k > 0 {
		n = l.free[k-1]
		l.free = l.free[:k-1]
		l.hashes[n], l.before[n], l.df[n] = h, l.prior.count(h), 0
	} else {
		n = uint32(len(l.hashes))
		l.hashes = append(l.hashes, h)
		l.before = append(l.before, l.prior.count(h))
		l.df = append(l.df, 0)
		l.logs = append(l.logs, 0)
		l.rows = append(l.rows, 0)
		l.logHere = append(l.logHere, 0)
		l.alien = append(l.alien, false)
		l.posts = append(l.posts, nil)
	}
	l.number[h] = n
	l.rows[n] = l.vectors.find(h)
	l.alien[n] = l.foreignText && l.before[n] == 0
	l.weigh(n)
	return n
}

// weigh keeps the logarithm after the frequency of n has changed.
func (l *lexicon) weigh(n uint32) {
	l.logs[n] = float32(math.Log(float64(l.before[n]) + float64(l.df[n]) + 0.5))
	l.logHere[n] = float32(math.Log(float64(l.df[n]) + 0.5))
}

// count adds one story that holds n.
func (l *lexicon) count(n uint32) {
	l.df[n]++
	l.weigh(n)
}

// grow says how many stories the window holds.
func (l *lexicon) grow(by int) {
	l.docs += by
	l.logWindow = float32(math.Log(windowFloor + float64(l.docs)))
	l.logAbroad = float32(math.Log(foreignFloor + float64(l.foreigners)))
	l.logAll = float32(math.Log(l.prior.docs + float64(l.docs) + 1))
}

// idf is the inverse document frequency: over the embedded table and the window together,
// and over the window alone where that is less, since a word that half the stories
// of a week share ("lockdown") tells little, however rare it used to be.
func (l *lexicon) idf(n uint32) float32 {
	all := l.logAll
	if l.alien[n] {
		all = l.logAbroad
	}
	return max(min(all-l.logs[n], l.logWindow-l.logHere[n]), 0.1)
}

// release takes one story away from the term and frees its number with the last.
func (l *lexicon) release(n uint32) {
	l.df[n]--
	if l.df[n] > 0 {
		l.weigh(n)
		return
	}
	delete(l.number, l.hashes[n])
	l.posts[n] = nil
	l.free = append(l.free, n)
}

// post lists story d under term n.
func (l *lexicon) post(n, d uint32) { l.posts[n] = append(l.posts[n], d) }

// unpost takes story d off the list of n, if it stands there.
func (l *lexicon) unpost(n, d uint32) {
	p := l.posts[n]
	if len(p) > 0 && p[0] == d { // stories leave in the order they came, but for a few
		l.posts[n] = p[1:]
		return
	}
	if i, ok := slices.BinarySearch(p, d); ok {
		l.posts[n] = slices.Delete(p, i, i+1)
	}
}

// discard frees the terms of a story that was only looked at.
func (l *lexicon) discard(it *item) {
	for _, list := range [][]uint32{it.title, it.lead, it.tagged} {
		for _, n := range list {
			if at, ok := l.number[l.hashes[n]]; ok && at == n && l.df[n] == 0 {
				delete(l.number, l.hashes[n])
				l.free = append(l.free, n)
			}
		}
	}
}
