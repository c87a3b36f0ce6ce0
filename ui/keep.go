package ui

import (
	"context"
	"dateline/news"

	tea "charm.land/bubbletea/v2"
)

// noWatchlist is said where there is none.
const noWatchlist = "searches and alerts cannot be kept here"

// askSearches asks for the saved searches.
func askSearches(d Watchlist) ask {
	return func(ctx context.Context) tea.Msg {
		s, err := d.Searches(ctx)
		return searchesMsg{s, err}
	}
}

// askUnseen asks how many alerts wait.
func askUnseen(d Watchlist) ask {
	return func(ctx context.Context) tea.Msg {
		p, err := d.Alerts(ctx, 0)
		if err != nil {
			return nil // the view says it; a corner of the screen need not
		}
		return unseenMsg{p.Unseen}
	}
}

// keepSearch saves a search; label says what was done, was is what it was before, nil for
// nothing.
func keepSearch(d Watchlist, s news.SavedSearch, was *news.SavedSearch, label string, undid bool) ask {
	return func(ctx context.Context) tea.Msg {
		now, err := d.SaveSearch(ctx, s)
		undo := unstore(d, now, label, true)
		if was != nil {
			undo = keepSearch(d, *was, nil, label, true)
		}
		return changedMsg{of: ofSearches, label: label, err: err, undid: undid, undo: undo}
	}
}

// unstore removes a search.
func unstore(d Watchlist, s news.SavedSearch, label string, undid bool) ask {
	return func(ctx context.Context) tea.Msg {
		err := d.RemoveSearch(ctx, s.ID)
		return changedMsg{of: ofSearches, label: label, err: err, undid: undid, undo: keepSearch(d, s, nil, label, true)}
	}
}
