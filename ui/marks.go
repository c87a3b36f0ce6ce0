package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/news"
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
	if !m.history.empty() && m.story.Shown() && m.focus != listPane {
		return m.do(m.story.ToggleRead())
	}
	return m.do(m.list().ToggleRead())
}

// toggleStar stars the open story, or the selected row's.
func (m *Model) toggleStar() tea.Cmd {
	r := m.list().Selected()
	if m.story.Shown() && (m.focus != listPane || r == nil) {
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

// undoLast undoes the last change.
func (m *Model) undoLast() tea.Cmd {
	if len(m.undo) == 0 {
		m.say("nothing to undo")
		return nil
	}
	step := m.undo[len(m.undo)-1]
	m.undo = m.undo[:len(m.undo)-1]
	return m.run(step.do)
}

// canUndo remembers how to undo what was done, and tells both.
func (m *Model) canUndo(label string, do page.Ask) {
	m.keepUndo(label, do)
	m.say(m.Join(label, m.Does(&m.Keys.Undo, "undoes")))
}

func (m *Model) keepUndo(label string, do page.Ask) {
	m.undo = append(m.undo, undoStep{label, do})
	if len(m.undo) > maxUndo {
		m.undo = m.undo[1:]
	}
}

// gotChanged tells what was changed, remembers how to undo it, and asks anew for what
// shows it.
func (m *Model) gotChanged(msg page.ChangedMsg) tea.Cmd {
	switch {
	case msg.Err != nil:
		m.fail(msg.Label, msg.Err)
	case msg.Undid:
		m.say("undone: " + msg.Label)
	case msg.Undo != nil:
		m.keepUndo(msg.Label, msg.Undo)
		if !msg.Quiet {
			m.tellChanged(msg)
		}
	}
	var anew tea.Cmd
	if p, ok := m.over().(page.Keeper); ok {
		anew = m.do(p.Changed(msg.Of))
	}
	return tea.Batch(m.askAnew(msg), anew)
}

// tellChanged tells a change with the key that undoes it; that of an event has a long name.
func (m *Model) tellChanged(msg page.ChangedMsg) {
	undoes := m.Does(&m.Keys.Undo, "undoes")
	if msg.Of == page.OfEvents {
		m.say(m.Join(undoes, msg.Label))
		return
	}
	m.say(m.Join(msg.Label, undoes))
}

// askAnew asks for what shows something that was changed.
func (m *Model) askAnew(msg page.ChangedMsg) tea.Cmd {
	switch msg.Of {
	case page.OfAlerts:
		return m.countAlerts()
	case page.OfSearches:
		return tea.Batch(m.loadSearches(), m.countAlerts())
	case page.OfEvents:
		if msg.Err != nil {
			return nil
		}
		return m.eventsChanged(msg)
	case page.OfFeeds:
		return tea.Batch(m.run(page.AskFeeds(m.opt.Subscriptions)), m.do(m.list().Refresh()))
	}
	cmds := []tea.Cmd{m.do(m.list().Refresh())}
	if msg.Undid && msg.Err == nil {
		cmds = append(cmds, m.do(m.story.Reload()))
	}
	return tea.Batch(cmds...)
}

// eventsChanged brings panel and rows up to date.
func (m *Model) eventsChanged(msg page.ChangedMsg) tea.Cmd {
	cmds := []tea.Cmd{m.do(m.list().EventsChanged(msg.Gone, msg.Events))}
	return tea.Batch(append(cmds, m.do(m.story.Reload()), m.do(m.related.Reload()))...)
}
