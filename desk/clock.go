package desk

import (
	"slices"
	"sync"
	"time"

	"dateline/news"
)

// A machine's clock may be wrong by years: without a battery it starts in the past,
// and somebody sets it. Schedules follow it all the same (lookOver frees feeds whose
// time is out of reach). The time a story is first seen, which bounds the time it
// sorts by, is corrected by what the servers say in their Date headers, so that news
// fetched under a wrong clock stands where it belongs.

const (
	clockHosts = 15        // whose clocks are remembered
	clockVotes = 3         // hosts that must have answered
	clockSlack = time.Hour // by which clocks may differ
)

// clocks remembers how far the servers' clocks are ahead of ours.
type clocks struct {
	mu   sync.Mutex
	said []hostClock // the last clockHosts to answer, oldest first
	last time.Time   // ours when the last of them answered
}

type hostClock struct {
	host  string
	ahead time.Duration
}

// note keeps what a host's answer of the time date says; a zero date says nothing.
func (c *clocks) note(host string, date, now time.Time) {
	if date.IsZero() {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if now.Sub(c.last).Abs() > clockSlack { // ours may have been set since
		c.said = nil
	}
	c.last = now
	c.said = slices.DeleteFunc(c.said, func(h hostClock) bool { return h.host == host })
	if len(c.said) == clockHosts {
		c.said = slices.Delete(c.said, 0, 1)
	}
	c.said = append(c.said, hostClock{host, date.Sub(now)})
}

// seen returns the time at which stories that came with an answer of that date were
// first seen. While too few hosts have answered, the server's own date counts for
// its own stories: a date before our time always, since that gains nobody a place;
// one after it only when the feed was fetched at a later time already, so that our
// clock went back.
func (c *clocks) seen(s news.FetchState, date, now time.Time) time.Time {
	if off := c.behind(); off != 0 || date.IsZero() || c.enough() {
		return now.Add(off)
	}
	if ahead := date.Sub(now); ahead < -clockSlack || ahead > clockSlack && s.LastTry.Sub(now) > clockSlack {
		return date
	}
	return now
}

func (c *clocks) enough() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.said) >= clockVotes
}

// behind returns by how much our clock is behind that of the servers, by their
// median, negative when it is ahead; 0 when it is right by an hour or too few have
// answered. One server that lies moves nothing.
func (c *clocks) behind() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.said) < clockVotes {
		return 0
	}
	all := make([]time.Duration, len(c.said))
	for i, h := range c.said {
		all[i] = h.ahead
	}
	slices.Sort(all)
	if median := all[len(all)/2]; median.Abs() > clockSlack {
		return median
	}
	return 0
}
