package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// storyKey handles the keys for the open or selected story.
func (m *Model) storyKey(key string, n int) tea.Cmd {
	k := m.keys
	switch {
	case k.NextClaim.is(key):
		return m.step(onClaim, n, "claim")
	case k.PrevClaim.is(key):
		return m.step(onClaim, -n, "claim")
	case k.NextFigure.is(key):
		return m.step(onFigure, n, "figure")
	case k.PrevFigure.is(key):
		return m.step(onFigure, -n, "figure")
	case k.NextEntity.is(key):
		return m.step(onEntity, n, "name")
	case k.PrevEntity.is(key):
		return m.step(onEntity, -n, "name")
	case k.NextNew.is(key):
		return m.stepNew(n)
	case k.PrevNew.is(key):
		return m.stepNew(-n)
	case k.Jump.is(key):
		return m.hint()
	case k.FullText.is(key):
		return m.toggleFull()
	case k.Versions.is(key):
		return m.openVersions()
	case k.Leads.is(key):
		return m.openLeads()
	case k.Apart.is(key):
		return m.apart()
	case k.Join.is(key):
		return m.joinEvents()
	case k.Why.is(key):
		m.explain()
	case k.ToggleClaims.is(key):
		m.story.claims = !m.story.claims
		return m.keep("claims", map[bool]string{true: "shown", false: "hidden"}[m.story.claims])
	case k.Read.is(key):
		return m.toggleRead()
	case k.AllRead.is(key):
		return m.markAll()
	case k.Star.is(key):
		return m.toggleStar()
	case k.Undo.is(key):
		return m.undoLast()
	case k.Refresh.is(key):
		return m.refreshThis()
	case k.Browser.is(key):
		return m.browse()
	case k.Photo.is(key):
		return m.togglePhoto()
	case k.Cite.is(key):
		return m.cite()
	case k.CopyLink.is(key):
		return m.copyLink()
	}
	return nil
}

// step moves the story's cursor.
func (m *Model) step(at stop, n int, what string) tea.Cmd {
	if !m.plan.shown(storyPane) {
		m.setFocus(storyPane)
	}
	if at == onClaim {
		m.story.claims = true
	}
	if !m.story.step(at, n) {
		m.say("no " + what + " is marked in this story")
	}
	return nil
}

// stepNew moves the story's cursor over what is new.
func (m *Model) stepNew(n int) tea.Cmd {
	if x := m.story.shownSince(); x == nil || len(x.spans) == 0 {
		m.say("nothing in this story is new since you read it")
		return nil
	}
	return m.step(onNew, n, "new sentence")
}

// explain opens the answer to "why is this marked", or in the Related panel "why is
// this related".
func (m *Model) explain() {
	if x := m.related.selected(); m.focus == relatedPane && x != nil {
		m.why = append([]string{"“" + x.Title + "”", "relation " + string(x.Kind)}, whyWords(x.Why)...)
		return
	}
	if m.story.shown() && m.story.lay() != nil {
		m.why = m.story.why()
		if r := m.plan.inner(storyPane); m.why != nil {
			m.story.lift(max(len(m.popup())-(m.h-1-r.y-r.h), 0))
		}
	}
	if m.why == nil {
		m.say("put the cursor on a mark first: " + strings.Join([]string{m.does(&m.keys.NextClaim, "claim"), m.does(&m.keys.NextFigure, "figure"), m.does(&m.keys.NextEntity, "name")}, ", "))
	}
}

// target is the story that browser, copy and refresh act on.
func (m *Model) target() (id news.StoryID, url, title string, feed news.FeedID) {
	if x := m.related.selected(); m.focus == relatedPane && x != nil {
		return x.Story, x.URL, x.Title, ""
	}
	if m.story.shown() && (m.focus != listPane || m.list().selected() == nil) {
		a := m.story.art
		return a.ID, a.URL, a.Title, a.Feed
	}
	if r := m.list().selected(); r != nil {
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
	if r := m.list().selected(); r != nil && r.Feed == feed {
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
	case !openable(url):
		m.say("not an address to open: " + url)
	case m.opt.OverSSH || m.opt.Open == nil:
		m.say(m.join("link copied", url))
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
	case m.story.shown() && m.story.id == id:
		words := ""
		if m.focus == storyPane || m.story.at != nowhere {
			words = m.story.exact()
		}
		m.say("citation copied")
		return tea.SetClipboard(m.citation(m.story.art, words))
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
	m.say(m.join("link copied", url))
	return tea.SetClipboard(url)
}
