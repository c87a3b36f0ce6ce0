package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/page"
)

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
	m.say("taking it out of the event" + m.Glyphs.Ellipsis)
	return m.run(correct(m.desk, c, "not the same event: "+x.Title, [2]news.EventID{}))
}

// correct says something of an event; events are the two that are joined.
func correct(d page.Desk, c news.Correction, label string, events [2]news.EventID) page.Ask {
	return func(ctx context.Context) tea.Msg {
		undo, err := d.Correct(ctx, c)
		return page.ChangedMsg{Of: page.OfEvents, Label: label, Err: err, Events: events, Gone: undo.Event, Undo: func(ctx context.Context) tea.Msg {
			again, err := d.Correct(ctx, undo)
			return page.ChangedMsg{Of: page.OfEvents, Label: label, Err: err, Undid: true, Gone: again.Event}
		}}
	}
}
