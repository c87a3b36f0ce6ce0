package train

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"dateline/learn"
	"dateline/learn/internal/layout"
)

// toy makes sentences in which names stand after "Mr" and places after "in".
func toy() []learn.Sequence {
	var data []learn.Sequence
	for i := range 40 {
		var s learn.Sequence
		words := []string{"Mr", "w" + string(rune('a'+i%7)), "sat", "in", "w" + string(rune('a'+i%5)), "."}
		for j, w := range words {
			if w != "." {
				s.Feats = append(s.Feats, learn.HashOf(w))
				if j > 0 {
					s.Feats = append(s.Feats, learn.Mix(1, learn.HashOf(words[j-1])))
				}
			}
			s.Next()
		}
		s.Tags = []uint8{0, 1, 0, 0, 2, 0}
		data = append(data, s)
	}
	return data
}

func TestTrainLearnsAndPacks(t *testing.T) {
	data := toy()
	var losses []float64
	c, err := Fit([]string{"O", "PER", "LOC"}, data, nil, Options{Progress: func(_ int, l float64) { losses = append(losses, l) }})
	if err != nil {
		t.Fatal(err)
	}
	if last := losses[len(losses)-1]; last > 0.05 || last > losses[0] {
		t.Errorf("loss went %v", losses)
	}
	var p learn.Path
	for i := range data {
		c.Tag(&p, &data[i])
		if !slices.Equal(p.Tags, data[i].Tags) {
			t.Fatalf("sequence %d: got %v", i, p.Tags)
		}
		if c.Lead(&p, 1) <= 0 {
			t.Errorf("sequence %d: the best label does not lead", i)
		}
	}
	again, err := Fit([]string{"O", "PER", "LOC"}, toy(), nil, Options{})
	if err != nil || !bytes.Equal(c.File, again.File) {
		t.Error("training twice gives other bytes")
	}
}

func TestTagObeysAllowed(t *testing.T) {
	allowed := func(from, to int) bool { return to != 2 || from == 1 }
	c, err := Fit([]string{"O", "B", "I"}, toy(), nil, Options{Allowed: allowed})
	if err != nil {
		t.Fatal(err)
	}
	var p learn.Path
	for _, s := range toy() {
		c.Tag(&p, &s)
		for i, y := range p.Tags {
			if y == 2 && (i == 0 || p.Tags[i-1] != 1) {
				t.Fatalf("path %v breaks the rule", p.Tags)
			}
		}
	}
	var empty learn.Sequence
	c.Tag(&p, &empty)
	if len(p.Tags) != 0 {
		t.Error("an empty sequence got labels")
	}
}

func TestDecodeRefuses(t *testing.T) {
	c, _ := Fit([]string{"O", "X"}, toyTwo(), nil, Options{})
	for name, data := range map[string][]byte{"empty": nil, "noise": []byte("no gzip"), "cut": c.File[:len(c.File)/2]} {
		if _, err := learn.Decode(data); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestDecodeRefusesWhatIsCut(t *testing.T) {
	c, err := Fit([]string{"O", "PER", "LOC"}, toy(), nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for n := range c.File {
		if _, err := learn.Decode(c.File[:n:n]); err == nil {
			t.Fatalf("cut at %d: no error", n)
		}
	}
}

// TestGroupsAreAsGoodAsFeatures learns and tags with every feature told at its
// position, and with what neighbours share told once.
func TestGroupsAreAsGoodAsFeatures(t *testing.T) {
	plain := toy()
	grouped := toy()
	for n := range grouped {
		s := &grouped[n]
		var g learn.Sequence
		for i := range s.Ends {
			if fs := part(s.Feats, s.Ends, i); len(fs) > 0 {
				g.Feats = append(g.Feats, fs[1:]...)
				g.Shared = append(g.Shared, fs[0], 77)
				g.Uses = append(g.Uses, g.Group())
				plain[n].Feats = slices.Insert(plain[n].Feats, plain[n].Ends[i], 77)
				for j := i; j < len(plain[n].Ends); j++ {
					plain[n].Ends[j]++
				}
			}
			g.Next()
		}
		g.Tags = s.Tags
		*s = g
	}
	a, _ := Fit([]string{"O", "PER", "LOC"}, plain, nil, Options{})
	b, _ := Fit([]string{"O", "PER", "LOC"}, grouped, nil, Options{})
	var p, q learn.Path
	for i := range plain {
		a.Tag(&p, &plain[i])
		a.Tag(&q, &grouped[i])
		if !slices.Equal(p.Tags, q.Tags) || !slices.Equal(p.Scores, q.Scores) {
			t.Fatalf("sequence %d: scores %v in groups, %v at their places", i, q.Scores, p.Scores)
		}
		if b.Tag(&q, &grouped[i]); !slices.Equal(q.Tags, plain[i].Tags) {
			t.Fatalf("sequence %d learnt in groups: got %v", i, q.Tags)
		}
	}
}

// TestTableAddsWhatWasPutIn holds the packed rows against plain sums, for rows of
// every width, with features that have no row among the others.
func TestTableAddsWhatWasPutIn(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	var p learn.Path
	for _, labels := range []int{2, 3, 4, 7, 8, 22, layout.MaxLabels} {
		var names []learn.Hash
		var weights [][]int8
		rows := map[learn.Hash][]int8{}
		for range 3000 {
			h, w := rng.Uint64(), make([]int8, labels-1)
			for y := range w {
				w[y] = int8(rng.IntN(255) - 127)
			}
			names, weights = append(names, h), append(weights, w)
			rows[h] = w
		}
		c := open(t, labels, names, weights)
		for n := range 40 {
			var hs []learn.Hash
			want := make([]int32, labels)
			for range n * 15 {
				h := names[rng.IntN(len(names))]
				if rng.IntN(2) == 0 {
					h = 1 + uint64(rng.IntN(1<<30))<<16 // few rows end in 1, and none of these is theirs
				}
				hs = append(hs, h)
				for y, w := range rows[h] {
					want[y+1] += int32(w)
				}
			}
			got := c.Score(&p, hs)
			if !slices.Equal(got, want) {
				t.Fatalf("%d labels, %d features: got %v, want %v", labels, len(hs), got, want)
			}
		}
	}
}

// open makes a chain of a table alone.
func open(t testing.TB, labels int, names []learn.Hash, weights [][]int8) *Chain {
	t.Helper()
	f := file{labels: make([]string, labels), scale: 1, steps: make([]int32, labels*(labels+1)), table: newTable(labels, names, weights)}
	b, err := f.encode()
	if err != nil {
		t.Fatal(err)
	}
	c, err := Open(b)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func toyTwo() []learn.Sequence {
	s := learn.Sequence{Feats: []learn.Hash{1 << 60, 2}, Ends: []int{1, 2}, Tags: []uint8{0, 1}}
	return []learn.Sequence{s, s}
}

// BenchmarkScore adds up 45 rows, half of which are there, of 100,000.
func BenchmarkScore(b *testing.B) {
	for _, labels := range []int{3, 7, 22} {
		b.Run(strconv.Itoa(labels), func(b *testing.B) {
			rng := rand.New(rand.NewPCG(5, 6))
			names, weights := make([]learn.Hash, 100_000), make([][]int8, 100_000)
			for i := range names {
				names[i], weights[i] = rng.Uint64(), make([]int8, labels-1)
			}
			c := open(b, labels, names, weights)
			feats := make([]learn.Hash, 1<<16)
			for i := range feats {
				feats[i] = names[rng.IntN(len(names))] + uint64(i&1)
			}
			var p learn.Path
			at := 0
			for b.Loop() {
				c.Score(&p, feats[at:at+45])
				at = (at + 45) % (len(feats) - 45)
			}
		})
	}
}

// TestFavour trades misses for false alarms: a label that is favoured is given wherever
// it may stand.
func TestFavour(t *testing.T) {
	c, err := Fit([]string{"O", "PER", "LOC"}, toy(), nil, Options{Favour: func(label int) float64 { return []float64{0, 40, 0}[label] }})
	if err != nil {
		t.Fatal(err)
	}
	s := toy()[0]
	var p learn.Path
	if c.Tag(&p, &s); !slices.Equal(p.Tags, []uint8{1, 1, 1, 1, 1, 0}) {
		t.Errorf("got %v", p.Tags)
	}
}
