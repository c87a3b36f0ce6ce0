package desk

import (
	"fmt"

	"dateline/news"
)

// act is something that not everybody may do.
type act string

const (
	actMark      act = "mark"
	actFetch     act = "fetch"
	actSubscribe act = "subscribe"
	actShare     act = "share"
	actDisclose  act = "disclose"
	actCorrect   act = "correct"
)

// rights say who may do what. Each row has its test.
var rights = []struct {
	act   act
	least news.Role
	words string // what it is, for who may not
}{
	{actMark, news.Reader, "keeping marks, notes and searches"},
	{actFetch, news.Reader, "fetching pages, pictures and feeds"},
	{actSubscribe, news.Reader, "subscribing to feeds"},
	{actShare, news.Editor, "changing the feeds of all"},
	{actDisclose, news.Owner, "sharing a feed with a secret in its address"},
	{actCorrect, news.Editor, "changing events for all"},
}

// may returns nil where the session's reader may do something, and else an error of
// news.ErrNotAllowed that says in a plain line who may.
func (d *Desk) may(a act) error {
	for _, r := range rights {
		if r.act == a && d.role.AtLeast(r.least) {
			return nil
		}
		if r.act == a {
			return &notAllowed{r.words, r.least, d.role}
		}
	}
	return news.ErrNotAllowed // of what no row knows
}

// notAllowed says what is not allowed to a role, and who may.
type notAllowed struct {
	words       string
	least, role news.Role
}

func (e *notAllowed) Error() string {
	who := map[news.Role]string{news.Reader: "readers with a key", news.Editor: "editors and owners", news.Owner: "owners"}[e.least]
	you := map[news.Role]string{news.Reader: "a reader", news.Editor: "an editor"}[e.role]
	if you == "" {
		you = "a guest"
	}
	return fmt.Sprintf("%s is for %s; you are %s", e.words, who, you)
}

// Is makes it a news.ErrNotAllowed.
func (e *notAllowed) Is(target error) bool { return target == news.ErrNotAllowed }

// Role returns what the session's reader may do.
func (d *Desk) Role() news.Role { return d.role }

// alone reports whether the reader is the one at this machine: all feeds are everybody's
// and nothing is refused.
func (d *Desk) alone() bool { return d.user == news.Local && d.role == news.Owner }
