package main

import (
	"encoding/binary"
	"math"
	"slices"

	"dateline/related"
)

// wordCount gathers the frequencies of words and writes them as the table Model.Priors.
type wordCount struct {
	docs    int
	count   map[uint32]int
	capital map[uint32]int
	inside  map[uint32]int // times inside a sentence of running text
}

func newWordCount() *wordCount {
	return &wordCount{count: map[uint32]int{}, capital: map[uint32]int{}, inside: map[uint32]int{}}
}

// add counts the words of one story, each once for its headline and lead.
func (c *wordCount) add(title, text string) {
	c.docs++
	seen := map[uint32]bool{}
	related.Words(title, func(w related.Word) { seen[w.Hash] = true })
	related.Words(text, func(w related.Word) {
		seen[w.Hash] = true
		if !w.First && !w.Number {
			c.inside[w.Hash]++
			if w.Capital {
				c.capital[w.Hash]++
			}
		}
	})
	for h := range seen {
		c.count[h]++
	}
}

// The table begins with how many texts were counted, in priorHead bytes; its rows of
// priorRow bytes begin with the hash.
const (
	priorHead = 8
	priorRow  = 6
)

// table makes the table of the words seen at least least times that keep does not turn down.
func (c *wordCount) table(least int, keep func(hash uint32, count int) bool) []byte {
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

// known looks hashes of words up in a table of frequencies.
func known(table string) func(uint32) bool {
	have := map[uint32]bool{}
	for at := priorHead; at+priorRow <= len(table); at += priorRow {
		have[binary.LittleEndian.Uint32([]byte(table[at:at+4]))] = true
	}
	return func(h uint32) bool { return have[h] }
}

// wordHash is the hash under which a word is looked up; ok is false for what is not
// one word or is a word of grammar.
func wordHash(s string) (h uint32, ok bool) {
	n := 0
	related.Words(s, func(w related.Word) {
		n++
		h, ok = w.Hash, !w.Grammar && !w.Number && w.Len() == len(s)
	})
	return h, ok && n == 1
}
