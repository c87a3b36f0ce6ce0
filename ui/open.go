package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/layout"
	"dateline/ui/list"
	"dateline/ui/page"
)

// quit closes what covers the panes first, when it was q that was pressed.
func (m *Model) quit(key string) page.Intent {
	if key != "ctrl+c" && m.page != page.None {
		return m.leave()
	}
	return m.end()
}

// end leaves the reader.
func (m *Model) end() page.Intent {
	return page.Sequence{page.Keep{Key: "view", Value: string(m.view)}, m.list().KeepPlace(), m.story.Quit(), m.hand.noted(), page.Command(tea.Quit)}
}

// showView turns to a view. Its place is kept.
func (m *Model) showView(v news.View) page.Intent {
	m.showPage(page.None)
	m.history.clear()
	m.view = v
	m.story.Search(m.list().Words)
	m.setFocus(layout.List)
	keep := page.Keep{Key: "view", Value: string(v)}
	if l := m.list(); !l.Loaded() {
		return page.All(keep, m.list().Load(list.ToStart))
	}
	return page.All(keep, m.list().Totals(), m.settle())
}

// turnTo puts the focus on a pane, and loads the story when it comes in sight.
func (m *Model) turnTo(p layout.Pane) page.Intent {
	m.setFocus(p)
	if r := m.list().Selected(); p != layout.List && r != nil && m.history.empty() && m.story.ID != r.Story {
		return page.All(m.loadStory(r.Story), m.settle())
	}
	return m.settle()
}

// widen changes the width of the pane with the focus.
func (m *Model) widen(n int) page.Intent {
	if m.frame.Widen(n, m.w, m.h, m.focus) {
		m.setFocus(layout.Story)
	}
	return m.reframe()
}

// reframe plans the panes anew and remembers the choice.
func (m *Model) reframe() page.Intent {
	m.setFocus(m.focus)
	return page.All(page.Keep{Key: "frame", Value: m.frame.String()}, m.settle())
}

// openHere opens what the cursor is on.
func (m *Model) openHere(key string) page.Intent {
	switch m.focus {
	case layout.Story:
		if key == "l" || key == "right" {
			return m.turnTo(layout.Related)
		}
		if m.story.NameInSight() {
			return m.story.ListName()
		}
		if !m.story.Pages(false, 1) {
			m.status.Say("the end of the story; n goes to the next unread one")
		}
		return nil
	case layout.Related:
		return m.openRelated()
	}
	return m.openRow()
}

// openRow opens the selected row of the list.
func (m *Model) openRow() page.Intent {
	r := m.list().Selected()
	if r == nil {
		return nil
	}
	m.moves++
	m.list().Touch()
	m.history.clear()
	m.setFocus(layout.Story)
	var load page.Intent
	if m.story.ID != r.Story || m.story.Err != nil {
		load = m.loadStory(r.Story)
	}
	return page.All(load, m.readOpened())
}

// openRelated opens the headline under the cursor of the panel in place of the story;
// Back returns to it.
func (m *Model) openRelated() page.Intent {
	if m.related.Toggle() {
		return nil
	}
	x := m.related.Selected()
	if x == nil {
		return nil
	}
	m.history.push(m.here())
	id, title := x.Story, x.Title
	m.setFocus(layout.Story)
	looked := m.list().Looked(x.Event)
	return page.All(m.loadStory(id), looked, page.ReadQuietly(m.desk, m.Now, id, title))
}

// back leads to where one came from: the story before, the list, the whole list.
func (m *Model) back() page.Intent {
	if !m.history.empty() {
		return m.leave()
	}
	if m.focus != layout.List {
		return m.turnTo(m.focus - 1)
	}
	if let := m.joining.LetGo(); let != nil {
		return let
	}
	if m.list().Asked != "" {
		if p, ok := m.history.backToList(m.list().Asked, m.view); ok {
			return m.returnTo(p)
		}
		return m.search("")
	}
	return nil
}

// openHeadline opens a story in place of the page; Back returns to it.
func (m *Model) openHeadline(h *news.Headline) page.Intent {
	m.history.push(m.here())
	h.Unread = 0
	m.showPage(page.None)
	m.setFocus(layout.Story)
	looked := m.list().Looked(h.Event)
	return page.All(m.loadStory(h.Story), looked, page.ReadQuietly(m.desk, m.Now, h.Story, h.Title))
}

// openMark opens a story at a mark in place of the page; Back returns.
func (m *Model) openMark(want page.OpenMark) page.Intent {
	at := want.Mark
	if at == nil {
		return nil
	}
	m.history.push(m.here())
	m.showPage(page.None)
	m.setFocus(layout.Story)
	if m.story.OpenMark(at, want.Quote) {
		return nil
	}
	return m.loadStory(at.Story)
}

// rank orders what a search found by relevance, or by time again. Relevance is of
// stories, so it shows them in Wire.
func (m *Model) rank() page.Intent {
	l := m.list()
	if l.Asked == "" {
		return page.Say("search for words first: relevance orders what a search finds")
	}
	q, text, ranked := l.Query, l.Asked, !l.Ranked
	var turn page.Intent
	if m.view != news.Wire {
		turn = m.showView(news.Wire)
		l = m.list()
	}
	return page.All(turn, l.Rank(q, text, ranked))
}
