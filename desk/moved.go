package desk

import (
	"net/url"
	"strings"
	"time"

	"dateline/news"
)

// A move to another site is believed when the server said so several times over a day: a
// hotel's net, a mistake or a domain that changed hands says so, too.
const (
	movedTimes = 3
	movedFor   = 24 * time.Hour
)

// takenOver returns the address that a feed has from now on, "" for the one it has. A move
// within a site is believed at once; what is said of another is noted in the state.
func takenOver(s *news.FetchState, from, to string, now time.Time) string {
	if to == "" || siteOf(from) == siteOf(to) {
		s.Moved, s.MovedSince, s.MovedSeen = "", time.Time{}, 0
		return to
	}
	if s.Moved != to {
		s.Moved, s.MovedSince, s.MovedSeen = to, now, 0
	}
	s.MovedSeen++
	if s.MovedSeen < movedTimes || now.Sub(s.MovedSince) < movedFor {
		return ""
	}
	s.Moved, s.MovedSince, s.MovedSeen = "", time.Time{}, 0
	return to
}

// siteOf is the host of an address, whatever its scheme, port and "www.".
func siteOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}
