package terms

import (
	"math"

	"dateline/news"
)

// Each calls f for every term of an expression.
func Each(e news.Expr, f func(*news.Term)) {
	switch e := e.(type) {
	case *news.And:
		for _, part := range e.Parts {
			Each(part, f)
		}
	case *news.Or:
		for _, part := range e.Parts {
			Each(part, f)
		}
	case *news.Not:
		Each(e.Part, f)
	case *news.Term:
		f(e)
	}
}

// Asks reports whether an expression has a term of one of these fields.
func Asks(e news.Expr, fields ...news.TermField) bool {
	asks := false
	Each(e, func(t *news.Term) {
		for _, f := range fields {
			asks = asks || t.Field == f
		}
	})
	return asks
}

// EventsOf returns the events of event: or of several joined by OR; none for any other
// expression.
func EventsOf(e news.Expr) []string {
	switch e := e.(type) {
	case *news.Term:
		if e.Field == news.FieldEvent {
			return []string{e.Value}
		}
	case *news.Or:
		var all []string
		for _, p := range e.Parts {
			one := EventsOf(p)
			if len(one) == 0 {
				return nil
			}
			all = append(all, one...)
		}
		return all
	}
	return nil
}

// NotesOf reports whether an expression is a term that looks for notes, and for which words.
func NotesOf(e news.Expr) (words string, ok bool) {
	t, isTerm := e.(*news.Term)
	switch {
	case !isTerm:
		return "", false
	case t.Field == news.FieldNote:
		return Phrase(t.Value), true
	}
	return "", t.Field == news.FieldIs && t.Value == "noted"
}

// Parts returns the parts of an expression that must all hold, less the words that the index
// does not keep.
func Parts(e news.Expr) []news.Expr {
	switch e := Prune(e).(type) {
	case nil:
		return nil
	case *news.And:
		return e.Parts
	default:
		return []news.Expr{e}
	}
}

// Bounds are those of the time that a query asks for, in ms; Before is excluded.
type Bounds struct{ Since, Before int64 }

// NoBounds is all time.
func NoBounds() Bounds { return Bounds{math.MinInt64, math.MaxInt64} }

// Take takes a part that bounds the whole query, and reports whether it does.
func (b *Bounds) Take(e news.Expr) bool {
	t, ok := e.(*news.Term)
	if !ok {
		return false
	}
	switch t.Field {
	case news.FieldSince:
		b.Since = max(b.Since, t.Time.UnixMilli())
	case news.FieldBefore:
		b.Before = min(b.Before, t.Time.UnixMilli())
	default:
		return false
	}
	return true
}

// CodesFor returns the codes of the names that a query asks for, as of tells them for one
// name, folded.
func CodesFor(e news.Expr, of func(name string) ([]string, error)) (Codes, error) {
	codes := Codes{}
	for _, name := range CodedNames(e) {
		one, err := of(name)
		if err != nil {
			return nil, err
		}
		codes[name] = one
	}
	return codes, nil
}
