package ui

import (
	tea "charm.land/bubbletea/v2"
)

// wholeList is further than any list or text is long.
const wholeList = 1 << 20

// moveKey handles the keys that move.
func (m *Model) moveKey(key string, n int) (tea.Cmd, bool) {
	k := m.keys
	switch {
	case k.Down.is(key):
		return m.move(n), true
	case k.Up.is(key):
		return m.move(-n), true
	case k.Top.is(key):
		return m.toTop(), true
	case k.Bottom.is(key):
		return m.toBottom(), true
	case k.HalfDown.is(key):
		return m.page(true, n), true
	case k.HalfUp.is(key):
		return m.page(true, -n), true
	case k.PageDown.is(key):
		return m.readOn(n), true
	case k.PageUp.is(key):
		return m.page(false, -n), true
	case k.NextUnread.is(key):
		return m.unread(1), true
	case k.PrevUnread.is(key):
		return m.unread(-1), true
	case k.ShowNew.is(key):
		m.list().touched = true
		return m.loadList(merged), true
	}
	return nil, false
}

// move moves by rows or lines of the focused pane.
func (m *Model) move(n int) tea.Cmd {
	switch m.focus {
	case storyPane:
		m.story.scroll(n)
		return nil
	case relatedPane:
		m.related.move(n)
		return nil
	}
	return m.moved(m.list().move(n))
}

// moved goes on after a key that moves the selection: a related story that is open
// gives way to the one selected.
func (m *Model) moved(really bool) tea.Cmd {
	if really {
		m.history.clear()
	}
	return m.settle()
}

// page moves by half or whole pages.
func (m *Model) page(half bool, n int) tea.Cmd {
	lines := max(m.story.h-2, 1)
	if half {
		lines = max(m.story.h/2, 1)
	}
	switch m.focus {
	case storyPane:
		m.story.scroll(n * lines)
		return nil
	case relatedPane:
		m.related.move(n * max(m.related.h/6, 1))
		return nil
	}
	dir := 1
	if n < 0 {
		dir, n = -1, -n
	}
	really := false
	for range min(n, 1000) {
		really = m.list().page(half, dir) || really
	}
	return m.moved(really)
}

// readOn pages through the story, then goes on to the next unread one.
func (m *Model) readOn(n int) tea.Cmd {
	if m.focus == relatedPane || !m.plan.shown(storyPane) {
		return m.page(false, n)
	}
	if m.story.shown() && m.story.scroll(n*max(m.story.h-2, 1)) {
		return m.readOpened()
	}
	read := m.readOpened()
	if !m.list().unread(1) {
		m.say("no more unread stories below")
		return read
	}
	m.history.clear()
	r := m.list().selected()
	return tea.Batch(read, m.loadStory(r.Story))
}

// unread goes to the next or previous unread row, and opens it when a story is read.
func (m *Model) unread(dir int) tea.Cmd {
	if l := m.list(); !l.unread(dir) {
		if l.seeking == 0 {
			m.say("no more unread stories " + map[int]string{1: "below", -1: "above"}[dir])
		}
		return m.settle()
	}
	m.history.clear()
	if m.focus != listPane {
		return m.openRow()
	}
	return m.settle()
}

func (m *Model) toTop() tea.Cmd {
	l := m.list()
	switch m.focus {
	case storyPane:
		m.story.top = 0
		return nil
	case relatedPane:
		m.related.sel = 0
		return nil
	}
	l.owed = 0
	if l.fresh > 0 || l.moreUp {
		return m.loadList(toStart)
	}
	return m.moved(l.moveTo(0))
}

func (m *Model) toBottom() tea.Cmd {
	l := m.list()
	switch m.focus {
	case storyPane:
		m.story.scroll(wholeList)
		return nil
	case relatedPane:
		m.related.move(wholeList)
		return nil
	}
	l.owed = 0
	if l.more {
		return m.loadList(toEnd)
	}
	return m.moved(l.moveTo(len(l.rows) - 1))
}
