package feed

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// maxHops bounds redirects, as browsers do at 20; feeds need two or three.
const maxHops = 10

// maxWait is the longest that a server's wish to be left alone is obeyed, and
// minWait the shortest time that a host which says "too many requests" gets.
const (
	maxWait = 24 * time.Hour
	minWait = time.Minute
	bare429 = 5 * time.Minute // a 429 without a word when
)

// request is what is asked of an address.
type request struct {
	accept string
	header http.Header
	limit  int64 // bytes of a body as sent, 0 for the client's own limit
	// inside lets it go to a host that the owner allows though its address is private: who
	// asks is the owner, or a feed on such a host.
	inside  bool
	cookies *cookies // of this one fetch
}

// page is an answer of 200 (with its body) or 304 (without), after redirects.
type page struct {
	url     *url.URL
	status  int
	header  http.Header
	body    *body
	movedTo string
	maxAge  time.Duration
}

// get asks for an address and follows redirects. Each hop waits for its host's
// turn; waiting is not taken off the time the fetch has.
func (c *Client) get(ctx context.Context, u *url.URL, r request, now time.Time) (page, error) {
	start := u
	left := c.opts.Total
	var p page
	moving := true // every hop so far was for good
	var kept cookies
	r.cookies = &kept
	for hop := 0; ; hop++ {
		r.inside = r.inside && c.guard.allowed(u.Hostname(), portOf(u))
		next, err := c.hop(ctx, u, r, &left, now, &p)
		if err != nil {
			return page{}, err
		}
		if next == nil {
			p.url = u
			return p, nil
		}
		if hop == maxHops {
			return page{}, failed(KindRedirect, start, "more than %d redirects", maxHops)
		}
		permanent := p.status == http.StatusMovedPermanently || p.status == http.StatusPermanentRedirect
		downgrade := u.Scheme == "https" && next.Scheme == "http"
		if moving = moving && permanent && !downgrade; moving {
			p.movedTo = next.String()
		}
		u = next
	}
}

// hop makes one request. It returns the next address when the answer is a
// redirect, and fills p in.
func (c *Client) hop(ctx context.Context, u *url.URL, r request, left *time.Duration, now time.Time, p *page) (*url.URL, error) {
	if err := c.guard.checkTarget(u, r.inside); err != nil && c.opts.Transport == nil {
		return nil, explain(u, err)
	}
	host := strings.ToLower(u.Hostname())
	release, err := c.turn(ctx, u, host, now)
	if err != nil {
		return nil, err
	}
	defer release()
	began := time.Now()
	limited, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	w := newWatch(cancel, max(*left, time.Millisecond))
	defer func() {
		w.total.Stop()
		*left -= time.Since(began) - w.waited
	}()
	res, err := c.send(limited, u, r)
	if err != nil {
		return nil, c.wrong(ctx, u, host, because(limited, err), now)
	}
	defer res.Body.Close()
	r.cookies.keep(u, res)
	if r.limit > 0 {
		res.Body = http.MaxBytesReader(nil, res.Body, r.limit)
	}
	next, err := c.answer(limited, u, res, p, w, now)
	if err != nil {
		return nil, c.wrong(ctx, u, host, because(limited, err), now)
	}
	return next, nil
}

// because adds to an error why the fetch was ended, if it was.
func because(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); cause != nil && !errors.Is(err, cause) {
		return fmt.Errorf("%w: %w", cause, err)
	}
	return err
}

// turn waits until the host is free and a request may be made, unless the host
// asked to be left alone.
func (c *Client) turn(ctx context.Context, u *url.URL, host string, now time.Time) (func(), error) {
	free, err := c.hosts.acquire(ctx, host)
	if err != nil {
		return nil, err
	}
	if h, ok := c.hosts.held(host, now); ok {
		free()
		return nil, &Error{Kind: h.kind, URL: redact(u), Status: h.status, RetryAfter: h.until.Sub(now), Held: true, Text: h.text}
	}
	select {
	case c.flight <- struct{}{}:
		return func() { <-c.flight; free() }, nil
	case <-ctx.Done():
		free()
		return nil, ctx.Err()
	}
}

func (c *Client) send(ctx context.Context, u *url.URL, r request) (*http.Response, error) {
	bare := *u
	bare.User, bare.Fragment = nil, ""
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, bare.String(), nil)
	if err != nil {
		return nil, err
	}
	for k, v := range r.header {
		req.Header[k] = v
	}
	req.Header.Set("User-Agent", c.opts.UserAgent)
	req.Header.Set("Accept", r.accept)
	req.Header.Set("Accept-Encoding", "gzip")
	r.cookies.send(req)
	if u.User != nil {
		pass, _ := u.User.Password()
		req.SetBasicAuth(u.User.Username(), pass)
	}
	if c.opts.Transport == nil {
		proxy, err := c.opts.Proxy(req)
		if err != nil { // its text has the address, and that a password
			return nil, failed(KindBlocked, u, "the proxy's address in the settings is not one")
		}
		if proxy != nil {
			return c.proxied.RoundTrip(req)
		}
	}
	if r.inside {
		return c.inside.RoundTrip(req)
	}
	return c.direct.RoundTrip(req)
}

// wrong explains an error. The reader's own cancelling is passed on as it is. A
// host that does not even take connections is not tried for its other feeds too.
func (c *Client) wrong(ctx context.Context, u *url.URL, host string, err error, now time.Time) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if large := new(http.MaxBytesError); errors.As(err, &large) {
		return failed(KindSize, u, "the file is larger than %d MiB", large.Limit>>20)
	}
	if errors.Is(err, errTooSlow) {
		return failed(KindTimeout, u, "%v", errTooSlow)
	}
	if errors.Is(err, errTooLarge) {
		return failed(KindSize, u, "the feed is %v", err)
	}
	e := explain(u, err)
	if e.Kind == KindTimeout && connecting(err) {
		c.hosts.leave(host, hold{until: now.Add(20 * time.Second), kind: KindTimeout, text: "the server did not answer a moment ago"}, now)
	}
	return e
}

// answer looks at a response: the next address of a redirect, the page filled in
// for 200 and 304, an error for all else.
func (c *Client) answer(ctx context.Context, u *url.URL, res *http.Response, p *page, w *watch, now time.Time) (*url.URL, error) {
	p.status, p.header = res.StatusCode, res.Header
	switch res.StatusCode {
	case http.StatusOK:
		p.maxAge = maxAge(res.Header)
		var err error
		p.body, err = c.bodies.read(ctx, res, w)
		return nil, err
	case http.StatusNotModified:
		p.maxAge = maxAge(res.Header)
		return nil, nil
	case 301, 302, 303, 307, 308:
		_, _ = io.CopyN(io.Discard, res.Body, 4<<10) // so that the connection can be used again
		return redirected(u, res.Header.Get("Location"))
	}
	return nil, c.refused(u, res, now)
}

// redirected resolves a Location. Credentials go along only within one origin.
func redirected(u *url.URL, location string) (*url.URL, error) {
	if location == "" {
		return nil, failed(KindRedirect, u, "a redirect to nowhere")
	}
	next, err := u.Parse(location)
	if err != nil {
		return nil, failed(KindRedirect, u, "a redirect to what is not an address")
	}
	next.Scheme = strings.ToLower(next.Scheme)
	if (next.Scheme != "http" && next.Scheme != "https") || next.Hostname() == "" {
		return nil, failed(KindBlocked, u, "a redirect to %s, which is not of the web", redact(next))
	}
	if next.User == nil && next.Scheme == u.Scheme && strings.EqualFold(next.Host, u.Host) {
		next.User = u.User
	}
	return next, nil
}

// refused makes the error of a status that is none of success, and has the host
// left alone when it asks for that.
func (c *Client) refused(u *url.URL, res *http.Response, now time.Time) error {
	e := failed(KindStatus, u, "%s", statusText(res.StatusCode))
	e.Status = res.StatusCode
	switch res.StatusCode {
	case http.StatusGone:
		e.Kind = KindGone
	case http.StatusNoContent:
		e.Kind = KindNotFeed
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		e.RetryAfter = retryAfter(res, now)
		if e.RetryAfter > 0 {
			c.hosts.leave(strings.ToLower(u.Hostname()), heldBy(e.Status, now.Add(e.RetryAfter)), now)
		}
	}
	return e
}

// statusText says in plain words what a status means for a reader of feeds.
func statusText(code int) string {
	switch code {
	case 401:
		return "401: the server wants a user name and password"
	case 402:
		return "402: the server wants to be paid"
	case 403:
		return "403: the server refuses readers like this"
	case 404:
		return "404: there is nothing at this address"
	case 410:
		return "410: the feed is gone for good"
	case 429:
		return "429: too many requests"
	case 503:
		return "503: the server is overloaded or down for maintenance"
	case 204:
		return "204: the server sent nothing"
	}
	text := http.StatusText(code)
	if text == "" {
		text = "an answer of no known meaning"
	}
	return strconv.Itoa(code) + ": " + strings.ToLower(text)
}

// retryAfter reads Retry-After, in seconds or as a date (RFC 9110, 10.2.3), and
// bounds it. A 429 always gets some rest.
func retryAfter(res *http.Response, now time.Time) time.Duration {
	least := time.Duration(0)
	if res.StatusCode == http.StatusTooManyRequests {
		least = bare429
	}
	v := strings.TrimSpace(res.Header.Get("Retry-After"))
	if v == "" {
		return least
	}
	var wait time.Duration
	if seconds, err := strconv.ParseInt(v, 10, 64); err == nil {
		wait = time.Duration(min(seconds, int64(maxWait/time.Second))) * time.Second
	} else if at, err := http.ParseTime(v); err == nil {
		wait = at.Sub(now)
	}
	if wait <= 0 {
		return least
	}
	return min(max(wait, minWait), maxWait)
}

// maxAge reads how long an answer stays fresh: Cache-Control's max-age less Age,
// else 0. Expires is left alone: on feeds it is mostly in the past or nonsense.
func maxAge(h http.Header) time.Duration {
	for _, d := range strings.Split(strings.Join(h.Values("Cache-Control"), ","), ",") {
		name, value, _ := strings.Cut(strings.ToLower(strings.TrimSpace(d)), "=")
		if name == "no-cache" || name == "no-store" {
			return 0
		}
		if name != "max-age" {
			continue
		}
		seconds, err := strconv.ParseInt(strings.Trim(value, `" `), 10, 64)
		if err != nil || seconds <= 0 {
			return 0
		}
		age, _ := strconv.ParseInt(h.Get("Age"), 10, 64)
		seconds = min(seconds, int64(maxWait/time.Second)) - max(age, 0)
		return time.Duration(max(seconds, 0)) * time.Second
	}
	return 0
}
