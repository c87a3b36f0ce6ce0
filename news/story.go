package news

import "time"

// StoryID names one item of one feed for good, across versions.
type StoryID string

// NewStoryID makes the id of the item that feed identifies by key: the guid, else
// the normalised link, else title and time. The scope is the feed, because guids
// such as "1" are common.
func NewStoryID(feed FeedID, key string) StoryID {
	return StoryID(digest("story", string(feed), key))
}

// Story is one item of one feed in its newest version. Everything in it is clean:
// no control, escape or bidi-override character, http and https links only.
type Story struct {
	ID        StoryID   `json:"id"`
	Feed      FeedID    `json:"feed"`
	GUID      string    `json:"guid,omitempty"`
	Outlet    string    `json:"outlet"`
	URL       string    `json:"url"`
	Title     string    `json:"title"`
	Text      string    `json:"text"` // paragraphs, one a line ("\n" between), no markup
	Links     []Link    `json:"links,omitempty"`
	Images    []Image   `json:"images,omitempty"`
	Authors   []string  `json:"authors,omitempty"`
	Tags      []string  `json:"tags,omitempty"` // categories, as the outlet wrote them
	Lang      string    `json:"lang,omitempty"`
	Dateline  Dateline  `json:"dateline"`
	Credit    string    `json:"credit,omitempty"`   // the agency the outlet credits, as written
	Markers   []Marker  `json:"markers,omitempty"`  // wire markers parsed off the headline and lead
	Published time.Time `json:"published,omitzero"` // the agency's time; zero when it gave none
	Updated   time.Time `json:"updated,omitzero"`   // the agency's time of change; zero when it gave none
	Seen      time.Time `json:"seen"`               // when we first saw it
	Version   int       `json:"version"`            // 1 for the first
}

// Time is the time a story sorts by: the agency's, else the time it was first
// seen; a time later than that is the agency's mistake and is clamped to it.
func (s *Story) Time() time.Time {
	t := s.Published
	if t.IsZero() {
		t = s.Updated
	}
	if t.IsZero() || (!s.Seen.IsZero() && t.After(s.Seen)) {
		return s.Seen
	}
	return t
}

// Field returns the text that spans of field f point into.
func (s *Story) Field(f Field) string {
	if f == InTitle {
		return s.Title
	}
	return s.Text
}

// Link is a hyperlink of the text: the words it covers and where it leads.
type Link struct {
	Span
	URL string `json:"url"`
}

// Image is a picture the item carries; only its address and what is said of it are kept.
type Image struct {
	URL    string `json:"url"`
	Alt    string `json:"alt,omitempty"`    // what it shows, one line
	Credit string `json:"credit,omitempty"` // who took it, as written, one line
}

// Version is one state of a story's text. The newest is the story itself. An outlet may
// file a version under another id; N counts those of one id.
type Version struct {
	N     int       `json:"n"`
	Story StoryID   `json:"story,omitempty"` // the id it is filed under, "" for that of the story asked for
	Title string    `json:"title"`
	Text  string    `json:"text"`
	Seen  time.Time `json:"seen"`
	Note  string    `json:"note,omitempty"` // the agency's own note of what changed
}

// MarkerClass says what a wire marker on a headline means.
type MarkerClass string

// The classes of headline markers (the first column of what agencies prefix).
const (
	PriorityMarker   MarkerClass = "priority"   // FLASH, URGENT, BREAKING
	VersionMarker    MarkerClass = "version"    // (LEAD), (2nd LD), UPDATE 2-
	CorrectionMarker MarkerClass = "correction" // CORRECTED, REFILE
	WithdrawalMarker MarkerClass = "withdrawal" // KILL, WITHDRAWN
	NoteMarker       MarkerClass = "editor-note"
	EmbargoMarker    MarkerClass = "embargo"
	KindMarker       MarkerClass = "kind" // ANALYSIS, FACTBOX, OPINION, LIVE
)

// Marker is one wire marker, as found.
type Marker struct {
	Class MarkerClass `json:"class"`
	Rank  string      `json:"rank,omitempty"` // "1".."3" for priority, the number of a version, major or minor, a kind's name
	Text  string      `json:"text"`           // as written
	Note  string      `json:"note,omitempty"` // what an editor's note says
}

// Dateline is the line that opens a wire story: place, day and agency. End is the
// byte of Text where the story proper begins (0 when there is no dateline).
type Dateline struct {
	City   string `json:"city,omitempty"`
	Where  string `json:"where,omitempty"` // country, state or sea, as written
	Agency string `json:"agency,omitempty"`
	Month  int    `json:"month,omitempty"` // 1..12, 0 when not given
	Day    int    `json:"day,omitempty"`
	Year   int    `json:"year,omitempty"`
	End    int    `json:"end,omitempty"`
}
