package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dateline/news"
)

// maxVerdicts is how many of the last verdicts are kept.
const maxVerdicts = 10_000

// Correct remembers verdicts and files stories where they put them.
func (s *Store) Correct(ctx context.Context, vs []news.Verdict, as []news.Annotation) error {
	a := newAnnotating(s, as)
	err := s.update(ctx, "correct events", lockNews, func(t *tx) error {
		if err := t.putVerdicts(vs); err != nil {
			return err
		}
		n, err := a.annotate(t, as)
		if err != nil || n+len(vs) == 0 {
			return err
		}
		return t.tick("stories", 0)
	})
	if err == nil {
		s.keepNames(a.names)
	}
	return err
}

func (t *tx) putVerdicts(vs []news.Verdict) error {
	for _, v := range vs {
		if _, err := t.exec(`INSERT INTO verdict (story, event, ruling) VALUES ($1, $2, $3)
			ON CONFLICT (story, event) DO UPDATE SET seq = excluded.seq, ruling = excluded.ruling`, string(v.Story), string(v.Event), string(v.Ruling)); err != nil {
			return err
		}
	}
	_, err := t.exec(`DELETE FROM verdict WHERE seq <= (SELECT seq FROM verdict ORDER BY seq DESC LIMIT 1 OFFSET $1)`, maxVerdicts)
	return err
}

// Verdicts returns the verdicts said after a sequence number, in order.
func (s *Store) Verdicts(ctx context.Context, after int64) (vs []news.Verdict, err error) {
	err = s.reading(ctx, "read verdicts", func(ctx context.Context) error {
		vs = nil
		rows, err := s.query(ctx, `SELECT seq, story, event, ruling FROM verdict WHERE seq > $1 ORDER BY seq`, after)
		return eachRow(rows, err, func(r pgx.Rows) error {
			var v news.Verdict
			err := r.Scan(&v.Seq, &v.Story, &v.Event, &v.Ruling)
			vs = append(vs, v)
			return err
		})
	})
	return vs, err
}
