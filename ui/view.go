package ui

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/draw"
	"dateline/ui/keys"
	"dateline/ui/page"
	"dateline/ui/theme"
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
	if m.w < leastWidth || m.h < leastHeight {
		return m.tooSmall(), nil
	}
	var b strings.Builder
	b.Grow(m.w*m.h*2 + 1024)
	m.topLine(&b)
	if p := m.over(); p != nil {
		m.covered(&b, p)
	} else {
		m.panes(&b)
	}
	b.WriteByte('\n')
	cursor := m.foot(&b)
	return b.String(), cursor
}

// tooSmall is what a window gets that is smaller than the reader can work in.
func (m *Model) tooSmall() string {
	text := fmt.Sprintf("dateline needs %d columns and %d lines; here are %d and %d.", leastWidth, leastHeight, m.w, m.h)
	var lines []string
	for i, l := range draw.Wrap(text, m.w) {
		if i < m.h {
			lines = append(lines, draw.Clip(text[l.Start:l.End], m.w, ""))
		}
	}
	return strings.Join(lines, "\n")
}

// topLine writes the views, the search and, at the right, the counts.
func (m *Model) topLine(b *strings.Builder) {
	right := m.counts()
	room := m.w - draw.Width(right) - 1
	used := 0
	for _, t := range m.tabs() {
		if t.x+draw.Width(t.name)+1 > room {
			break
		}
		draw.Pad(b, t.x-used)
		if t.on {
			m.Theme.Focus.Write(b, t.name)
		} else {
			m.Theme.Dim.Write(b, t.name)
		}
		used = t.x + draw.Width(t.name)
	}
	if asked := m.list().Asked; asked != "" && room-used > 4 {
		if m.list().Ranked {
			asked = m.Join(asked, "by relevance")
		}
		s := draw.Clip("/"+asked, room-used-2, m.Glyphs.Ellipsis)
		b.WriteString("  ")
		m.Theme.Match.Write(b, s)
		used += 2 + draw.Width(s)
	}
	draw.Pad(b, m.w-draw.Width(right)-used)
	m.Theme.Dim.Write(b, right)
	b.WriteByte('\n')
}

// leastCounts is the width from which counts are named.
const leastCounts = 60

// mostSearch is how many cells of a search the first line keeps free of other names.
const mostSearch = 24

// searchRoom is the room on the first line that the search shown needs, 0 for no search.
func (m *Model) searchRoom() int {
	if asked := m.list().Asked; asked != "" {
		return 3 + min(draw.Width(asked), mostSearch)
	}
	return 0
}

// counts is the right end of the first line; it gets shorter where there is no room.
func (m *Model) counts() string {
	c := m.list().Counts
	long := draw.Plural(c.Unread, "unread", "unread")
	if c.UnreadMore {
		long = draw.Thousands(c.Unread) + "+ unread"
	}
	searched := m.list().Asked != ""
	switch {
	case searched && m.w < leastCounts:
		return strings.TrimSuffix(long, " unread") + "/" + draw.Thousands(c.Stories) + " "
	case searched:
		long += " of " + draw.Thousands(c.Stories)
	}
	if m.w >= leastCounts && (!searched || m.w >= twoPanes) {
		long = m.Join(long, draw.Plural(m.Feeds, "feed", "feeds"))
	}
	if m.Round.Active() {
		p := m.Glyphs.Refresh + " " + strconv.Itoa(m.Round.Done) + "/" + strconv.Itoa(m.Round.Total)
		if m.Round.Failed > 0 && m.w >= twoPanes {
			p += fmt.Sprintf(", %d failed", m.Round.Failed)
		}
		long = m.Join(long, p)
	} else if m.Round.Tagging > 0 {
		long = m.Join(long, m.Glyphs.Refresh+" tagging "+strconv.Itoa(m.Round.Tagging))
	}
	return long + " "
}

// panes writes the panes row by row.
func (m *Model) panes(b *strings.Builder) {
	var content [3][]string
	var title, tail [3]string
	for i := range content {
		p := pane(i)
		if m.plan.shown(p) {
			r := m.plan.inner(p)
			content[i] = draw.LinesOf(m.pane(p).View(r.w, r.h))
			title[i], tail[i] = m.title(p)
		}
	}
	popup := m.popup()
	for y := 1; y < m.h-1; y++ {
		if n := m.h - 1 - y; n <= len(popup) {
			b.WriteString(popup[len(popup)-n])
		} else {
			m.row(b, y, &content, &title, &tail)
		}
		if y < m.h-2 {
			b.WriteByte('\n')
		}
	}
}

// row writes one line of the screen across all panes, with the rules between them.
func (m *Model) row(b *strings.Builder, y int, content *[3][]string, title, tail *[3]string) {
	for i := range m.plan.pane {
		r := m.plan.pane[i]
		if r.w == 0 || y < r.y || y >= r.y+r.h {
			continue
		}
		at := y - r.y
		if r.x > 0 {
			m.Theme.Border.Write(b, joint(&m.Glyphs, r, at))
		}
		switch {
		case !m.plan.titled:
			draw.Line(b, content[i], at, r.w)
		case at == 0:
			m.edge(b, r.w, title[i], tail[i], pane(i) == m.focus)
		default:
			draw.Line(b, content[i], at-1, r.w)
		}
	}
}

// joint is the piece of the rule left of a pane on one of its lines.
func joint(g *theme.Glyphs, r rect, at int) string {
	switch {
	case at > 0:
		return g.Vertical
	case r.y > 1:
		return g.RuleRight
	}
	return g.RuleDown
}

// edge writes the line above a pane: the title at the left, where the text below begins,
// and a word at the right.
//
// Only this line tells the focus: rules in another colour would cost 500 bytes whenever the
// focus turns.
func (m *Model) edge(b *strings.Builder, w int, title, tail string, focus bool) {
	style, h := m.Theme.Border, m.Glyphs.Horizontal
	heading := m.Theme.Heading
	if focus {
		style, heading = m.Theme.Focus, m.Theme.Focus
		if m.Theme.Mono || m.Glyphs.ASCII {
			h = m.Glyphs.FocusH
		}
	}
	title = draw.Clip(title, max(w-3, 0), m.Glyphs.Ellipsis)
	fill := w - 2 - draw.Width(title)
	if tail != "" && draw.Width(tail)+3 > fill-2 {
		tail = ""
	}
	b.WriteByte(' ')
	heading.Write(b, title)
	b.WriteByte(' ')
	if tail != "" {
		fill -= draw.Width(tail) + 3
	}
	style.Write(b, strings.Repeat(h, max(fill, 0)))
	if tail != "" {
		b.WriteByte(' ')
		m.Theme.Notice.Write(b, tail)
		b.WriteByte(' ')
		style.Write(b, h)
	}
}

// title is what a pane's border says, left and right.
func (m *Model) title(p pane) (string, string) {
	switch p {
	case listPane:
		return m.list().Title()
	case storyPane:
		return m.story.Title()
	}
	return m.related.Title()
}

// pane returns the screen of a pane.
func (m *Model) pane(p pane) screen {
	switch p {
	case storyPane:
		return &m.story
	case relatedPane:
		return &m.related
	}
	return m.list()
}

// covered writes one page over the place of the panes.
func (m *Model) covered(b *strings.Builder, p page.Page) {
	w, h := m.pageRoom()
	lines := draw.LinesOf(p.View(w, h))
	m.edge(b, m.w, p.Title(), "", true)
	popup := m.popup()
	for i := range h {
		b.WriteByte('\n')
		if n := h - i; n <= len(popup) {
			b.WriteString(popup[len(popup)-n])
			continue
		}
		draw.Line(b, lines, i, w)
	}
}

// pageRoom is the room of a page that covers the panes: below its title line.
func (m *Model) pageRoom() (w, h int) { return m.w, m.h - 3 }

// popup is the answer to "why", over the foot of the panes.
func (m *Model) popup() []string {
	if line, ok := m.prompt.Above(m.w); ok {
		return []string{line}
	}
	if m.why == nil {
		return nil
	}
	w := m.w
	var out []string
	var b strings.Builder
	m.edge(&b, w, "Why", "any key closes", true)
	out = append(out, b.String())
	for _, text := range m.why {
		for i, l := range draw.Wrap(text, w-2) {
			if i == 4 {
				break
			}
			b.Reset()
			b.WriteByte(' ')
			draw.Fit(&b, text[l.Start:l.End], w-2, m.Glyphs.Ellipsis)
			b.WriteByte(' ')
			out = append(out, b.String())
		}
	}
	return out[max(len(out)-(m.h-2), 0):]
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
			return m.typed(b, text, x)
		}
	}
	m.status(b)
	return nil
}

// typed writes what is typed into a page; x is the column of the cursor, less than 0 for
// none.
func (m *Model) typed(b *strings.Builder, text string, x int) *tea.Cursor {
	m.Theme.Prompt.Write(b, "/ ")
	b.WriteString(text)
	draw.Pad(b, m.w-2-draw.Width(text))
	if x < 0 {
		return nil
	}
	return tea.NewCursor(2+x, m.h-1)
}

// status writes what the cursor is on, what was done, or what keys there are.
func (m *Model) status(b *strings.Builder) {
	if m.notice != "" {
		s := m.Theme.Notice
		if m.bad {
			s = m.Theme.Error
		}
		b.WriteString(" " + s.On)
		draw.Fit(b, m.notice, m.w-1, m.Glyphs.Ellipsis)
		b.WriteString(s.Off)
		return
	}
	right := ""
	if m.page == page.None {
		right = m.story.CursorWords()
	} else {
		right = m.over().Words()
	}
	if m.joining.Waits() && m.page == page.None {
		right = m.joining.Words(m.w / 3)
	}
	if m.count > 0 || m.pending != "" {
		right = strings.TrimSpace(m.pending + " " + digits(m.count))
	}
	right = draw.Clip(m.ASCIICells(right), m.w-2, m.Glyphs.Ellipsis)
	room := m.w - 1
	if right != "" {
		room -= draw.Width(right) + 3
	}
	used := m.hints(b, room)
	draw.Pad(b, m.w-used-draw.Width(right)-1)
	b.WriteString(right)
	b.WriteByte(' ')
}

func digits(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// hints writes as many keys with their words as there is room for.
func (m *Model) hints(b *strings.Builder, room int) int {
	used := 0
	for _, h := range m.hintList() {
		if h[0] == "" {
			continue // nobody bound a key to it
		}
		need := draw.Width(h[0]) + 1 + draw.Width(h[1]) + 2
		if used+need > room {
			break
		}
		b.WriteByte(' ')
		m.Theme.Key.Write(b, h[0])
		b.WriteByte(' ')
		m.Theme.Dim.Write(b, h[1])
		b.WriteByte(' ')
		used += need
	}
	return used
}

// hintList is the keys that matter most where the reader is.
func (m *Model) hintList() [][2]string {
	k := m.Keys
	first, both := (*keys.Binding).First, keys.Pair
	var behind [][2]string
	if m.plan.shown(m.focus) && !m.plan.shown((m.focus+1)%3) && m.page == page.None {
		names := [3]string{"stories", "story", "related"}
		behind = [][2]string{{first(&k.NextPane), names[(m.focus+1)%3]}}
	}
	if p := m.over(); p != nil {
		if m.page == page.Help {
			return p.Hints()
		}
		return append(p.Hints(), [2]string{first(&k.Help), "help"})
	}
	switch {
	case m.focus == listPane && len(m.list().Rows) == 0 && m.list().Asked == "":
		return [][2]string{{first(&k.Add), "add a feed"}, {first(&k.RefreshAll), "fetch"}, {first(&k.Sources), "sources"}, {first(&k.Help), "help"},
			{first(&k.Quit), "quit"}}
	case m.focus == storyPane:
		return append(behind, [][2]string{{first(&k.PageDown), "read on"}, {first(&k.NextClaim), "claim"}, {first(&k.NextFigure), "figure"},
			{first(&k.Jump), "name"}, {first(&k.Why), "why"},
			{first(&k.Cite), "cite"}, {first(&k.Browser), "browser"}, {first(&k.Back), "back"}, {first(&k.Help), "help"}}...)
	case m.focus == relatedPane:
		return append(behind, m.related.Hints()...)
	}
	return append(behind, [][2]string{{both(&k.Down, &k.Up), "move"}, {first(&k.Open), "read"}, {first(&k.NextUnread), "next unread"}, {first(&k.Star),
		"star"}, {first(&k.AllRead), "all read"},
		{first(&k.Search), "search"}, {first(&k.RefreshAll), "fetch"}, {first(&k.NextPane), "pane"}, {first(&k.Help), "help"}}...)
}
