package main

import (
	"bufio"
	"cmp"
	"fmt"
	"log"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"encoding/json"

	"dateline/learn"
)

// writeClusters sorts the common words of the training texts into classes by the
// company they keep, and lists them a class a line. The classes are those of the
// exchange algorithm (Kneser and Ney 1993; Martin, Liermann and Ney 1998): words
// move one by one to the class under which a class bigram model finds the texts
// likeliest.
func writeClusters(file string, c *corpora, classes int) error {
	x, err := readBigrams(c, 6)
	if err != nil {
		return err
	}
	log.Printf("%d words, %d bigrams", len(x.words), x.total)
	x.begin(classes)
	for pass := range 12 {
		moved := x.pass()
		log.Printf("pass %d: %d words moved", pass+1, moved)
		if moved < len(x.words)/200 {
			break
		}
	}
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer f.Close()
	b := bufio.NewWriter(f)
	fmt.Fprintln(b, "# Words of the training texts by the company they keep, a class a line: made by entities/train -clusters. A hint for the model.")
	lines := make([][]string, classes)
	for w, name := range x.words {
		if x.class[w] > 0 {
			lines[x.class[w]] = append(lines[x.class[w]], name)
		}
	}
	for _, l := range lines {
		if len(l) > 0 {
			slices.Sort(l)
			fmt.Fprintln(b, strings.Join(l, " "))
		}
	}
	return b.Flush()
}

// edge counts a neighbour.
type edge struct{ word, n int32 }

// bigrams is a text as counts of word pairs, and its classes.
type bigrams struct {
	words       []string // by number; 0 stands for all rare words
	count       []int32
	left, right [][]edge // neighbours before and behind
	total       int

	k     int
	class []int
	pair  []int32 // [before*k+behind]
	from  []int32 // tokens of a class
	logs  []float64
}

// readBigrams counts the pairs of all texts at hand, labelled or not.
func readBigrams(c *corpora, least int) (*bigrams, error) {
	var texts []string
	for _, p := range parts {
		for _, f := range p.train {
			samples, err := c.tokens(f)
			if err != nil {
				return nil, err
			}
			for _, s := range samples {
				texts = append(texts, s.text)
			}
		}
	}
	samples, err := c.silver("train")
	if err != nil {
		return nil, err
	}
	for _, s := range samples {
		texts = append(texts, s.text)
	}
	for _, f := range []string{"stream.gva.train", "stream.allsides.dev", "stream.uci.dev", "pairs.allsides.train"} {
		err := jsonLines(filepath.Join(c.dir, "related", f+".jsonl.gz"), func(b []byte) error {
			var d struct {
				Title, Text string
				A, B        struct{ Title string }
			}
			err := json.Unmarshal(b, &d)
			texts = append(texts, d.Title, d.Text, d.A.Title)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return countBigrams(texts, least), nil
}

func countBigrams(texts []string, least int) *bigrams {
	freq := map[string]int{}
	eachSentence(texts, func(ws []string) {
		for _, w := range ws {
			freq[w]++
		}
	})
	x := &bigrams{words: []string{""}}
	for w, n := range freq {
		if n >= least {
			x.words = append(x.words, w)
		}
	}
	slices.SortFunc(x.words[1:], func(a, b string) int { return cmp.Or(cmp.Compare(freq[b], freq[a]), cmp.Compare(a, b)) })
	id := map[string]int32{}
	for i, w := range x.words {
		id[w] = int32(i)
	}
	pairs := map[[2]int32]int32{}
	x.count = make([]int32, len(x.words))
	eachSentence(texts, func(ws []string) {
		last := int32(0)
		for _, w := range ws {
			n := id[w]
			pairs[[2]int32{last, n}]++
			x.count[n]++
			x.total++
			last = n
		}
	})
	x.left, x.right = make([][]edge, len(x.words)), make([][]edge, len(x.words))
	for p, n := range pairs {
		x.right[p[0]] = append(x.right[p[0]], edge{p[1], n})
		x.left[p[1]] = append(x.left[p[1]], edge{p[0], n})
	}
	for _, es := range [][][]edge{x.left, x.right} {
		for _, e := range es {
			slices.SortFunc(e, func(a, b edge) int { return cmp.Compare(a.word, b.word) })
		}
	}
	return x
}

func eachSentence(texts []string, f func(words []string)) {
	var toks []learn.Token
	var sents [][2]int
	var words []string
	for _, t := range texts {
		toks = learn.Tokenize(toks[:0], t)
		sents = learn.Sentences(sents[:0], t, toks)
		for _, s := range sents {
			words = words[:0]
			for _, k := range toks[s[0]:s[1]] {
				w := strings.ToLower(k.Text(t))
				if k.Class == learn.Number {
					w = "0"
				}
				words = append(words, w)
			}
			f(words)
		}
	}
}

// begin deals the words out by frequency; class 0 is that of the rare words.
func (x *bigrams) begin(k int) {
	x.k, x.class = k, make([]int, len(x.words))
	for w := 1; w < len(x.words); w++ {
		x.class[w] = 1 + (w-1)%(k-1)
	}
	x.pair, x.from = make([]int32, k*k), make([]int32, k)
	for w, es := range x.right {
		x.from[x.class[w]] += x.count[w]
		for _, e := range es {
			x.pair[x.class[w]*k+x.class[e.word]] += e.n
		}
	}
	x.logs = make([]float64, 1<<16)
	for i := 1; i < len(x.logs); i++ {
		x.logs[i] = float64(i) * math.Log(float64(i))
	}
}

func (x *bigrams) nlog(n int32) float64 {
	if int(n) < len(x.logs) {
		return x.logs[n]
	}
	return float64(n) * math.Log(float64(n))
}

// pass offers every word every class once and returns how many moved.
func (x *bigrams) pass() int {
	moved := 0
	l, r := make([]int32, x.k), make([]int32, x.k)
	for w := 1; w < len(x.words); w++ {
		clear(l)
		clear(r)
		self := int32(0)
		for _, e := range x.left[w] {
			if int(e.word) == w {
				self += e.n
			} else {
				l[x.class[e.word]] += e.n
			}
		}
		for _, e := range x.right[w] {
			if int(e.word) != w {
				r[x.class[e.word]] += e.n
			}
		}
		old := x.class[w]
		x.shift(w, old, l, r, self, -1)
		best, top := old, math.Inf(-1)
		for c := 1; c < x.k; c++ {
			if v := x.gain(w, c, l, r, self); v > top {
				best, top = c, v
			}
		}
		x.shift(w, best, l, r, self, 1)
		x.class[w] = best
		if best != old {
			moved++
		}
	}
	return moved
}

// shift adds a word's counts to a class, or takes them away.
func (x *bigrams) shift(w, c int, l, r []int32, self, sign int32) {
	for o := range x.k {
		x.pair[o*x.k+c] += sign * l[o]
		x.pair[c*x.k+o] += sign * r[o]
	}
	x.pair[c*x.k+c] += sign * self
	x.from[c] += sign * x.count[w]
}

// gain is what the likelihood wins when the word joins class c.
func (x *bigrams) gain(w, c int, l, r []int32, self int32) float64 {
	v := 2 * (x.nlog(x.from[c]) - x.nlog(x.from[c]+x.count[w]))
	for o := range x.k {
		if o == c {
			continue
		}
		if n := l[o]; n > 0 {
			p := x.pair[o*x.k+c]
			v += x.nlog(p+n) - x.nlog(p)
		}
		if n := r[o]; n > 0 {
			p := x.pair[c*x.k+o]
			v += x.nlog(p+n) - x.nlog(p)
		}
	}
	p := x.pair[c*x.k+c]
	return v + x.nlog(p+l[c]+r[c]+self) - x.nlog(p)
}
