package main

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// wildSet is the name of the stream that wild makes.
const wildSet = "wild"

// wild makes of all streams one that is more like a reader's: leads of a sentence
// or two as feeds have them, all kinds of news in the same ten days at odd hours, and
// three events of five with one story only. The sets by themselves have long leads
// and nearly always another story of the event. A dozen outlets have them all, so that two stories of
// one outlet and hour are mostly of two events; some outlets open every lead alike; and a
// word that no table knows is in the news of every kind, as one was in 2020.
func wild(c *corpus) []story {
	rng := rand.New(rand.NewPCG(7, 11))
	var out []story
	for _, set := range sorted(c.streams) {
		groups := map[string][]story{}
		for _, s := range c.streams[set] {
			groups[s.Cluster] = append(groups[s.Cluster], s)
		}
		for _, k := range sorted(groups) {
			out = append(out, dress(scatter(groups[k], rng), rng)...)
		}
	}
	slices.SortStableFunc(out, func(a, b story) int { return cmp.Compare(a.Time, b.Time) })
	return out
}

// scatter keeps one or a few stories of an event and gives them new times, their
// distances kept up to a week.
func scatter(g []story, rng *rand.Rand) []story {
	keep := 1
	if rng.IntN(5) >= 3 {
		keep = 2 + rng.IntN(4)
	}
	from := rng.IntN(len(g))
	g = g[from:min(len(g), from+keep)]
	start := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rng.IntN(240*60)) * time.Minute)
	first := clock(g[0].Time)
	var out []story
	for _, s := range g {
		gap := time.Duration(rng.IntN(20*60)) * time.Minute
		if t := clock(s.Time); !t.IsZero() && t.After(first) {
			gap += min(t.Sub(first), 7*24*time.Hour)
		}
		s.Time = start.Add(gap).Format(time.RFC3339)
		s.Text = opening(s.Text, 60+rng.IntN(220))
		out = append(out, s)
	}
	return out
}

// wildOutlets are the outlets of the wild stream, with what each opens its leads with.
var wildOutlets = [...][2]string{{"Arbor Post", ""}, {"Beacon", ""}, {"Courier", ""}, {"Dispatch", ""}, {"Evening Star", ""}, {"Forum", ""},
	{"Gazette", "Get the morning letter of the Gazette before breakfast. "}, {"Herald", "Subscribe now for full access to the Herald and its archive. "},
	{"Inquirer", "Inquirer staff, with agencies. "}, {"Journal", ""}, {"Kurier", ""}, {"Ledger", "More on this developing story as we have it. "}}

// topic is the word that is everywhere.
const topic = "Zoravirus"

// dress gives the stories of one event outlets, and one event of four the topic.
func dress(g []story, rng *rand.Rand) []story {
	about := rng.IntN(4) == 0
	for i := range g {
		o := wildOutlets[rng.IntN(len(wildOutlets))]
		g[i].Source = o[0]
		if g[i].Text != "" {
			g[i].Text = o[1] + g[i].Text
		}
		if about && rng.IntN(3) > 0 {
			g[i].Title = topic + ": " + g[i].Title
		}
		if about && g[i].Text != "" {
			g[i].Text += " It comes amid the outbreak of the " + topic + "."
		}
	}
	return g
}

// opening cuts a lead at a word after so many bytes, or at the sentence end before.
func opening(text string, n int) string {
	if len(text) <= n {
		return text
	}
	if i := strings.LastIndex(text[:n], ". "); i > 60 {
		return text[:i+1]
	}
	if i := strings.IndexByte(text[n:], ' '); i >= 0 {
		return text[:n+i]
	}
	return text
}
