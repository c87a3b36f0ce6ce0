package main

import (
	"dateline/entities"
	"dateline/learn"
	"dateline/news"
)

// modelLabels are the labels of the model, the outside first.
func modelLabels() []string {
	return []string{"O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"}
}

// allowed says which label may follow which: I- only behind its own kind.
func allowed(from, to int) bool {
	return to == 0 || to%2 == 1 || from == to || from == to-1
}

// labelled is a name of a training text: bytes of its text and the number of its
// B- label.
type labelled struct {
	news.Span
	Label uint8
}

// lesson turns labelled texts into what the model learns from, with the very
// features that the product sees.
type lesson struct{ texts *entities.Extractor }

func newLesson() (*lesson, error) {
	s, err := entities.NewExtractor()
	return &lesson{s}, err
}

// read returns one sequence for each sentence of text. A name that begins or ends
// inside a token takes the whole token; names must be sorted and disjoint.
func (l *lesson) read(text string, names []labelled) []learn.Sequence {
	var out []learn.Sequence
	for _, s := range l.texts.Sentences(text) {
		q := s.Sequence
		q.Tags = make([]uint8, 0, len(s.Tokens))
		for i, t := range s.Tokens {
			for len(names) > 0 && names[0].End <= t.Start {
				names = names[1:]
			}
			tag := uint8(0)
			if len(names) > 0 && names[0].Start < t.End && s.Live[i] {
				tag = names[0].Label
				if i > 0 && names[0].Start < t.Start && s.Tokens[i-1].End > names[0].Start && (q.Tags[i-1] == tag || q.Tags[i-1] == tag+1) {
					tag++
				}
			}
			q.Tags = append(q.Tags, tag)
		}
		out = append(out, q)
	}
	return out
}
