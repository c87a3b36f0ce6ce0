package feed

import (
	"net/http"
	"net/url"
	"strings"
)

// Bounds on the cookies of one fetch.
const (
	maxCookies = 32
	maxCookie  = 4096 // bytes of one
)

// cookies are those that the hops of one fetch were given: some servers send who asks to
// the same address again until it brings back what they gave. They are forgotten with the
// fetch, and only the host and scheme that gave one gets it back.
type cookies struct {
	given []given
}

type given struct{ origin, name, value string }

func originOf(u *url.URL) string { return u.Scheme + "://" + strings.ToLower(u.Host) }

// keep remembers what an answer gave.
func (c *cookies) keep(u *url.URL, res *http.Response) {
	origin := originOf(u)
	for _, k := range res.Cookies() {
		kept := c.given[:0]
		for _, g := range c.given {
			if g.origin != origin || g.name != k.Name {
				kept = append(kept, g)
			}
		}
		c.given = kept
		if k.MaxAge >= 0 && len(k.Name)+len(k.Value) <= maxCookie && len(c.given) < maxCookies {
			c.given = append(c.given, given{origin, k.Name, k.Value})
		}
	}
}

// send adds to a request what its origin gave.
func (c *cookies) send(req *http.Request) {
	origin := originOf(req.URL)
	for _, g := range c.given {
		if g.origin == origin {
			req.AddCookie(&http.Cookie{Name: g.name, Value: g.value})
		}
	}
}
