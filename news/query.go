package news

import (
	"strconv"
	"strings"
	"time"
)

// Query is a parsed search. The zero Query matches everything.
type Query struct {
	Text string // as typed
	Expr Expr   // nil matches everything
}

// Expr is a node of a query: *And, *Or, *Not or *Term.
type Expr interface{ expr() }

// And matches what all of its parts match.
type And struct{ Parts []Expr }

// Or matches what any of its parts match.
type Or struct{ Parts []Expr }

// Not matches what its part does not.
type Not struct{ Part Expr }

// Term is one condition. A term without a field is a word or a phrase over title
// and text.
type Term struct {
	Field  TermField
	Value  string  // the word, phrase, name, code or id as typed; a figure's unit; keywords (is, claim) in lower case
	Prefix bool    // a word typed with "*" at its end: matches words that begin so
	Op     string  // for figures: "", "=", ">", ">=", "<", "<="
	Num    float64 // for figures with an Op
	// For since and before, the bound: an absolute time, or Ago before now when
	// Time is zero. Resolve turns the second into the first.
	Time time.Time
	Ago  time.Duration
	Span Span // where the term stands in Query.Text
}

func (*And) expr()  {}
func (*Or) expr()   {}
func (*Not) expr()  {}
func (*Term) expr() {}

// TermField is what a term looks at.
type TermField string

// The fields of the search language. FieldText is the absence of one.
const (
	FieldText    TermField = ""
	FieldCountry TermField = "country"
	FieldAgency  TermField = "agency"
	FieldPerson  TermField = "person"
	FieldSource  TermField = "source"
	FieldLang    TermField = "lang"
	FieldTag     TermField = "tag"
	FieldClaim   TermField = "claim"
	FieldBy      TermField = "by"
	FieldAbout   TermField = "about"
	FieldFigure  TermField = "figure"
	FieldIs      TermField = "is"
	FieldSince   TermField = "since"
	FieldBefore  TermField = "before"
	FieldFeed    TermField = "feed"
	FieldEvent   TermField = "event"
	FieldNote    TermField = "note"
)

// QueryField describes a field of the search language, for help and completion.
type QueryField struct {
	Name    TermField
	Help    string   // what it finds, in a few words
	Example string   // a whole term
	Values  []string // the only values there are; nil when any text will do
}

// QueryFields returns every field in the order help shows them.
func QueryFields() []QueryField {
	return []QueryField{
		{FieldCountry, "stories that name a country, by code or name", `country:PRK`, nil},
		{FieldAgency, "stories that name an agency", `agency:IAEA`, nil},
		{FieldPerson, "stories that name a person, by any part of the name", `person:"Rafael Grossi"`, nil},
		{FieldSource, "stories of an outlet", `source:yonhap`, nil},
		{FieldLang, "stories in a language", `lang:en`, nil},
		{FieldTag, "stories of feeds you tagged so, or that the outlet tagged so", `tag:asia`, nil},
		{FieldClaim, "stories with such a claim", `claim:denied`, claimWords()},
		{FieldBy, "stories with a claim by this speaker", `by:kremlin`, nil},
		{FieldAbout, "stories with a claim about this", `about:iran`, nil},
		{FieldFigure, "stories with such a figure", `figure:troops>1000`, nil},
		{FieldIs, "stories in this state", `is:unread`, stateWords()},
		{FieldNote, "stories with such a note, yours or shared", `note:ministry`, nil},
		{FieldSince, "not older than this", `since:2d`, nil},
		{FieldBefore, "older than this", `before:2026-04-10`, nil},
		{FieldFeed, "stories of one feed, by its id", `feed:id`, nil},
		{FieldEvent, "stories of one event, by its id", `event:id`, nil},
	}
}

// The words of claim: and is:. Stores must know every one of them.
func claimWords() []string {
	return []string{"denied", "confirmed", "declined", "questioned", "hedged", "unnamed", "quoted", "secondhand"}
}

func stateWords() []string {
	return []string{"unread", "read", "starred", "noted", "urgent", "changed", "corrected", "withdrawn", "denied", "differing", "opinion", "live", "digest", "costly"}
}

// Resolve returns the query with every bound that was given as an age (since:2d)
// made absolute, counted back from now.
func (q Query) Resolve(now time.Time) Query {
	q.Expr = mapTerms(q.Expr, func(t Term) Term {
		if t.Ago > 0 && t.Time.IsZero() {
			t.Time, t.Ago = now.Add(-t.Ago).UTC(), 0
		}
		return t
	})
	return q
}

// mapTerms copies a tree with every term replaced.
func mapTerms(e Expr, f func(Term) Term) Expr {
	switch e := e.(type) {
	case *And:
		return &And{mapAll(e.Parts, f)}
	case *Or:
		return &Or{mapAll(e.Parts, f)}
	case *Not:
		return &Not{mapTerms(e.Part, f)}
	case *Term:
		t := f(*e)
		return &t
	}
	return e
}

func mapAll(es []Expr, f func(Term) Term) []Expr {
	out := make([]Expr, len(es))
	for i, e := range es {
		out[i] = mapTerms(e, f)
	}
	return out
}

// AllOf returns the query that matches what every one of qs matches: a search
// within a saved search.
func AllOf(qs ...Query) Query {
	var parts []Expr
	for _, q := range qs {
		switch e := q.Expr.(type) {
		case nil:
		case *And:
			parts = append(parts, e.Parts...)
		default:
			parts = append(parts, e)
		}
	}
	var all Query
	switch len(parts) {
	case 0:
		return all
	case 1:
		all.Expr = parts[0]
	default:
		all.Expr = &And{parts}
	}
	all.Text = all.String()
	return all
}

// Words returns the words and phrases the query looks for (not those it excludes),
// in order: what to highlight.
func (q Query) Words() []string {
	var words []string
	var walk func(Expr)
	walk = func(e Expr) {
		switch e := e.(type) {
		case *And:
			for _, p := range e.Parts {
				walk(p)
			}
		case *Or:
			for _, p := range e.Parts {
				walk(p)
			}
		case *Term:
			if e.Field == FieldText {
				words = append(words, e.Value)
			}
		}
	}
	walk(q.Expr)
	return words
}

// String writes the query in its plainest form. ParseQuery of it gives the same
// tree (spans aside).
func (q Query) String() string {
	if q.Expr == nil {
		return ""
	}
	var b strings.Builder
	writeExpr(&b, q.Expr, false)
	return b.String()
}

// writeExpr writes e; inner says that it stands where an OR or a list would be
// torn apart without parentheses.
func writeExpr(b *strings.Builder, e Expr, inner bool) {
	switch e := e.(type) {
	case *And:
		writeList(b, e.Parts, " ", inner)
	case *Or:
		writeList(b, e.Parts, " OR ", inner)
	case *Not:
		b.WriteByte('-')
		writeExpr(b, e.Part, true)
	case *Term:
		writeTerm(b, e)
	}
}

func writeList(b *strings.Builder, parts []Expr, sep string, inner bool) {
	if inner {
		b.WriteByte('(')
		defer b.WriteByte(')')
	}
	for i, p := range parts {
		if i > 0 {
			b.WriteString(sep)
		}
		_, isOr := p.(*Or)
		writeExpr(b, p, isOr)
	}
}

func writeTerm(b *strings.Builder, t *Term) {
	if t.Field != FieldText {
		b.WriteString(string(t.Field) + ":")
	}
	switch {
	case t.Field == FieldSince || t.Field == FieldBefore:
		b.WriteString(formatBound(t))
	case t.Field == FieldFigure && t.Op != "":
		if t.Value != "" {
			writeValue(b, t)
		}
		b.WriteString(t.Op + strconv.FormatFloat(t.Num, 'f', -1, 64))
	default:
		writeValue(b, t)
	}
}

func writeValue(b *strings.Builder, t *Term) {
	if t.Prefix {
		b.WriteString(t.Value + "*")
		return
	}
	if bare(t) {
		b.WriteString(t.Value)
		return
	}
	b.WriteString(`"` + t.Value + `"`)
}

// bare reports whether a value reads back the same without quotes.
func bare(t *Term) bool {
	if strings.ContainsAny(t.Value, " \"()|*<>=") || t.Value == "OR" || t.Value == "AND" {
		return false
	}
	return t.Field != FieldText || (t.Value[0] != '-' && !strings.Contains(t.Value, ":"))
}

func formatBound(t *Term) string {
	if t.Time.IsZero() {
		return formatAge(t.Ago)
	}
	if h, m, s := t.Time.Clock(); h+m+s == 0 {
		return t.Time.Format("2006-01-02")
	}
	return t.Time.Format("2006-01-02T15:04:05")
}

// ages are the units of since: and before:, largest first.
var ages = [...]struct {
	name string
	span time.Duration
}{{"w", 7 * 24 * time.Hour}, {"d", 24 * time.Hour}, {"h", time.Hour}, {"m", time.Minute}}

func formatAge(d time.Duration) string {
	for _, a := range ages {
		if d%a.span == 0 {
			return strconv.FormatInt(int64(d/a.span), 10) + a.name
		}
	}
	return strconv.FormatInt(int64(d/time.Minute), 10) + "m"
}
