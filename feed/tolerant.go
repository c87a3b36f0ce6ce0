package feed

import (
	"bytes"
	"context"
	"net"
	"sync/atomic"
)

// tolerant returns a dialer whose connections read the heads of HTTP/1 answers as
// browsers do: a control byte in a header becomes a space, where net/http would
// refuse the whole answer, a feed or a plea to be left alone. What goes through TLS
// is not looked at.
func tolerant(dial DialFunc) DialFunc {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return &tolerantConn{Conn: conn}, nil
	}
}

// tolerantConn relies on net/http writing a request and then reading its answer.
type tolerantConn struct {
	net.Conn
	asked  atomic.Bool // a request was written and the head of its answer is to come
	sealed atomic.Bool // the connection is one of TLS
	line   int         // bytes of the head's line so far
}

func (c *tolerantConn) Write(p []byte) (int, error) {
	switch {
	case c.sealed.Load():
	case len(p) > 0 && p[0] == 0x16: // a TLS handshake, perhaps behind a proxy's CONNECT
		c.sealed.Store(true)
		c.asked.Store(false)
	case bytes.HasPrefix(p, []byte("GET ")):
		c.asked.Store(true)
	}
	return c.Conn.Write(p)
}

func (c *tolerantConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if c.asked.Load() {
		c.head(p[:n])
	}
	return n, err
}

// head cleans what belongs to the head of the answer, up to the empty line.
func (c *tolerantConn) head(p []byte) {
	for i, b := range p {
		switch {
		case b == '\n' && c.line == 0:
			c.asked.Store(false)
			return
		case b == '\n':
			c.line = 0
		case b == '\r':
		default:
			c.line++
			if b < ' ' && b != '\t' || b == 0x7f {
				p[i] = ' '
			}
		}
	}
}
