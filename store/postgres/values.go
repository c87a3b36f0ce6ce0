package postgres

import (
	"context"
	"fmt"

	"dateline/news"
	"dateline/store/derived"
)

// Values returns what a field of the search language may be given in this store.
func (s *Store) Values(ctx context.Context, user news.User, field news.TermField) (all []string, err error) {
	err = s.readingOf(ctx, user, fmt.Sprintf("values of %s", field), func(ctx context.Context, s *Store) error {
		switch field {
		case news.FieldCountry, news.FieldAgency, news.FieldBy, news.FieldAbout:
			all, err = s.calledBy(ctx, user)
		case news.FieldFigure:
			all, err = s.units(ctx, user)
		case news.FieldSource, news.FieldTag, news.FieldLang:
			all, err = s.feedValues(ctx, user, field)
		}
		return err
	})
	return all, err
}

// calledBy returns what countries and agencies are called in the stories that a user sees.
func (s *Store) calledBy(ctx context.Context, user news.User) ([]string, error) {
	u, err := s.user(ctx, user)
	if err != nil {
		return nil, err
	}
	return column[string](ctx, s, `WITH x AS (SELECT name, code FROM name UNION ALL SELECT name, code FROM own_name WHERE feed NOT IN `+unseenFeeds+`)
		SELECT v FROM (SELECT name FROM x UNION SELECT code FROM x) y (v) WHERE v <> '' AND $1::int = $1`, u)
}

// units returns what figures count in the stories that a user sees.
func (s *Store) units(ctx context.Context, user news.User) ([]string, error) {
	u, v, err := s.userSight(ctx, user)
	if err != nil {
		return nil, err
	}
	query := `SELECT name FROM unit WHERE $1::int = $1 AND name <> ''`
	if v.lacks() {
		query += ` AND EXISTS (SELECT 1 FROM story s WHERE unit.n = ANY(s.units) AND ` + v.seen() + `)`
	}
	return column[string](ctx, s, query, u)
}

// feedValues returns what the feeds that a user sees say of a field.
func (s *Store) feedValues(ctx context.Context, user news.User, field news.TermField) ([]string, error) {
	feeds, err := s.feeds(ctx, user, "")
	if err != nil {
		return nil, err
	}
	return derived.FeedValues(feeds, field), nil
}
