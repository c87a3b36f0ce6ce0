package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"runtime"
	"sync"
	"time"

	sqlite3 "modernc.org/sqlite/lib"
)

// A store that cannot be written when it is opened (a full disk, a read-only file
// system or folder) is opened frozen: read as it stands, every change refused. Each
// change first tries to open it for writing after all, so that it thaws by itself
// once there is room.

// cannotWrite reports whether an error means that nothing can be written: for want of
// room or of leave, or because the disk fails.
func cannotWrite(err error) bool {
	code := sqliteCode(err)
	switch code & 0xff {
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL:
		return true
	}
	switch code {
	case sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_DIR_FSYNC, sqlite3.SQLITE_IOERR_TRUNCATE,
		sqlite3.SQLITE_IOERR_SHMOPEN, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMMAP:
		return true
	}
	return false
}

// openFrozen opens a whole store of the present schema from which one can only read.
// why is what kept it from being opened for writing.
func openFrozen(ctx context.Context, path string, o Options, why error) (*Store, error) {
	s := newStore(path, o)
	steps, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	for _, dsn := range frozenDSNs(path) {
		db, err := sql.Open("sqlite", dsn)
		if err != nil {
			return nil, fmt.Errorf("open store %s: %w", path, err)
		}
		at, err := schemaVersion(ctx, db)
		_ = db.Close() // nothing was written
		if err == nil && at == len(steps) {
			s.frozen = true
			s.readFrom(dsn, db.Driver())
			return s, nil
		}
	}
	return nil, fmt.Errorf("open store %s: %w", path, s.plain(why))
}

// Frozen reports whether the store can be read but not written for now.
func (s *Store) Frozen() bool {
	s.writing.Lock()
	defer s.writing.Unlock()
	_ = s.ready() // why not, a change will say
	return s.frozen
}

// ready has the connection that writes be there. A store that turns out to be one that
// cannot be written is frozen from then on. The caller holds writing.
func (s *Store) ready() error {
	if !s.late {
		return nil
	}
	err := s.openWriter(whole)
	if err != nil {
		s.late, s.frozen = false, true
	}
	return err
}

// frozenDSNs names a file to be read only: with its log, where the log's index is
// there or can be made, else without.
func frozenDSNs(path string) []string {
	file := "file:" + (&url.URL{Path: path}).EscapedPath() + "?mode=ro&_pragma=query_only(1)"
	return []string{file, file + "&immutable=1"}
}

// mayWrite is an error when the connection can only read: SQLite opens a file, or its
// log's index, for reading when it cannot be opened for writing, and says nothing.
func (t *tx) mayWrite() error {
	_, err := t.exec("BEGIN IMMEDIATE")
	if err == nil { // which a file opened for reading lets pass
		_, err = t.exec("UPDATE tick SET stories = stories")
		_, _ = t.exec("ROLLBACK")
	}
	if sqliteCode(err)&0xff == sqlite3.SQLITE_READONLY {
		return err
	}
	return nil // what else is wrong, a change will say
}

// thaw opens a frozen store for writing, if that can be done now. The caller holds
// writing.
func (s *Store) thaw(ctx context.Context) error {
	if !s.frozen {
		return nil
	}
	// Connections share the log's index, and how it could be opened: none may be left.
	s.asked.anew()
	s.read.SetMaxIdleConns(-1)
	s.read.SetMaxIdleConns(s.options.Readers)
	fresh, err := open(ctx, s.path, s.options)
	if err != nil {
		return err
	}
	if fresh.late {
		if err := fresh.openWriter(ctx); err != nil {
			return errors.Join(err, fresh.Close())
		}
	}
	s.write, s.writer, s.frozen = fresh.write, fresh.writer, false
	s.from.change(readDSN(s.path))
	s.asked.anew()
	// Connections made before see the file as it was. None is used again: for a while
	// each reader opens its own.
	s.read.SetConnMaxLifetime(time.Nanosecond)
	time.AfterFunc(time.Minute, func() { s.read.SetConnMaxLifetime(0) })
	return errors.Join(fresh.read.Close(), fresh.asked.close())
}

// readDSN is how connections that only read open a store that is not frozen.
func readDSN(path string) string {
	return dsn(path, "query_only(1)", "cache_size(-8000)", fmt.Sprintf("mmap_size(%d)", mapped()))
}

// mapped is how much of the file is read through the system's memory: every page that is read
// else is a call and a copy, and what was copied is dropped with every write of anybody. Like
// the log's index, which is always mapped, it must not be cut under a process that reads it,
// which SQLite itself never does.
func mapped() int64 {
	if runtime.GOOS == "linux" || runtime.GOOS == "darwin" {
		return 1 << 30
	}
	return 0 // elsewhere a file that is mapped cannot be replaced, or differs from what is read
}

// readFrom has the connections that read come from dsn.
func (s *Store) readFrom(dsn string, d driver.Driver) {
	s.from = &source{driver: d, dsn: dsn}
	s.read = sql.OpenDB(s.from)
	s.asked = newAsked(s.from)
	s.read.SetMaxOpenConns(s.options.Readers)
	s.read.SetMaxIdleConns(s.options.Readers)
}

// source opens connections the way it was last told.
type source struct {
	driver driver.Driver
	mu     sync.Mutex
	dsn    string
}

func (f *source) change(dsn string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.dsn = dsn
}

// Connect opens a connection.
func (f *source) Connect(context.Context) (driver.Conn, error) {
	f.mu.Lock()
	dsn := f.dsn
	f.mu.Unlock()
	return f.driver.Open(dsn)
}

// Driver returns SQLite's.
func (f *source) Driver() driver.Driver { return f.driver }
