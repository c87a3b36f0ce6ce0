package claims

import (
	"slices"

	"dateline/news"
)

// gatherer turns what is found paragraph by paragraph into the story's claims.
type gatherer struct {
	story    *news.Story
	mentions mentionIndex
	claims   []news.Claim
	line     int       // paragraphs read so far; 0 is the title
	spoken   []speaker // who spoke before, in order
}

// add tells the found claims of one paragraph in bytes, links nested ones, reads
// their flags and resolves their sources.
func (g *gatherer) add(p *para, fs []found) {
	first := len(g.claims)
	fs = slices.DeleteFunc(fs, func(f found) bool { return size(p.spans(f.cue)) == 0 || size(p.spans(f.content)) == 0 })
	slices.SortStableFunc(fs, func(a, b found) int { return a.cue[0].lo - b.cue[0].lo })
	for _, f := range fs {
		g.claims = append(g.claims, p.claim(f))
	}
	mine := g.claims[first:]
	nest(mine, first)
	p.markUnverified(g.claims)
	for i := range mine {
		c := &mine[i]
		if c.Outer >= 0 {
			if len(c.Via) == 0 && p.isOutlet(fs[c.Outer-first].source) {
				c.Via = g.claims[c.Outer].Source
			}
		}
		c.Figures = g.mentions.figures(c)
		g.resolve(p, c)
	}
}

// claim tells a found claim in bytes with its flags.
func (p *para) claim(f found) news.Claim {
	c := news.Claim{
		Field: p.field, Outer: -1,
		Source: p.spans(f.source), Cue: p.spans(f.cue), Content: p.spans(f.content), Via: p.spans(f.via),
		Why: news.Why{Rule: f.rule, Margin: f.margin},
	}
	c.Why.Detail = p.text[c.Cue[0].Start:c.Cue[len(c.Cue)-1].End]
	c.Stance, c.Kind = p.stance(f), p.kind(f)
	c.Quoted, c.Hedged, c.Anonymous = p.isQuoted(f), p.isHedged(f), p.isAnonymous(f)
	return c
}

// spans turns runs of tokens into sorted spans of bytes that do not overlap.
func (p *para) spans(ss []span) []news.Span {
	var out []news.Span
	for _, s := range ss {
		if !s.empty() {
			out = append(out, p.bytes(s))
		}
	}
	slices.SortFunc(out, func(a, b news.Span) int { return a.Start - b.Start })
	n := 0
	for _, s := range out {
		if n > 0 && s.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out[n] = s
		n++
	}
	return out[:n]
}

// nest sets Outer of each claim of one paragraph to the claim with the smallest
// content that holds its cue and content; base is the index of the first.
func nest(cs []news.Claim, base int) {
	for i := range cs {
		best := 0
		for j := range cs {
			n := size(cs[j].Content)
			if i != j && n > size(cs[i].Content) && (best == 0 || n < best) &&
				holds(cs[j].Content, cs[i].Cue) && holds(cs[j].Content, cs[i].Content) {
				cs[i].Outer, best = base+j, n
			}
		}
	}
}

func size(ss []news.Span) int {
	n := 0
	for _, s := range ss {
		n += s.Len()
	}
	return n
}

func holds(outer, inner []news.Span) bool {
	for _, s := range inner {
		if !slices.ContainsFunc(outer, func(o news.Span) bool { return o.Contains(s) }) {
			return false
		}
	}
	return true
}
