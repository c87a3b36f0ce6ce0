package main

import (
	"cmp"
	"fmt"
	"slices"

	"dateline/claims"
	"dateline/learn"
	"dateline/learn/train"
	"dateline/news"
)

// verdict is what one found claim was worth.
type verdict struct {
	gold, part    int
	field         news.Field
	speech        bool // as found
	paired, right bool
	feats, hedge  []learn.Hash
	hedged        bool
	margin        float64
	why           string
}

// judge fits how sure a claim is, and what hedges, to what taggers made before say of
// parts they have not seen.
func (f *fit) judge(gs []gold, taggers []*model) (*model, error) {
	m, cross := taggers[0], taggers[1:]
	all := f.judgeAll(gs, cross)
	var err error
	for k := range cross {
		if cross[k].hedge, err = f.hedgeOf(all, k); err != nil {
			return nil, err
		}
	}
	if m.hedge, err = f.hedgeOf(all, -1); err != nil {
		return nil, err
	}
	all = f.judgeAll(gs, cross)
	for k := range cross {
		c, err := f.sureOf(all, k)
		if err != nil {
			return nil, err
		}
		var path learn.Path
		for i := range all {
			if v := &all[i]; v.part == k {
				v.margin = c.Odds(&path, v.feats)
			}
		}
	}
	f.report(gs, all)
	m.sure, err = f.sureOf(all, -1)
	return m, err
}

// judgeAll holds what is found in the marked articles against their marks.
func (f *fit) judgeAll(gs []gold, cross []*model) []verdict {
	finders := make([]*claims.Finder, len(cross))
	for k := range cross {
		finders[k] = claims.NewFinder(cross[k].opened())
	}
	var all []verdict
	for n := range gs {
		if g := &gs[n]; g.Marked {
			all = append(all, judgeArticle(n, g, finders[g.Part%folds])...)
		}
	}
	return all
}

// single is a sequence of one position.
func single(feats []learn.Hash, label bool) learn.Sequence {
	tag := uint8(0)
	if label {
		tag = 1
	}
	return learn.Sequence{Feats: feats, Ends: []int{len(feats)}, Tags: []uint8{tag}}
}

func (f *fit) hedgeOf(all []verdict, without int) (*train.Chain, error) {
	var seqs []learn.Sequence
	for i := range all {
		if v := &all[i]; v.part != without && v.paired {
			seqs = append(seqs, single(v.hedge, v.hedged))
		}
	}
	return train.Fit([]string{"plain", "hedged"}, seqs, nil, f.Hedge)
}

func (f *fit) sureOf(all []verdict, without int) (*train.Chain, error) {
	var seqs []learn.Sequence
	for i := range all {
		if v := &all[i]; v.part != without {
			seqs = append(seqs, single(v.feats, v.right))
		}
	}
	return train.Fit([]string{"wrong", "right"}, seqs, nil, f.Sure)
}

// judgeArticle reads article n and holds what is found against its marks.
func judgeArticle(n int, g *gold, finder *claims.Finder) []verdict {
	var out []verdict
	var hedge [][]learn.Hash
	cs := finder.FindAll(&g.Story, nil, nil, &claims.Watcher{
		Judge: func(c *news.Claim, feats []learn.Hash) {
			out = append(out, verdict{gold: n, part: g.Part % folds, field: c.Field, speech: c.Kind == news.Speech, feats: slices.Clone(feats)})
		},
		Hedge: func(feats []learn.Hash) { hedge = append(hedge, slices.Clone(feats)) },
	})
	for i := range out {
		out[i].hedge = hedge[i]
	}
	for i, k := range pair(&g.Story, g.Marks, cs) {
		if k >= 0 {
			out[i].paired, out[i].hedged = true, g.Marks[k].Hedged
			out[i].why = wrong(&g.Story, &g.Marks[k], &cs[i])
			out[i].right = out[i].why == "" && (g.Marks[k].Kind == news.Speech || cs[i].Kind == news.Attitude)
		}
	}
	return out
}

// sorts are the kinds of texts that are reported apart.
var sorts = []struct {
	name string
	has  func(g *gold, field news.Field) bool
}{
	{"wire", func(g *gold, _ news.Field) bool { return !g.Titled }},
	{"titles", func(g *gold, field news.Field) bool { return g.Titled && field == news.InTitle }},
	{"leads", func(g *gold, field news.Field) bool { return g.Titled && field == news.InText }},
	{"feeds", func(g *gold, _ news.Field) bool { return g.Titled }},
}

// report tells how good the finder is where it was not taught, at several bounds.
func (f *fit) report(gs []gold, all []verdict) {
	for _, sort := range sorts {
		there := 0
		for i := range gs {
			for k := range gs[i].Marks {
				if m := &gs[i].Marks[k]; m.Kind == news.Speech && sort.has(&gs[i], m.Field) {
					there++
				}
			}
		}
		var vs []verdict
		for _, v := range all {
			if v.speech && sort.has(&gs[v.gold], v.field) {
				vs = append(vs, v)
			}
		}
		slices.SortStableFunc(vs, func(a, b verdict) int { return cmp.Compare(b.margin, a.margin) })
		f.reportBounds(sort.name, vs, there)
		why := map[string]int{}
		for _, v := range vs {
			if v.paired {
				why[cmp.Or(v.why, "right")]++
			} else {
				why["none"]++
			}
		}
		fmt.Fprintln(f.Log, sort.name, why)
	}
}

// reportBounds tells of verdicts, the surest first, how many are right at each bound;
// there is how many claims there are.
func (f *fit) reportBounds(name string, vs []verdict, there int) {
	share := func(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }
	for _, bound := range []float64{-9, -3, -2.6, -2.2, -1.8, -1.4, -1, -.6, -.2, .2} {
		n, right, paired := 0, 0, 0
		for _, v := range vs {
			if v.margin < bound {
				break
			}
			n++
			if v.right {
				right++
			}
			if v.paired {
				paired++
			}
		}
		fmt.Fprintf(f.Log, "%-6s bound %4.1f: shown %4d of %4d, precision %.1f, whole of shown %.1f, of there %.1f\n", name, bound, n, there,
			share(paired, n), share(right, n), share(right, there))
	}
}
