package main

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"

	"dateline/news"
	"dateline/related"
)

// folds is into how many parts the data is cut for cross-validation; stories
// of one event are in one part.
const folds = 3

// gather makes the samples: the labelled pairs of headlines, and for each story of
// a stream the earlier ones that the index proposes.
func gather(c *corpus, m related.Model) []sample {
	var out []sample
	for _, set := range sorted(c.pairs) {
		out = append(out, fromPairs(set, c.pairs[set], m)...)
	}
	for _, set := range sorted(c.streams) {
		out = append(out, fromStream(set, c.streams[set], m)...)
	}
	return out
}

func sorted[T any](m map[string]T) []string {
	var ks []string
	for k := range m {
		ks = append(ks, k)
	}
	slices.Sort(ks)
	return ks
}

func fromPairs(set string, ps []pair, m related.Model) []sample {
	x := related.New(related.Options{Model: &m})
	part := components(ps)
	var out []sample
	for _, p := range ps {
		v, texted := x.Features(news.Story{Title: p.A.Title, Published: clock(p.A.Time)}, news.Story{Title: p.B.Title, Published: clock(p.B.Time)}).Values()
		out = append(out, sample{x: v, texted: texted, same: p.Label, set: "pairs." + set, fold: part[p.A.Title]})
	}
	balance(out, 0)
	return append(out, strangers(set, ps, x, part)...)
}

// strangers makes pairs of headlines of different events that share no word. The
// labelled negatives all share one, so that a model fitted on them alone would
// learn that two headlines without a common word are of one event.
func strangers(set string, ps []pair, x *related.Index, part map[string]int) []sample {
	rng := rand.New(rand.NewPCG(3, uint64(len(ps))))
	var out []sample
	for tries := 0; len(out) < len(ps)*strangerShare/100 && tries < 20*len(ps); tries++ {
		p, q := ps[rng.IntN(len(ps))], ps[rng.IntN(len(ps))]
		if part[p.A.Title] == part[q.B.Title] { // perhaps of one event
			continue
		}
		v, texted := x.Features(news.Story{Title: p.A.Title, Published: clock(p.A.Time)}, news.Story{Title: q.B.Title, Published: clock(q.B.Time)}).Values()
		if v[titleShared] == 0 {
			out = append(out, sample{x: v, texted: texted, set: "strangers." + set, fold: part[p.A.Title], weight: 4000 / float64(len(ps))})
		}
	}
	return out
}

const (
	strangerShare = 50 // in a hundred of the labelled pairs
	titleShared   = 5  // the feature that counts shared words
)

// components gives each headline a fold; headlines of one event share it.
func components(ps []pair) map[string]int {
	parent := map[string]string{}
	var find func(string) string
	find = func(s string) string {
		if parent[s] == "" || parent[s] == s {
			return s
		}
		parent[s] = find(parent[s])
		return parent[s]
	}
	for _, p := range ps {
		if a, b := find(p.A.Title), find(p.B.Title); p.Label && a != b {
			parent[max(a, b)] = min(a, b)
		}
	}
	out := map[string]int{}
	for _, p := range ps {
		out[p.A.Title] = foldOf(find(p.A.Title))
		out[p.B.Title] = foldOf(find(p.B.Title))
	}
	return out
}

func foldOf(s string) int {
	h := fnv.New32a()
	h.Write([]byte(s))
	return int(h.Sum32()>>8) % folds
}

// clusterFold keeps the two events of one ECB+ topic ("21a", "21b") together.
func clusterFold(cluster string) int { return foldOf(strings.TrimRight(cluster, "ab")) }

func fromStream(set string, st []story, m related.Model) []sample {
	x := related.New(related.Options{Model: &m, Threads: forever, Events: forever})
	cluster := map[news.StoryID]string{}
	var out []sample
	for _, s := range st {
		x.Near(s.news(), func(old news.StoryID, f related.PairFeatures) {
			v, texted := f.Values()
			out = append(out, sample{x: v, texted: texted, same: cluster[old] == s.Cluster, set: "stream." + set, fold: clusterFold(s.Cluster)})
		})
		cluster[news.StoryID(s.ID)] = s.Cluster
		x.Restore(news.Filing{Story: s.news(), Event: news.EventID(s.Cluster)})
	}
	if set == wildSet {
		balance(out, 8000)
	} else {
		balance(out, 0)
	}
	return append(append(out, sisters(set, st, x)...), versions(set, st, x)...)
}

// balance gives each set the same say, however large it is.
func balance(s []sample, total float64) {
	if total == 0 {
		total = 4000
	}
	for i := range s {
		s[i].weight = total / float64(len(s))
	}
}
