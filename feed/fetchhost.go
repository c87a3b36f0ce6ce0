package feed

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"
)

// hosts keeps one connection a host at a time, and remembers which hosts asked
// to be left alone, and until when.
type hosts struct {
	mu    sync.Mutex
	slots map[string]*hostSlot
	holds map[string]hold
}

type hostSlot struct {
	turn chan struct{} // holds a token while the host is free
	refs int           // who has it and who waits for it
}

// hold is why and until when a host is not asked.
type hold struct {
	until  time.Time
	status int // the answer that brought it
	kind   ErrKind
	text   string
}

// heldBy is the hold that an answer of 429 or 503 brought.
func heldBy(status int, until time.Time) hold {
	return hold{until: until, status: status, kind: KindStatus, text: fmt.Sprintf("%d: the host asked to be left alone until %s", status, until.UTC().Format("15:04 UTC"))}
}

func newHosts() *hosts {
	return &hosts{slots: map[string]*hostSlot{}, holds: map[string]hold{}}
}

// acquire waits for the host's turn. The release it returns is called once.
func (h *hosts) acquire(ctx context.Context, host string) (release func(), err error) {
	h.mu.Lock()
	s := h.slots[host]
	if s == nil {
		s = &hostSlot{turn: make(chan struct{}, 1)}
		s.turn <- struct{}{}
		h.slots[host] = s
	}
	s.refs++
	h.mu.Unlock()
	select {
	case <-s.turn:
		return func() { s.turn <- struct{}{}; h.drop(host, s) }, nil
	case <-ctx.Done():
		h.drop(host, s)
		return nil, ctx.Err()
	}
}

func (h *hosts) drop(host string, s *hostSlot) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if s.refs--; s.refs == 0 {
		delete(h.slots, host)
	}
}

// leave keeps the host from being asked until the hold ends. A longer one stays.
func (h *hosts) leave(host string, l hold, now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for name, old := range h.holds { // few: swept as they are added
		if !old.until.After(now) {
			delete(h.holds, name)
		}
	}
	if old, ok := h.holds[host]; !ok || l.until.After(old.until) {
		h.holds[host] = l
	}
}

// held returns the hold in force on the host.
func (h *hosts) held(host string, now time.Time) (hold, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	l, ok := h.holds[host]
	return l, ok && l.until.After(now)
}

// LeaveAlone keeps the host of an address from being asked before the given time,
// as an answer of that status to an earlier process demanded.
func (c *Client) LeaveAlone(address string, status int, until, now time.Time) {
	if u, err := ParseURL(address); err == nil {
		c.hosts.leave(strings.ToLower(u.Hostname()), heldBy(status, until), now)
	}
}
