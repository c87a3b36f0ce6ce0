package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/draw"
	"dateline/ui/page"
)

// storyKeys are the actions for the open or selected story.
func storyKeys() map[string]handler {
	return map[string]handler{
		"Versions": func(m *Model, _ string, _ int) tea.Cmd { return m.open(page.Show{Page: page.Versions}) },
		"Leads":    func(m *Model, _ string, _ int) tea.Cmd { return m.open(page.Show{Page: page.Leads}) },
		"Apart":    func(m *Model, _ string, _ int) tea.Cmd { return m.do(m.related.Apart()) },
		"Join":     func(m *Model, _ string, _ int) tea.Cmd { return m.joinEvents() },
		"Why":      func(m *Model, _ string, _ int) tea.Cmd { m.explain(); return nil },
		"Read":     func(m *Model, _ string, _ int) tea.Cmd { return m.toggleRead() },
		"AllRead":  func(m *Model, _ string, _ int) tea.Cmd { return m.do(m.list().ReadShown()) },
		"Star":     func(m *Model, _ string, _ int) tea.Cmd { return m.toggleStar() },
		"Undo":     func(m *Model, _ string, _ int) tea.Cmd { return m.undoLast() },
		"Refresh":  func(m *Model, _ string, _ int) tea.Cmd { return m.refreshThis() },
		"Browser":  func(m *Model, _ string, _ int) tea.Cmd { return m.browse() },
		"Cite":     func(m *Model, _ string, _ int) tea.Cmd { return m.cite() },
		"CopyLink": func(m *Model, _ string, _ int) tea.Cmd { return m.copyLink() },
	}
}

// explain opens the answer to "why is this marked", or in the Related panel "why is
// this related".
func (m *Model) explain() {
	if why := m.related.Why(); m.focus == relatedPane && why != nil {
		m.why = why
		return
	}
	if m.why = m.story.Why(); m.why != nil {
		if r := m.plan.inner(storyPane); m.story.OnMark() {
			m.story.Lift(max(len(m.popup())-(m.h-1-r.y-r.h), 0))
		}
	}
	if m.why == nil {
		m.say("put the cursor on a mark first: " + strings.Join([]string{m.Does(&m.Keys.NextClaim, "claim"), m.Does(&m.Keys.NextFigure, "figure"),
			m.Does(&m.Keys.NextEntity, "name")}, ", "))
	}
}

// target is the story that an action is about.
func (m *Model) target() page.Target {
	if t, ok := m.related.Target(); m.focus == relatedPane && ok {
		return t
	}
	row, selected := m.list().Target()
	if open, ok := m.story.Target(); ok && (m.focus != listPane || !selected) {
		return open
	}
	return row
}

// refreshThis fetches the feed of a story.
func (m *Model) refreshThis() tea.Cmd {
	t := m.target()
	if t.Feed == "" {
		return nil
	}
	name := "its feed"
	if row, ok := m.list().Target(); ok && row.Feed == t.Feed {
		name = row.Name
	}
	return m.refresh("fetching "+name, t.Feed)
}

// joinEvents joins the events of two stories.
func (m *Model) joinEvents() tea.Cmd {
	if m.focus != relatedPane {
		return m.do(m.joining.Choose(m.target()))
	}
	open, _ := m.story.Target()
	return m.do(m.joining.Beside(&m.related, open.Event))
}

// browse opens the story's page.
func (m *Model) browse() tea.Cmd {
	return m.browseTo(m.target().URL)
}

// browseTo shows a page in the browser; over SSH, where the browser is elsewhere, it
// copies the address.
func (m *Model) browseTo(url string) tea.Cmd {
	switch {
	case url == "":
		m.say("there is no address to open")
	case !draw.Openable(url):
		m.say("not an address to open: " + url)
	case m.opt.OverSSH || m.opt.Open == nil:
		return m.copy("link", url, url)
	default:
		open := m.opt.Open
		m.say("opening " + url)
		return func() tea.Msg { return openedMsg{url, open(url)} }
	}
	return nil
}

// cite copies the story as a citation with the exact words under the cursor.
func (m *Model) cite() tea.Cmd {
	t := m.target()
	switch {
	case t.Story == "":
		return nil
	case m.story.Shown() && m.story.ID == t.Story:
		return m.copy("citation", m.story.Citation(m.focus == storyPane), "")
	}
	return m.copy("citation", strings.Trim(`"`+t.Title+`", `+t.URL, ", "), "")
}

func (m *Model) copyLink() tea.Cmd {
	url := m.target().URL
	if url == "" {
		m.say("this story has no address")
		return nil
	}
	return m.copy("link", url, url)
}
