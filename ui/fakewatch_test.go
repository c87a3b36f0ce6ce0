package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/news"
)

// fakeWatchlist keeps searches and alerts in memory.
type fakeWatchlist struct {
	d      *fakeDesk
	saved  []news.SavedSearch
	gone   []news.SavedSearch
	alerts []news.Alert
	hidden map[news.AlertID]bool
	fail   error
}

// newFakeWatchlist has a search, two watches and what they fired, of the invented dam.
func newFakeWatchlist(d *fakeDesk) *fakeWatchlist {
	w := &fakeWatchlist{d: d, hidden: map[news.AlertID]bool{}}
	w.saved = []news.SavedSearch{
		{ID: 1, Name: "Arctic", Query: "ice OR arctic", Made: fakeNow},
		{ID: 2, Name: "Tarsa dam", Query: "dam country:EST", Fires: []news.Trigger{news.OnOrigin, news.OnStance, news.OnFigure}, Made: fakeNow},
		{ID: 3, Name: "Strikes in ports and on ferries of the Aegean", Query: `strike (ferry OR port) -football`, Fires: news.Triggers(), Made: fakeNow},
	}
	dam := d.stories[0]
	fire := func(ago time.Duration, s *fakeStory, words string, a news.Alert) {
		i := strings.Index(s.Text, words)
		a.ID, a.Time, a.Story, a.Event = news.AlertID(len(w.alerts)+1), fakeNow.Add(-ago), s.ID, s.Event.ID
		a.Outlet, a.Title, a.Field = s.Outlet, s.Title, news.InText
		a.Span = sentenceOf(s.Text, i)
		a.Sentence = s.Text[a.Start:a.End]
		w.alerts = append([]news.Alert{a}, w.alerts...)
	}
	ferry := d.stories[slices.IndexFunc(d.stories, func(s *fakeStory) bool { return strings.Contains(s.Title, "Ferry") })]
	fire(50*time.Hour, ferry, ferry.Text[:10], news.Alert{Search: 3, Rule: w.saved[2].Name, Trigger: news.OnEvent, What: "a new event", Seen: true})
	fire(26*time.Hour, dam, "A person at the operator", news.Alert{Search: 2, Rule: "Tarsa dam", Trigger: news.OnOrigin,
		What: "a new origin: Kanto Press, beside 3"})
	fire(70*time.Minute, dam, "environment ministry denied", news.Alert{Search: 2, Rule: "Tarsa dam", Trigger: news.OnStance,
		What: "the environment ministry denied, confirmed before (Meridian TV)"})
	fire(9*time.Minute, dam, "1,800 households", news.Alert{Search: 2, Rule: "Tarsa dam", Trigger: news.OnFigure,
		What: "households: about 1,800, was hundreds (Meridian TV)"})
	return w
}

func sentenceOf(text string, at int) news.Span {
	return news.SentenceAt(text, news.Span{Start: max(at, 0), End: max(at, 0) + 1})
}

func (w *fakeWatchlist) Searches(context.Context) ([]news.SavedSearch, error) {
	return slices.Clone(w.saved), w.fail
}

func (w *fakeWatchlist) SaveSearch(_ context.Context, s news.SavedSearch) (news.SavedSearch, error) {
	w.d.note("save %d %s: %s (%s)", s.ID, s.Name, s.Query, news.TriggerNames(s.Fires))
	if w.fail != nil {
		return s, w.fail
	}
	if s.ID == 0 {
		s.ID = news.SearchID(len(w.saved) + len(w.gone) + 1)
	}
	for i := range w.saved {
		if w.saved[i].ID == s.ID {
			w.saved[i] = s
			return s, nil
		}
	}
	w.saved = append(w.saved, s)
	return s, nil
}

func (w *fakeWatchlist) RemoveSearch(_ context.Context, id news.SearchID) error {
	w.d.note("remove %d", id)
	i := slices.IndexFunc(w.saved, func(s news.SavedSearch) bool { return s.ID == id })
	if i < 0 {
		return fmt.Errorf("search: %w", news.ErrNotFound)
	}
	w.gone = append(w.gone, w.saved[i])
	w.saved = slices.Delete(w.saved, i, i+1)
	return w.fail
}

func (w *fakeWatchlist) Alerts(_ context.Context, limit int) (news.AlertPage, error) {
	if w.fail != nil {
		return news.AlertPage{}, w.fail
	}
	var p news.AlertPage
	for _, a := range w.alerts {
		if w.hidden[a.ID] || slices.ContainsFunc(w.gone, func(s news.SavedSearch) bool { return s.ID == a.Search }) {
			continue
		}
		if !a.Seen {
			p.Unseen++
		}
		if len(p.Alerts) < limit {
			p.Alerts = append(p.Alerts, a)
		}
	}
	return p, nil
}

func (w *fakeWatchlist) ChangeAlerts(_ context.Context, c news.AlertChange) (news.AlertChange, error) {
	undo := news.AlertChange{Kind: c.Kind, On: !c.On}
	for i := range w.alerts {
		a := &w.alerts[i]
		if !c.All && !slices.Contains(c.Alerts, a.ID) || c.All && a.ID > c.Upto {
			continue
		}
		switch {
		case c.Kind == news.AlertSeen && a.Seen != c.On:
			a.Seen = c.On
		case c.Kind == news.AlertRemoved && w.hidden[a.ID] != c.On:
			w.hidden[a.ID] = c.On
		default:
			continue
		}
		undo.Alerts = append(undo.Alerts, a.ID)
	}
	return undo, w.fail
}
