package claims

import "dateline/learn"

// The labels of the cue tagger.
const (
	cueNone = iota
	cueBegin
	cueInside
)

var cueNames = []string{"O", "B", "I"}

// cueFeatures appends one position for every token of the paragraph.
func (p *para) cueFeatures(s *learn.Sequence) {
	for i := range p.toks {
		if p.mayCue(i) {
			s.Feats = p.cueAt(s.Feats, i)
		}
		s.Next()
	}
}

// mayCue says whether token i may be part of a cue. Names, pronouns, numbers and
// most marks hardly ever are; not looking at them saves a third of the time.
func (p *para) mayCue(i int) bool {
	switch t := &p.toks[i]; t.tag {
	case tagNone:
		c := p.mark(i)
		return c == ':' || t.shape == shapePunct && (c == '-' || t.end-t.start == len("―"))
	case tagNNP:
		return t.class&clsTime != 0 || t.shape == shapeLower
	case tagPRP, tagPRPS, tagCD, tagPOS:
		return false
	}
	return true
}

// cueAt adds the features of token i: of some forty that were tried these find as
// much as all of them, in half the time.
func (p *para) cueAt(f []learn.Hash, i int) []learn.Hash {
	b := bag{hashes: f, step: 1}
	t := &p.toks[i]
	q := p.sentenceQuotes(t)
	t0, c := p.tagAt(i), uint64(t.class)
	tl1, tr1 := p.tagAt(i-1), p.tagAt(i+1)
	cl1, cr1 := p.classAt(i-1), p.classAt(i+1)
	p.addCueWords(&b, i, q)
	b.add(learn.Mix(learn.Mix(tl1, t0), tr1))
	b.add(learn.Mix(learn.Mix(p.tagAt(i-2), tl1), t0))
	b.add(learn.Mix(learn.Mix(t0, tr1), p.tagAt(i+2)))
	b.add(learn.Mix(c, learn.Mix(tl1, tr1)))
	b.add(learn.Mix(c, q))
	b.add(learn.Mix(q, t0))
	b.add(learn.Mix(c, distance(i-p.sents[t.sent][0])))
	b.add(learn.Mix(learn.Mix(cl1, c), cr1))
	if t.shape < shapePunct && t.end-t.start > 4 {
		b.add(learn.HashLower(p.text[t.end-3 : t.end]))
	} else {
		b.n++
	}
	if p.heads {
		p.addCueTree(&b, i, c, t0)
	}
	return b.hashes
}

// addCueTree adds what the token hangs on and what hangs on it.
func (p *para) addCueTree(b *bag, i int, c, t0 learn.Hash) {
	t := &p.toks[i]
	head, rel := learn.Hash(0), learn.Hash(t.rel)
	if t.head >= 0 {
		head = p.toks[t.head].hash
	}
	b.add(learn.Mix(rel, t.hash))
	b.add(learn.Mix(rel, head))
	b.add(learn.Mix(learn.Mix(rel, c), t0))
	b.add(learn.Mix(t.kids, c))
	b.add(learn.Mix(t.kids, t.hash))
}

// addCueWords adds the word with its neighbours.
func (p *para) addCueWords(b *bag, i int, q learn.Hash) {
	w, l1, r1 := p.toks[i].hash, p.hashAt(i-1), p.hashAt(i+1)
	b.add(0)
	b.add(w)
	b.add(l1)
	b.add(r1)
	b.add(learn.Mix(l1, w))
	b.add(learn.Mix(w, r1))
	b.add(learn.Mix(w, q))
	b.add(learn.Mix(w, learn.Mix(p.tagAt(i-1), p.tagAt(i+1))))
}

// sentenceQuotes tells how the token and its sentence stand to quotation marks.
func (p *para) sentenceQuotes(t *token) learn.Hash {
	s := p.sents[t.sent]
	first, last := &p.toks[s[0]], &p.toks[s[1]-1]
	q := learn.Hash(0)
	if t.quoted {
		q = 1
	}
	if first.quoted {
		q |= 2
	}
	if last.quoted || last.shape == shapeClose {
		q |= 4
	}
	if first.seg != last.seg {
		q |= 8
	}
	return q
}

// classAt is what the word lists say of token i, its tag where they say nothing.
func (p *para) classAt(i int) uint64 {
	if i < 0 || i >= len(p.toks) {
		return 1 << 63
	}
	if p.toks[i].class == 0 {
		return learn.Hash(p.toks[i].tag) + 1<<62
	}
	return uint64(p.toks[i].class)
}
