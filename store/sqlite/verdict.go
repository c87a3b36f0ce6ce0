package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"dateline/news"
)

// maxVerdicts is how many of the last verdicts are kept.
const maxVerdicts = 10_000

// Correct remembers verdicts and files stories where they put them.
func (s *Store) Correct(ctx context.Context, vs []news.Verdict, as []news.Annotation) error {
	names := map[string]bool{}
	ready := preparedOf(as)
	err := s.update(ctx, "correct events", untilPower, func(t *tx) error {
		if err := t.putVerdicts(vs); err != nil {
			return err
		}
		n, err := s.annotate(t, as, ready, names)
		if err != nil || n+len(vs) == 0 {
			return err
		}
		return t.tick("stories")
	})
	if err == nil {
		s.keepNames(names)
	}
	return err
}

func (t *tx) putVerdicts(vs []news.Verdict) error {
	for _, v := range vs {
		if _, err := t.exec(`INSERT OR REPLACE INTO verdict (story, event, ruling) VALUES (?, ?, ?)`,
			string(v.Story), string(v.Event), string(v.Ruling)); err != nil {
			return err
		}
	}
	_, err := t.exec(`DELETE FROM verdict WHERE seq <= (SELECT seq FROM verdict ORDER BY seq DESC LIMIT 1 OFFSET ?)`, maxVerdicts)
	return err
}

// Verdicts returns the verdicts said after a sequence number, in order.
func (s *Store) Verdicts(ctx context.Context, after int64) ([]news.Verdict, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT seq, story, event, ruling FROM verdict WHERE seq > ? ORDER BY seq`, after)
	var vs []news.Verdict
	if err == nil {
		err = eachRow(rows, func(r *sql.Rows) error {
			var v news.Verdict
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
