package main

import (
	"slices"

	"dateline/claims"
	"dateline/learn"
	"dateline/learn/train"
	"dateline/news"
)

// roleNames are the labels of the role tagger.
var roleNames = []string{claims.RoleNone: "O", claims.RoleSource: "S", claims.RoleContent: "C"}

// cueRoles is one cue with the roles around it.
type cueRoles struct {
	seq    learn.Sequence
	weight float32
	part   int
}

// rolesOf makes the training data of the role tagger.
func (f *fit) rolesOf(s *syntax, paras []paragraph, said [][]tokenRun) []cueRoles {
	var out []cueRoles
	for i := range paras {
		g := paras[i].gold
		for _, q := range f.roleSequences(s, &paras[i], said[i]) {
			w := g.weight()
			if !slices.Contains(q.Tags, claims.RoleContent) {
				w *= float32(f.Doubt)
			}
			out = append(out, cueRoles{q, w, g.Part % folds})
		}
	}
	return out
}

// roles fits the role tagger to all parts but one.
func (f *fit) roles(name string, data []cueRoles, without int) (*train.Chain, error) {
	var seqs []learn.Sequence
	var weights []float32
	for i := range data {
		if data[i].part != without {
			seqs, weights = append(seqs, data[i].seq), append(weights, data[i].weight)
		}
	}
	return f.chain(name, roleNames, seqs, weights, f.Roles)
}

// roleSequences makes the training data of the role tagger from one paragraph:
// each cue found there with the roles of the gold claim it stands for, or with
// none, and the gold cues that were found with other bounds or not at all.
func (f *fit) roleSequences(s *syntax, p *paragraph, said []tokenRun) []learn.Sequence {
	if len(p.claims)+len(said) == 0 {
		return nil
	}
	toks := f.read(p, s)
	others := make([]bool, len(toks))
	for _, c := range said {
		for i := c.lo; i < c.hi; i++ {
			others[i] = true
		}
	}
	var out []learn.Sequence
	done := map[tokenRun]bool{}
	for _, c := range said {
		var gold *news.Claim
		for i := range p.claims {
			if x := touched(toks, p.claims[i].Cue[0]); x.lo < c.hi && c.lo < x.hi {
				gold = &p.claims[i]
				break
			}
		}
		done[c] = true
		out = append(out, f.roleSequence(p, toks, c, gold, others))
	}
	for i := range p.claims {
		if x := touched(toks, p.claims[i].Cue[0]); !done[x] {
			out = append(out, f.roleSequence(p, toks, x, &p.claims[i], others))
		}
	}
	return out
}

// roleSequence labels the tokens around one cue with the roles of the claim, none
// where it is nil.
func (f *fit) roleSequence(p *paragraph, toks []claims.Token, cue tokenRun, c *news.Claim, others []bool) learn.Sequence {
	s, first := f.texts.Roles(cue.lo, cue.hi, others)
	s.Tags = make([]uint8, s.Len())
	if c == nil {
		return s
	}
	label := func(role uint8, spans []news.Span) {
		for _, b := range spans {
			if b.Start >= p.end || b.End <= p.start {
				continue
			}
			x := touched(toks, b)
			for i := max(x.lo, first); i < min(x.hi, first+s.Len()); i++ {
				if i < cue.lo || i >= cue.hi {
					s.Tags[i-first] = role
				}
			}
		}
	}
	label(claims.RoleSource, c.Source)
	label(claims.RoleContent, c.Content)
	return s
}
