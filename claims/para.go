package claims

import (
	"slices"

	"dateline/learn"
	"dateline/news"
)

// span is a run of tokens [lo, hi) of one paragraph.
type span struct{ lo, hi int }

func (s span) empty() bool { return s.lo >= s.hi }

// para is one paragraph (a line of the text, or the title) cut into tokens.
type para struct {
	field      news.Field
	lead       string // the story's text, while its title is read
	text       string // the whole field
	start, end int    // the paragraph's bytes
	toks       []token
	cut        []learn.Token
	sents      [][2]int
	heads      bool // dependencies are known
	budget     *news.Budget
	live       []bool // sentences that may hold a cue; nil for all
	item       bool   // the story has a title

	lastSingle, lastAngle int // see seeClosers
	quotes                []quotation
}

// maxTokens bounds one paragraph; what follows is not read for claims.
const maxTokens = 8000

// read cuts text[start:end] into the paragraph's tokens, reusing its memory.
func (p *para) read(l lexicon, field news.Field, text string, start, end int) {
	p.field, p.text, p.start, p.end = field, text, start, end
	line := text[start:end]
	p.cut = learn.Tokenize(p.cut[:0], line)
	if len(p.cut) > maxTokens {
		p.cut = p.cut[:maxTokens]
	}
	p.toks = p.toks[:0]
	for _, k := range p.cut {
		t := newToken(line, k, start)
		t.class = l[t.hash]
		p.toks = append(p.toks, t)
	}
	p.sents = cutLong(learn.Sentences(p.sents[:0], line, p.cut))
	for n, s := range p.sents {
		for i := s[0]; i < s[1]; i++ {
			p.toks[i].sent = uint16(n)
		}
	}
	p.markDates(l)
	p.markQuotes()
}

// longSentence is how many tokens a sentence has at most: prose has fewer, and within a
// sentence all is compared with all.
const longSentence = 400

// cutLong cuts sentences that are too long.
func cutLong(sents [][2]int) [][2]int {
	for i := 0; i < len(sents); i++ {
		if s := sents[i]; s[1]-s[0] > longSentence {
			sents = slices.Insert(sents, i+1, [2]int{s[0] + longSentence, s[1]})
			sents[i][1] = s[0] + longSentence
		}
	}
	return sents
}

// markDates reads May and March beside a number as months.
func (p *para) markDates(l lexicon) {
	for i := range p.toks {
		t := &p.toks[i]
		if t.hash != wordMay && t.hash != wordMarch || t.shape != shapeTitle {
			continue
		}
		if i > 0 && p.toks[i-1].shape == shapeDigit || i+1 < len(p.toks) && p.toks[i+1].shape == shapeDigit {
			t.hash = hashMonth
			t.class = l[t.hash]
		}
	}
}

var wordMay, wordMarch = hashWord("may"), hashWord("march")

// plain returns the word that stands for token i in features.
func (p *para) plain(i int) string {
	t := &p.toks[i]
	w := p.text[t.start:t.end]
	switch {
	case t.shape == shapeDigit:
		return plainWord(w, learn.Number)
	case t.class&clsMonth != 0 && t.hash == hashMonth:
		return anyMonth
	}
	return plainWord(w, learn.Word)
}

var hashMonth = hashWord(anyMonth)

func (p *para) word(i int) string { return p.text[p.toks[i].start:p.toks[i].end] }

// is says whether token i exists and stands in one of the lists.
func (p *para) is(i int, c class) bool {
	return i >= 0 && i < len(p.toks) && p.toks[i].class&c != 0
}

// mark returns the first byte of a punctuation token, 0 for a word.
func (p *para) mark(i int) byte {
	if i < 0 || i >= len(p.toks) || p.toks[i].shape < shapePunct {
		return 0
	}
	return p.text[p.toks[i].start]
}

// punct says whether token i is a mark of any kind.
func (p *para) punct(i int) bool {
	return i >= 0 && i < len(p.toks) && p.toks[i].shape >= shapePunct
}

func (p *para) comma(i int) bool { return p.mark(i) == ',' }

// bytes returns the span of the text that the tokens cover.
func (p *para) bytes(s span) news.Span {
	return news.Span{Start: p.toks[s.lo].start, End: p.toks[s.hi-1].end}
}

// markQuotes follows the quotation marks through the paragraph. A mark left open
// runs to the paragraph's end, as outlets write quotations of several paragraphs.
func (p *para) markQuotes() {
	in, single := false, false
	seg := uint16(0)
	p.seeClosers()
	for i := range p.toks {
		t := &p.toks[i]
		open, closing := false, false
		if t.shape == shapePunct {
			open, closing = p.quoteMark(i, in, single)
			single = (single || open) && isSingle(p.text[t.start:t.end]) && !closing
		}
		if open && !in {
			in, t.shape = true, shapeOpen
			seg++
		}
		t.quoted, t.seg = in, seg
		if closing && in {
			in, t.shape = false, shapeClose
			seg++
		}
	}
}

func isSingle(s string) bool { return s == "'" || s == "‘" || s == "’" || s == "`" }

// quoteMark says whether mark i opens or closes a quotation.
func (p *para) quoteMark(i int, in, single bool) (open, closing bool) {
	t := p.toks[i]
	switch w := p.text[t.start:t.end]; w {
	case "“", "„", "``":
		return !in, false
	case "«":
		return !in, in
	case "»": // a bullet, unless « closes what it opens
		return !in && i < p.lastAngle, in && !single
	case "”":
		return !in && i == 0, in && !single
	case "\"", "''":
		return !in, in && !single
	case "‘", "`":
		return !in && p.tightBefore(i) && i < p.lastSingle, false
	case "'", "’":
		return !in && w == "'" && p.tightBefore(i) && i < p.lastSingle, in && single && p.looseAfter(i)
	}
	return false, false
}

// seeClosers notes the last marks that may close a quotation in single marks and one
// in »«: without one behind it, a mark is an apostrophe or a bullet.
func (p *para) seeClosers() {
	p.lastSingle, p.lastAngle = -1, -1
	for i := range p.toks {
		if t := &p.toks[i]; t.shape == shapePunct {
			switch w := p.text[t.start:t.end]; {
			case (w == "'" || w == "’") && p.looseAfter(i):
				p.lastSingle = i
			case w == "«":
				p.lastAngle = i
			}
		}
	}
}

// tightBefore says that the mark is glued to the word after it and not to the one before.
func (p *para) tightBefore(i int) bool {
	return i+1 < len(p.toks) && p.toks[i].end == p.toks[i+1].start && (i == 0 || p.toks[i-1].end < p.toks[i].start)
}

func (p *para) looseAfter(i int) bool {
	return i+1 >= len(p.toks) || p.toks[i].end < p.toks[i+1].start || p.toks[i+1].shape >= shapePunct
}

// sentence returns the bounds of the sentence that token i is in.
func (p *para) sentence(i int) span {
	s := p.sents[p.toks[i].sent]
	return span{s[0], s[1]}
}

// trim drops marks at the edges of a content that do not belong to it, and keeps
// quotation marks whose partner is inside.
func (p *para) trim(s span) span {
	for !s.empty() && p.toks[s.lo].shape == shapePunct && !p.opens(s.lo) {
		s.lo++
	}
	for !s.empty() && p.toks[s.hi-1].shape == shapePunct && !p.closes(s.hi-1) {
		s.hi--
	}
	if s.empty() {
		return s
	}
	if p.toks[s.lo].shape == shapeClose {
		s.lo++
	}
	if !s.empty() && p.toks[s.hi-1].shape == shapeOpen {
		s.hi--
		return p.trim(s)
	}
	return s
}

func (p *para) opens(i int) bool  { c := p.mark(i); return c == '(' || c == '[' || c == '$' || c == '#' }
func (p *para) closes(i int) bool { c := p.mark(i); return c == ')' || c == ']' || c == '%' }
