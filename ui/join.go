package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// mate is a story chosen to be joined with another one: the first half of "the same
// event" where only one of the two is at hand.
type mate struct {
	story news.StoryID
	event news.EventID
	title string
}

// joinEvents says of two stories that they are of one event. In Related they are the headline
// under the cursor and the open story. Elsewhere the first press chooses one, wherever
// it is found, and the second joins the other.
func (m *Model) joinEvents() tea.Cmd {
	if m.focus == relatedPane {
		return m.joinOpen()
	}
	now := m.atHand()
	switch was := m.mate; {
	case now.event == "":
		m.say("put the cursor on a story first")
	case was == nil:
		m.mate = &now
		m.say(m.join(m.does(&m.keys.Join, "on another story joins it to this one"), m.does(&m.keys.Back, "lets go")))
	case was.event == now.event:
		m.letGo()
	default:
		m.mate = nil
		return m.same(now, was.event)
	}
	return nil
}

// joinOpen joins the headline under the cursor of the panel with the open story.
func (m *Model) joinOpen() tea.Cmd {
	x := m.related.selected()
	switch {
	case x == nil || !m.story.shown():
		m.say("put the cursor on a headline in Related first")
		return nil
	case x.Kind == news.SameEvent:
		m.say("this headline is of the same event already")
		return nil
	}
	m.mate = nil
	return m.same(mate{x.Story, x.Event, x.Title}, m.story.art.Event.ID)
}

// letGo forgets the story that was chosen and reports whether there was one.
func (m *Model) letGo() bool {
	if m.mate == nil {
		return false
	}
	m.mate = nil
	m.say("let go: nothing was joined")
	return true
}

func (m *Model) same(one mate, event news.EventID) tea.Cmd {
	m.say("joining the events" + m.g.Ellipsis)
	c := news.Correction{Stories: []news.StoryID{one.story}, Event: event, Same: true}
	ask := m.correct(c, "same event: "+one.title, false)
	return func() tea.Msg {
		msg := ask().(correctedMsg)
		msg.events = [2]news.EventID{one.event, event}
		return msg
	}
}

// atHand is the open story, or the selected row where the reader is in the list.
func (m *Model) atHand() mate {
	if r := m.list().selected(); r != nil && m.focus == listPane {
		return mate{r.Story, r.Event, r.Title}
	}
	if m.story.shown() {
		return mate{m.story.id, m.story.art.Event.ID, m.story.art.Title}
	}
	return mate{}
}

// mateWords says in the status line that a story waits for the other one.
func (m *Model) mateWords() string {
	return m.does(&m.keys.Join, "joins it to “"+clip(m.mate.title, max(m.w/3, 12), m.g.Ellipsis)+"”")
}

// stay keeps the list at an event that another one has taken in.
func (l *list) stay(gone news.EventID, events [2]news.EventID) {
	into := events[0]
	if into == gone {
		into = events[1]
	}
	if r := l.selected(); r != nil && r.Event == gone && into != "" {
		r.Event = into
	}
}
