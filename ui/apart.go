package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// correctedMsg says that the reader's word on an event was taken, with the one that
// takes it back.
type correctedMsg struct {
	label string
	undo  news.Correction
	undid bool
	err   error
	// events are the two that were joined, "" otherwise: undo.Event is the one that
	// is no more.
	events [2]news.EventID
}

// apart says of the headline under the cursor of the panel that it is not the same
// event. Its reprints, which have its words, go with it.
func (m *Model) apart() tea.Cmd {
	x := m.related.selected()
	switch {
	case m.focus != relatedPane || x == nil:
		m.say("put the cursor on a headline in Related first")
		return nil
	case x.Kind != news.SameEvent:
		m.say("this headline is not shown as the same event")
		return nil
	}
	c := news.Correction{Stories: []news.StoryID{x.Story}, Event: x.Event}
	for i := range m.related.panel.Rows {
		if r := &m.related.panel.Rows[i]; r.Origin == x.Story && r.Kind == news.SameEvent && r.Story != x.Story {
			c.Stories = append(c.Stories, r.Story)
		}
	}
	m.say("taking it out of the event" + m.g.Ellipsis)
	return m.correct(c, "not the same event: "+x.Title, false)
}

func (m *Model) correct(c news.Correction, label string, undid bool) tea.Cmd {
	ctx, d := m.ctx, m.desk
	return func() tea.Msg {
		undo, err := d.Correct(ctx, c)
		return correctedMsg{label: label, undo: undo, undid: undid, err: err}
	}
}

// gotCorrected brings panel and rows up to date and remembers how to undo it.
func (m *Model) gotCorrected(msg correctedMsg) tea.Cmd {
	if msg.err != nil {
		m.fail(msg.label, msg.err)
		return nil
	}
	if msg.undid {
		m.say("undone: " + msg.label)
	} else {
		m.keepUndo(msg.label, func() tea.Cmd { return m.correct(msg.undo, msg.label, true) })
		m.say(m.join(m.does(&m.keys.Undo, "undoes"), msg.label))
	}
	m.list().touched = true // the rows change where they stand
	m.list().stay(msg.undo.Event, msg.events)
	cmds := []tea.Cmd{m.loadList(merged)}
	if id := m.story.id; id != "" {
		cmds = append(cmds, m.article(id), m.panel(id))
	}
	return tea.Batch(cmds...)
}
