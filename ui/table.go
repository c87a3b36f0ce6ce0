package ui

import (
	"dateline/ui/keys"
	"dateline/ui/layout"
	"dateline/ui/page"
	"dateline/ui/pages/alerts"
	"dateline/ui/pages/entity"
	"dateline/ui/pages/feeds"
	"dateline/ui/pages/guide"
	"dateline/ui/pages/ledger"
	"dateline/ui/pages/revisions"
)

// pageRow is a page in the table of pages.
type pageRow struct {
	name page.Name
	make func(page.Deps) page.Page
	key  func(*keys.Map) *keys.Binding // opens it from anywhere, nil for none
	// tab is its name on the first line, "" for none, and from the columns from which it
	// stands there while the page is not open.
	tab  string
	from int
	// under is the page whose tab stands for one that has none, page.None for the list's.
	under page.Name
	// help says what the command of its name does, "" for no command; arg is what the
	// command takes: the name of an entity.
	help, arg string
	many      bool   // it is opened from itself, about something else
	keys      string // the group of keys of its own
}

// pageTable lists the pages, those with a tab in the order of the tabs. A new view is a
// file with a page and a row here.
var pageTable = []pageRow{
	{name: page.Alerts, make: alerts.New, tab: "Alerts", keys: keys.OnAlerts, from: layout.TwoPanes, key: func(k *keys.Map) *keys.Binding { return &k.Alerts },
		help: "what the watches fired"},
	{name: page.Claims, make: ledger.NewClaims, tab: "Claims", from: layout.TwoPanes, key: func(k *keys.Map) *keys.Binding { return &k.Claims },
		help: "who says what in the story, its event or the search"},
	{name: page.Figures, make: ledger.NewFigures, tab: "Figures", from: layout.TwoPanes, key: func(k *keys.Map) *keys.Binding { return &k.Figures },
		help: "what is counted there, and by whom"},
	{name: page.Entity, make: entity.New, tab: "Entity", from: wideTabs, key: func(k *keys.Map) *keys.Binding { return &k.Entity }, many: true,
		help: "the page of a country, an agency, a person", arg: "NAME"},
	{name: page.World, make: entity.NewWorld, tab: "Map", from: wideTabs, key: func(k *keys.Map) *keys.Binding { return &k.World },
		help: "the countries of the last 24 hours"},
	{name: page.Changes, make: revisions.NewChanges, tab: "Changes", from: wideTabs, key: func(k *keys.Map) *keys.Binding { return &k.Changes },
		help: "what was withdrawn, corrected and updated since your last visit"},
	{name: page.Sources, make: feeds.NewSources, tab: "Sources", keys: keys.OnSources, key: func(k *keys.Map) *keys.Binding { return &k.Sources },
		help: "the feeds and their health"},
	{name: page.Searches, make: alerts.NewSearches, under: page.Alerts, key: func(k *keys.Map) *keys.Binding { return &k.Searches }, keys: keys.OnSearches,
		help: "the saved searches and watches"},
	{name: page.Card, make: feeds.NewCard, keys: keys.OnSources, under: page.Sources},
	{name: page.Offers, make: feeds.NewOffers, under: page.Sources},
	{name: page.Versions, make: revisions.NewVersions},
	{name: page.Leads, make: revisions.NewLeads},
	{name: page.Names, make: entity.NewNames},
	{name: page.Tour, make: guide.NewTour, help: "the page of the first start"},
	{name: page.Help, make: guide.NewHelp, key: func(k *keys.Map) *keys.Binding { return &k.Help }, help: "the keys"},
}

// makePages makes the pages of the table.
func makePages(d page.Deps) []page.Page {
	pages := make([]page.Page, len(pageTable))
	for i := range pageTable {
		pages[i] = pageTable[i].make(d)
	}
	return pages
}

// rowOf returns a page's place in the table, -1 for page.None.
func rowOf(name page.Name) int {
	for i := range pageTable {
		if pageTable[i].name == name {
			return i
		}
	}
	return -1
}

// wideTabs is the width from which all views are named on the first line.
const wideTabs = 140
