package feed

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"

	"dateline/news"
)

// Bounds on what one search for feeds may ask of a site.
const (
	maxHints  = 40  // addresses kept from a page
	maxLooked = 400 // of those that are looked at
	maxProbes = 8   // of them asked for
	maxFound  = 6   // feeds offered
)

// Candidate is a feed that was found and read, to be offered with what it brings.
type Candidate struct {
	Feed     news.Feed // with ID, address, title and home as the document gives them
	Response Response  // released; its validators are for the feed's state
	Parsed   Parsed
}

// Discover finds the feeds behind an address: the feed itself, what a page names
// as its feeds, links that look like feeds, a few usual places, and the news
// sitemap of robots.txt, in this order; it stops at the first of these that
// brings something. Every candidate was fetched and read. The error is an *Error
// of kind notfeed when there is none, or what kept the address from being read.
func (c *Client) Discover(ctx context.Context, address string, now time.Time) ([]Candidate, error) {
	return c.discover(ctx, address, true, now)
}

// DiscoverOutside is Discover for those who may not ask the hosts that are allowed
// private addresses.
func (c *Client) DiscoverOutside(ctx context.Context, address string, now time.Time) ([]Candidate, error) {
	return c.discover(ctx, address, false, now)
}

// discover looks for feeds behind an address, which may be inside, at a private one.
func (c *Client) discover(ctx context.Context, address string, inside bool, now time.Time) ([]Candidate, error) {
	u, err := ParseURL(address)
	if err != nil {
		return nil, err
	}
	p, err := c.get(ctx, u, request{accept: accept + ", text/html;q=0.9", inside: inside}, now)
	if err != nil {
		return nil, err
	}
	defer p.body.release()
	self, parseErr := c.candidate(ctx, u, p, now)
	if parseErr == nil {
		return []Candidate{self}, nil
	}
	if !looksHTML(p) {
		return nil, notFeed(u, parseErr)
	}
	s := search{client: c, inside: inside && c.guard.allowed(u.Hostname(), portOf(u)) && c.guard.allowed(p.url.Hostname(), portOf(p.url)), now: now, tried: map[string]bool{u.String(): true, p.url.String(): true}}
	named, linked := pageHints(p.url, p.body.Bytes(), news.NewBudget(ctx, 0))
	named = append(headerHints(p.url, p.header), named...)
	for _, hints := range []func() []string{
		func() []string { return named },
		func() []string { return linked },
		func() []string { return usualPlaces(p.url) },
		func() []string { return s.newsSitemaps(ctx, p.url) },
	} {
		if err := s.probe(ctx, hints()); err != nil {
			return nil, err
		}
		if len(s.found) > 0 {
			return s.found, nil
		}
	}
	return nil, failed(KindNotFeed, u, "this page is no feed and names none")
}

// notFeed makes an Error of what the parser said.
func notFeed(u *url.URL, err error) error {
	kind := KindParse
	if errors.Is(err, ErrNotFeed) {
		kind = KindNotFeed
	}
	return &Error{Kind: kind, URL: redact(u), Text: err.Error(), Err: err}
}

// search tries addresses one after the other.
type search struct {
	client *Client
	now    time.Time
	inside bool // the page is on a host that the owner allows to be private
	tried  map[string]bool
	probes int
	found  []Candidate
}

// probe fetches the addresses that are new and keeps those that are feeds. Only
// the reader's own cancelling is an error.
func (s *search) probe(ctx context.Context, addresses []string) error {
	for _, a := range addresses {
		if s.tried[a] || s.probes == maxProbes || len(s.found) == maxFound {
			continue
		}
		s.tried[a] = true
		s.probes++
		u, err := ParseURL(a)
		if err != nil {
			continue
		}
		p, err := s.client.get(ctx, u, request{accept: accept, inside: s.inside}, s.now)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil || p.body == nil {
			continue
		}
		if c, err := s.client.candidate(ctx, u, p, s.now); err == nil {
			s.found = append(s.found, c)
		}
		p.body.release()
	}
	return nil
}

// candidate reads a page as a feed.
func (c *Client) candidate(ctx context.Context, asked *url.URL, p page, now time.Time) (Candidate, error) {
	if p.body == nil {
		return Candidate{}, failed(KindStatus, asked, "the server says that nothing has changed (304) to one who never asked before")
	}
	f := news.Feed{URL: asked.String()}
	if p.movedTo != "" {
		f.URL = p.movedTo
	}
	f.ID = news.NewFeedID(f.URL)
	doc := Document{URL: p.url.String(), ContentType: p.header.Get("Content-Type"), Body: p.body.Bytes()}
	parsed, err := Parse(f, doc, now, news.NewBudget(ctx, Steps(len(doc.Body))))
	if err != nil {
		return Candidate{}, err
	}
	f.Title, f.Outlet, f.Home, f.Lang, f.Added = parsed.Title, parsed.Outlet, parsed.Home, parsed.Lang, now
	f.Sitemap = parsed.Kind == "sitemap"
	return Candidate{Feed: f, Parsed: parsed, Response: Response{
		Status: p.status, MaxAge: p.maxAge, BodyHash: hashBody(doc.Body),
		ETag: validator(p.header.Get("ETag")), LastModified: validator(p.header.Get("Last-Modified")),
	}}, nil
}

// looksHTML reports whether a page is one of HTML, by its header or its start.
func looksHTML(p page) bool {
	if p.body == nil {
		return false
	}
	if strings.Contains(strings.ToLower(p.header.Get("Content-Type")), "html") {
		return true
	}
	return strings.HasPrefix(http.DetectContentType(p.body.Bytes()), "text/html")
}

// pageHints returns the addresses that a page names as its feeds and those of
// links that look like one.
func pageHints(base *url.URL, page []byte, budget *news.Budget) (named, linked []string) {
	z := html.NewTokenizer(bytes.NewReader(page[:min(len(page), 2<<20)]))
	z.SetMaxBuf(256 << 10)
	h := hints{base: base}
	for {
		kind := z.Next()
		if !budget.Spend(1+len(z.Raw())) || kind == html.ErrorToken {
			return h.named, h.linked
		}
		if kind == html.StartTagToken || kind == html.SelfClosingTagToken {
			tag, a := tagAttrs(z)
			h.tag(tag, a)
		}
	}
}

// hints are the feeds that a page names and those it links to.
type hints struct {
	base          *url.URL
	named, linked []string
	looked        int
}

// tag takes the hint of a tag, if it is one.
func (h *hints) tag(name string, a map[string]string) {
	switch href := a["href"]; {
	case name == "base":
		if b, err := h.base.Parse(href[:min(len(href), maxBase)]); err == nil && href != "" {
			h.base = b
		}
	case name != "link" && name != "a":
	case namesFeed(a):
		h.add(&h.named, href)
	case name == "a" && looksLikeFeed(href):
		h.add(&h.linked, href)
	}
}

// add puts an address on a list, unless it is there or the page names too many.
func (h *hints) add(list *[]string, href string) {
	if h.looked++; h.looked > maxLooked || len(*list) == maxHints || len(href) > maxURL {
		return
	}
	u, err := h.base.Parse(strings.TrimSpace(href))
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return
	}
	u.Fragment = ""
	if a := u.String(); !slices.Contains(*list, a) {
		*list = append(*list, a)
	}
}

// headerHints returns the feeds that the Link headers of a page name (RFC 8288).
func headerHints(base *url.URL, h http.Header) (named []string) {
	for _, link := range h.Values("Link") {
		for len(named) < maxHints {
			_, rest, ok := strings.Cut(link, "<")
			if !ok {
				break
			}
			href, rest, ok := strings.Cut(rest, ">")
			if !ok {
				break
			}
			params := rest
			if next := strings.Index(rest, ",<"); next >= 0 {
				params, rest = rest[:next], rest[next:]
			} else if next := strings.Index(rest, ", <"); next >= 0 {
				params, rest = rest[:next], rest[next:]
			} else {
				rest = ""
			}
			link = rest
			a := map[string]string{}
			for p := range strings.SplitSeq(params, ";") {
				k, v, _ := strings.Cut(p, "=")
				a[strings.ToLower(strings.TrimSpace(k))] = strings.Trim(strings.TrimSpace(v), `"`)
			}
			if u, err := base.Parse(href); err == nil && namesFeed(a) && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
				named = append(named, u.String())
			}
		}
	}
	return named
}

func tagAttrs(z *html.Tokenizer) (string, map[string]string) {
	name, more := z.TagName()
	tag := string(name)
	if tag != "link" && tag != "a" && tag != "base" {
		return tag, nil
	}
	a := map[string]string{}
	for more && len(a) < 32 {
		var k, v []byte
		k, v, more = z.TagAttr()
		if _, ok := a[string(k)]; !ok {
			a[string(k)] = string(v)
		}
	}
	return tag, a
}

// namesFeed reports whether a link element is an alternate of a feed's type.
func namesFeed(a map[string]string) bool {
	rel := strings.Fields(strings.ToLower(a["rel"]))
	if !slices.Contains(rel, "alternate") && !slices.Contains(rel, "feed") {
		return false
	}
	kind, _, _ := strings.Cut(strings.ToLower(a["type"]), ";")
	switch strings.TrimSpace(kind) {
	case "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml",
		"application/x-rss+xml", "application/x-atom+xml", "application/json", "text/xml", "application/xml":
		return true
	}
	return slices.Contains(rel, "feed")
}

// looksLikeFeed reports whether a link's address is like that of a feed.
func looksLikeFeed(href string) bool {
	h, _, _ := strings.Cut(strings.ToLower(href), "#")
	h, _, _ = strings.Cut(h, "?")
	for _, end := range []string{".rss", ".rdf", ".atom", "rss.xml", "feed.xml", "atom.xml", "index.xml", "/rss", "/feed", "/atom", "/feeds", "/rss/", "/feed/", "feed.json"} {
		if strings.HasSuffix(h, end) {
			return true
		}
	}
	return strings.Contains(h, "/rss/") || strings.Contains(h, "/feeds/")
}

// usualPlaces are the few addresses where feeds live when no page tells.
func usualPlaces(u *url.URL) []string {
	var places []string
	for _, path := range []string{"/feed", "/rss.xml", "/rss", "/atom.xml"} {
		places = append(places, (&url.URL{Scheme: u.Scheme, User: u.User, Host: u.Host, Path: path}).String())
	}
	return places
}

// newsSitemaps returns the sitemaps named in robots.txt that are of news.
func (s *search) newsSitemaps(ctx context.Context, u *url.URL) []string {
	robots := &url.URL{Scheme: u.Scheme, User: u.User, Host: u.Host, Path: "/robots.txt"}
	p, err := s.client.get(ctx, robots, request{accept: "text/plain", inside: s.inside}, s.now)
	if err != nil || p.body == nil {
		return nil
	}
	defer p.body.release()
	var maps []string
	for _, line := range strings.Split(string(p.body.Bytes()[:min(p.body.Len(), 256<<10)]), "\n") {
		name, value, ok := strings.Cut(line, ":")
		if !ok || !strings.EqualFold(strings.TrimSpace(name), "sitemap") || !strings.Contains(strings.ToLower(value), "news") {
			continue
		}
		if m, err := ParseURL(value); err == nil && len(maps) < maxProbes {
			maps = append(maps, m.String())
		}
	}
	return maps
}
