package news

import "time"

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
	Field TermField
	Value string  // the word, phrase, name or code; a figure's unit; normalised (country:"North Korea" is PRK)
	Op    string  // for figures: "", "=", ">", ">=", "<", "<="
	Num   float64 // for figures with an Op
	// For since and before, the bound: an absolute time, or Ago before now when
	// Time is zero (the store is told the time by its caller through Resolve).
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
)
