package claims

import "dateline/learn"

// moveFeatures is how many features choose a move.
const moveFeatures = 25

// node is a token as the parser's features see it, the root, or nobody.
type node struct{ word, tag, both learn.Hash }

func newNode(word, tag learn.Hash) node { return node{word, tag, learn.Mix(word, tag)} }

// seeNodes notes what the features look at: nobody, the tokens of the sentence, the root.
func (q *parser) seeNodes(p *para, s span) {
	q.nodes = append(q.nodes[:0], newNode(1, 1))
	for i := s.lo; i < s.hi; i++ {
		q.nodes = append(q.nodes, newNode(p.toks[i].hash, p.tagAt(i)))
	}
	q.nodes = append(q.nodes, newNode(2, 2))
}

// node returns what features see of node i; -1 is nobody.
func (q *parser) node(i int32) *node { return &q.nodes[i+1] }

// features returns what the next move is chosen by (after Zhang and Nivre 2011): the top
// of the stack, the next nodes, and their outermost dependents. Each has the number of its
// template mixed in.
func (q *parser) features() []learn.Hash {
	at0, at1, next := q.under(0), q.under(1), q.ahead(0)
	s0, s1, s2 := q.node(at0), q.node(at1), q.node(q.under(2))
	b0, b1, b2 := q.node(next), q.node(q.ahead(1)), q.node(q.ahead(2))
	s0l, s0r := q.node(child(q.left, at0)).tag, q.node(child(q.right, at0)).tag
	s1r, b0l := q.node(child(q.right, at1)).tag, q.node(child(q.left, next)).tag
	gap, kids, kidsNext := learn.Hash(0), learn.Hash(0), learn.Hash(q.kids[next])
	if at0 >= 0 {
		gap, kids = distance(int(next-at0))+1, learn.Hash(q.kids[at0])
	}
	tt, ss := learn.Mix(s0.tag, b0.tag), learn.Mix(s1.tag, s0.tag)
	ahead, stack := learn.Mix(tt, b1.tag), learn.Mix(tt, s1.tag)
	f := &q.feats
	f[0] = learn.Mix(s0.both, 1)
	f[1] = learn.Mix(b0.both, 2)
	f[2] = learn.Mix(s1.both, 3)
	f[3] = learn.Mix(b1.both, 4)
	f[4] = learn.Mix(tt, 5)
	f[5] = learn.Mix(learn.Mix(s0.word, b0.word), 6)
	f[6] = learn.Mix(learn.Mix(s0.both, b0.tag), 7)
	f[7] = learn.Mix(learn.Mix(s0.tag, b0.both), 8)
	f[8] = learn.Mix(ahead, 9)
	f[9] = learn.Mix(learn.Mix(ahead, b2.tag), 10)
	f[10] = learn.Mix(stack, 11)
	f[11] = learn.Mix(learn.Mix(stack, s2.tag), 12)
	f[12] = learn.Mix(learn.Mix(s1.both, s0.tag), 13)
	f[13] = learn.Mix(learn.Mix(s1.tag, s0.both), 14)
	f[14] = learn.Mix(learn.Mix(tt, s0l), 15)
	f[15] = learn.Mix(learn.Mix(tt, s0r), 16)
	f[16] = learn.Mix(learn.Mix(tt, b0l), 17)
	f[17] = learn.Mix(learn.Mix(ss, s1r), 18)
	f[18] = learn.Mix(learn.Mix(ss, s0r), 19)
	f[19] = learn.Mix(learn.Mix(tt, gap), 20)
	f[20] = learn.Mix(learn.Mix(s0.word, gap), 21)
	f[21] = learn.Mix(learn.Mix(b0.word, gap), 22)
	f[22] = learn.Mix(learn.Mix(s0.both, kids), 23)
	f[23] = learn.Mix(learn.Mix(tt, kids|kidsNext<<4), 24)
	f[24] = learn.Mix(learn.Mix(learn.Mix(s0.both, s0r), b0.tag), 25)
	return f[:]
}
