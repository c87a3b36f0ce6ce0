package entities

import (
	"dateline/learn"
	"dateline/news"
)

// votes is what the model's guesses in one story say of one spelling, in nats.
type votes struct {
	by    [3]float64 // by class
	whole int        // guesses of exactly this spelling
}

// best returns the class with most support and its lead over the next.
func (v *votes) best() (class, float64) {
	top, second := 0, -1.0
	for c := 1; c < 3; c++ {
		if v.by[c] > v.by[top] {
			top = c
		}
	}
	for c := range 3 {
		if c != top {
			second = max(second, v.by[c])
		}
	}
	return class(top), v.by[top] - second
}

// How sure the rest of a story must be, in nats: to overrule a guess, a guess may
// be this weak; to add a name, or to turn one, the others must be this strong.
const (
	weakGuess  = 3.0
	strongVote = 4.0
	voteCap    = 6.0 // what one guess can bring at most
)

// agree makes one story one reading: a weak guess follows the sure guesses of the
// same spelling, and a spelling that was surely a name elsewhere is one where the
// model was silent. A person's surname counts as a vote for the surname alone.
func (r *reading) agree() {
	clear(r.votes)
	for i := range r.fields {
		f := &r.fields[i]
		for _, g := range r.guesses[i] {
			r.vote(f, g.from, g.to, g.class, g.why.Margin)
			if g.class == person && g.to-g.from > 1 && !f.is(g.to-1, "Jr.", "Sr.", "II", "III") {
				r.vote(f, g.to-1, g.to, person, g.why.Margin)
			}
		}
	}
	for i := range r.fields {
		r.follow(i)
		r.addSilent(i)
	}
}

func (r *reading) vote(f *field, from, to int, c class, margin float64) {
	if c == other {
		return
	}
	k := f.spelling(from, to)
	v := r.votes[k]
	v.by[c] += min(margin, voteCap)
	v.whole++
	r.votes[k] = v
}

// spelling hashes the exact words of tokens [from, to).
func (f *field) spelling(from, to int) learn.Hash {
	h := learn.Hash(0)
	for k := from; k < to; k++ {
		h = learn.Mix(h, learn.HashOf(f.word(k)))
	}
	return h
}

// follow turns weak guesses to the class that the story's sure ones give the same
// words.
func (r *reading) follow(i int) {
	f := &r.fields[i]
	for j := range r.guesses[i] {
		g := &r.guesses[i][j]
		v := r.votes[f.spelling(g.from, g.to)]
		c, lead := v.best()
		if c != g.class && g.why.Margin < weakGuess && lead > strongVote {
			g.class = c
			g.why = news.Why{Rule: "story", Detail: c.String() + ", elsewhere in the story", Margin: lead}
		}
	}
}

// addSilent adds single words that were surely names elsewhere.
func (r *reading) addSilent(i int) {
	f, old, next := &r.fields[i], r.guesses[i], 0
	var added []guess
	for at := range f.toks {
		for next < len(old) && old[next].to <= at {
			next++
		}
		if next < len(old) && old[next].from <= at || !f.capAt(at) || f.toks[at].End-f.toks[at].Start < 3 {
			continue
		}
		v, ok := r.votes[f.spelling(at, at+1)]
		if !ok {
			continue
		}
		if c, lead := v.best(); lead > strongVote && !neighbour(f, at) {
			added = append(added, guess{from: at, to: at + 1, class: c, why: news.Why{Rule: "story", Detail: c.String() + ", elsewhere in the story", Margin: lead}})
		}
	}
	r.guesses[i] = mergeGuesses(old, added)
}

func mergeGuesses(a, b []guess) []guess {
	if len(b) == 0 {
		return a
	}
	out := make([]guess, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0].from < b[0].from {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}
