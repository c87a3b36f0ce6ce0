package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/layout"
	"dateline/ui/list"
	"dateline/ui/page"
	"dateline/ui/story"
)

// history is where Back leads: the places that were left, newest last. A place that holds
// a list was left for the stories of a name; those above it belong to these stories and
// are forgotten without it.
type history struct{ places []place }

// place is somewhere Back leads to.
type place struct {
	story story.Place
	focus layout.Pane
	sel   int // of the Related panel
	page  page.Name
	list  *listPlace // nil when the list stayed
	// restore brings the page that was there back as it was, nil when its name says all.
	restore func() page.Intent
}

// listPlace is a list as it was before it was filtered by a name.
type listPlace struct {
	asked string // the filter that led away
	view  news.View
	list  list.List
}

func (h *history) push(p place) { h.places = append(h.places, p) }

// floor is how many places belong to the list before this one, with that list.
func (h *history) floor() int {
	n := len(h.places)
	for n > 0 && h.places[n-1].list == nil {
		n--
	}
	return n
}

// empty reports whether Back leads nowhere within the present list.
func (h *history) empty() bool { return len(h.places) == h.floor() }

// clear forgets the places within the present list.
func (h *history) clear() { h.places = h.places[:h.floor()] }

// back takes the last place within the present list, ok false when there is none.
func (h *history) back() (p place, ok bool) {
	if h.empty() {
		return p, false
	}
	return h.pop(), true
}

// backToList takes the place where this filter of a list was set, ok false when it was
// typed; then no list before it can be returned to.
func (h *history) backToList(asked string, view news.View) (p place, ok bool) {
	h.clear()
	if n := len(h.places); n == 0 || h.places[n-1].list.asked != asked || h.places[n-1].list.view != view {
		h.places = nil
		return p, false
	}
	return h.pop(), true
}

func (h *history) pop() place {
	n := len(h.places) - 1
	p := h.places[n]
	h.places[n] = place{}
	h.places = h.places[:n]
	return p
}

// here is the place to return to.
func (m *Model) here() place {
	p := place{story: m.story.Here(), focus: m.focus, sel: m.related.Sel, page: m.page}
	if h, ok := m.over().(page.Holder); ok {
		p.restore = h.Hold()
	}
	return p
}

// showPage covers the panes, or with page.None uncovers them.
func (m *Model) showPage(name page.Name) {
	m.page = name
	m.story.Focused(m.focus == layout.Story && name == page.None)
}

// leave goes back to what was there before the page, or before the story.
func (m *Model) leave() tea.Cmd {
	p, ok := m.history.back()
	if !ok {
		m.showPage(page.None)
		return m.settle()
	}
	return tea.Batch(m.returnTo(p), m.settle())
}

// returnTo brings a place back.
func (m *Model) returnTo(p place) tea.Cmd {
	var cmds []tea.Cmd
	if p.list != nil {
		cmds = append(cmds, m.takeList(p.list))
	}
	m.showPage(p.page)
	m.setFocus(p.focus)
	m.related.Resume(p.sel)
	if p.restore != nil {
		cmds = append(cmds, m.do(p.restore()))
	}
	return tea.Batch(append(cmds, m.returnToStory(p.story))...)
}

// takeList shows a list as it was. What was asked since is answered too late.
func (m *Model) takeList(p *listPlace) tea.Cmd {
	want := m.list().Restore(p.list)
	m.story.Search(m.list().Words)
	return m.do(want)
}

// returnToStory shows a story again with its cursor where it was.
func (m *Model) returnToStory(p story.Place) tea.Cmd {
	switch {
	case p.ID == "":
		m.story.Close()
		m.related.Close()
		return nil
	case m.story.GoTo(p):
		return nil
	}
	return m.loadStory(p.ID)
}

// visitList filters the list by the stories that name somebody. Back returns to where the
// reader is now, page and all.
func (m *Model) visitList(q news.Query, name string) tea.Cmd {
	text := q.Text
	switch text {
	case "":
		m.status.Say("this name cannot be searched for")
		return nil
	case m.list().Asked:
		m.status.Say("the list shows the stories for " + text)
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
	m.status.Say(m.Join("stories that name "+name, m.Keys.Back.First()+" returns"))
	return cmd
}
