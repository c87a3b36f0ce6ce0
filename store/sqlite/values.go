package sqlite

import (
	"context"
	"fmt"

	"dateline/news"
	"dateline/store/derived"
)

// Values returns what a field of the search language may be given in this store.
func (s *Store) Values(ctx context.Context, user news.User, field news.TermField) ([]string, error) {
	all, err := s.values(ctx, user, field)
	if err != nil {
		return nil, fmt.Errorf("values of %s: %w", field, s.plain(err))
	}
	return all, nil
}

func (s *Store) values(ctx context.Context, user news.User, field news.TermField) ([]string, error) {
	switch field {
	case news.FieldCountry, news.FieldAgency, news.FieldBy, news.FieldAbout:
		return s.calledBy(ctx, user)
	case news.FieldFigure:
		return s.units(ctx, user)
	case news.FieldSource, news.FieldTag, news.FieldLang:
		return s.feedValues(ctx, user, field)
	}
	return nil, nil
}

// calledBy returns what countries and agencies are called in the stories that a user sees.
func (s *Store) calledBy(ctx context.Context, user news.User) ([]string, error) {
	u, err := s.user(ctx, user)
	if err != nil {
		return nil, err
	}
	own := `SELECT name, code FROM own_name`
	if u != anyUser {
		own += ` WHERE feed NOT IN ` + unseenFeeds
	}
	return column[string](ctx, s.read, `WITH x AS (SELECT name, code FROM name UNION ALL `+own+`)
		SELECT v FROM (SELECT name AS v FROM x UNION SELECT code FROM x) WHERE v <> '' AND ?1 = ?1`, u)
}

// units returns what figures count in the stories that a user sees.
func (s *Store) units(ctx context.Context, user news.User) ([]string, error) {
	u, err := s.user(ctx, user)
	if err != nil {
		return nil, err
	}
	lacks, err := s.lacks(ctx, u)
	if err != nil {
		return nil, err
	}
	query := `SELECT name FROM unit WHERE ?1 = ?1 AND name <> ''`
	if lacks {
		query += ` AND EXISTS (SELECT 1 FROM figure WHERE unit = unit.n AND story NOT IN ` + unseenStories + `)`
	}
	return column[string](ctx, s.read, query, u)
}

// feedValues returns what the feeds that a user sees say of a field.
func (s *Store) feedValues(ctx context.Context, user news.User, field news.TermField) ([]string, error) {
	feeds, err := s.feeds(ctx, user, "")
	if err != nil {
		return nil, err
	}
	return derived.FeedValues(feeds, field), nil
}
