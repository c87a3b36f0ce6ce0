package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
)

// pickedStory is a story chosen to be joined with another one: the first half of "the
// same event" where only one of the two is at hand.
type pickedStory struct {
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
	switch was := m.picked; {
	case now.event == "":
		m.say("put the cursor on a story first")
	case was == nil:
		m.picked = &now
		m.say(m.Join(m.Does(&m.Keys.Join, "on another story joins it to this one"), m.Does(&m.Keys.Back, "lets go")))
	case was.event == now.event:
		m.letGo()
	default:
		m.picked = nil
		return m.joinWith(now, was.event)
	}
	return nil
}

// joinOpen joins the headline under the cursor of the panel with the open story.
func (m *Model) joinOpen() tea.Cmd {
	x := m.related.selected()
	switch {
	case x == nil || !m.story.Shown():
		m.say("put the cursor on a headline in Related first")
		return nil
	case x.Kind == news.SameEvent:
		m.say("this headline is of the same event already")
		return nil
	}
	m.picked = nil
	return m.joinWith(pickedStory{x.Story, x.Event, x.Title}, m.story.Art.Event.ID)
}

// letGo forgets the story that was chosen and reports whether there was one.
func (m *Model) letGo() bool {
	if m.picked == nil {
		return false
	}
	m.picked = nil
	m.say("let go: nothing was joined")
	return true
}

// joinWith says that a story is of an event.
func (m *Model) joinWith(one pickedStory, event news.EventID) tea.Cmd {
	m.say("joining the events" + m.Glyphs.Ellipsis)
	c := news.Correction{Stories: []news.StoryID{one.story}, Event: event, Same: true}
	return m.run(correct(m.desk, c, "same event: "+one.title, [2]news.EventID{one.event, event}))
}

// atHand is the open story, or the selected row where the reader is in the list.
func (m *Model) atHand() pickedStory {
	if r := m.list().Selected(); r != nil && m.focus == listPane {
		return pickedStory{r.Story, r.Event, r.Title}
	}
	if m.story.Shown() {
		return pickedStory{m.story.ID, m.story.Art.Event.ID, m.story.Art.Title}
	}
	return pickedStory{}
}

// pickedWords says in the status line that a story waits for the other one.
func (m *Model) pickedWords() string {
	return m.Does(&m.Keys.Join, "joins it to “"+draw.Clip(m.picked.title, max(m.w/3, 12), m.Glyphs.Ellipsis)+"”")
}
