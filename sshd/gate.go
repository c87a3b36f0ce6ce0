package sshd

import (
	"net/netip"
	"sync"
	"time"
)

// gate lets connections in before anything is spent on them: so many a minute an
// address, so many of an address and of all at once that have not logged in yet. What
// it keeps is bounded, whoever knocks.
type gate struct {
	clock   func() time.Time
	rate    float64 // connections a second an address; 0 for any number
	burst   float64
	waiting int // in a handshake, of all
	most    int
	mu      sync.Mutex
	known   map[netip.Prefix]*knocks
	forgot  time.Time // when room was last made among them
}

// knocks is what an address did.
type knocks struct {
	left    float64 // connections that it may make now
	at      time.Time
	waiting int // in a handshake
}

// maxKnown bounds the addresses remembered. When they are more, those that waited
// long enough to be forgotten go, and if none did, whoever is new is not limited by rate
// but by the number in a handshake.
const maxKnown = 8192

// ofAddress is how many of one address may be in a handshake at once.
const ofAddress = 16

func newGate(clock func() time.Time, perMinute, most int) *gate {
	return &gate{clock: clock, rate: float64(perMinute) / 60, burst: float64(perMinute), most: most, known: map[netip.Prefix]*knocks{}}
}

// place is what counts as one address: an IPv6 network of 64 bits is one customer's.
func place(addr netip.Addr) netip.Prefix {
	addr = addr.Unmap().WithZone("")
	bits := 64
	if addr.Is4() {
		bits = 32
	}
	p, _ := addr.Prefix(bits) // the zero prefix for no address at all
	return p
}

// enter asks to begin a handshake. When it says yes, the caller calls leave after it.
func (g *gate) enter(addr netip.Addr) (ok bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.waiting >= g.most {
		return false
	}
	if g.rate > 0 {
		k := g.of(place(addr))
		if k != nil {
			if k.left < 1 || k.waiting >= ofAddress {
				return false
			}
			k.left--
			k.waiting++
		}
	}
	g.waiting++
	return true
}

// leave says that a handshake has ended.
func (g *gate) leave(addr netip.Addr) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.waiting--
	if k := g.known[place(addr)]; k != nil && k.waiting > 0 {
		k.waiting--
	}
}

// of returns what is known of an address now, nil when there is no room to know it.
func (g *gate) of(p netip.Prefix) *knocks {
	now := g.clock()
	k := g.known[p]
	if k == nil {
		if len(g.known) >= maxKnown && now.Sub(g.forgot).Abs() >= time.Second {
			g.forgot = now
			g.forget(now)
		}
		if len(g.known) >= maxKnown {
			return nil
		}
		k = &knocks{left: g.burst, at: now}
		g.known[p] = k
	}
	k.refill(now, g.rate, g.burst)
	return k
}

// refill gives back what time has given back. A clock that goes back gives nothing.
func (k *knocks) refill(now time.Time, rate, burst float64) {
	k.left = min(burst, k.left+max(now.Sub(k.at).Seconds(), 0)*rate)
	k.at = now
}

// forget drops the addresses that have all of their connections back.
func (g *gate) forget(now time.Time) {
	for p, k := range g.known {
		if k.refill(now, g.rate, g.burst); k.left >= g.burst && k.waiting == 0 {
			delete(g.known, p)
		}
	}
}
