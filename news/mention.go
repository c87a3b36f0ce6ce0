package news

// Field says which text of a story a span points into.
type Field uint8

// The two texts of a story.
const (
	InTitle Field = iota
	InText
)

// String returns the name used in JSON: "title" or "text".
func (f Field) String() string {
	if f == InTitle {
		return "title"
	}
	return "text"
}

// Span is a half-open range of bytes [Start, End).
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len returns the span's length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Overlaps reports whether the spans share a byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Contains reports whether o lies within s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Mention is a tagged span: a name or a figure. Mentions of one field are sorted
// by Start and do not overlap within the layer of names or the layer of figures.
type Mention struct {
	Field Field `json:"field"`
	Span
	Kind Kind `json:"kind"`
	// Ref is stable across stories: ISO 3166-1 alpha-3 for a country (UNK is
	// Kosovo) and for the country a place lies in, the agency's id, a person's
	// normalised name, "" where nothing is known.
	Ref string `json:"ref,omitempty"`
	// Name is how pages and queries call it: "North Korea", "Rafael Grossi".
	// The text keeps the outlet's own words.
	Name string `json:"name,omitempty"`
	// Country of an agency, an organisation or a person's office, alpha-3.
	Country string  `json:"country,omitempty"`
	Figure  *Figure `json:"figure,omitempty"`
	Why     Why     `json:"why"`
}

// Figure is a number with what it counts. Value is the plain number (3200000000
// for "$3.2 billion", 22.6 for "22.6%"). A range has Max too; an open or vague one
// ("dozens") keeps its word in the text and has both ends of the usual reading.
type Figure struct {
	Value  float64  `json:"value"`
	Max    *float64 `json:"max,omitempty"`
	Approx string   `json:"approx,omitempty"` // the comparison as written: "more than", "about"
	Unit   string   `json:"unit,omitempty"`   // normalised: troops, people killed, USD, percent
	// Counted is the words that say what is counted, as written ("additional troops").
	Counted Span `json:"counted"`
	// Aspect is what side of the thing the number tells, "" for the plain count. Only
	// figures of one aspect can differ.
	Aspect Aspect `json:"aspect,omitempty"`
}

// mostCounted is beyond what a story counts: what is larger was read wrongly.
const mostCounted = 1e15

// Sane reports whether the figure can be meant: it is finite, and not beyond 1e15 on
// either side of 0.
func (f *Figure) Sane() bool {
	sane := func(v float64) bool { return v >= -mostCounted && v <= mostCounted } // not so for NaN
	return sane(f.Value) && (f.Max == nil || sane(*f.Max))
}

// Aspect is what side of a thing a figure tells: 20,735 deaths and "another 813 deaths"
// count one thing and do not contradict each other.
type Aspect string

// The aspects.
const (
	AspectNew    Aspect = "new"    // an addition: "another 813 deaths", "67 new cases"
	AspectPart   Aspect = "part"   // of a count given beside it: "including four in Wako", "443 of 1,055"
	AspectTarget Aspect = "target" // what is aimed at: "his 100,000 a day target"
	AspectRate   Aspect = "rate"   // so many in a time: "500 a year"
)

// Aspects lists the aspects, the plain count first.
func Aspects() []Aspect {
	return []Aspect{"", AspectNew, AspectPart, AspectTarget, AspectRate}
}

// Why says what made a mark: which rule, table row or model, and how sure.
type Why struct {
	Rule   string  `json:"rule,omitempty"`   // "gazetteer", "demonym", "model", "cue", ...
	Detail string  `json:"detail,omitempty"` // the row or pattern, in words
	Margin float64 `json:"margin,omitempty"` // a model's lead over its second choice; 0 for rules
}
