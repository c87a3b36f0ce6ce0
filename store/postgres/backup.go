package postgres

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/jackc/pgx/v5"
)

// backupTables are the tables of a backup, in the order in which they are read back.
var backupTables = []string{"usr", "feed", "subscription", "feed_state", "tagger", "unit", "name", "event", "story", "body", "finding", "mark", "tally", "version", "setting", "note",
	"looked", "verdict", "search_saved", "fresh", "alert", "visit", "bookmark", "page", "followup", "tick"}

// Backup writes a consistent copy to a new file, while others use the store: a ZIP
// archive with the rows of each table, as COPY writes them. A file that is there already is
// fs.ErrExist.
func (s *Store) Backup(ctx context.Context, path string) error {
	err := s.backup(ctx, path)
	if err != nil {
		return fmt.Errorf("back up to %s: %w", path, s.note(ctx, err))
	}
	return nil
}

// backup writes a copy that has its name only once it is whole and on the disk.
func (s *Store) backup(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s: %w", path, fs.ErrExist)
	}
	part := path + ".part"
	f, err := os.OpenFile(part, os.O_CREATE|os.O_TRUNC|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	err = s.copyOut(ctx, f)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(part, path)
	}
	if err != nil {
		_ = os.Remove(part) // half a copy is of no use; the first error counts
	}
	return err
}

func (s *Store) copyOut(ctx context.Context, to io.Writer) error {
	z := zip.NewWriter(to)
	err := pgx.BeginTxFunc(ctx, s.read, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(t pgx.Tx) error {
		for _, table := range backupTables {
			w, err := z.Create(table)
			if err == nil {
				_, err = t.Conn().PgConn().CopyTo(ctx, w, "COPY (SELECT * FROM "+table+") TO STDOUT")
			}
			if err != nil {
				return fmt.Errorf("table %s: %w", table, err)
			}
		}
		return nil
	})
	return errors.Join(err, z.Close())
}
