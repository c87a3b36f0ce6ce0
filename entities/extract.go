package entities

import (
	"dateline/learn"
	"dateline/news"
)

// Extractor reads texts as the model sees them, for the command that trains it.
type Extractor struct{ r reading }

// Sentence is one sentence of a text: its features, and a token with each.
type Sentence struct {
	learn.Sequence
	Tokens []learn.Token
	Live   []bool // what may be part of a name: the rest has no features
}

// NewExtractor loads the tables. It needs no model, which may be of another format.
func NewExtractor() (*Extractor, error) {
	t, err := newTagger(nil)
	if err != nil {
		return nil, err
	}
	r := t.pool.Get().(*reading)
	return &Extractor{r: *r}, nil
}

// Sentences returns the sentences of a text. Their tokens are good until the next
// call.
func (x *Extractor) Sentences(text string) []Sentence {
	x.r.reset(x.r.facts, &news.Story{Text: text})
	f := &x.r.fields[1]
	x.r.prepare(1)
	var out []Sentence
	for _, s := range f.sents {
		q := Sentence{Tokens: f.toks[s[0]:s[1]]}
		x.r.sequence(&q.Sequence, f, s)
		for i := s[0]; i < s[1]; i++ {
			q.Live = append(q.Live, f.live(i))
		}
		out = append(out, q)
	}
	return out
}
