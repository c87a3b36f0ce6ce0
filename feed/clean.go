package feed

import (
	"bytes"
	"html"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dateline/news"
)

func makeText(s string) text { return text{s: s, kind: html5} }

// walker makes paragraphs of plain text, one a line, of a story's HTML. Links and
// images are kept apart; links and images that are not of http or https are
// dropped, their words stay. Scripts, styles, forms and what is hidden is dropped,
// pictures that count readers too. Every line is clean in the sense of
// news.CleanLine, whatever was escaped how often; spans of links are bytes of
// text, in order.
//
// It turns tokens of HTML into lines. There is no tree: the tokenizer neither
// recurses nor remembers, so depth costs nothing and what is deep is kept.
type walker struct {
	links resolver
	ends  *endTags // of the source
	bare  bool     // no list marks, no bars between cells: text as another program would give it

	out    []byte
	start  int  // where the current line begins in out
	gap    bool // white space is due before the next word
	lead   string
	found  []news.Link
	images []news.Image

	href   string // of the open link, "" when none
	linkAt int
	lists  []list
	pre    int
	hidden string // name of the element whose end ends the hiding
	nested int
	noHide bool
	cells  int
	cuts   int // tags that never ended
	b      *news.Budget
}

// maxCuts bounds how often a tag that never ends is passed over.
const maxCuts = 2

type list struct {
	ordered bool
	n       int
}

func (w *walker) clean(t text) (string, []news.Link, []news.Image) {
	s := t.s
	if t.kind == guess && !hasTag(s) {
		s = html.UnescapeString(s)
		if w.bare || !hasTag(s) { // not escaped twice either
			t.kind = plain
		}
	}
	if t.kind == plain {
		return clip(dropBoilerplate(news.CleanText(s), w.bare), maxBody), nil, nil
	}
	for range 2 {
		if !w.bare && escapedTwice(s) {
			s = html.UnescapeString(s)
		}
	}
	w.walk(s)
	if w.hidden != "" && !w.noHide && !w.b.Over() { // hidden to the end: then it was not meant
		*w = walker{links: w.links, bare: w.bare, noHide: true, b: w.b}
		w.walk(s)
	}
	return w.finish()
}

// hasTag reports whether s has what looks like a tag.
func hasTag(s string) bool {
	for i := strings.IndexByte(s, '<'); i >= 0 && i+1 < len(s); {
		if c := s[i+1]; isNameStart(c) || c == '/' || c == '!' || c == '?' {
			return true
		}
		next := strings.IndexByte(s[i+1:], '<')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return false
}

// escapedTwice reports whether declared HTML has no tags but escaped ones.
func escapedTwice(s string) bool {
	if strings.IndexByte(s, '<') >= 0 {
		return false
	}
	for _, tag := range []string{"&lt;p&gt;", "&lt;br", "&lt;img ", "&lt;/p&gt;", "&lt;/div&gt;", "&lt;/a&gt;", "&lt;/b&gt;", "&lt;/strong&gt;", "&lt;/em&gt;"} {
		if strings.Contains(s, tag) {
			return true
		}
	}
	return false
}

func (w *walker) walk(s string) {
	w.ends = &endTags{source: s, b: w.b}
	w.out = make([]byte, 0, len(s)*3/4)
	w.tokens(s)
}

// tokens reads s, the source or what is left of it.
func (w *walker) tokens(s string) {
	z := nethtml.NewTokenizer(strings.NewReader(s))
	z.SetMaxBuf(16 << 20)
	for {
		kind := z.Next()
		if !w.b.Spend(1 + len(z.Raw())) {
			return
		}
		switch kind {
		case nethtml.ErrorToken:
			if z.Err() != io.EOF {
				w.text(z.Raw())
			} else if rest := string(z.Raw()); w.hidden == "" && w.cuts < maxCuts {
				w.cutTag(rest)
			}
			return
		case nethtml.TextToken:
			if w.hidden == "" {
				w.text(z.Text())
			}
		case nethtml.StartTagToken:
			w.tag(z, false)
		case nethtml.SelfClosingTagToken:
			z.NextIsNotRawText() // <iframe/> is XHTML and holds nothing
			w.tag(z, true)
		case nethtml.EndTagToken:
			w.end(tagName(z.Raw()[2:]))
		}
		if len(w.out) > 2*maxBody {
			return
		}
	}
}

// cutTag reads on after what began a tag and never ended it: a quotation mark that
// was not closed, or a "<" before a letter that was meant as less-than. What may be
// the beginning of a tag that was cut off is dropped.
func (w *walker) cutTag(rest string) {
	if len(rest) < 2 || rest[0] != '<' || !isNameStart(rest[1]) {
		return
	}
	w.cuts++
	if i := strings.IndexByte(rest, '>'); i >= 0 {
		w.tokens(rest[i+1:])
		return
	}
	if words := strings.Fields(rest); len(words) > 2 && !strings.ContainsAny(rest, "=\"'") {
		w.text([]byte(rest))
	}
}

// text appends the words of a text token.
func (w *walker) text(s []byte) {
	if w.pre == 0 {
		w.words(s)
		return
	}
	for i, l := range bytes.Split(s, []byte{'\n'}) {
		if i > 0 {
			w.newline()
		}
		w.words(l)
	}
}

// words appends text with every run of white space one space. What else has to be
// cleaned is left to the end: then nearly always nothing is, and links stay where
// they are.
func (w *walker) words(s []byte) {
	for i := 0; i < len(s); {
		n, space := 1, isSpaceByte(s[i])
		if s[i] >= utf8.RuneSelf {
			var r rune
			r, n = utf8.DecodeRune(s[i:])
			space = unicode.IsSpace(r)
		}
		if space {
			w.gap = true
			i += n
			continue
		}
		j := i + n
		for j < len(s) && s[j] > ' ' && s[j] < utf8.RuneSelf {
			j++
		}
		w.word(s[i:j])
		i = j
	}
}

// word appends a run without white space, and what is due before it.
func (w *walker) word(s []byte) {
	first := len(w.out) == w.start
	if first {
		w.out = append(w.out, w.lead...)
		w.lead = ""
	} else if w.gap {
		w.out = append(w.out, ' ')
	}
	w.gap = false
	if w.href != "" && w.linkAt < 0 {
		w.linkAt = len(w.out)
	}
	w.out = append(w.out, s...)
}

// newline ends the current line, if there is anything in it.
func (w *walker) newline() {
	w.gap = false
	w.cells = 0
	if len(w.out) > w.start {
		w.closeLink(false)
		w.out = append(w.out, '\n')
		w.start = len(w.out)
		w.lead = ""
	}
}

// closeLink ends the span of the open link; done says that the link itself ends,
// not only the line.
func (w *walker) closeLink(done bool) {
	if w.href != "" && w.linkAt >= 0 && len(w.out) > w.linkAt && len(w.found) < maxLinks {
		w.found = append(w.found, news.Link{Span: news.Span{Start: w.linkAt, End: len(w.out)}, URL: w.href})
	}
	w.linkAt = -1
	if done {
		w.href = ""
	}
}

// tag handles a start tag. Its name is read off the raw bytes, since the tokenizer
// would make a copy of it.
func (w *walker) tag(z *nethtml.Tokenizer, selfClosing bool) {
	raw := z.Raw()
	a, name := tagName(raw[1:])
	if w.hidden != "" {
		if !selfClosing && string(name) == w.hidden {
			w.nested++
		}
		return
	}
	if !isElement(a) && isWord(raw, w.ends) {
		w.text(raw)
		return
	}
	closes := !selfClosing && !isVoid(a)
	if dropped(a) {
		if !w.keeps(a) {
			if closes {
				w.hidden, w.nested = string(name), 1
			}
			return
		}
		z.NextIsNotRawText()
	}
	var attrs htmlAttrs
	if a == atom.A || a == atom.Img || bytes.Contains(raw, []byte("hidden")) || bytes.Contains(raw, []byte("none")) {
		name = bytes.Clone(name) // reading attributes moves the bytes
		z.TagName()
		attrs.read(z)
	}
	if attrs.hidden && !w.noHide && !w.bare && closes {
		w.hidden, w.nested = string(name), 1
		return
	}
	w.open(a, &attrs)
}

// keeps reports whether an element that readers do not see is shown all the same:
// to a program all of them but code, and to a reader those that hid all the rest.
func (w *walker) keeps(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Applet:
		return false
	}
	return w.bare || w.noHide
}

// tagName returns the name that raw, what stands behind "<" or "</", begins with.
func tagName(raw []byte) (atom.Atom, []byte) {
	n := 0
	for n < len(raw) && raw[n] != '>' && raw[n] != '/' && !isSpaceByte(raw[n]) {
		n++
	}
	name := raw[:n]
	for _, c := range name {
		if c >= 'A' && c <= 'Z' {
			name = bytes.ToLower(name)
			break
		}
	}
	return atom.Lookup(name), name
}

// open handles the start tag of an element that is shown.
func (w *walker) open(a atom.Atom, attrs *htmlAttrs) {
	switch a {
	case atom.A:
		w.closeLink(true)
		w.href, w.linkAt = w.links.link(attrs.href), -1
		if len(w.href) > maxURL {
			w.href = ""
		}
	case atom.Img:
		if !attrs.tracker() && len(w.images) < maxLabels {
			if u := w.links.link(attrs.src); u != "" && len(u) <= maxURL {
				w.images = append(w.images, news.Image{URL: u, Alt: clip(news.CleanLine(attrs.alt), maxTitle)})
			}
		}
	case atom.Br:
		w.newline()
	case atom.Hr:
		w.newline()
	case atom.Ul, atom.Ol:
		w.newline()
		w.lists = append(w.lists[:min(len(w.lists), maxDepth)], list{ordered: a == atom.Ol})
	case atom.Li:
		w.newline()
		w.item()
	case atom.Pre:
		w.newline()
		w.pre++
	case atom.Td, atom.Th:
		if w.cells++; w.cells > 1 && len(w.out) > w.start {
			w.gap = true
			if !w.bare {
				w.word([]byte("|"))
				w.gap = true
			}
		}
	case atom.Blockquote, atom.Tr:
		w.newline()
	default:
		if isBlock(a) {
			w.newline()
		}
	}
}

// item sets the mark of a list item before the line.
func (w *walker) item() {
	w.lead = "• "
	if n := len(w.lists); n > 0 && w.lists[n-1].ordered {
		w.lists[n-1].n++
		w.lead = strconv.Itoa(w.lists[n-1].n) + ". "
	}
	if w.bare {
		w.lead = ""
	}
}

// end handles an end tag.
func (w *walker) end(a atom.Atom, name []byte) {
	if w.hidden != "" {
		if string(name) == w.hidden {
			if w.nested--; w.nested == 0 {
				w.hidden = ""
			}
		}
		return
	}
	switch a {
	case atom.A:
		w.closeLink(true)
	case atom.Ul, atom.Ol:
		w.newline()
		if n := len(w.lists); n > 0 {
			w.lists = w.lists[:n-1]
		}
	case atom.Pre:
		w.newline()
		w.pre = max(0, w.pre-1)
	case atom.Td, atom.Th:
		w.gap = true
	default:
		if isBlock(a) {
			w.newline()
		}
	}
}

// finish ends the text and holds links and text to what walker promises.
func (w *walker) finish() (string, []news.Link, []news.Image) {
	w.closeLink(true)
	raw := strings.TrimRight(string(w.out), "\n ")
	w.b.Spend(len(raw))
	t := news.CleanText(raw)
	if t != raw {
		w.found = moveLinks(w.found, raw, t, w.b)
	}
	t = clip(dropBoilerplate(t, w.bare), maxBody)
	links := w.found
	for len(links) > 0 && links[len(links)-1].End > len(t) {
		links = links[:len(links)-1]
	}
	if len(links) == 0 {
		links = nil
	}
	return t, links, w.images
}

// moveLinks finds the links of raw again in its clean form t. One whose words
// cleaning took apart or away is dropped.
func moveLinks(links []news.Link, raw, t string, b *news.Budget) []news.Link {
	kept, at, left := links[:0], 0, 2*len(raw) // bytes to search: misses in a row search the same
	for _, l := range links {
		end := min(len(t), max(at, l.End+64))
		if left -= end - at; left < 0 || b.Over() {
			break
		}
		words := news.CleanLine(raw[l.Start:min(l.End, len(raw))])
		// Cleaning drops little, so the words are no further than they were.
		if i := strings.Index(t[at:end], words); i >= 0 && words != "" {
			l.Start = at + i
			l.End = l.Start + len(words)
			left += end - l.End // found: what lies beyond is searched for the next
			b.Spend(l.End - at)
			at = l.End
			kept = append(kept, l)
		} else {
			b.Spend(end - at)
		}
	}
	return kept
}
