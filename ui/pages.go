package ui

import (
	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/layout"
	"dateline/ui/page"
	"dateline/ui/topline"
)

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

// open opens a page for where the reader is now. Back returns there, another page
// included.
func (m *Model) open(want page.Show) page.Intent {
	i := rowOf(want.Page)
	was := m.here()
	next, ok := m.pages[i].Open(m.reader(want.Of))
	if ok {
		if !want.Instead && (want.Page != m.page || pageTable[i].many) {
			m.history.push(was)
		}
		m.showPage(want.Page)
	}
	return next
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
