package claims

import (
	"slices"

	"dateline/news"
)

// What is said by not saying it, and what is said in passing: "there was no comment
// from the ministry", "..., she said, denying that ...".

const (
	ruleSilence = "no answer"
	rulePassing = "said in passing"
)

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
	f := found{cue: []span{{lo, i}}, rule: ruleSilence, stance: news.Declines}
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
	f := found{source: []span{src}, cue: []span{{lo, i + 1}}, content: con, rule: ruleSilence, stance: news.Declines}
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

// inPassing adds ", denying that ..." behind a claim to it as a claim of the same
// source, and takes it out of the content before it.
func (p *para) inPassing(fs []found) []found {
	const classes = clsDeny | clsReject | clsConfirm | clsDecline
	for i := 1; i < len(p.toks)-1; i++ {
		if !p.is(i, classes) || !p.comma(i-1) || p.toks[i].quoted || !p.gerund(i) {
			continue
		}
		k := p.speakerBefore(fs, i)
		if k < 0 {
			continue
		}
		f := found{source: p.pieces(fs[k].source...), cue: []span{{i, i + 1}}, rule: rulePassing, margin: fs[k].margin}
		end := i + 1
		if p.is(i, clsDecline) && p.is(end, clsTo) && end+2 < len(p.toks) && !p.punct(end+2) { // "declining to say when"
			end += 2
			f.cue[0].hi = end
		}
		f.content = p.pieces(span{end, p.quoteEnd(end, p.stop(i))})
		if len(f.content) == 0 || len(f.source) == 0 || p.is(i, clsReject) && !p.aboutReport(f) {
			continue
		}
		for n := range fs[k].content {
			if c := &fs[k].content[n]; c.lo < i-1 && i < c.hi {
				c.hi = i - 1
			}
		}
		fs = slices.DeleteFunc(fs, func(g found) bool { return g.cue[0].lo <= i && i < g.cue[0].hi })
		fs = append(fs, f)
	}
	return fs
}

func (p *para) gerund(i int) bool {
	t := &p.toks[i]
	return t.shape == shapeLower && p.text[t.end-3:t.end] == "ing"
}

// speakerBefore returns the last claim of speech before token i in its sentence
// that has a source outside quotation marks, -1 for none.
func (p *para) speakerBefore(fs []found, i int) int {
	best := -1
	s := p.sentence(i)
	for k := range fs {
		c := fs[k].cue[0]
		if c.lo < s.lo || c.lo >= i || p.toks[c.lo].quoted || len(fs[k].source) == 0 || p.classes(fs[k].cue)&(clsTold|clsSpeech) == 0 || p.gerund(c.lo) {
			continue
		}
		if best < 0 || c.lo > fs[best].cue[0].lo {
			best = k
		}
	}
	return best
}

// ownRequest says whether a claim is "we ask people to ..." in a speaker's own
// words: a request, and no question of somebody else's.
func (p *para) ownRequest(f found) bool {
	if !p.toks[f.cue[0].lo].quoted || len(f.source) != 1 || f.source[0].hi-f.source[0].lo != 1 || !p.is(f.source[0].lo, clsSubject) {
		return false
	}
	c := f.content[0]
	for i := c.lo; i < min(c.hi, c.lo+8); i++ {
		if p.is(i, clsTo) || p.is(i, clsThat) && i == c.lo {
			return true
		}
	}
	return false
}
