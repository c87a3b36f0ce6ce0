package related

import (
	"cmp"
	"slices"
)

const (
	roomNear  = 64   // stories that are kept apart to be compared, more than are
	mostPosts = 6000 // entries of term lists read for one story
	leastIDF  = 2.0  // terms commoner than this propose nobody
)

// neighbour is an earlier story compared with the new one.
type neighbour struct {
	n      uint32  // its number
	p      float64 // chance of being of the same event
	copy   float32 // share of four-word runs of the lead
	names  float32
	rare   float32 // rarest shared word, idf
	rare2  float32 // second rarest
	title  float32 // cosine of the headlines
	cover  float32 // how much of the new headline the old story has
	name1  float32 // rarest shared name
	name2  float32 // second rarest shared name
	fed    bool    // one has a lead of a sentence, see feedlike
	serial bool    // numbers of one series
	sure   float64 // chance of being of the same event by what names the happening, see weighEvidence
	worth  float64 // chance that a reader of one is glad of the other
	miss   float32 // how much of the names in the headlines each lacks of the other's, the lesser
}

// near finds the earlier stories likeliest to belong to it, best first.
func (x *Index) near(it *item) []neighbour {
	proposed := x.propose(it)
	out := make([]neighbour, 0, len(proposed))
	for _, n := range proposed {
		out = append(out, x.weigh(it, n))
	}
	slices.SortFunc(out, func(a, b neighbour) int {
		return cmp.Or(cmp.Compare(b.p, a.p), cmp.Compare(b.n, a.n))
	})
	return out
}

// weigh compares the new story with story n.
func (x *Index) weigh(it *item, n uint32) neighbour {
	old := x.items[n-x.first]
	if across(it, old) {
		return neighbour{n: n, p: x.crossing(it, old), rare2: float32(x.at[toldBare])} // names and a figure are shared, not words
	}
	if !x.budget.Spend(pairSteps(it, old)) {
		return neighbour{n: n}
	}
	m := x.lex.meet(it, old)
	if m.faint(it, old, x.at[faint]) {
		return neighbour{n: n}
	}
	x.feats = features{fBias: 1}
	x.lex.titles(it, old, &x.feats, &m.tt)
	x.lex.rest(it, old, &x.feats, &m)
	c := neighbour{n: n, copy: x.feats[fCopy], names: x.feats[fNamesCount], rare: x.feats[fRare] * 10, rare2: x.feats[fRare2] * 10,
		title: x.feats[fTitleCos], cover: x.feats[fCoverA], miss: x.feats[fMissBoth]}
	c.name1, c.name2 = x.lex.sharedNames(it, old)
	if c.p = foreignChance(&x.feats); !it.foreign {
		c.p = x.model.chance(&x.feats, it.hasLead && old.hasLead)
	}
	c.fed, c.serial = feedlike(it, old), x.at.serial(it, old, c.copy)
	x.weighEvidence(it, old, &c)
	return c
}

// pairSteps is about what it takes to compare two stories: their lists are gone over side by side, and
// each word of one headline is held against each of the other's.
func pairSteps(a, b *item) int {
	return len(a.title)*len(b.title) + 2*(len(a.title)+len(a.lead)+len(b.title)+len(b.lead)) + len(a.shingles) + len(b.shingles)
}

// sharedNames are the idf of the two rarest names that two stories share. First names do not count where
// both stories have the last name behind them: "Ada Moen" is one name.
func (l *lexicon) sharedNames(a, b *item) (first, second float32) {
	var s shared
	i, j := 0, 0
	for i < len(a.names) && j < len(b.names) {
		n := a.names[i]
		switch {
		case n < b.names[j]:
			i++
		case n > b.names[j]:
			j++
		default:
			_, given := slices.BinarySearch(a.givens, n)
			_, both := slices.BinarySearch(b.givens, n)
			if !given || !both {
				s.add(l.idf(n))
			}
			i, j = i+1, j+1
		}
	}
	return s.rare[0], s.rare[1]
}

// query is a term of the new story with its weight.
type query struct {
	term uint32
	w    float32
}

// propose reads the lists of the story's terms, rarest first, and returns the
// numbers of the stories that share most.
func (x *Index) propose(it *item) []uint32 {
	var qs []query
	add := func(terms []uint32, boost float32) {
		for _, t := range terms {
			if w := x.lex.idf(t); w >= leastIDF && len(x.lex.posts[t]) > 0 {
				qs = append(qs, query{t, w * boost})
			}
		}
	}
	add(it.title, 1.5)
	add(it.lead, 1)
	if it.foreign || x.lex.foreigners > 0 {
		add(it.tagged, 1)
	}
	slices.SortFunc(qs, func(a, b query) int { return cmp.Or(cmp.Compare(b.w, a.w), cmp.Compare(a.term, b.term)) })
	x.tally(qs)
	return x.best()
}

// tally adds up the weights for each story on the lists. Whether a story was touched
// before is as good as random, so the loop writes each down and moves on only after
// the new ones: a branch would be guessed wrong half the time.
func (x *Index) tally(qs []query) {
	touched := slices.Grow(x.touched[:0], mostPosts+1)[:mostPosts+1]
	scores, first := x.scores, x.first
	read, k := 0, 0
	for _, q := range qs {
		posts := x.lex.posts[q.term]
		if over := read + len(posts) - mostPosts; over > 0 {
			posts = posts[min(len(posts), over):] // the newest
		}
		if !x.budget.Spend(len(posts)) {
			break
		}
		read += len(posts)
		w := q.w * q.w
		for _, n := range posts {
			s := &scores[n-first]
			touched[k] = n
			next := k + 1
			if *s != 0 {
				next = k
			}
			k = next
			*s += w
		}
	}
	x.touched = touched[:k]
}

// best picks the touched stories with the highest scores and clears the scores.
func (x *Index) best() []uint32 {
	var room [roomNear + 1]scored
	most := min(int(x.at[mostNear]), roomNear)
	top, k := room[:most+1], 0
	for _, n := range x.touched {
		s := x.scores[n-x.first] / (x.norms[n-x.first] + 8)
		x.scores[n-x.first] = 0
		if k == most && s <= top[k-1].s {
			continue
		}
		k = insert(top, k, scored{n, s})
	}
	out := make([]uint32, k)
	for i, c := range top[:k] {
		out[i] = c.n
	}
	return out
}

// insert puts c before the first of k that is not better, and returns how many are kept.
func insert(top []scored, k int, c scored) int {
	i := k
	for i > 0 && top[i-1].s <= c.s {
		top[i] = top[i-1]
		i--
	}
	top[i] = c
	return min(k+1, len(top)-1)
}

type scored struct {
	n uint32
	s float32
}
