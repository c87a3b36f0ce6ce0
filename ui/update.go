package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"dateline/ui/list"
	"dateline/ui/page"
	"dateline/ui/theme"
)

// Init starts what comes by itself: headlines, announcements, the clock.
func (m *Model) Init() tea.Cmd {
	cmds := []tea.Cmd{m.do(page.All(m.list().Load(list.ToStart), m.listen(), m.minute()))}
	if m.autoTheme && m.opt.AskBackground {
		cmds = append(cmds, tea.Raw(ansi.RequestBackgroundColor))
	}
	return tea.Batch(cmds...)
}

// Update routes a message. It does no work that waits.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.w, m.h = msg.Width, msg.Height
		m.setFocus(m.focus)
		return m, m.do(m.settle())
	case tea.KeyPressMsg:
		cmd := m.do(m.key(msg))
		return m, tea.Batch(cmd, m.do(m.hand.present()), m.do(m.story.Stay()))
	case Leave:
		return m, m.do(cut(m))
	case tea.PasteMsg:
		// Elsewhere a paste is dropped, so that it never runs as keys.
		if p, ok := m.over().(page.Typist); m.prompt.Typing() {
			m.prompt.Paste(msg.Content)
		} else if ok {
			p.Paste(msg.Content)
		}
		return m, nil
	case tea.MouseClickMsg:
		return m, m.do(m.click(msg))
	case tea.MouseWheelMsg:
		return m, m.do(m.wheel(msg))
	case tea.BackgroundColorMsg:
		if m.autoTheme {
			m.Dress(m.opt.follow(msg.IsDark()), m.Glyphs)
		}
		return m, nil
	case tea.EnvMsg:
		if msg.Getenv("TERM") == "linux" && !m.opt.ASCII {
			m.Dress(m.Theme, theme.Console())
		}
		return m, nil
	case tea.ColorProfileMsg:
		m.story.Update(msg)
		if m.autoTheme && msg.Profile <= colorprofile.ASCII {
			m.autoTheme = false
			m.Dress(theme.Must(theme.Mono()), m.Glyphs)
		}
		return m, nil
	}
	return m, m.fact(msg)
}

// fact routes what came back from the desk or the clock: to the panes and pages, then to
// what concerns them all.
func (m *Model) fact(msg tea.Msg) tea.Cmd {
	var cmds []tea.Cmd
	for _, l := range [...]*list.List{&m.top, &m.wire} {
		cmds = append(cmds, m.do(l.Update(msg, l == m.list())))
	}
	cmds = append(cmds, m.do(m.story.Update(msg)), m.do(m.related.Update(msg)))
	for i, p := range m.pages {
		if want := p.Update(msg); pageTable[i].name == m.page {
			cmds = append(cmds, m.do(want))
		}
	}
	m.prompt.Update(msg)
	cmds = append(cmds, m.do(m.subs.Update(msg)), m.do(m.watches.Update(msg)), m.do(m.notes.Update(msg)))
	return tea.Batch(append(cmds, m.do(m.deskFact(msg)), m.do(m.timeFact(msg)))...)
}

// deskFact takes what was announced, changed, opened and copied.
func (m *Model) deskFact(msg tea.Msg) page.Intent {
	switch msg := msg.(type) {
	case list.HeadlinesMsg:
		return page.All(m.watches.Begin(), m.opt.tellShown(m.after), reopen(m))
	case page.ChangedMsg:
		return m.gotChanged(msg)
	case bulletinMsg:
		return m.gotBulletin(msg)
	case zoneMsg:
		return gotZone(m, msg)
	case openedMsg:
		if msg.err != nil {
			m.status.Fail("open the browser", msg.err)
		}
	case copiedMsg:
		if m.status.Say(msg.said); msg.err != nil {
			m.status.Fail(msg.tried, msg.err)
		}
	}
	return nil
}

// timeFact takes what the clock says.
func (m *Model) timeFact(msg tea.Msg) page.Intent {
	switch msg := msg.(type) {
	case clockMsg:
		m.Tick(time.Time(msg))
		m.story.Tick()
		return m.minute()
	case pausedMsg:
		if msg.seq == m.moves {
			return m.preview()
		}
	case digitMsg:
		if msg.seq == m.digits {
			m.count = 0
		}
	}
	return nil
}
