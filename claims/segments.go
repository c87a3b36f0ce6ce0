package claims

import "dateline/learn"

// segment is what stands between two commas or other marks of a sentence, or begins
// with "and" before a verb: roles end where segments do, and what tells whether one
// does stands at the segment's beginning and further on in it.
type segment struct {
	first, tag learn.Hash // of its first word
	what       learn.Hash
}

// What a segment holds.
const (
	segCue    = 1 << iota // another cue
	segFinite             // a finite verb
	segLast               // the end of its sentence
	segQuoted             // begins inside quotation marks
	segMark               // its first mark, in two bits
)

// cut cuts the tokens looked at into segments.
func (v *roleView) cut(others []bool) {
	p := v.p
	v.segs, v.segOf = v.segs[:0], v.segOf[:0]
	for i := v.lo; i < v.hi; i++ {
		t := &p.toks[i]
		edge := p.sents[t.sent]
		if mark := v.cutsAt(i); i == v.lo || i == edge[0] || mark != 0 || i == v.cue.hi {
			v.segs = append(v.segs, segment{what: mark * segMark})
		}
		g := &v.segs[len(v.segs)-1]
		if g.tag == 0 && t.shape < shapePunct {
			g.first, g.tag = t.hash, p.tagAt(i)
			if t.quoted {
				g.what |= segQuoted
			}
		}
		if others != nil && others[i] && (i < v.cue.lo || i >= v.cue.hi) {
			g.what |= segCue
		}
		switch t.tag {
		case tagVBD, tagVBZ, tagVBP, tagMD:
			g.what |= segFinite
		}
		if i == edge[1]-1 {
			g.what |= segLast
		}
		v.segOf = append(v.segOf, uint16(len(v.segs)-1))
	}
}

// cutsAt says with which kind of mark a segment begins at token i, 0 for none.
func (v *roleView) cutsAt(i int) learn.Hash {
	p := v.p
	t := &p.toks[i]
	switch c := p.mark(i); {
	case c == ',':
		return 1
	case c == ';' || c == ':' || c == '(':
		return 2
	case t.shape == shapePunct && (t.end-t.start > 1 || c == '-'):
		return 3
	}
	if t.class&clsAnd != 0 && i+1 < len(p.toks) && p.toks[i+1].tag.verb() {
		return 1
	}
	return 0
}
