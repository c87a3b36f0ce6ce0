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

// How long the selection rests before the story follows it.
const (
	restLocal = 40 * time.Millisecond
	restSSH   = 150 * time.Millisecond
)

// loadStory asks for an article and its related stories.
func (m *Model) loadStory(id news.StoryID) page.Intent {
	return page.All(m.story.Load(id), m.related.Load(id))
}

// listen waits for the next announcement.
func (m *Model) listen() page.Intent {
	ch := m.watch
	if ch == nil {
		return nil
	}
	return page.Command(func() tea.Msg {
		b, ok := <-ch
		return bulletinMsg{b, ok}
	})
}

// minute asks for the time when the next minute begins.
func (m *Model) minute() page.Intent {
	now := m.opt.Now
	wait := time.Minute - time.Duration(m.Now.Second())*time.Second - time.Duration(m.Now.Nanosecond())
	return page.Command(m.after(wait, func(time.Time) tea.Msg { return clockMsg(now()) }))
}

// gotBulletin takes an announcement: progress is shown, known rows are brought up to
// date, new ones are counted and wait.
func (m *Model) gotBulletin(msg bulletinMsg) page.Intent {
	if !msg.ok {
		m.watch = nil
		return nil
	}
	b := msg.b
	ended := b.Over.Total > 0
	m.Round = b.Round
	cmds := []page.Intent{m.listen()}
	if ended {
		cmds = append(cmds, m.subs.Ended(b.Over))
	}
	if b.Notice != "" {
		cmds = append(cmds, page.Say(b.Notice))
	}
	if b.New+b.Updated+b.Marked+b.Tagged > 0 || b.Feeds || ended {
		cmds = append(cmds, m.list().Refresh())
	}
	cmds = append(cmds, m.story.Heard(b), m.related.Heard(b))
	if p := m.over(); p != nil {
		cmds = append(cmds, p.Heard(b))
	}
	if b.Marked > 0 {
		cmds = append(cmds, m.watches.Count())
	}
	cmds = append(cmds, m.opt.Notify.tell(m.Look, b.Told))
	return page.All(cmds...)
}

// settle asks for what the present state still lacks: rows near the end of the list,
// the story of the selection.
func (m *Model) settle() page.Intent {
	return page.All(m.list().Want(), m.follow(), m.story.Refit())
}

// follow lets the story come after the selection: at once when nothing is shown yet,
// else when the selection has rested.
func (m *Model) follow() page.Intent {
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
	return page.After{Wait: rest, Msg: pausedMsg{seq}}
}

// preview shows the story of the selection.
func (m *Model) preview() page.Intent {
	r := m.list().Selected()
	if r == nil || r.Story == m.story.ID || m.focus != layout.List {
		return nil
	}
	return m.loadStory(r.Story)
}
