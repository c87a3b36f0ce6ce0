package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/layout"
	"dateline/ui/page"
)

// readOpened marks the selected row as read because it was opened.
func (m *Model) readOpened() tea.Cmd {
	r := m.list().Selected()
	if r == nil {
		return nil
	}
	if r.Unread > 0 {
		m.story.WasRead(r.Story)
	}
	return m.do(m.list().ReadOpened(r))
}

// toggleRead turns the selected row, or the open story, read or unread.
func (m *Model) toggleRead() tea.Cmd {
	if !m.history.empty() && m.story.Shown() && m.focus != layout.List {
		return m.do(m.story.ToggleRead())
	}
	return m.do(m.list().ToggleRead())
}

// toggleStar stars the open story, or the selected row's.
func (m *Model) toggleStar() tea.Cmd {
	r := m.list().Selected()
	if m.story.Shown() && (m.focus != layout.List || r == nil) {
		a := m.story.Art
		return m.star(a.ID, !a.Starred, a.Title)
	}
	if r == nil {
		return nil
	}
	return m.star(r.Story, !r.Starred, r.Title)
}

func (m *Model) star(id news.StoryID, on bool, title string) tea.Cmd {
	m.story.Starred(id, on)
	m.list().Starred(id, on)
	label := "starred: "
	if !on {
		label = "star taken from: "
	}
	return m.run(page.Mark(m.desk, news.Change{Kind: news.MarkStarred, On: on, Stories: []news.StoryID{id}, At: m.Now}, label+title, false))
}

// gotChanged tells what was changed, and asks anew for what shows it.
func (m *Model) gotChanged(msg page.ChangedMsg) tea.Cmd {
	told := m.do(m.undo.Changed(msg))
	var anew tea.Cmd
	if p, ok := m.over().(page.Keeper); ok {
		anew = m.do(p.Changed(msg.Of))
	}
	return tea.Batch(told, m.askAnew(msg), anew)
}

// askAnew asks for what shows something that was changed.
func (m *Model) askAnew(msg page.ChangedMsg) tea.Cmd {
	switch msg.Of {
	case page.OfAlerts:
		return m.do(m.watches.Count())
	case page.OfSearches:
		return m.do(page.Several{m.watches.Load(), m.watches.Count()})
	case page.OfEvents:
		if msg.Err != nil {
			return nil
		}
		return m.do(page.Several{m.list().EventsChanged(msg.Gone, msg.Events), m.story.Reload(), m.related.Reload()})
	case page.OfFeeds:
		return m.do(page.Several{m.subs.List(), m.list().Refresh()})
	}
	want := page.Several{m.list().Refresh()}
	if msg.Undid && msg.Err == nil {
		want = append(want, m.story.Reload())
	}
	return m.do(want)
}
