package sshd

import (
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/crypto/ssh"
)

// conn is a connection, from the first byte to the last.
type conn struct {
	server *Server
	nc     net.Conn
	reader Reader
	who    string      // who sessions are counted for: a reader, or guests at one address
	shaken atomic.Bool // it has logged in

	mu       sync.Mutex
	ending   error     // why it takes no more sessions
	since    time.Time // when it came, or when its last session ended
	sessions map[*Session]struct{}
}

// serve serves a connection to its end, and to that of its sessions.
func (c *conn) serve(addr netip.Addr) {
	s := c.server
	defer c.nc.Close()
	late := time.AfterFunc(s.o.Limits.Handshake, func() { _ = c.nc.Close() })
	sc, channels, requests, err := ssh.NewServerConn(c.nc, s.config)
	late.Stop()
	s.gate.leave(addr)
	if err != nil {
		s.o.Log.Debug("no login", "from", addr.String(), "err", err)
		return
	}
	defer sc.Close()
	c.reader = readerOf(sc.Permissions)
	if c.who = string(c.reader.User); c.reader.Key == "" {
		c.who += " " + place(addr).String()
	}
	c.shaken.Store(true) // from here on a sweep ends it when its key goes
	if c.reader.Key != "" && !s.o.Keys.Holds(c.reader) {
		s.o.Log.Info("the key was taken away meanwhile", "user", string(c.reader.User), "from", addr.String())
		return
	}
	log := s.o.Log.With("user", string(c.reader.User), "from", addr.String())
	log.Info("logged in", "role", string(c.reader.Role), "key", c.reader.Key)
	var live sync.WaitGroup
	for channels != nil || requests != nil {
		select {
		case req, ok := <-requests:
			if !ok {
				requests = nil
			} else if req.WantReply { // a forwarding that is asked for, or a sign of life
				_ = req.Reply(false, nil)
			}
		case nch, ok := <-channels:
			if !ok {
				channels = nil
			} else {
				c.open(nch, &live)
			}
		}
	}
	c.end(errLeft)
	live.Wait()
	log.Info("logged out")
}

// open opens a session. Nothing else is opened: there is no forwarding.
func (c *conn) open(nch ssh.NewChannel, live *sync.WaitGroup) {
	if nch.ChannelType() != "session" {
		_ = nch.Reject(ssh.Prohibited, "only sessions are served here")
		return
	}
	err := c.server.book(c)
	if err != nil {
		_ = nch.Reject(ssh.ResourceShortage, err.Error())
		return
	}
	ch, requests, err := nch.Accept()
	if err != nil {
		c.server.unbook(c)
		return
	}
	s := newSession(c, ch)
	if why := c.add(s); why != nil {
		s.leave(why)
	}
	live.Add(1)
	go func() {
		defer live.Done()
		s.serve(requests)
		c.remove(s)
		c.server.unbook(c)
	}()
}

// add notes a session, and returns why there should be none any more.
func (c *conn) add(s *Session) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sessions[s] = struct{}{}
	return c.ending
}

func (c *conn) remove(s *Session) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.sessions, s)
	c.since = c.server.o.Clock()
	if c.ending != nil && c.ending != errLeft && len(c.sessions) == 0 {
		_ = c.nc.Close()
	}
}

// end asks all sessions to end; without one the connection is closed.
func (c *conn) end(why error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ending == nil {
		c.ending = why
	}
	if len(c.sessions) == 0 {
		_ = c.nc.Close()
	}
	for s := range c.sessions {
		s.leave(why)
	}
}

// sweep ends what is over. keys says that the keys have changed.
func (c *conn) sweep(now time.Time, keys bool) {
	if !c.shaken.Load() {
		return // the handshake has its own end
	}
	if keys && c.reader.Key != "" && !c.server.o.Keys.Holds(c.reader) {
		c.end(errRevoked)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	l := &c.server.o.Limits
	if len(c.sessions) == 0 && now.Sub(c.since) > l.Handshake {
		_ = c.nc.Close()
	}
	for s := range c.sessions {
		switch idle, stalled := s.quiet(now); {
		case stalled > l.Stall:
			c.server.o.Log.Warn("a client that does not read was dropped", "user", string(c.reader.User))
			_ = c.nc.Close()
		case s.lingers(now, l.Stall):
			_ = c.nc.Close()
		case !s.started.Load() && now.Sub(s.began) > l.Handshake:
			_ = c.nc.Close()
		case now.Sub(s.began) > l.Longest:
			s.leave(errLongest)
		case idle > l.Idle:
			s.leave(errIdle)
		}
	}
}
