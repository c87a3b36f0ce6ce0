package ui

import (
	"strings"

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
	sel   int // of the Related panel
}

// storyPlace is what the cursor of a story was on and how far it was scrolled.
type storyPlace struct {
	id  news.StoryID
	top int
	at  stop
	i   int
}

// nameQuery returns the query for the stories that name what a mention names. Places and
// organisations have no field of their own in the language: their words are looked for.
func nameQuery(m *news.Mention, words string) string {
	t := news.Term{Field: news.FieldText, Value: words}
	switch {
	case m.Kind == news.Country && m.Ref != "":
		t.Field, t.Value = news.FieldCountry, m.Ref
	case m.Kind == news.Agency && m.Name != "":
		t.Field, t.Value = news.FieldAgency, m.Name
	case m.Kind == news.Person && m.Name != "":
		t.Field, t.Value = news.FieldPerson, m.Name
	}
	t.Value = strings.Join(strings.Fields(strings.ReplaceAll(t.Value, `"`, " ")), " ")
	if t.Value == "" {
		return ""
	}
	return news.Query{Expr: &t}.String()
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
	text := nameQuery(mention, s.text(mention.Field, mention.Span))
	switch text {
	case "":
		m.say("this name cannot be searched for")
		return nil
	case m.list().asked:
		m.say("the list shows the stories for " + text)
		return nil
	}
	v := visit{text, m.view, *m.list(), s.id, storyPlace{s.id, s.top, s.at, s.i}, m.trail, m.focus, m.related.sel}
	cmd := m.search(text)
	if m.list().asked == text {
		m.visits = append(m.visits, v)
		m.say(m.join(s.mentionName(mention, text), m.keys.Back.first()+" returns to the story"))
	}
	return cmd
}

// mentionName is what the status line calls the stories of a name.
func (s *story) mentionName(m *news.Mention, query string) string {
	name := m.Name
	if name == "" {
		name = query
	}
	return "stories that name " + name
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
	return tea.Batch(m.loadStory(v.story), m.totals(l, false), m.renew()), true
}
