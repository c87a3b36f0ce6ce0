package claims

import "dateline/news"

// The functions of the patterns.

var (
	wordAccording = hashWord("according")
	wordQuoted    = hashWord("quoted")
	wordQuotes    = hashWord("quotes")
	wordQuote     = hashWord("quote")
	wordCite      = hashWord("cite")
	wordCited     = hashWord("cited")
	wordCites     = hashWord("cites")
	wordSaying    = hashWord("saying")
	wordTelling   = hashWord("telling")
	wordTold      = hashWord("told")
)
var ()

// neitherNor: "the navy would neither confirm nor deny the report".
func (p *para) neitherNor(i int) (found, bool) {
	if !p.is(i, clsNeither) || !p.is(i+1, clsConfirm|clsDeny) {
		return found{}, false
	}
	for j := i + 2; j < min(i+5, len(p.toks)-1); j++ {
		if !p.is(j, clsConfirm|clsDeny) {
			continue
		}
		lo := p.group(i)
		src, con := p.subjectLeft(lo), p.pieces(span{j + 1, p.stop(i)})
		return found{source: []span{src}, cue: []span{{lo, j + 1}}, content: con}, !src.empty() && len(con) > 0
	}
	return found{}, false
}

// quotedAs: "Yonhap quoted an official as saying ...", "the minister was quoted by
// Tass as saying ...".
func (p *para) quotedAs(i int) (found, bool) {
	h := p.toks[i].hash
	if h != wordQuoted && h != wordQuotes && h != wordQuote && h != wordCited && h != wordCites && h != wordCite {
		return found{}, false
	}
	s := p.sentence(i)
	as := -1
	for j := i + 1; j < s.hi-1 && j < i+40; j++ {
		if p.is(j, clsAs) && (p.toks[j+1].hash == wordSaying || p.toks[j+1].hash == wordTelling) {
			as = j
			break
		}
	}
	if as < 0 {
		return found{}, false
	}
	end := p.hearerEnd(as+2, as+1)
	con := p.pieces(span{end, p.quoteEnd(end, p.stop(i))})
	lo := p.group(i)
	subject := p.subjectLeft(lo)
	f := found{cue: []span{{as + 1, end}}, content: con}
	if lo < i && p.is(lo, clsBe|clsHave) { // passive
		f.source = []span{subject}
		f.cue = []span{{lo, i + 1}, {as, end}}
		if p.is(i+1, clsBy) {
			f.via = []span{{i + 2, as}}
		} else if as == i+1 {
			f.cue = []span{{lo, end}}
		}
	} else {
		f.source, f.via = []span{{i + 1, as}}, []span{subject}
	}
	for _, r := range [][]span{f.source, f.via} {
		if len(r) > 0 && r[0].empty() {
			return f, false
		}
	}
	return f, len(con) > 0 && len(f.source) > 0
}

var (
	wordThere    = hashWord("there")
	wordNo       = hashWord("no")
	wordFrom     = hashWord("from")
	wordFor      = hashWord("for")
	wordReached  = hashWord("reached")
	wordComment  = hashWord("comment")
	wordResponse = hashWord("response")
	wordReply    = hashWord("reply")
	wordReaction = hashWord("reaction")
	wordWord     = hashWord("word")
)

// answer says whether token i is a noun that names what somebody did not give.
func (p *para) answer(i int) bool {
	switch p.toks[i].hash {
	case wordComment, wordResponse, wordReply, wordReaction, wordWord:
		return true
	}
	return false
}

// silent: "there was no immediate comment from X on Y", "X had no comment", "X could
// not be reached for comment". The content is what was asked for.
func (p *para) silent(i int) (found, bool) {
	if p.toks[i].quoted {
		return found{}, false
	}
	if p.toks[i].hash == wordReached {
		return p.notReached(i)
	}
	if !p.answer(i) {
		return found{}, false
	}
	s := p.sentence(i)
	no := i - 1
	for no > s.lo && i-no < 4 && p.toks[no].hash != wordNo && !p.punct(no) {
		no--
	}
	if no <= s.lo || p.toks[no].hash != wordNo {
		return found{}, false
	}
	lo := p.group(no)
	f := found{cue: []span{{lo, i}}, stance: news.Declines}
	end := i + 1
	if lo > s.lo && p.toks[lo-1].hash == wordThere {
		f.cue[0].lo--
		for end < s.hi && end-i < 4 && p.is(end, clsAdverb|clsTime) {
			end++
		}
		if end >= s.hi || p.toks[end].hash != wordFrom {
			return found{}, false
		}
		src := span{end + 1, p.nameEnd(end+1, p.stop(i))}
		f.source, f.content = []span{src}, p.pieces(span{i, i + 1}, span{src.hi, p.stop(i)})
		return f, !src.empty()
	}
	if !p.is(no-1, clsHave) {
		return found{}, false
	}
	src := p.subjectLeft(lo)
	f.source, f.content = []span{src}, p.pieces(span{i, p.stop(i)})
	return f, !src.empty()
}

// notReached: "the bank could not be reached for comment".
func (p *para) notReached(i int) (found, bool) {
	lo := p.group(i)
	if p.classes([]span{{lo, i}})&clsNot == 0 || !p.is(i-1, clsBe) || i+1 >= len(p.toks) || p.toks[i+1].hash != wordFor {
		return found{}, false
	}
	src, con := p.subjectLeft(lo), p.pieces(span{i + 1, p.stop(i)})
	f := found{source: []span{src}, cue: []span{{lo, i + 1}}, content: con, stance: news.Declines}
	return f, !src.empty() && len(con) > 0
}

// nameEnd returns where the name of who did not answer ends: at a mark, a day, or
// what the answer would have been on.
func (p *para) nameEnd(lo, hi int) int {
	end := p.phraseEnd(lo, hi)
	for i := lo + 1; i < end; i++ {
		if p.is(i, clsTime|clsBut) || topical[p.toks[i].hash] {
			return i
		}
	}
	return end
}

var topical = hashSet("on to about over regarding concerning following as")

var labels = hashSet("explainer live update updates analysis opinion watch video photos exclusive breaking urgent factbox review interview profile timeline editorial column podcast q&a how why what when who where correction corrected fact-check report briefing newsletter world business sports markets alert just advisory refile wrapup flash bulletin")

// longestSource is how many words may stand after a headline's dash and still be who
// speaks.
const longestSource = 5

// dashTail: "North sent more troops - ministry", "... : sources".
func (p *para) dashTail(i int) (found, bool) {
	n := len(p.toks)
	if p.field != news.InTitle || i < 3 || i < n-longestSource-1 || i > n-2 || p.toks[i].start == p.toks[i-1].end {
		return found{}, false
	}
	src := span{i + 1, n}
	for k := src.lo; k < n; k++ {
		if p.punct(k) && !p.joinsName(k) {
			return found{}, false
		}
	}
	return found{source: []span{src}, cue: []span{{i, i + 1}}, content: p.pieces(span{0, i})}, p.speaksLower(src)
}

// sayTail: "Gunman May Have Heard Voices, Officials Say".
func (p *para) sayTail(i int) (found, bool) {
	n := len(p.toks)
	if p.field != news.InTitle || i != n-1 || p.toks[i].quoted {
		return found{}, false
	}
	lo := i - 1
	for lo > 2 && i-lo <= longestSource && !p.punct(lo) && !p.toks[lo].tag.verb() {
		lo--
	}
	src := span{lo + 1, i}
	if !p.comma(lo) || src.empty() || p.classes([]span{src})&clsWh != 0 {
		return found{}, false
	}
	from := 0
	for k := 1; k < min(lo, longestSource); k++ { // "Virus: Schools May Close, Officials Say"
		if p.mark(k) == ':' {
			from = k + 1
		}
	}
	return found{source: []span{src}, cue: []span{{i, i + 1}}, content: p.pieces(span{from, lo})}, true
}

func (p *para) joinsName(i int) bool {
	c := p.mark(i)
	return c == '&' || c == '-' || c == '\'' || c == '.'
}

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

// signature: “…” ― Ola Mark, mayor.
func (p *para) signature(i int) (found, bool) {
	if i < 2 || i+1 >= len(p.toks) || p.toks[i-1].shape != shapeClose || len(p.toks)-i > 11 || p.mark(i) == '-' && p.toks[i].end-p.toks[i].start == 1 {
		return found{}, false
	}
	return found{source: []span{{i + 1, len(p.toks)}}, cue: []span{{i, i + 1}}, content: p.pieces(span{0, i})}, p.toks[i+1].shape == shapeTitle
}

// speakerLabel: "PENCE: Well, look, ..." at the start of a paragraph.
func (p *para) speakerLabel(i int) (found, bool) {
	lo := 0
	if p.toks[0].shape == shapeOpen {
		lo = 1
	}
	if p.field != news.InText || i <= lo || i >= min(len(p.toks)-2, lo+5) {
		return found{}, false
	}
	for k := lo; k < i; k++ {
		if s := p.toks[k].shape; s != shapeTitle && s != shapeUpper && s != shapeMixed {
			return found{}, false
		}
	}
	return found{source: []span{{lo, i}}, cue: []span{{i, i + 1}}, content: p.pieces(span{i + 1, len(p.toks)})}, p.speaks(span{lo, i})
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
