package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"dateline/news"
	"dateline/store/derived"
)

// Counts counts the stories that match.
func (s *Store) Counts(ctx context.Context, user news.User, q news.Query) (c news.Counts, err error) {
	err = s.readingOf(ctx, user, "count", func(ctx context.Context, s *Store) error {
		c, err = s.counts(ctx, user, q)
		return err
	})
	return c, err
}

func (s *Store) counts(ctx context.Context, user news.User, q news.Query) (c news.Counts, err error) {
	u, v, err := s.userSight(ctx, user)
	if err != nil {
		return c, err
	}
	if _, err := s.row(ctx, `SELECT count(*) FROM feed f WHERE NOT removed AND `+v.feeds("f.n"), nil, &c.Feeds); err != nil {
		return c, err
	}
	unread, read := onlyIs(q, "unread"), onlyIs(q, "read")
	if q.Expr == nil || unread || read {
		if c.Unread, err = s.unreadOf(ctx, u, v); err != nil || unread {
			c.Stories = c.Unread
			return c, err
		}
		err = s.countAll(ctx, u, v, &c.Stories)
		if read {
			c.Stories, c.Unread = c.Stories-c.Unread, 0
		}
		return c, err
	}
	p, err := s.plan(ctx, u, q)
	if err != nil {
		return c, err
	}
	if len(p.match) > 0 && !p.few {
		err = s.countNewest(ctx, u, p, &c)
		return c, err
	}
	_, err = s.row(ctx, "SELECT count(*), count(*) FILTER (WHERE "+p.unread()+") FROM story s"+withMarks+" WHERE "+p.conditions(p.labels()), p.modeled(), &c.Stories, &c.Unread)
	return c, err
}

// maxCount is how many stories with some words are counted: to count all that have a common
// one is to read them.
const maxCount = 10_000

// countNewest counts the newest stories of a plan, up to maxCount.
func (s *Store) countNewest(ctx context.Context, u int, p *plan, c *news.Counts) error {
	labels, err := s.gather(ctx, p, p.labels(), maxCount+1, false)
	if err != nil {
		return err
	}
	if len(labels) > maxCount {
		labels, c.StoriesMore, c.UnreadMore = labels[:maxCount], true, true
	}
	c.Stories = len(labels)
	_, err = s.row(ctx, "SELECT count(*) FROM story s"+withMarks+" WHERE s.n = ANY($2) AND "+p.unread(), []any{u, labels}, &c.Unread)
	return err
}

// countAll counts the stories that a user sees by the totals that are kept.
func (s *Store) countAll(ctx context.Context, u int, v sight, n *int) error {
	if _, err := s.row(ctx, `SELECT (SELECT coalesce(sum(stories), 0) FROM feed_state)::bigint - (SELECT count(*) FROM story WHERE hidden)`, nil, n); err != nil || !v.lacks() {
		return err
	}
	var less int
	_, err := s.row(ctx, `SELECT count(*) FROM story s WHERE $1::int = $1 AND s.feed = ANY($2) AND NOT s.hidden AND NOT `+v.seen(), []any{u, v.unseen}, &less)
	*n -= less
	return err
}

// Timeline counts the stories that match by when they came.
func (s *Store) Timeline(ctx context.Context, user news.User, q news.Query, from time.Time, step time.Duration, slots int) ([]int, error) {
	counts := make([]int, max(slots, 0))
	if slots <= 0 || step < time.Millisecond {
		return counts, nil
	}
	err := s.readingOf(ctx, user, "count over time", func(ctx context.Context, s *Store) error {
		clear(counts)
		u, err := s.user(ctx, user)
		if err != nil {
			return err
		}
		p, err := s.plan(ctx, u, q)
		if err != nil {
			return err
		}
		start, width := from.UnixMilli(), step.Milliseconds()
		p.Since, p.Before = max(p.Since, start), min(p.Before, start+int64(slots)*width)
		query := "SELECT (s.time - " + p.Bind(start) + "::bigint) / " + p.Bind(width) + "::bigint, count(*) FROM story s" + withMarks + " WHERE "
		rows, err := s.query(ctx, query+p.conditions(p.labels())+" GROUP BY 1", p.modeled()...)
		return eachRow(rows, err, func(r pgx.Rows) error {
			var slot, n int
			err := r.Scan(&slot, &n)
			if slot >= 0 && slot < slots {
				counts[slot] += n
			}
			return err
		})
	})
	return counts, err
}

// Countries counts the stories that match by the countries that they name.
func (s *Store) Countries(ctx context.Context, user news.User, q news.Query) ([]news.CountryCount, error) {
	counts := derived.CountryCounts{}
	err := s.readingOf(ctx, user, "count countries", func(ctx context.Context, s *Store) error {
		clear(counts)
		u, err := s.user(ctx, user)
		if err != nil {
			return err
		}
		p, err := s.plan(ctx, u, q)
		if err != nil {
			return err
		}
		rows, err := s.query(ctx, "SELECT s.countries, count(*) FROM story s"+withMarks+" WHERE s.countries <> '' AND "+p.conditions(p.labels())+" GROUP BY 1", p.modeled()...)
		return eachRow(rows, err, func(r pgx.Rows) error {
			var named string
			var n int
			err := r.Scan(&named, &n)
			counts.Add(named, n)
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	return counts.Sorted(), nil
}
