package ui

import (
	"dateline/news"
	"dateline/ui/layout"
	"dateline/ui/page"
)

// readOpened marks the selected row as read because it was opened.
func (m *Model) readOpened() page.Intent {
	r := m.list().Selected()
	if r == nil {
		return nil
	}
	if r.Unread > 0 {
		m.story.WasRead(r.Story)
	}
	return m.list().ReadOpened(r)
}

// toggleRead turns the selected row, or the open story, read or unread.
func (m *Model) toggleRead() page.Intent {
	if !m.history.empty() && m.story.Shown() && m.focus != layout.List {
		return m.story.ToggleRead()
	}
	return m.list().ToggleRead()
}

// toggleStar stars the open story, or the selected row's.
func (m *Model) toggleStar() page.Intent {
	r := m.list().Selected()
	var id news.StoryID
	var on bool
	var title string
	switch {
	case m.story.Shown() && (m.focus != layout.List || r == nil):
		id, on, title = m.story.Art.ID, !m.story.Art.Starred, m.story.Art.Title
	case r == nil:
		return nil
	default:
		id, on, title = r.Story, !r.Starred, r.Title
	}
	m.story.Starred(id, on)
	m.list().Starred(id, on)
	label := "starred: "
	if !on {
		label = "star taken from: "
	}
	return page.Mark(m.desk, news.Change{Kind: news.MarkStarred, On: on, Stories: []news.StoryID{id}, At: m.Now}, label+title, false)
}

// gotChanged tells what was changed, and asks anew for what shows it.
func (m *Model) gotChanged(msg page.ChangedMsg) page.Intent {
	told := m.undo.Changed(msg)
	var anew page.Intent
	if p, ok := m.over().(page.Keeper); ok {
		anew = p.Changed(msg.Of)
	}
	return page.All(told, m.askAnew(msg), anew)
}

// askAnew asks for what shows something that was changed.
func (m *Model) askAnew(msg page.ChangedMsg) page.Intent {
	switch msg.Of {
	case page.OfAlerts:
		return m.watches.Count()
	case page.OfSearches:
		return page.Several{m.watches.Load(), m.watches.Count()}
	case page.OfEvents:
		if msg.Err != nil {
			return nil
		}
		return page.Several{m.list().EventsChanged(msg.Gone, msg.Events), m.story.Reload(), m.related.Reload()}
	case page.OfFeeds:
		return page.Several{m.subs.List(), m.list().Refresh()}
	}
	want := page.Several{m.list().Refresh()}
	if (msg.Undid || msg.Of == page.OfNotes) && msg.Err == nil {
		want = append(want, m.story.Reload())
	}
	return want
}
