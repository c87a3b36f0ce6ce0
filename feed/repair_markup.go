package feed

import (
	"strconv"
	"strings"

	"dateline/news"
)

// A feed document goes through three hands. The mender reads it as a lenient
// reader would and writes a skeleton of it: well-formed XML, names and structure
// as they were, without comments and junk, every element closed. Long texts are
// not in the skeleton; a reference stands for each, since gofeed would decode and
// copy them several times and would not say whether they were plain text or
// markup. gofeed reads the skeleton, knows the vocabularies, and gives items;
// the mapper (parse_rss.go, parse_atom.go) puts the texts back.

// Bounds on the markup of a document.
const (
	maxDepth      = 64      // elements inside one another; deeper ones lose their tags, not their text
	maxAttributes = 64      // of one element
	maxAttribute  = 8192    // bytes of a value
	maxEntities   = 100     // that a document declares itself
	maxEntity     = 1024    // bytes of the text of one
	maxGrowth     = 1 << 20 // bytes that all uses of them may come to
	maxName       = 64      // bytes of an element's name; one with a longer name loses its tags
	maxBase       = 512     // bytes of an xml:base: every address may grow by so much
	maxPlain      = 8192    // bytes of a text that is not lifted: addresses, names, dates
)

// The signs around the number of a lifted text. They are of private use and are
// dropped from what is not lifted.
const (
	refOpen  = "\ue000"
	refClose = "\ue001"
)

// skeleton is a mended document.
type skeleton struct {
	root    string // local name of the root element, lower case
	xml     []byte // for gofeed
	lifted  []lifted
	items   int // elements of the document, with those left out
	repair  repairs
	stopped bool // before the end: too much of it
	// entities are those that the document declares itself.
	entities map[string]string
	grown    int // bytes that using them came to
	b        *news.Budget
}

// lifted is the text of an element that the skeleton refers to.
type lifted struct {
	raw  string // between the tags, as it stands in the document
	typ  string // of Atom's text constructs, lower case
	mode string // Atom 0.3
	base string // xml:base in force, "" for the document's
}

// repairs collects what was mended, in words, each once.
type repairs struct{ said []string }

func (r *repairs) say(what string) {
	if what == "" {
		return
	}
	for _, s := range r.said {
		if s == what {
			return
		}
	}
	r.said = append(r.said, what)
}

func (r *repairs) String() string { return strings.Join(r.said, "; ") }

// mender walks a document once, from tag to tag.
type mender struct {
	skeleton
	s        string // the document
	i        int    // how far it is read
	open     []element
	keep     bounds
	ends     *scanner       // of s
	names    map[string]int // how many of the open elements have a name, in lower case
	skip     int            // items to leave out before those that are kept
	elements int            // start tags read
}

// element is one that is open.
type element struct {
	name string // as written in the document
	as   string // as written in the skeleton
	base string
	out  int  // where its start tag begins in the skeleton
	item bool // an item or entry
	// What an item has already: of two titles or contents the first counts.
	title, content bool
}

// mend makes the skeleton of a document whose root element begins at byte start.
func mend(doc string, start int, keep bounds, b *news.Budget) *skeleton {
	m := &mender{s: doc, i: start, keep: keep, ends: newScanner(doc, b), names: map[string]int{}}
	m.b = b
	m.entities = ownEntities(doc[:start])
	m.xml = make([]byte, 0, min(len(doc)-start, 64<<10))
	m.skip = itemsToSkip(doc[start:], keep.items, b)
	for m.i < len(m.s) && m.room() {
		lt := strings.IndexByte(m.s[m.i:], '<')
		if lt < 0 {
			break
		}
		b.Spend(lt)
		m.text(m.s[m.i : m.i+lt])
		m.i += lt
		m.markup()
		if len(m.open) == 0 && m.root != "" {
			return &m.skeleton
		}
	}
	if m.stopped = m.stopped || m.b.Over(); !m.stopped && len(m.open) > 0 {
		m.repair.say("the end was missing")
	}
	m.cut()
	return &m.skeleton
}

// room reports whether there is budget left and place in the skeleton: every element
// of it costs gofeed hundreds of bytes.
func (m *mender) room() bool {
	if m.elements <= m.keep.elements && len(m.xml) <= m.keep.bytes {
		if m.b.Spend(1) && m.b.Spent() > m.keep.steps {
			m.stopped = true
			m.repair.say(tooCostly)
		}
		return !m.stopped && !m.b.Over()
	}
	m.stopped = true
	m.repair.say("more elements than are read")
	return false
}

// markup reads what begins with the "<" at m.i.
func (m *mender) markup() {
	rest := m.s[m.i:]
	switch {
	case strings.HasPrefix(rest, openSection):
		var text string
		text, m.i = m.ends.section(m.i)
		m.section(text)
	case strings.HasPrefix(rest, "<!--"):
		m.i = m.ends.past(endComment, m.i, len("<!--"))
	case strings.HasPrefix(rest, "<?"), strings.HasPrefix(rest, "<!"):
		m.i = m.ends.past(endTag, m.i, len("<!"))
	case len(rest) > 2 && rest[1] == '/' && isNameStart(rest[2]):
		m.endTag(rest)
	case len(rest) > 1 && isNameStart(rest[1]):
		m.startTag(rest)
	case len(rest) < 100 && strings.IndexByte(rest, '>') < 0: // cut off inside a tag
		m.i = len(m.s)
	default:
		m.repair.say("a bare <")
		m.xml = append(m.xml, "&lt;"...)
		m.i++
	}
}

// startTag reads a start tag and, for an element that holds text, the element.
func (m *mender) startTag(rest string) {
	t, n := scanTag(rest)
	if n == 0 { // cut off inside
		m.i = len(m.s)
		return
	}
	m.i += n
	m.b.Spend(n)
	m.elements++
	written, local := t.name, localName(t.name)
	m.nameRoot(local)
	if len(t.name) > 2 && strings.ToUpper(t.name) == t.name {
		t.lower()
	}
	isItem := isItemName(local) && len(m.open) < 4
	if isItem {
		m.closeItem()
		if m.items++; m.items <= m.skip || m.items > m.skip+m.keep.items {
			m.leaveOut(t)
			return
		}
	}
	if len(m.open) >= maxDepth || len(t.name) > maxName {
		m.repair.say("elements too deep")
		return
	}
	e := element{name: written, as: t.name, out: len(m.xml), item: isItem, base: m.base()}
	if b := t.attr("xml:base"); b != "" && len(b) <= maxBase {
		e.base = join(e.base, b)
	}
	if isText(local, t.name, m.root) && !t.empty {
		m.lift(t, e.base)
		return
	}
	m.mendTag(&t, local)
	e.as = t.name
	m.writeTag(t)
	if t.empty {
		m.xml = append(m.xml, "</"...)
		m.xml = append(append(m.xml, t.name...), '>')
		return
	}
	m.open = append(m.open, e)
	m.names[strings.ToLower(e.name)]++
	if isItem {
		m.itemAttributes(t)
	}
}

// nameRoot notes the first element as the root.
func (m *mender) nameRoot(local string) {
	if m.root != "" {
		return
	}
	if m.root = strings.ToLower(local); m.root == "entry" { // a lone one, as some servers send
		m.root = "feed"
	}
}

// mendTag brings a tag into the form that gofeed reads.
func (m *mender) mendTag(t *tag, local string) {
	if m.root != "feed" && strings.EqualFold(t.name, "pubDate") {
		// gofeed tries a hundred layouts on it, and we read dates ourselves. Under
		// this name it keeps the text as it is.
		t.name = "published"
	}
	if m.root == "feed" && !t.empty && strings.EqualFold(local, "link") && t.attr("href") == "" {
		href, _, _ := strings.Cut(m.s[m.i:min(len(m.s), m.i+maxAttribute)], "<") // written as in RSS
		t.attrs = append(t.attrs, attribute{"href", strings.TrimSpace(href)})
	}
}

// itemAttributes writes as elements what RDF and the Channel Definition Format say
// of an item in attributes.
func (m *mender) itemAttributes(t tag) {
	for _, a := range t.attrs {
		name := ""
		switch {
		case a.value == "":
		case a.name == "href":
			name = "link"
		case a.name == "lastmod":
			name = "published"
		case localName(a.name) == "about" && a.name != "about": // rdf:about, by whatever prefix
			name = "guid"
		}
		if name != "" {
			m.xml = append(append(append(m.xml, '<'), name...), '>')
			m.xml = appendEscaped(m.xml, m.decodeEntities(a.value))
			m.xml = append(append(append(m.xml, "</"...), name...), '>')
		}
	}
}

// closeItem closes an item that the document forgot to close before the next.
func (m *mender) closeItem() {
	for k := range m.open {
		if m.open[k].item {
			m.repair.say("items that were not closed")
			m.closeTo(k)
			return
		}
	}
}

// leaveOut skips an item that is not wanted.
func (m *mender) leaveOut(t tag) {
	if !t.empty {
		_, m.i, _ = m.ends.findEnd(m.i, t.name)
	}
}

// lift takes the text of an element out of the document.
func (m *mender) lift(t tag, base string) {
	end, past, closed := m.ends.findEnd(m.i, t.name) // in any case
	if !closed {
		m.repair.say("elements that were not closed")
	}
	l := lifted{raw: m.s[m.i:end], base: base}
	l.typ = strings.ToLower(strings.TrimSpace(t.attr("type")))
	l.mode = strings.ToLower(t.attr("mode"))
	m.i = past
	if m.second(t.name, l.raw) {
		return
	}
	t.drop("type", "mode")
	m.writeTag(t)
	m.xml = append(m.xml, refOpen...)
	m.xml = strconv.AppendInt(m.xml, int64(len(m.lifted)), 10)
	m.xml = append(append(append(m.xml, refClose+"</"...), t.name...), '>')
	m.lifted = append(m.lifted, l)
}

// second reports whether the item has a title, or Atom's content, already.
func (m *mender) second(name, raw string) bool {
	if len(m.open) == 0 || !m.open[len(m.open)-1].item || strings.TrimSpace(raw) == "" {
		return false
	}
	had := &m.open[len(m.open)-1].title
	switch {
	case m.root == "feed" && strings.EqualFold(name, "content"):
		had = &m.open[len(m.open)-1].content
	case !strings.EqualFold(name, "title"):
		return false
	}
	second := *had
	*had = true
	return second
}

// endTag closes the innermost element of that name, and those inside it; an end
// tag of no open element is dropped.
func (m *mender) endTag(rest string) {
	n := nameLen(rest[2:])
	name := rest[2 : 2+n]
	m.i = m.ends.past(endTag, m.i, 2+n)
	if n <= maxName && m.names[strings.ToLower(name)] == 0 {
		if len(m.open) < maxDepth {
			m.repair.say("end tags of nothing")
		}
		return
	}
	for k := len(m.open) - 1; k >= 0; k-- {
		if strings.EqualFold(m.open[k].name, name) {
			if k < len(m.open)-1 {
				m.repair.say("elements that were not closed")
			}
			m.closeTo(k)
			return
		}
	}
}

// closeTo writes the end tags of the open elements from the innermost to k.
func (m *mender) closeTo(k int) {
	for j := len(m.open) - 1; j >= k; j-- {
		m.xml = append(append(append(m.xml, "</"...), m.open[j].as...), '>')
		m.names[strings.ToLower(m.open[j].name)]--
	}
	m.open = m.open[:k]
}

// cut ends a document that ends too soon: the item that is not whole is left out,
// unless it is the only one.
func (m *mender) cut() {
	if len(m.open) == 0 {
		return
	}
	for k := range m.open {
		if m.open[k].item && m.items > 1 {
			m.xml = m.xml[:m.open[k].out]
			m.open = m.open[:k]
			break
		}
	}
	m.closeTo(0)
}

func (m *mender) base() string {
	if len(m.open) == 0 {
		return ""
	}
	return m.open[len(m.open)-1].base
}

// text writes character data: entities decoded, what XML forbids dropped. Between
// the elements of a container only white space belongs, and anything else would
// make gofeed give up.
func (m *mender) text(s string) {
	if len(m.open) == 0 || strings.TrimSpace(s) == "" {
		return
	}
	name := strings.ToLower(localName(m.open[len(m.open)-1].name))
	if m.root == "feed" && (name == "author" || name == "contributor") { // a person's name where <name> belongs
		m.xml = append(m.xml, "<name>"...)
		m.literal(m.decodeEntities(s))
		m.xml = append(m.xml, "</name>"...)
		return
	}
	if !m.container(name) {
		m.literal(m.decodeEntities(s))
	}
}

// container reports whether the innermost open element holds elements only.
func (m *mender) container(name string) bool {
	switch name {
	case "rss", "rdf", "feed", "channel", "item", "entry", "textinput", "skiphours", "skipdays":
		return true
	case "image", "source":
		return len(m.open) <= 3 && m.root != "feed" && name == "image" || m.root == "feed"
	}
	return false
}

// section writes a CDATA section.
func (m *mender) section(s string) {
	if len(m.open) > 0 && !m.container(strings.ToLower(localName(m.open[len(m.open)-1].name))) {
		m.literal(s)
	}
}

// literal writes text so that XML reads it as it is.
func (m *mender) literal(s string) {
	if len(m.open) > 0 {
		m.b.Spend(min(len(s), maxPlain))
		m.xml = appendEscaped(m.xml, s[:min(len(s), maxPlain)])
	}
}

func (m *mender) writeTag(t tag) {
	m.xml = append(append(m.xml, '<'), t.name...)
	for _, a := range t.attrs {
		if m.root == "rss" && len(m.open) == 0 && a.name == "xmlns" {
			continue // names without prefix are RSS, whatever it says
		}
		value := a.value[:min(len(a.value), maxAttribute)]
		if m.root == "feed" && len(m.open) == 0 && a.name == "xmlns" && value != "http://purl.org/atom/ns#" {
			value = "http://www.w3.org/2005/Atom"
		}
		switch a.name {
		case "href", "url", "src":
			value = strings.TrimSpace(value)
		}
		m.xml = append(append(append(m.xml, ' '), a.name...), '=', '"')
		m.xml = append(appendEscaped(m.xml, m.decodeEntities(value)), '"')
	}
	m.xml = append(m.xml, '>')
}

// isItemName reports whether an element of this name is one of the feed's items.
func isItemName(local string) bool {
	return strings.EqualFold(local, "item") || strings.EqualFold(local, "entry")
}

// isText reports whether an element holds text that is lifted. "content" is, but
// for that of other vocabularies than Atom, which describes media.
func isText(local, name, root string) bool {
	switch strings.ToLower(local) {
	case "title", "description", "encoded", "summary", "subtitle", "tagline", "body", "abstract", "fulltext", "fullitem":
		return true
	case "content":
		prefix, _, has := strings.Cut(name, ":")
		return !has || strings.EqualFold(prefix, "atom") || strings.EqualFold(prefix, "a") || root == "feed" && !strings.EqualFold(prefix, "media")
	}
	return false
}
