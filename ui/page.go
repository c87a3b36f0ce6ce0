package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// cover is what hides the panes.
type cover uint8

const (
	uncovered cover = iota
	coverHelp
	coverSources
	coverClaims
	coverFigures
	coverVersions
	coverLeads
	coverTour
	coverOffers
	coverCard
	coverEntity
	coverNames
	coverWorld
	coverChanges
	coverAlerts
	coverSearches
	covers // how many there are
)

// page is a screen that covers the panes. A new one is a struct in a file of its own,
// a constant above, a row in pages, and a row in tabs when it is a view of its own.
type page interface {
	screen
	// title is what the border says.
	title() string
	// words says the row under the cursor for the status line, "" for nothing.
	words() string
	// hints are the keys that matter most here, each with a word.
	hints(k *keyMap) [][2]string
	// wheel scrolls by n lines of the wheel, down when n is positive.
	wheel(n int)
	// key does what a key means here, n times where that makes sense. Keys that mean
	// the same everywhere (views, search, quit) do not come here.
	key(m *Model, key string, n int) tea.Cmd
	// click takes a click on a cell inside the border.
	click(m *Model, x, y int) tea.Cmd
	// heard takes an announcement: what shows news, marks or feeds asks for them anew.
	heard(m *Model, b news.Bulletin) tea.Cmd
}

// pages returns the pages by their cover; there is none for uncovered.
func (m *Model) pages() [covers]page {
	return [covers]page{
		coverHelp: &m.help, coverSources: &m.sources, coverClaims: &m.claims, coverFigures: &m.figures,
		coverVersions: &m.versions, coverLeads: &m.leads, coverTour: &m.tour,
		coverOffers: &m.offers, coverCard: &m.card,
		coverEntity: &m.entity, coverNames: &m.names, coverWorld: &m.world, coverChanges: &m.changes,
		coverAlerts: &m.alerts, coverSearches: &m.searches,
	}
}

// over returns what covers the panes, nil when nothing does.
func (m *Model) over() page { return m.pages()[m.cover] }

// holder is a page that others are opened from and that Back returns to as it was, also
// when it showed something else in between.
type holder interface {
	// hold returns what brings the page back as it is now.
	hold() func(*Model) tea.Cmd
}

// tab is the name of a view on the first line.
type tab struct {
	x    int
	name string
	key  *binding
	on   bool
}

// tabs lists the views of the first line. Those that a narrow line leaves out are
// shown while they are open.
func (m *Model) tabs() []tab {
	k := m.keys
	list := func(v news.View) bool { return (m.cover == uncovered || m.passing()) && m.view == v }
	var ts []tab
	x := 1
	for _, t := range []struct {
		name  string
		key   *binding
		on    bool
		least int // columns
	}{
		{"Top", &k.TopView, list(news.Top), 0},
		{"Wire", &k.WireView, list(news.Wire), 0},
		{m.alertsTab(), &k.Alerts, m.cover == coverAlerts || m.cover == coverSearches, m.alertsFrom()},
		{"Claims", &k.Claims, m.cover == coverClaims, twoPanes},
		{"Figures", &k.Figures, m.cover == coverFigures, twoPanes},
		{"Entity", &k.Entity, m.cover == coverEntity, wideTabs},
		{"Map", &k.World, m.cover == coverWorld, wideTabs},
		{"Changes", &k.Changes, m.cover == coverChanges, wideTabs},
		{"Sources", &k.Sources, m.cover == coverSources || m.cover == coverCard || m.cover == coverOffers, 0},
	} {
		if !t.on && m.w < t.least {
			continue // a narrow first line has better things to say
		}
		name := t.name
		if t.on {
			name = "[" + name + "]"
		}
		ts = append(ts, tab{x, name, t.key, t.on})
		x += width(name) + 2
	}
	return ts
}

// wideTabs is the width from which all views are named on the first line.
const wideTabs = 140

// alertsTab is the name of the Alerts view, with how many wait.
func (m *Model) alertsTab() string {
	if m.unseen > 0 {
		return "Alerts " + thousands(m.unseen)
	}
	return "Alerts"
}

// alertsFrom is the width from which the Alerts view is named: any while some wait.
func (m *Model) alertsFrom() int {
	switch {
	case m.opt.Watchlist == nil:
		return wholeList
	case m.unseen > 0:
		return 0
	}
	return twoPanes
}

// passing reports whether the page is no view of its own but belongs to the list's.
func (m *Model) passing() bool {
	return m.cover == coverHelp || m.cover == coverVersions || m.cover == coverLeads || m.cover == coverNames || m.cover == coverTour
}
