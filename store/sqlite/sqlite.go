// Package sqlite keeps dateline's store in one SQLite file, the default backend.
//
// The file is in WAL mode: one connection writes, a few read beside it, and other
// processes do the same. Every list is read off an index in the order shown;
// texts are compressed and loaded for the open story only. migrations/0001.sql
// explains the tables.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"sync"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"dateline/news"
	"dateline/store"
	"dateline/store/packed"
)

var _ store.Store = (*Store)(nil)

// Options change how a store is opened. The zero value is right for the reader.
type Options struct {
	// Now is the clock, for rates and for ages in queries that nobody resolved.
	// Default time.Now.
	Now func() time.Time
	// Readers is the number of connections that read, default 4.
	Readers int
}

// Store is an open store. It keeps store.Store.
type Store struct {
	path  string
	now   func() time.Time
	write *sql.DB // one connection; closed or nil while frozen
	read  *sql.DB
	asked *asked // what is asked at every key

	writing sync.Mutex // one writer of this process at a time, in order of asking
	writer  tx

	mu      sync.Mutex   // of what follows
	waiting []*delivered // to be filed
	users   map[news.User]int64
	names   called          // feeds
	called  map[string]bool // rows of table name that are known to be there

	aside  string
	closed sync.Once

	options Options
	from    *source // of read
	frozen  bool    // nothing can be written for now; guarded by writing
	late    bool    // the connection that writes is not opened yet; likewise
}

// SetAside returns where Open moved a file that was broken, "" when it was sound.
func (s *Store) SetAside() string { return s.aside }

// busyWait is how long a writer waits for another process.
const busyWait = 10 * time.Second

// dsn names the file with what every connection needs.
func dsn(path string, pragmas ...string) string {
	q := url.Values{"_txlock": {"immediate"}}
	for _, p := range append([]string{
		fmt.Sprintf("busy_timeout(%d)", busyWait.Milliseconds()),
		"synchronous(NORMAL)", "wal_autocheckpoint(2000)",
		"temp_store(MEMORY)", "journal_size_limit(67108864)",
	}, pragmas...) {
		q.Add("_pragma", p)
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

// Open opens the store at path, made when it is not there. An older schema is
// carried forward, after a copy beside it; a newer one is news.ErrNewerFile. A file
// that cannot be written for now is opened all the same: it can be read, and changes
// are news.ErrReadOnly until they can be written again. A
// broken file is renamed (SetAside tells), a fresh one begun, and what can still
// be read of feeds, marks, settings, verdicts and starred stories is carried over.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Readers <= 0 {
		o.Readers = 4
	}
	s, err := open(ctx, path, o)
	if err == nil {
		s.removeParts(ctx)
	}
	switch {
	case broken(err):
		return reopenFresh(ctx, path, o, err)
	case cannotWrite(err):
		return openFrozen(ctx, path, o, err)
	}
	return s, err
}

func newStore(path string, o Options) *Store {
	return &Store{path: path, now: o.Now, options: o, users: map[news.User]int64{news.Local: 1}}
}

// private makes a file that is not there, for its owner only: it tells what they read.
// SQLite gives its log the same mode. What keeps it from being made, opening it says.
// One that is there is not touched: closing it would end this process's locks on it.
func private(path string) {
	if f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600); err == nil {
		_ = f.Close()
	}
}

// open opens a store for reading. Where its file is there and has the present schema, the
// connection that writes is opened with the first change: most commands only look.
func open(ctx context.Context, path string, o Options) (*Store, error) {
	private(path)
	s := newStore(path, o)
	var err error
	if s.write, err = sql.Open("sqlite", dsn(path, "cache_size(-16000)")); err != nil {
		return nil, fmt.Errorf("open store %s: %w", path, err)
	}
	s.write.SetMaxOpenConns(1)
	s.readFrom(readDSN(path), s.write.Driver())
	if s.late = s.present(ctx); s.late {
		return s, nil
	}
	if err := errors.Join(s.read.Close(), s.asked.close()); err != nil { // they saw the file as it was
		return nil, errors.Join(fmt.Errorf("open store %s: %w", path, err), s.write.Close())
	}
	if err := s.openWriter(ctx); err != nil {
		return nil, fmt.Errorf("open store %s: %w", path, err)
	}
	s.readFrom(readDSN(path), s.write.Driver())
	return s, nil
}

// present reports whether the file is sound, as far as Open looks, and of the present
// schema. What else it is, opening it for writing says.
func (s *Store) present(ctx context.Context) bool {
	if info, err := os.Stat(s.path); err != nil || info.Size() == 0 {
		return false
	}
	steps, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return false
	}
	at, err := schemaVersion(ctx, s.read)
	return err == nil && at == len(steps) && checkDamage(ctx, s.read, s.path) == nil
}

// openWriter opens the connection that writes. The caller holds writing, or is alone.
func (s *Store) openWriter(ctx context.Context) error {
	steps, err := fs.Sub(migrations, "migrations")
	if err == nil {
		err = migrate(ctx, s.write, s.path, steps)
	}
	if err == nil {
		err = checkDamage(ctx, s.write, s.path)
	}
	var conn *sql.Conn
	if err == nil {
		conn, err = s.write.Conn(ctx)
	}
	if err == nil {
		s.writer = tx{conn, map[string]*sql.Stmt{}}
		err = s.writer.mayWrite()
	}
	if err != nil {
		_ = errors.Join(s.writer.close(), s.write.Close()) // the first error counts
		s.writer = tx{}
		return err
	}
	s.late = false
	return nil
}

// Close ends use. It waits for calls under way.
func (s *Store) Close() error {
	var err error
	s.closed.Do(func() {
		s.writing.Lock()
		defer s.writing.Unlock()
		err = errors.Join(s.read.Close(), s.asked.close(), s.writer.close())
		if s.write != nil {
			err = errors.Join(err, s.write.Close())
		}
	})
	return err
}

// tx is a write transaction on the one connection that writes, with that
// connection's prepared statements, made when first used.
type tx struct {
	conn *sql.Conn
	made map[string]*sql.Stmt
}

// close gives the connection back; a store that only reads has none.
func (t *tx) close() error {
	if t.conn == nil {
		return nil
	}
	var err error
	for _, st := range t.made {
		err = errors.Join(err, st.Close())
	}
	return errors.Join(err, t.conn.Close())
}

// A transaction is not torn by a caller that goes away, and a context that can
// end costs a goroutine for every statement.
var whole = context.Background()

func (t *tx) stmt(query string) (*sql.Stmt, error) {
	if st := t.made[query]; st != nil {
		return st, nil
	}
	st, err := t.conn.PrepareContext(whole, query)
	if err == nil {
		t.made[query] = st
	}
	return st, err
}

// exec runs a statement and returns how many rows it changed.
func (t *tx) exec(query string, args ...any) (int64, error) {
	st, err := t.stmt(query)
	if err != nil {
		return 0, err
	}
	res, err := st.ExecContext(whole, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// insert runs a statement and returns the new row's number.
func (t *tx) insert(query string, args ...any) (int64, error) {
	st, err := t.stmt(query)
	if err != nil {
		return 0, err
	}
	res, err := st.ExecContext(whole, args...)
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

// get reads one row; found is false when there is none.
func (t *tx) get(query string, args []any, into ...any) (found bool, err error) {
	st, err := t.stmt(query)
	if err != nil {
		return false, err
	}
	err = st.QueryRowContext(whole, args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// each calls row for every row of a query.
func (t *tx) each(query string, args []any, row func(*sql.Rows) error) error {
	st, err := t.stmt(query)
	if err != nil {
		return err
	}
	rows, err := st.QueryContext(whole, args...)
	if err != nil {
		return err
	}
	return eachRow(rows, row)
}

func eachRow(rows *sql.Rows, row func(*sql.Rows) error) error {
	defer rows.Close()
	for rows.Next() {
		if err := row(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// durability of a transaction: what is made again by the next fetch may be lost
// with the power, what a person did may not.
type durability string

const (
	untilKill  durability = "NORMAL" // survives kill -9
	untilPower durability = "FULL"   // survives a power cut too
)

// update runs f in one write transaction.
func (s *Store) update(ctx context.Context, what string, d durability, f func(*tx) error) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	return s.updateNow(ctx, what, d, f)
}

// updateNow is update where the caller holds the writer.
func (s *Store) updateNow(ctx context.Context, what string, d durability, f func(*tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	err := s.begin(ctx, d)
	if err == nil {
		err = s.inside(f)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", what, s.plain(err))
	}
	return nil
}

// inside runs f in the transaction that has begun, and ends it. A panic of f takes back what
// f did before it goes on: whoever recovers from it finds the one writer free.
func (s *Store) inside(f func(*tx) error) error {
	returned := false
	defer func() {
		if !returned {
			_, _ = s.writer.exec("ROLLBACK")
		}
	}()
	err := f(&s.writer)
	returned = true
	return s.finish(err)
}

// begin begins a write transaction, and opens or thaws the store for it if need be.
func (s *Store) begin(ctx context.Context, d durability) error {
	if err := s.ready(); err != nil {
		return err
	}
	if err := s.thaw(ctx); err != nil {
		return err
	}
	for _, sql := range []string{"PRAGMA synchronous=" + string(d), "BEGIN IMMEDIATE"} {
		if _, err := s.writer.exec(sql); err != nil {
			return err
		}
	}
	return nil
}

// finish ends a transaction: for good, or as if it had never been when err says so.
func (s *Store) finish(err error) error {
	if err == nil {
		_, err = s.writer.exec("COMMIT")
	}
	if err != nil {
		_, _ = s.writer.exec("ROLLBACK") // an error may have rolled back already
	}
	return err
}

// plain says in words what a reader can do something about, and notes damage.
func (s *Store) plain(err error) error {
	code := sqliteCode(err)
	switch code & 0xff {
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("%w: %w", news.ErrDiskFull, err)
	case sqlite3.SQLITE_BUSY:
		return fmt.Errorf("another dateline has been writing for %s: %w", busyWait, err)
	case codeCorrupt, codeNotADB:
		s.noteDamage()
		return fmt.Errorf("the store is damaged; the next start sets it aside: %w", err)
	}
	if cannotWrite(err) && !errors.Is(err, news.ErrReadOnly) {
		return fmt.Errorf("%w: %w", news.ErrReadOnly, err)
	}
	return err
}

// The codes of a file that is no sound database.
const (
	codeCorrupt = sqlite3.SQLITE_CORRUPT
	codeNotADB  = sqlite3.SQLITE_NOTADB
)

// sqliteCode is SQLite's extended error code, 0 for other errors.
func sqliteCode(err error) int {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return 0
	}
	return e.Code()
}

func millis(t time.Time) int64      { return packed.Millis(t) }
func fromMillis(ms int64) time.Time { return packed.FromMillis(ms) }
