package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"dateline/news"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the schema to the newest version; PRAGMA user_version says where
// it stands. Each step is one transaction with its number, so that a kill between
// leaves a whole older schema.
func migrate(ctx context.Context, db *sql.DB, path string, from fs.FS) error {
	steps, err := fs.Glob(from, "*.sql")
	if err != nil {
		return err
	}
	at, err := schemaVersion(ctx, db)
	if err != nil {
		return err
	}
	if at > len(steps) {
		return fmt.Errorf("its schema is %d, this dateline knows %d: %w", at, len(steps), news.ErrNewerFile)
	}
	// Larger pages waste less at the end of each on packed stories. Both stay with
	// the file; the size can be chosen for a new one only, before its journal.
	for _, pragma := range []string{"PRAGMA page_size = 8192", "PRAGMA journal_mode = WAL"} {
		if _, err := db.ExecContext(ctx, pragma); err != nil {
			return err
		}
	}
	if at > 0 && at < len(steps) {
		if err := backup(ctx, db, fmt.Sprintf("%s.before-%d", path, at+1)); err != nil && !errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("copy before migration: %w", err)
		}
	}
	for n := at; n < len(steps); n++ {
		if err := step(ctx, db, n+1, from, steps[n]); err != nil {
			return fmt.Errorf("migration %d: %w", n+1, err)
		}
	}
	return nil
}

func schemaVersion(ctx context.Context, db *sql.DB) (int, error) {
	var at int
	err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&at)
	return at, err
}

// step applies one migration, unless another process was quicker.
func step(ctx context.Context, db *sql.DB, n int, from fs.FS, file string) error {
	text, err := fs.ReadFile(from, file)
	if err != nil {
		return err
	}
	t, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = t.Rollback() }() // nothing after Commit
	var at int
	if err := t.QueryRowContext(ctx, "PRAGMA user_version").Scan(&at); err != nil || at >= n {
		return err
	}
	if _, err := t.ExecContext(ctx, string(text)); err != nil {
		return err
	}
	if _, err := t.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", n)); err != nil {
		return err
	}
	return t.Commit()
}
