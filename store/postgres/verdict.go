package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"dateline/news"
)

// maxVerdicts is how many of the last verdicts are kept, of a user's own maxOwnVerdicts.
const maxVerdicts, maxOwnVerdicts = 10_000, 1000

// Correct remembers verdicts and files stories where they put them.
func (s *Store) Correct(ctx context.Context, vs []news.Verdict, as []news.Annotation) error {
	a := newAnnotating(s, as)
	said := map[int][]news.Verdict{}
	for _, v := range vs {
		u := everybody
		if v.User != "" {
			var err error
			if u, err = s.user(ctx, v.User); err != nil {
				return fmt.Errorf("correct events: %w", s.note(ctx, err))
			}
		}
		said[u] = append(said[u], v)
	}
	err := s.update(ctx, "correct events", lockNews, func(t *tx) error {
		for u, vs := range said {
			if err := t.putVerdicts(u, vs); err != nil {
				return err
			}
			if u != everybody {
				if err := t.tick("marks", u); err != nil {
					return err
				}
			}
		}
		t.own = append(t.own, everybody)
		n, err := a.annotate(t, as)
		if err != nil || n+len(said[everybody]) == 0 {
			return err
		}
		return t.tick("stories", 0)
	})
	if err == nil {
		s.keepNames(a.names)
	}
	return err
}

// everybody is the user of verdicts that are everybody's.
const everybody = 0

func (t *tx) putVerdicts(user int, vs []news.Verdict) error {
	for _, v := range vs {
		if _, err := t.exec(`INSERT INTO verdict (usr, story, event, ruling) VALUES ($1, $2, $3, $4)
			ON CONFLICT (usr, story, event) DO UPDATE SET seq = excluded.seq, ruling = excluded.ruling`, user, string(v.Story), string(v.Event), string(v.Ruling)); err != nil {
			return err
		}
	}
	most := maxVerdicts
	if user != everybody {
		most = maxOwnVerdicts
	}
	_, err := t.exec(`DELETE FROM verdict WHERE usr = $1 AND seq <= (SELECT seq FROM verdict WHERE usr = $1 ORDER BY seq DESC LIMIT 1 OFFSET $2)`, user, most)
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
		return nil, fmt.Errorf("read verdicts: %w", s.note(ctx, err))
	}
	return s.verdicts(ctx, u, user, 0)
}

func (s *Store) verdicts(ctx context.Context, u int, user news.User, after int64) (vs []news.Verdict, err error) {
	err = s.reading(ctx, "read verdicts", func(ctx context.Context) error {
		vs = nil
		rows, err := s.query(ctx, `SELECT seq, story, event, ruling FROM verdict WHERE usr = $1 AND seq > $2 ORDER BY seq`, u, after)
		return eachRow(rows, err, func(r pgx.Rows) error {
			v := news.Verdict{User: user}
			err := r.Scan(&v.Seq, &v.Story, &v.Event, &v.Ruling)
			vs = append(vs, v)
			return err
		})
	})
	return vs, err
}
