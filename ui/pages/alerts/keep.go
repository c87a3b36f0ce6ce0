package alerts

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/page"
)

// NoWatchlist is said where there is none.
const NoWatchlist = "searches and alerts cannot be kept here"

// AskSearches asks for the saved searches.
func AskSearches(d page.Watchlist) page.Ask {
	return func(ctx context.Context) tea.Msg {
		s, err := d.Searches(ctx)
		return page.SearchesMsg{Searches: s, Err: err}
	}
}

// AskUnseen asks how many alerts wait.
func AskUnseen(d page.Watchlist) page.Ask {
	return func(ctx context.Context) tea.Msg {
		p, err := d.Alerts(ctx, 0)
		if err != nil {
			return nil // the view says it; a corner of the screen need not
		}
		return page.UnseenMsg{N: p.Unseen}
	}
}

// KeepSearch saves a search; label says what was done, was is what it was before, nil for
// nothing.
func KeepSearch(d page.Watchlist, s news.SavedSearch, was *news.SavedSearch, label string, undid bool) page.Ask {
	return func(ctx context.Context) tea.Msg {
		now, err := d.SaveSearch(ctx, s)
		undo := unstore(d, now, label, true)
		if was != nil {
			undo = KeepSearch(d, *was, nil, label, true)
		}
		return page.ChangedMsg{Of: page.OfSearches, Label: label, Err: err, Undid: undid, Undo: undo}
	}
}

// unstore removes a search.
func unstore(d page.Watchlist, s news.SavedSearch, label string, undid bool) page.Ask {
	return func(ctx context.Context) tea.Msg {
		err := d.RemoveSearch(ctx, s.ID)
		return page.ChangedMsg{Of: page.OfSearches, Label: label, Err: err, Undid: undid, Undo: KeepSearch(d, s, nil, label, true)}
	}
}
