package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// intent is what a page wants done that is not its own to do; nil is nothing. The model
// carries it out: a page knows neither the model nor any other page.
type intent interface{ intent() }

type (
	// several are carried out one after the other.
	several []intent
	// ask puts a question to the desk, away from the screens; it may wait. What it returns
	// is sent to all screens.
	ask func(ctx context.Context) tea.Msg
	// slowAsk is an ask that is late when patience ends.
	slowAsk struct {
		ask  ask
		late lateMsg
	}
	// say shows a line in the status bar, fail what could not be done.
	say  string
	fail struct {
		what string
		err  error
	}
	// goBack leaves the page for what was there before it.
	goBack struct{}
	// show opens a page, with what it is to be about.
	show struct {
		page    pageName
		of      subject
		instead bool // of the page that is open: Back does not lead to that one
	}
	// openMark opens a story at a mark; quote is a sentence to be shown in it.
	openMark struct {
		mark  *news.Carrier
		quote string
	}
	// openHeadline opens a story and marks it read.
	openHeadline struct{ headline *news.Headline }
	// openBeside opens the headline under the cursor of Related.
	openBeside struct{}
	// searchFor filters the list as if it had been typed.
	searchFor string
	// listOf filters the list by what a name stands for, until Back.
	listOf struct {
		query news.Query
		name  string
	}
	// enterLine asks for a line; take takes what was typed, or says what is wrong with it.
	enterLine struct {
		label, value string
		take         func(typed string) (intent, error)
	}
	// watchFor opens the form of a watch.
	watchFor struct{ search news.SavedSearch }
	// undoLast undoes the last change.
	undoLast struct{}
	// pressKey does what a key means elsewhere.
	pressKey struct {
		key string
		n   int
	}
	// browseTo opens an address in the browser.
	browseTo string
	// copyLink copies an address; shown is what is told of it.
	copyLink struct{ url, shown string }
	// fetchFeeds fetches these feeds now.
	fetchFeeds struct {
		what  string
		feeds []news.FeedID
	}
)

func (several) intent()      {}
func (ask) intent()          {}
func (slowAsk) intent()      {}
func (say) intent()          {}
func (fail) intent()         {}
func (goBack) intent()       {}
func (show) intent()         {}
func (openMark) intent()     {}
func (openHeadline) intent() {}
func (openBeside) intent()   {}
func (searchFor) intent()    {}
func (listOf) intent()       {}
func (enterLine) intent()    {}
func (watchFor) intent()     {}
func (undoLast) intent()     {}
func (pressKey) intent()     {}
func (browseTo) intent()     {}
func (copyLink) intent()     {}
func (fetchFeeds) intent()   {}

// matter is what a change was made to.
type matter uint8

const (
	ofMarks matter = iota
	ofFeeds
	ofAlerts
	ofSearches
	ofEvents
)

// changedMsg says what became of a change, and what undoes it.
type changedMsg struct {
	of    matter
	label string
	err   error
	undo  ask  // nil when there is nothing to undo
	undid bool // it was itself an undoing
	quiet bool // it need not be told

	feed   news.FeedID     // whose subscription it was
	events [2]news.EventID // that were joined; gone is the one that is no more
	gone   news.EventID
}
