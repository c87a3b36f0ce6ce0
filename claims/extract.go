package claims

import (
	"dateline/learn"
	"dateline/news"
)

// Extractor reads paragraphs as the chains of a model see them, for the command that
// fits the chains. Each position of a sequence is a token of the paragraph read last.
type Extractor struct {
	words lexicon
	r     reader
}

// Token is one token of a paragraph.
type Token struct {
	news.Span
	Mark bool // no word: it has no part of speech
	Verb bool // may be the verb of a claim
}

// NewExtractor loads the word lists.
func NewExtractor() *Extractor { return &Extractor{words: newLexicon()} }

// Read reads the bytes [start, end) of a field and returns their tokens, and where its
// sentences begin and end among them. These are good until the next call.
func (x *Extractor) Read(s *news.Story, field news.Field, start, end int) (tokens []Token, sentences [][2]int) {
	if x.r.lead = ""; field == news.InTitle {
		x.r.lead = s.Text
	}
	x.r.read(x.words, field, s.Field(field), start, end)
	for i := range x.r.toks {
		t := &x.r.toks[i]
		tokens = append(tokens, Token{news.Span{Start: t.start, End: t.end}, t.shape >= shapePunct, t.class&clsVerb != 0})
	}
	return tokens, x.r.sents
}

// Tags returns what the tagger of parts of speech is shown of the paragraph.
func (x *Extractor) Tags() (s learn.Sequence) {
	x.r.tagFeatures(&s)
	return s
}

// Tag gives the paragraph's tokens the parts of speech that the model finds.
func (x *Extractor) Tag(m *Model) { m.tag(&x.r) }

// Parse gives the paragraph's tokens, once tagged, the heads that the model finds.
func (x *Extractor) Parse(m *Model) { m.parse(&x.r) }

// Moves parses sentence n of the paragraph, once tagged. Where more than one move is
// allowed choose picks one: it is shown the state and what the next move is chosen by,
// both good until it returns.
func (x *Extractor) Moves(n int, choose func(s *State, feats []learn.Hash) int) {
	q, s := &x.r.parser, x.r.sents[n]
	for q.begin(&x.r.para, span{s[0], s[1]}); !q.done(); {
		move, ok := q.Forced()
		if !ok {
			move = choose(&q.State, q.features())
		}
		q.move(move)
	}
}

// Cues returns what the cue tagger is shown of the paragraph, once parsed. A token that
// cannot be part of a cue has no features.
func (x *Extractor) Cues() (s learn.Sequence) {
	x.r.cueFeatures(&s)
	return s
}

// Roles returns what the role tagger is shown of the paragraph, once parsed, around the
// tokens [from, to) of a cue; others tells for each token whether it is part of another
// cue. The sequence begins with token first. Unlike the finder it looks further than a
// sentence: that teaches better, and takes time.
func (x *Extractor) Roles(from, to int, others []bool) (s learn.Sequence, first int) {
	v := &x.r.view
	v.whole = true
	v.look(&x.r.para, span{from, to}, others)
	v.features(&s)
	return s, v.lo
}
