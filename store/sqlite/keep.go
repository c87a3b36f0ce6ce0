package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"dateline/news"
)

// column reads one column of a query.
func column[T any](ctx context.Context, db *sql.DB, query string, args ...any) ([]T, error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	var all []T
	err = eachRow(rows, func(r *sql.Rows) error {
		var v T
		err := r.Scan(&v)
		all = append(all, v)
		return err
	})
	return all, err
}

// Setting returns a small named value of a user, "" when there is none.
func (s *Store) Setting(ctx context.Context, user news.User, key string) (string, error) {
	var value string
	u, err := s.user(ctx, user)
	if err == nil {
		err = s.read.QueryRowContext(ctx, `SELECT value FROM setting WHERE user = ? AND key = ?`, u, key).Scan(&value)
	}
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("setting %s: %w", key, s.plain(err))
	}
	return value, nil
}

// SetSetting keeps a small named value for a user; "" forgets it.
func (s *Store) SetSetting(ctx context.Context, user news.User, key, value string) error {
	u, err := s.user(ctx, user)
	if err != nil {
		return fmt.Errorf("setting %s: %w", key, err)
	}
	return s.update(ctx, fmt.Sprintf("setting %s", key), untilPower, func(t *tx) error {
		if value == "" {
			_, err := t.exec(`DELETE FROM setting WHERE user = ? AND key = ?`, u, key)
			return err
		}
		_, err := t.exec(`INSERT OR REPLACE INTO setting (user, key, value) VALUES (?, ?, ?)`, u, key, value)
		return err
	})
}

// sweepBatch is how many stories one transaction of Sweep deletes, so that
// other writers get their turn.
const sweepBatch = 500

// Sweep deletes old stories and what removed feeds left.
func (s *Store) Sweep(ctx context.Context, before time.Time, keep int) (int, error) {
	swept := 0
	for {
		n := 0
		err := s.update(ctx, "sweep", untilKill, func(t *tx) error {
			doomed, err := t.doomed(before, keep)
			if err != nil {
				return err
			}
			n = len(doomed)
			return t.deleteStories(doomed)
		})
		swept += n
		if err != nil || n < sweepBatch {
			err = errors.Join(err, s.sweepFeeds(ctx))
			if keep <= 0 {
				err = errors.Join(err, s.sweepAlerts(ctx, before))
			}
			return swept, err
		}
	}
}

type doomed struct{ n, event, seq, body int64 }

// doomed finds stories to delete: hidden ones, and those older than before that
// are not among the newest keep of their feed; never a starred one.
func (t *tx) doomed(before time.Time, keep int) ([]doomed, error) {
	const unstarred = ` AND NOT EXISTS (SELECT 1 FROM mark m WHERE m.story = s.n AND m.starred <> 0)`
	var all []doomed
	take := func(r *sql.Rows) error {
		var d doomed
		err := r.Scan(&d.n, &d.event, &d.seq, &d.body)
		all = append(all, d)
		return err
	}
	err := t.each(`SELECT s.n, p.event, p.seq, s.body FROM story s JOIN place p ON p.story = s.n WHERE s.hidden <> 0`+unstarred+` LIMIT ?`,
		[]any{sweepBatch}, take)
	if err != nil || len(all) == sweepBatch {
		return all, err
	}
	err = t.each(`SELECT s.n, p.event, p.seq, s.body FROM (SELECT n, row_number() OVER (PARTITION BY feed ORDER BY n DESC) AS nth FROM story) k
		JOIN story s ON s.n = k.n JOIN place p ON p.story = s.n LEFT JOIN feed_state fs ON fs.feed = s.feed
		WHERE s.hidden = 0 AND s.time < ?1 AND k.nth > max(?2, coalesce(fs.doc ->> '$.items', 0))`+
		unstarred+` LIMIT ?3`, []any{millis(before), keep, sweepBatch - len(all)}, take)
	return all, err
}

func (t *tx) deleteStories(all []doomed) error {
	if len(all) == 0 {
		return nil
	}
	events := map[int64]bool{}
	for _, d := range all {
		events[d.event] = true
		if d.seq != 0 {
			if err := (&annotating{tx: t, units: map[string]int64{}}).forget(&placed{n: d.n, seq: d.seq}); err != nil {
				return err
			}
		}
		if err := t.deleteStory(d); err != nil {
			return err
		}
	}
	return errors.Join(refreshEvents(t, events), t.tick("stories"))
}

func (t *tx) deleteStory(d doomed) error {
	if _, err := t.exec(`DELETE FROM body WHERE n = ?`, d.body); err != nil {
		return err
	}
	for _, q := range []string{
		`DELETE FROM unread WHERE story = ?1 AND user IN (SELECT n FROM user)`,
		`DELETE FROM mark WHERE story = ?1 AND user IN (SELECT n FROM user)`,
		`DELETE FROM parked WHERE story = ?1`,
		`DELETE FROM fresh WHERE story = ?1`,
		`DELETE FROM bookmark WHERE story = ?1`,
		`DELETE FROM page WHERE story = ?1`,
		`DELETE FROM version WHERE story = ?1`,
		`DELETE FROM followup WHERE earlier = ?1`,
		`DELETE FROM place WHERE story = ?1`,
		`DELETE FROM story WHERE n = ?1`,
	} {
		if _, err := t.exec(q, d.n); err != nil {
			return err
		}
	}
	return nil
}

// sweepFeeds forgets removed feeds that have no story left.
func (s *Store) sweepFeeds(ctx context.Context) error {
	return s.update(ctx, "sweep feeds", untilKill, func(t *tx) error {
		if _, err := t.exec(`DELETE FROM feed WHERE removed <> 0 AND NOT EXISTS (SELECT 1 FROM story WHERE story.feed = feed.n)`); err != nil {
			return err
		}
		if _, err := t.exec(`DELETE FROM feed_state WHERE feed NOT IN (SELECT n FROM feed)`); err != nil {
			return err
		}
		// The word index is left in pieces while news comes; here is time to join them.
		_, err := t.exec(`INSERT INTO search (search, rank) VALUES ('merge', 1000)`)
		return err
	})
}

// Backup writes a consistent copy to a new file, while others use the store. A
// file that is there already is fs.ErrExist.
func (s *Store) Backup(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite", dsn(s.path))
	if err == nil {
		err = errors.Join(backup(ctx, db, path), db.Close())
	}
	if err != nil {
		return fmt.Errorf("back up to %s: %w", path, s.plain(err))
	}
	return nil
}
