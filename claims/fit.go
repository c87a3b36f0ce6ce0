package claims

import (
	"bytes"
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"slices"
	"sort"

	"dateline/learn"
	"dateline/news"
)

// Silver is a token as another tool tagged it: bytes, Penn Treebank tag, and the
// index of the token it depends on, -1 for none.
type Silver struct {
	Start, End int
	Tag        string
	Head       int
	Rel        string
}

// Gold is one labelled article.
type Gold struct {
	Text   string
	Claims []news.Claim // Source, Cue, Content
	Silver []Silver
}

// copyTags lays the silver tags over the paragraph's tokens.
func (p *para) copyTags(silver []Silver) {
	for i := range p.toks {
		t := &p.toks[i]
		if t.shape >= shapePunct {
			continue
		}
		k := sort.Search(len(silver), func(i int) bool { return silver[i].End > t.start })
		if k < len(silver) && silver[k].Start < t.end {
			t.tag = coarse(silver[k].Tag)
		}
		if t.tag == 0 {
			t.tag = tag(len(tagNames) - 1)
		}
	}
}

func lines(text string, f func(start, end int)) {
	for start := 0; start < len(text); {
		end := start
		for end < len(text) && text[end] != '\n' && text[end] != '\r' {
			end++
		}
		f(start, end)
		start = end + 1
	}
}

// tokensIn returns the tokens that the bytes touch.
func (p *para) tokensIn(s news.Span) span {
	lo := sort.Search(len(p.toks), func(i int) bool { return p.toks[i].end > s.Start })
	hi := lo
	for hi < len(p.toks) && p.toks[hi].start < s.End {
		hi++
	}
	return span{lo, hi}
}

// Fit trains a model. Its fields are the options of each tagger; NewFit sets
// those that were chosen on the dev part.
type Fit struct {
	Tags, Moves, Cues, Roles learn.Options
	Recall                   float64 // by how many nats a cue is favoured over none
	Doubt                    float64 // how much a cue found in error counts against one that is right
	Log                      io.Writer
	lex                      lexicon
}

// NewFit returns the options the embedded model was trained with.
func NewFit(log io.Writer) *Fit {
	return &Fit{
		Tags:   learn.Options{Epochs: 3, Rate: 0.1, Decay: 1e-4, Dropout: 0.2, MaxRows: 60000},
		Moves:  learn.Options{Epochs: 4, Rate: 0.1, Decay: 1e-4, Dropout: 0.2, MaxRows: 200000},
		Cues:   learn.Options{Epochs: 8, Rate: 0.05, Decay: 5e-4, Dropout: 0.4, MaxRows: 150000},
		Roles:  learn.Options{Epochs: 8, Rate: 0.05, Decay: 5e-4, Dropout: 0.5, MaxRows: 300000},
		Recall: 1.5,
		Doubt:  0.3,
		Log:    log,
		lex:    newLexicon(),
	}
}

// Flags lets a command line change the options, for trials.
func (f *Fit) Flags(fs *flag.FlagSet) {
	fs.Float64Var(&f.Recall, "recall", f.Recall, "nats by which a cue is favoured")
	fs.Float64Var(&f.Doubt, "doubt", f.Doubt, "weight of cues found in error")
	for _, c := range []struct {
		name string
		o    *learn.Options
	}{{"tags", &f.Tags}, {"moves", &f.Moves}, {"cues", &f.Cues}, {"roles", &f.Roles}} {
		fs.IntVar(&c.o.Epochs, c.name+"-passes", c.o.Epochs, "passes over the data")
		fs.IntVar(&c.o.MaxRows, c.name+"-rows", c.o.MaxRows, "features kept")
		fs.Float64Var(&c.o.Rate, c.name+"-rate", c.o.Rate, "first step")
		fs.Float64Var(&c.o.Damping, c.name+"-damping", c.o.Damping, "damping of rare features")
		fs.Float64Var(&c.o.Dropout, c.name+"-dropout", c.o.Dropout, "share of features hidden")
		fs.Float64Var(&c.o.Decay, c.name+"-decay", c.o.Decay, "pull towards 0")
	}
}

// Syntax is the part of a model that is learnt from the silver tags and trees,
// with two more parsers that have each seen one half of the articles: what cues
// and roles are learnt from must be as wrong as it will be on new text.
type Syntax struct {
	Tags, Moves *learn.Chain
	Halves      [2]*learn.Chain
}

// Syntax fits the tagger and the parsers.
func (f *Fit) Syntax(gs []Gold) (*Syntax, error) {
	s := &Syntax{}
	var err error
	if s.Tags, err = f.chain("tags", tagNames, f.tagSequences(gs), f.Tags); err != nil {
		return nil, err
	}
	m := &Model{Tags: s.Tags}
	if s.Moves, err = f.parserFor("moves", m, gs, func(int) bool { return true }); err != nil {
		return nil, err
	}
	for h := range s.Halves {
		if s.Halves[h], err = f.parserFor(fmt.Sprintf("moves without half %d", h), m, gs, func(n int) bool { return n%2 != h }); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// Train fits the cue and role taggers on top of the syntax.
func (f *Fit) Train(gs []Gold, s *Syntax) (*Model, error) {
	m := &Model{Tags: s.Tags, Moves: s.Moves}
	paras := f.paragraphs(s, gs)
	said, err := f.crossTag(paras)
	if err != nil {
		return nil, err
	}
	if m.Cues, err = f.chain("cues", cueNames, cueSequences(paras, -1), f.Cues); err != nil {
		return nil, err
	}
	m.Cues = m.Cues.Favour(cueBegin, f.Recall)
	var roles []learn.Sequence
	var weights []float32
	var r reader
	for i := range paras {
		n := len(roles)
		roles = f.roleSequences(roles, &r, s, &paras[i], said[i])
		for _, q := range roles[n:] {
			w := float32(1)
			if !slices.Contains(q.Tags, roleContent) {
				w = float32(f.Doubt)
			}
			weights = append(weights, w)
		}
	}
	if m.Roles, err = f.weighted("roles", roleNames, roles, weights, f.Roles); err != nil {
		return nil, err
	}
	return m, nil
}

// see reads a paragraph of article n with the parser that has not seen it.
func (s *Syntax) see(r *reader, n int) {
	m := &Model{Tags: s.Tags, Moves: s.Halves[n%2]}
	m.tag(r)
	m.parse(r)
}

// labelled is one paragraph of the training data.
type labelled struct {
	gold       *Gold
	start, end int
	article    int
	claims     []news.Claim
	seq        learn.Sequence // of its cues
}

const folds = 4

// crossTag says for every paragraph which cues a tagger finds that has not seen
// the paragraph's article: the role tagger learns from such cues, mistakes and all.
func (f *Fit) crossTag(paras []labelled) ([][]span, error) {
	said := make([][]span, len(paras))
	var r reader
	for k := range folds {
		c, err := f.chain(fmt.Sprintf("cues without part %d", k), cueNames, cueSequences(paras, k), f.Cues)
		if err != nil {
			return nil, err
		}
		m := &Model{Cues: c.Favour(cueBegin, f.Recall)}
		for i := range paras {
			if paras[i].article%folds == k {
				r.seq = paras[i].seq
				said[i], _ = m.tagCues(&r)
			}
		}
	}
	return said, nil
}

func cueSequences(paras []labelled, without int) []learn.Sequence {
	var out []learn.Sequence
	for i := range paras {
		if without < 0 || paras[i].article%folds != without {
			out = append(out, paras[i].seq)
		}
	}
	return out
}

func (f *Fit) chain(name string, labels []string, data []learn.Sequence, o learn.Options) (*learn.Chain, error) {
	return f.weighted(name, labels, data, nil, o)
}

func (f *Fit) weighted(name string, labels []string, data []learn.Sequence, weights []float32, o learn.Options) (*learn.Chain, error) {
	o.Progress = func(e int, loss float64) { fmt.Fprintf(f.Log, "%s: pass %d, loss %.4f\n", name, e, loss) }
	c, err := learn.Train(labels, data, weights, o)
	if err == nil {
		fmt.Fprintf(f.Log, "%s: %d sequences, %d rows\n", name, len(data), c.Rows())
	}
	return c, err
}

func (f *Fit) tagSequences(gs []Gold) []learn.Sequence {
	var out []learn.Sequence
	var p para
	for _, g := range gs {
		if len(g.Silver) == 0 {
			continue
		}
		lines(g.Text, func(start, end int) {
			p.read(f.lex, news.InText, g.Text, start, end)
			p.copyTags(g.Silver)
			var s learn.Sequence
			p.tagFeatures(&s)
			for i := range p.toks {
				s.Tags = append(s.Tags, uint8(p.toks[i].tag))
			}
			out = append(out, s)
		})
	}
	return out
}

// goldHeads lays the silver tree of a sentence over its tokens: the head of each,
// n for the root. A token that is part of a silver one hangs on its first part.
func (p *para) goldHeads(dst []int32, silver []Silver, s span) []int32 {
	n := s.hi - s.lo
	at := make([]int, n)
	own := map[int]int{}
	for i := range n {
		t := p.toks[s.lo+i]
		k := sort.Search(len(silver), func(i int) bool { return silver[i].End > t.start })
		at[i] = -1
		if k < len(silver) && silver[k].Start < t.end {
			at[i] = k
			if _, ok := own[k]; !ok {
				own[k] = i
			}
		}
	}
	for i := range n {
		h := int32(n)
		if k := at[i]; k >= 0 {
			if own[k] != i {
				h = int32(own[k])
			} else if o, ok := own[silver[k].Head]; ok && o != i {
				h = int32(o)
			}
		}
		dst = append(dst, h)
	}
	return dst
}

// moveSequences makes the parser's training data: the states met when following m
// (or the gold moves when m is nil) with the best of the moves from there.
func (f *Fit) moveSequences(m *Model, gs []Gold, wanted func(i int) bool) []learn.Sequence {
	var out []learn.Sequence
	var r reader
	var gold []int32
	for n, g := range gs {
		if len(g.Silver) == 0 || !wanted(n) {
			continue
		}
		lines(g.Text, func(start, end int) {
			r.read(f.lex, news.InText, g.Text, start, end)
			m.tag(&r)
			for _, b := range r.sents {
				s := span{b[0], b[1]}
				gold = r.goldHeads(gold[:0], g.Silver, s)
				q := &r.parser
				for q.begin(&r.para, s); !q.done(); {
					best := f.oracle(m, &r, gold)
					next := best
					if forced := len(q.stack) == 0 || q.next == q.n && len(q.stack) == 1; !forced {
						out = append(out, learn.Sequence{Feats: slices.Clone(q.features()), Ends: []int{len(q.feats)}, Tags: []uint8{uint8(best)}})
						if m.Moves != nil {
							next = m.bestMove(&r)
						}
					}
					q.move(next)
				}
			}
		})
	}
	return out
}

// oracle returns the move that costs least; among equals the one that the model
// likes best, else the one that attaches soonest.
func (f *Fit) oracle(m *Model, r *reader, gold []int32) int {
	q := &r.parser
	var scores []int32
	if m.Moves != nil {
		scores = m.Moves.Score(&r.path, q.features())
	}
	best, bestCost := -1, 1<<30
	for _, mv := range []int{moveLeft, moveRight, moveShift} {
		if !q.may(mv) {
			continue
		}
		if c := q.cost(mv, gold); c < bestCost || c == bestCost && scores != nil && scores[mv] > scores[best] {
			best, bestCost = mv, c
		}
	}
	return best
}

// parserFor trains a parser in two rounds; in the second it learns from the
// states that its own mistakes lead to (Ross, Gordon and Bagnell 2011).
func (f *Fit) parserFor(name string, m *Model, gs []Gold, wanted func(i int) bool) (*learn.Chain, error) {
	t := &Model{Tags: m.Tags}
	data := f.moveSequences(t, gs, wanted)
	var err error
	if t.Moves, err = f.chain(name+", first round", moveNames, data, f.Moves); err != nil {
		return nil, err
	}
	data = append(data, f.moveSequences(t, gs, wanted)...)
	return f.chain(name, moveNames, data, f.Moves)
}

// attachment returns the share of tokens other than marks that get their silver head.
func (f *Fit) attachment(m *Model, gs []Gold) float64 {
	var r reader
	var gold []int32
	right, all := 0, 0
	for _, g := range gs {
		if len(g.Silver) == 0 {
			continue
		}
		lines(g.Text, func(start, end int) {
			r.read(f.lex, news.InText, g.Text, start, end)
			m.tag(&r)
			m.parse(&r)
			for _, b := range r.sents {
				gold = r.goldHeads(gold[:0], g.Silver, span{b[0], b[1]})
				for i, h := range gold {
					t := r.toks[b[0]+i]
					if t.shape >= shapePunct {
						continue
					}
					all++
					if int(h) == len(gold) && t.head < 0 || t.head == h+int32(b[0]) {
						right++
					}
				}
			}
		})
	}
	return float64(right) / float64(max(all, 1))
}

// paragraphs cuts the articles and makes the training data of the cue tagger.
func (f *Fit) paragraphs(syn *Syntax, gs []Gold) []labelled {
	var r reader
	var out []labelled
	for n := range gs {
		g := &gs[n]
		lines(g.Text, func(start, end int) {
			r.read(f.lex, news.InText, g.Text, start, end)
			syn.see(&r, n)
			l := labelled{gold: g, start: start, end: end, article: n}
			r.cueFeatures(&l.seq)
			l.seq.Tags = make([]uint8, l.seq.Len())
			for _, c := range g.Claims {
				if c.Cue[0].Start < start || c.Cue[0].Start >= end {
					continue
				}
				x := r.tokensIn(c.Cue[0])
				if x.empty() {
					continue
				}
				l.claims = append(l.claims, c)
				for i := x.lo; i < x.hi; i++ {
					l.seq.Tags[i] = cueInside
				}
				l.seq.Tags[x.lo] = cueBegin
			}
			out = append(out, l)
		})
	}
	return out
}

// roleSequences appends the training data of the role tagger from one paragraph:
// each cue found there with the roles of the gold claim it stands for, or with
// none, and the gold cues that were found with other bounds or not at all.
func (f *Fit) roleSequences(dst []learn.Sequence, r *reader, syn *Syntax, l *labelled, said []span) []learn.Sequence {
	if len(l.claims)+len(said) == 0 {
		return dst
	}
	r.read(f.lex, news.InText, l.gold.Text, l.start, l.end)
	syn.see(r, l.article)
	others := make([]bool, len(r.toks))
	for _, c := range said {
		for i := c.lo; i < c.hi; i++ {
			others[i] = true
		}
	}
	done := map[span]bool{}
	for _, c := range said {
		var gold *news.Claim
		for i := range l.claims {
			if x := r.tokensIn(l.claims[i].Cue[0]); x.lo < c.hi && c.lo < x.hi {
				gold = &l.claims[i]
				break
			}
		}
		done[c] = true
		dst = append(dst, r.roleSequence(c, gold, others))
	}
	for i := range l.claims {
		if x := r.tokensIn(l.claims[i].Cue[0]); !done[x] {
			dst = append(dst, r.roleSequence(x, &l.claims[i], others))
		}
	}
	return dst
}

func (r *reader) roleSequence(cue span, c *news.Claim, others []bool) learn.Sequence {
	v := &r.view
	v.look(&r.para, cue, others)
	var s learn.Sequence
	v.features(&s)
	s.Tags = make([]uint8, s.Len())
	if c == nil {
		return s
	}
	for role, ss := range [][]news.Span{roleSource: c.Source, roleContent: c.Content} {
		for _, b := range ss {
			if b.Start >= r.end || b.End <= r.start {
				continue
			}
			x := r.tokensIn(b)
			for i := max(x.lo, v.lo); i < min(x.hi, v.hi); i++ {
				if i < cue.lo || i >= cue.hi {
					s.Tags[i-v.lo] = uint8(role)
				}
			}
		}
	}
	return s
}

// Encode tells the model in bytes, as model.bin holds it.
func (m *Model) Encode() ([]byte, error) {
	return encodeChains(m.Tags, m.Moves, m.Cues, m.Roles)
}

// Encode tells the syntax in bytes, so that trials of cues and roles need not
// learn it again.
func (s *Syntax) Encode() ([]byte, error) {
	return encodeChains(s.Tags, s.Moves, s.Halves[0], s.Halves[1])
}

// DecodeSyntax reads what Syntax.Encode wrote.
func DecodeSyntax(b []byte) (*Syntax, error) {
	cs, err := decodeChains(b, 4)
	if err != nil {
		return nil, fmt.Errorf("read syntax: %w", err)
	}
	return &Syntax{Tags: cs[0], Moves: cs[1], Halves: [2]*learn.Chain{cs[2], cs[3]}}, nil
}

func encodeChains(cs ...*learn.Chain) ([]byte, error) {
	var out []byte
	for _, c := range cs {
		var b bytes.Buffer
		if err := c.Encode(&b); err != nil {
			return nil, err
		}
		out = binary.LittleEndian.AppendUint32(out, uint32(b.Len()))
		out = append(out, b.Bytes()...)
	}
	return out, nil
}
