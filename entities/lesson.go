package entities

import (
	"dateline/learn"
	"dateline/news"
)

// Labels are the labels of the model, the outside first.
func Labels() []string {
	return []string{"O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"}
}

// Allowed says which label may follow which: I- only behind its own kind.
func Allowed(from, to int) bool {
	return to == 0 || to%2 == 1 || from == to || from == to-1
}

// Labelled is a name of a training text: bytes of its text and the number of its
// B- label.
type Labelled struct {
	news.Span
	Label uint8
}

// Lesson turns labelled texts into what the model learns from, with the very
// features that Find sees.
type Lesson struct{ r reading }

// NewLesson loads the tables. It needs no model, which may be of another format.
func NewLesson() (*Lesson, error) {
	t, err := newTagger(nil)
	if err != nil {
		return nil, err
	}
	r := t.pool.Get().(*reading)
	return &Lesson{r: *r}, nil
}

// Read returns one sequence for each sentence of text. A name that begins or ends
// inside a token takes the whole token; names must be sorted and disjoint.
func (l *Lesson) Read(text string, names []Labelled) []learn.Sequence {
	l.r.reset(l.r.facts, &news.Story{Text: text})
	f := &l.r.fields[1]
	l.r.prepare(1)
	var out []learn.Sequence
	for _, s := range f.sents {
		var q learn.Sequence
		l.r.sequence(&q, f, s)
		q.Tags = make([]uint8, 0, s[1]-s[0])
		for i := s[0]; i < s[1]; i++ {
			t := f.toks[i]
			for len(names) > 0 && names[0].End <= t.Start {
				names = names[1:]
			}
			tag := uint8(0)
			if len(names) > 0 && names[0].Start < t.End && f.live(i) {
				tag = names[0].Label
				if n := len(q.Tags); n > 0 && names[0].Start < t.Start && f.toks[i-1].End > names[0].Start && (q.Tags[n-1] == tag || q.Tags[n-1] == tag+1) {
					tag++
				}
			}
			q.Tags = append(q.Tags, tag)
		}
		out = append(out, q)
	}
	return out
}
