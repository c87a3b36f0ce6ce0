package news

import (
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"
	"time"
)

// FeedID names a feed for good: it is made from the address first subscribed to
// and stays when the feed moves.
type FeedID string

// NewFeedID makes the id of a feed subscribed to at url.
func NewFeedID(url string) FeedID { return FeedID(digest("feed", url)) }

// OutletKind is a plain fact about who publishes: an agency, a paper, a ministry.
// It is shown beside the outlet's name and never ranks it.
type OutletKind string

// The kinds of outlet in the starter list.
const (
	NewsAgency   OutletKind = "news-agency"
	StateAgency  OutletKind = "state-agency"
	Broadcaster  OutletKind = "broadcaster"
	Newspaper    OutletKind = "newspaper"
	Organization OutletKind = "organization"
)

// Feed is one subscription. Outlet, Country, Kind and Aliases describe the
// publisher; several feeds may share one outlet.
type Feed struct {
	ID       FeedID        `json:"id"`
	URL      string        `json:"url"`                // where to fetch it now; follows permanent redirects
	Title    string        `json:"title"`              // the reader's name for it, else the document's
	Home     string        `json:"home,omitempty"`     // the outlet's page
	Outlet   string        `json:"outlet"`             // who publishes; Title when nothing better is known
	Aliases  []string      `json:"aliases,omitempty"`  // other names of the outlet, as text cites it
	Kind     OutletKind    `json:"kind,omitempty"`     // what sort of publisher
	Country  string        `json:"country,omitempty"`  // ISO 3166-1 alpha-3 of the publisher's seat
	Lang     string        `json:"lang,omitempty"`     // BCP 47, as declared
	Folder   string        `json:"folder,omitempty"`   // path with "/" between levels, "" at the top
	Tags     []string      `json:"tags,omitempty"`     // the reader's tags
	Interval time.Duration `json:"interval,omitempty"` // the reader's own interval; 0 lets the desk adapt
	Muted    bool          `json:"muted,omitempty"`    // fetched, but never unread nor announced
	FullText bool          `json:"full_text,omitempty"`
	Sitemap  bool          `json:"sitemap,omitempty"`  // expected to be a news sitemap
	Personal bool          `json:"personal,omitempty"` // not shared: seen by those alone who subscribed to it themselves
	Added    time.Time     `json:"added,omitzero"`
}

// Subscription is what a reader has of a feed for himself: of a personal one, that it is
// his; of a shared one, what is another way for him than for all.
type Subscription struct {
	User   User     `json:"-"`
	Feed   FeedID   `json:"-"`
	Title  string   `json:"title,omitempty"` // "" is the feed's
	Folder string   `json:"folder,omitempty"`
	Tags   []string `json:"tags,omitempty"`
	Muted  bool     `json:"muted,omitempty"`
}

// Of returns the feed as the subscription has it.
func (s *Subscription) Of(f Feed) Feed {
	if s.Title != "" {
		f.Title = s.Title
	}
	f.Folder, f.Tags, f.Muted = s.Folder, s.Tags, s.Muted
	return f
}

// Equal reports whether two subscriptions say the same.
func (s Subscription) Equal(o Subscription) bool {
	return s.User == o.User && s.Feed == o.Feed && s.Title == o.Title && s.Folder == o.Folder && slices.Equal(s.Tags, o.Tags) && s.Muted == o.Muted
}

// SubscriptionTo returns what a user has for himself of a feed that is to be as f.
func SubscriptionTo(u User, f Feed) Subscription {
	return Subscription{User: u, Feed: f.ID, Title: f.Title, Folder: f.Folder, Tags: f.Tags, Muted: f.Muted}
}

// FetchState is what the last tries to fetch a feed left behind: validators for
// the next conditional request, when that may happen, and what went wrong.
type FetchState struct {
	ETag         string        `json:"etag,omitempty"`
	LastModified string        `json:"last_modified,omitempty"`
	BodyHash     string        `json:"body_hash,omitempty"`  // of the last body parsed; an equal body is not parsed again
	TTL          time.Duration `json:"ttl,omitempty"`        // how long the document says that it stays fresh
	Items        int           `json:"items,omitempty"`      // stories in the last document read
	ItemsHash    string        `json:"items_hash,omitempty"` // of the stories in it; equal ones are not filed again
	Hold         time.Time     `json:"hold,omitzero"`        // the host asked not to be asked before this, not even by force
	LastTry      time.Time     `json:"last_try,omitzero"`
	LastGood     time.Time     `json:"last_good,omitzero"`
	LastNew      time.Time     `json:"last_new,omitzero"`  // last time a story was new or changed
	Next         time.Time     `json:"next,omitzero"`      // not before this
	Interval     time.Duration `json:"interval,omitempty"` // the adapted interval in force
	Status       int           `json:"status,omitempty"`   // last HTTP status, 0 when there was none
	Err          string        `json:"error,omitempty"`    // one clean line, "" after a good fetch
	ErrKind      string        `json:"error_kind,omitempty"`
	Failures     int           `json:"failures,omitempty"`   // in a row
	Repaired     string        `json:"repaired,omitempty"`   // what had to be mended to read it, in words
	Moved        string        `json:"moved,omitempty"`      // another site that the server says the feed moved to
	MovedSince   time.Time     `json:"moved_since,omitzero"` // when it first said so
	MovedSeen    int           `json:"moved_seen,omitempty"` // how often since
	Gone         bool          `json:"gone,omitempty"`       // the server said 410; not asked again until told
}

// FeedStatus is a feed with its health, as the Sources view shows it.
type FeedStatus struct {
	Feed
	State  FetchState `json:"state"`
	Items  int        `json:"items"`   // stories stored
	Unread int        `json:"unread"`  // for the asking user
	PerDay float64    `json:"per_day"` // stories a day over the last week
	Costly int        `json:"costly"`  // stories not tagged: too costly
	// Holder names the process that leased the feed to fetch it, "" for none; until when.
	Holder string    `json:"holder,omitempty"`
	Until  time.Time `json:"held_until,omitzero"`
}

// HeldBy is the number of the process that fetches the feed now, "" when none does. A lease
// that has ended, or ends later than any may, holds nothing.
func (f *FeedStatus) HeldBy(now time.Time) string {
	if f.Holder == "" || !f.Until.After(now) || f.Until.After(now.Add(LongestLease)) {
		return ""
	}
	process, _, _ := strings.Cut(f.Holder, "-")
	return process
}

// LongestLease is longer than any process holds a feed.
const LongestLease = 2 * time.Minute

// Delivery is what one fetch brought. A delivery without stories still carries
// the new state. Stories are in the document's order, newest usually first.
type Delivery struct {
	Feed      FeedID
	State     FetchState
	Stories   []Story
	MovedTo   string // set when the server moved the feed for good
	Title     string // the document's own title, used when the feed has none
	Outlet    string // who publishes, in short; used when the feed has no outlet but its title
	Home      string
	Lang      string
	NotParsed bool // true for 304 and equal bodies: nothing to file
	// Was has, of stories whose guid is an address, the ID they have with the other of http
	// and https: filed under that one they are the same story.
	Was map[StoryID]StoryID
}

// Filed says what filing a delivery changed.
type Filed struct {
	New     []StoryID // first seen now
	Updated []StoryID // known, and now in a new version
}

// Offer is a feed that could be subscribed to, with what it brings.
type Offer struct {
	Feed      Feed
	Known     bool      // it is subscribed to already
	Items     int       // stories in the document now
	Newest    time.Time // when the newest of them came out
	PerDay    float64   // stories a day, judged from their times; 0 when they tell nothing
	Headlines []string  // the newest few, newest first
}

// Imported says what a list of subscriptions changed.
type Imported struct {
	Added int
	Known int      // there already
	Left  []string // what was left out because it is no http address, as written
}

// digest makes a short stable id from its parts: 80 bits of SHA-256 in lower-case
// base32, 16 characters. Collisions among 10^8 ids have odds of about 10^-8.
func digest(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:10]))
}
