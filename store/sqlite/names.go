package sqlite

import (
	"context"
	"maps"
	"strings"

	"dateline/news"
	"dateline/store/terms"
)

// maxCodes is how many codes a part of a name may stand for.
const maxCodes = 200

// codeNames maps the names that a query asks for to the codes that are called so or, when
// there is none, to those with a name that holds these words.
func (s *Store) codeNames(ctx context.Context, e news.Expr) (terms.Codes, error) {
	return terms.CodesFor(e, func(name string) ([]string, error) { return s.codesOf(ctx, name) })
}

func (s *Store) codesOf(ctx context.Context, name string) ([]string, error) {
	exact, err := column[string](ctx, s.read, `SELECT code FROM name WHERE name = ?`, name)
	if err != nil || len(exact) > 0 {
		return exact, err
	}
	code, err := column[string](ctx, s.read, `SELECT code FROM name WHERE code = ? LIMIT 1`, strings.ReplaceAll(name, " ", "_"))
	if err != nil || len(code) > 0 {
		return nil, err // the name is a code already
	}
	codes, err := column[string](ctx, s.read, `SELECT DISTINCT code FROM name WHERE instr(' ' || name || ' ', ?) LIMIT ?`, " "+name+" ", maxCodes)
	if err != nil || len(codes) > 0 {
		return codes, err
	}
	return column[string](ctx, s.read, `SELECT DISTINCT code FROM own_name WHERE instr(' ' || name || ' ', ?) LIMIT ?`, " "+name+" ", maxCodes)
}

// shareNames makes what a personal feed calls things everybody's.
func (t *tx) shareNames(feed int64) error {
	if _, err := t.exec(`INSERT OR IGNORE INTO name (name, code) SELECT name, code FROM own_name WHERE feed = ?`, feed); err != nil {
		return err
	}
	_, err := t.exec(`DELETE FROM own_name WHERE feed = ?`, feed)
	return err
}

// maxCalled bounds what is remembered of table name.
const maxCalled = 30000

// storedName reports whether a row of table name is known to be there, so that the
// commonest names cost no statement. Rows of that table are never deleted.
func (s *Store) storedName(key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.called[key]
}

// keepNames remembers rows that were committed.
func (s *Store) keepNames(names map[string]bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.called == nil || len(s.called) > maxCalled {
		s.called = map[string]bool{}
	}
	maps.Copy(s.called, names)
}
