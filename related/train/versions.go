package main

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"dateline/news"
	"dateline/related"
)

// versionTotal is the say of the versions of one stream.
const versionTotal = 200

// versions makes pairs of one outlet's story and a later version of it. The labelled sets
// hold one story an outlet and event, nearly, and sisters all have the words of one story: fitted on
// those alone the model takes an outlet's own update for a sister event, the surer
// the more it repeats.
func versions(set string, st []story, x *related.Index) []sample {
	rng := rand.New(rand.NewPCG(17, uint64(len(st))))
	last := map[string]story{}
	var out []sample
	for _, s := range st {
		v, texted := x.Features(revised(s, last[s.Cluster], rng), s.news()).Values()
		out = append(out, sample{x: v, texted: texted, same: true, set: "versions." + set, fold: clusterFold(s.Cluster)})
		last[s.Cluster] = s
	}
	balance(out, versionTotal)
	return out
}

// revised is a later version of a story by its outlet: a headline turned round or cut, a lead
// that lost or won a sentence, at times another number.
func revised(s, mate story, rng *rand.Rand) news.Story {
	n := s.news()
	n.ID += ".2"
	n.Title = retitled(s.Title, rng)
	n.Text = rewritten(s.Text, mate.Text, rng)
	if rng.IntN(4) == 0 {
		n.Title, n.Text = recounted(n.Title, n.Text, rng)
	}
	if !n.Published.IsZero() {
		n.Published = n.Published.Add(time.Duration(rng.IntN(20*60)) * time.Minute)
	}
	return n
}

func retitled(title string, rng *rand.Rand) string {
	w := strings.Fields(title)
	if len(w) < 4 {
		return title
	}
	k := 1 + rng.IntN(len(w)/3)
	switch rng.IntN(4) {
	case 0:
		return strings.Join(w[:len(w)-k], " ")
	case 1:
		return strings.Join(append(w[len(w)-k:len(w):len(w)], w[:len(w)-k]...), " ")
	case 2:
		i := rng.IntN(len(w))
		return strings.Join(append(w[:i:i], w[i+1:]...), " ")
	}
	return title
}

func rewritten(text, mate string, rng *rand.Rand) string {
	parts := strings.SplitAfter(text, ". ")
	switch rng.IntN(4) {
	case 0:
		if len(parts) > 1 {
			parts = parts[:len(parts)-1]
		}
	case 1:
		if len(parts) > 2 {
			i := rng.IntN(len(parts))
			parts = append(parts[:i:i], parts[i+1:]...)
		}
	case 2:
		if first, _, ok := strings.Cut(mate, ". "); ok {
			parts = append([]string{first + ". "}, parts...)
		}
	}
	return strings.Join(parts, "")
}

// recounted gives the first number of the headline another value, in the lead too.
func recounted(title, text string, rng *rand.Rand) (string, string) {
	for _, w := range strings.Fields(title) {
		if r, _ := utf8.DecodeRuneInString(w); r >= '1' && r <= '9' && len(w) < 4 {
			to := strconv.Itoa(1 + rng.IntN(40))
			return strings.Replace(title, w, to, 1), strings.Replace(text, w, to, 1)
		}
	}
	return title, text
}
