package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/ui/layout"
	"dateline/ui/list"
	"dateline/ui/page"
)

// click selects; a click on what is selected already opens it.
func (m *Model) click(c tea.MouseClickMsg) page.Intent {
	if c.Button != tea.MouseLeft || m.prompt.Typing() {
		return nil
	}
	m.status.Clear()
	if m.why != nil || m.page != page.None {
		return m.clickCover(c)
	}
	if c.Y == 0 {
		if top := m.topLine(); top.At(c.X) != "" {
			return m.act(top.At(c.X), 1)
		}
		return nil
	}
	p, ok := m.plan.At(c.X, c.Y)
	if !ok {
		return nil
	}
	inner := m.plan.Inner(p)
	y := c.Y - inner.Y
	was := m.focus
	turn := m.turnTo(p)
	if y < 0 || y >= inner.H {
		if p == layout.List && m.list().Fresh > 0 {
			return m.list().Load(list.Merged)
		}
		return turn
	}
	switch p {
	case layout.List:
		i := m.list().At(y)
		if i < 0 {
			return turn
		}
		if i == m.list().Sel && was == layout.List {
			return m.openRow()
		}
		return m.moved(m.list().MoveTo(i))
	case layout.Related:
		if m.related.Click(y, was == layout.Related) {
			return m.openRelated()
		}
		return nil
	}
	return turn
}

// clickCover closes a popup, or lets the page have the click.
func (m *Model) clickCover(c tea.MouseClickMsg) page.Intent {
	if m.why != nil {
		m.why = nil
		m.story.Uncover()
		return nil
	}
	if c.Y == 0 {
		if top := m.topLine(); top.At(c.X) != "" {
			return m.act(top.At(c.X), 1)
		}
		return nil
	}
	return m.over().Click(c.X, c.Y-2)
}

// wheel scrolls the pane under the pointer without turning to it.
func (m *Model) wheel(w tea.MouseWheelMsg) page.Intent {
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
	p, ok := m.plan.At(w.X, w.Y)
	if !ok {
		return nil
	}
	switch p {
	case layout.Story:
		m.story.Scroll(n)
	case layout.Related:
		m.related.Move(n / page.WheelLines)
	case layout.List:
		return m.moved(m.list().Move(n / page.WheelLines))
	}
	return nil
}
