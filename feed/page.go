package feed

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"dateline/news"
)

// Bounds on what is read of a page. Articles of papers stay far below them.
const (
	maxPage    = 4 << 20 // bytes
	maxElems   = 30_000  // elements: the extraction takes a while for each
	maxNesting = 400     // levels of elements
	maxCopies  = 120_000 // elements that a tree has more than the page has tags
	// Each byte of text costs the extraction a step for every element around it. These are
	// the steps that a page of so many bytes may cost: real ones take three a byte.
	areaLeast, areaByte = 256 << 10, 16
	// leastArticle is the shortest text, in bytes, that is taken for an article.
	leastArticle = 280
)

// ErrNoArticle says that a page has no article to read; the text of the error says what
// seems to stand in its place.
var ErrNoArticle = errors.New("no article on the page")

// NoArticle is why a page gives no full text. It is ErrNoArticle.
type NoArticle struct{ What string }

// Error returns what is wrong in plain words.
func (e *NoArticle) Error() string { return e.What }

// Is reports whether target is ErrNoArticle.
func (e *NoArticle) Is(target error) bool { return target == ErrNoArticle }

// Page is what a fetch of a story's page brought.
type Page struct {
	URL                string // in the end
	Unchanged          bool   // 304: what was fetched before still stands
	ETag, LastModified string // validators for the next time
	Text               string // paragraphs, one a line; "" when Unchanged
	Links              []news.Link
	Images             []news.Image
}

const acceptPage = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"

// Page fetches the page at an address, which stands in the feed at from, and takes its article out: by the rules of all
// fetches of a client (turns of the host, checked addresses, limits, deadlines). etag and
// modified are the validators of an earlier answer, "" for none. The error is an *Error,
// or ctx's.
func (c *Client) Page(ctx context.Context, from, address, etag, modified string, now time.Time) (Page, error) {
	u, err := ParseURL(address)
	if err != nil {
		return Page{}, err
	}
	cond := http.Header{}
	if v := validator(etag); v != "" {
		cond.Set("If-None-Match", v)
	}
	if v := validator(modified); v != "" {
		cond.Set("If-Modified-Since", v)
	}
	p, err := c.get(ctx, u, request{accept: acceptPage, header: cond, inside: c.allows(from)}, now)
	if err != nil {
		return Page{}, err
	}
	out := Page{URL: p.url.String(), ETag: validator(p.header.Get("ETag")), LastModified: validator(p.header.Get("Last-Modified"))}
	if p.status == http.StatusNotModified {
		if len(cond) == 0 {
			return Page{}, failed(KindStatus, u, "the server says that nothing has changed (304) to one who never asked before")
		}
		out.Unchanged = true
		return out, nil
	}
	defer p.body.release()
	out.Text, out.Links, out.Images, err = Article(p.body.Bytes(), p.header.Get("Content-Type"), p.url, news.NewBudget(ctx, 0))
	if err != nil {
		return Page{}, &Error{Kind: KindPage, URL: redact(u), Status: p.status, Text: err.Error(), Err: err}
	}
	return out, nil
}

// allows reports whether a feed is on a host that the owner allows to be private.
func (c *Client) allows(feed string) bool {
	u, err := ParseURL(feed)
	return err == nil && c.guard.allowed(u.Hostname(), portOf(u))
}

// Article takes the article out of a page of HTML: its words without menus, forms and
// asides, one a line. Relative links are those of base. The error is ErrNoArticle
// where the page is none, too large or too costly to be one.
func Article(page []byte, contentType string, base *url.URL, b *news.Budget) (text string, links []news.Link, images []news.Image, err error) {
	switch {
	case !htmlType(contentType, page):
		return "", nil, nil, &NoArticle{"the address leads to no page of text but to " + plainLine(mediaOf(contentType))}
	case len(page) > maxPage:
		return "", nil, nil, &NoArticle{"the page is too large to be an article"}
	}
	source := decodeHTML(page, contentType)
	if !modest(source, b) {
		return "", nil, nil, &NoArticle{"the page is too large or too deeply nested to be an article"}
	}
	doc, err := html.Parse(strings.NewReader(source))
	if err != nil {
		return "", nil, nil, &NoArticle{"the page cannot be read as HTML"}
	}
	body := articleOf(doc, base)
	w := walker{links: resolver{bases: []string{base.String()}, room: addressRoom(len(page)), b: b}, b: b}
	text, links, images = w.clean(makeText(body))
	if len(text) < leastArticle {
		return "", nil, nil, &NoArticle{tooLittle(source)}
	}
	return text, links, images, nil
}

// mediaOf is the media type of a Content-Type.
func mediaOf(contentType string) string {
	if m, _, err := mime.ParseMediaType(contentType); err == nil {
		return m
	}
	return "something of no known type"
}

// htmlType reports whether a body is HTML by what its server says, or by its looks where
// the server says nothing or something general.
func htmlType(contentType string, body []byte) bool {
	switch m := mediaOf(contentType); {
	case m == "text/html", m == "application/xhtml+xml":
		return true
	case contentType == "", m == "text/plain", m == "application/octet-stream":
		return strings.HasPrefix(http.DetectContentType(body), "text/html")
	}
	return false
}

// decodeHTML makes UTF-8 of a page, by its mark, its header or its meta element, as
// browsers do. What cannot be decoded is replaced.
func decodeHTML(page []byte, contentType string) string {
	enc, name, _ := charset.DetermineEncoding(page[:min(len(page), 1024)], contentType)
	if name == "utf-8" {
		return strings.ToValidUTF8(string(page), "\uFFFD")
	}
	out, err := enc.NewDecoder().Bytes(page)
	if err != nil || len(out) > 4*maxPage {
		return strings.ToValidUTF8(string(page), "\uFFFD")
	}
	return string(out)
}

// voids are elements without an end.
var voids = map[string]bool{"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true, "input": true, "link": true, "meta": true, "param": true, "source": true, "track": true, "wbr": true}

// formats reports whether an element is one that HTML opens again in every block until
// its own end.
func formats(name string) bool {
	switch name {
	case "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u":
		return true
	}
	return false
}

// modest reports whether a page has so few elements, and those so little nested, that a
// tree of it can be walked by functions that call themselves, and so little text inside so
// many elements that it is soon walked.
func modest(source string, b *news.Budget) bool {
	z := html.NewTokenizer(strings.NewReader(source))
	z.SetMaxBuf(maxPage)
	depth, elems, open, copies, raw := 0, 0, 0, 0, false
	area := areaLeast + areaByte*len(source)
	for {
		kind, cost := z.Next(), 1
		switch kind {
		case html.ErrorToken:
			return errors.Is(z.Err(), io.EOF)
		case html.StartTagToken:
			tag, _ := z.TagName()
			name := string(tag)
			raw = name == "script" || name == "style"
			if elems++; !voids[name] {
				depth++
			}
			if formats(name) {
				open++
			}
			copies += open
		case html.EndTagToken:
			tag, _ := z.TagName()
			depth, raw = max(depth-1, 0), false
			if formats(string(tag)) {
				open = max(open-1, 0)
			}
		case html.TextToken:
			copies += open
			if !raw {
				cost += len(z.Raw()) * max(depth, 1)
			}
		}
		if area -= cost; area < 0 || !b.Spend(cost) || elems > maxElems || depth > maxNesting || copies > maxCopies {
			return false
		}
	}
}

// articleOf returns the article of a page as HTML, "" when there is none. A library picks
// it apart; on what strangers write it is not to be trusted with the program's life.
func articleOf(doc *html.Node, base *url.URL) (body string) {
	defer func() {
		if recover() != nil {
			body = ""
		}
	}()
	p := readability.NewParser()
	p.MaxElemsToParse = 2 * maxElems
	a, err := p.ParseAndMutate(doc, base)
	if err != nil || a.Node == nil {
		return ""
	}
	var b bytes.Buffer
	if err := a.RenderHTML(&b); err != nil {
		return ""
	}
	return b.String()
}

// tooLittle says what seems to stand in the place of an article.
func tooLittle(source string) string {
	compact := strings.ReplaceAll(strings.ReplaceAll(source, " ", ""), "\n", "")
	switch {
	case strings.Contains(compact, `"isAccessibleForFree":false`), strings.Contains(compact, `"isAccessibleForFree":"False"`):
		return "the outlet keeps the full text for subscribers"
	case strings.Contains(source, "<noscript"):
		return "too little text on the page; a script may fetch it, or a notice stand before it"
	}
	return "too little text on the page to be an article"
}
