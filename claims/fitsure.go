package claims

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/learn"
	"dateline/news"
)

// Mark is one claim marked by hand. Source is the longest phrase that names who
// speaks, Head the least that must be told of it.
type Mark struct {
	news.Claim
	Head []news.Span
}

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

// certainty fits the judge and what hedges to what models said of parts they had not
// seen.
func (f *Fit) certainty(gs []Gold, m *Model, cross []*Model) error {
	all := f.judgeAll(gs, cross)
	var err error
	for k := range cross {
		if cross[k].Hedge, err = f.hedgeOf(all, k); err != nil {
			return err
		}
	}
	if m.Hedge, err = f.hedgeOf(all, -1); err != nil {
		return err
	}
	all = f.judgeAll(gs, cross)
	for k := range cross {
		c, err := f.judgeOf(all, k)
		if err != nil {
			return err
		}
		var path learn.Path
		for i := range all {
			if v := &all[i]; v.part == k {
				v.margin = lead(c, &path, v.feats)
			}
		}
	}
	f.report(gs, all)
	m.Sure, err = f.judgeOf(all, -1)
	return err
}

// judgeAll holds what is found in the marked articles against their marks.
func (f *Fit) judgeAll(gs []Gold, cross []*Model) []verdict {
	var all []verdict
	for n := range gs {
		if g := &gs[n]; g.Marked {
			all = append(all, f.judgeArticle(n, g, cross[g.Part%Folds])...)
		}
	}
	return all
}

func (f *Fit) hedgeOf(all []verdict, without int) (*learn.Chain, error) {
	var seqs []learn.Sequence
	for i := range all {
		if v := &all[i]; v.part != without && v.paired {
			seqs = append(seqs, learn.Sequence{Feats: v.hedge, Ends: []int{len(v.hedge)}, Tags: []uint8{uint8(bit(v.hedged))}})
		}
	}
	return learn.Train([]string{"plain", "hedged"}, seqs, nil, f.Hedge)
}

func (f *Fit) judgeOf(all []verdict, without int) (*learn.Chain, error) {
	var seqs []learn.Sequence
	for i := range all {
		if v := &all[i]; v.part != without {
			seqs = append(seqs, learn.Sequence{Feats: v.feats, Ends: []int{len(v.feats)}, Tags: []uint8{uint8(bit(v.right))}})
		}
	}
	return learn.Train(judgeNames, seqs, nil, f.Sure)
}

// judgeArticle reads one article and holds what is found against its marks.
func (f *Fit) judgeArticle(n int, g *Gold, m *Model) []verdict {
	finder := newFinder(f.lex, m)
	var out []verdict
	var hedge [][]learn.Hash
	s := &news.Story{Title: g.Title, Text: g.Text, Lang: "en"}
	cs := finder.find(s, nil, nil, &watcher{judge: func(c *news.Claim, feats []learn.Hash) {
		out = append(out, verdict{gold: n, part: g.Part % Folds, field: c.Field, speech: c.Kind == news.Speech, feats: slices.Clone(feats)})
	}, hedge: func(feats []learn.Hash) { hedge = append(hedge, slices.Clone(feats)) }})
	for i := range out {
		out[i].hedge = hedge[i]
	}
	for i, k := range pair(s, g.Marks, cs) {
		if k >= 0 {
			out[i].paired, out[i].hedged = true, g.Marks[k].Hedged
			out[i].why = wrong(s, &g.Marks[k], &cs[i])
			out[i].right = out[i].why == "" && (g.Marks[k].Kind == news.Speech || cs[i].Kind == news.Attitude)
		}
	}
	return out
}

// report tells how good the finder is where it was not taught, at several bounds.
func (f *Fit) report(gs []Gold, all []verdict) {
	for _, what := range []string{"wire", "titles", "leads", "feeds"} {
		there := 0
		in := func(g *Gold, field news.Field) bool {
			switch what {
			case "wire":
				return !g.Titled
			case "titles":
				return g.Titled && field == news.InTitle
			case "leads":
				return g.Titled && field == news.InText
			}
			return g.Titled
		}
		for i := range gs {
			for k := range gs[i].Marks {
				if m := &gs[i].Marks[k]; m.Kind == news.Speech && in(&gs[i], m.Field) {
					there++
				}
			}
		}
		var vs []verdict
		for _, v := range all {
			if v.speech && in(&gs[v.gold], v.field) {
				vs = append(vs, v)
			}
		}
		slices.SortStableFunc(vs, func(a, b verdict) int { return cmp.Compare(b.margin, a.margin) })
		for _, bound := range []float64{-9, -3, -2.6, -2.2, -1.8, -1.4, -1, -.6, -.2, .2} {
			n, right, paired := 0, 0, 0
			for _, v := range vs {
				if v.margin < bound {
					break
				}
				n++
				right += int(bit(v.right))
				paired += int(bit(v.paired))
			}
			fmt.Fprintf(f.Log, "%-6s bound %4.1f: shown %4d of %4d, precision %.1f, whole of shown %.1f, of there %.1f\n", what, bound, n, there,
				100*float64(paired)/float64(max(n, 1)), 100*float64(right)/float64(max(n, 1)), 100*float64(right)/float64(max(there, 1)))
		}
		why := map[string]int{}
		for _, v := range vs {
			if v.paired {
				why[cmp.Or(v.why, "right")]++
			} else {
				why["none"]++
			}
		}
		fmt.Fprintln(f.Log, what, why)
	}
}

// pair says for each claim which mark it stands for, -1 for none: the most shared
// words of the cue first.
func pair(s *news.Story, marks []Mark, cs []news.Claim) []int {
	type candidate struct {
		score   float64
		mark, c int
	}
	var all []candidate
	for i := range marks {
		m := &marks[i]
		mw := wordsIn(s, m.Field, m.Cue)
		for k := range cs {
			c := &cs[k]
			if c.Field != m.Field {
				continue
			}
			cw := wordsIn(s, c.Field, c.Cue)
			both := float64(common2(mw, cw))
			same := dice(wordsIn(s, m.Field, m.Content), wordsIn(s, c.Field, c.Content))
			if both > 0 {
				all = append(all, candidate{2 + both + same, i, k})
			} else if (len(mw) == 0 || len(cw) == 0) && same >= .5 {
				all = append(all, candidate{same, i, k})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.mark, a.mark), cmp.Compare(b.c, a.c))
	})
	out := make([]int, len(cs))
	for k := range out {
		out[k] = -1
	}
	taken := make([]bool, len(marks))
	for _, a := range all {
		if !taken[a.mark] && out[a.c] < 0 {
			taken[a.mark], out[a.c] = true, a.mark
		}
	}
	return out
}

// wrong names the first part of a claim that a reader would not sign, "" for none.
func wrong(s *news.Story, m *Mark, c *news.Claim) string {
	src, head, longest := wordsIn(s, c.Field, c.Source), wordsIn(s, m.Field, m.Head), wordsIn(s, m.Field, m.Source)
	right := len(src) == 0 && len(longest) == 0 ||
		len(src) > 0 && len(head) > 0 && common2(head, src) == len(head) && common2(src, longest) == len(src)
	switch {
	case !right:
		return "source"
	case dice(wordsIn(s, m.Field, m.Content), wordsIn(s, c.Field, c.Content)) < .9:
		return "content"
	case m.Stance != c.Stance:
		return "stance"
	case m.Hedged != c.Hedged:
		return "hedged"
	case m.Anonymous != c.Anonymous:
		return "unnamed"
	case len(m.Via) > 0 != (len(c.Via) > 0), len(m.Via) > 0 && common2(wordsIn(s, m.Field, m.Via), wordsIn(s, c.Field, c.Via)) == 0:
		return "second hand"
	}
	return ""
}

// wordsIn lists where the words of the spans begin.
func wordsIn(s *news.Story, field news.Field, ss []news.Span) []int {
	text := s.Field(field)
	var out []int
	for _, x := range ss {
		in := false
		for i := x.Start; i < x.End; {
			r, n := utf8.DecodeRuneInString(text[i:])
			word := unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_'
			if word && !in {
				out = append(out, i)
			}
			in = word
			i += n
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func common2(a, b []int) (n int) {
	for _, x := range a {
		if _, ok := slices.BinarySearch(b, x); ok {
			n++
		}
	}
	return n
}

func dice(a, b []int) float64 {
	if len(a)+len(b) == 0 {
		return 1
	}
	return 2 * float64(common2(a, b)) / float64(len(a)+len(b))
}

// Outermost returns the marks that stand in no other's content, as the roles are learnt.
func Outermost(text, title string, marks []Mark) []news.Claim {
	var out []news.Claim
	for i := range marks {
		m := marks[i].Claim
		if len(m.Cue) == 0 {
			continue
		}
		inner := slices.ContainsFunc(marks, func(o Mark) bool {
			return o.Field == m.Field && size(o.Content) > size(m.Content) && holds(o.Content, m.Cue)
		})
		if inner {
			continue
		}
		field := text
		if m.Field == news.InTitle {
			field = title
		}
		for k := range m.Content { // "that" belongs to the content there
			c := m.Content[k]
			if before := field[:c.Start]; strings.HasSuffix(before, " that ") && k == 0 {
				m.Content = slices.Clone(m.Content)
				m.Content[0].Start -= len("that ")
			}
		}
		if cue := field[m.Cue[0].Start:m.Cue[0].End]; len(m.Content) == 0 {
			i := strings.LastIndex(cue, " to ")
			if i < 0 {
				i = strings.LastIndexByte(cue, ' ')
			}
			if i > 0 {
				at := m.Cue[0].Start + i
				m.Content = []news.Span{{Start: at + 1, End: m.Cue[0].End}}
				m.Cue = []news.Span{{Start: m.Cue[0].Start, End: at}}
			}
		}
		out = append(out, m)
	}
	return out
}
