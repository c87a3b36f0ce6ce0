package claims

import (
	"dateline/learn"
	"dateline/news"
)

// The labels of the role tagger, for the tokens around one cue.
const (
	RoleNone = iota
	RoleSource
	RoleContent
)

// reach is how many tokens before and after its cue a claim may extend.
const reach = 110

// roleView is what the features of one cue share.
type roleView struct {
	whole    bool // look at all the paragraph, as in training: it teaches better, and costs time
	p        *para
	cue      span
	lo, hi   int // tokens looked at
	head     learn.Hash
	classes  uint64
	before   learn.Hash // of the tags around the cue
	paths    []learn.Hash
	commas   []uint8
	verbs    []uint8
	marks    []uint8
	othercue []uint8
	segs     []segment
	segOf    []uint16 // of each token looked at, from lo
}

// newRoleView looks at the paragraph from one cue. others marks the tokens of
// other cues.
func (v *roleView) look(p *para, cue span, others []bool) {
	v.p, v.cue = p, cue
	if v.lo, v.hi = p.window(cue); v.whole {
		v.lo, v.hi = max(0, cue.lo-reach), min(len(p.toks), cue.hi+reach)
	}
	head := cue.hi - 1
	for i := cue.lo; i < cue.hi; i++ {
		if p.is(i, clsVerb) && p.toks[i].class&clsAux == 0 {
			head = i
		}
	}
	v.head, v.classes = p.toks[head].hash, uint64(p.toks[head].class&(clsVerb|clsSayNoun|clsPassive|clsHedgeAdverb))
	n := len(p.toks)
	v.commas, v.verbs, v.marks, v.othercue = size8(v.commas, n), size8(v.verbs, n), size8(v.marks, n), size8(v.othercue, n)
	var c, b, m, o uint8
	for i := cue.hi; i < v.hi; i++ {
		v.count(i, others, &c, &b, &m, &o)
	}
	c, b, m, o = 0, 0, 0, 0
	for i := cue.lo - 1; i >= v.lo; i-- {
		v.count(i, others, &c, &b, &m, &o)
	}
	v.cut(others)
	v.before = learn.Mix(learn.Mix(p.tagAt(cue.lo-1), p.tagAt(cue.lo-2)), learn.Mix(p.tagAt(cue.hi), p.tagAt(cue.hi+1)))
	if p.heads {
		v.walk(head)
	}
}

// window returns the tokens that may belong to a cue's claim: its sentence, and
// the sentences beside it as far as a quotation runs through them.
func (p *para) window(cue span) (lo, hi int) {
	lo, hi = p.sentence(cue.lo).lo, p.sentence(cue.hi-1).hi
	for lo > 0 && (p.toks[lo-1].quoted || p.toks[lo-1].shape == shapeClose) && cue.lo-lo < reach {
		lo = p.sentence(lo - 1).lo
	}
	for hi < len(p.toks) && p.toks[hi].quoted && hi-cue.hi < reach {
		hi = p.sentence(hi).hi
	}
	return max(lo, cue.lo-reach), min(hi, cue.hi+reach)
}

func size8(b []uint8, n int) []uint8 {
	if cap(b) < n {
		return make([]uint8, n)
	}
	return b[:n]
}

// count notes for token i what lies between it and the cue.
func (v *roleView) count(i int, others []bool, commas, verbs, marks, other *uint8) {
	v.commas[i], v.verbs[i], v.marks[i], v.othercue[i] = *commas, *verbs, *marks, *other
	t := &v.p.toks[i]
	switch {
	case t.shape == shapeOpen || t.shape == shapeClose:
		*marks |= 1
	case v.p.comma(i):
		*commas = min(*commas+1, 3)
	case v.p.mark(i) == ':' || v.p.mark(i) == ';':
		*marks |= 2
	case t.shape == shapePunct && (t.end-t.start > 1 || v.p.mark(i) == '-'):
		*marks |= 4
	case t.tag.verb():
		*verbs = min(*verbs+1, 3)
	}
	if others != nil && others[i] {
		*other = 1
	}
}

// tagAt hashes the tag of token i, or its mark; 0 outside the paragraph.
func (p *para) tagAt(i int) learn.Hash {
	if i < 0 || i >= len(p.toks) {
		return 0
	}
	t := &p.toks[i]
	if t.shape == shapeOpen || t.shape == shapeClose {
		return learn.Hash(t.shape)
	}
	if t.tag == 0 {
		return t.hash
	}
	return learn.Hash(t.tag) + 100
}

func (p *para) hashAt(i int) learn.Hash {
	if i < 0 || i >= len(p.toks) {
		return 0
	}
	return p.toks[i].hash
}

// distance buckets how far apart tokens are.
func distance(n int) learn.Hash {
	switch {
	case n < 6:
		return learn.Hash(n)
	case n < 8:
		return 6
	case n < 11:
		return 7
	case n < 16:
		return 8
	case n < 26:
		return 9
	case n < 41:
		return 10
	}
	return 11
}

// walk hashes for each token of the cue's sentence the way to the cue in the
// dependency tree: how far up the cue's ancestors the ways meet, and through which
// relation the token hangs there.
func (v *roleView) walk(head int) {
	p := v.p
	if cap(v.paths) < len(p.toks) {
		v.paths = make([]learn.Hash, len(p.toks))
	}
	v.paths = v.paths[:len(p.toks)]
	clear(v.paths)
	up := [6]int{head}
	n := 1
	var trail learn.Hash = 7
	var trails [6]learn.Hash
	trails[0] = trail
	for n < 5 {
		h := int(p.toks[up[n-1]].head)
		if h < 0 {
			break
		}
		trail = learn.Mix(trail, learn.Hash(p.toks[up[n-1]].rel)+1)
		up[n], trails[n] = h, trail
		n++
	}
	for k := n - 1; k >= 0; k-- {
		v.paths[up[k]] = learn.Mix(trails[k], 1)
	}
	s := p.sentence(head)
	for i := s.lo; i < s.hi; i++ {
		v.path(i, up[:n], trails[:n], 0)
	}
}

func (v *roleView) path(i int, up []int, trails []learn.Hash, depth int) learn.Hash {
	if v.paths[i] != 0 {
		return v.paths[i]
	}
	h := int(v.p.toks[i].head)
	if h < 0 || depth > 60 {
		return 3
	}
	for k, u := range up {
		if h == u {
			dir := learn.Hash(0)
			if i > h {
				dir = 1
			}
			v.paths[i] = learn.Mix(trails[k], learn.Hash(v.p.toks[i].rel)*2+dir+10)
			return v.paths[i]
		}
	}
	v.paths[i] = v.path(h, up, trails, depth+1)
	return v.paths[i]
}

// features appends one position for every token around the cue; the cue's own
// tokens have no features and so no role. What neighbours share is told once, as
// groups: how far the cue is, what stands between, and the way there in the tree.
func (v *roleView) features(s *learn.Sequence) {
	var last shares
	for i := v.lo; i < v.hi; i++ {
		if i < v.cue.lo || i >= v.cue.hi {
			v.at(s, &last, i)
		}
		s.Next()
	}
}

// shares are the groups of the token before, with what they depend on.
type shares struct {
	far, between, way, seg  int
	segment                 uint16
	side, d, among, place   learn.Hash
	path, pathPlace, pathIn learn.Hash
	begun                   bool
}

// at appends the features of token i and the groups it is in; last are those of the
// token before.
func (v *roleView) at(s *learn.Sequence, last *shares, i int) {
	p := v.p
	t := &p.toks[i]
	side, gap, next := learn.Hash(1), i-v.cue.hi, p.hashAt(v.cue.hi)
	if i < v.cue.lo {
		side, gap, next = 2, v.cue.lo-1-i, p.hashAt(v.cue.lo-1)
	}
	d, t0 := distance(gap), p.tagAt(i)
	punct := learn.Hash(v.commas[i]) | learn.Hash(v.marks[i])<<2 | learn.Hash(v.othercue[i])<<7
	among := punct | learn.Hash(v.verbs[i])<<5
	q := v.quotation(t)
	place := learn.Mix(q, v.sentencesAway(t))
	v.groups(s, last, i, standing{side: side, d: d, next: next, punct: punct, among: among, place: place})

	b := bag{hashes: s.Feats, n: side, step: 4}
	v.addWords(&b, i)
	b.add(learn.Mix(t0, d))
	b.add(learn.Mix(place, t0))
	b.add(learn.Mix(among, t0))
	b.add(learn.Hash(t.shape))
	b.add(learn.Mix(uint64(t.class), punct))
	edge := p.edge(i)
	b.add(learn.Mix(edge, t.hash))
	b.add(learn.Mix(learn.Mix(edge, q), t0))
	if p.heads {
		v.addPaths(&b, i)
	}
	s.Feats = b.hashes
}

// standing is how a token stands to the cue: on which side and how far, what stands
// between, in which quotation and sentence.
type standing struct{ side, d, next, punct, among, place learn.Hash }

// groups lists the groups of token i, and makes those that the token before is not in.
func (v *roleView) groups(s *learn.Sequence, last *shares, i int, k standing) {
	fresh := !last.begun || k.side != last.side
	if fresh || k.d != last.d {
		last.d, last.far = k.d, v.farGroup(s, k.side, k.d, k.next)
	}
	if fresh || k.among != last.among || k.place != last.place {
		last.among, last.place, last.between = k.among, k.place, v.betweenGroup(s, k.side, k.place, k.punct, k.among, k.next)
	}
	if g := v.segOf[i-v.lo]; fresh || g != last.segment {
		last.segment, last.seg = g, v.segmentGroup(s, k.side, k.place, &v.segs[g], learn.Hash(v.commas[i]))
	}
	s.Uses = append(s.Uses, last.far, last.between, last.seg)
	if v.p.heads {
		if path := v.paths[i]; fresh || path != last.path || k.place != last.pathPlace || k.punct != last.pathIn {
			last.path, last.pathPlace, last.pathIn = path, k.place, k.punct
			last.way = v.wayGroup(s, k.side, path, k.place, k.punct)
		}
		s.Uses = append(s.Uses, last.way)
	}
	last.side, last.begun = k.side, true
}

// The numbers of the templates of groups begin where those of tokens have ended.
const (
	farTemplates     = 40
	betweenTemplates = 50
	wayTemplates     = 65
	segmentTemplates = 75
)

// group begins a group; side is where its tokens stand.
func group(s *learn.Sequence, side, first learn.Hash) bag {
	return bag{hashes: s.Shared, n: side + 4*first, step: 4}
}

// farGroup tells how far tokens are from the cue.
func (v *roleView) farGroup(s *learn.Sequence, side, d, next learn.Hash) int {
	b := group(s, side, farTemplates)
	b.add(d)
	b.add(learn.Mix(d, v.head))
	b.add(learn.Mix(d, v.classes))
	b.add(learn.Mix(next, d))
	b.add(learn.Mix(v.before, d))
	s.Shared = b.hashes
	return s.Group()
}

// betweenGroup tells what stands between tokens and the cue, and in which
// quotations and sentences they are.
func (v *roleView) betweenGroup(s *learn.Sequence, side, place, punct, among, next learn.Hash) int {
	b := group(s, side, betweenTemplates)
	b.add(0)
	b.add(place)
	b.add(learn.Mix(place, punct))
	b.add(learn.Mix(place, v.head))
	b.add(among)
	b.add(learn.Mix(among, v.head))
	b.add(learn.Mix(among, v.classes))
	b.add(learn.Mix(next, punct))
	b.add(learn.Mix(v.before, punct))
	b.add(learn.Mix(v.before, place))
	if v.p.field == news.InTitle {
		b.n = side + 4*titleTemplates
		b.add(place)
		b.add(among)
		b.add(learn.Mix(next, among))
	}
	s.Shared = b.hashes
	return s.Group()
}

// segmentGroup tells of the segment that tokens stand in.
func (v *roleView) segmentGroup(s *learn.Sequence, side, place learn.Hash, g *segment, commas learn.Hash) int {
	b := group(s, side, segmentTemplates)
	what := learn.Mix(g.what, g.tag)
	b.add(g.what)
	b.add(what)
	b.add(learn.Mix(g.what, g.first))
	b.add(learn.Mix(what, commas))
	b.add(learn.Mix(what, v.classes))
	b.add(learn.Mix(what, place))
	b.add(learn.Mix(what, v.head))
	s.Shared = b.hashes
	return s.Group()
}

// wayGroup tells the way from the cue through the tree.
func (v *roleView) wayGroup(s *learn.Sequence, side, path, place, punct learn.Hash) int {
	b := group(s, side, wayTemplates)
	b.add(path)
	b.add(learn.Mix(path, v.head))
	b.add(learn.Mix(path, punct))
	b.add(learn.Mix(path, v.classes))
	b.add(learn.Mix(path, place))
	s.Shared = b.hashes
	return s.Group()
}

// addWords adds the token and its neighbours, as words and tags.
func (v *roleView) addWords(b *bag, i int) {
	p := v.p
	w, w1, w2 := p.toks[i].hash, p.hashAt(i-1), p.hashAt(i+1)
	t0, t1, t2 := p.tagAt(i), p.tagAt(i-1), p.tagAt(i+1)
	b.add(w)
	b.add(learn.Mix(w1, w))
	b.add(learn.Mix(w, w2))
	b.add(w1)
	b.add(w2)
	b.add(t0)
	b.add(learn.Mix(t1, t0))
	b.add(learn.Mix(t0, t2))
	b.add(learn.Mix(learn.Mix(t1, t0), t2))
}

// addPaths adds the ways through the tree from the cue to the token and its
// neighbours: a role begins and ends where the way changes.
func (v *roleView) addPaths(b *bag, i int) {
	path, left, right := v.paths[i], learn.Hash(0), learn.Hash(0)
	if i > 0 {
		left = v.paths[i-1]
	}
	if i+1 < len(v.paths) {
		right = v.paths[i+1]
	}
	b.add(learn.Mix(path, v.p.tagAt(i)))
	b.add(learn.Mix(left, path))
	b.add(learn.Mix(path, right))
}

// quotation tells how the token and the cue stand to quotation marks.
func (v *roleView) quotation(t *token) learn.Hash {
	cue := &v.p.toks[v.cue.lo]
	q := learn.Hash(0)
	if t.quoted {
		q = 1
	}
	if cue.quoted {
		q |= 2
	}
	seg := int(t.seg) - int(cue.seg)
	if seg > 3 || seg < -3 {
		seg = 4
	}
	return q | learn.Hash(seg+5)<<2
}

// sentencesAway counts the sentences from the cue's to the token's, 5 for none.
func (v *roleView) sentencesAway(t *token) learn.Hash {
	n := int(t.sent) - int(v.p.toks[v.cue.lo].sent)
	if n > 5 || n < -5 {
		n = 5
	}
	return learn.Hash(n + 5)
}

// edge is 1 for the first token of a sentence, 2 for the last.
func (p *para) edge(i int) learn.Hash {
	switch s := p.sents[p.toks[i].sent]; i {
	case s[0]:
		return 1
	case s[1] - 1:
		return 2
	}
	return 0
}

// bag gathers the features of one position; each has its number mixed in, so that
// the same value under two templates is two features.
type bag struct {
	hashes  []learn.Hash
	n, step learn.Hash
}

func (b *bag) add(h learn.Hash) {
	b.n += b.step
	b.hashes = append(b.hashes, learn.Mix(h, b.n))
}
