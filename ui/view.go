package ui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/draw"
	"dateline/ui/layout"
	"dateline/ui/page"
)

// View draws the screen: the first line, the panes, the status line.
func (m *Model) View() tea.View {
	content, cursor := m.draw()
	v := tea.NewView(content)
	v.AltScreen = true
	v.Cursor = cursor
	if m.mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	return v
}

// draw returns the screen's text and where the cursor stands while one types.
func (m *Model) draw() (string, *tea.Cursor) {
	if m.w == 0 || m.h == 0 || m.list().Begins() {
		return "", nil
	}
	if small := layout.TooSmall(m.w, m.h); small != "" {
		return small, nil
	}
	var b strings.Builder
	b.Grow(m.w*m.h*2 + 1024)
	top := m.topLine()
	top.Draw(&b)
	s := m.screen()
	s.Popup = m.popup(&s)
	if p := m.over(); p != nil {
		s.Page(&b, layout.Box{Title: p.Title(), Lines: draw.LinesOf(p.View(s.Room()))})
	} else {
		s.Panes(&b, m.boxes())
	}
	b.WriteByte('\n')
	cursor := m.foot(&b)
	return b.String(), cursor
}

// screen is the part of the window between its first line and its last.
func (m *Model) screen() layout.Screen {
	return layout.Screen{Look: m.Look, W: m.w, H: m.h, Plan: m.plan, Focus: m.focus}
}

// boxes draws the panes that are on the screen.
func (m *Model) boxes() *[3]layout.Box {
	var boxes [3]layout.Box
	for i := range boxes {
		if p := layout.Pane(i); m.plan.Shown(p) {
			r := m.plan.Inner(p)
			lines := draw.LinesOf(m.pane(p).View(r.W, r.H))
			boxes[i].Title, boxes[i].Tail = m.pane(p).Title()
			boxes[i].Lines = lines
		}
	}
	return &boxes
}

// popup is what stands over the foot of the panes: what the prompt says, or the answer to
// "why".
func (m *Model) popup(s *layout.Screen) []string {
	switch {
	case m.prompt.Typing():
		return m.prompt.Above(m.w)
	case m.why != nil:
		return s.Why(m.why)
	}
	if p, ok := m.over().(page.Typist); ok {
		if _, _, shown := p.Line(m.w - 4); shown {
			return nil
		}
	}
	return m.status.Above(m.w)
}

// foot writes the last line: the prompt, or the status.
func (m *Model) foot(b *strings.Builder) *tea.Cursor {
	if m.prompt.Typing() {
		text, x := m.prompt.Line(m.w)
		b.WriteString(text)
		return tea.NewCursor(x, m.h-1)
	}
	if p, ok := m.over().(page.Typist); ok {
		if text, x, shown := p.Line(m.w - 4); shown {
			m.status.Typed(b, m.w, text)
			if x < 0 {
				return nil
			}
			return tea.NewCursor(2+x, m.h-1)
		}
	}
	m.status.Draw(b, m.w, m.hints(), m.rightWords())
	return nil
}

// rightWords is what the last line says at the right: keys that are not complete yet, else
// what the cursor is on.
func (m *Model) rightWords() string {
	switch p := m.over(); {
	case m.count > 0 || m.pending != "":
		return strings.TrimSpace(m.pending + " " + digits(m.count))
	case p != nil:
		return p.Words()
	case m.joining.Waits():
		return m.joining.Words(m.w / 3)
	}
	return m.story.CursorWords()
}

func digits(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// hints are the keys that matter most where the reader is.
func (m *Model) hints() [][2]string {
	k := m.Keys
	if p := m.over(); p != nil {
		if m.page == page.Help {
			return p.Hints()
		}
		return append(p.Hints(), [2]string{k.Help.First(), "help"})
	}
	here := m.pane(m.focus).Hints()
	if next := (m.focus + 1) % 3; m.plan.Shown(m.focus) && !m.plan.Shown(next) && (m.focus != layout.List || !m.list().Starts()) {
		behind := [2]string{k.NextPane.First(), [...]string{"stories", "story", "related"}[next]}
		return append([][2]string{behind}, here...)
	}
	return here
}
