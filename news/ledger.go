package news

import "time"

// Scope says which stories a ledger or a table of figures is made of: one story
// when Story is set, else an event when Event is, else those that name Entity when it
// has a name, else what Query matches.
type Scope struct {
	Story  StoryID
	Event  EventID
	Entity Entity
	Side   Side // of a ledger for an entity: only claims by it, or about it
	Query  Query
}

// Extent says what a ledger or a table of figures was made of.
type Extent struct {
	Title   string `json:"title,omitempty"` // the headline of the story, or the one that stands for the event
	Stories int    `json:"stories"`         // that were read
	Outlets int    `json:"outlets"`
	Cut     bool   `json:"cut,omitempty"` // more match than were read; the newest were
}

// Ledger is who said what in the stories of a scope.
type Ledger struct {
	Extent
	Speakers []Speaker
}

// Rows counts the lines of the ledger.
func (l *Ledger) Rows() int {
	n := 0
	for i := range l.Speakers {
		n += len(l.Speakers[i].Rows)
	}
	return n
}

// SpeakerKind tells apart who can be named and who cannot.
type SpeakerKind string

// The kinds of speaker.
const (
	NamedSpeaker   SpeakerKind = "named"   // a name, or a role that the text gives ("the ministry")
	UnnamedSpeaker SpeakerKind = "unnamed" // a source that the outlet keeps unnamed
	UnclearSpeaker SpeakerKind = "unclear" // "he", "it", and the text leaves open who
	NobodySpeaker  SpeakerKind = "nobody"  // "is believed to": no source is given
)

// Speaker is one source with all it says in the stories of a ledger.
type Speaker struct {
	Kind SpeakerKind
	Ref  string // of the entity, "" when it resolves to none
	Name string // how to call it; for a source that is no entity, its words; "" for unclear and nobody
	Rows []ClaimRow
}

// ClaimRow is one thing a speaker says, however many outlets carry it.
type ClaimRow struct {
	Time      time.Time `json:"time"` // when the first outlet carried it
	Stance    Stance    `json:"stance"`
	Kind      ClaimKind `json:"kind"`
	Quoted    bool      `json:"quoted"`
	Hedged    bool      `json:"hedged"`
	Anonymous bool      `json:"anonymous"`
	// Source, Cue, Words and Via are the outlet's own words; pieces of a split one
	// are joined with " … ".
	Source  string    `json:"source"`
	Cue     string    `json:"cue"`
	Words   string    `json:"words"`
	Via     string    `json:"via,omitempty"`
	Apart   bool      `json:"-"`       // in the text the words do not follow the cue
	Carried []Carrier `json:"carried"` // by time; never empty
	// Turns are other stances the speaker took on the same matter before, oldest
	// first; the row itself is the latest.
	Turns []Turn `json:"turns,omitempty"`
}

// Outlets counts the outlets that carry the row.
func (r *ClaimRow) Outlets() int { return len(OutletNames(r.Carried)) }

// Turn is a stance that a speaker has left.
type Turn struct {
	Time    time.Time `json:"time"`
	Stance  Stance    `json:"stance"`
	Cue     string    `json:"cue"`
	Words   string    `json:"words"`
	Apart   bool      `json:"-"` // as of a ClaimRow
	Carried []Carrier `json:"carried"`
}

// Carrier is a place where a claim or a figure is printed.
type Carrier struct {
	Story  StoryID   `json:"story"`
	Outlet string    `json:"outlet"`
	URL    string    `json:"url,omitempty"`
	Time   time.Time `json:"time"`
	Field  Field     `json:"field"` // 0 for the headline, 1 for the text
	Span             // of the whole claim, or of the figure
	// Reprint says that the story copies the words of another one.
	Reprint bool `json:"reprint,omitempty"`
}

// FigureTable is what the stories of a scope count.
type FigureTable struct {
	Extent
	Counts []Counted
}

// Counted is one thing counted in one event, or in the events of a running story, as the
// outlets give it over time. Nothing in it is averaged.
type Counted struct {
	Event    EventID   // of whose stories; of a running story its newest that counts it
	Events   int       // how many events count it
	Headline string    // of the first story that counts it; of a running story that of its newest event
	What     string    // what is counted: "people killed", "percent of rise"
	Readings []Reading // by time; never empty; the first is Readings[0]
	// Lowest, Highest and Latest are indexes into Readings. The lowest is that of the
	// smallest value, the highest that of the greatest one a reading's words allow.
	Lowest, Highest, Latest int
}

// Differ reports whether the readings are not all of one value.
func (c *Counted) Differ() bool {
	for i := range c.Readings {
		if r, f := &c.Readings[i], &c.Readings[0]; r.Value != f.Value || r.Max != f.Max {
			return true
		}
	}
	return false
}

// Reading is a figure as one origin gives it; reprints are carriers of the same one.
type Reading struct {
	Time  time.Time `json:"time"`
	Text  string    `json:"text"`          // as written, with its comparison word: "more than 40", "dozens"
	Value float64   `json:"value"`         // the plain number; of a range or an open word, its lower end
	Max   float64   `json:"max,omitempty"` // the upper end of a range or of an open word ("dozens": 24 to 99), else 0
	// Approx is the comparison word, "" for none.
	Approx  string    `json:"approx,omitempty"`
	By      string    `json:"by,omitempty"` // who gives it, when a claim holds it
	Event   EventID   `json:"-"`            // of the first story that gives it
	Story   string    `json:"-"`            // its headline
	Carried []Carrier `json:"carried"`      // by time; never empty
}

// Outlets counts the outlets that carry the reading.
func (r *Reading) Outlets() int { return len(OutletNames(r.Carried)) }

// Tags says what reading i is among the others: first, lowest, highest, latest.
// Nothing where they are all of one value.
func (c *Counted) Tags(i int) []string {
	if !c.Differ() {
		return nil
	}
	var tags []string
	for _, t := range [...]struct {
		at   int
		word string
	}{{0, "first"}, {c.Lowest, "lowest"}, {c.Highest, "highest"}, {c.Latest, "latest"}} {
		if t.at == i {
			tags = append(tags, t.word)
		}
	}
	return tags
}
