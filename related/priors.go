package related

import (
	_ "embed"
	"encoding/binary"
	"math"
	"slices"
	"sort"
)

// priorTable is made by related/train: 8 bytes with the number of texts counted,
// then 6 bytes a word, sorted by hash: the hash (little endian), the count as
// 12*log2(count), and the share of capital letters inside sentences as 0..255.
//
//go:embed model/priors.bin
var priorTable string

const (
	priorHead = 8
	priorRow  = 6
)

// priors reads the embedded table of word frequencies. Words it lacks are as
// rare as a word can be.
type priors struct {
	docs float64
	rows string
}

func readPriors(t string) *priors {
	if len(t) < priorHead {
		return &priors{docs: 1000}
	}
	rows := t[priorHead:]
	rows = rows[:len(rows)/priorRow*priorRow]
	return &priors{docs: float64(binary.LittleEndian.Uint64([]byte(t[:priorHead]))), rows: rows}
}

// row finds h: the bytes after its hash.
func (p *priors) row(h uint32) (count, capital byte, ok bool) {
	n := len(p.rows) / priorRow
	i := sort.Search(n, func(i int) bool { return p.hashAt(i) >= h })
	if i == n || p.hashAt(i) != h {
		return 0, 0, false
	}
	r := p.rows[i*priorRow:]
	return r[4], r[5], true
}

func (p *priors) hashAt(i int) uint32 {
	r := p.rows[i*priorRow:]
	return uint32(r[0]) | uint32(r[1])<<8 | uint32(r[2])<<16 | uint32(r[3])<<24
}

// count is the number of texts of the table that hold the word.
func (p *priors) count(h uint32) float32 {
	c, _, ok := p.row(h)
	if !ok {
		return 0
	}
	return float32(math.Exp2(float64(c) / 12))
}

// name reports whether a word spelled with a capital is a name: the table saw it
// mostly with a capital inside sentences, or never saw it.
func (p *priors) name(h uint32) bool {
	_, c, ok := p.row(h)
	return !ok || c > 140
}

// PriorCount gathers word frequencies and writes them as a table for Model.Priors.
type PriorCount struct {
	docs    int
	count   map[uint32]int
	capital map[uint32]int
	inside  map[uint32]int // times inside a sentence of running text
}

// Add counts the words of one story, each once for its headline and lead.
func (c *PriorCount) Add(title, text string) {
	if c.count == nil {
		c.count, c.capital, c.inside = map[uint32]int{}, map[uint32]int{}, map[uint32]int{}
	}
	c.docs++
	seen := map[uint32]bool{}
	words(title, func(t token) { seen[t.hash] = true })
	words(text, func(t token) {
		seen[t.hash] = true
		if !t.first && !t.num {
			c.inside[t.hash]++
			if t.cap {
				c.capital[t.hash]++
			}
		}
	})
	for h := range seen {
		c.count[h]++
	}
}

// Table makes the table of the words seen at least least times that keep does not turn down.
func (c *PriorCount) Table(least int, keep func(hash uint32, count int) bool) []byte {
	var hs []uint32
	for h, n := range c.count {
		if n >= least && keep(h, n) {
			hs = append(hs, h)
		}
	}
	slices.Sort(hs)
	out := binary.LittleEndian.AppendUint64(nil, uint64(c.docs))
	for _, h := range hs {
		share := 0
		if n := c.inside[h]; n > 0 {
			share = 255 * c.capital[h] / n
		}
		out = binary.LittleEndian.AppendUint32(out, h)
		out = append(out, byte(min(255, math.Round(12*math.Log2(float64(c.count[h]))))), byte(share))
	}
	return out
}

// KnownWords looks hashes of words up in a table of frequencies.
func KnownWords(table string) func(uint32) bool {
	p := readPriors(table)
	return func(h uint32) bool {
		_, _, ok := p.row(h)
		return ok
	}
}
