package story

import (
	"cmp"

	"dateline/news"
	"dateline/ui/page"
)

// nameQuery returns the query for the stories that name what a mention names.
func nameQuery(m *news.Mention, words string) news.Query {
	e, _ := m.Entity(words)
	return e.Query()
}

// NameAt is the name under the cursor, none when it is on something else.
func (s *Pane) NameAt() (e news.Entity) {
	if s.Shown() && s.At == OnEntity {
		x := &s.Art.Mentions[s.Nth]
		if found, ok := x.Entity(s.text(x.Field, x.Span)); ok {
			e = found
		}
	}
	return e
}

// FigureAt is the figure under the cursor, nil when it is on something else.
func (s *Pane) FigureAt() *news.Carrier {
	if !s.Shown() || s.At != OnFigure {
		return nil
	}
	x := &s.Art.Mentions[s.Nth]
	return &news.Carrier{Story: s.ID, Field: x.Field, Span: x.Span}
}

// NameInSight reports whether the cursor is on a name that shows on the screen.
func (s *Pane) NameInSight() bool {
	if s.At != OnEntity || !s.Shown() || s.lay() == nil {
		return false
	}
	return s.inSight(s.where(s.At, s.Nth))
}

// ListName lists the stories that name what is under the cursor.
func (s *Pane) ListName() page.Intent {
	if s.At != OnEntity || !s.Shown() {
		return page.Say("go to a name first: " + s.Keys.Jump.First() + " and its letters, or " + s.Keys.NextEntity.First())
	}
	mention := &s.Art.Mentions[s.Nth]
	q := nameQuery(mention, s.text(mention.Field, mention.Span))
	return page.ListOf{Query: q, Name: s.mentionName(mention, q.Text)}
}

// NamedQuery is the query and the name of what is under the cursor, "" when that is no name on
// the screen.
func (s *Pane) NamedQuery() (query, name string) {
	if !s.NameInSight() {
		return "", ""
	}
	x := &s.Art.Mentions[s.Nth]
	words := s.text(x.Field, x.Span)
	return nameQuery(x, words).String(), cmp.Or(x.Name, words)
}

// mentionName is what the status line calls a name.
func (s *Pane) mentionName(m *news.Mention, query string) string {
	name := m.Name
	if name == "" {
		name = query
	}
	return name
}
