package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// visit is where the reader was before the list was filtered by a name: Back returns to
// the very place.
type visit struct {
	asked string // the filter that led away
	view  news.View
	list  list
	story news.StoryID
	place storyPlace
	trail []place
	focus pane
	sel   int   // of the Related panel
	at    place // the page that was open
}

// storyPlace is what the cursor of a story was on and how far it was scrolled.
type storyPlace struct {
	id  news.StoryID
	top int
	at  stop
	i   int
}

// nameQuery returns the query for the stories that name what a mention names.
func nameQuery(m *news.Mention, words string) news.Query {
	e, _ := m.Entity(words)
	return e.Query()
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
		m.say("go to a name first: " + m.keys.Jump.first() + " and its letters, or " + m.keys.NextEntity.first())
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
	case m.list().asked:
		m.say("the list shows the stories for " + text)
		return nil
	}
	s, p := &m.story, m.here()
	v := visit{text, m.view, *m.list(), s.id, storyPlace{s.id, s.top, s.at, s.i}, m.trail, m.focus, m.related.sel, p}
	cmd := m.search(text)
	if m.list().asked == text {
		m.visits = append(m.visits, v)
		m.say(m.join("stories that name "+name, m.keys.Back.first()+" returns"))
	}
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

// returnFrom goes back to where the filter of the list was set, ok false when it was
// typed.
func (m *Model) returnFrom() (cmd tea.Cmd, ok bool) {
	n := len(m.visits)
	if n == 0 {
		return nil, false
	}
	v := m.visits[n-1]
	if v.asked != m.list().asked || v.view != m.view {
		m.visits = nil
		return nil, false
	}
	m.visits = m.visits[:n-1]
	l := m.list()
	gen := l.gen
	*l = v.list
	l.gen, l.busy, l.slow = gen+1, false, false // what was asked since is answered too late
	m.trail, m.focus = v.trail, v.focus
	m.story.words, m.story.resume = l.words, v.place
	m.related.want = v.sel
	m.arrange()
	cmds := []tea.Cmd{m.totals(l, false), m.renew()}
	if v.story != "" {
		cmds = append(cmds, m.loadStory(v.story))
	}
	if m.cover = v.at.cover; v.at.restore != nil {
		cmds = append(cmds, v.at.restore(m))
	}
	return tea.Batch(cmds...), true
}
