package news

import "time"

// Flag is a set of the marks a row of the list shows.
type Flag uint16

// The marks of a row. Each has a glyph in the list and a word in the help.
const (
	Urgent        Flag = 1 << iota // the agency's own priority marker
	Changed                        // a version newer than the first
	Corrected                      // the agency corrected a fact
	Withdrawn                      // the agency withdrew the story
	FiguresDiffer                  // outlets give different figures for the same thing
	Denied                         // somebody denies
	Opinion                        // opinion, editorial, column
	Live                           // a page that keeps changing
	Digest                         // many happenings in one, or a live page: it is of no event
	Costly                         // not read to its end by the engines: too costly
)

// Has reports whether all of f's flags are set.
func (g Flag) Has(f Flag) bool { return g&f == f }

// Headline is one row of a list: an event in Top, a story in Wire. It holds what
// a row draws and no text.
type Headline struct {
	Story     StoryID   `json:"story"`
	Event     EventID   `json:"event"`
	Feed      FeedID    `json:"feed"`
	Outlet    string    `json:"outlet"`
	Title     string    `json:"title"`
	URL       string    `json:"url"`
	Time      time.Time `json:"time"`
	Countries []string  `json:"countries,omitempty"` // alpha-3, most mentioned first
	Outlets   int       `json:"outlets"`
	Origins   int       `json:"origins"`
	Stories   int       `json:"stories"`
	Grown     int       `json:"grown"`  // outlets that joined since the user last looked
	Unread    int       `json:"unread"` // unread stories of the row
	Starred   bool      `json:"starred"`
	Noted     bool      `json:"noted"` // the user sees a note with it
	Flags     Flag      `json:"flags"`
	Cursor    Cursor    `json:"-"` // where this row stands in its list
}

// View names an order of rows.
type View string

// The two lists.
const (
	Top  View = "top"  // one row an event, by independent origins and growth, then time
	Wire View = "wire" // one row a story, newest first
)

// Cursor is a place in a list: the sort key of a row and, among equal keys, its
// id. It stays right while rows come and go. The zero Cursor is the list's end
// from which one starts.
type Cursor struct {
	Rank int64
	ID   string
}

// ListQuery asks for a run of rows: Limit rows after the cursor, or before it when
// Backward (rows come in list order all the same).
type ListQuery struct {
	User     User
	View     View
	Query    Query
	After    Cursor
	Backward bool
	Limit    int
	// ByRank asks a search for relevance instead of time.
	ByRank bool
}

// Page is a run of rows. More says that rows follow in the direction asked.
type Page struct {
	Rows []Headline
	More bool
}

// Counts are totals for the screen's corners.
type Counts struct {
	Stories int // that match
	Unread  int
	Feeds   int
	// UnreadMore says that Unread counts only the newest 10,000 of many stories: there
	// may be more.
	UnreadMore bool
	// StoriesMore says so of Stories: some stores count no more of what many have.
	StoriesMore bool
}

// Article is the open story with everything marked in it.
type Article struct {
	Story
	Source   Feed      // the feed it came from
	Event    Event     // its event
	Versions []Version // older ones, newest first; Text may be empty until asked for
	Newer    []Version // newer ones that were filed under other ids, newest first
	Mentions []Mention
	Claims   []Claim
	Unsure   []Claim // claims that are shown only where the reader asks for such
	Origin   StoryID // the story it reprints
	Read     bool
	Starred  bool
	Notes    []Note // that the user sees with it, oldest first
	Flags    Flag
	Tagged   bool     // false while the engines have not read it yet
	Bookmark Bookmark // how far the user came in it
}

// RelatedRow is one headline of the Related panel.
type RelatedRow struct {
	Story      StoryID       `json:"story"`
	Event      EventID       `json:"event"`
	Outlet     string        `json:"outlet"`
	OutletKind OutletKind    `json:"outlet_kind,omitempty"`
	Country    string        `json:"country,omitempty"`
	Title      string        `json:"title"`
	URL        string        `json:"url"`
	Time       time.Time     `json:"time"`
	Lag        time.Duration `json:"lag"` // its time less the open story's
	Kind       RelationKind  `json:"kind"`
	Origin     StoryID       `json:"origin,omitempty"` // set when it reprints another one
	OriginName string        `json:"origin_name,omitempty"`
	Score      float64       `json:"score"`
	Differs    Difference    `json:"note"`
	Unread     bool          `json:"unread"`
	Why        Why           `json:"why"`
}

// Panel is the Related panel of one story.
type Panel struct {
	Story      StoryID
	Outlet     string // of the open story
	Outlets    int
	Origins    int
	Rows       []RelatedRow // grouped same, earlier, later, background; reprints right after their origin
	NotCarried []string     // watched outlets that have not carried the event
	Shared     []string     // names the background shares, most telling first
	Joined     []Joining    // stories that showed events to be this one, oldest first
}

// Joining tells that two events became one: that of the story With and that of the story By, which
// is like both.
type Joining struct {
	By     StoryID
	Outlet string        // of By
	Lag    time.Duration // By's time less the open story's
	With   StoryID
	Title  string // of With; of By where With is the open story
}
