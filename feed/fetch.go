package feed

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	"dateline/news"
)

// Options configure a Client. The zero value of each field is a sound default.
type Options struct {
	// UserAgent names dateline to servers.
	UserAgent string
	// AllowPrivate lets feeds live at any address. AllowHosts names the hosts
	// ("host" or "host:port") that may, whatever they resolve to: for feeds on such a
	// host, their pages and photos. What others lead to is checked all the same.
	AllowPrivate bool
	AllowHosts   []string
	// InFlight bounds requests under way, by default 192; a host never has more
	// than one of them.
	InFlight int
	// MaxBody bounds a body after decompression, in bytes, by default 16 MiB.
	MaxBody int64
	// Connect, Header and Total bound a fetch: until the connection stands (and
	// once more for TLS), until the answer's header is there, and everything.
	// By default 10 s, 15 s and 30 s. Waiting for the host's turn does not count.
	Connect, Header, Total time.Duration
	// Transport replaces the network wholly, the check of addresses included
	// that is made when connecting: for the demo and for tests.
	Transport http.RoundTripper
	// Dial replaces the dialer and that check.
	Dial DialFunc
	// Resolver replaces the system's name resolution; addresses are checked all
	// the same.
	Resolver *net.Resolver
	// Proxy returns the proxy for a request, nil for none; by default the
	// environment's (HTTP_PROXY, HTTPS_PROXY, NO_PROXY).
	Proxy func(*http.Request) (*url.URL, error)
}

// DefaultUserAgent is how dateline names itself when nothing else is set.
const DefaultUserAgent = "dateline/1 (terminal newsreader; polite: conditional requests, one connection a host)"

func (o Options) withDefaults() Options {
	if o.UserAgent == "" {
		o.UserAgent = DefaultUserAgent
	}
	if o.InFlight <= 0 {
		o.InFlight = 192
	}
	if o.Resolver == nil {
		o.Resolver = politeResolver((&net.Dialer{}).DialContext)
	}
	if o.MaxBody <= 0 {
		o.MaxBody = 16 << 20
	}
	if o.Connect <= 0 {
		o.Connect = 10 * time.Second
	}
	if o.Header <= 0 {
		o.Header = 15 * time.Second
	}
	if o.Total <= 0 {
		o.Total = 30 * time.Second
	}
	if o.Proxy == nil {
		o.Proxy = http.ProxyFromEnvironment
	}
	return o
}

// Client fetches feeds over one shared HTTP transport. It is safe for concurrent
// use. It keeps no cookies beyond the hops of one fetch, sends no Referer, and follows redirects itself so
// that each hop waits for its own host's turn and is checked like the first.
type Client struct {
	opts    Options
	guard   guard
	direct  http.RoundTripper // to the host itself, addresses checked
	inside  http.RoundTripper // the same for what the owner allows to be private
	proxied http.RoundTripper // to the proxy, which may be anywhere
	hosts   *hosts
	bodies  *bodies
	flight  chan struct{} // a place for each request under way
}

// NewClient makes a client.
func NewClient(o Options) *Client {
	o = o.withDefaults()
	c := &Client{
		opts:   o,
		guard:  newGuard(o.AllowPrivate, o.AllowHosts),
		hosts:  newHosts(),
		bodies: newBodies(o.MaxBody),
		flight: make(chan struct{}, o.InFlight),
	}
	if o.Transport != nil {
		c.direct, c.inside, c.proxied = o.Transport, o.Transport, o.Transport
		return c
	}
	direct, inside := o.Dial, o.Dial
	if o.Dial == nil {
		direct, inside = c.guard.dial(o.Resolver, o.Connect, false), c.guard.dial(o.Resolver, o.Connect, true)
	}
	// Two, so that no connection that was made for one serves the other.
	c.direct, c.inside = o.transport(direct, nil), o.transport(inside, nil)
	toProxy := (&net.Dialer{Timeout: o.Connect, Resolver: o.Resolver}).DialContext
	if o.Dial != nil {
		toProxy = o.Dial
	}
	c.proxied = o.transport(toProxy, o.Proxy)
	return c
}

// transport makes one. Idle connections are kept for a redirect to or the next
// feed of the same host and no longer: a thousand hosts would hold a thousand.
func (o Options) transport(dial DialFunc, proxy func(*http.Request) (*url.URL, error)) *http.Transport {
	return &http.Transport{
		Proxy:                  proxy,
		DialContext:            tolerant(dial),
		ForceAttemptHTTP2:      true,
		TLSHandshakeTimeout:    o.Connect,
		ResponseHeaderTimeout:  o.Header,
		MaxResponseHeaderBytes: 256 << 10,
		DisableCompression:     true, // undone by bodies, which bounds it
		MaxIdleConns:           64,
		MaxIdleConnsPerHost:    1,
		IdleConnTimeout:        10 * time.Second,
	}
}

// Close drops idle connections. Fetches under way are ended by their contexts.
func (c *Client) Close() {
	for _, t := range []http.RoundTripper{c.direct, c.inside, c.proxied} {
		if t, ok := t.(*http.Transport); ok {
			t.CloseIdleConnections()
		}
	}
}

// Response is what a fetch brought.
type Response struct {
	// Document is the body and where it came from, empty when Unchanged.
	Document Document
	// Unchanged is true for 304 and for a body equal to the last one parsed.
	Unchanged bool
	Status    int
	// ETag and LastModified are the validators for the next request; BodyHash is
	// the digest of the body.
	ETag, LastModified, BodyHash string
	// MovedTo is where the server moved the feed for good, "" when it did not.
	MovedTo string
	// MaxAge is how long the server says that the answer stays fresh, a day at
	// most, 0 when it does not say.
	MaxAge time.Duration
	// Date is the server's own clock when it answered, zero when it does not say.
	Date time.Time

	body *body
}

// Release gives the document's memory back. Document must not be used after.
func (r *Response) Release() {
	r.body.release()
	r.Document.Body = nil
}

const accept = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"

// Fetch asks for a feed, conditionally when the state has validators. The error
// is an *Error, or ctx's. The caller releases the response after parsing. A personal feed
// has nothing from hosts that are allowed private addresses.
func (c *Client) Fetch(ctx context.Context, f news.Feed, s news.FetchState, now time.Time) (Response, error) {
	u, err := ParseURL(f.URL)
	if err != nil {
		return Response{}, err
	}
	if s.Hold.After(now) && s.Hold.Sub(now) <= maxWait { // what a process before this one was told
		c.LeaveAlone(f.URL, s.Status, s.Hold, now)
	}
	cond := conditions(s, string(f.ID), now)
	p, err := c.get(ctx, u, request{accept: accept, header: cond, inside: !f.Personal}, now)
	if err != nil {
		return Response{}, err
	}
	r := Response{
		Status: p.status, MovedTo: p.movedTo, MaxAge: p.maxAge,
		ETag: validator(p.header.Get("ETag")), LastModified: validator(p.header.Get("Last-Modified")),
		Date: serverDate(p.header),
	}
	if p.status == http.StatusNotModified {
		if len(cond) == 0 {
			return Response{}, &Error{Kind: KindStatus, URL: redact(u), Status: p.status, Text: "the server says that nothing has changed (304) to one who never asked before"}
		}
		return r.unchanged(s), nil
	}
	r.BodyHash = hashBody(p.body.Bytes())
	if r.BodyHash == s.BodyHash {
		p.body.release()
		r.Unchanged = true
		return r, nil
	}
	r.body = p.body
	r.Document = Document{URL: p.url.String(), ContentType: p.header.Get("Content-Type"), Body: p.body.Bytes()}
	return r, nil
}

// serverDate reads the Date header; an answer out of a cache is older by its Age.
func serverDate(h http.Header) time.Time {
	at, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return time.Time{}
	}
	age, err := strconv.Atoi(h.Get("Age"))
	if err != nil || age < 0 || age > 1<<30 {
		age = 0
	}
	return at.Add(time.Duration(age) * time.Second)
}

// unchanged keeps the validators that a 304 does not repeat.
func (r Response) unchanged(s news.FetchState) Response {
	r.Unchanged, r.BodyHash = true, s.BodyHash
	if r.ETag == "" {
		r.ETag = s.ETag
	}
	if r.LastModified == "" {
		r.LastModified = s.LastModified
	}
	return r
}

// conditions are the headers of a conditional request. A server that answers 304
// for ever is asked without them once a week, on a day of the feed's own: when
// nothing new came for a day and the week turned since the last try.
func conditions(s news.FetchState, id string, now time.Time) http.Header {
	h := http.Header{}
	week := func(t time.Time) int64 {
		sum := sha256.Sum256([]byte(id))
		return (t.Unix() + int64(sum[0])*2363) / (7 * 24 * 3600) // 256 phases of a week
	}
	if now.Sub(s.LastNew) > 24*time.Hour && week(now) != week(s.LastTry) {
		return h
	}
	if s.ETag != "" {
		h.Set("If-None-Match", s.ETag)
	}
	if s.LastModified != "" {
		h.Set("If-Modified-Since", s.LastModified)
	}
	return h
}

// validator returns a header value that can be sent back letter for letter, ""
// for one that is absurd or unclean.
func validator(v string) string {
	if len(v) > 1024 || strings.ContainsFunc(v, func(r rune) bool { return r < 0x20 || r > 0x7e }) {
		return ""
	}
	return v
}

// hashBody is 128 bits of SHA-256 in base64.
func hashBody(b []byte) string {
	sum := sha256.Sum256(b)
	return base64.RawStdEncoding.EncodeToString(sum[:16])
}

// ParseURL reads an address as a reader types or a file holds it: white space
// around it and the feed: scheme are taken off, a missing scheme is https. Only
// http and https with a host are feeds.
func ParseURL(s string) (*url.URL, error) {
	s = strings.TrimSpace(s)
	if rest, ok := strings.CutPrefix(s, "feed:"); ok {
		s = strings.TrimPrefix(rest, "//")
	}
	if !strings.Contains(s, "://") && !strings.HasPrefix(s, "/") && bareHost(s) {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	if err != nil {
		return nil, &Error{Kind: KindBlocked, URL: news.Redact(s), Text: "this is not an address", Err: errors.New("bad address")}
	}
	u.Scheme = strings.ToLower(u.Scheme)
	u.RawQuery = strings.TrimRightFunc(u.RawQuery, unicode.IsSpace) // or it would not read the same again
	if u.Scheme != "http" && u.Scheme != "https" {
		return nil, failed(KindBlocked, u, "only http and https addresses are fetched")
	}
	if u.Hostname() == "" {
		return nil, failed(KindBlocked, u, "the address names no host")
	}
	return u, nil
}

// bareHost reports whether text without "://" may be a host and path: "b.example",
// "b.example:80/feed", and not "javascript:x" or "data:text".
func bareHost(s string) bool {
	host, _, _ := strings.Cut(s, "/")
	name, port, hasPort := strings.Cut(host, ":")
	if hasPort && (port == "" || strings.Trim(port, "0123456789") != "") {
		return false
	}
	return strings.Contains(name, ".") || name == "localhost"
}
