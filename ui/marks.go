package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/page"
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
	c, label := news.Change{Kind: news.MarkRead, On: on, At: m.Now}, readWord(on)+r.Title
	if m.view == news.Top && r.Event != "" {
		return m.run(page.MarkMatching(m.desk, ofEvent(r.Event), c, label, quiet))
	}
	c.Stories = []news.StoryID{r.Story}
	return m.run(page.Mark(m.desk, c, label, quiet))
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
	return tea.Batch(looked, m.readOne(r))
}

// readOne marks the story of a row read, and with it its reprints. The other stories of its event
// stay unread: they may say more. The key for read marks them all.
func (m *Model) readOne(r *row) tea.Cmd {
	n := *r
	n.width = 0
	n.Unread = max(0, n.Unread-1)
	if m.view == news.Wire {
		n.Unread = 0
	}
	*r = n
	if n.Unread > 0 {
		m.say(fmt.Sprintf("%d more tell it; %s in the list marks them read", n.Unread, m.Keys.Read.First()))
	}
	return m.run(page.ReadQuietly(m.desk, m.Now, r.Story, r.Title))
}

// toggleRead turns the selected row, or the open story, read or unread.
func (m *Model) toggleRead() tea.Cmd {
	if !m.history.empty() && m.story.shown() && m.focus != listPane {
		a := m.story.art
		a.Read = !a.Read
		return m.run(page.Mark(m.desk, news.Change{Kind: news.MarkRead, On: a.Read, Stories: []news.StoryID{a.ID}, At: m.Now}, readWord(a.Read)+a.Title, false))
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
	return m.run(page.Mark(m.desk, news.Change{Kind: news.MarkStarred, On: on, Stories: []news.StoryID{id}, At: m.Now}, label+title, false))
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
	return tea.Batch(looked, m.run(page.MarkAll(m.desk, m.Now, l.query, "all shown read")))
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
		return tea.Batch(m.run(page.AskFeeds(m.opt.Subscriptions)), m.totals(m.list(), false), m.renew())
	}
	cmds := []tea.Cmd{m.totals(m.list(), false), m.renew()}
	if msg.Undid && msg.Err == nil && m.story.id != "" {
		cmds = append(cmds, m.article(m.story.id))
	}
	return tea.Batch(cmds...)
}

// eventsChanged brings panel and rows up to date.
func (m *Model) eventsChanged(msg page.ChangedMsg) tea.Cmd {
	m.list().touched = true // the rows change where they stand
	m.list().stay(msg.Gone, msg.Events)
	cmds := []tea.Cmd{m.loadList(merged)}
	if id := m.story.id; id != "" {
		cmds = append(cmds, m.article(id), m.panel(id))
	}
	return tea.Batch(cmds...)
}
