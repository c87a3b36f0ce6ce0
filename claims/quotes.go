package claims

import (
	"slices"
)

// Quotations have one owner: this file says which marks make one quotation and whose
// words it is. A quotation with an attribution in its own sentence is that speaker's,
// whatever else was found; one without goes on with the speaker before.

// quotation is one stretch between quotation marks, its marks included.
type quotation struct {
	span
	closed bool
}

// quotations lists the paragraph's quotations that are sentences of their own or a
// part of one that names its speaker, not words or titles in quotation marks.
func (p *para) quotations() []quotation {
	var out []quotation
	for i := 0; i < len(p.toks); {
		if !p.toks[i].quoted {
			i++
			continue
		}
		q := quotation{span: span{i, i + 1}}
		for q.hi < len(p.toks) && p.toks[q.hi].quoted && p.toks[q.hi].seg == p.toks[i].seg {
			q.hi++
		}
		q.closed = p.toks[q.hi-1].shape == shapeClose
		i = q.hi
		if p.speech(q) {
			out = append(out, q)
		}
	}
	return out
}

// speech says whether a quotation begins a sentence and is more than a name.
func (p *para) speech(q quotation) bool {
	if q.hi-q.lo < 4 || q.lo != p.sentence(q.lo).lo {
		return false
	}
	last := q.hi - 1
	if q.closed {
		last--
	}
	switch p.mark(last) {
	case ',', '.', '?', '!':
		return true
	}
	return q.closed && q.hi < len(p.toks) && p.comma(q.hi)
}

// quoted gives each quotation to its speaker: to the claim whose cue stands beside it,
// else, in the same paragraph, to the one that has the quotation before.
func (p *para) quoted(fs []found) []found {
	p.quotes = p.quotations()
	last := -1 // the claim whose quotation came before
	for _, q := range p.quotes {
		k := p.attribution(fs, q)
		if k < 0 {
			if f, ok := p.closingVerb(q); ok && !slices.ContainsFunc(fs, func(g found) bool { return meets(g.cue, f.cue[0]) }) {
				for j := range fs {
					fs[j].content = without(fs[j].content, span{q.hi, max(f.cue[0].hi, f.source[0].hi)})
				}
				fs = append(fs, f)
				k = len(fs) - 1
			}
		}
		if k < 0 {
			switch {
			case slices.ContainsFunc(fs, func(f found) bool { return p.beside(&f, q) }):
				last = -1
			case last >= 0:
				fs[last].content = with(fs[last].content, q.span)
			case p.goesOn(fs, q):
				fs = slices.DeleteFunc(fs, func(f found) bool { return meets(f.cue, q.span) && p.ownWords(&f) })
				fs = append(fs, found{cue: []span{{q.lo, q.lo + 1}}, content: p.pieces(q.span), rule: ruleQuote})
				last = len(fs) - 1
			}
			continue
		}
		for j := range fs {
			if j != k && !p.encloses(&fs[j], q, &fs[k]) {
				fs[j].content = without(fs[j].content, q.span)
			}
		}
		fs[k].content = with(fs[k].content, q.span)
		if f, ok := p.closingVerb(q); ok && len(fs[k].source) == 0 && meets(fs[k].cue, f.cue[0]) {
			fs[k].source = f.source
			fs[k].content = without(fs[k].content, f.source[0])
		}
		last = k
	}
	return slices.DeleteFunc(fs, func(f found) bool { return len(p.pieces(f.content...)) == 0 })
}

func meets(ss []span, s span) bool {
	return slices.ContainsFunc(ss, func(x span) bool { return x.lo < s.hi && s.lo < x.hi })
}

const ruleQuote = "quotation goes on"

// goesOn says whether a quotation without an attribution may be one that goes on: it is
// in nobody's words yet but the speaker's own, and no transcript with names in it.
func (p *para) goesOn(fs []found, q quotation) bool {
	for i := q.lo; i < min(q.lo+6, q.hi); i++ {
		if p.mark(i) == ':' || p.mark(i) == '(' {
			return false
		}
	}
	return !slices.ContainsFunc(fs, func(f found) bool {
		return meets(f.content, q.span) && !meets(f.cue, q.span) || meets(f.cue, q.span) && !p.ownWords(&f)
	})
}

// ownWords says whether a claim inside a quotation is of the one who is quoted.
func (p *para) ownWords(f *found) bool {
	return len(f.source) == 0 || f.source[0].hi-f.source[0].lo == 1 && firstPerson[p.toks[f.source[0].lo].hash]
}

var firstPerson = hashSet("i we us me")

// attribution returns the claim whose cue stands beside the quotation in its own
// sentence: behind it first, then before it.
func (p *para) attribution(fs []found, q quotation) int {
	end := p.sentence(q.hi - 1).hi
	best := -1
	for k := range fs {
		c := fs[k].cue[0]
		if c.lo >= q.hi && c.hi <= end && !p.toks[c.lo].quoted && (best < 0 || c.lo < fs[best].cue[0].lo) && !p.quoteBetween(q.hi, c.lo) {
			best = k
		}
	}
	return best
}

// quoteBetween says whether another quotation opens between two tokens.
func (p *para) quoteBetween(lo, hi int) bool {
	for i := lo; i < hi; i++ {
		if p.toks[i].shape == shapeOpen {
			return true
		}
	}
	return false
}

// encloses says whether claim f holds the quotation by right, as words reported around
// the claim that owns it, or is said inside it.
func (p *para) encloses(f *found, q quotation, owner *found) bool {
	cue := f.cue[0]
	if q.lo <= cue.lo && cue.hi <= q.hi {
		return true
	}
	return slices.ContainsFunc(f.content, func(c span) bool { return c.lo <= owner.cue[0].lo && owner.cue[0].hi <= c.hi })
}

// beside says whether the claim's cue stands outside the quotation in its sentences.
func (p *para) beside(f *found, q quotation) bool {
	cue := f.cue[0]
	return (cue.hi <= q.lo || q.hi <= cue.lo) && p.sentence(q.lo).lo <= cue.lo && cue.hi <= p.sentence(q.hi-1).hi
}

// closingVerb reads `"...," grumbled mayor Odd Berg` and `"...," Odd Berg grumbled` with
// any verb.
func (p *para) closingVerb(q quotation) (found, bool) {
	s := p.sentence(q.hi - 1)
	f := found{content: []span{q.span}, rule: ruleBeside, sure: true}
	if !q.closed || q.hi+1 >= s.hi {
		return f, false
	}
	if t := p.toks[q.hi].tag; (t == tagVBD || t == tagVBZ || p.past(q.hi)) && p.phraseBegins(q.hi+1) {
		f.cue, f.source = []span{{q.hi, q.hi + 1}}, p.pieces(span{q.hi + 1, p.phraseEnd(q.hi+1, s.hi)})
		return f, len(f.source) > 0
	}
	if !p.phraseBegins(q.hi) && !p.is(q.hi, clsSubject) {
		return f, false
	}
	for i := q.hi + 1; i < min(s.hi, q.hi+12); i++ {
		if p.punct(i) {
			break
		}
		if t := p.toks[i].tag; (t == tagVBD || t == tagVBZ) && (i+1 == s.hi || p.punct(i+1)) {
			f.source, f.cue = []span{{q.hi, i}}, []span{{i, i + 1}}
			return f, true
		}
	}
	return f, false
}

const ruleBeside = "verb beside a quotation"

// without cuts a stretch out of the spans.
func without(ss []span, cut span) []span {
	var out []span
	for _, s := range ss {
		if s.hi <= cut.lo || cut.hi <= s.lo {
			out = append(out, s)
			continue
		}
		if s.lo < cut.lo {
			out = append(out, span{s.lo, cut.lo})
		}
		if cut.hi < s.hi {
			out = append(out, span{cut.hi, s.hi})
		}
	}
	return out
}

// with adds a stretch to the spans, joined with those it meets.
func with(ss []span, more span) []span {
	out := ss[:0:0]
	for _, s := range ss {
		if s.hi < more.lo || more.hi < s.lo {
			out = append(out, s)
			continue
		}
		more.lo, more.hi = min(more.lo, s.lo), max(more.hi, s.hi)
	}
	out = append(out, more)
	slices.SortFunc(out, func(a, b span) int { return a.lo - b.lo })
	return out
}

// ends says how a paragraph leaves the one that follows: with a quotation open, with a
// colon, or neither.
func (p *para) ends() (open, colon bool) {
	n := len(p.toks)
	if n == 0 {
		return false, false
	}
	return p.toks[n-1].quoted && p.toks[n-1].shape != shapeClose, p.mark(n-1) == ':'
}
