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
	if err := d.may(actMark); err != nil {
		return s, err
	}
	s.User = d.user
	if s.Made.IsZero() {
		s.Made = d.now()
	}
	var err error
	d.changing(func() int {
		s, err = d.o.Store.SaveSearch(ctx, s)
		return one(err)
	})
	return s, err
}

// RemoveSearch takes a search and its alerts off every list; SaveSearch with the same ID
// brings both back.
func (d *Desk) RemoveSearch(ctx context.Context, id news.SearchID) error {
	if err := d.may(actMark); err != nil {
		return err
	}
	var err error
	d.changing(func() int {
		err = d.o.Store.RemoveSearch(ctx, d.user, id)
		return one(err)
	})
	return err
}

// Alerts returns up to limit of the reader's alerts, newest first.
func (d *Desk) Alerts(ctx context.Context, limit int) (news.AlertPage, error) {
	return d.o.Store.Alerts(ctx, d.user, limit)
}

// ChangeAlerts applies a change and returns the one that undoes it.
func (d *Desk) ChangeAlerts(ctx context.Context, c news.AlertChange) (news.AlertChange, error) {
	if err := d.may(actMark); err != nil {
		return news.AlertChange{}, err
	}
	var undo news.AlertChange
	var err error
	d.changing(func() int {
		undo, err = d.o.Store.ChangeAlerts(ctx, d.user, c)
		return len(undo.Alerts)
	})
	return undo, err
}

// one is how much was changed by what ended so.
func one(err error) int {
	if err != nil {
		return 0
	}
	return 1
}
