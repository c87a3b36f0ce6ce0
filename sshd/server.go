package sshd

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/crypto/ssh"
)

// Limits bound what readers and strangers may cost. A zero means the default.
type Limits struct {
	Sessions int // at once, in all: by default 1,000
	PerUser  int // at once, of one reader or of guests at one address; by default 10. Guests have half of all
	// Idle is how long a session may be without a key pressed, Longest how long it may last:
	// by default 12 hours and 7 days.
	Idle, Longest time.Duration
	// Handshake is how long a login may take and a connection may be without a session, by
	// default 20 seconds; Handshakes how many may be under way, by default 64.
	Handshake  time.Duration
	Handshakes int
	PerMinute  int // connections of one address a minute, by default 60; below 0 any number
	// Stall is how long a client may leave what it is sent unread, by default 20 seconds.
	Stall time.Duration
	// Cols and Rows bound the window, by default 300 by 100.
	Cols, Rows int
}

// Defaults fills in what is zero.
func (l Limits) Defaults() Limits {
	l.Sessions = cmp.Or(l.Sessions, 1000)
	l.PerUser = cmp.Or(l.PerUser, 10)
	l.Idle = cmp.Or(l.Idle, 12*time.Hour)
	l.Longest = cmp.Or(l.Longest, 7*24*time.Hour)
	l.Handshake = cmp.Or(l.Handshake, 20*time.Second)
	l.Handshakes = cmp.Or(l.Handshakes, 64)
	l.PerMinute = max(cmp.Or(l.PerMinute, 60), 0)
	l.Stall = cmp.Or(l.Stall, 20*time.Second)
	l.Cols, l.Rows = cmp.Or(l.Cols, 300), cmp.Or(l.Rows, 100)
	return l
}

// Options are what a server is made of.
type Options struct {
	HostKey ssh.Signer
	Keys    *Keyring // may be nil if Open
	Open    bool     // whoever has no known key may read, too, as a guest

	// Screens runs the screens of a session until the reader leaves or its context ends.
	Screens func(context.Context, *Session) error
	// Command runs one of Commands with its arguments and returns its exit code.
	Command  func(ctx context.Context, s *Session, args []string) int
	Commands []string

	Limits Limits
	Clock  func() time.Time // time.Now by default
	Log    *slog.Logger     // nothing by default
}

// Server lets readers in.
type Server struct {
	o      Options
	config *ssh.ServerConfig
	gate   *gate
	born   time.Time

	refused atomic.Int64 // connections that were refused before the handshake

	mu        sync.Mutex
	closing   bool
	listeners map[net.Listener]struct{}
	conns     map[*conn]struct{}
	of        map[string]int // sessions of a reader, or of guests at one address
	sessions  int
	guests    int            // sessions of guests
	live      sync.WaitGroup // connections
}

// Why a session ends that its reader did not end, in the words that the reader is told.
var (
	errIdle    = errors.New("no key was pressed for long; your place is kept")
	errLongest = errors.New("this session has lasted as long as one may; your place is kept")
	errRestart = errors.New("the newsroom closes for now; your place is kept, come back in a minute")
	errRevoked = errors.New("your key is not known here any more")
	errLeft    = errors.New("hung up")
)

// New makes a server. Nothing is served yet.
func New(o Options) (*Server, error) {
	o.Limits = o.Limits.Defaults()
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Keys == nil && !o.Open {
		return nil, ErrNoKeys
	}
	s := &Server{o: o, born: o.Clock().Add(-1), gate: newGate(o.Clock, o.Limits.PerMinute, o.Limits.Handshakes),
		listeners: map[net.Listener]struct{}{}, conns: map[*conn]struct{}{}, of: map[string]int{}}
	s.config = s.login()
	return s, nil
}

// sweepEvery is how often sessions are looked at for those that are over. One sweep looks
// at all: a session that rests has no timer of its own.
const sweepEvery = 5 * time.Second

// Serve lets in who connects to l until Shutdown, and closes it.
func (s *Server) Serve(l net.Listener) error {
	if !s.listen(l) {
		return errors.Join(errRestart, l.Close())
	}
	stop := make(chan struct{})
	defer close(stop)
	go s.sweeping(stop)
	var wait time.Duration
	for {
		nc, err := l.Accept()
		if err == nil {
			wait = 0
			s.take(nc)
			continue
		}
		if s.ends() {
			return nil
		}
		var passing net.Error
		if wait = min(max(2*wait, 5*time.Millisecond), time.Second); errors.Is(err, net.ErrClosed) || !errors.As(err, &passing) {
			return fmt.Errorf("accept: %w", err)
		}
		s.o.Log.Warn("accept", "err", err) // no descriptors are left, as a rule: some come back
		time.Sleep(wait)
	}
}

// listen notes a listener, false when the server closes.
func (s *Server) listen(l net.Listener) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closing {
		return false
	}
	s.listeners[l] = struct{}{}
	return true
}

// ends reports whether the server closes.
func (s *Server) ends() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.closing
}

// take begins with a connection, if it may begin.
func (s *Server) take(nc net.Conn) {
	addr := addressOf(nc)
	if !s.gate.enter(addr) {
		s.refused.Add(1)
		_ = nc.Close()
		return
	}
	c := &conn{server: s, nc: nc, since: s.o.Clock(), sessions: map[*Session]struct{}{}}
	s.mu.Lock()
	if s.closing {
		s.mu.Unlock()
		s.gate.leave(addr)
		_ = nc.Close()
		return
	}
	s.conns[c] = struct{}{}
	s.live.Add(1)
	s.mu.Unlock()
	go func() {
		defer s.live.Done()
		c.serve(addr)
		s.mu.Lock()
		delete(s.conns, c)
		s.mu.Unlock()
	}()
}

// addressOf is the address at the other end, the zero address for what has none.
func addressOf(nc net.Conn) netip.Addr {
	at, err := netip.ParseAddrPort(nc.RemoteAddr().String())
	if err != nil {
		return netip.Addr{}
	}
	return at.Addr()
}

func (s *Server) sweeping(stop <-chan struct{}) {
	t := time.NewTicker(sweepEvery)
	defer t.Stop()
	for {
		select {
		case <-t.C:
			s.sweep(s.o.Clock())
		case <-stop:
			return
		}
	}
}

// sweep ends what is over: sessions that rest or last for too long, clients that do not
// read, connections without a session, and the sessions of keys that were taken away.
func (s *Server) sweep(now time.Time) {
	if n := s.refused.Swap(0); n > 0 {
		s.o.Log.Warn("connections refused before the handshake", "count", n)
	}
	changed := false
	if s.o.Keys != nil {
		var err error
		if changed, err = s.o.Keys.Reload(); err != nil {
			s.o.Log.Error("keys not read again; the ones from before hold", "err", err)
		} else if changed {
			s.o.Log.Info("keys read again", "keys", s.o.Keys.Len())
		}
	}
	s.mu.Lock()
	conns := make([]*conn, 0, len(s.conns))
	for c := range s.conns {
		conns = append(conns, c)
	}
	s.mu.Unlock()
	for _, c := range conns {
		c.sweep(now, changed)
	}
}

// Shutdown closes the server: nobody is let in, every session is told and asked to end.
// Those that have not when ctx ends are cut off. When it returns there are none.
func (s *Server) Shutdown(ctx context.Context) error {
	s.mu.Lock()
	s.closing = true
	for l := range s.listeners {
		_ = l.Close()
	}
	conns := make([]*conn, 0, len(s.conns))
	for c := range s.conns {
		conns = append(conns, c)
	}
	s.mu.Unlock()
	for _, c := range conns {
		c.end(errRestart)
	}
	done := make(chan struct{})
	go func() { s.live.Wait(); close(done) }()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
	}
	s.o.Log.Warn("sessions cut off", "sessions", s.Stats().Sessions)
	for _, c := range conns {
		_ = c.nc.Close()
	}
	select {
	case <-done: // what still works for a session works in vain, and ends by its context
	case <-time.After(time.Second):
	}
	return ctx.Err()
}

// Stats is how many are there.
type Stats struct {
	Connections, Sessions, Users int
}

// Stats tells how many are there now.
func (s *Server) Stats() Stats {
	s.mu.Lock()
	defer s.mu.Unlock()
	return Stats{len(s.conns), s.sessions, len(s.of)}
}

// book counts a session in, or says in one line why it cannot be.
func (s *Server) book(c *conn) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	guest := c.reader.Key == ""
	switch {
	case s.closing:
		return errRestart
	case s.sessions >= s.o.Limits.Sessions || guest && s.guests >= s.o.Limits.Sessions/2:
		return errors.New("too many readers are here; try again later")
	case s.of[c.who] >= s.o.Limits.PerUser:
		return fmt.Errorf("%d sessions of yours are open; close one first", s.of[c.who])
	}
	s.count(c, 1)
	return nil
}

// count counts a session in or out.
func (s *Server) count(c *conn, n int) {
	s.sessions += n
	if c.reader.Key == "" {
		s.guests += n
	}
	if s.of[c.who] += n; s.of[c.who] == 0 {
		delete(s.of, c.who)
	}
}

// unbook counts a session out.
func (s *Server) unbook(c *conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count(c, -1)
}

// age is how long the server has been there, by a clock that nobody sets.
func (s *Server) age(now time.Time) int64 { return int64(now.Sub(s.born)) }
