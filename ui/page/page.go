// Package page holds what a page is and what pages have in common: the intents they
// return, what they ask of the desk and the answers, and the sheets they scroll.
package page

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
)

// Name is what a page is called, also on the command line.
type Name string

// The pages that others open. None is the panes.
const (
	None     Name = ""
	Help     Name = "help"
	Sources  Name = "sources"
	Claims   Name = "claims"
	Figures  Name = "figures"
	Versions Name = "versions"
	Leads    Name = "leads"
	Tour     Name = "tour"
	Offers   Name = "offers"
	Card     Name = "card"
	Entity   Name = "entity"
	Names    Name = "names"
	World    Name = "map"
	Changes  Name = "changes"
	Alerts   Name = "alerts"
	Searches Name = "searches"
)

// Page is a screen that covers the panes: a struct in a file of its own and a row in the
// table of pages. It is given what it needs when it is made, and returns intents.
type Page interface {
	// Open shows the page for where the reader is. With ok false it stays closed, and the
	// Intent says why or what instead.
	Open(at Reader) (want Intent, ok bool)
	// Update takes an answer from the desk; late ones are dropped. What it wants done is
	// done only while the page is shown.
	Update(msg tea.Msg) Intent
	// View draws the page in w by h cells.
	View(w, h int) string
	// Title is what the border says.
	Title() string
	// Words says the row under the cursor for the status line, "" for nothing.
	Words() string
	// Hints are the keys that matter most here, each with a word.
	Hints() [][2]string
	// Wheel scrolls by n lines of the wheel, down when n is positive.
	Wheel(n int)
	// Key does what a key means here, n times where that makes sense. Keys that mean
	// the same everywhere (views, search, quit) do not come here.
	Key(key string, n int) Intent
	// Click takes a click on a cell inside the border.
	Click(x, y int) Intent
	// Heard takes an announcement: what shows news, marks or feeds asks for them anew.
	Heard(b news.Bulletin) Intent
}

// What some pages have besides.
type (
	// Holder is a page that others are opened from and that Back returns to as it was,
	// also when it showed something else in between.
	Holder interface {
		// Hold returns what brings the page back as it is now.
		Hold() func() Intent
	}
	// Pointer is a page whose cursor is on something that other pages may be about.
	Pointer interface{ Subject() Subject }
	// Typist is a page that takes keys before they mean anything, and text.
	Typist interface {
		Press(k tea.KeyPressMsg) (want Intent, taken bool)
		Paste(text string)
		// Line is what is typed, with the column of the cursor; shown is false when nothing is.
		Line(w int) (text string, col int, shown bool)
	}
	// Keeper is a page that asks anew when something was changed.
	Keeper interface{ Changed(of Matter) Intent }
)

// Subject is what a page is about, or what its cursor is on.
type Subject struct {
	Entity news.Entity   // the page's own, or the one to open
	Name   news.Entity   // under the cursor
	Story  news.StoryID  // under the cursor
	Side   news.Side     // of an entity's claims
	Mark   *news.Carrier // the row wanted
	Search string        // the name of a saved search, with its query
	Query  news.Query

	Article *news.Article
	Feed    *news.FeedStatus
	Offers  *OffersMsg
}

// Reader is where the reader is when a page is opened.
type Reader struct {
	Of   Subject // what the page is to be about, when something in particular was asked for
	From Page    // the page that is open, nil for none
	At   Subject // what its cursor is on, or the story's

	Article *news.Article    // on the screen, nil for none
	Beside  *news.RelatedRow // under the cursor of Related
	Figure  *news.Carrier    // under the cursor of the story
	Story   news.StoryID     // open, or selected in the list
	Event   news.EventID
	Target  news.StoryID // under the cursor of whatever pane

	InList, Events bool // the reader is in the list; it lists events
	Query          news.Query
	Asked          string // the query as typed
	W, H           int    // of the page
}

// Target is the story that an action is about: under the cursor, or open.
type Target struct {
	Story news.StoryID
	Event news.EventID
	URL   string
	Title string
	Feed  news.FeedID // empty where it is not known
	Name  string      // of the feed
}

// Deps is what pages are made with.
type Deps struct {
	Look      *draw.Look
	Desk      Desk
	Subs      Subscriptions
	Ledger    Ledger
	Profiles  Profiles
	Archive   Archive
	Watchlist Watchlist
	Values    Values
	LastVisit time.Time
	Version   string
	Commands  [][2]string // of the command line, with their help
	Served    bool        // the archive is a server's
}

// Unneeded is embedded by pages that have nothing to say of some things.
type Unneeded struct{}

func (Unneeded) Update(tea.Msg) Intent      { return nil }
func (Unneeded) Words() string              { return "" }
func (Unneeded) Click(int, int) Intent      { return nil }
func (Unneeded) Heard(news.Bulletin) Intent { return nil }
