package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/keys"
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
	{name: page.Alerts, make: alerts.New, tab: "Alerts", keys: keys.OnAlerts, from: twoPanes, key: func(k *keys.Map) *keys.Binding { return &k.Alerts },
		help: "what the watches fired"},
	{name: page.Claims, make: ledger.NewClaims, tab: "Claims", from: twoPanes, key: func(k *keys.Map) *keys.Binding { return &k.Claims },
		help: "who says what in the story, its event or the search"},
	{name: page.Figures, make: ledger.NewFigures, tab: "Figures", from: twoPanes, key: func(k *keys.Map) *keys.Binding { return &k.Figures },
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

// tab is the name of a view on the first line.
type tab struct {
	x    int
	name string
	key  *keys.Binding
	on   bool
}

// wideTabs is the width from which all views are named on the first line.
const wideTabs = 140

// tabs lists the views of the first line. Those that a narrow line leaves out are
// shown while they are open.
func (m *Model) tabs() []tab {
	lit := page.None // the page whose tab stands for the one that is open
	if i := rowOf(m.page); i >= 0 {
		if lit = pageTable[i].under; pageTable[i].tab != "" {
			lit = m.page
		}
	}
	var ts []tab
	x := 1
	put := func(name string, key *keys.Binding, on bool) {
		if on {
			name = "[" + name + "]"
		}
		ts = append(ts, tab{x, name, key, on})
		x += draw.Width(name) + 2
	}
	put("Top", &m.Keys.TopView, lit == page.None && m.view == news.Top)
	put("Wire", &m.Keys.WireView, lit == page.None && m.view == news.Wire)
	for i := range pageTable {
		r := &pageTable[i]
		name, from := r.tab, r.from
		if r.name == page.Alerts {
			name, from = m.alertsTab(r)
		}
		if name != "" && (lit == r.name || m.w >= from) { // a narrow first line has better things to say
			put(name, r.key(m.Keys), lit == r.name)
		}
	}
	return m.spare(ts)
}

// spare leaves out views that are not open, the last first, where the line has no room for
// the search as well.
func (m *Model) spare(ts []tab) []tab {
	need := m.searchRoom()
	if need == 0 {
		return ts
	}
	room := m.w - draw.Width(m.counts()) - 1 - need
	for i := len(ts) - 1; i >= 0; i-- {
		last := &ts[len(ts)-1]
		if last.x+draw.Width(last.name) <= room {
			break
		}
		if ts[i].on {
			continue
		}
		gone := draw.Width(ts[i].name) + 2
		ts = slices.Delete(ts, i, i+1)
		for j := i; j < len(ts); j++ {
			ts[j].x -= gone
		}
	}
	return ts
}

// alertsTab is the name of the Alerts view, with how many wait; then it is named in any
// width.
func (m *Model) alertsTab(r *pageRow) (name string, from int) {
	switch {
	case !m.watches.Kept():
		return "", page.WholeList
	case m.watches.Unseen() > 0:
		return r.tab + " " + draw.Thousands(m.watches.Unseen()), 0
	}
	return r.tab, r.from
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
		m.notice, m.bad = string(want), true
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
		m.say(string(want))
	case page.Fail:
		m.fail(want.What, want.Err)
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
	l := m.list()
	w, h := m.pageRoom()
	at := page.Reader{Of: of, From: m.over(), Story: m.story.ID, InList: m.focus == listPane, Events: m.view == news.Top,
		Query: l.Query, Asked: l.Asked, W: w, H: h}
	at.Target = m.target().Story
	if m.story.Shown() {
		at.Article, at.Event = m.story.Art, m.story.Art.Event.ID
	}
	if r := l.Selected(); r != nil && (at.InList || at.Story == "") {
		at.Story, at.Event = r.Story, r.Event
	}
	if m.focus == relatedPane {
		at.Beside = m.related.Selected()
	}
	if p, ok := at.From.(page.Pointer); ok {
		at.At = p.Subject()
	} else if at.From == nil && m.focus == storyPane {
		at.At.Name = m.story.NameAt()
	}
	if m.focus == storyPane {
		at.Figure = m.story.FigureAt()
	}
	return at
}
