package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
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
const sweepBatch = 100

// What Sweep deletes: stories after the label ?1 that are hidden, or of feed ?3, older
// than ?5 (ms; ?4 is its second, and no label is later than its story's time) and not
// among its newest ?6.
const (
	sweepHidden = `SELECT s.n, p.event, p.seq, s.body FROM story s INDEXED BY story_hidden CROSS JOIN place p ON p.story = s.n
		WHERE s.hidden <> 0 AND s.n > ?1`
	sweepOld = `SELECT s.n, p.event, p.seq, s.body FROM story s INDEXED BY story_by_feed CROSS JOIN place p ON p.story = s.n
		WHERE s.feed = ?3 AND s.n > ?1 AND s.n <= ?4 AND s.time < ?5 AND s.hidden = 0
		AND (?6 <= 0 OR s.n < (SELECT n FROM story WHERE feed = ?3 ORDER BY n DESC LIMIT 1 OFFSET ?6 - 1))`
	sweepUnstarred = ` AND NOT EXISTS (SELECT 1 FROM mark m WHERE m.story = s.n AND m.starred <> 0)
		AND NOT EXISTS (SELECT 1 FROM note o WHERE o.story = s.id) ORDER BY s.n LIMIT ?2`
)

// Sweep deletes old stories and what removed feeds left.
func (s *Store) Sweep(ctx context.Context, before time.Time, keep int) (int, error) {
	swept, err := s.sweepStories(ctx, sweepHidden)
	if err != nil {
		return swept, err
	}
	feeds, err := s.sweptFeeds(ctx, keep)
	if err != nil {
		return swept, fmt.Errorf("sweep: %w", s.plain(err))
	}
	for _, f := range feeds {
		n, err := s.sweepStories(ctx, sweepOld, f.feed, before.Unix(), millis(before), f.keep)
		if swept += n; err != nil {
			return swept, err
		}
	}
	err = s.sweepFeeds(ctx)
	if keep <= 0 {
		err = errors.Join(err, s.sweepAlerts(ctx, before))
	}
	return swept, err
}

// sweptFeeds returns every feed with how many of its newest stories are kept: as many as
// its document holds at least, or they would come again.
func (s *Store) sweptFeeds(ctx context.Context, keep int) (all []struct{ feed, keep int64 }, err error) {
	rows, err := s.read.QueryContext(ctx, `SELECT f.n, max(?1, coalesce(fs.doc ->> '$.items', 0)) FROM feed f LEFT JOIN feed_state fs ON fs.feed = f.n`, keep)
	if err != nil {
		return nil, err
	}
	err = eachRow(rows, func(r *sql.Rows) error {
		var f struct{ feed, keep int64 }
		err := r.Scan(&f.feed, &f.keep)
		all = append(all, f)
		return err
	})
	return all, err
}

// sweepStories deletes doomed stories that nobody starred in steps, each
// of them from where the last one ended.
func (s *Store) sweepStories(ctx context.Context, doom string, args ...any) (int, error) {
	swept := 0
	for last := int64(math.MinInt64); ; {
		var all []doomed
		err := s.update(ctx, "sweep", untilKill, func(t *tx) error {
			err := t.each(doom+sweepUnstarred,
				append([]any{last, sweepBatch}, args...), func(r *sql.Rows) error {
					var d doomed
					err := r.Scan(&d.n, &d.event, &d.seq, &d.body)
					all = append(all, d)
					return err
				})
			if err != nil {
				return err
			}
			return t.deleteStories(all)
		})
		if err != nil {
			return swept, err
		}
		if swept += len(all); len(all) < sweepBatch {
			return swept, nil
		}
		last = all[len(all)-1].n
	}
}

type doomed struct{ n, event, seq, body int64 }

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
		for _, table := range []string{"feed_state", "own_name"} {
			if _, err := t.exec(`DELETE FROM ` + table + ` WHERE feed NOT IN (SELECT n FROM feed)`); err != nil {
				return err
			}
		}
		// The word index is left in pieces while news comes; here is time to join them.
		_, err := t.exec(`INSERT INTO search (search, rank) VALUES ('merge', 1000)`)
		return err
	})
}
