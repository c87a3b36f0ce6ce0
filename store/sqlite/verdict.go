package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"dateline/news"
)

// maxVerdicts is how many of the last verdicts are kept, of a user's own maxOwnVerdicts.
const maxVerdicts, maxOwnVerdicts = 10_000, 1000

// Correct remembers verdicts and files stories where they put them.
func (s *Store) Correct(ctx context.Context, vs []news.Verdict, as []news.Annotation) error {
	names := map[string]bool{}
	ready := preparedOf(as)
	said := map[int64][]news.Verdict{}
	for _, v := range vs {
		u := int64(everybody)
		if v.User != "" {
			var err error
			if u, err = s.user(ctx, v.User); err != nil {
				return fmt.Errorf("correct events: %w", err)
			}
		}
		said[u] = append(said[u], v)
	}
	err := s.update(ctx, "correct events", untilPower, func(t *tx) error {
		for u, vs := range said {
			if err := t.putVerdicts(u, vs); err != nil {
				return err
			}
			if u != everybody {
				if err := t.tick("marks"); err != nil {
					return err
				}
			}
		}
		n, err := s.annotate(t, as, ready, names)
		if err != nil || n+len(said[everybody]) == 0 {
			return err
		}
		return t.tick("stories")
	})
	if err == nil {
		s.keepNames(names)
	}
	return err
}

// everybody is the user of verdicts that are everybody's.
const everybody = 0

func (t *tx) putVerdicts(user int64, vs []news.Verdict) error {
	for _, v := range vs {
		if _, err := t.exec(`INSERT OR REPLACE INTO verdict (user, story, event, ruling) VALUES (?, ?, ?, ?)`,
			user, string(v.Story), string(v.Event), string(v.Ruling)); err != nil {
			return err
		}
	}
	most := maxVerdicts
	if user != everybody {
		most = maxOwnVerdicts
	}
	_, err := t.exec(`DELETE FROM verdict WHERE user = ?1 AND seq <= (SELECT seq FROM verdict WHERE user = ?1 ORDER BY seq DESC LIMIT 1 OFFSET ?2)`, user, most)
	return err
}

// Verdicts returns everybody's verdicts said after a sequence number, in order.
func (s *Store) Verdicts(ctx context.Context, after int64) ([]news.Verdict, error) {
	return s.verdicts(ctx, everybody, "", after)
}

// OwnVerdicts returns those of a user.
func (s *Store) OwnVerdicts(ctx context.Context, user news.User) ([]news.Verdict, error) {
	u, err := s.user(ctx, user)
	if err != nil {
		return nil, fmt.Errorf("read verdicts: %w", s.plain(err))
	}
	return s.verdicts(ctx, u, user, 0)
}

func (s *Store) verdicts(ctx context.Context, u int64, user news.User, after int64) ([]news.Verdict, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT seq, story, event, ruling FROM verdict WHERE user = ? AND seq > ? ORDER BY seq`, u, after)
	var vs []news.Verdict
	if err == nil {
		err = eachRow(rows, func(r *sql.Rows) error {
			v := news.Verdict{User: user}
			err := r.Scan(&v.Seq, &v.Story, &v.Event, &v.Ruling)
			vs = append(vs, v)
			return err
		})
	}
	if err != nil {
		return nil, fmt.Errorf("read verdicts: %w", s.plain(err))
	}
	return vs, nil
}
