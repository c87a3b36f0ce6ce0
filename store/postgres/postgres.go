// Package postgres keeps dateline's store in a PostgreSQL database, for a newsroom that one
// machine cannot hold: several processes on several machines share it, reading may go to
// a replica. migrations/0001.sql explains the tables.
//
// Who changes stories, feeds or events holds one advisory lock of the database for the
// length of its transaction, so that there is one such writer at a time, as in the store of
// one file. Marks share that lock and hold one of their reader's: readers do not wait for
// each other.
package postgres

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"dateline/news"
	"dateline/store"
	"dateline/store/packed"
)

var (
	_ store.Store = (*Store)(nil)
	_ store.Waker = (*Store)(nil)
)

// Options change how a store is opened. The zero value is right for the reader.
type Options struct {
	// Now is the clock, for rates and for ages in queries that nobody resolved.
	// Default time.Now.
	Now func() time.Time
	// ReadURL names a replica that is read from; "" reads from the primary.
	ReadURL string
	// Connections is how many there are at most to each server, default 12.
	Connections int
	// Wait is how long a call waits for the database before it counts as lost, default 5 s.
	Wait time.Duration
}

// Store is an open store. It keeps store.Store.
type Store struct {
	*core
	read *pgxpool.Pool // whom this one reads from: the primary, or the replica
}

// core is what a store is whoever is read from.
type core struct {
	now     func() time.Time
	wait    time.Duration
	write   *pgxpool.Pool
	replica *replica // nil when there is none

	mu     sync.Mutex // of what follows
	users  map[news.User]int
	sights sights
	called map[[2]string]bool // rows of table name that are known to be there
	months map[int64]bool     // parts that are known to be there, by their first label
	oldest int64              // the first label of the oldest month
	lost   time.Time          // when the database could not be reached

	listening listener
	closed    sync.Once
}

// Open opens the store in the database that url names. An older schema is carried
// forward; a newer one is news.ErrNewerFile.
func Open(ctx context.Context, url string, o Options) (*Store, error) {
	s := &Store{core: &core{now: o.Now, wait: o.Wait, users: map[news.User]int{news.Local: 1}, months: map[int64]bool{}}}
	if s.now == nil {
		s.now = time.Now
	}
	if s.wait <= 0 {
		s.wait = 5 * time.Second
	}
	write, err := newPool(ctx, url, o, "read-write")
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	s.write, s.read = write, write
	if err := s.migrate(ctx); err != nil {
		write.Close()
		return nil, fmt.Errorf("open store: %w", s.plain(err))
	}
	if o.ReadURL != "" {
		pool, err := newPool(ctx, o.ReadURL, o, "any")
		if err != nil {
			write.Close()
			return nil, fmt.Errorf("open store for reading: %w", err)
		}
		s.replica = &replica{pool: pool, needs: map[int]need{}}
	}
	s.listening.start(url, s)
	return s, nil
}

// Close ends use. It waits for calls under way.
func (s *Store) Close() error {
	s.closed.Do(func() {
		s.listening.stop()
		if s.replica != nil {
			s.replica.pool.Close()
		}
		s.write.Close()
	})
	return nil
}

// tx is a transaction that changes the store.
type tx struct {
	pgx.Tx
	ctx context.Context // of the call; a transaction lives no longer
	own []int           // users who must see at once what is changed; everybody
}

// exec runs a statement and returns how many rows it changed.
func (t *tx) exec(query string, args ...any) (int64, error) {
	tag, err := t.Exec(t.ctx, query, args...)
	return tag.RowsAffected(), err
}

// get reads one row; found is false when there is none.
func (t *tx) get(query string, args []any, into ...any) (found bool, err error) {
	return foundRow(t.QueryRow(t.ctx, query, args...).Scan(into...))
}

func foundRow(err error) (bool, error) {
	if errors.Is(err, pgx.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// each calls row for every row of a query.
func (t *tx) each(query string, args []any, row func(pgx.Rows) error) error {
	rows, err := t.Query(t.ctx, query, args...)
	return eachRow(rows, err, row)
}

func eachRow(rows pgx.Rows, err error, row func(pgx.Rows) error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// A lock is what a transaction holds so that others wait for it.
type lock int64

// The advisory locks of a database. Their numbers are part of the schema.
const (
	lockSchema lock = 7_201_001 + iota
	lockNews                    // stories, events and feeds
	lockTurn                    // the turn to place stories
	lockLeases                  // leases of feeds
	lockAlerts                  // alerts and fresh news
	lockIndex                   // the packed index of related stories
	lockUsers  lock = 7_202_000 // and the user's number: marks and settings
)

// update runs f in one transaction that has the lock to itself.
func (s *Store) update(ctx context.Context, what string, l lock, f func(*tx) error) error {
	err := s.change(ctx, func(t *tx) error {
		if _, err := t.exec(`SELECT pg_advisory_xact_lock($1)`, int64(l)); err != nil {
			return err
		}
		return f(t)
	})
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// updateUser runs f in one transaction of one user's, beside those of others.
func (s *Store) updateUser(ctx context.Context, what string, u int, f func(*tx) error) error {
	err := s.change(ctx, func(t *tx) error {
		if _, err := t.exec(`SELECT pg_advisory_xact_lock_shared($1), pg_advisory_xact_lock($2)`, int64(lockNews), int64(lockUsers)+int64(u)); err != nil {
			return err
		}
		t.own = append(t.own, u)
		return f(t)
	})
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// change runs f in one transaction. One that could not even begin on a connection that
// had been lost is begun once more on another.
func (s *Store) change(ctx context.Context, f func(*tx) error) error {
	return s.changeWithin(ctx, s.wait, f)
}

// changeWithin does so within a time.
func (s *Store) changeWithin(ctx context.Context, wait time.Duration, f func(*tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if s.isLost() {
		return errLost
	}
	within, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	begun, err := s.write.Begin(within)
	if err != nil && within.Err() == nil {
		begun, err = s.write.Begin(within)
	}
	if err == nil {
		err = s.inside(&tx{Tx: begun, ctx: within}, f)
	}
	return s.note(ctx, err)
}

// inside runs f in a transaction that has begun, and ends it, after a panic of f as well.
func (s *Store) inside(t *tx, f func(*tx) error) error {
	defer func() {
		after, cancel := context.WithTimeout(context.WithoutCancel(t.ctx), s.wait)
		defer cancel()
		_ = t.Rollback(after) // nothing after Commit
	}()
	if err := f(t); err != nil {
		return err
	}
	if err := t.Commit(t.ctx); err != nil {
		return err
	}
	if len(t.own) > 0 {
		s.changed(t.ctx, t.own)
	}
	return nil
}

// soon bounds what is looked up before a change.
func (s *Store) soon(ctx context.Context) (context.Context, context.CancelFunc, error) {
	if s.read == s.write && s.isLost() {
		return ctx, func() {}, errLost
	}
	within, cancel := context.WithTimeout(ctx, s.wait)
	return within, cancel, nil
}

// column reads one column of a query.
func column[T any](ctx context.Context, s *Store, query string, args ...any) ([]T, error) {
	rows, err := s.query(ctx, query, args...)
	var all []T
	err = eachRow(rows, err, func(r pgx.Rows) error {
		var v T
		err := r.Scan(&v)
		all = append(all, v)
		return err
	})
	return all, err
}

// query reads rows.
func (s *Store) query(ctx context.Context, query string, args ...any) (pgx.Rows, error) {
	return s.read.Query(ctx, query, args...)
}

// row reads one row; found is false when there is none.
func (s *Store) row(ctx context.Context, query string, args []any, into ...any) (found bool, err error) {
	return foundRow(s.read.QueryRow(ctx, query, args...).Scan(into...))
}

// reading runs f, which only reads, within the time that a call may take. What a lost
// connection broke off is read once more.
func (s *Store) reading(ctx context.Context, what string, f func(context.Context) error) error {
	if s.isLost() {
		return fmt.Errorf("%s: %w", what, errLost)
	}
	err := readOnce(ctx, 3*s.wait, f)
	if connectionLost(err) && ctx.Err() == nil {
		err = readOnce(ctx, 3*s.wait, f)
	}
	if err = s.note(ctx, err); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

func readOnce(ctx context.Context, wait time.Duration, f func(context.Context) error) error {
	within, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	err := f(within)
	if err != nil && ctx.Err() == nil && within.Err() != nil {
		return fmt.Errorf("no answer for %s: %w", wait, errTimeout)
	}
	return err
}

func millis(t time.Time) int64      { return packed.Millis(t) }
func fromMillis(ms int64) time.Time { return packed.FromMillis(ms) }
