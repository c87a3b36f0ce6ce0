package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
)

// storyKeys are the actions for the open or selected story.
func storyKeys() map[string]handler {
	return map[string]handler{
		"Versions": func(m *Model, _ string, _ int) tea.Cmd { return m.open(page.Show{Page: page.Versions}) },
		"Leads":    func(m *Model, _ string, _ int) tea.Cmd { return m.open(page.Show{Page: page.Leads}) },
		"Apart":    func(m *Model, _ string, _ int) tea.Cmd { return m.apart() },
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
	if x := m.related.selected(); m.focus == relatedPane && x != nil {
		m.why = append([]string{"“" + x.Title + "”", "relation " + string(x.Kind)}, page.WhyWords(x.Why)...)
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

// target is the story that browser, copy and refresh act on.
func (m *Model) target() (id news.StoryID, url, title string, feed news.FeedID) {
	if x := m.related.selected(); m.focus == relatedPane && x != nil {
		return x.Story, x.URL, x.Title, ""
	}
	if m.story.Shown() && (m.focus != listPane || m.list().Selected() == nil) {
		a := m.story.Art
		return a.ID, a.URL, a.Title, a.Feed
	}
	if r := m.list().Selected(); r != nil {
		return r.Story, r.URL, r.Title, r.Feed
	}
	return "", "", "", ""
}

func (m *Model) refreshThis() tea.Cmd {
	_, _, _, feed := m.target()
	if feed == "" {
		return nil
	}
	name := "its feed"
	if r := m.list().Selected(); r != nil && r.Feed == feed {
		name = r.Outlet
	}
	return m.refresh("fetching "+name, feed)
}

// browse opens the story's page.
func (m *Model) browse() tea.Cmd {
	_, url, _, _ := m.target()
	return m.browseTo(url)
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
		m.say(m.Join("link copied", url))
		return tea.SetClipboard(url)
	default:
		open := m.opt.Open
		m.say("opening " + url)
		return func() tea.Msg { return openedMsg{url, open(url)} }
	}
	return nil
}

// cite copies the story as a citation with the exact words under the cursor.
func (m *Model) cite() tea.Cmd {
	id, url, title, _ := m.target()
	switch {
	case id == "":
		return nil
	case m.story.Shown() && m.story.ID == id:
		m.say("citation copied")
		return tea.SetClipboard(m.story.Citation(m.focus == storyPane))
	}
	m.say("citation copied")
	return tea.SetClipboard(strings.Trim(`"`+title+`", `+url, ", "))
}

func (m *Model) copyLink() tea.Cmd {
	_, url, _, _ := m.target()
	if url == "" {
		m.say("this story has no address")
		return nil
	}
	m.say(m.Join("link copied", url))
	return tea.SetClipboard(url)
}
