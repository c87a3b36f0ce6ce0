package store

import (
	"context"
	"time"

	"dateline/news"
)

// Watchlist is the part of a Store that keeps saved searches, the news that no watch
// was held against yet, and alerts. It is part of the ground truth: nothing of it can
// be made again from stories.
type Watchlist interface {
	// Searches returns a user's saved searches by name; "" stands for the watches (those
	// that fire) of every user.
	Searches(ctx context.Context, user news.User) ([]news.SavedSearch, error)
	// SaveSearch adds a search (ID 0) or changes the one with that ID, also one that was
	// removed, and returns it as stored, Fires in the order of news.Triggers. Another
	// search of the user with that name is news.ErrExists. A watch is not held against news that was Fresh before it fired.
	SaveSearch(ctx context.Context, s news.SavedSearch) (news.SavedSearch, error)
	// RemoveSearch takes a search and its alerts off every list, for good once swept.
	// SaveSearch with the same ID brings both back until then.
	RemoveSearch(ctx context.Context, user news.User, id news.SearchID) error

	// Matching returns, for each search, which of the stories Headlines would find for
	// its query and user.
	Matching(ctx context.Context, searches []news.SavedSearch, ids []news.StoryID) ([][]news.StoryID, error)
	// Fresh returns up to limit stories that Annotate took in and Fire has not let go,
	// in that order: new ones and new versions, each once, however often the engines
	// read them, while anybody has a watch.
	Fresh(ctx context.Context, limit int) ([]news.Fresh, error)
	// Fire stores alerts and lets fresh news go that was held against every watch, up to
	// and with the sequence number, in one transaction. An alert whose watch has one
	// with the same Mark is left out; so of two processes that fire for the same news one
	// does. It returns those that were stored, with their IDs.
	Fire(ctx context.Context, upto int64, alerts []news.Alert) ([]news.Alert, error)

	// Alerts returns up to limit of a user's alerts, newest first.
	Alerts(ctx context.Context, user news.User, limit int) (news.AlertPage, error)
	// ChangeAlerts applies a change and returns the one that undoes it, naming the
	// alerts whose state really changed.
	ChangeAlerts(ctx context.Context, user news.User, c news.AlertChange) (news.AlertChange, error)
	// Tell gives the alerts a user was not told of yet to one caller, newest first; none
	// when a call within the time every before now got some, or when all were seen.
	Tell(ctx context.Context, user news.User, now time.Time, every time.Duration) ([]news.Alert, error)
}
