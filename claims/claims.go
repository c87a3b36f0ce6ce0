// Package claims marks who says what: in each paragraph of a story it finds the
// source, the cue ("said", "according to", "is believed to") and the content of
// every claim, with a stance and flags. It never says whether a claim is true.
//
// A Finder is made once and is safe for concurrent use; its answer depends on the
// story and its mentions alone.
package claims

import (
	"strings"
	"sync"
	"unicode/utf8"

	"dateline/news"
	"dateline/wires"
)

// Version names the rules and the model; claims found by another version may be
// found anew.
const Version = "claims/7"

// Finder finds claims. Make one with New and share it.
type Finder struct {
	words    lexicon
	model    *Model
	patterns patternSet
	repairs  []repair
	meanings []meaning
	pool     sync.Pool // of *reader
}

// New loads the word lists and the model.
func New() (*Finder, error) {
	m, err := DecodeModel(modelFile)
	if err != nil {
		return nil, err
	}
	return NewFinder(m), nil
}

// NewFinder makes a finder with another model than the embedded one.
func NewFinder(m *Model) *Finder {
	f := &Finder{words: newLexicon(), model: m, patterns: newPatternSet(patterns()), repairs: repairs(), meanings: meanings()}
	f.pool.New = func() any { return new(reader) }
	return f
}

// longest is how many bytes of a text are read for claims; no story is longer.
const longest = 1 << 20

// Find returns the claims of the story's title and text: those that are sure enough to
// be shown and counted, and those that are shown only to who asks for them, both sorted
// by field and cue. Every claim lies inside one paragraph, that is one
// line; its spans are sorted, lie on rune boundaries and do not overlap within a role.
// The mentions are those of the same story: sources resolve to them and Figures points
// into them. Stories in another language than English have no claims. When b is over the
// rest of the story is left unread: see b.Err.
func (f *Finder) Find(s *news.Story, ms []news.Mention, b *news.Budget) (sure, unsure []news.Claim) {
	return parted(f.FindAll(s, ms, b, nil))
}

// FindAll returns all claims, sure or not: those that are not have a margin below 0
// (Why.Margin). A watcher, which may be nil, is shown how each is judged.
func (f *Finder) FindAll(s *news.Story, ms []news.Mention, b *news.Budget, w *Watcher) []news.Claim {
	if !english(s) {
		return nil
	}
	p := f.pool.Get().(*reader)
	p.budget = b
	defer func() {
		p.budget = nil
		f.pool.Put(p)
	}()
	g := gatherer{story: s, mentions: newMentionIndex(ms), meanings: f.meanings, model: f.model, watcher: w}
	p.lead, p.item = s.Text, s.Title != ""
	p.read(f.words, news.InTitle, s.Title, 0, len(s.Title))
	g.add(&p.para, f.paragraph(p))
	p.lead = ""
	// A dateline is nobody's words; the model takes it for the beginning of what is said.
	for start := wires.ParseDateline(s.Text).End; start < min(len(s.Text), longest); {
		end, next := paragraphEnd(s.Text, start)
		if !b.Spend(end - start + 1) {
			break
		}
		if strings.TrimSpace(s.Text[start:end]) != "" {
			p.read(f.words, news.InText, s.Text, start, end)
			g.line++
			g.add(&p.para, f.paragraph(p))
		}
		start = next
	}
	g.headline()
	return g.claims
}

// longParagraph is how many bytes of a paragraph are read at once: within a paragraph
// all may bear on all, which takes time when there is much of it.
const longParagraph = 8 << 10

// paragraphEnd returns where the paragraph that begins at start ends, and where the
// next one begins. A long paragraph is cut behind a sentence, else at a space, else
// before a rune.
func paragraphEnd(text string, start int) (end, next int) {
	rest := text[start:min(len(text), start+longParagraph+1)]
	if i := strings.IndexAny(rest, "\n\r"); i >= 0 {
		return start + i, start + i + 1
	}
	if len(rest) <= longParagraph {
		return len(text), len(text) + 1
	}
	rest = rest[:longParagraph]
	if i := strings.LastIndex(rest, ". "); i > longParagraph/2 {
		return start + i + 1, start + i + 1
	}
	if i := strings.LastIndexByte(rest, ' '); i > longParagraph/2 {
		return start + i, start + i
	}
	end = start + longParagraph
	for n := 1; n < utf8.UTFMax && !utf8.RuneStart(text[end]); n++ {
		end--
	}
	return end, end
}
