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

// mostNear is how many values near one that is nowhere are named.
const mostNear = 3

// values answers the search prompt from a store.
type values struct{ store store.Store }

// Unknown returns the values of a query's fields that are nowhere in the store.
func (v values) Unknown(ctx context.Context, q news.Query) ([]page.Missing, error) {
	return unknown(ctx, v.store, q)
}

// Counted returns what figures can be asked for by: what befalls people, as readers call
// it, then what else the stories count.
func (v values) Counted(ctx context.Context) ([]string, error) {
	own, err := v.store.Values(ctx, news.FieldFigure)
	return append(words.Countable(), own...), err
}

// unknown returns the values of a query's fields that are nowhere in the store.
func unknown(ctx context.Context, s store.Store, q news.Query) ([]page.Missing, error) {
	var all []page.Missing
	for _, t := range fieldTerms(q.Expr) {
		known, err := s.Values(ctx, t.Field)
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
		count, err := s.Counts(ctx, news.Local, news.Query{Expr: &bare})
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
	all, err := unknown(ctx, s, q)
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
	if near := nearest(t.Value, known); len(near) > 0 {
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

// nearest returns the values that take the fewest slips of the fingers from a word, at
// most one for every three letters of it; of equally near ones the first by name.
func nearest(word string, known []string) []string {
	type candidate struct {
		value string
		slips int
	}
	asked := []rune(strings.ToLower(word))
	most := max(1, len(asked)/3)
	var near []candidate
	for _, v := range known {
		slips := distance(asked, []rune(strings.ToLower(v)), most)
		for word := range strings.FieldsSeq(strings.ToLower(v)) { // names are asked for by one word of them, too
			slips = min(slips, distance(asked, []rune(word), most))
		}
		if slips <= most && len(asked) > 1 {
			near = append(near, candidate{v, slips})
		}
	}
	slices.SortFunc(near, func(a, b candidate) int {
		if a.slips != b.slips {
			return a.slips - b.slips
		}
		return strings.Compare(a.value, b.value)
	})
	var names []string
	for _, c := range near {
		if c.slips == near[0].slips && len(names) < mostNear && !slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, c.value) }) {
			names = append(names, c.value)
		}
	}
	return names
}

// distance is how many letters must be put in, taken out, changed or swapped with their
// neighbour to make b of a (optimal string alignment); more than most is most+1.
func distance(a, b []rune, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		least := row[0]
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
			least = min(least, row[j+1])
		}
		if least > most {
			return most + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
