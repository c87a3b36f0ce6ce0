package sqlite

import (
	"context"
	"fmt"

	"dateline/news"
)

// Values returns what a field of the search language may be given in this store.
func (s *Store) Values(ctx context.Context, field news.TermField) ([]string, error) {
	query := ""
	switch field {
	case news.FieldCountry, news.FieldAgency, news.FieldBy, news.FieldAbout:
		query = `SELECT name FROM name UNION SELECT code FROM name`
	case news.FieldFigure:
		query = `SELECT name FROM unit`
	case news.FieldSource:
		query = `SELECT doc ->> '$.outlet' FROM feed WHERE removed = 0 UNION SELECT doc ->> '$.title' FROM feed WHERE removed = 0
			UNION SELECT a.value FROM feed, json_each(feed.doc, '$.aliases') a WHERE removed = 0`
	case news.FieldTag:
		query = `SELECT a.value FROM feed, json_each(feed.doc, '$.tags') a WHERE removed = 0 UNION SELECT doc ->> '$.folder' FROM feed WHERE removed = 0`
	case news.FieldLang:
		query = `SELECT DISTINCT doc ->> '$.lang' FROM feed WHERE removed = 0`
	default:
		return nil, nil
	}
	all, err := column[string](ctx, s.read, `SELECT coalesce(v, '') FROM (SELECT NULL AS v WHERE 0 UNION ALL SELECT * FROM (`+query+`)) WHERE v <> ''`)
	if err != nil {
		return nil, fmt.Errorf("values of %s: %w", field, s.plain(err))
	}
	return all, nil
}
