package main

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dateline/news"
	"dateline/related"
)

// sisters makes pairs of sister events: a story of the stream against one of its event in
// which every name and number is another one. News of one kind is written in the same
// words, and the sets have few such pairs. Two of three are another outlet's, days later: the
// outlet and the hour shall not give them away.
func sisters(set string, st []story, x *related.Index) []sample {
	rng := rand.New(rand.NewPCG(5, uint64(len(st))))
	pool := namePool(st)
	last := map[string]story{}
	var out []sample
	for _, s := range st {
		for _, b := range []story{s, last[s.Cluster]} {
			if b.ID == "" || len(pool) == 0 {
				continue
			}
			other := swapped(b, pool, rng)
			if rng.IntN(3) > 0 {
				other.Outlet = st[rng.IntN(len(st))].Source
			}
			if !other.Published.IsZero() {
				other.Published = other.Published.Add(-time.Duration(rng.IntN(7*24)) * time.Hour)
			}
			v, texted := x.Features(s.news(), other).Values()
			out = append(out, sample{x: v, texted: texted, set: "sisters." + set, fold: clusterFold(s.Cluster)})
		}
		last[s.Cluster] = s
	}
	balance(out, sisterTotal)
	return out
}

const sisterTotal = 200

// namePool lists the capitalised words inside the sentences of the leads, or of the
// headlines where there are no leads.
func namePool(st []story) []string {
	var pool []string
	for _, s := range st {
		text := s.Text
		if text == "" {
			text = s.Title
		}
		for i, w := range strings.Fields(text) {
			if r, _ := utf8.DecodeRuneInString(w); i > 0 && unicode.IsUpper(r) && len(w) > 3 {
				pool = append(pool, strings.Trim(w, ".,;:'\"()"))
			}
		}
	}
	return pool
}

// swapped is the story with other names and numbers, each word always by the same one.
func swapped(s story, pool []string, rng *rand.Rand) news.Story {
	other := map[string]string{}
	first := true
	swap := func(text string, all bool) string {
		var b strings.Builder
		for i, w := range strings.FieldsFunc(text, unicode.IsSpace) {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(swapWord(w, other, pool, rng, all && !first))
			first = strings.HasSuffix(w, ".")
		}
		return b.String()
	}
	n := s.news()
	n.Text = swap(s.Text, true)
	first = true
	n.Title = swap(s.Title, s.Text == "")
	return n
}

func swapWord(w string, other map[string]string, pool []string, rng *rand.Rand, may bool) string {
	core := strings.Trim(w, ".,;:'\"()’“”")
	core = strings.TrimSuffix(strings.TrimSuffix(core, "'s"), "’s")
	if core == "" {
		return w
	}
	to, ok := other[core]
	r, _ := utf8.DecodeRuneInString(core)
	switch {
	case ok:
	case unicode.IsDigit(r):
		to = strconv.Itoa(1 + rng.IntN(90))
	case may && unicode.IsUpper(r):
		to = pool[rng.IntN(len(pool))]
	default:
		return w
	}
	other[core] = to
	return strings.Replace(w, core, to, 1)
}
