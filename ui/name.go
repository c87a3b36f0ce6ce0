package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// nameQuery returns the query for the stories that name what a mention names.
func nameQuery(m *news.Mention, words string) news.Query {
	e, _ := m.Entity(words)
	return e.Query()
}

// nameAt is the name under the cursor, none when it is on something else.
func (s *story) nameAt() (e news.Entity) {
	if s.shown() && s.at == onEntity {
		x := &s.art.Mentions[s.i]
		if found, ok := x.Entity(s.text(x.Field, x.Span)); ok {
			e = found
		}
	}
	return e
}

// figureAt is the figure under the cursor, nil when it is on something else.
func (s *story) figureAt() *news.Carrier {
	if !s.shown() || s.at != onFigure {
		return nil
	}
	x := &s.art.Mentions[s.i]
	return &news.Carrier{Story: s.id, Field: x.Field, Span: x.Span}
}

// nameInSight reports whether the cursor is on a name that shows on the screen.
func (s *story) nameInSight() bool {
	if s.at != onEntity || !s.shown() || s.lay() == nil {
		return false
	}
	return s.inSight(s.where(s.at, s.i))
}

// listName filters the list by the name under the story's cursor.
func (m *Model) listName() tea.Cmd {
	s := &m.story
	if s.at != onEntity || !s.shown() {
		m.say("go to a name first: " + m.Keys.Jump.First() + " and its letters, or " + m.Keys.NextEntity.First())
		return nil
	}
	mention := &s.art.Mentions[s.i]
	q := nameQuery(mention, s.text(mention.Field, mention.Span))
	return m.visitList(q, s.mentionName(mention, q.Text))
}

// visitList filters the list by the stories that name somebody. Back returns to where the
// reader is now, page and all.
func (m *Model) visitList(q news.Query, name string) tea.Cmd {
	text := q.Text
	switch text {
	case "":
		m.say("this name cannot be searched for")
		return nil
	case m.list().Asked:
		m.say("the list shows the stories for " + text)
		return nil
	}
	p := m.here()
	p.list = &listPlace{text, m.view, *m.list()}
	m.history.push(p)
	cmd := m.search(text)
	if m.list().Asked != text {
		m.history.pop() // not to be searched for
		return cmd
	}
	m.say(m.Join("stories that name "+name, m.Keys.Back.First()+" returns"))
	return cmd
}

// mentionName is what the status line calls a name.
func (s *story) mentionName(m *news.Mention, query string) string {
	name := m.Name
	if name == "" {
		name = query
	}
	return name
}
