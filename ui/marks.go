package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// change applies a change to one story and remembers how to undo it.
func (m *Model) change(kind news.MarkKind, on bool, id news.StoryID, label string) tea.Cmd {
	ctx, d, at := m.ctx, m.desk, m.now
	return func() tea.Msg {
		undo, err := d.Mark(ctx, news.Change{Kind: kind, On: on, Stories: []news.StoryID{id}, At: at})
		return markedMsg{label: label, undo: undo, err: err}
	}
}

// changeAll applies a change to all that match.
func (m *Model) changeAll(kind news.MarkKind, on bool, q news.Query, label string) tea.Cmd {
	ctx, d, at := m.ctx, m.desk, m.now
	return func() tea.Msg {
		undo, err := d.MarkAll(ctx, q, news.Change{Kind: kind, On: on, At: at})
		return markedMsg{label: label, undo: undo, err: err}
	}
}

// ofEvent matches the stories of an event.
func ofEvent(id news.EventID) news.Query {
	text := "event:" + string(id)
	return news.Query{Text: text, Expr: &news.Term{Field: news.FieldEvent, Value: string(id), Span: news.Span{End: len(text)}}}
}

// markRead sets a row read or unread. A row of Top stands for its event: all of the
// event's stories are marked, so that the row rests until the event grows.
func (m *Model) markRead(r *row, on bool, label string) tea.Cmd {
	n := *r
	n.width = 0
	if on {
		n.Unread, n.Grown = 0, 0
	} else {
		n.Unread = max(n.Stories, 1)
	}
	*r = n
	if m.view == news.Top && r.Event != "" {
		return m.changeAll(news.MarkRead, on, ofEvent(r.Event), label)
	}
	return m.change(news.MarkRead, on, r.Story, label)
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
	mark := m.markRead(r, true, "read: "+r.Title)
	return tea.Batch(looked, func() tea.Msg {
		msg := mark().(markedMsg)
		msg.quiet = true
		return msg
	})
}

// toggleRead turns the selected row, or the open story, read or unread.
func (m *Model) toggleRead() tea.Cmd {
	if !m.history.empty() && m.story.shown() && m.focus != listPane {
		a := m.story.art
		a.Read = !a.Read
		return m.change(news.MarkRead, a.Read, a.ID, readWord(a.Read)+a.Title)
	}
	r := m.list().selected()
	if r == nil {
		return nil
	}
	if r.Unread > 0 {
		return tea.Batch(m.looked(r), m.markRead(r, true, readWord(true)+r.Title))
	}
	return m.markRead(r, false, readWord(false)+r.Title)
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
	return m.change(news.MarkStarred, on, id, label+title)
}

// markAll marks all shown as read.
func (m *Model) markAll() tea.Cmd {
	l := m.list()
	if len(l.rows) == 0 {
		return nil
	}
	looked := m.looked(l.rows...)
	for _, r := range l.rows {
		r.Unread, r.width = 0, 0
	}
	return tea.Batch(looked, m.changeAll(news.MarkRead, true, l.query, "all shown read"))
}

// undoLast undoes the last change.
func (m *Model) undoLast() tea.Cmd {
	if len(m.undo) == 0 {
		m.say("nothing to undo")
		return nil
	}
	step := m.undo[len(m.undo)-1]
	m.undo = m.undo[:len(m.undo)-1]
	return step.do()
}

// canUndo remembers how to undo what was done, and tells both.
func (m *Model) canUndo(label string, do func() tea.Cmd) {
	m.keepUndo(label, do)
	m.say(m.join(label, m.does(&m.keys.Undo, "undoes")))
}

func (m *Model) keepUndo(label string, do func() tea.Cmd) {
	m.undo = append(m.undo, undoStep{label, do})
	if len(m.undo) > maxUndo {
		m.undo = m.undo[1:]
	}
}

// gotMarked tells what was changed and remembers how to undo it.
func (m *Model) gotMarked(msg markedMsg) tea.Cmd {
	again := tea.Batch(m.totals(m.list(), false), m.renew())
	if msg.err != nil {
		m.fail(msg.label, msg.err)
		return again
	}
	if msg.undid {
		m.say("undone: " + msg.label)
		if m.story.id != "" {
			again = tea.Batch(again, m.article(m.story.id))
		}
		return again
	}
	if n := len(msg.undo.Stories); n > 0 {
		if n > 1 {
			msg.label += " (" + plural(n, "story", "stories") + ")"
		}
		m.keepUndo(msg.label, func() tea.Cmd {
			ctx, d := m.ctx, m.desk
			return func() tea.Msg {
				_, err := d.Mark(ctx, msg.undo)
				return markedMsg{label: msg.label, undid: true, err: err}
			}
		})
		if !msg.quiet {
			m.say(m.join(msg.label, m.does(&m.keys.Undo, "undoes")))
		}
	}
	return again
}
