package desk

import (
	"context"

	"dateline/news"
)

// Searches returns the reader's saved searches by name.
func (d *Desk) Searches(ctx context.Context) ([]news.SavedSearch, error) {
	return d.o.Store.Searches(ctx, d.user)
}

// SaveSearch adds a search (ID 0) or changes the one with that ID, also one that was
// removed. Another one with that name is news.ErrExists.
func (d *Desk) SaveSearch(ctx context.Context, s news.SavedSearch) (news.SavedSearch, error) {
	s.User = d.user
	if s.Made.IsZero() {
		s.Made = d.now()
	}
	s, err := d.o.Store.SaveSearch(ctx, s)
	if err == nil {
		d.board.add(news.Bulletin{Marked: 1})
	}
	return s, err
}

// RemoveSearch takes a search and its alerts off every list; SaveSearch with the same ID
// brings both back.
func (d *Desk) RemoveSearch(ctx context.Context, id news.SearchID) error {
	err := d.o.Store.RemoveSearch(ctx, d.user, id)
	if err == nil {
		d.board.add(news.Bulletin{Marked: 1})
	}
	return err
}

// Alerts returns up to limit of the reader's alerts, newest first.
func (d *Desk) Alerts(ctx context.Context, limit int) (news.AlertPage, error) {
	return d.o.Store.Alerts(ctx, d.user, limit)
}

// ChangeAlerts applies a change and returns the one that undoes it.
func (d *Desk) ChangeAlerts(ctx context.Context, c news.AlertChange) (news.AlertChange, error) {
	undo, err := d.o.Store.ChangeAlerts(ctx, d.user, c)
	if err == nil && len(undo.Alerts) > 0 {
		d.board.add(news.Bulletin{Marked: len(undo.Alerts)})
	}
	return undo, err
}
