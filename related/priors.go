package related

import (
	_ "embed"
	"encoding/binary"
	"math"
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
