package sshd

import (
	"net/netip"
	"testing"
	"time"
)

// TestGate: each row is a moment at which addresses knock; of those that came in the named
// ones stay in their handshake.
func TestGate(t *testing.T) {
	now := start
	g := newGate(func() time.Time { return now }, 4, 20)
	a, b, v6 := netip.MustParseAddr("192.0.2.1"), netip.MustParseAddr("192.0.2.2"), netip.MustParseAddr("2001:db8::1")
	near := netip.MustParseAddr("2001:db8::ffff:1")
	for _, row := range []struct {
		name  string
		later time.Duration
		who   netip.Addr
		n, in int
		stay  bool
	}{
		{"as many as a minute's", 0, a, 4, 4, false},
		{"no more", 0, a, 3, 0, false},
		{"another address is another's", 0, b, 1, 1, false},
		{"a quarter of a minute later, one", 15 * time.Second, a, 3, 1, false},
		{"a clock that goes back gives nothing", -time.Hour, a, 1, 0, false},
		{"long after, a minute's again", 3 * time.Hour, a, 9, 4, false},
		{"networks of IPv6 are one customer", 0, v6, 4, 4, false},
		{"so that its neighbour is it", 0, near, 1, 0, false},
		{"in a handshake", time.Hour, a, 4, 4, true},
		{"and in", time.Hour, a, 4, 4, true},
		{"and in", time.Hour, a, 4, 4, true},
		{"and in", time.Hour, a, 4, 4, true},
		{"of one address no more", time.Hour, a, 4, 0, true},
		{"of all no more", 0, b, 5, 4, true},
	} {
		now = now.Add(row.later)
		in := 0
		for range row.n {
			if g.enter(row.who) {
				if in++; !row.stay {
					g.leave(row.who)
				}
			}
		}
		if in != row.in {
			t.Errorf("%s: %d of %d came in, want %d", row.name, in, row.n, row.in)
		}
	}
}

// TestGateIsBounded: addresses without number leave a bounded table, and those that are
// limited stay so.
func TestGateIsBounded(t *testing.T) {
	now := start
	g := newGate(func() time.Time { return now }, 2, 1<<30)
	bad := netip.MustParseAddr("203.0.113.9")
	for g.enter(bad) {
		g.leave(bad)
	}
	for i := range 3 * maxKnown {
		addr := netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)})
		if g.enter(addr) {
			g.leave(addr)
		}
	}
	if len(g.known) > maxKnown {
		t.Errorf("%d addresses are known", len(g.known))
	}
	if g.enter(bad) {
		t.Error("an address was forgotten too early")
	}
	now = now.Add(time.Hour)
	if g.enter(netip.MustParseAddr("198.51.100.1")); len(g.known) > 2 {
		t.Errorf("%d addresses are known after an hour", len(g.known))
	}
}
