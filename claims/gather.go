package claims

import (
	"cmp"
	"slices"

	"dateline/learn"
	"dateline/news"
)

// gatherer turns what is found paragraph by paragraph into the story's claims.
type gatherer struct {
	story     *news.Story
	mentions  mentionIndex
	claims    []news.Claim
	line      int       // paragraphs read so far; 0 is the title
	spoken    []speaker // who spoke or acted before, in order
	acted     int       // sentences of the paragraph whose subjects are among them
	described []int     // the claims of the paragraph before whose speaker is described, not named
	meanings  []meaning
	unnamed   []unnamed
	voice     speaking
	model     *Model
	path      learn.Path
	feats     []learn.Hash
	watcher   *Watcher
}

// Watcher is shown, claim by claim, from what it is read that one is hedged, and how sure
// one is. Training learns from that. The features are good until the call returns.
type Watcher struct {
	Hedge func(feats []learn.Hash)
	Judge func(c *news.Claim, feats []learn.Hash)
}

// add tells the found claims of one paragraph in bytes, links nested ones, reads
// their flags and resolves their sources.
func (g *gatherer) add(p *para, fs []found) {
	first := len(g.claims)
	fs = slices.DeleteFunc(fs, func(f found) bool { return size(p.spans(f.cue)) == 0 || size(p.spans(f.content)) == 0 })
	slices.SortStableFunc(fs, func(a, b found) int { return a.cue[0].lo - b.cue[0].lo })
	for _, f := range fs {
		g.claims = append(g.claims, g.claim(p, f))
	}
	mine := g.claims[first:]
	nest(mine, first)
	p.markUnverified(g.claims)
	g.acted = 0
	g.named(p)
	for i := range mine {
		c := &mine[i]
		if c.Outer >= 0 {
			if len(c.Via) == 0 {
				c.Via = g.claims[c.Outer].Source
			}
		}
		c.Figures = g.mentions.figures(c)
		var who speaker
		if fs[i].rule == ruleQuote {
			g.goOn(c)
		} else {
			who = g.resolve(p, c, c.Anonymous && !p.isHidden(fs[i]))
		}
		g.judge(p, fs, i, c)
		g.heard(who, c, first+i)
		if c.Outer < 0 && (len(c.Source) > 0 || fs[i].rule == ruleQuote) && c.Kind == news.Speech {
			g.voice = speaking{line: g.line, ref: c.Speaker, name: cmp.Or(c.SpeakerName, g.words(c.Field, c.Source))}
		}
	}
	g.leave(p)
	g.actors(p, p.end)
}

// unnamed is a claim of one of many, who may be named later.
type unnamed struct{ claim, line int }

// heard notes who spoke in claim i.
func (g *gatherer) heard(who speaker, c *news.Claim, i int) {
	if c.Why.Margin < 0 || who.words == "" || pronouns[who.words] {
		return
	}
	who.claim = i
	g.spoken = append(g.spoken, who)
	if who.told && c.Anonymous {
		g.unnamed = append(g.unnamed, unnamed{i, g.line})
	}
	if who.name == "" && person(who.words) {
		g.described = append(g.described, i)
	}
}

// speaking is who spoke last.
type speaking struct {
	line      int
	ref, name string
}

func (g *gatherer) words(f news.Field, ss []news.Span) string {
	if len(ss) == 0 {
		return ""
	}
	return g.story.Field(f)[ss[0].Start:ss[0].End]
}

// goOn gives a quotation without an attribution to who spoke before: in the same
// paragraph, or in the one before. Where that is not clear, the claim is not sure.
func (g *gatherer) goOn(c *news.Claim) {
	if v := g.voice; v.name != "" && v.line > 0 && g.line-v.line <= 1 {
		c.Speaker, c.SpeakerName, c.Why.Margin = v.ref, v.name, ruled
		return
	}
	c.Why.Margin = -most
}

// ruled is the margin of what a rule settles.
const ruled = 2

// leave notes who speaks next if the paragraph leaves that open: it ends in a colon, or
// nobody spoke in it but somebody acted.
func (g *gatherer) leave(p *para) {
	if p.field != news.InText || len(p.toks) == 0 {
		return
	}
	_, colon := p.ends()
	if !colon && g.voice.line == g.line {
		return
	}
	last := p.sents[len(p.sents)-1]
	s := p.bytes(span{last[0], last[1]})
	var who *news.Mention
	g.mentions.each(p.field, s, func(_ int, m *news.Mention) {
		if m.Kind == news.Person && (who == nil || colon) {
			who = m
		}
	})
	switch {
	case who != nil:
		name := who.Name
		if name == "" {
			name = p.text[who.Start:who.End]
		}
		g.voice = speaking{line: g.line, ref: who.Ref, name: name}
	case colon:
		if lo, hi := last[0], p.subjectEnd(last[0]); hi > lo {
			b := p.bytes(span{lo, hi})
			g.voice = speaking{line: g.line, name: p.text[b.Start:b.End]}
		}
	}
}

// subjectEnd returns where the words before the first verb of a sentence end.
func (p *para) subjectEnd(lo int) int {
	for i := lo; i < len(p.toks); i++ {
		if p.punct(i) || p.is(i, clsVerb) && p.toks[i].shape == shapeLower || p.toks[i].tag == tagVBD || p.toks[i].tag == tagVBZ {
			return i
		}
	}
	return len(p.toks)
}

// judge says how sure claim k of the paragraph is.
func (g *gatherer) judge(p *para, fs []found, k int, c *news.Claim) {
	g.feats = p.judge(g.feats[:0], fs, k, c)
	switch {
	case fs[k].rule == ruleQuote:
	case fs[k].sure:
		c.Why.Margin = ruled
	case p.topic(&fs[k]) && !g.sourceNamed(c):
		c.Why.Margin = -most
	default:
		c.Why.Margin = g.model.certainty(&g.path, g.feats) - bounds[p.place()]
	}
	if g.watcher != nil {
		g.watcher.Judge(c, g.feats)
	}
}

// farBelow is how many nats below its bound an unsure claim is left out altogether.
const farBelow = 2

// sourceNamed says whether a name stands in the source.
func (g *gatherer) sourceNamed(c *news.Claim) (yes bool) {
	for _, s := range c.Source {
		g.mentions.each(c.Field, s, func(_ int, m *news.Mention) { yes = yes || m.Kind != news.FigureKind })
	}
	return yes
}

// topic says whether a headline's words before a colon are not somebody by their look:
// no role, no outlet, no byline in capitals.
func (p *para) topic(f *found) bool {
	if p.field != news.InTitle || len(f.source) != 1 || p.mark(f.cue[0].lo) != ':' || f.source[0].lo > f.cue[0].lo || p.speaksInLead(f.source[0]) > 0 {
		return false
	}
	for i := f.source[0].lo; i < f.source[0].hi; i++ {
		t := &p.toks[i]
		if t.class&(clsRole|clsOutlet|clsOutletNoun|clsAnon|clsSayNoun) != 0 || t.shape == shapeUpper || aPerson[t.hash] {
			return false
		}
	}
	return true
}

// parted returns the claims whose margin is not negative, and those a little below.
func parted(cs []news.Claim) (sure, unsure []news.Claim) {
	at := make([]int, len(cs)) // where each goes, -1 for nowhere
	n := 0
	for i := range cs {
		if at[i] = -1; cs[i].Why.Margin >= 0 {
			at[i] = n
			n++
		}
	}
	out := make([]news.Claim, 0, n)
	for i := range cs {
		c := cs[i]
		if at[i] < 0 {
			if c.Why.Margin >= -farBelow {
				c.Unsure, c.Outer = true, -1
				unsure = append(unsure, c)
			}
			continue
		}
		for c.Outer >= 0 && at[c.Outer] < 0 {
			c.Outer = cs[c.Outer].Outer
		}
		if c.Outer >= 0 {
			c.Outer = at[c.Outer]
		}
		out = append(out, c)
	}
	return out, unsure
}

// claim tells a found claim in bytes with its flags.
func (g *gatherer) claim(p *para, f found) news.Claim {
	c := news.Claim{
		Field: p.field, Outer: -1,
		Source: p.spans(f.source), Cue: p.spans(f.cue), Content: p.spans(f.content), Via: p.spans(f.via),
		Why: news.Why{Rule: f.rule},
	}
	c.Why.Detail = p.text[c.Cue[0].Start:c.Cue[len(c.Cue)-1].End]
	c.Stance, c.Kind = p.stance(f), p.kind(f)
	c.Quoted, c.Anonymous = p.isQuoted(f), p.isAnonymous(f)
	g.feats = p.hedges(g.feats[:0], &f)
	if g.watcher != nil {
		g.watcher.Hedge(g.feats)
	}
	c.Hedged = p.isThought(&f) || lead(g.model.Hedge, &g.path, g.feats) > 0
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
