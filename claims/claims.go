// Package claims marks who says what: in each paragraph of a story it finds the
// source, the cue ("said", "according to", "is believed to") and the content of
// every claim, with a stance and flags. It never says whether a claim is true.
//
// A Finder is made once and is safe for concurrent use; its answer depends on the
// story and its mentions alone.
package claims

import (
	"sync"

	"dateline/news"
	"dateline/wires"
)

// Version names the rules and the model; claims found by another version may be
// found anew.
const Version = "claims/2"

// Finder finds claims. Make one with New and share it.
type Finder struct {
	words lexicon
	model *Model
	pool  sync.Pool // of *reader
}

// New loads the word lists and the model.
func New() (*Finder, error) {
	m, err := decodeModel(modelFile)
	if err != nil {
		return nil, err
	}
	f := &Finder{words: newLexicon(), model: m}
	f.pool.New = func() any { return new(reader) }
	return f, nil
}

// longest is how many bytes of a text are read for claims; no story is longer.
const longest = 1 << 20

// Find returns the claims of the story's title and text, sorted by field and
// cue. Every claim lies inside one paragraph, that is one line; its spans are
// sorted, lie on rune boundaries and do not overlap within a role. The mentions
// are those of the same story: sources resolve to them and Figures points into
// them. Stories in another language than English have no claims. When b is over the
// rest of the story is left unread: see b.Err.
func (f *Finder) Find(s *news.Story, ms []news.Mention, b *news.Budget) []news.Claim {
	if !english(s) {
		return nil
	}
	p := f.pool.Get().(*reader)
	defer f.pool.Put(p)
	g := gatherer{story: s, mentions: newMentionIndex(ms)}
	p.read(f.words, news.InTitle, s.Title, 0, len(s.Title))
	g.add(&p.para, p.headline())
	// A dateline is nobody's words; the model takes it for the beginning of what is said.
	for start := wires.ParseDateline(s.Text).End; start < min(len(s.Text), longest); {
		end := start
		for end < len(s.Text) && s.Text[end] != '\n' && s.Text[end] != '\r' {
			end++
		}
		if !b.Spend(end - start + 1) {
			break
		}
		p.read(f.words, news.InText, s.Text, start, end)
		g.line++
		g.add(&p.para, f.paragraph(p))
		start = end + 1
	}
	return g.claims
}
