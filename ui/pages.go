package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/keys"
	"dateline/ui/layout"
	"dateline/ui/page"
	"dateline/ui/pages/alerts"
	"dateline/ui/pages/entity"
	"dateline/ui/pages/feeds"
	"dateline/ui/pages/guide"
	"dateline/ui/pages/ledger"
	"dateline/ui/pages/revisions"
	"dateline/ui/topline"
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

// over returns what covers the panes, nil when nothing does.
func (m *Model) over() page.Page {
	if i := rowOf(m.page); i >= 0 {
		return m.pages[i]
	}
	return nil
}

// wideTabs is the width from which all views are named on the first line.
const wideTabs = 140

// topLine is the first line: the views, those of the table of pages among them, the search
// and the counts. Those that a narrow line leaves out are shown while they are open.
func (m *Model) topLine() topline.Line {
	l := m.list()
	line := topline.Line{Look: m.Look, W: m.w, Asked: l.Asked, Ranked: l.Ranked, Counts: l.Counts}
	lit := page.None // the page whose tab stands for the one that is open
	if i := rowOf(m.page); i >= 0 {
		if lit = pageTable[i].under; pageTable[i].tab != "" {
			lit = m.page
		}
	}
	line.Add("Top", &m.Keys.TopView, lit == page.None && m.view == news.Top)
	line.Add("Wire", &m.Keys.WireView, lit == page.None && m.view == news.Wire)
	for i := range pageTable {
		r := &pageTable[i]
		name, from := r.tab, r.from
		switch n := m.watches.Unseen(); {
		case r.name != page.Alerts:
		case !m.watches.Kept():
			name = ""
		case n > 0: // then it is named in any width
			name, from = r.tab+" "+draw.Thousands(n), 0
		}
		if name != "" && (lit == r.name || m.w >= from) { // a narrow first line has better things to say
			line.Add(name, r.key(m.Keys), lit == r.name)
		}
	}
	line.Spare()
	return line
}

// run asks the desk.
func (m *Model) run(a page.Ask) tea.Cmd {
	ctx := m.ctx
	return func() tea.Msg { return a(ctx) }
}

// do carries out what a page, or the answer to a question, wants.
func (m *Model) do(want page.Intent) tea.Cmd {
	switch want := want.(type) {
	case page.Several:
		var cmds []tea.Cmd
		for _, w := range want {
			cmds = append(cmds, m.do(w))
		}
		return tea.Batch(cmds...)
	case page.Ask:
		if want != nil {
			return m.run(want)
		}
	case page.SlowAsk:
		return tea.Batch(m.run(want.Ask), m.later(want.Late))
	case page.Renew:
		return m.do(m.list().Refresh())
	case page.Done:
		return m.do(m.undo.Done(want))
	case page.Warn:
		m.status.Warn(string(want))
	case page.Seek:
		return m.unread(want.Dir)
	case page.Settle:
		return m.settle()
	case page.After:
		return m.after(want.Wait, func(time.Time) tea.Msg { return want.Msg })
	case page.Raw:
		return tea.Raw(string(want))
	case page.Keep:
		return m.keep(want.Key, want.Value)
	case page.Say:
		m.status.Say(string(want))
	case page.Fail:
		m.status.Fail(want.What, want.Err)
	case page.UndoLast:
		return m.do(m.undo.Last())
	case page.PressKey:
		return m.act(want.Key, want.N)
	case page.EnterLine:
		m.prompt.OpenLine(want)
	case page.WatchFor:
		m.watches.Edit(want.Search)
	}
	return m.lead(want)
}

// lead goes where a page leads.
func (m *Model) lead(want page.Intent) tea.Cmd {
	switch want := want.(type) {
	case page.GoBack:
		return m.leave()
	case page.Show:
		return m.open(want)
	case page.OpenMark:
		return m.openMark(want)
	case page.OpenHeadline:
		return m.openHeadline(want.Headline)
	case page.OpenBeside:
		return m.openRelated()
	case page.SearchFor:
		if string(want) == m.list().Asked {
			return m.showView(m.view)
		}
		return m.search(string(want))
	case page.ListOf:
		return m.visitList(want.Query, want.Name)
	case page.BrowseTo:
		return m.browseTo(string(want))
	case page.CopyLink:
		return m.copy("link", want.URL, want.Shown)
	case page.FetchFeeds:
		return m.do(m.subs.Refresh(want.What, want.Feeds...))
	}
	return nil
}

// open opens a page for where the reader is now. Back returns there, another page
// included.
func (m *Model) open(want page.Show) tea.Cmd {
	i := rowOf(want.Page)
	was := m.here()
	next, ok := m.pages[i].Open(m.reader(want.Of))
	if ok {
		if !want.Instead && (want.Page != m.page || pageTable[i].many) {
			m.history.push(was)
		}
		m.showPage(want.Page)
	}
	return m.do(next)
}

// reader tells where the reader is.
func (m *Model) reader(of page.Subject) page.Reader {
	l, s := m.list(), m.screen()
	w, h := s.Room()
	at := page.Reader{Of: of, From: m.over(), Story: m.story.ID, InList: m.focus == layout.List, Events: m.view == news.Top,
		Query: l.Query, Asked: l.Asked, W: w, H: h}
	at.Target = m.target().Story
	if m.story.Shown() {
		at.Article, at.Event = m.story.Art, m.story.Art.Event.ID
	}
	if r := l.Selected(); r != nil && (at.InList || at.Story == "") {
		at.Story, at.Event = r.Story, r.Event
	}
	if m.focus == layout.Related {
		at.Beside = m.related.Selected()
	}
	if p, ok := at.From.(page.Pointer); ok {
		at.At = p.Subject()
	} else if at.From == nil && m.focus == layout.Story {
		at.At.Name = m.story.NameAt()
	}
	if m.focus == layout.Story {
		at.Figure = m.story.FigureAt()
	}
	return at
}
