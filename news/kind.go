package news

// Kind is what a mention names.
type Kind string

// The kinds of mention. Add one here first; a test walks Kinds and names the
// rooms that do not know it yet.
const (
	Country      Kind = "country"
	Place        Kind = "place"
	Agency       Kind = "agency"
	Organisation Kind = "organization"
	Person       Kind = "person"
	FigureKind   Kind = "figure"
)

// Kinds lists every kind of mention, in the order help and legends show them.
func Kinds() []Kind {
	return []Kind{Country, Place, Agency, Organisation, Person, FigureKind}
}
