package claims

// headline finds the claims of a title: "Seoul: North sent more troops", "North
// sent more troops - ministry", and verbs as in a sentence.
func (p *para) headline() []found {
	if len(p.toks) < 3 {
		return nil
	}
	if f, ok := p.colonHead(); ok {
		return []found{f}
	}
	if f, ok := p.dashTail(); ok {
		return []found{f}
	}
	return p.rules()
}

// longestSource is how many words may stand before a headline's colon or after
// its dash and still be who speaks.
const longestSource = 5

// colonHead: "Seoul: North sent more troops", "Ministry: 'No deal'".
func (p *para) colonHead() (found, bool) {
	for i := 1; i < min(len(p.toks)-1, longestSource+1); i++ {
		if p.mark(i) == ':' {
			ok := p.speaks(span{0, i}) && len(p.toks)-i > 3
			return found{source: []span{{0, i}}, cue: []span{{i, i + 1}}, content: p.pieces(span{i + 1, len(p.toks)}), rule: "headline colon"}, ok
		}
		if p.punct(i) && !p.joinsName(i) {
			break
		}
	}
	return found{}, false
}

// dashTail: "North sent more troops - ministry", "... : sources".
func (p *para) dashTail() (found, bool) {
	n := len(p.toks)
	for i := n - 2; i > 2 && i >= n-longestSource-1; i-- {
		switch w := p.word(i); w {
		case "-", "–", "—", "--", ":", "―":
			src := span{i + 1, n}
			if w == "-" && p.toks[i].start == p.toks[i-1].end {
				return found{}, false
			}
			ok := p.speaksLower(src)
			return found{source: []span{src}, cue: []span{{i, i + 1}}, content: p.pieces(span{0, i}), rule: "headline dash"}, ok && i > 2
		}
		if p.punct(i) && !p.joinsName(i) {
			break
		}
	}
	return found{}, false
}

func (p *para) joinsName(i int) bool {
	c := p.mark(i)
	return c == '&' || c == '-' || c == '\'' || c == '.'
}

// speaks says whether the words before a colon may be a speaker: a name or a
// role, not a topic label such as "Explainer" or "Live updates".
func (p *para) speaks(s span) bool {
	name := false
	for i := s.lo; i < s.hi; i++ {
		if labels[p.toks[i].hash] || p.is(i, clsVerb&^clsSayNoun&^clsSay) && p.toks[i].shape == shapeLower {
			return false
		}
		name = name || p.toks[i].shape >= shapeTitle && p.toks[i].shape <= shapeMixed || p.is(i, clsRole|clsOutlet|clsAnon)
	}
	return name
}

var labels = hashSet("explainer live update updates analysis opinion watch video photos exclusive breaking urgent factbox review interview profile timeline editorial column podcast q&a how why what when who where correction corrected fact-check report briefing newsletter world business sports markets alert just advisory refile wrapup flash bulletin")

// speaksLower says whether the words after a headline's dash are a speaker: a role
// or an outlet. "- BBC News" at the end names who publishes.
func (p *para) speaksLower(s span) bool {
	for i := s.lo; i < s.hi; i++ {
		if p.is(i, clsRole|clsAnon|clsSayNoun|clsHedgePassive) && p.toks[i].shape <= shapeTitle {
			return true
		}
		if p.is(i, clsOutlet) && s.hi-s.lo == 1 || p.is(i, clsOutletNoun) && (p.toks[i].shape == shapeLower || p.word(i) == "TV") {
			return true
		}
	}
	return false
}
