package news

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// SearchID names a saved search for good, across renamings. 0 is none.
type SearchID int64

// SavedSearch is a query that a reader keeps under a name. One that Fires is a watch:
// news that matches it makes an alert.
type SavedSearch struct {
	ID    SearchID  `json:"id"`
	User  User      `json:"-"`
	Name  string    `json:"name"`            // as the reader wrote it; one of a kind for the user, whatever the case of its letters
	Query string    `json:"query"`           // in the search language
	Fires []Trigger `json:"fires,omitempty"` // what makes an alert; none for a search that is only kept
	Made  time.Time `json:"made"`            // when it was saved; older news does not fire
	// Since is the Order of the last fresh news that came before the watch. The store
	// sets it.
	Since int64 `json:"-"`
}

// MaxSearchName is how long the name of a saved search may be, in runes.
const MaxSearchName = 60

// Check says what is wrong with a saved search, nil when nothing is. A query that
// cannot be read is a *QueryError.
func (s *SavedSearch) Check() error {
	name := strings.TrimSpace(s.Name)
	switch {
	case name == "":
		return fmt.Errorf("a saved search needs a name")
	case name != s.Name || CleanLine(name) != name:
		return fmt.Errorf("the name %q has characters that names cannot have", CleanLine(name))
	case utf8.RuneCountInString(name) > MaxSearchName:
		return fmt.Errorf("the name is longer than %d characters", MaxSearchName)
	}
	q, err := ParseQuery(s.Query)
	if err != nil {
		return err
	}
	if q.Expr == nil {
		return fmt.Errorf("the search %q looks for nothing", name)
	}
	for _, t := range s.Fires {
		if !slices.Contains(Triggers(), t) {
			return fmt.Errorf("%q fires no alert; there are %s", string(t), TriggerNames(Triggers()))
		}
	}
	return nil
}

// Trigger is what makes an alert of news that matches a watch.
type Trigger string

// What fires.
const (
	OnEvent      Trigger = "event"      // the first story of an event that matches
	OnOrigin     Trigger = "origin"     // an origin that had nothing of the event before
	OnStance     Trigger = "stance"     // a speaker takes another stance than before
	OnFigure     Trigger = "figure"     // another figure than before for the same thing
	OnCorrection Trigger = "correction" // the agency corrects or withdraws
)

// Triggers lists what can fire, in the order in which one alert is chosen last to
// first: a correction says more than a new event.
func Triggers() []Trigger {
	return []Trigger{OnEvent, OnOrigin, OnStance, OnFigure, OnCorrection}
}

// Help says in a few words when a trigger fires.
func (t Trigger) Help() string {
	switch t {
	case OnEvent:
		return "a new event"
	case OnOrigin:
		return "a new origin of an event"
	case OnStance:
		return "a change of stance"
	case OnFigure:
		return "a change of figure"
	case OnCorrection:
		return "a correction or withdrawal"
	}
	return string(t)
}

// ParseTriggers reads names of triggers parted by commas or blanks; "all" stands for
// every one. They come back in the order of Triggers, each once.
func ParseTriggers(text string) ([]Trigger, error) {
	given := map[Trigger]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == ',' || r == ' ' || r == '\t' }) {
		switch t := Trigger(w); {
		case w == "all":
			for _, t := range Triggers() {
				given[t] = true
			}
		case slices.Contains(Triggers(), t):
			given[t] = true
		default:
			return nil, fmt.Errorf("%q fires no alert; there are %s, all", CleanLine(w), TriggerNames(Triggers()))
		}
	}
	var out []Trigger
	for _, t := range Triggers() {
		if given[t] {
			out = append(out, t)
		}
	}
	return out, nil
}

// TriggerNames writes triggers as ParseTriggers reads them.
func TriggerNames(ts []Trigger) string {
	names := make([]string, len(ts))
	for i, t := range ts {
		names[i] = string(t)
	}
	return strings.Join(names, ", ")
}

// AlertID names an alert; later ones are greater.
type AlertID int64

// Alert is news that a watch fired for.
type Alert struct {
	ID      AlertID   `json:"id"`
	User    User      `json:"-"`
	Search  SearchID  `json:"search"`
	Rule    string    `json:"rule"` // the watch's name, as it is now
	Trigger Trigger   `json:"trigger"`
	What    string    `json:"what"` // what fired, in words: "43 killed, was 40"
	Time    time.Time `json:"time"` // when it fired
	Story   StoryID   `json:"story"`
	Event   EventID   `json:"event"`
	// Outlet, Title and URL are the story's as it fired.
	Outlet string `json:"outlet"`
	Title  string `json:"title"`
	URL    string `json:"url,omitempty"`
	// Field and Span are the sentence that fired, Sentence its exact words.
	Field Field `json:"field"`
	Span
	Sentence string `json:"sentence"`
	Seen     bool   `json:"seen"`
	// Mark is what makes the alert one of a kind for its watch: a second one with the
	// same mark is not stored.
	Mark string `json:"-"`
}

// AlertChange sets or clears a state of alerts. Applied, the change that a store
// answers with restores the state before.
type AlertChange struct {
	Kind   AlertMark
	On     bool
	Alerts []AlertID
	All    bool // all of the user's instead of Alerts, up to the alert Upto
	Upto   AlertID
}

// AlertMark is a state of an alert.
type AlertMark string

// The states of an alert.
const (
	AlertSeen    AlertMark = "seen"
	AlertRemoved AlertMark = "removed" // from the list; it does not fire again
)

// AlertPage is a reader's alerts, newest first.
type AlertPage struct {
	Alerts []Alert
	Unseen int // of all, not only of these
	More   bool
}

// Fresh is news that no watch was held against yet.
type Fresh struct {
	Filing
	Order   int64     // in which it came, unique in the store
	Arrived time.Time // when this version was first seen
}

// Notification is what a reader is told outside the screens: one line for any number
// of alerts.
type Notification struct {
	Title  string  // "Tarsa dam", "3 alerts"
	Text   string  // what fired; clean, at most MaxNotification runes
	Alerts []Alert // newest first
}

// MaxNotification is how long the text of a notification may be, in runes.
const MaxNotification = 240

// Notify makes one notification of alerts, newest first. There must be one.
func Notify(alerts []Alert) Notification {
	n := Notification{Title: alerts[0].Rule, Alerts: alerts}
	text := alerts[0].What + ": " + alerts[0].Sentence + " (" + alerts[0].Outlet + ")"
	if len(alerts) > 1 {
		n.Title, text = fmt.Sprintf("%d alerts", len(alerts)), ""
		for i, a := range alerts {
			if i > 0 {
				text += "; "
			}
			if text += a.Rule + ": " + a.What; len(text) > 8*MaxNotification {
				break
			}
		}
	}
	n.Text = CleanLine(text)
	if r := []rune(n.Text); len(r) > MaxNotification {
		n.Text = string(r[:MaxNotification-1]) + "…"
	}
	return n
}
