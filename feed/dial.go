package feed

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"time"
)

// DialFunc opens a connection, as net.Dialer.DialContext does.
type DialFunc func(ctx context.Context, network, address string) (net.Conn, error)

// blockedError refuses an address that is not of the public internet.
type blockedError struct{ what string }

func (e *blockedError) Error() string {
	return e.what + " is not an address of the public internet; if it is yours, name its host in allow_hosts of the settings"
}

// guard decides which addresses may be reached. Addresses are checked when the
// socket is about to connect, after the name was resolved: a name that resolves
// to something else the second time (rebinding) gains nothing.
type guard struct {
	any   bool
	allow map[string]bool // "host" or "host:port", lower case
}

func newGuard(any bool, hosts []string) guard {
	g := guard{any: any, allow: map[string]bool{}}
	for _, h := range hosts {
		g.allow[strings.ToLower(strings.TrimSpace(h))] = true
	}
	return g
}

// allowed reports whether the owner named this host, whatever it resolves to.
func (g guard) allowed(host, port string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	return g.any || g.allow[host] || g.allow[net.JoinHostPort(host, port)]
}

// dial returns a dialer that keeps the guard; inside says that hosts which the owner
// allows may be anywhere.
func (g guard) dial(resolver *net.Resolver, connect time.Duration, inside bool) DialFunc {
	free := &net.Dialer{Timeout: connect, KeepAlive: 30 * time.Second, Resolver: resolver}
	checked := *free
	checked.Control = func(network, address string, _ syscall.RawConn) error {
		return checkAddress(network, address)
	}
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		host, port, err := net.SplitHostPort(address)
		if err != nil {
			return nil, err
		}
		if g.any || inside && g.allowed(host, port) {
			return free.DialContext(ctx, network, address)
		}
		return checked.DialContext(ctx, network, address)
	}
}

// politeResolver asks the name server a bounded number of questions at a time: a
// round asks for hundreds of names, and the small servers of home routers refuse
// beyond some dozens. Where the system resolves names itself it does its own.
func politeResolver(dial DialFunc) *net.Resolver {
	places := make(chan struct{}, 24)
	return &net.Resolver{Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
		select {
		case places <- struct{}{}:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		conn, err := dial(ctx, network, address)
		if err != nil {
			<-places
			return nil, err
		}
		free := sync.OnceFunc(func() { <-places })
		// The resolver tells datagrams from a stream by the connection's type.
		if udp, ok := conn.(*net.UDPConn); ok {
			return &datagrams{udp, free}, nil
		}
		return &stream{conn, free}, nil
	}}
}

// datagrams and stream are connections to a name server; their place is free when
// they are closed.
type datagrams struct {
	*net.UDPConn
	free func()
}

type stream struct {
	net.Conn
	free func()
}

func (d *datagrams) Close() error {
	d.free()
	return d.UDPConn.Close()
}

func (s *stream) Close() error {
	s.free()
	return s.Conn.Close()
}

// checkAddress is the last look before connect(2): address is numeric here.
func checkAddress(network, address string) error {
	if !strings.HasPrefix(network, "tcp") {
		return &blockedError{network}
	}
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("address %q: %w", address, err)
	}
	if !public(at.Addr()) {
		return &blockedError{at.Addr().String()}
	}
	return nil
}

// checkTarget refuses what can be seen to be private without resolving a name:
// all that can be done when a proxy resolves it, and a clear answer otherwise.
// Hosts such as 127.1 or 0x7f000001, which some resolvers take for addresses and
// others for names, are refused outright. inside is as in dial.
func (g guard) checkTarget(u *url.URL, inside bool) error {
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if g.any || inside && g.allowed(host, portOf(u)) {
		return nil
	}
	if a, err := netip.ParseAddr(host); err == nil {
		if !public(a) {
			return &blockedError{a.String()}
		}
		return nil
	}
	if host == "localhost" || strings.HasSuffix(host, ".localhost") || numericHost(host) {
		return &blockedError{host}
	}
	return nil
}

func portOf(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case u.Scheme == "https":
		return "443"
	}
	return "80"
}

// numericHost reports whether the last label of a host is a number: no public
// name ends so (RFC 3696, section 2), but the C library's inet_aton takes it.
func numericHost(host string) bool {
	last := host[strings.LastIndexByte(host, '.')+1:]
	if hex, ok := strings.CutPrefix(last, "0x"); ok {
		return strings.Trim(hex, "0123456789abcdef") == ""
	}
	return last != "" && strings.Trim(last, "0123456789") == ""
}

// public reports whether an address is of the public internet: global unicast
// and set aside for nothing else by IANA's special-purpose registries. An IPv4
// address inside an IPv6 one (mapped, NAT64, 6to4) is judged by itself.
func public(a netip.Addr) bool {
	a = a.WithZone("").Unmap()
	if !a.IsValid() || !a.IsGlobalUnicast() {
		return false
	}
	if inner, ok := embedded4(a); ok {
		return public(inner)
	}
	if a.Is6() && !globalUnicast6().Contains(a) {
		return false
	}
	for _, p := range specialPurpose() {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

// embedded4 returns the IPv4 address that a NAT64 (64:ff9b::/96) or 6to4
// (2002::/16) address leads to.
func embedded4(a netip.Addr) (netip.Addr, bool) {
	if !a.Is6() {
		return netip.Addr{}, false
	}
	b := a.As16()
	switch {
	case netip.MustParsePrefix("64:ff9b::/96").Contains(a):
		return netip.AddrFrom4([4]byte(b[12:16])), true
	case netip.MustParsePrefix("2002::/16").Contains(a):
		return netip.AddrFrom4([4]byte(b[2:6])), true
	}
	return netip.Addr{}, false
}

func globalUnicast6() netip.Prefix { return netip.MustParsePrefix("2000::/3") }

// specialPurpose lists what IANA's registries (RFC 6890 and its successors) set
// aside, beyond what netip's own predicates know.
func specialPurpose() []netip.Prefix {
	var ps []netip.Prefix
	for _, s := range []string{
		"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
		"192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
		"203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
		"168.63.129.16/32", // public by its number, and every machine in Azure finds its keeper there
		"2001::/23", "2001:db8::/32", "3fff::/20",
	} {
		ps = append(ps, netip.MustParsePrefix(s))
	}
	return ps
}
