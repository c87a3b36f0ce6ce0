package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/ui/draw"
	"dateline/ui/list"
	"dateline/ui/page"
)

// paneAt returns the pane at a cell, ok false where there is none.
func (m *Model) paneAt(x, y int) (pane, bool) {
	for i, r := range m.plan.pane {
		if r.w > 0 && r.holds(x, y) {
			return pane(i), true
		}
	}
	return 0, false
}

// click selects; a click on what is selected already opens it.
func (m *Model) click(c tea.MouseClickMsg) tea.Cmd {
	if c.Button != tea.MouseLeft || m.prompt.Typing() {
		return nil
	}
	m.notice = ""
	if m.why != nil || m.page != page.None {
		return m.clickCover(c)
	}
	if c.Y == 0 {
		return m.clickTop(c.X)
	}
	p, ok := m.paneAt(c.X, c.Y)
	if !ok {
		return nil
	}
	inner := m.plan.inner(p)
	y := c.Y - inner.y
	was := m.focus
	turn := m.turnTo(p)
	if y < 0 || y >= inner.h {
		if p == listPane && m.list().Fresh > 0 {
			return m.do(m.list().Load(list.Merged))
		}
		return turn
	}
	switch p {
	case listPane:
		i := m.list().At(y)
		if i < 0 {
			return turn
		}
		if i == m.list().Sel && was == listPane {
			return m.openRow()
		}
		return m.moved(m.list().MoveTo(i))
	case relatedPane:
		if m.related.Click(y, was == relatedPane) {
			return m.openRelated()
		}
		return nil
	}
	return turn
}

// clickCover closes a popup, or lets the page have the click.
func (m *Model) clickCover(c tea.MouseClickMsg) tea.Cmd {
	if m.why != nil {
		m.why = nil
		m.story.Uncover()
		return nil
	}
	if c.Y == 0 {
		return m.clickTop(c.X)
	}
	return m.do(m.over().Click(c.X, c.Y-2))
}

// clickTop picks a view by its name on the first line.
func (m *Model) clickTop(x int) tea.Cmd {
	for _, t := range m.tabs() {
		if x >= t.x && x < t.x+draw.Width(t.name) {
			if len(t.key.Keys) > 0 {
				return m.act(t.key.Keys[0], 1)
			}
		}
	}
	return nil
}

// wheel scrolls the pane under the pointer without turning to it.
func (m *Model) wheel(w tea.MouseWheelMsg) tea.Cmd {
	n := page.WheelLines
	switch w.Button {
	case tea.MouseWheelUp:
		n = -n
	case tea.MouseWheelDown:
	default:
		return nil
	}
	if p := m.over(); p != nil {
		p.Wheel(n)
		return nil
	}
	p, ok := m.paneAt(w.X, w.Y)
	if !ok {
		return nil
	}
	switch p {
	case storyPane:
		m.story.Scroll(n)
	case relatedPane:
		m.related.Move(n / page.WheelLines)
	case listPane:
		return m.moved(m.list().Move(n / page.WheelLines))
	}
	return nil
}
