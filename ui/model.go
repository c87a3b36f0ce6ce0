// Package ui holds the screens: one tea.Model that routes, its panes, and the table of the
// pages that cover them. It knows no store and no desk, only the interfaces of ui/page and
// the words of news.
package ui

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/layout"
	"dateline/ui/list"
	"dateline/ui/notes"
	"dateline/ui/page"
	"dateline/ui/prompt"
	"dateline/ui/related"
	"dateline/ui/status"
	"dateline/ui/story"
	"dateline/ui/subs"
	"dateline/ui/undo"
	"dateline/ui/watches"
)

// Model is the whole screen: it routes messages to the screens and draws them side
// by side. It is the only tea.Model here, and the only place that keeps a context.
type Model struct {
	ctx  context.Context
	desk page.Desk
	opt  Options
	*draw.Look
	autoTheme bool

	w, h  int
	plan  layout.Plan
	frame layout.Frame
	focus layout.Pane
	mouse bool

	view     news.View // the list shown
	top      list.List
	wire     list.List
	story    story.Pane
	related  related.Pane
	prompt   prompt.Prompt
	pages    []page.Page // those of the table
	page     page.Name   // the one that covers the panes
	keyed    keyTables
	commands []command
	why      []string
	history  history

	watch   <-chan news.Bulletin
	joining related.Joining
	undo    undo.Stack
	status  status.Line
	subs    subs.Subs
	watches watches.Watches
	notes   notes.Notes

	after    func(time.Duration, func(time.Time) tea.Msg) tea.Cmd // tea.Tick but in tests
	pending  string                                               // the first key of a sequence
	count    int                                                  // digits typed
	digits   int                                                  // grows with every digit, so that late digitMsgs are dropped
	digitWas layout.Pane                                          // the focus before the first digit
	hand     hand
	stood    string // what is to be opened again
	moves    int    // grows with every move of the selection
}

// screen is a part of the window: it draws itself in w by h cells.
type screen interface {
	View(w, h int) string
	// Title is what its border says, left and right.
	Title() (string, string)
	// Hints are the keys that matter most in it, each with a word.
	Hints() [][2]string
	// MoveBy moves the cursor or the text by so many rows or lines, MoveScreens by half or
	// whole screens.
	MoveBy(n int) page.Intent
	MoveScreens(half bool, n int) page.Intent
	MoveToTop() page.Intent
	MoveToBottom() page.Intent
}

// handler does what an action means, n times where that makes sense.
type handler func(m *Model, key string, n int) page.Intent

// keyTables say what actions do, by their names: anywhere, in the panes, and for the open or
// selected story. A page does what else its keys mean.
type keyTables struct{ anywhere, panes, story map[string]handler }

// command is a line of the command line. form is its name with what it takes.
type command struct {
	form, help string
	run        func(m *Model, rest string) page.Intent
	short      string // another name
}

func (c *command) name() string {
	name, _, _ := strings.Cut(c.form, " ")
	return name
}

// list returns the list shown.
func (m *Model) list() *list.List {
	if m.view == news.Wire {
		return &m.wire
	}
	return &m.top
}

// pane returns the screen of a pane.
func (m *Model) pane(p layout.Pane) screen {
	switch p {
	case layout.Story:
		return &m.story
	case layout.Related:
		return &m.related
	}
	return m.list()
}

// over returns what covers the panes, nil when nothing does.
func (m *Model) over() page.Page {
	if i := rowOf(m.page); i >= 0 {
		return m.pages[i]
	}
	return nil
}

// setFocus turns to a pane and plans the panes for it and the present size.
func (m *Model) setFocus(p layout.Pane) {
	m.focus = p
	m.plan = m.frame.Plan(m.w, m.h, m.focus)
	if !m.plan.Shown(m.focus) {
		m.focus = layout.List
		m.plan = m.frame.Plan(m.w, m.h, m.focus)
	}
	for _, l := range []*list.List{&m.top, &m.wire} {
		r := m.plan.Inner(layout.List)
		l.Fit(r.W, r.H, m.focus == layout.List)
	}
	r := m.plan.Inner(layout.Story)
	m.story.Fit(r.W, r.H)
	m.story.Focused(m.focus == layout.Story && m.page == page.None)
	r = m.plan.Inner(layout.Related)
	m.related.Fit(r.W, r.H, m.focus == layout.Related)
}

// showPage covers the panes, or with page.None uncovers them.
func (m *Model) showPage(name page.Name) {
	m.page = name
	m.story.Focused(m.focus == layout.Story && name == page.None)
}

// target is the story that an action is about.
func (m *Model) target() page.Target {
	if t, ok := m.related.Target(); m.focus == layout.Related && ok {
		return t
	}
	row, selected := m.list().Target()
	if open, ok := m.story.Target(); ok && (m.focus != layout.List || !selected) {
		return open
	}
	return row
}
