package related

import (
	"slices"

	"dateline/news"
)

// What the command that fits the model sees of the room; the product calls none of it.

// Word is a word of a text as the tables of words know it.
type Word struct {
	news.Span
	Hash    uint32 // of its folded form
	Capital bool   // starts with an upper-case letter
	First   bool   // opens a sentence
	Number  bool
	Grammar bool // too common to mean anything by itself
}

// Words calls visit for each word of a text in order. For making the tables.
func Words(text string, visit func(Word)) {
	words(text, func(t token) {
		visit(Word{news.Span{Start: t.start, End: t.end}, t.hash, t.cap, t.first, t.num, t.stop})
	})
}

// PairFeatures are the numbers the model sees of one pair, for fitting it.
type PairFeatures struct {
	values *features
	texted bool
}

// Values lists the numbers (pair.go says which), and whether both stories have a lead.
func (p PairFeatures) Values() ([]float32, bool) { return p.values[:], p.texted }

// Features compares two stories by themselves.
func (x *Index) Features(a, b news.Story) PairFeatures {
	ia, ib := x.read(&news.Filing{Story: a}), x.read(&news.Filing{Story: b})
	f := new(features)
	x.compare(&ia, &ib, f)
	x.lex.discard(&ia)
	x.lex.discard(&ib)
	return PairFeatures{f, ia.hasLead && ib.hasLead}
}

// Near calls visit for each story of the window that would be compared with s in full. For
// fitting the model.
func (x *Index) Near(s news.Story, visit func(news.StoryID, PairFeatures)) {
	it := x.read(&news.Filing{Story: s})
	for _, n := range x.propose(&it) {
		old := x.items[n-x.first]
		f := new(features)
		x.compare(&it, old, f)
		visit(old.id, PairFeatures{f, it.hasLead && old.hasLead})
	}
	x.lex.discard(&it)
}

// Events calls visit for each event that s may join, with what the model sees of it.
// For fitting the model; s is not taken in.
func (x *Index) Events(s news.Story, visit func(news.EventID, []float32)) {
	it := x.read(&news.Filing{Story: s})
	x.weighEvents(&it, x.near(&it), func(ev *event, f []float32) { visit(ev.id, f) })
	x.lex.discard(&it)
}

// Evidence gives what the model of evidence sees of the story f and an earlier one of the window;
// nil when they share nothing, or the earlier one is not there. For fitting it.
func (x *Index) Evidence(f news.Filing, with news.StoryID) []float32 {
	n, ok := x.number[with]
	if !ok {
		return nil
	}
	it := x.read(&f)
	defer x.lex.discard(&it)
	c := x.weigh(&it, n)
	if c.p == 0 {
		return nil
	}
	return slices.Clone(x.evidenceFeatures(&it, x.items[n-x.first], &c))
}
