package postgres

import (
	"context"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"dateline/news"
	"dateline/store/terms"
)

// feedName is what source: and tag: compare with.
type feedName struct {
	n     int64
	id    string
	names []string // " yonhap news agency "
	tags  []string
}

func (f *feedName) tagged(tag string) bool {
	return slices.Contains(f.tags, spaced(tag))
}

func spaced(s string) string { return " " + strings.Join(terms.Words(s), " ") + " " }

// of fills in what a feed is called.
func (f *feedName) of(doc *news.Feed) {
	for _, s := range append([]string{doc.Outlet, doc.Title}, doc.Aliases...) {
		f.names = append(f.names, spaced(s))
	}
	for _, s := range append(strings.Split(doc.Folder, "/"), doc.Tags...) {
		f.tags = append(f.tags, spaced(s))
	}
}

// eachTerm calls f for every term of an expression.
func eachTerm(e news.Expr, f func(*news.Term)) {
	switch e := e.(type) {
	case *news.And:
		for _, part := range e.Parts {
			eachTerm(part, f)
		}
	case *news.Or:
		for _, part := range e.Parts {
			eachTerm(part, f)
		}
	case *news.Not:
		eachTerm(e.Part, f)
	case *news.Term:
		f(e)
	}
}

// eventNumbers reads the numbers of the events that a query names.
func (s *Store) eventNumbers(ctx context.Context, e news.Expr, into map[string]int64) error {
	var ids []string
	eachTerm(e, func(t *news.Term) {
		if t.Field == news.FieldEvent {
			ids = append(ids, t.Value)
		}
	})
	if len(ids) == 0 {
		return nil
	}
	rows, err := s.query(ctx, `SELECT id, n FROM event WHERE id = ANY($1)`, ids)
	return eachRow(rows, err, func(r pgx.Rows) error {
		var id string
		var n int64
		err := r.Scan(&id, &n)
		into[id] = n
		return err
	})
}

// maxCodes is how many codes a part of a name may stand for.
const maxCodes = 200

// codeNames maps the names that a query asks for, folded, to the codes that are
// called so or, when there is none, to those with a name that holds these words.
func (s *Store) codeNames(ctx context.Context, e news.Expr, into map[string][]string) (err error) {
	eachTerm(e, func(t *news.Term) {
		switch t.Field {
		case news.FieldCountry, news.FieldAgency, news.FieldBy, news.FieldAbout:
			name := terms.FoldName(t.Value)
			if _, known := into[name]; !known && err == nil {
				into[name], err = s.codesOf(ctx, name)
			}
		}
	})
	return err
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
	return column[string](ctx, s, `SELECT DISTINCT code FROM name WHERE strpos(' ' || name || ' ', $1) > 0 LIMIT $2`, " "+name+" ", maxCodes)
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
