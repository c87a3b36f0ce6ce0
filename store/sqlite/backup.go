package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"dateline/news"
)

// Backup writes a consistent copy to a new file, while others use the store. A
// file that is there already is fs.ErrExist. Half a copy that a killed process left is
// removed by the next Open or Backup of the same store.
func (s *Store) Backup(ctx context.Context, path string) error {
	s.removeParts(ctx)
	forget := s.notePart(ctx, path)
	db, err := sql.Open("sqlite", dsn(s.path))
	if err == nil {
		err = errors.Join(backup(ctx, db, path), db.Close())
	}
	forget()
	if err != nil {
		return fmt.Errorf("back up to %s: %w", path, s.plain(err))
	}
	return nil
}

// backup writes a consistent copy to a new file. The copy has its name only once it
// is whole and on the disk: one that was cut short is not taken for a backup later.
func backup(ctx context.Context, db *sql.DB, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s: %w", path, fs.ErrExist)
	}
	part := path + partSuffix
	if err := os.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	_, err := db.ExecContext(ctx, "VACUUM INTO ?", part)
	if err == nil {
		err = flush(part)
	}
	if err == nil {
		err = os.Rename(part, path)
	}
	if err != nil {
		_ = os.Remove(part) // half a copy is of no use; the first error counts
	}
	return err
}

// flush has a file written to the disk itself, readable by its owner only: it tells
// what they read.
func flush(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Chmod(0o600), f.Sync(), f.Close())
}

// partSuffix ends the name of a copy that is not whole yet.
const partSuffix = ".part"

// partKey begins the names of the settings that tell of copies under way: the process
// that makes one follows, the value is where it is.
const partKey = "backup."

// notePart notes where this process makes a copy, for whoever comes after it was killed,
// and returns what takes the note back. A store that cannot be written has none.
func (s *Store) notePart(ctx context.Context, path string) (forget func()) {
	key := partKey + strconv.Itoa(os.Getpid())
	part, err := filepath.Abs(path + partSuffix)
	if err == nil {
		err = s.SetSetting(ctx, news.Local, key, part)
	}
	if err != nil {
		return func() {}
	}
	return func() { _ = s.SetSetting(context.WithoutCancel(ctx), news.Local, key, "") } // else the next Open does
}

// removeParts removes what is left of copies whose process lives no more.
func (s *Store) removeParts(ctx context.Context) {
	parts, err := s.parts(ctx)
	if err != nil {
		return // the next Open tries again
	}
	for key, part := range parts {
		pid, err := strconv.Atoi(strings.TrimPrefix(key, partKey))
		if err != nil || alive(pid) || !strings.HasSuffix(part, partSuffix) {
			continue
		}
		_ = os.Remove(part + "-journal") // SQLite's, of the copy
		if err := os.Remove(part); err == nil || errors.Is(err, fs.ErrNotExist) {
			_ = s.SetSetting(ctx, news.Local, key, "")
		}
	}
}

// parts are the copies that were noted, by the name of the setting.
func (s *Store) parts(ctx context.Context) (map[string]string, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT key, value FROM setting WHERE user = 1 AND key >= ? AND key < ?`, partKey, partKey+"~")
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	parts := map[string]string{}
	for rows.Next() {
		var key, part string
		if err := rows.Scan(&key, &part); err != nil {
			return nil, err
		}
		parts[key] = part
	}
	return parts, rows.Err()
}

// alive reports whether a process of this number runs.
func alive(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	err = p.Signal(syscall.Signal(0))
	return err == nil || errors.Is(err, syscall.EPERM)
}
