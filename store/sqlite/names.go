package sqlite

import (
	"context"
	"maps"
	"slices"
	"strings"

	"dateline/news"
	"dateline/store/terms"
)

// feedName is what source: and tag: compare with.
type feedName struct {
	n     int64
	names []string // " yonhap news agency "
	tags  []string
}

func (f feedName) tagged(tag string) bool {
	return slices.Contains(f.tags, spaced(tag))
}

// asksFeeds reports whether a query asks for names or tags of feeds.
func asksFeeds(e news.Expr) bool {
	switch e := e.(type) {
	case *news.And:
		return slices.ContainsFunc(e.Parts, asksFeeds)
	case *news.Or:
		return slices.ContainsFunc(e.Parts, asksFeeds)
	case *news.Not:
		return asksFeeds(e.Part)
	case *news.Term:
		return e.Field == news.FieldSource || e.Field == news.FieldTag
	}
	return false
}

func (c *compiler) feedsNamed(name string) []int64 {
	var feeds []int64
	for _, f := range c.feeds {
		if slices.ContainsFunc(f.names, func(n string) bool { return strings.Contains(n, spaced(name)) }) {
			feeds = append(feeds, f.n)
		}
	}
	return feeds
}

func spaced(s string) string { return " " + strings.Join(terms.Words(s), " ") + " " }

func nameFeed(n int64, f *news.Feed) feedName {
	name := feedName{n: n}
	for _, s := range append([]string{f.Outlet, f.Title}, f.Aliases...) {
		name.names = append(name.names, spaced(s))
	}
	for _, s := range append(strings.Split(f.Folder, "/"), f.Tags...) {
		name.tags = append(name.tags, spaced(s))
	}
	return name
}

// maxCodes is how many codes a part of a name may stand for.
const maxCodes = 200

// codeNames maps the names that a query asks for, folded, to the codes that are
// called so or, when there is none, to those with a name that holds these words.
func (s *Store) codeNames(ctx context.Context, e news.Expr, into map[string][]string) error {
	switch e := e.(type) {
	case *news.And:
		return s.codeNamesOf(ctx, e.Parts, into)
	case *news.Or:
		return s.codeNamesOf(ctx, e.Parts, into)
	case *news.Not:
		return s.codeNames(ctx, e.Part, into)
	case *news.Term:
		switch e.Field {
		case news.FieldCountry, news.FieldAgency, news.FieldBy, news.FieldAbout:
			name := terms.FoldName(e.Value)
			codes, err := s.codesOf(ctx, name)
			into[name] = codes
			return err
		}
	}
	return nil
}

func (s *Store) codeNamesOf(ctx context.Context, parts []news.Expr, into map[string][]string) error {
	for _, e := range parts {
		if err := s.codeNames(ctx, e, into); err != nil {
			return err
		}
	}
	return nil
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
	return column[string](ctx, s.read, `SELECT DISTINCT code FROM name WHERE instr(' ' || name || ' ', ?) LIMIT ?`, " "+name+" ", maxCodes)
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
