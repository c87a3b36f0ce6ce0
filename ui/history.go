package ui

import (
	"dateline/ui/list"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/page"
)

// history is where Back leads: the places that were left, newest last. A place that holds
// a list was left for the stories of a name; those above it belong to these stories and
// are forgotten without it.
type history struct{ places []place }

// place is somewhere Back leads to.
type place struct {
	story storyPlace
	focus pane
	sel   int // of the Related panel
	page  page.Name
	list  *listPlace // nil when the list stayed
	// restore brings the page that was there back as it was, nil when its name says all.
	restore func() page.Intent
}

// storyPlace is what the cursor of a story was on and how far it was scrolled.
type storyPlace struct {
	id  news.StoryID
	top int
	at  stop
	i   int
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
	s := &m.story
	p := place{story: storyPlace{s.id, s.top, s.at, s.i}, focus: m.focus, sel: m.related.sel, page: m.page}
	if h, ok := m.over().(page.Holder); ok {
		p.restore = h.Hold()
	}
	return p
}

// showPage covers the panes, or with page.None uncovers them.
func (m *Model) showPage(name page.Name) { m.page = name }

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
	m.related.want = p.sel
	if p.restore != nil {
		cmds = append(cmds, m.do(p.restore()))
	}
	return tea.Batch(append(cmds, m.returnToStory(p.story))...)
}

// takeList shows a list as it was. What was asked since is answered too late.
func (m *Model) takeList(p *listPlace) tea.Cmd {
	want := m.list().Restore(p.list)
	m.story.words = m.list().Words
	return m.do(want)
}

// returnToStory shows a story again with its cursor where it was.
func (m *Model) returnToStory(p storyPlace) tea.Cmd {
	switch {
	case p.id == "":
		m.story.close()
		m.related.close()
		return nil
	case p.id == m.story.id && m.story.shown():
		m.story.top, m.story.at, m.story.i = p.top, p.at, p.i
		return nil
	}
	m.story.resume = p
	return m.loadStory(p.id)
}
