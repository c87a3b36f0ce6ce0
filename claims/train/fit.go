package main

import (
	"flag"
	"fmt"
	"io"
	"slices"
	"sort"

	"dateline/claims"
	"dateline/learn"
	"dateline/learn/train"
	"dateline/news"
)

// fit trains a model. Its fields are the options of each chain; newFit sets
// those that were chosen on the dev part.
type fit struct {
	Tags, Moves, Cues, Roles train.Options
	Hedge, Sure              train.Options
	Recall                   float64 // by how many nats a cue is favoured over none
	Doubt                    float64 // how much a cue found in error counts against one that is right
	Log                      io.Writer
	texts                    *claims.Extractor
}

// newFit returns the options the embedded model was trained with.
func newFit(log io.Writer) *fit {
	return &fit{
		Tags:   train.Options{Epochs: 3, Rate: 0.1, Decay: 1e-4, Dropout: 0.2, MaxRows: 40000},
		Moves:  train.Options{Epochs: 3, Rate: 0.1, Decay: 1e-4, Dropout: 0.2, MaxRows: 90000},
		Cues:   train.Options{Epochs: 8, Rate: 0.3, Damping: 5, Decay: 5e-4, Dropout: 0.4, MaxRows: 110000},
		Roles:  train.Options{Epochs: 8, Rate: 0.05, Decay: 5e-4, Dropout: 0.5, MaxRows: 180000},
		Hedge:  train.Options{Epochs: 30, Rate: 0.3, Damping: 1, Decay: 1e-5, Dropout: 0.3, MaxRows: 20000},
		Sure:   train.Options{Epochs: 12, Rate: 0.05, Damping: 1, Decay: 1e-3, Dropout: 0.3, MaxRows: 20000},
		Recall: 2.5,
		Doubt:  0.3,
		Log:    log,
		texts:  claims.NewExtractor(),
	}
}

// flags lets a command line change the options, for trials.
func (f *fit) flags(fs *flag.FlagSet) {
	fs.Float64Var(&f.Recall, "recall", f.Recall, "nats by which a cue is favoured")
	fs.Float64Var(&f.Doubt, "doubt", f.Doubt, "weight of cues found in error")
	for _, c := range []struct {
		name string
		o    *train.Options
	}{{"tags", &f.Tags}, {"moves", &f.Moves}, {"cues", &f.Cues}, {"roles", &f.Roles}, {"hedge", &f.Hedge}, {"sure", &f.Sure}} {
		fs.IntVar(&c.o.Epochs, c.name+"-passes", c.o.Epochs, "passes over the data")
		fs.IntVar(&c.o.MaxRows, c.name+"-rows", c.o.MaxRows, "features kept")
		fs.Float64Var(&c.o.Rate, c.name+"-rate", c.o.Rate, "first step")
		fs.Float64Var(&c.o.Damping, c.name+"-damping", c.o.Damping, "damping of rare features")
		fs.Float64Var(&c.o.Dropout, c.name+"-dropout", c.o.Dropout, "share of features hidden")
		fs.Float64Var(&c.o.Decay, c.name+"-decay", c.o.Decay, "pull towards 0")
	}
}

// taggers fits the cue and role taggers on top of the syntax: those of the model first,
// then for each part those that have not seen it.
func (f *fit) taggers(gs []gold, s *syntax) ([]*model, error) {
	m := &model{tags: s.tags, moves: s.moves}
	paras := f.paragraphs(s, gs)
	said, cross, err := f.crossTag(s, paras)
	if err != nil {
		return nil, err
	}
	if m.cues, err = f.cues("cues", paras, -1); err != nil {
		return nil, err
	}
	roles := f.rolesOf(s, paras, said)
	if m.roles, err = f.roles("roles", roles, -1); err != nil {
		return nil, err
	}
	for k := range cross {
		if cross[k].roles, err = f.roles(fmt.Sprintf("roles without part %d", k), roles, k); err != nil {
			return nil, err
		}
	}
	return append([]*model{m}, cross...), nil
}

// folds is into how many parts the data is cut for what must not have been seen.
const folds = 4

// paragraph is one paragraph of the training data.
type paragraph struct {
	gold       *gold
	field      news.Field
	start, end int
	article    int
	claims     []news.Claim
	cues       learn.Sequence
}

// tokenRun is a run of tokens [lo, hi) of one paragraph.
type tokenRun struct{ lo, hi int }

func (s tokenRun) empty() bool { return s.lo >= s.hi }

// touched returns the tokens that the bytes touch.
func touched(toks []claims.Token, s news.Span) tokenRun {
	lo := sort.Search(len(toks), func(i int) bool { return toks[i].End > s.Start })
	hi := lo
	for hi < len(toks) && toks[hi].Start < s.End {
		hi++
	}
	return tokenRun{lo, hi}
}

// lines calls f for each line of a text.
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

// read reads a paragraph with a parser that has not seen it.
func (f *fit) read(p *paragraph, s *syntax) []claims.Token {
	toks, _ := f.texts.Read(&p.gold.Story, p.field, p.start, p.end)
	m := s.unseen(p.article)
	f.texts.Tag(m)
	f.texts.Parse(m)
	return toks
}

// paragraphs cuts the articles and makes the training data of the cue tagger.
func (f *fit) paragraphs(s *syntax, gs []gold) []paragraph {
	var out []paragraph
	add := func(p paragraph) {
		f.labelCues(&p, s)
		out = append(out, p)
	}
	for n := range gs {
		g := &gs[n]
		if g.Titled && g.Title != "" {
			add(paragraph{gold: g, field: news.InTitle, end: len(g.Title), article: n})
		}
		lines(g.Text, func(start, end int) {
			add(paragraph{gold: g, field: news.InText, start: start, end: end, article: n})
		})
	}
	return out
}

// labelCues reads one paragraph and labels its cues.
func (f *fit) labelCues(p *paragraph, s *syntax) {
	toks := f.read(p, s)
	p.cues = f.texts.Cues()
	p.cues.Tags = make([]uint8, p.cues.Len())
	for _, c := range p.gold.Claims {
		if c.Field != p.field || c.Cue[0].Start < p.start || c.Cue[0].Start >= p.end {
			continue
		}
		x := touched(toks, c.Cue[0])
		if x.empty() {
			continue
		}
		p.claims = append(p.claims, c)
		x = readable(toks, &p.cues, x)
		for i := x.lo; i < x.hi; i++ {
			p.cues.Tags[i] = claims.CueInside
		}
		if !x.empty() {
			p.cues.Tags[x.lo] = claims.CueBegin
		}
	}
}

// readable returns the part of a gold cue that the cue tagger looks at: the first
// unbroken run with a verb of speech or, failing that, the first run.
func readable(toks []claims.Token, s *learn.Sequence, cue tokenRun) tokenRun {
	verb := func(r tokenRun) bool {
		return slices.ContainsFunc(toks[r.lo:r.hi], func(t claims.Token) bool { return t.Verb })
	}
	var best tokenRun
	for i := cue.lo; i < cue.hi; i++ {
		if s.Empty(i) {
			continue
		}
		r := tokenRun{i, i}
		for r.hi < cue.hi && !s.Empty(r.hi) {
			r.hi++
		}
		if best.empty() || !verb(best) && verb(r) {
			best = r
		}
		i = r.hi
	}
	return best
}

// cuesIn reads the cues off the labels of a paragraph.
func cuesIn(tags []uint8) []tokenRun {
	var out []tokenRun
	for i, y := range tags {
		switch {
		case y == claims.CueBegin || y == claims.CueInside && (i == 0 || tags[i-1] == claims.CueNone):
			out = append(out, tokenRun{i, i + 1})
		case y == claims.CueInside:
			out[len(out)-1].hi = i + 1
		}
	}
	return out
}

// crossTag says for every paragraph which cues a tagger finds that has not seen
// the paragraph's part: the role tagger learns from such cues, mistakes and all.
func (f *fit) crossTag(s *syntax, paras []paragraph) ([][]tokenRun, []*model, error) {
	said := make([][]tokenRun, len(paras))
	var cross []*model
	var path learn.Path
	for k := range folds {
		c, err := f.cues(fmt.Sprintf("cues without part %d", k), paras, k)
		if err != nil {
			return nil, nil, err
		}
		cross = append(cross, &model{tags: s.tags, moves: s.moves, cues: c})
		for i := range paras {
			if paras[i].gold.Part%folds == k {
				c.Tag(&path, &paras[i].cues)
				said[i] = cuesIn(path.Tags)
			}
		}
	}
	return said, cross, nil
}

// cueNames are the labels of the cue tagger.
var cueNames = []string{claims.CueNone: "O", claims.CueBegin: "B", claims.CueInside: "I"}

// cues fits the cue tagger to all parts but one.
func (f *fit) cues(name string, paras []paragraph, without int) (*train.Chain, error) {
	var seqs []learn.Sequence
	var weights []float32
	for i := range paras {
		if without < 0 || paras[i].gold.Part%folds != without {
			seqs, weights = append(seqs, paras[i].cues), append(weights, paras[i].gold.weight())
		}
	}
	o := f.Cues
	o.Favour = func(label int) float64 {
		if label == claims.CueBegin {
			return f.Recall
		}
		return 0
	}
	return f.chain(name, cueNames, seqs, weights, o)
}

// chain fits one chain and tells how it goes.
func (f *fit) chain(name string, labels []string, data []learn.Sequence, weights []float32, o train.Options) (*train.Chain, error) {
	o.Progress = func(e int, loss float64) { fmt.Fprintf(f.Log, "%s: pass %d, loss %.4f\n", name, e, loss) }
	c, err := train.Fit(labels, data, weights, o)
	if err == nil {
		fmt.Fprintf(f.Log, "%s: %d sequences, %d rows\n", name, len(data), c.Rows())
	}
	return c, err
}
