package claims

import (
	"slices"
	"strings"

	"dateline/learn"
)

// A pattern finds claims that the model cannot know from what it learnt: second-hand
// speech, silence, signatures. All patterns are rows of one
// table, tried in order at each token that they start at.
type pattern struct {
	name     string // Why.Rule of its claims
	starts   class  // the classes of words it starts at
	words    string // and the words and marks
	find     func(p *para, i int) (found, bool)
	replaces func(p *para, f, g *found) bool // whether its claim f replaces the model's claim g of the same words
	sure     bool                            // too rare in the marks to be judged; its shape decides
	example  string
	counter  string // nothing is found here
	headline bool   // both are headlines
}

// patterns returns the table.
func patterns() []pattern {
	return []pattern{
		{name: ruleQuotedAs, words: "quoted quotes quote quoting cited cites cite", find: (*para).quotedAs,
			example: "Coast Press quoted a diplomat as saying that the envoy had left.",
			counter: "Coast Press quoted the price as 40 crowns."},
		{name: "neither confirm nor deny", starts: clsNeither, find: (*para).neitherNor, replaces: meeting, sure: true,
			example: "The navy would neither confirm nor deny the presence of a submarine.",
			counter: "The navy has neither ships nor crews."},
		{name: "no answer", words: "comment response reply reaction word reached", find: (*para).silent, replaces: meeting, sure: true,
			example: "There was no immediate comment from the defence ministry.",
			counter: "There was no bread from the bakery."},
		{name: "headline dash", words: "- – — -- ―", find: (*para).dashTail, replaces: meeting, headline: true,
			example: "Ferry lost two crew members off Lusk — coast guard officials",
			counter: "Bridge falls in Ost - BBC News"},
		{name: "headline tail", words: "say says said find finds show shows suggest suggests warn warns", find: (*para).sayTail, sure: true, headline: true,
			example: "Airport Assailant May Have Heard Voices Urging Violence, Officials Say",
			counter: "What the Officials Say"},
		{name: "speaker label", words: ":", find: (*para).speakerLabel, replaces: noSource,
			example: "ODUYA: Thank you. We will look at it next week and come back to you.",
			counter: "Breaking News: bean soup for ten people with fresh bread and a little salt."},
		{name: "signature", words: "- – — -- ―", find: (*para).signature, replaces: meeting, sure: true,
			example: "“The board is glad to have her and her thirty years of work.” ―Commissioner Tomas Reyl",
			counter: "“The board” is glad to have her – and her thirty years of work."},
	}
}

// The rules that code asks for by name.
const (
	ruleModel    = "model"
	ruleQuotedAs = "quoted as saying"
	ruleCiting   = "outlet citing somebody"
	rulePattern  = "model, roles by pattern"
)

func meeting(_ *para, f, g *found) bool {
	return f.cue[0].lo < g.cue[0].hi && g.cue[0].lo < f.cue[0].hi
}

func noSource(p *para, f, g *found) bool { return meeting(p, f, g) && len(g.source) == 0 }

// patternSet is the table with what each row starts at.
type patternSet struct {
	rows   []pattern
	starts class                 // of any row
	words  map[learn.Hash]uint32 // the rows, in bits, that start at a word or mark
}

func newPatternSet(rows []pattern) patternSet {
	s := patternSet{rows: rows, words: map[learn.Hash]uint32{}}
	for i := range rows {
		s.starts |= rows[i].starts
		for w := range strings.FieldsSeq(rows[i].words) {
			s.words[hashWord(w)] |= 1 << i
		}
	}
	return s
}

// startsAt returns the rows, in bits, that start at the token.
func (s *patternSet) startsAt(t *token) uint32 {
	at := s.words[t.hash]
	if t.class&s.starts != 0 {
		for i := range s.rows {
			if t.class&s.rows[i].starts != 0 {
				at |= 1 << i
			}
		}
	}
	return at
}

// apply adds what the patterns find to the model's claims.
func (s *patternSet) apply(p *para, fs []found) []found {
	for i := range p.toks {
		at := s.startsAt(&p.toks[i])
		if at != 0 && !p.budget.Spend(len(fs)) {
			break
		}
		for k := 0; at != 0; k, at = k+1, at>>1 {
			if at&1 == 0 {
				continue
			}
			r := &s.rows[k]
			if f, ok := r.find(p, i); ok {
				f.rule, f.sure = r.name, r.sure
				fs = s.merge(p, r, fs, f)
				break
			}
		}
	}
	return fs
}

// merge adds a pattern's claim unless the model has it or holds its cue in a content.
func (s *patternSet) merge(p *para, r *pattern, fs []found, f found) []found {
	if r.name == ruleQuotedAs {
		lo, hi := f.source[0].lo, f.cue[len(f.cue)-1].hi
		if len(f.via) > 0 {
			lo = min(lo, f.via[0].lo)
		}
		return append(slices.DeleteFunc(fs, func(g found) bool { return g.cue[0].lo >= lo && g.cue[0].lo < hi }), f)
	}
	for k := range fs {
		if r.replaces != nil && r.replaces(p, &f, &fs[k]) {
			fs[k] = f
			return fs
		}
		for _, c := range fs[k].cue {
			if c.lo < f.cue[0].hi+1 && f.cue[0].lo < c.hi+1 {
				fs[k].hedged = fs[k].hedged || f.hedged
				return fs
			}
		}
		if holdsAll(fs[k].content, f.cue[:1]) || holdsAll(fs[k].source, f.cue[:1]) {
			return fs
		}
	}
	return append(fs, f)
}

// holdsAll says whether each of the inner spans lies in one of the outer.
func holdsAll(outer, inner []span) bool {
	for _, s := range inner {
		if !slices.ContainsFunc(outer, func(o span) bool { return o.lo <= s.lo && s.hi <= o.hi }) {
			return false
		}
	}
	return true
}
