package page

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// Intent is what a page wants done that is not its own to do; nil is nothing. The model
// carries it out: a page knows neither the model nor any other page.
type Intent interface{ intent() }

type (
	// Several are carried out one after the other.
	Several []Intent
	// Ask puts a question to the desk, away from the screens; it may wait. What it returns
	// is sent to all screens.
	Ask func(ctx context.Context) tea.Msg
	// SlowAsk is an ask that is late when patience ends.
	SlowAsk struct {
		Ask  Ask
		Late LateMsg
	}
	// After sends a message when a time has passed.
	After struct {
		Wait time.Duration
		Msg  tea.Msg
	}
	// Command is what Bubble Tea does: copies, suspends, quits.
	Command tea.Cmd
	// Sequence is carried out one after the other, each when the one before is done.
	Sequence []Intent
	// Raw sends a sequence to the terminal as it stands.
	Raw string
	// Renew asks for the rows and the counts of the list anew.
	Renew struct{}
	// Done tells what was done and remembers how to undo it.
	Done struct {
		Label string
		Undo  Ask
	}
	// Warn shows a line that tells of something amiss.
	Warn string
	// Seek goes to the next unread story in a direction.
	Seek struct{ Dir int }
	// Moved says that a key was to move the selection of the list, and whether it did.
	Moved struct{ Changed bool }
	// Settle asks for what the present state still lacks: rows near the selection, its story.
	Settle struct{}
	// Keep writes a choice of the reader down, for the next session too.
	Keep struct{ Key, Value string }
	// Say shows a line in the status bar, Fail what could not be done.
	Say  string
	Fail struct {
		What string
		Err  error
	}
	// GoBack leaves the page for what was there before it.
	GoBack struct{}
	// Show opens a page, with what it is to be about.
	Show struct {
		Page    Name
		Of      Subject
		Instead bool // of the page that is open: Back does not lead to that one
	}
	// OpenMark opens a story at a mark; Quote is a sentence to be shown in it.
	OpenMark struct {
		Mark  *news.Carrier
		Quote string
	}
	// OpenHeadline opens a story and marks it read.
	OpenHeadline struct{ Headline *news.Headline }
	// OpenBeside opens the headline under the cursor of Related.
	OpenBeside struct{}
	// SearchFor filters the list as if it had been typed.
	SearchFor string
	// ListOf filters the list by what a name stands for, until Back.
	ListOf struct {
		Query news.Query
		Name  string
	}
	// EnterLine asks for a line; Take takes what was typed, or says what is wrong with it.
	// Offer says what the keys do, until one is pressed. Turn, where there is one, is what
	// tab does: it returns another label and offer.
	EnterLine struct {
		Label, Value, Offer string
		Take                func(typed string) (Intent, error)
		Turn                func() (label, offer string)
	}
	// WatchFor opens the form of a watch.
	WatchFor struct{ Search news.SavedSearch }
	// UndoLast undoes the last change.
	UndoLast struct{}
	// PressKey does what a key means elsewhere.
	PressKey struct {
		Key string
		N   int
	}
	// BrowseTo opens an address in the browser.
	BrowseTo string
	// CopyLink copies an address; Shown is what is told of it.
	CopyLink struct{ URL, Shown string }
	// CopyText copies a text; What and Shown are what is told of it.
	CopyText struct{ Text, What, Shown string }
	// FetchFeeds fetches these feeds now.
	FetchFeeds struct {
		What  string
		Feeds []news.FeedID
	}
)

func (Several) intent()      {}
func (Ask) intent()          {}
func (SlowAsk) intent()      {}
func (After) intent()        {}
func (Keep) intent()         {}
func (Command) intent()      {}
func (Sequence) intent()     {}
func (Raw) intent()          {}
func (Renew) intent()        {}
func (Done) intent()         {}
func (Warn) intent()         {}
func (Seek) intent()         {}
func (Moved) intent()        {}
func (Settle) intent()       {}
func (Say) intent()          {}
func (Fail) intent()         {}
func (GoBack) intent()       {}
func (Show) intent()         {}
func (OpenMark) intent()     {}
func (OpenHeadline) intent() {}
func (OpenBeside) intent()   {}
func (SearchFor) intent()    {}
func (ListOf) intent()       {}
func (EnterLine) intent()    {}
func (WatchFor) intent()     {}
func (UndoLast) intent()     {}
func (PressKey) intent()     {}
func (BrowseTo) intent()     {}
func (CopyLink) intent()     {}
func (CopyText) intent()     {}
func (FetchFeeds) intent()   {}

// All are several intents.
func All(want ...Intent) Intent { return Several(want) }

// Stoppable returns an ask that ends early when stop is called. stop may be called often.
func Stoppable(a Ask) (ask Ask, stop func()) {
	over, stop := context.WithCancel(context.Background())
	return func(ctx context.Context) tea.Msg {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		defer context.AfterFunc(over, cancel)()
		return a(ctx)
	}, stop
}

// Matter is what a change was made to.
type Matter uint8

const (
	ofMarks Matter = iota
	OfFeeds
	OfAlerts
	OfSearches
	OfEvents
	OfNotes
)

// ChangedMsg says what became of a change, and what undoes it.
type ChangedMsg struct {
	Of    Matter
	Label string
	Err   error
	Undo  Ask  // nil when there is nothing to undo
	Undid bool // it was itself an undoing
	Quiet bool // it need not be told

	Feed   news.FeedID     // whose subscription it was
	Events [2]news.EventID // that were joined; gone is the one that is no more
	Gone   news.EventID
}
