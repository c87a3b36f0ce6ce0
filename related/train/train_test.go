package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"dateline/related"
)

// cloud makes samples of two kinds that a line can tell apart (bend false), or only a
// bent one: same where both features have one sign.
func cloud(n int, bend bool) []sample {
	rng := rand.New(rand.NewPCG(1, 1))
	var out []sample
	for i := range n {
		a, b := rng.Float32()*2-1, rng.Float32()*2-1
		same := a+b > 0
		if bend {
			same = (a > 0) == (b > 0)
		}
		out = append(out, sample{x: []float32{1, a, b}, same: same, weight: 1, fold: i % folds})
	}
	return out
}

func rightly(ss []sample, chance func([]float32) float64) (share float64) {
	for _, s := range ss {
		if chance(s.x) > 0.5 == s.same {
			share += 1 / float64(len(ss))
		}
	}
	return share
}

func TestFitSeparates(t *testing.T) {
	ss := cloud(2000, false)
	w := fit(ss, 0.1)
	if got := rightly(ss, func(x []float32) float64 { return sigmoid(w, x) }); got < 0.98 {
		t.Errorf("%.3f right", got)
	}
	if again := fit(ss, 0.1); !reflect.DeepEqual(w, again) {
		t.Errorf("fitted twice: %v and %v", w, again)
	}
	strict := fit(ss, 1000)
	if math.Abs(strict[1]) >= math.Abs(w[1]) {
		t.Errorf("a penalty of 1000 leaves the weight at %.2f, one of 0.1 at %.2f", strict[1], w[1])
	}
}

// What a line cannot tell apart a layer of units can.
func TestFitNetSeparatesWhatALineCannot(t *testing.T) {
	ss := cloud(3000, true)
	w := fit(ss, 0.1)
	if got := rightly(ss, func(x []float32) float64 { return sigmoid(w, x) }); got > 0.7 {
		t.Fatalf("the line has %.3f right, the case is too easy", got)
	}
	n := fitNet(ss, 8, 60, 0, 1)
	if got := rightly(ss, n.Chance); got < 0.95 {
		t.Errorf("%.3f right", got)
	}
	if again := fitNet(ss, 8, 60, 0, 1); !reflect.DeepEqual(n, again) {
		t.Error("fitted twice from one seed, the networks differ")
	}
	if other := fitNet(ss, 8, 60, 0, 2); reflect.DeepEqual(n, other) {
		t.Error("another seed gives the same network")
	}
}

func TestSolve(t *testing.T) {
	x := solve([][]float64{{4, 2}, {2, 3}}, []float64{10, 9})
	if math.Abs(x[0]-1.5) > 1e-9 || math.Abs(x[1]-2) > 1e-9 {
		t.Errorf("got %v, want 1.5 and 2", x)
	}
}

func TestBCubed(t *testing.T) {
	st := []story{{ID: "1", Cluster: "a"}, {ID: "2", Cluster: "a"}, {ID: "3", Cluster: "b"}}
	for _, c := range []struct {
		name string
		pred map[string]string
		p, r float64
	}{
		{"right", map[string]string{"1": "x", "2": "x", "3": "y"}, 1, 1},
		{"all alone", map[string]string{"1": "x", "2": "y", "3": "z"}, 1, 2.0 / 3},
		{"all in one", map[string]string{"1": "x", "2": "x", "3": "x"}, 5.0 / 9, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			var sc streamScore
			bcubed(st, c.pred, &sc, -1)
			if math.Abs(sc.p-c.p) > 1e-9 || math.Abs(sc.r-c.r) > 1e-9 {
				t.Errorf("P %.3f R %.3f, want %.3f %.3f", sc.p, sc.r, c.p, c.r)
			}
		})
	}
}

// Stories of one event are in one fold, and so are the two events of a topic.
func TestFoldsKeepEventsTogether(t *testing.T) {
	var ps []pair
	for i := range 400 {
		var p pair
		p.A.Title, p.B.Title, p.Label = fmt.Sprint("headline ", i), fmt.Sprint("headline ", i+1), i%4 != 3
		ps = append(ps, p)
	}
	part := components(ps)
	used := map[int]bool{}
	for _, p := range ps {
		if used[part[p.A.Title]] = true; p.Label && part[p.A.Title] != part[p.B.Title] {
			t.Errorf("%q and %q are of one event, in folds %d and %d", p.A.Title, p.B.Title, part[p.A.Title], part[p.B.Title])
		}
	}
	if len(used) != folds {
		t.Errorf("%d folds used of %d", len(used), folds)
	}
	if clusterFold("21a") != clusterFold("21b") {
		t.Error("the events of one topic are in two folds")
	}
}

// invented is a stream of events with two or three stories each, by invented outlets.
func invented() []story {
	var places []string
	for _, head := range []string{"Ar", "Bel", "Cas", "Dun", "Esk", "Fan", "Gor", "Hest", "Ilm", "Jor", "Kel", "Lun"} {
		for _, end := range []string{"vik", "mora", "trel", "holt", "zara"} {
			places = append(places, head+end)
		}
	}
	things := [][2]string{{"ferry", "ran aground"}, {"bridge", "was closed"}, {"mine", "was flooded"}, {"school", "burned down"}}
	var out []story
	for i, place := range places {
		for j, outlet := range []string{"Harbour Post", "Northern Wire", "Valley Herald"}[:2+i%2] {
			th := things[(i+i/4)%len(things)]
			title := fmt.Sprintf("%s %s %s near %s", []string{"Old", "The", "A"}[j], th[0], th[1], place)
			text := fmt.Sprintf("The %s of %s %s on Monday, the mayor of %s said. %d people were hurt and the road to the harbour was shut.", th[0], place, th[1], place, i+3)
			out = append(out, story{ID: fmt.Sprint(i, "-", j), Title: title, Text: text, Time: fmt.Sprintf("2026-03-%02dT%02d:00:00Z", i/4+1, i%4*5+j), Source: outlet, Cluster: fmt.Sprint("e", i)})
		}
	}
	return out
}

func TestSistersAndVersions(t *testing.T) {
	st := invented()
	x := related.New(related.Options{})
	width, _ := x.Features(st[0].news(), st[1].news()).Values()
	same := map[bool]int{}
	for _, s := range append(sisters("t", st, x), versions("t", st, x)...) {
		same[s.same]++
		if len(s.x) != len(width) || s.weight <= 0 {
			t.Fatalf("%d features, weight %v", len(s.x), s.weight)
		}
	}
	if same[true] != len(st) || same[false] < len(st) {
		t.Errorf("%d versions, %d sisters of %d stories", same[true], same[false], len(st))
	}
	rng := rand.New(rand.NewPCG(1, 1))
	sister := swapped(st[0], []string{"Quorra", "Zembla"}, rng)
	if strings.Contains(sister.Text, "Arvik") || !strings.Contains(sister.Text, "ran aground") {
		t.Errorf("the sister of %q is %q", st[0].Text, sister.Text)
	}
	for range 50 {
		if v := revised(st[0], st[1], rng); v.Outlet != st[0].Source || !strings.Contains(v.Title+v.Text, "Arvik") || v.Published.Before(st[0].news().Published) {
			t.Errorf("a later version of %q is %q, %q", st[0].Title, v.Title, v.Text)
		}
	}
}

// The whole command on a few stories: it writes what related loads, the same each time,
// and the model tells the invented events apart.
func TestRunWritesAModelThatLoads(t *testing.T) {
	if testing.Short() {
		t.Skip("fits a whole model")
	}
	dir := t.TempDir()
	writeStream(t, filepath.Join(dir, "stream.uci.dev.jsonl.gz"), invented())
	writePairs(t, filepath.Join(dir, "pairs.gva.dev.jsonl.gz"), invented())
	var files [2][]byte
	var priors string
	for i := range files {
		out := t.TempDir()
		if err := run(dir, "", out, "", false); err != nil {
			t.Fatal(err)
		}
		files[i], priors = mustRead(t, filepath.Join(out, "weights.json")), string(mustRead(t, filepath.Join(out, "priors.bin")))
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("two runs on the same data give different models")
	}
	var m related.Model
	if err := json.Unmarshal(files[0], &m); err != nil {
		t.Fatal(err)
	}
	if err := m.Check(); err != nil {
		t.Fatal(err)
	}
	embedded, err := related.FittedModel()
	if err != nil {
		t.Fatal(err)
	}
	m.Priors, m.Vectors = priors, embedded.Vectors
	x := related.New(related.Options{Model: &m})
	if got := ranked(x, invented()); got < 0.95 {
		t.Errorf("a pair of one event has a higher chance than one of two in %.2f of all cases, want 0.95", got)
	}
}

// ranked is how often a pair of one event has a higher chance than one of two.
func ranked(x *related.Index, st []story) float64 {
	var same, other []float64
	for i := range st {
		for j := range i {
			if p := x.Chance(st[i].news(), st[j].news()); st[i].Cluster == st[j].Cluster {
				same = append(same, p)
			} else {
				other = append(other, p)
			}
		}
	}
	var right float64
	for _, p := range same {
		for _, q := range other {
			if p > q {
				right++
			}
		}
	}
	return right / float64(len(same)*len(other))
}
