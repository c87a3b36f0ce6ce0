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
		s.Feats = p.cueAt(s.Feats, i)
		s.Next()
	}
}

func (p *para) cueAt(f []learn.Hash, i int) []learn.Hash {
	t := &p.toks[i]
	id := learn.Hash(0)
	add := func(h learn.Hash) {
		id++
		f = append(f, learn.Mix(h, id))
	}
	w, l1, l2, r1, r2 := t.hash, p.hashAt(i-1), p.hashAt(i-2), p.hashAt(i+1), p.hashAt(i+2)
	t0, tl1, tl2, tr1, tr2 := p.tagAt(i), p.tagAt(i-1), p.tagAt(i-2), p.tagAt(i+1), p.tagAt(i+2)
	c := uint64(t.class)
	q := learn.Hash(0)
	if t.quoted {
		q = 1
	}
	s := p.sents[t.sent]
	first, last := &p.toks[s[0]], &p.toks[s[1]-1]
	if first.quoted {
		q |= 2
	}
	if last.quoted || last.shape == shapeClose {
		q |= 4
	}
	if first.seg != last.seg {
		q |= 8
	}
	pos := distance(i - s[0])
	add(0)
	add(w)
	add(learn.Mix(w, t0))
	add(l1)
	add(l2)
	add(r1)
	add(r2)
	add(learn.Mix(l1, w))
	add(learn.Mix(w, r1))
	add(learn.Mix(l1, r1))
	add(learn.Mix(w, q))
	add(learn.Mix(w, tr1))
	add(learn.Mix(w, tl1))
	add(learn.Mix(w, learn.Mix(tl1, tr1)))
	add(learn.Mix(w, learn.Mix(tr1, tr2)))
	add(learn.Mix(w, learn.Mix(tl1, tl2)))
	add(t0)
	add(learn.Mix(tl1, t0))
	add(learn.Mix(t0, tr1))
	add(learn.Mix(learn.Mix(tl1, t0), tr1))
	add(learn.Mix(learn.Mix(tl2, tl1), t0))
	add(learn.Mix(learn.Mix(t0, tr1), tr2))
	add(c)
	add(learn.Mix(c, learn.Mix(tl1, tr1)))
	add(learn.Mix(c, q))
	add(learn.Mix(q, t0))
	add(learn.Mix(c, pos))
	add(learn.Mix(p.classAt(i-1), c))
	add(learn.Mix(c, p.classAt(i+1)))
	add(learn.Mix(learn.Mix(p.classAt(i-1), c), p.classAt(i+1)))
	if t.shape < shapePunct && t.end-t.start > 4 {
		add(learn.HashLower(p.text[t.end-3 : t.end]))
		add(learn.HashLower(p.text[t.start : t.start+4]))
	} else {
		id += 2
	}
	add(learn.Hash(t.shape))
	if p.heads {
		head, rel := learn.Hash(0), learn.Hash(t.rel)
		if t.head >= 0 {
			head = p.toks[t.head].hash
		}
		add(rel)
		add(learn.Mix(rel, w))
		add(learn.Mix(rel, head))
		add(learn.Mix(learn.Mix(rel, c), t0))
		add(t.kids)
		add(learn.Mix(t.kids, c))
		add(learn.Mix(t.kids, w))
	}
	return f
}

func (p *para) classAt(i int) uint64 {
	if i < 0 || i >= len(p.toks) {
		return 1 << 63
	}
	if p.toks[i].class == 0 {
		return learn.Hash(p.toks[i].tag) + 1<<62
	}
	return uint64(p.toks[i].class)
}
