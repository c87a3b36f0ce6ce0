package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// pageName is what a page is called, also on the command line.
type pageName string

// The pages that others open. noPage is the panes.
const (
	noPage       pageName = ""
	helpPage     pageName = "help"
	sourcesPage  pageName = "sources"
	claimsPage   pageName = "claims"
	figuresPage  pageName = "figures"
	versionsPage pageName = "versions"
	leadsPage    pageName = "leads"
	tourPage     pageName = "tour"
	offersPage   pageName = "offers"
	cardPage     pageName = "card"
	entityPage   pageName = "entity"
	namesPage    pageName = "names"
	worldPage    pageName = "map"
	changesPage  pageName = "changes"
	alertsPage   pageName = "alerts"
	searchesPage pageName = "searches"
)

// page is a screen that covers the panes: a struct in a file of its own and a row in the
// table of pages. It is given what it needs when it is made, and returns intents.
type page interface {
	// open shows the page for where the reader is. With ok false it stays closed, and the
	// intent says why or what instead.
	open(at reader) (want intent, ok bool)
	// update takes an answer from the desk; late ones are dropped. What it wants done is
	// done only while the page is shown.
	update(msg tea.Msg) intent
	// view draws the page in w by h cells.
	view(w, h int) string
	// title is what the border says.
	title() string
	// words says the row under the cursor for the status line, "" for nothing.
	words() string
	// hints are the keys that matter most here, each with a word.
	hints() [][2]string
	// wheel scrolls by n lines of the wheel, down when n is positive.
	wheel(n int)
	// key does what a key means here, n times where that makes sense. Keys that mean
	// the same everywhere (views, search, quit) do not come here.
	key(key string, n int) intent
	// click takes a click on a cell inside the border.
	click(x, y int) intent
	// heard takes an announcement: what shows news, marks or feeds asks for them anew.
	heard(b news.Bulletin) intent
}

// What some pages have besides.
type (
	// holder is a page that others are opened from and that Back returns to as it was,
	// also when it showed something else in between.
	holder interface {
		// hold returns what brings the page back as it is now.
		hold() func() intent
	}
	// pointer is a page whose cursor is on something that other pages may be about.
	pointer interface{ subject() subject }
	// typist is a page that takes keys before they mean anything, and text.
	typist interface {
		press(k tea.KeyPressMsg) (want intent, taken bool)
		paste(text string)
		// line is what is typed, with the column of the cursor; shown is false when nothing is.
		line(w int) (text string, col int, shown bool)
	}
	// keeper is a page that asks anew when something was changed.
	keeper interface{ changed(of matter) intent }
)

// subject is what a page is about, or what its cursor is on.
type subject struct {
	entity news.Entity   // the page's own, or the one to open
	name   news.Entity   // under the cursor
	story  news.StoryID  // under the cursor
	side   news.Side     // of an entity's claims
	mark   *news.Carrier // the row wanted

	article *news.Article
	feed    *news.FeedStatus
	offers  *offersMsg
}

// reader is where the reader is when a page is opened.
type reader struct {
	of   subject // what the page is to be about, when something in particular was asked for
	from page    // the page that is open, nil for none
	at   subject // what its cursor is on, or the story's

	article *news.Article    // on the screen, nil for none
	beside  *news.RelatedRow // under the cursor of Related
	figure  *news.Carrier    // under the cursor of the story
	story   news.StoryID     // open, or selected in the list
	event   news.EventID
	target  news.StoryID // under the cursor of whatever pane

	inList, events bool // the reader is in the list; it lists events
	query          news.Query
	asked          string // the query as typed
	w, h           int    // of the page
}

// deps is what pages are made with.
type deps struct {
	look      *look
	desk      Desk
	subs      Subscriptions
	ledger    Ledger
	profiles  Profiles
	archive   Archive
	watchlist Watchlist
	lastVisit time.Time
	version   string
	commands  [][2]string // of the command line, with their help
}

// unneeded is embedded by pages that have nothing to say of some things.
type unneeded struct{}

func (unneeded) update(tea.Msg) intent      { return nil }
func (unneeded) words() string              { return "" }
func (unneeded) click(int, int) intent      { return nil }
func (unneeded) heard(news.Bulletin) intent { return nil }
