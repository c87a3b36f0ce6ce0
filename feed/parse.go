package feed

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"dateline/news"
)

// Bounds on what one document may bring.
const (
	maxItems  = 1000      // of one document that become stories: the newest
	maxTitle  = 2000      // bytes of a headline
	maxBody   = 256 << 10 // bytes of a story's text
	maxLabels = 32        // authors, tags, images of one story
	maxLinks  = 1000      // of one story
	maxWords  = 1000      // of its authors, tags, images that are looked at
	maxWord   = 200       // bytes of an author's name or a tag
	maxGUID   = 1000      // bytes of a guid that are kept; the id is made from all
	maxURL    = 8192      // bytes of an address
	maxTTL    = 24 * time.Hour
	// Of what only a hostile document has so much of.
	maxDecoded  = 16 << 20 // bytes of a document in UTF-8
	maxElements = 60_000   // elements that are looked at
	maxSkeleton = 4 << 20  // bytes of XML that gofeed is given
	stepsByte   = 24       // steps that a byte may cost; a usual feed takes four
	stepsLeast  = 4 << 20  // steps that any document has
)

// tooCostly is what Repaired says of a document that was over its budget.
const tooCostly = "too costly to read whole"

// Steps is the budget of a document of so many bytes: how many steps (see news.Budget)
// Parse may take on it.
func Steps(size int) int { return stepsLeast + stepsByte*size }

// Document is what a server answered: bytes, with what it said of them.
type Document struct {
	URL         string // where it came from; relative links are resolved against it
	ContentType string // the header's value, "" when there was none
	Body        []byte
}

// Parsed is a feed document read.
type Parsed struct {
	Kind     string        // "rss", "atom", "json" or "sitemap"
	Title    string        // the document's own name for the feed
	Outlet   string        // who publishes it, in short
	Home     string        // the page it belongs to, "" when it names none
	Lang     string        // as declared
	TTL      time.Duration // how long it says it stays fresh, 0 when it does not; a day at most
	Items    []news.Story  // in the document's order, nothing merged; the newest 1,000
	Elements int           // items in the document, also those left out
	// Was is as in news.Delivery.
	Was      map[news.StoryID]news.StoryID `json:"-"`
	Repaired string                        // what had to be mended to read it, in words, "" if nothing
}

// ErrNotFeed is what a document is that can be read and holds no feed. The error
// itself is a *NotFeed, which says what it is instead.
var ErrNotFeed = errors.New("not a feed")

// NotFeed says what a document is that is no feed.
type NotFeed struct {
	What string // "empty", "a web page", "an OPML list", ...
	// Page is set for a web page: feeds may be discovered on it.
	Page bool
	// Portal is set for a page that looks like that of a captive portal or a login.
	Portal bool
}

func (e *NotFeed) Error() string { return "not a feed: " + e.What }

// Is makes errors.Is(err, ErrNotFeed) true.
func (e *NotFeed) Is(target error) bool { return target == ErrNotFeed }

// Parse reads a feed document: RSS 0.9x to 2.0, RDF, Atom, JSON Feed or a news
// sitemap, in any encoding, and mends what can be mended. The stories are clean,
// belong to f, and were seen at seen. Parse is a function of its arguments. A
// document that is no feed gives a *NotFeed. Over its budget (nil for that of Steps) it
// is kept as far as it was read, and Repaired says so.
func Parse(f news.Feed, d Document, seen time.Time, b *news.Budget) (Parsed, error) {
	if b == nil {
		b = news.NewBudget(context.Background(), Steps(len(d.Body)))
	}
	doc, err := read(d, bounds{items: maxItems, elements: maxElements, bytes: maxSkeleton, steps: Steps(len(d.Body)) / 2}, b)
	if over := b.Err(); over != nil && !errors.Is(over, news.ErrTooCostly) {
		return Parsed{}, over
	}
	if err != nil {
		return Parsed{}, err
	}
	p := Parsed{
		Kind:     doc.kind,
		Title:    line(doc.title, maxTitle),
		Home:     doc.home,
		Lang:     name(doc.lang),
		TTL:      min(max(doc.ttl, 0), maxTTL),
		Elements: doc.elements,
	}
	m := mapper{feed: f, doc: doc, seen: seen.UTC(), aggregator: isAggregator(d.URL, doc), room: addressRoom(len(d.Body))}
	p.Outlet = outletName(f, p.Title, p.Home)
	p.Items = m.stories(p)
	p.Was = m.was
	if errors.Is(b.Err(), news.ErrTooCostly) {
		doc.repair.say(tooCostly)
	} else if b.Over() {
		return Parsed{}, b.Err()
	}
	p.Repaired = doc.repair.String()
	return p, nil
}

// document is a feed as read, before anything is cleaned: the common form of all
// formats.
type document struct {
	kind, home, lang string
	title            text
	ttl              time.Duration
	items            []item
	elements         int
	generator        string
	self             string // the address the document gives itself
	url              string // the address it came from
	repair           repairs
	b                *news.Budget
}

// item is one element of a feed, before anything is cleaned.
type item struct {
	guid      string
	permalink bool // the guid may stand for a missing link
	link      string
	base      string // xml:base of the link
	title     text
	content   text // the whole text, where the format tells it from the summary
	summary   text
	authors   []string
	tags      []string
	images    []news.Image
	published string // as written
	updated   string
	source    string // the outlet that an aggregator names
	lang      string
}

// markup says what a text is made of.
type markup uint8

const (
	guess markup = iota // HTML if it looks like it, as in RSS
	plain               // declared to be plain text
	html5               // declared to be HTML or XHTML
)

// text is a text as it stands in the document, decoded once.
type text struct {
	s    string
	kind markup
	base string
}

func (t text) empty() bool { return strings.TrimSpace(t.s) == "" }

// bounds are how much of a document is kept.
type bounds struct {
	items    int
	elements int // in all items together
	bytes    int // of XML that gofeed is given
	steps    int // that reading may take, before the stories are made
}

// read brings a document of any format into the common form.
func read(d Document, keep bounds, b *news.Budget) (*document, error) {
	b.Spend(len(d.Body))
	s, recoded := toUTF8(d.Body, d.ContentType)
	doc := &document{url: d.URL, b: b}
	if len(s) > maxDecoded {
		s = s[:maxDecoded]
		doc.repair.say("a document too long to read whole")
	}
	doc.repair.say(recoded)
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", "")
		doc.repair.say("NUL bytes")
	}
	if once, twice := undouble(s); twice {
		s = once
		doc.repair.say("text that was encoded twice")
	}
	trimmed := strings.TrimLeft(s, " \t\r\n\ufeff")
	switch {
	case trimmed == "":
		return nil, &NotFeed{What: "empty"}
	case trimmed[0] == '{' || trimmed[0] == '[':
		return doc, doc.readJSON(trimmed, keep.items)
	}
	start, root, err := findRoot(newScanner(s, b))
	if err != nil {
		return nil, err
	}
	if junk(newScanner(s[:start], b)) {
		doc.repair.say("text before the feed")
	}
	if root == "urlset" {
		return doc, doc.readSitemap(s[start:], keep.items)
	}
	sk := mend(s, start, keep, b)
	sk.repair.said = append(doc.repair.said, sk.repair.said...)
	switch root {
	case "channel", "item":
		sk.xml = []byte("<rss>" + string(sk.xml) + "</rss>")
	case "entry":
		sk.xml = []byte(`<feed xmlns="http://www.w3.org/2005/Atom">` + string(sk.xml) + "</feed>")
	}
	b.Spend(len(sk.xml)) // gofeed counts nothing itself
	if sk.root == "feed" {
		err = doc.readAtom(sk)
	} else {
		err = doc.readRSS(sk)
	}
	doc.repair, doc.elements = sk.repair, sk.items
	switch {
	case err != nil && sk.stopped:
		return nil, fmt.Errorf("parse %s: %s", doc.kind, tooCostly)
	case err != nil:
		return nil, fmt.Errorf("parse %s: %s", doc.kind, line(text{s: err.Error(), kind: plain}, 200))
	}
	return doc, nil
}

// junk reports whether what stands before the root is more than a prolog.
func junk(c *scanner) bool {
	for i := 0; ; {
		rest := strings.TrimLeft(c.s[i:], " \t\r\n\ufeff")
		if rest == "" {
			return false
		}
		end, ok := c.misc(len(c.s) - len(rest))
		if !ok {
			return true
		}
		i = end
	}
}

// findRoot returns where the root element of a feed begins and its local name in
// lower case. What stands before it may be anything.
func findRoot(c *scanner) (start int, root string, err error) {
	other, items := "", -1
	for i := 0; c.b.Spend(1); {
		lt := strings.IndexByte(c.s[i:], '<')
		if lt < 0 {
			break
		}
		c.b.Spend(lt)
		i += lt
		rest := c.s[i:]
		if strings.HasPrefix(rest, "<!") && isDoctypeHTML(rest) {
			other = "html"
		}
		if end, ok := c.misc(i); ok {
			i = end
			continue
		}
		name := strings.ToLower(localName(rest[1 : 1+nameLen(rest[1:])]))
		switch name {
		case "rss", "rdf", "feed", "channel", "urlset", "entry", "item":
			if other == "html" && items < 0 {
				items = lastItem(c.s)
				c.b.Spend(len(c.s))
			}
			if other == "" || other == "html" && items >= i {
				return i, name, nil
			}
		case "head", "body":
			if other == "" {
				other = "html" // or an envelope around a feed
			}
		case "sitemapindex", "opml", "html", "svg", "wml":
			if other == "" {
				other = name
			}
		}
		i++
	}
	return 0, "", noFeed(c.s, other)
}

// isDoctypeHTML reports whether a declaration is that of a page.
func isDoctypeHTML(s string) bool {
	return len(s) > 9 && strings.EqualFold(s[2:9], "doctype") && strings.HasPrefix(strings.ToLower(strings.TrimLeft(s[9:min(len(s), 40)], " ")), "html")
}

// lastItem returns where the last item of a feed, or the end of its channel, stands in
// a page: a page that only quotes a feed's root has none. It is 0 without one.
func lastItem(s string) int {
	low := strings.ToLower(s)
	return max(0, strings.LastIndex(low, "<item"), strings.LastIndex(low, "<entry"), strings.LastIndex(low, "</channel>"))
}

// noFeed says what a document is that has no feed's root.
func noFeed(s, root string) error {
	switch root {
	case "sitemapindex":
		return &NotFeed{What: "an index of sitemaps; subscribe to one of those it names"}
	case "opml":
		return &NotFeed{What: "an OPML list of feeds; import it"}
	case "html":
		if looksPortal(s) {
			return &NotFeed{What: "a web page that asks for a login, perhaps the network's own in place of the feed", Page: true, Portal: true}
		}
		return &NotFeed{What: "a web page", Page: true}
	case "":
		if !strings.Contains(s[:min(len(s), 4096)], "<") {
			return &NotFeed{What: "text of another kind"}
		}
		if strings.ContainsRune(s[:min(len(s), 4096)], utf8.RuneError) || strings.Contains(s[:min(len(s), 16)], "PNG") {
			return &NotFeed{What: "a file of another kind"}
		}
	}
	return &NotFeed{What: "no element of a feed in it"}
}

// looksPortal reports whether a page asks for a login, as those do that answer in
// place of another server. A word such as "sign in" stands on every paper's front
// page; a password's field, or hardly more than the way to another page, does not.
func looksPortal(page string) bool {
	low := strings.ToLower(page[:min(len(page), 64<<10)])
	for _, sign := range []string{"captive", "hotspot", "wifi login", "wi-fi login", "<wisp", "type=\"password\"", "type='password'", "type=password"} {
		if strings.Contains(low, sign) {
			return true
		}
	}
	return len(page) < 4096 && (strings.Contains(low, "http-equiv=\"refresh\"") || strings.Contains(low, "location.replace(") || strings.Contains(low, "location.href"))
}
