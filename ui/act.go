package ui

import (
	"strings"

	"dateline/news"
	"dateline/ui/layout"
	"dateline/ui/page"
)

// storyKeys are the actions for the open or selected story.
func storyKeys() map[string]handler {
	return map[string]handler{
		"Versions": func(m *Model, _ string, _ int) page.Intent { return m.open(page.Show{Page: page.Versions}) },
		"Leads":    func(m *Model, _ string, _ int) page.Intent { return m.open(page.Show{Page: page.Leads}) },
		"Apart":    func(m *Model, _ string, _ int) page.Intent { return m.related.Apart() },
		"Join":     func(m *Model, _ string, _ int) page.Intent { return m.joinEvents() },
		"Why":      func(m *Model, _ string, _ int) page.Intent { m.explain(); return nil },
		"Read":     func(m *Model, _ string, _ int) page.Intent { return m.toggleRead() },
		"AllRead":  func(m *Model, _ string, _ int) page.Intent { return m.list().ReadShown() },
		"Star":     func(m *Model, _ string, _ int) page.Intent { return m.toggleStar() },
		"Note": func(m *Model, _ string, _ int) page.Intent {
			return m.notes.Write(m.target(), m.focus == layout.List && m.view == news.Top)
		},
		"Undo": func(m *Model, _ string, _ int) page.Intent { return m.undo.Last() },
		"Refresh": func(m *Model, _ string, _ int) page.Intent {
			row, _ := m.list().Target()
			return m.subs.RefreshOf(m.target(), row)
		},
		"Browser":  func(m *Model, _ string, _ int) page.Intent { return m.opt.browse(m.Look, m.target().URL) },
		"Save":     func(m *Model, _ string, _ int) page.Intent { return save(m, "") },
		"Cite":     func(m *Model, _ string, _ int) page.Intent { return m.cite() },
		"CopyLink": func(m *Model, _ string, _ int) page.Intent { return m.opt.copyLink(m.Look, m.target().URL) },
	}
}

// explain opens the answer to "why is this marked", or in the Related panel "why is
// this related".
func (m *Model) explain() {
	if why := m.related.Why(); m.focus == layout.Related && why != nil {
		m.why = why
		return
	}
	if m.why = m.story.Why(); m.why != nil {
		if r := m.plan.Inner(layout.Story); m.story.OnMark() {
			s := m.screen()
			m.story.Lift(max(len(m.popup(&s))-(m.h-1-r.Y-r.H), 0))
		}
	}
	if m.why == nil {
		m.status.Say("put the cursor on a mark first: " + strings.Join([]string{m.Does(&m.Keys.NextClaim, "claim"), m.Does(&m.Keys.NextFigure, "figure"),
			m.Does(&m.Keys.NextEntity, "name")}, ", "))
	}
}

// joinEvents joins the events of two stories.
func (m *Model) joinEvents() page.Intent {
	if m.focus != layout.Related {
		return m.joining.Choose(m.target())
	}
	open, _ := m.story.Target()
	return m.joining.Beside(&m.related, open.Event)
}

// cite copies the story as a citation with the exact words under the cursor.
func (m *Model) cite() page.Intent {
	t := m.target()
	switch {
	case t.Story == "":
		return nil
	case m.story.Shown() && m.story.ID == t.Story:
		return m.opt.Clipboard.copied(m.Look, "citation", m.story.Citation(m.focus == layout.Story), m.story.Art.Title)
	}
	return m.opt.Clipboard.copied(m.Look, "citation", strings.Trim(`"`+t.Title+`", `+t.URL, ", "), t.Title)
}

// watchForm opens the form of a watch for what the reader is at: the entity of a page, a name
// under the story's cursor, the search of the list, an event.
func (m *Model) watchForm() page.Intent {
	query, name := m.watchedName()
	if query == "" && m.focus == layout.List {
		query, name = m.list().Asked, m.list().Asked
	}
	return m.watches.Form(query, name, m.target())
}

// watchedName is the query and the name of the entity that the reader is at.
func (m *Model) watchedName() (query, name string) {
	if p, ok := m.over().(page.Pointer); ok {
		if e := p.Subject().Entity; e.Kind != "" {
			return e.Query().String(), e.Name
		}
	}
	if m.page != page.None || m.focus != layout.Story {
		return "", ""
	}
	return m.story.NamedQuery()
}
