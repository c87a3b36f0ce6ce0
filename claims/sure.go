package claims

import (
	"dateline/learn"
	"dateline/news"
)

// How sure a claim is: the odds that a reader would sign all of it, learnt from what
// the finder said of articles it had not seen. The judge looks at the margins of the
// model and at the claim's shape.

// judged are the features of one claim under judgement.
type judged struct{ bag }

// level adds a feature for each of the steps that x reaches.
func (j *judged) level(x float64, steps ...float64) {
	j.n++
	for k, s := range steps {
		if x >= s {
			j.hashes = append(j.hashes, learn.Mix(learn.Hash(k), j.n))
		}
	}
}

// says adds whether something holds.
func (j *judged) says(b bool) { j.add(bit(b)) }

func bit(b bool) learn.Hash {
	if b {
		return 1
	}
	return 0
}

// judge appends what the certainty of claim k is read from.
func (p *para) judge(dst []learn.Hash, fs []found, k int, c *news.Claim) []learn.Hash {
	f := &fs[k]
	j := &judged{bag{hashes: dst, step: 1}}
	j.add(0)
	j.margins(f)
	j.wording(p, f, c)
	j.source(p, f)
	j.content(p, f)
	j.company(p, fs, k)
	n := len(j.hashes)
	for i := len(dst); i < n; i++ { // all of it again, told apart by place
		j.hashes = append(j.hashes, learn.Mix(j.hashes[i], 77+learn.Hash(p.place())))
	}
	return j.hashes
}

// place says where a paragraph stands, since headlines and leads are harder to read.
type place uint8

const (
	inText place = iota
	inTitle
	inLead // the text of an item that has little more than a headline
)

func (p *para) place() place {
	switch {
	case p.field == news.InTitle:
		return inTitle
	case p.item && len(p.text) < longestLead:
		return inLead
	}
	return inText
}

// longestLead is how many bytes the text of an item has at most that is only a lead.
const longestLead = 500

var nats = []float64{0.2, 0.5, 0.8, 1.2, 1.6, 2, 2.5, 3, 3.7, 4.5, 5.5, 7}

func (j *judged) margins(f *found) {
	j.level(f.margin, nats...)
	j.level(f.leads.source, nats...)
	j.level(f.leads.content, nats...)
	j.level(min(f.margin, f.leads.source, f.leads.content), nats...)
	j.add(learn.HashOf(f.rule))
}

// wording looks at the cue.
func (j *judged) wording(p *para, f *found, c *news.Claim) {
	cue := f.cue[0]
	head := cue.hi - 1
	for i := cue.lo; i < cue.hi; i++ {
		if p.is(i, clsVerb) && p.toks[i].class&clsAux == 0 {
			head = i
		}
	}
	t := &p.toks[head]
	j.add(t.hash)
	j.add(learn.Mix(t.hash, learn.Hash(t.tag)))
	j.add(learn.Hash(t.tag))
	j.add(learn.Mix(learn.Hash(t.tag), bit(len(f.source) == 0)))
	j.add(learn.Mix(uint64(t.class&clsVerb), bit(len(f.source) == 0)))
	j.add(learn.Hash(cue.hi - cue.lo))
	j.add(learn.HashOf(string(c.Kind)))
	j.add(learn.HashOf(string(c.Stance)))
	j.add(bit(c.Hedged) | bit(c.Anonymous)<<1 | bit(c.Quoted)<<2 | bit(len(c.Via) > 0)<<3)
	j.says(t.quoted)
	j.add(p.tagAt(cue.lo - 1))
	j.add(p.tagAt(cue.hi))
	j.add(p.hashAt(cue.hi))
	j.add(learn.Mix(t.hash, p.hashAt(cue.hi)))
}

// source looks at who speaks.
func (j *judged) source(p *para, f *found) {
	j.level(float64(len(f.source)), 1, 2)
	if len(f.source) == 0 {
		j.n += 10
		return
	}
	s := f.source[0]
	j.level(float64(s.hi-s.lo), 2, 3, 5, 8, 12, 20)
	j.add(p.tagAt(s.lo))
	j.add(p.tagAt(s.hi - 1))
	j.add(learn.Mix(p.tagAt(s.lo-1), learn.Hash(min(s.lo, 1))))
	j.add(p.hashAt(s.hi - 1))
	j.add(p.tagAt(s.hi))
	side := learn.Hash(0)
	if s.lo > f.cue[0].lo {
		side = 1
	}
	j.add(side)
	j.says(s.hi == f.cue[0].lo || s.lo == f.cue[0].hi)
	j.says(p.classes(f.source)&(clsRole|clsOutlet|clsAnon) != 0)
	j.add(learn.Hash(p.toks[s.lo].shape))
}

// content looks at the words reported.
func (j *judged) content(p *para, f *found) {
	n := 0
	for _, c := range f.content {
		n += c.hi - c.lo
	}
	j.level(float64(n), 2, 3, 4, 6, 9, 13, 18, 25, 35, 50, 80)
	j.level(float64(len(f.content)), 2, 3)
	first, last := f.content[0], f.content[len(f.content)-1]
	s := p.sentence(f.cue[0].lo)
	j.add(bit(first.lo == f.cue[0].hi) | bit(last.hi == f.cue[0].lo)<<1 | bit(last.hi >= s.hi-1)<<2 | bit(first.lo <= s.lo)<<3)
	j.add(p.tagAt(first.lo))
	j.add(p.hashAt(first.lo))
	j.add(p.tagAt(last.hi))
	j.add(p.hashAt(last.hi))
	j.add(p.tagAt(last.hi - 1))
	commas, cues := 0, 0
	for _, c := range f.content {
		for i := c.lo; i < c.hi; i++ {
			if p.comma(i) {
				commas++
			}
			if !p.toks[i].quoted && p.is(i, clsTold) && p.toks[i].tag.verb() {
				cues++
			}
		}
	}
	j.level(float64(commas), 1, 2, 3, 5)
	j.level(float64(cues), 1, 2, 3)
	j.says(p.toks[first.lo].quoted && p.toks[last.hi-1].quoted)
}

// company looks at the sentence and the claims beside.
func (j *judged) company(p *para, fs []found, k int) {
	s := p.sentence(fs[k].cue[0].lo)
	beside, inside := 0, 0
	for o := range fs {
		if o == k || fs[o].cue[0].lo < s.lo || fs[o].cue[0].lo >= s.hi {
			continue
		}
		beside++
		for _, c := range fs[o].content {
			if c.lo <= fs[k].cue[0].lo && fs[k].cue[0].hi <= c.hi {
				inside++
			}
		}
	}
	j.level(float64(beside), 1, 2, 3)
	j.level(float64(inside), 1, 2)
	j.level(float64(s.hi-s.lo), 6, 10, 15, 20, 28, 38, 50)
	j.says(p.punct(s.hi - 1))
}

// certainty returns by how many nats a claim with these features is rather right than
// wrong.
func (m *Model) certainty(p *learn.Path, feats []learn.Hash) float64 {
	return lead(m.Sure, p, feats)
}

// lead returns by how many nats the second label of a chain is likelier than the
// first, 0 where there is no chain.
func lead(c *learn.Chain, p *learn.Path, feats []learn.Hash) float64 {
	if c == nil {
		return 0
	}
	return c.Odds(p, feats)
}

// bounds are the least certainties of claims that are shown, in nats, by place.
var bounds = [...]float64{inText: -2.4, inTitle: -1.2, inLead: -1.5}
