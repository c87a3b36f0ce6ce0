package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"dateline/news"
)

// A database that cannot be reached is told as news.ErrReadOnly: whoever keeps marks
// until they can be written does so then, and reading goes on from what is on the screen.

var (
	errTimeout = errors.New("the database does not answer")
	errLost    = fmt.Errorf("the database cannot be reached: %w", news.ErrReadOnly)
)

// lostFor is how long calls fail at once after the database could not be reached: who
// presses keys does not wait for each of them.
const lostFor = time.Second

func (s *Store) isLost() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.lost.IsZero() && time.Since(s.lost) < lostFor
}

// note remembers whether the database could be reached and says plainly what is wrong.
func (s *Store) note(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return errors.Join(ctx.Err(), err)
	}
	lost := connectionLost(err)
	s.mu.Lock()
	if lost {
		s.lost = time.Now()
	} else if err == nil {
		s.lost = time.Time{}
	}
	s.mu.Unlock()
	if demoted(err) {
		s.write.Reset() // the next connection looks for the server that takes changes
	}
	return s.plain(err)
}

// The classes of PostgreSQL's error codes that stand for a server that is going away,
// comes up or is not the one that takes changes.
const (
	classConnection = "08"
	classIntervened = "57P"
	codeReadOnly    = "25006"
	codeDiskFull    = "53100"
	codeTooMany     = "53300"
)

// connectionLost reports whether an error means that the server was not reached, or was
// lost on the way.
func connectionLost(err error) bool {
	if err == nil || errors.Is(err, pgx.ErrNoRows) {
		return false
	}
	var server *pgconn.PgError
	if errors.As(err, &server) {
		return strings.HasPrefix(server.Code, classConnection) || strings.HasPrefix(server.Code, classIntervened) || server.Code == codeTooMany
	}
	var connect *pgconn.ConnectError
	var network net.Error
	return errors.As(err, &connect) || errors.As(err, &network) || pgconn.Timeout(err) || errors.Is(err, errTimeout) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, context.DeadlineExceeded) || strings.Contains(err.Error(), "conn closed")
}

// demoted reports whether the server takes no changes any more.
func demoted(err error) bool {
	var server *pgconn.PgError
	return errors.As(err, &server) && server.Code == codeReadOnly
}

// plain says in words what a reader can do something about. It never tells the address,
// which may hold a password.
func (s *Store) plain(err error) error {
	var server *pgconn.PgError
	switch {
	case err == nil || errors.Is(err, news.ErrReadOnly):
		return err
	case errors.As(err, &server) && server.Code == codeDiskFull:
		return fmt.Errorf("%w: %w", news.ErrDiskFull, err)
	case demoted(err):
		return fmt.Errorf("%w: %w", news.ErrReadOnly, err)
	case connectionLost(err):
		return fmt.Errorf("%w: %s", errLost, cause(err))
	}
	return err
}

// cause is the part of an error that tells no address.
func cause(err error) string {
	var server *pgconn.PgError
	var connect *pgconn.ConnectError
	switch {
	case errors.As(err, &server):
		return server.Message
	case errors.As(err, &connect):
		return cause(errors.Unwrap(connect))
	}
	var op *net.OpError
	if errors.As(err, &op) && op.Err != nil {
		return op.Err.Error()
	}
	if pgconn.Timeout(err) || errors.Is(err, context.DeadlineExceeded) {
		return "no answer in time"
	}
	return "the connection broke"
}

// newPool makes the pool of connections to a server. which is the servers of the address
// that will do: those that take changes, or any.
func newPool(ctx context.Context, url string, o Options, which string) (*pgxpool.Pool, error) {
	c, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, errors.New("the address of the database cannot be read; it is written postgres://user@host:port/database") // err quotes it
	}
	c.MaxConns = 12
	if o.Connections > 0 {
		c.MaxConns = int32(o.Connections)
	}
	if which == "read-write" {
		c.ConnConfig.ValidateConnect = pgconn.ValidateConnectTargetSessionAttrsReadWrite
	}
	if c.ConnConfig.ConnectTimeout == 0 {
		c.ConnConfig.ConnectTimeout = 5 * time.Second
	}
	for key, value := range sessionSettings {
		if _, set := c.ConnConfig.RuntimeParams[key]; !set {
			c.ConnConfig.RuntimeParams[key] = value
		}
	}
	c.HealthCheckPeriod = 10 * time.Second
	return pgxpool.NewWithConfig(ctx, c)
}

// sessionSettings are what every connection asks of the server.
var sessionSettings = map[string]string{
	"application_name":                    "dateline",
	"search_path":                         "public",
	"timezone":                            "UTC",
	"work_mem":                            "32MB",
	"jit":                                 "off",
	"idle_in_transaction_session_timeout": "60000", // a process that stopped holds no lock for longer
	"max_parallel_workers_per_gather":     "0",
}
