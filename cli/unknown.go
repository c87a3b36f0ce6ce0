package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"dateline/news"
	"dateline/store"
	"dateline/ui/page"
	"dateline/ui/pages/entity"
	"dateline/words"
)

// values answers the search prompt from a store.
type values struct {
	store store.Store
	user  news.User
}

// Unknown returns the values of a query's fields that are nowhere in the store.
func (v values) Unknown(ctx context.Context, q news.Query) ([]page.Missing, error) {
	return unknown(ctx, v.store, v.user, q)
}

// Counted returns what figures can be asked for by: what befalls people, as readers call
// it, then what else the stories count.
func (v values) Counted(ctx context.Context) ([]string, error) {
	own, err := v.store.Values(ctx, v.user, news.FieldFigure)
	return append(words.Countable(), own...), err
}

// unknown returns the values of a query's fields that are nowhere in the store.
func unknown(ctx context.Context, s store.Store, user news.User, q news.Query) ([]page.Missing, error) {
	var all []page.Missing
	for _, t := range fieldTerms(q.Expr) {
		known, err := s.Values(ctx, user, t.Field)
		if err != nil {
			return nil, err
		}
		if t.Field == news.FieldCountry {
			known = append(known, entity.CountryNames()...)
		}
		if slices.ContainsFunc(known, func(v string) bool { return holds(v, t.Value) }) {
			continue
		}
		bare := *t
		bare.Op, bare.Num = "", 0
		count, err := s.Counts(ctx, user, news.Query{Expr: &bare})
		if err != nil {
			return nil, err
		}
		if count.Stories == 0 {
			all = append(all, nowhere(t, known))
		}
	}
	return all, nil
}

// tellUnknown says on stderr what of a query is nowhere in the store.
func (a *app) tellUnknown(ctx context.Context, s store.Store, q news.Query) error {
	all, err := unknown(ctx, s, a.user, q)
	if err != nil || a.quiet {
		return err
	}
	for _, m := range all {
		a.warn("%s", m.Line)
	}
	return nil
}

func nowhere(t *news.Term, known []string) page.Missing {
	m := page.Missing{Line: fmt.Sprintf("%s:%s is in no story", t.Field, t.Value)}
	switch t.Field {
	case news.FieldSource:
		m = page.Missing{Line: fmt.Sprintf("%s:%s is no outlet of yours", t.Field, t.Value), Slip: true}
	case news.FieldCountry, news.FieldLang:
		m.Slip = true
	}
	if near := news.Nearest(t.Value, known); len(near) > 0 {
		m.Line, m.Slip = m.Line+"; near it: "+strings.Join(near, ", "), true
	}
	return m
}

// fieldTerms are the terms of a query whose value names something.
func fieldTerms(e news.Expr) (terms []*news.Term) {
	switch e := e.(type) {
	case *news.And:
		for _, p := range e.Parts {
			terms = append(terms, fieldTerms(p)...)
		}
	case *news.Or:
		for _, p := range e.Parts {
			terms = append(terms, fieldTerms(p)...)
		}
	case *news.Not:
		return fieldTerms(e.Part)
	case *news.Term:
		switch e.Field {
		case news.FieldCountry, news.FieldAgency, news.FieldPerson, news.FieldSource, news.FieldLang, news.FieldTag, news.FieldBy, news.FieldAbout, news.FieldFigure:
			if e.Value != "" {
				return []*news.Term{e}
			}
		}
	}
	return terms
}

// holds reports whether a value has these words in it, whatever their case.
func holds(value, words string) bool {
	in := " " + strings.ToLower(value) + " "
	return strings.Contains(in, " "+strings.ToLower(words)+" ")
}
