package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// digitTime is how long a digit may still become a count.
const digitTime = 500 * time.Millisecond

// key routes a key press: to the prompt when one is open, to what covers the panes,
// else to the panes.
func (m *Model) key(k tea.KeyPressMsg) tea.Cmd {
	m.notice = ""
	if m.prompt.ask != askNothing {
		return m.promptKey(k)
	}
	if m.story.hints.on() {
		return m.hintKey(k)
	}
	if m.why != nil {
		m.why, m.story.covered = nil, 0
		if m.keys.Why.is(k.String()) || m.keys.Back.is(k.String()) || m.keys.Open.is(k.String()) {
			return nil
		}
	}
	if m.cover == coverHelp && m.help.press(k) {
		return nil
	}
	if m.cover == coverNames {
		if cmd, taken := m.names.press(m, k.String()); taken {
			return cmd
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
func (m *Model) gather(key string) (name string, cmd tea.Cmd, done bool) {
	if m.pending != "" {
		name, m.pending = m.pending+" "+key, ""
		return name, nil, true
	}
	if m.starts(key) {
		m.pending = key
		return "", nil, false
	}
	if len(key) == 1 && key[0] >= '0' && key[0] <= '9' && (key != "0" || m.count > 0) {
		return "", m.digit(int(key[0] - '0')), false
	}
	if m.count > 0 && m.cover == uncovered && m.keys.counted(key) {
		m.setFocus(m.digitWas)
	}
	return key, nil, true
}

// starts reports whether a key begins a sequence.
func (m *Model) starts(key string) bool { return m.keys.starters[key] }

// counted reports whether a key takes a count.
func (k *keyMap) counted(key string) bool {
	for _, b := range []*binding{&k.Down, &k.Up, &k.HalfDown, &k.HalfUp, &k.PageDown, &k.PageUp, &k.NextUnread, &k.PrevUnread} {
		if b.is(key) {
			return true
		}
	}
	return false
}

// digit takes one digit of a count.
func (m *Model) digit(n int) tea.Cmd {
	if m.count == 0 {
		m.digitWas = m.focus
	} else {
		m.setFocus(m.digitWas)
	}
	first := m.count == 0
	m.count = min(m.count*10+n, 100000)
	m.digits++
	seq := m.digits
	wait := m.after(digitTime, func(time.Time) tea.Msg { return digitMsg{seq} })
	if first && n >= 1 && n <= 3 && m.cover == uncovered {
		return tea.Batch(wait, m.turnTo(pane(n-1)))
	}
	return wait
}

// act does what a key means, n times where that makes sense.
func (m *Model) act(key string, n int) tea.Cmd {
	k := m.keys
	switch {
	case k.Quit.is(key):
		return m.quit(key)
	case k.Help.is(key):
		return m.openHelp()
	case k.TopView.is(key):
		return m.show(news.Top)
	case k.WireView.is(key):
		return m.show(news.Wire)
	case k.Sources.is(key):
		return m.openSources()
	case k.Claims.is(key):
		return m.turnToBook(coverClaims)
	case k.Figures.is(key):
		return m.turnToBook(coverFigures)
	case k.Entity.is(key):
		return m.turnToEntity()
	case k.Alerts.is(key):
		return m.turnToAlerts()
	case k.Searches.is(key):
		return m.turnToSearches()
	case k.Watch.is(key) && m.cover != coverSearches:
		return m.watchForm()
	case k.World.is(key):
		return m.turnToWorld()
	case k.Changes.is(key) && m.cover != coverChanges:
		return m.openChanges()
	case k.Search.is(key):
		return m.openSearch(m.list().asked)
	case k.Relevance.is(key):
		return m.rank()
	case k.Command.is(key):
		m.prompt.open(askCommand, "")
		return nil
	case k.Add.is(key):
		m.prompt.open(askFeed, "")
		return nil
	case k.RefreshAll.is(key):
		return m.refreshAll()
	case k.Redraw.is(key):
		return tea.ClearScreen
	case k.Suspend.is(key):
		if m.opt.OverSSH {
			return nil
		}
		return tea.Suspend
	case k.Mouse.is(key):
		m.mouse = !m.mouse
		m.say("mouse " + map[bool]string{true: "on", false: "off"}[m.mouse])
		return nil
	}
	if p := m.over(); p != nil {
		return p.key(m, key, n)
	}
	if cmd, ok := m.moveKey(key, n); ok {
		return cmd
	}
	if cmd, ok := m.paneKey(key); ok {
		return cmd
	}
	return m.storyKey(key, n)
}
