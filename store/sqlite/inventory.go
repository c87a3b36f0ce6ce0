package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"dateline/news"
)

// Users returns everybody who ever asked for something.
func (s *Store) Users(ctx context.Context) ([]news.User, error) {
	all, err := column[news.User](ctx, s.read, `SELECT name FROM user ORDER BY n`)
	if err != nil {
		return nil, fmt.Errorf("list users: %w", s.plain(err))
	}
	return all, nil
}

// Settings returns all small named values of a user.
func (s *Store) Settings(ctx context.Context, user news.User) (map[string]string, error) {
	all := map[string]string{}
	rows, err := s.read.QueryContext(ctx, `SELECT g.key, g.value FROM setting g JOIN user u ON u.n = g.user WHERE u.name = ?`, string(user))
	if err == nil {
		err = eachRow(rows, func(r *sql.Rows) error {
			var key, value string
			err := r.Scan(&key, &value)
			all[key] = value
			return err
		})
	}
	if err != nil {
		return nil, fmt.Errorf("list settings: %w", s.plain(err))
	}
	return all, nil
}
