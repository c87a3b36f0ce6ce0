package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"dateline/news"
	"dateline/store"
	"dateline/store/packed"
)

// Filings calls yield for each story annotated after a sequence number, in order. What
// known knows is not unpacked.
func (s *Store) Filings(ctx context.Context, after int64, since time.Time, known func(news.StoryID, news.EventID) bool, yield func(news.Filing) bool) error {
	rows, err := s.read.QueryContext(ctx, `SELECT `+filingColumns+` FROM finding d JOIN place p ON p.seq = d.seq AND p.story = d.story `+filingJoins+`
		WHERE d.seq > ? AND s.time >= ? AND s.hidden = 0 AND f.personal = 0 ORDER BY d.seq`, after, millis(since))
	if err == nil {
		err = eachFiling(rows, known, yield)
	}
	if err != nil {
		return fmt.Errorf("read filings: %w", s.plain(err))
	}
	return nil
}

func eachFiling(rows *sql.Rows, known func(news.StoryID, news.EventID) bool, yield func(news.Filing) bool) error {
	defer func() { _ = rows.Close() }() // only read
	for rows.Next() {
		p, err := packed.ScanFiling(rows)
		if err != nil {
			return err
		}
		f, err := p.UnpackUnless(known)
		if err != nil {
			return err
		}
		if !yield(f) {
			return nil
		}
	}
	return rows.Err()
}

// The turn to place stories stands among the settings of nobody.
const turnKey = "placing"

// Turn gives a process the turn to place stories.
func (s *Store) Turn(ctx context.Context, t store.Turn) (ok bool, err error) {
	var value string
	err = s.read.QueryRowContext(ctx, `SELECT value FROM setting WHERE user = 0 AND key = ?`, turnKey).Scan(&value)
	if err == nil && !t.MayTake(value) {
		return false, nil // most who wait only look: the holder is writing
	}
	err = s.update(ctx, "take the turn to place stories", untilKill, func(x *tx) error {
		value = ""
		if _, err := x.get(`SELECT value FROM setting WHERE user = 0 AND key = ?`, []any{turnKey}, &value); err != nil {
			return err
		}
		if ok = t.MayTake(value); !ok {
			return nil
		}
		_, err := x.exec(`INSERT OR REPLACE INTO setting (user, key, value) VALUES (0, ?, ?)`, turnKey, t.String())
		return err
	})
	return ok && err == nil, err
}
