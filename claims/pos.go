package claims

import "dateline/learn"

// tagFeatures appends one position for every token; marks have no features and
// so take tag 0.
func (p *para) tagFeatures(s *learn.Sequence) {
	for i := range p.toks {
		if t := &p.toks[i]; t.shape < shapePunct && p.isLive(t.sent) {
			s.Feats = p.posAt(s.Feats, i)
		}
		s.Next()
	}
}

// isLive says whether the sentence is worth reading.
func (p *para) isLive(sent uint16) bool { return p.live == nil || p.live[sent] }

func (p *para) posAt(f []learn.Hash, i int) []learn.Hash {
	t := &p.toks[i]
	b := bag{hashes: f, step: 1}
	w, l1, l2, r1, r2 := t.hash, p.hashAt(i-1), p.hashAt(i-2), p.hashAt(i+1), p.hashAt(i+2)
	sh := learn.Hash(t.shape)
	if p.sents[t.sent][0] == i {
		sh |= 8
	}
	b.add(sh)
	b.add(w)
	b.add(learn.Mix(w, sh))
	b.add(l1)
	b.add(r1)
	b.add(learn.Mix(l1, w))
	b.add(learn.Mix(w, r1))
	b.add(learn.Mix(l2, l1))
	b.add(learn.Mix(r1, r2))
	word := p.plain(i)
	n := len(word)
	for k := 1; k <= 3; k++ {
		if n > k {
			h := learn.HashLower(word[n-k:])
			b.add(h)
			if k > 1 {
				b.add(learn.Mix(h, sh))
			}
		} else {
			b.n += 2
		}
	}
	if n > 3 {
		b.add(learn.HashLower(word[:3]))
	}
	return b.hashes
}
