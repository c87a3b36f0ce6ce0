package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// pageRow is a page in the table of pages.
type pageRow struct {
	name pageName
	make func(deps) page
	key  func(*keyMap) *binding // opens it from anywhere, nil for none
	// tab is its name on the first line, "" for none, and from the columns from which it
	// stands there while the page is not open.
	tab  string
	from int
	// under is the page whose tab stands for one that has none, noPage for the list's.
	under pageName
	// help says what the command of its name does, "" for no command; arg is what the
	// command takes: the name of an entity.
	help, arg string
	many      bool // it is opened from itself, about something else
	own       string
}

// pageTable lists the pages, those with a tab in the order of the tabs. A new view is a
// file with a page and a row here.
var pageTable = []pageRow{
	{name: alertsPage, make: newAlerts, tab: "Alerts", from: twoPanes, key: func(k *keyMap) *binding { return &k.Alerts }, help: "what the watches fired"},
	{name: claimsPage, make: newClaims, tab: "Claims", from: twoPanes, key: func(k *keyMap) *binding { return &k.Claims },
		help: "who says what in the story, its event or the search"},
	{name: figuresPage, make: newFigures, tab: "Figures", from: twoPanes, key: func(k *keyMap) *binding { return &k.Figures },
		help: "what is counted there, and by whom"},
	{name: entityPage, make: newEntity, tab: "Entity", from: wideTabs, key: func(k *keyMap) *binding { return &k.Entity }, many: true,
		help: "the page of a country, an agency, a person", arg: "NAME"},
	{name: worldPage, make: newWorld, tab: "Map", from: wideTabs, key: func(k *keyMap) *binding { return &k.World }, help: "the countries of the last 24 hours"},
	{name: changesPage, make: newChanges, tab: "Changes", from: wideTabs, key: func(k *keyMap) *binding { return &k.Changes }, own: "Changes",
		help: "what was withdrawn, corrected and updated since your last visit"},
	{name: sourcesPage, make: newSources, tab: "Sources", key: func(k *keyMap) *binding { return &k.Sources }, help: "the feeds and their health"},
	{name: searchesPage, make: newSearches, under: alertsPage, key: func(k *keyMap) *binding { return &k.Searches }, own: "Watch",
		help: "the saved searches and watches"},
	{name: cardPage, make: newCard, under: sourcesPage},
	{name: offersPage, make: newOffers, under: sourcesPage},
	{name: versionsPage, make: newVersions},
	{name: leadsPage, make: newLeads},
	{name: namesPage, make: newNames},
	{name: tourPage, make: newTour, help: "the page of the first start"},
	{name: helpPage, make: newHelp, key: func(k *keyMap) *binding { return &k.Help }, help: "the keys"},
}

// makePages makes the pages of the table.
func makePages(d deps) []page {
	pages := make([]page, len(pageTable))
	for i := range pageTable {
		pages[i] = pageTable[i].make(d)
	}
	return pages
}

// rowOf returns a page's place in the table, -1 for noPage.
func rowOf(name pageName) int {
	for i := range pageTable {
		if pageTable[i].name == name {
			return i
		}
	}
	return -1
}

// over returns what covers the panes, nil when nothing does.
func (m *Model) over() page {
	if i := rowOf(m.page); i >= 0 {
		return m.pages[i]
	}
	return nil
}

// tab is the name of a view on the first line.
type tab struct {
	x    int
	name string
	key  *binding
	on   bool
}

// wideTabs is the width from which all views are named on the first line.
const wideTabs = 140

// tabs lists the views of the first line. Those that a narrow line leaves out are
// shown while they are open.
func (m *Model) tabs() []tab {
	lit := noPage // the page whose tab stands for the one that is open
	if i := rowOf(m.page); i >= 0 {
		if lit = pageTable[i].under; pageTable[i].tab != "" {
			lit = m.page
		}
	}
	var ts []tab
	x := 1
	put := func(name string, key *binding, on bool) {
		if on {
			name = "[" + name + "]"
		}
		ts = append(ts, tab{x, name, key, on})
		x += width(name) + 2
	}
	put("Top", &m.keys.TopView, lit == noPage && m.view == news.Top)
	put("Wire", &m.keys.WireView, lit == noPage && m.view == news.Wire)
	for i := range pageTable {
		r := &pageTable[i]
		name, from := r.tab, r.from
		if r.name == alertsPage {
			name, from = m.alertsTab(r)
		}
		if name != "" && (lit == r.name || m.w >= from) { // a narrow first line has better things to say
			put(name, r.key(m.keys), lit == r.name)
		}
	}
	return ts
}

// alertsTab is the name of the Alerts view, with how many wait; then it is named in any
// width.
func (m *Model) alertsTab(r *pageRow) (name string, from int) {
	switch {
	case m.opt.Watchlist == nil:
		return "", wholeList
	case m.unseen > 0:
		return r.tab + " " + thousands(m.unseen), 0
	}
	return r.tab, r.from
}

// run asks the desk.
func (m *Model) run(a ask) tea.Cmd {
	ctx := m.ctx
	return func() tea.Msg { return a(ctx) }
}

// do carries out what a page, or the answer to a question, wants.
func (m *Model) do(want intent) tea.Cmd {
	switch want := want.(type) {
	case several:
		var cmds []tea.Cmd
		for _, w := range want {
			cmds = append(cmds, m.do(w))
		}
		return tea.Batch(cmds...)
	case ask:
		return m.run(want)
	case slowAsk:
		return tea.Batch(m.run(want.ask), m.later(want.late))
	case say:
		m.say(string(want))
	case fail:
		m.fail(want.what, want.err)
	case undoLast:
		return m.undoLast()
	case pressKey:
		return m.act(want.key, want.n)
	case enterLine:
		m.prompt.open(askField, want.value)
		m.prompt.label, m.prompt.take = want.label, want.take
	case watchFor:
		return m.editWatch(want.search)
	}
	return m.lead(want)
}

// lead goes where a page leads.
func (m *Model) lead(want intent) tea.Cmd {
	switch want := want.(type) {
	case goBack:
		return m.leave()
	case show:
		return m.open(want)
	case openMark:
		return m.openMark(want)
	case openHeadline:
		return m.openHeadline(want.headline)
	case openBeside:
		return m.openRelated()
	case searchFor:
		if string(want) == m.list().asked {
			return m.showView(m.view)
		}
		return m.search(string(want))
	case listOf:
		return m.visitList(want.query, want.name)
	case browseTo:
		return m.browseTo(string(want))
	case copyLink:
		m.say(m.join("link copied", want.shown))
		return tea.SetClipboard(want.url)
	case fetchFeeds:
		return m.refresh(want.what, want.feeds...)
	}
	return nil
}

// open opens a page for where the reader is now. Back returns there, another page
// included.
func (m *Model) open(want show) tea.Cmd {
	i := rowOf(want.page)
	was := m.here()
	next, ok := m.pages[i].open(m.reader(want.of))
	if ok {
		if !want.instead && (want.page != m.page || pageTable[i].many) {
			m.history.push(was)
		}
		m.showPage(want.page)
	}
	return m.do(next)
}

// reader tells where the reader is.
func (m *Model) reader(of subject) reader {
	l := m.list()
	at := reader{of: of, from: m.over(), story: m.story.id, inList: m.focus == listPane, events: m.view == news.Top,
		query: l.query, asked: l.asked, w: m.w - 2, h: m.h - 4}
	at.target, _, _, _ = m.target()
	if m.story.shown() {
		at.article, at.event = m.story.art, m.story.art.Event.ID
	}
	if r := l.selected(); r != nil && (at.inList || at.story == "") {
		at.story, at.event = r.Story, r.Event
	}
	if m.focus == relatedPane {
		at.beside = m.related.selected()
	}
	if p, ok := at.from.(pointer); ok {
		at.at = p.subject()
	} else if at.from == nil && m.focus == storyPane {
		at.at.name = m.story.nameAt()
	}
	if m.focus == storyPane {
		at.figure = m.story.figureAt()
	}
	return at
}
