package postgres

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"

	"dateline/news"
	"dateline/store/terms"
)

// eventNumbers reads the numbers of the events that a query names, by their ids.
func (s *Store) eventNumbers(ctx context.Context, e news.Expr) (map[string]int64, error) {
	var ids []string
	terms.Each(e, func(t *news.Term) {
		if t.Field == news.FieldEvent {
			ids = append(ids, t.Value)
		}
	})
	if len(ids) == 0 {
		return nil, nil
	}
	numbers := map[string]int64{}
	rows, err := s.query(ctx, `SELECT id, n FROM event WHERE id = ANY($1)`, ids)
	return numbers, eachRow(rows, err, func(r pgx.Rows) error {
		var id string
		var n int64
		err := r.Scan(&id, &n)
		numbers[id] = n
		return err
	})
}

// maxCodes is how many codes a part of a name may stand for.
const maxCodes = 200

// codeNames maps the names that a query asks for to the codes that are called so or, when
// there is none, to those with a name that holds these words.
func (s *Store) codeNames(ctx context.Context, e news.Expr) (terms.Codes, error) {
	return terms.CodesFor(e, func(name string) ([]string, error) { return s.codesOf(ctx, name) })
}

func (s *Store) codesOf(ctx context.Context, name string) ([]string, error) {
	exact, err := column[string](ctx, s, `SELECT code FROM name WHERE name = $1`, name)
	if err != nil || len(exact) > 0 {
		return exact, err
	}
	code, err := column[string](ctx, s, `SELECT code FROM name WHERE code = $1 LIMIT 1`, strings.ReplaceAll(name, " ", "_"))
	if err != nil || len(code) > 0 {
		return nil, err // the name is a code already
	}
	codes, err := column[string](ctx, s, `SELECT DISTINCT code FROM name WHERE strpos(' ' || name || ' ', $1) > 0 LIMIT $2`, " "+name+" ", maxCodes)
	if err != nil || len(codes) > 0 {
		return codes, err
	}
	return column[string](ctx, s, `SELECT DISTINCT code FROM own_name WHERE strpos(' ' || name || ' ', $1) > 0 LIMIT $2`, " "+name+" ", maxCodes)
}

// maxCalled bounds what is remembered of table name.
const maxCalled = 30000

// storedName reports whether a row of table name is known to be there, so that the
// commonest names cost no statement. Rows of that table are never deleted.
func (s *Store) storedName(key [2]string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.called[key]
}

// keepNames remembers rows that were committed.
func (s *Store) keepNames(names map[[2]string]string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.called == nil || len(s.called) > maxCalled {
		s.called = map[[2]string]bool{}
	}
	for key := range names {
		s.called[key] = true
	}
}
