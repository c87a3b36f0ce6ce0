package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/layout"
	"dateline/ui/page"
)

// What the screens ask the desk. Each returns a command; what it brings is a message
// that carries its question.

// patience is how long an answer may take before the screen says that it waits.
const patience = 200 * time.Millisecond

// How long the selection rests before the story follows it.
const (
	restLocal = 40 * time.Millisecond
	restSSH   = 150 * time.Millisecond
)

// later sends a message when patience ends.
func (m *Model) later(msg page.LateMsg) tea.Cmd {
	return m.after(patience, func(time.Time) tea.Msg { return msg })
}

// loadStory asks for an article and its related stories.
func (m *Model) loadStory(id news.StoryID) tea.Cmd {
	return tea.Batch(m.do(m.story.Load(id)), m.do(m.related.Load(id)))
}

// listen waits for the next announcement.
func (m *Model) listen() tea.Cmd {
	ch := m.watch
	if ch == nil {
		return nil
	}
	return func() tea.Msg {
		b, ok := <-ch
		return bulletinMsg{b, ok}
	}
}

// minute asks for the time when the next minute begins.
func (m *Model) minute() tea.Cmd {
	now := m.opt.Now
	wait := time.Minute - time.Duration(m.Now.Second())*time.Second - time.Duration(m.Now.Nanosecond())
	return m.after(wait, func(time.Time) tea.Msg { return clockMsg(now()) })
}

// gotBulletin takes an announcement: progress is shown, known rows are brought up to
// date, new ones are counted and wait.
func (m *Model) gotBulletin(msg bulletinMsg) tea.Cmd {
	if !msg.ok {
		m.watch = nil
		return nil
	}
	b := msg.b
	ended := m.Round.Active() && !b.Round.Active()
	m.Round = b.Round
	cmds := []tea.Cmd{m.listen()}
	if ended {
		cmds = append(cmds, m.do(m.subs.Ended(b.Round)))
	}
	if b.Notice != "" {
		m.status.Say(b.Notice)
	}
	if b.New+b.Updated+b.Marked+b.Tagged > 0 || b.Feeds || ended {
		cmds = append(cmds, m.do(m.list().Refresh()))
	}
	cmds = append(cmds, m.do(m.story.Heard(b)), m.do(m.related.Heard(b)))
	if p := m.over(); p != nil {
		cmds = append(cmds, m.do(p.Heard(b)))
	}
	if b.Marked > 0 {
		cmds = append(cmds, m.do(m.watches.Count()))
	}
	cmds = append(cmds, m.tell(b.Told))
	return tea.Batch(cmds...)
}

// settle asks for what the present state still lacks: rows near the end of the list,
// the story of the selection.
func (m *Model) settle() tea.Cmd {
	return tea.Batch(m.do(m.list().Want()), m.follow(), m.do(m.story.Refit()))
}

// follow lets the story come after the selection: at once when nothing is shown yet,
// else when the selection has rested.
func (m *Model) follow() tea.Cmd {
	r := m.list().Selected()
	if r == nil || !m.plan.Shown(layout.Story) || m.focus != layout.List || r.Story == m.story.ID || !m.history.empty() {
		return nil
	}
	if m.story.ID == "" {
		return m.loadStory(r.Story)
	}
	rest := restLocal
	if m.opt.OverSSH {
		rest = restSSH
	}
	m.moves++
	seq := m.moves
	return m.after(rest, func(time.Time) tea.Msg { return pausedMsg{seq} })
}

// preview shows the story of the selection.
func (m *Model) preview() tea.Cmd {
	r := m.list().Selected()
	if r == nil || r.Story == m.story.ID || m.focus != layout.List {
		return nil
	}
	return m.loadStory(r.Story)
}
