package claims

import (
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
	Title, Text string
	Claims      []news.Claim // Field, Source, Cue, Content
	Silver      []Silver     // of the text
	Titled      bool         // the title is labelled too
	Marks       []Mark       // all claims with all that is to be right of them; nil where only roles are known
	Marked      bool         // Marks are complete
	Part        int          // articles of one part are left out together
	Weight      float32      // of its claims; 0 counts as 1
}

// weight is how much the article counts.
func (g *Gold) weight() float32 {
	if g.Weight == 0 {
		return 1
	}
	return g.Weight
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
	Hedge, Sure              learn.Options
	Recall                   float64 // by how many nats a cue is favoured over none
	Doubt                    float64 // how much a cue found in error counts against one that is right
	Log                      io.Writer
	lex                      lexicon
}

// NewFit returns the options the embedded model was trained with.
func NewFit(log io.Writer) *Fit {
	return &Fit{
		Tags:   learn.Options{Epochs: 3, Rate: 0.1, Decay: 1e-4, Dropout: 0.2, MaxRows: 40000},
		Moves:  learn.Options{Epochs: 3, Rate: 0.1, Decay: 1e-4, Dropout: 0.2, MaxRows: 90000},
		Cues:   learn.Options{Epochs: 8, Rate: 0.3, Damping: 5, Decay: 5e-4, Dropout: 0.4, MaxRows: 110000},
		Roles:  learn.Options{Epochs: 8, Rate: 0.05, Decay: 5e-4, Dropout: 0.5, MaxRows: 180000},
		Hedge:  learn.Options{Epochs: 30, Rate: 0.3, Damping: 1, Decay: 1e-5, Dropout: 0.3, MaxRows: 20000},
		Sure:   learn.Options{Epochs: 12, Rate: 0.05, Damping: 1, Decay: 1e-3, Dropout: 0.3, MaxRows: 20000},
		Recall: 2.5,
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
	}{{"tags", &f.Tags}, {"moves", &f.Moves}, {"cues", &f.Cues}, {"roles", &f.Roles}, {"hedge", &f.Hedge}, {"sure", &f.Sure}} {
		fs.IntVar(&c.o.Epochs, c.name+"-passes", c.o.Epochs, "passes over the data")
		fs.IntVar(&c.o.MaxRows, c.name+"-rows", c.o.MaxRows, "features kept")
		fs.Float64Var(&c.o.Rate, c.name+"-rate", c.o.Rate, "first step")
		fs.Float64Var(&c.o.Damping, c.name+"-damping", c.o.Damping, "damping of rare features")
		fs.Float64Var(&c.o.Dropout, c.name+"-dropout", c.o.Dropout, "share of features hidden")
		fs.Float64Var(&c.o.Decay, c.name+"-decay", c.o.Decay, "pull towards 0")
	}
}

// Train fits the cue and role taggers on top of the syntax, and how sure a claim is.
func (f *Fit) Train(gs []Gold, s *Syntax) (*Model, error) {
	all, err := f.Taggers(gs, s)
	if err != nil {
		return nil, err
	}
	return f.Judge(gs, all)
}

// Taggers fits the cue and role taggers on top of the syntax: those of the model first,
// then for each part those that have not seen it.
func (f *Fit) Taggers(gs []Gold, s *Syntax) ([]*Model, error) {
	m := &Model{Tags: s.Tags, Moves: s.Moves}
	paras := f.paragraphs(s, gs)
	said, cross, err := f.crossTag(s, paras)
	if err != nil {
		return nil, err
	}
	if m.Cues, err = f.cues("cues", paras, -1); err != nil {
		return nil, err
	}
	roles := f.rolesOf(s, paras, said)
	if m.Roles, err = f.roles("roles", roles, -1); err != nil {
		return nil, err
	}
	for k := range cross {
		if cross[k].Roles, err = f.roles(fmt.Sprintf("roles without part %d", k), roles, k); err != nil {
			return nil, err
		}
	}
	return append([]*Model{m}, cross...), nil
}

// Judge fits how sure a claim is to taggers made before.
func (f *Fit) Judge(gs []Gold, all []*Model) (*Model, error) {
	return all[0], f.certainty(gs, all[0], all[1:])
}

// Folds is into how many parts the data is cut for what must not have been seen.
const Folds = 4

// labelled is one paragraph of the training data.
type labelled struct {
	gold       *Gold
	field      news.Field
	start, end int
	article    int
	claims     []news.Claim
	seq        learn.Sequence // of its cues
}

func (l *labelled) read(f *Fit, r *reader, s *Syntax) {
	r.lead = ""
	text := l.gold.Text
	if l.field == news.InTitle {
		r.lead, text = text, l.gold.Title
	}
	r.read(f.lex, l.field, text, l.start, l.end)
	s.see(r, l.article)
}

// crossTag says for every paragraph which cues a tagger finds that has not seen
// the paragraph's part: the role tagger learns from such cues, mistakes and all.
func (f *Fit) crossTag(s *Syntax, paras []labelled) ([][]span, []*Model, error) {
	said := make([][]span, len(paras))
	var cross []*Model
	var r reader
	for k := range Folds {
		c, err := f.cues(fmt.Sprintf("cues without part %d", k), paras, k)
		if err != nil {
			return nil, nil, err
		}
		m := &Model{Tags: s.Tags, Moves: s.Moves, Cues: c}
		cross = append(cross, m)
		for i := range paras {
			if paras[i].gold.Part%Folds == k {
				r.seq = paras[i].seq
				said[i], _ = m.tagCues(&r)
			}
		}
	}
	return said, cross, nil
}

// cues fits the cue tagger to all parts but one.
func (f *Fit) cues(name string, paras []labelled, without int) (*learn.Chain, error) {
	var seqs []learn.Sequence
	var weights []float32
	for i := range paras {
		if without < 0 || paras[i].gold.Part%Folds != without {
			seqs, weights = append(seqs, paras[i].seq), append(weights, paras[i].gold.weight())
		}
	}
	c, err := f.weighted(name, cueNames, seqs, weights, f.Cues)
	if err != nil {
		return nil, err
	}
	return c.Favour(cueBegin, f.Recall), nil
}

// cueRoles is one cue with the roles around it.
type cueRoles struct {
	seq    learn.Sequence
	weight float32
	part   int
}

// rolesOf makes the training data of the role tagger.
func (f *Fit) rolesOf(s *Syntax, paras []labelled, said [][]span) []cueRoles {
	var out []cueRoles
	var r reader
	for i := range paras {
		g := paras[i].gold
		for _, q := range f.roleSequences(nil, &r, s, &paras[i], said[i]) {
			w := g.weight()
			if !slices.Contains(q.Tags, roleContent) {
				w *= float32(f.Doubt)
			}
			out = append(out, cueRoles{q, w, g.Part % Folds})
		}
	}
	return out
}

// roles fits the role tagger to all parts but one.
func (f *Fit) roles(name string, data []cueRoles, without int) (*learn.Chain, error) {
	var seqs []learn.Sequence
	var weights []float32
	for i := range data {
		if data[i].part != without {
			seqs, weights = append(seqs, data[i].seq), append(weights, data[i].weight)
		}
	}
	return f.weighted(name, roleNames, seqs, weights, f.Roles)
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

// paragraphs cuts the articles and makes the training data of the cue tagger.
func (f *Fit) paragraphs(syn *Syntax, gs []Gold) []labelled {
	var r reader
	var out []labelled
	for n := range gs {
		g := &gs[n]
		if g.Titled && g.Title != "" {
			out = append(out, f.paragraph(&r, syn, labelled{gold: g, field: news.InTitle, end: len(g.Title), article: n}))
		}
		lines(g.Text, func(start, end int) {
			out = append(out, f.paragraph(&r, syn, labelled{gold: g, field: news.InText, start: start, end: end, article: n}))
		})
	}
	return out
}

// paragraph reads one paragraph and labels its cues.
func (f *Fit) paragraph(r *reader, syn *Syntax, l labelled) labelled {
	l.read(f, r, syn)
	r.cueFeatures(&l.seq)
	l.seq.Tags = make([]uint8, l.seq.Len())
	for _, c := range l.gold.Claims {
		if c.Field != l.field || c.Cue[0].Start < l.start || c.Cue[0].Start >= l.end {
			continue
		}
		x := r.tokensIn(c.Cue[0])
		if x.empty() {
			continue
		}
		l.claims = append(l.claims, c)
		x = r.readable(x)
		for i := x.lo; i < x.hi; i++ {
			l.seq.Tags[i] = cueInside
		}
		if !x.empty() {
			l.seq.Tags[x.lo] = cueBegin
		}
	}
	return l
}

// readable returns the part of a gold cue that the cue tagger looks at: the first
// unbroken run with a verb of speech or, failing that, the first run.
func (p *para) readable(cue span) span {
	var best span
	for i := cue.lo; i < cue.hi; i++ {
		if !p.mayCue(i) {
			continue
		}
		run := span{i, i}
		for run.hi < cue.hi && p.mayCue(run.hi) {
			run.hi++
		}
		if best.empty() || p.classes([]span{best})&clsVerb == 0 && p.classes([]span{run})&clsVerb != 0 {
			best = run
		}
		i = run.hi
	}
	return best
}

// roleSequences appends the training data of the role tagger from one paragraph:
// each cue found there with the roles of the gold claim it stands for, or with
// none, and the gold cues that were found with other bounds or not at all.
func (f *Fit) roleSequences(dst []learn.Sequence, r *reader, syn *Syntax, l *labelled, said []span) []learn.Sequence {
	if len(l.claims)+len(said) == 0 {
		return dst
	}
	l.read(f, r, syn)
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
	v.whole = true
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
