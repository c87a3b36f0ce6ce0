package postgres

import (
	"context"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// channel is what news is announced on, with one notice a batch. A notice is a hint that
// something changed and no more: what, the tick tells.
const channel = "dateline"

const (
	// lookAnyway is how often a listener hints without having heard anything: a notice may
	// be lost with a connection.
	lookAnyway = 30 * time.Second
	// listenAgain is how long it waits before it connects again.
	listenAgain = time.Second
)

// listener hears what other processes announce, on a connection of its own.
type listener struct {
	woken  chan struct{}
	cancel context.CancelFunc
	done   sync.WaitGroup
}

// start listens in the background until stop is called.
func (l *listener) start(url string, s *Store) {
	l.woken = make(chan struct{}, 1)
	ctx, cancel := context.WithCancel(context.Background()) // ended by stop
	l.cancel = cancel
	l.done.Go(func() {
		for ctx.Err() == nil {
			_ = l.listen(ctx, url, s.wait) // whatever ended it, it begins anew
			select {
			case <-ctx.Done():
			case <-time.After(listenAgain):
			}
		}
	})
}

func (l *listener) stop() {
	l.cancel()
	l.done.Wait()
}

// wake hints that something may have changed.
func (l *listener) wake() {
	select {
	case l.woken <- struct{}{}:
	default: // a hint waits to be taken already
	}
}

// listen listens on one connection until it breaks. What was announced before, nobody heard.
func (l *listener) listen(ctx context.Context, url string, wait time.Duration) error {
	conn, err := connect(ctx, url, wait)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }() // nothing is lost with it
	if _, err := conn.Exec(ctx, "LISTEN "+channel); err != nil {
		return err
	}
	l.wake()
	for {
		within, cancel := context.WithTimeout(ctx, lookAnyway)
		_, err := conn.WaitForNotification(within)
		cancel()
		switch {
		case err == nil:
		case ctx.Err() != nil || conn.IsClosed():
			return err
		default: // it was quiet: is the server still there?
			within, cancel := context.WithTimeout(ctx, wait)
			err := conn.Ping(within)
			cancel()
			if err != nil {
				return err
			}
		}
		l.wake()
	}
}

// connect connects to the server that takes changes: a replica announces nothing.
func connect(ctx context.Context, url string, wait time.Duration) (*pgx.Conn, error) {
	within, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	c, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, err
	}
	c.ValidateConnect = pgconn.ValidateConnectTargetSessionAttrsReadWrite
	return pgx.ConnectConfig(within, c)
}

// Woken hints that another process may have changed something: who polls Tick asks at once.
// It hints without cause too, and after a connection that was lost.
func (s *Store) Woken() <-chan struct{} { return s.listening.woken }
