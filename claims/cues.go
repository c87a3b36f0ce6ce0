package claims

import (
	"strings"

	"dateline/learn"
	"dateline/news"
)

// The labels of the cue tagger.
const (
	CueNone = iota
	CueBegin
	CueInside
)

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
		w := p.plain(i)
		b.add(learn.HashLower(w[max(0, len(w)-3):]))
	} else {
		b.n++
	}
	if p.heads {
		p.addCueTree(&b, i, c, t0)
	}
	if p.field == news.InTitle {
		b.n = titleTemplates
		p.addCueTitle(&b, i, c, t0)
	}
	return b.hashes
}

// The templates of titles have numbers of their own.
const titleTemplates = 100

// addCueTitle adds what counts in a headline, whose grammar is its own, and what
// tells a speaker before a colon from a topic.
func (p *para) addCueTitle(b *bag, i int, c, t0 learn.Hash) {
	b.add(t0)
	b.add(c)
	b.add(learn.Mix(t0, learn.Mix(p.tagAt(i-1), p.tagAt(i+1))))
	b.add(p.toks[i].hash)
	if p.toks[i].shape < shapePunct {
		return
	}
	before, after := p.label(i)
	lo, hi := span{0, i}, span{i + 1, len(p.toks)}
	mark := p.toks[i].hash
	b.add(learn.Mix(mark, before))
	b.add(learn.Mix(mark, after))
	b.add(learn.Mix(mark, learn.Mix(before, after)))
	b.add(learn.Mix(mark, distance(lo.hi)))
	b.add(learn.Mix(mark, distance(hi.hi-hi.lo)))
	b.add(learn.Mix(mark, bit(p.quotedNext(i))|bit(p.toks[hi.hi-1].shape == shapeClose)<<1|bit(p.mark(hi.hi-1) == '?')<<2|learn.Hash(p.speaksInLead(lo))<<3))
	b.add(learn.Mix(mark, learn.Mix(before, learn.Hash(p.speaksInLead(lo)))))
	b.add(learn.Mix(mark, learn.Mix(after, learn.Hash(p.speaksInLead(hi)))))
}

func (p *para) quotedNext(i int) bool {
	return i+1 < len(p.toks) && p.toks[i+1].shape == shapeOpen
}

// label tells what the words before and after a headline's mark look like.
func (p *para) label(i int) (before, after learn.Hash) {
	look := func(s span) learn.Hash {
		var h learn.Hash
		for k := s.lo; k < s.hi; k++ {
			t := &p.toks[k]
			switch {
			case t.class&(clsRole|clsOutlet|clsAnon) != 0:
				h |= 1
			case labels[t.hash]:
				h |= 2
			}
			switch {
			case t.tag.verb():
				h |= 4
			case t.shape == shapeLower && t.tag == tagNN:
				h |= 8
			case t.shape == shapeUpper:
				h |= 16
			case t.shape == shapeDigit:
				h |= 32
			case t.shape == shapeTitle && t.tag == tagNNP:
				h |= 64
			}
		}
		return h | learn.Hash(min(s.hi-s.lo, 6))<<8
	}
	return look(span{max(0, i-6), i}), look(span{i + 1, min(i+7, len(p.toks))})
}

// speaksInLead says how the last word of s, a label in a headline, stands in the lead:
// 0 not at all, 1 somewhere, 2 beside a verb of speech.
func (p *para) speaksInLead(s span) int {
	if s.empty() {
		return 0
	}
	w := p.word(s.hi - 1)
	best := 0
	for rest := head(p.lead, leadRead); ; {
		i := strings.Index(rest, w)
		if i < 0 {
			return best
		}
		best = max(best, 1)
		rest = rest[i+len(w):]
		next := strings.Fields(head(rest, 60))
		for k := 0; k < min(3, len(next)); k++ {
			if sayings[hashWord(strings.Trim(next[k], ".,:;\"'“”"))] {
				return 2
			}
		}
	}
}

// leadRead is how many bytes of a text are looked at for who speaks in its headline.
const leadRead = 600

var sayings = hashSet("says said warns warned tells told writes wrote argues argued insists insisted reveals revealed admits admitted claims claimed believes explains explained asks asked thinks thought calls called urges urged denies denied confirms confirmed announced announces predicts predicted describes described discusses recalls")

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
