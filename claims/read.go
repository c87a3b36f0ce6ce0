package claims

import "dateline/news"

// paragraph finds the claims of the paragraph in r: the model's outermost ones,
// what the patterns know better, and the claims inside their contents.
func (f *Finder) paragraph(r *reader) []found {
	if !f.worthReading(&r.para) {
		return nil
	}
	f.model.tag(r)
	f.model.parse(r)
	if r.budget.Over() {
		return nil // what is cut off within a paragraph is half of it
	}
	fs := f.patterns.apply(&r.para, f.model.find(r))
	for k := range f.repairs {
		if !r.budget.Spend(f.repairs[k].steps(len(fs))) {
			break
		}
		fs = f.repairs[k].mend(&r.para, fs)
	}
	return f.inner(r, fs, deepest)
}

// worthReading notes which sentences hold a word or mark of attribution, and says
// whether one does. The others are not tagged or parsed; they can still be part
// of a content.
func (f *Finder) worthReading(p *para) bool {
	p.live = p.live[:0]
	if len(p.toks) < 3 {
		return false
	}
	any := false
	for _, s := range p.sents {
		live := false
		for i := s[0]; i < s[1] && !live; i++ {
			live = f.telling(p, i)
		}
		p.live = append(p.live, live)
		any = any || live
	}
	return any
}

// telling says whether token i may be of a claim: of a cue, or where a pattern starts.
func (f *Finder) telling(p *para, i int) bool {
	t := &p.toks[i]
	return t.class&(clsVerb|clsSayNoun|clsPassive|clsHedgeAdverb) != 0 || t.shape >= shapeOpen || f.patterns.startsAt(t) != 0 && (t.shape < shapePunct || p.mark(i) == ':' || p.field == news.InTitle)
}

// deepest is how far claims are looked for inside claims.
const deepest = 2

const clsTold = clsSay | clsDeny | clsReject | clsConfirm | clsDecline | clsAsk

// inner appends the claims that stand inside the contents of fs: the model marks
// the outermost claims only, so each content is read as if it stood alone.
func (f *Finder) inner(r *reader, fs []found, depth int) []found {
	n := len(fs)
	for k := 0; k < n && !r.budget.Over(); k++ {
		for _, c := range fs[k].content {
			if depth == 0 || c.hi-c.lo < 5 || !r.budget.Spend(len(fs)+c.hi-c.lo) || !r.speechIn(c) || covered(fs, k, c) {
				continue
			}
			sub, lo := r.part(c)
			for _, g := range f.inner(sub, f.model.find(sub), depth-1) {
				if !sub.passiveSubject(&g) || !sub.mendSource(&g) {
					continue
				}
				if sub.isTold(g) && g.rule != rulePattern && !sub.ownWords(&g) {
					fs = append(fs, g.shift(lo))
				}
			}
		}
	}
	return fs
}

// covered says whether another claim's cue stands in the content already.
func covered(fs []found, k int, c span) bool {
	for j := range fs {
		if j != k && fs[j].cue[0].lo >= c.lo && fs[j].cue[0].hi <= c.hi {
			return true
		}
	}
	return false
}

// speechIn says whether the content may hold a claim of speech of its own.
func (p *para) speechIn(c span) bool {
	for i := c.lo; i < c.hi; i++ {
		if p.toks[i].hash == wordAccording || p.is(i, clsTold) && p.toks[i].tag.verb() {
			return true
		}
	}
	return false
}

// isTold says whether an inner claim is plain speech by somebody.
func (p *para) isTold(g found) bool {
	c := p.classes(g.cue)
	return len(g.source) > 0 && (c&clsTold != 0 || p.toks[g.cue[0].lo].hash == wordAccording) && g.margin > surely
}

// surely is the margin in nats above which an inner claim is shown.
const surely = 0.5

func (g found) shift(n int) found {
	move := func(ss []span) []span {
		out := make([]span, len(ss))
		for i, s := range ss {
			out[i] = span{s.lo + n, s.hi + n}
		}
		return out
	}
	g.source, g.cue, g.content, g.via = move(g.source), move(g.cue), move(g.content), move(g.via)
	return g
}

// part returns a reader of the content c as a paragraph of its own, without the
// marks and the "that" it begins with, and the token it begins at.
func (r *reader) part(c span) (*reader, int) {
	if r.sub == nil {
		r.sub = new(reader)
	}
	s := r.sub
	whole := r.toks[c.lo].shape == shapeOpen
	for c.lo < c.hi-1 && (r.toks[c.lo].shape >= shapePunct || r.is(c.lo, clsThat) && r.toks[c.lo].tag != tagDT) {
		c.lo++
	}
	for c.hi > c.lo+1 && whole && r.toks[c.hi-1].shape == shapeClose {
		c.hi--
	}
	s.budget, s.item = r.budget, r.item
	s.field, s.text, s.start, s.end, s.heads, s.live = r.field, r.text, r.toks[c.lo].start, r.toks[c.hi-1].end, r.heads, nil
	s.toks = append(s.toks[:0], r.toks[c.lo:c.hi]...)
	s.sents = s.sents[:0]
	for i := range s.toks {
		t := &s.toks[i]
		if i == 0 || t.sent != r.toks[c.lo+i-1].sent {
			s.sents = append(s.sents, [2]int{i, i})
		}
		s.sents[len(s.sents)-1][1] = i + 1
		if t.head -= int32(c.lo); t.head < 0 || int(t.head) >= len(s.toks) {
			t.head = -1
		}
		if whole {
			t.quoted, t.seg = false, 0
		}
	}
	for n, b := range s.sents {
		for i := b[0]; i < b[1]; i++ {
			s.toks[i].sent = uint16(n)
		}
	}
	s.relate()
	return s, c.lo
}
