package postgres

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5"

	"dateline/news"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the schema to the newest version; table schema says where it stands. Each
// step is one transaction with its number, under a lock that others wait for.
func (s *Store) migrate(ctx context.Context) error {
	steps, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	for done := false; !done; {
		err := pgx.BeginFunc(ctx, s.write, func(t pgx.Tx) error {
			done, err = step(ctx, &tx{Tx: t, ctx: ctx}, steps, month(s.now().AddDate(0, -6, 0)))
			return err
		})
		if err != nil {
			return err
		}
	}
	return s.loadMonths(ctx)
}

// step applies the next migration and reports whether there was none left.
func step(ctx context.Context, t *tx, steps []string, oldest int64) (done bool, err error) {
	if _, err := t.exec(`SELECT pg_advisory_xact_lock($1)`, int64(lockSchema)); err != nil {
		return false, err
	}
	at, err := schemaVersion(t)
	if err != nil {
		return false, err
	}
	switch {
	case at > len(steps):
		return true, fmt.Errorf("its schema is %d, this dateline knows %d: %w", at, len(steps), news.ErrNewerFile)
	case at == len(steps):
		return true, nil
	}
	text, err := migrations.ReadFile(steps[at])
	if err != nil {
		return false, err
	}
	if _, err := t.Conn().PgConn().Exec(ctx, string(text)).ReadAll(); err != nil {
		return false, fmt.Errorf("migration %d: %w", at+1, err)
	}
	if at == 0 {
		err = t.addOldest(oldest)
	}
	if err == nil {
		_, err = t.exec(`UPDATE schema SET version = $1`, at+1)
	}
	return false, err
}

// schemaVersion reads where the schema stands. One that is newer must be read by programs
// to come: the table's shape never changes.
func schemaVersion(t *tx) (at int, err error) {
	var there bool
	if _, err := t.get(`SELECT to_regclass('public.schema') IS NOT NULL`, nil, &there); err != nil {
		return 0, err
	}
	if !there {
		_, err := t.exec(`CREATE TABLE schema (version int NOT NULL); INSERT INTO schema VALUES (0)`)
		return 0, err
	}
	_, err = t.get(`SELECT version FROM schema`, nil, &at)
	return at, err
}
