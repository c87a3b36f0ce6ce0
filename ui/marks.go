package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// ofEvent matches the stories of an event.
func ofEvent(id news.EventID) news.Query {
	text := "event:" + string(id)
	return news.Query{Text: text, Expr: &news.Term{Field: news.FieldEvent, Value: string(id), Span: news.Span{End: len(text)}}}
}

// markRead sets a row read or unread. A row of Top stands for its event: all of the
// event's stories are marked, so that the row rests until the event grows.
func (m *Model) markRead(r *row, on, quiet bool) tea.Cmd {
	n := *r
	n.width = 0
	if on {
		n.Unread, n.Grown = 0, 0
	} else {
		n.Unread = max(n.Stories, 1)
	}
	*r = n
	c, label := news.Change{Kind: news.MarkRead, On: on, At: m.now}, readWord(on)+r.Title
	if m.view == news.Top && r.Event != "" {
		return m.run(markMatching(m.desk, ofEvent(r.Event), c, label, quiet))
	}
	c.Stories = []news.StoryID{r.Story}
	return m.run(mark(m.desk, c, label, quiet))
}

// readOpened marks the selected row as read because it was opened.
func (m *Model) readOpened() tea.Cmd {
	r := m.list().selected()
	if r == nil {
		return nil
	}
	looked := m.looked(r)
	if r.Unread == 0 {
		return looked
	}
	if m.story.art != nil && m.story.art.ID == r.Story {
		m.story.art.Read = true
	}
	return tea.Batch(looked, m.markRead(r, true, true))
}

// toggleRead turns the selected row, or the open story, read or unread.
func (m *Model) toggleRead() tea.Cmd {
	if !m.history.empty() && m.story.shown() && m.focus != listPane {
		a := m.story.art
		a.Read = !a.Read
		return m.run(mark(m.desk, news.Change{Kind: news.MarkRead, On: a.Read, Stories: []news.StoryID{a.ID}, At: m.now}, readWord(a.Read)+a.Title, false))
	}
	r := m.list().selected()
	if r == nil {
		return nil
	}
	if r.Unread > 0 {
		return tea.Batch(m.looked(r), m.markRead(r, true, false))
	}
	return m.markRead(r, false, false)
}

func readWord(on bool) string {
	if on {
		return "read: "
	}
	return "unread: "
}

// toggleStar stars the open story, or the selected row's.
func (m *Model) toggleStar() tea.Cmd {
	r := m.list().selected()
	if m.story.shown() && (m.focus != listPane || r == nil) {
		a := m.story.art
		return m.star(a.ID, !a.Starred, a.Title)
	}
	if r == nil {
		return nil
	}
	return m.star(r.Story, !r.Starred, r.Title)
}

func (m *Model) star(id news.StoryID, on bool, title string) tea.Cmd {
	if m.story.art != nil && m.story.art.ID == id {
		m.story.art.Starred = on
		m.story.body = nil
	}
	for _, r := range m.list().rows {
		if r.Story == id {
			r.Starred, r.width = on, 0
		}
	}
	label := "starred: "
	if !on {
		label = "star taken from: "
	}
	return m.run(mark(m.desk, news.Change{Kind: news.MarkStarred, On: on, Stories: []news.StoryID{id}, At: m.now}, label+title, false))
}

// markShown marks all shown as read.
func (m *Model) markShown() tea.Cmd {
	l := m.list()
	if len(l.rows) == 0 {
		return nil
	}
	looked := m.looked(l.rows...)
	for _, r := range l.rows {
		r.Unread, r.width = 0, 0
	}
	return tea.Batch(looked, m.run(markAll(m.desk, m.now, l.query, "all shown read")))
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
func (m *Model) canUndo(label string, do ask) {
	m.keepUndo(label, do)
	m.say(m.join(label, m.does(&m.keys.Undo, "undoes")))
}

func (m *Model) keepUndo(label string, do ask) {
	m.undo = append(m.undo, undoStep{label, do})
	if len(m.undo) > maxUndo {
		m.undo = m.undo[1:]
	}
}

// gotChanged tells what was changed, remembers how to undo it, and asks anew for what
// shows it.
func (m *Model) gotChanged(msg changedMsg) tea.Cmd {
	switch {
	case msg.err != nil:
		m.fail(msg.label, msg.err)
	case msg.undid:
		m.say("undone: " + msg.label)
	case msg.undo != nil:
		m.keepUndo(msg.label, msg.undo)
		if !msg.quiet {
			m.tellChanged(msg)
		}
	}
	var page tea.Cmd
	if p, ok := m.over().(keeper); ok {
		page = m.do(p.changed(msg.of))
	}
	return tea.Batch(m.askAnew(msg), page)
}

// tellChanged tells a change with the key that undoes it; that of an event has a long name.
func (m *Model) tellChanged(msg changedMsg) {
	undoes := m.does(&m.keys.Undo, "undoes")
	if msg.of == ofEvents {
		m.say(m.join(undoes, msg.label))
		return
	}
	m.say(m.join(msg.label, undoes))
}

// askAnew asks for what shows something that was changed.
func (m *Model) askAnew(msg changedMsg) tea.Cmd {
	switch msg.of {
	case ofAlerts:
		return m.countAlerts()
	case ofSearches:
		return tea.Batch(m.loadSearches(), m.countAlerts())
	case ofEvents:
		if msg.err != nil {
			return nil
		}
		return m.eventsChanged(msg)
	case ofFeeds:
		return tea.Batch(m.run(askFeeds(m.opt.Subscriptions)), m.totals(m.list(), false), m.renew())
	}
	cmds := []tea.Cmd{m.totals(m.list(), false), m.renew()}
	if msg.undid && msg.err == nil && m.story.id != "" {
		cmds = append(cmds, m.article(m.story.id))
	}
	return tea.Batch(cmds...)
}

// eventsChanged brings panel and rows up to date.
func (m *Model) eventsChanged(msg changedMsg) tea.Cmd {
	m.list().touched = true // the rows change where they stand
	m.list().stay(msg.gone, msg.events)
	cmds := []tea.Cmd{m.loadList(merged)}
	if id := m.story.id; id != "" {
		cmds = append(cmds, m.article(id), m.panel(id))
	}
	return tea.Batch(cmds...)
}
