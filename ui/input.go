package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/keys"
	"dateline/ui/layout"
	"dateline/ui/page"
	"dateline/ui/prompt"
	"dateline/ui/story"
)

// digitTime is how long a digit may still become a count.
const digitTime = 500 * time.Millisecond

// key routes a key press: to the prompt when one is open, to what covers the panes,
// else to the panes.
func (m *Model) key(k tea.KeyPressMsg) page.Intent {
	m.status.Clear()
	if m.prompt.Typing() {
		return m.promptKey(k)
	}
	if m.story.Hinting() {
		return m.story.Press(k)
	}
	if m.why != nil {
		m.why = nil
		m.story.Uncover()
		if m.Keys.Why.Is(k.String()) || m.Keys.Back.Is(k.String()) || m.Keys.Open.Is(k.String()) {
			return nil
		}
	}
	if p, ok := m.over().(page.Typist); ok {
		if want, taken := p.Press(k); taken {
			return want
		}
	}
	name, cmd, done := m.gather(k.String())
	if !done {
		return cmd
	}
	n := max(m.count, 1)
	m.count = 0
	return m.act(name, n)
}

// gather collects counts and sequences; done says that name is a whole key.
//
// The digits 1 to 3 choose a pane and begin a count as well: the pane turns at once,
// and turns back when a motion follows within digitTime.
func (m *Model) gather(key string) (name string, cmd page.Intent, done bool) {
	if m.pending != "" {
		name, m.pending = m.pending+" "+key, ""
		return name, nil, true
	}
	if m.Keys.Starts(key) {
		m.pending = key
		return "", nil, false
	}
	if len(key) == 1 && key[0] >= '0' && key[0] <= '9' && (key != "0" || m.count > 0) {
		return "", m.digit(int(key[0] - '0')), false
	}
	if m.count > 0 && m.page == page.None && m.Keys.Counted(key) {
		m.setFocus(m.digitWas)
	}
	return key, nil, true
}

// digit takes one digit of a count.
func (m *Model) digit(n int) page.Intent {
	if m.count == 0 {
		m.digitWas = m.focus
	} else {
		m.setFocus(m.digitWas)
	}
	first := m.count == 0
	m.count = min(m.count*10+n, 100000)
	m.digits++
	seq := m.digits
	wait := page.After{Wait: digitTime, Msg: digitMsg{seq}}
	if first && n >= 1 && n <= 3 && m.page == page.None {
		return page.All(wait, m.turnTo(layout.Pane(n-1)))
	}
	return wait
}

// newKeyTables makes the tables of keys.
func newKeyTables() keyTables { return keyTables{anywhereKeys(), paneKeys(), storyKeys()} }

// act does what a key means, n times where that makes sense.
func (m *Model) act(key string, n int) page.Intent {
	name := m.Keys.Action(key)
	row := rowOf(m.page)
	if row < 0 || !m.Keys.Owned(pageTable[row].keys, key) {
		if do := m.keyed.anywhere[name]; do != nil {
			return do(m, key, n)
		}
	}
	if row >= 0 {
		return m.pages[row].Key(key, n)
	}
	if from, ok := m.story.Needs(name); ok {
		if from == story.InFocus && m.focus != layout.Story || from == story.InSight && !m.plan.Shown(layout.Story) {
			m.setFocus(layout.Story)
		}
		return m.story.Key(name, n)
	}
	for _, t := range [...]map[string]handler{m.keyed.panes, m.keyed.story} {
		if do := t[name]; do != nil {
			return do(m, key, n)
		}
	}
	return nil
}

// anywhereKeys are the actions that mean the same everywhere, pages to open among them.
func anywhereKeys() map[string]handler {
	t := map[string]handler{
		"Quit":       func(m *Model, key string, _ int) page.Intent { return m.quit(key) },
		"TopView":    func(m *Model, _ string, _ int) page.Intent { return m.showView(news.Top) },
		"WireView":   func(m *Model, _ string, _ int) page.Intent { return m.showView(news.Wire) },
		"Watch":      func(m *Model, _ string, _ int) page.Intent { return m.watchForm() },
		"Search":     func(m *Model, _ string, _ int) page.Intent { return m.openSearch() },
		"Relevance":  func(m *Model, _ string, _ int) page.Intent { return m.rank() },
		"Command":    func(m *Model, _ string, _ int) page.Intent { m.prompt.Open(prompt.Command, ""); return nil },
		"Add":        func(m *Model, _ string, _ int) page.Intent { m.prompt.Open(prompt.Feed, ""); return nil },
		"RefreshAll": func(m *Model, _ string, _ int) page.Intent { return m.subs.RefreshAll() },
		"Redraw":     func(*Model, string, int) page.Intent { return page.Command(tea.ClearScreen) },
		"Suspend": func(m *Model, _ string, _ int) page.Intent {
			if m.opt.OverSSH {
				return nil // there is no shell to go back to
			}
			return page.Command(tea.Suspend)
		},
		"Mouse": func(m *Model, _ string, _ int) page.Intent {
			m.mouse = !m.mouse
			return page.Say("mouse " + map[bool]string{true: "on", false: "off"}[m.mouse])
		},
	}
	keys := keys.Default()
	for i := range pageTable {
		if r := &pageTable[i]; r.key != nil {
			t[keys.NameOf(r.key(keys))] = func(m *Model, _ string, _ int) page.Intent { return m.open(page.Show{Page: r.name}) }
		}
	}
	return t
}
