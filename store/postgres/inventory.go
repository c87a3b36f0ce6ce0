package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dateline/news"
)

// Users returns everybody who ever asked for something.
func (s *Store) Users(ctx context.Context) (all []news.User, err error) {
	err = s.reading(ctx, "list users", func(ctx context.Context) error {
		all, err = column[news.User](ctx, s, `SELECT name FROM usr ORDER BY n`)
		return err
	})
	return all, err
}

// Settings returns all small named values of a user.
func (s *Store) Settings(ctx context.Context, user news.User) (map[string]string, error) {
	all := map[string]string{}
	err := s.reading(ctx, "list settings", func(ctx context.Context) error {
		rows, err := s.query(ctx, `SELECT g.key, g.value FROM setting g JOIN usr u ON u.n = g.usr WHERE u.name = $1`, string(user))
		return eachRow(rows, err, func(r pgx.Rows) error {
			var key, value string
			err := r.Scan(&key, &value)
			all[key] = value
			return err
		})
	})
	return all, err
}
