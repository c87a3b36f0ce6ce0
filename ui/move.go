package ui

import (
	"dateline/ui/layout"
	"dateline/ui/page"
)

// paneKeys are the actions that move, open, go back and arrange panes.
func paneKeys() map[string]handler {
	return map[string]handler{
		"Down":       func(m *Model, _ string, n int) page.Intent { return m.pane(m.focus).MoveBy(n) },
		"Up":         func(m *Model, _ string, n int) page.Intent { return m.pane(m.focus).MoveBy(-n) },
		"Top":        func(m *Model, _ string, _ int) page.Intent { return m.pane(m.focus).MoveToTop() },
		"Bottom":     func(m *Model, _ string, _ int) page.Intent { return m.pane(m.focus).MoveToBottom() },
		"HalfDown":   func(m *Model, _ string, n int) page.Intent { return m.pane(m.focus).MoveScreens(true, n) },
		"HalfUp":     func(m *Model, _ string, n int) page.Intent { return m.pane(m.focus).MoveScreens(true, -n) },
		"PageDown":   func(m *Model, _ string, n int) page.Intent { return m.readOn(n) },
		"PageUp":     func(m *Model, _ string, n int) page.Intent { return m.pane(m.focus).MoveScreens(false, -n) },
		"NextUnread": func(m *Model, _ string, _ int) page.Intent { return m.unread(1) },
		"PrevUnread": func(m *Model, _ string, _ int) page.Intent { return m.unread(-1) },
		"NextStory":  func(m *Model, _ string, n int) page.Intent { return step(m, n) },
		"PrevStory":  func(m *Model, _ string, n int) page.Intent { return step(m, -n) },
		"ShowNew":    func(m *Model, _ string, _ int) page.Intent { return m.list().ShowNew() },
		"Open":       func(m *Model, key string, _ int) page.Intent { return m.openHere(key) },
		"Back":       func(m *Model, _ string, _ int) page.Intent { return m.back() },
		"NextPane":   func(m *Model, _ string, _ int) page.Intent { return m.turnTo((m.focus + 1) % 3) },
		"PrevPane":   func(m *Model, _ string, _ int) page.Intent { return m.turnTo((m.focus + 2) % 3) },
		"Pane1":      func(m *Model, _ string, _ int) page.Intent { return m.turnTo(layout.List) },
		"Pane2":      func(m *Model, _ string, _ int) page.Intent { return m.turnTo(layout.Story) },
		"Pane3":      func(m *Model, _ string, _ int) page.Intent { return m.turnTo(layout.Related) },
		"Rows":       func(m *Model, _ string, _ int) page.Intent { return m.list().Denser() },
		"HideRead":   func(m *Model, _ string, _ int) page.Intent { return m.list().HideRead() },
		"Zoom":       func(m *Model, _ string, _ int) page.Intent { m.frame.Zoom(); return m.reframe() },
		"Widen":      func(m *Model, _ string, _ int) page.Intent { return m.widen(4) },
		"Narrow":     func(m *Model, _ string, _ int) page.Intent { return m.widen(-4) },
	}
}

// moved goes on after a key that moves the selection: a related story that is open
// gives way to the one selected.
func (m *Model) moved(really bool) page.Intent {
	if really {
		m.history.clear()
	}
	return m.settle()
}

// readOn pages through the story, then goes on to the next unread one.
func (m *Model) readOn(n int) page.Intent {
	if m.focus == layout.Related || !m.plan.Shown(layout.Story) {
		return m.pane(m.focus).MoveScreens(false, n)
	}
	if m.story.Shown() && m.story.Pages(false, n) {
		return m.readOpened()
	}
	read := m.readOpened()
	if found, _ := m.list().Unread(1); !found {
		return page.All(read, page.Say("no more unread stories below"))
	}
	m.history.clear()
	r := m.list().Selected()
	return page.All(read, m.loadStory(r.Story))
}

// unread goes to the next or previous unread row, and opens it when a story is read. From the
// list it is shown beside it, and so is read; the focus stays.
func (m *Model) unread(dir int) page.Intent {
	if found, waits := m.list().Unread(dir); !found {
		if !waits {
			m.status.Say("no more unread stories " + map[int]string{1: "below", -1: "above"}[dir])
		}
		return m.settle()
	}
	m.history.clear()
	if m.focus != layout.List {
		return m.openRow()
	}
	if m.plan.Shown(layout.Story) {
		return page.All(m.settle(), m.readOpened())
	}
	return m.settle()
}

// step goes to the story n rows on in the list, and opens it when a story is read.
func step(m *Model, n int) page.Intent {
	if !m.list().Move(n) {
		where := "below"
		if n < 0 {
			where = "above"
		}
		return page.Say("no more stories " + where)
	}
	m.history.clear()
	if m.focus != layout.List {
		return m.openRow()
	}
	return m.settle()
}
