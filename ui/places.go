package ui

import (
	"dateline/news"
	"dateline/ui/page"
)

// here is the place to return to.
func (m *Model) here() place {
	p := place{story: m.story.Here(), focus: m.focus, sel: m.related.Sel, page: m.page}
	if h, ok := m.over().(page.Holder); ok {
		p.restore = h.Hold()
	}
	return p
}

// leave goes back to what was there before the page, or before the story.
func (m *Model) leave() page.Intent {
	p, ok := m.history.back()
	if !ok {
		m.showPage(page.None)
		return m.settle()
	}
	return page.All(m.returnTo(p), m.settle())
}

// returnTo brings a place back: its list as it was, its page, its story with the cursor where
// it was.
func (m *Model) returnTo(p place) page.Intent {
	var want page.Several
	if p.list != nil {
		want = append(want, m.list().Restore(p.list.list))
		m.story.Search(m.list().Words)
	}
	m.showPage(p.page)
	m.setFocus(p.focus)
	m.related.Resume(p.sel)
	if p.restore != nil {
		want = append(want, p.restore())
	}
	switch {
	case p.story.ID == "":
		m.story.Close()
		m.related.Close()
	case !m.story.GoTo(p.story):
		want = append(want, m.loadStory(p.story.ID))
	}
	return want
}

// visitList filters the list by the stories that name somebody. Back returns to where the
// reader is now, page and all.
func (m *Model) visitList(q news.Query, name string) page.Intent {
	text := q.Text
	switch text {
	case "":
		return page.Say("this name cannot be searched for")
	case m.list().Asked:
		return page.Say("the list shows the stories for " + text)
	}
	p := m.here()
	p.list = &listPlace{text, m.view, *m.list()}
	m.history.push(p)
	cmd := m.search(text)
	if m.list().Asked != text {
		m.history.pop() // not to be searched for
		return cmd
	}
	m.status.Say(m.Join("stories that name "+name, m.Keys.Back.First()+" returns"))
	return cmd
}
