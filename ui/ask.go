package ui

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
	"dateline/ui/pages/feeds"
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
	if ended && b.Round.Total > 0 && (m.fetching || m.Round.Failed == m.Round.Total) {
		m.roundEnded()
	}
	if b.Notice != "" {
		m.say(b.Notice)
	}
	cmds := []tea.Cmd{m.listen()}
	if b.New+b.Updated+b.Marked+b.Tagged > 0 || b.Feeds || ended {
		cmds = append(cmds, m.do(m.list().Refresh()))
	}
	cmds = append(cmds, m.do(m.story.Heard(b)), m.do(m.related.Heard(b)))
	if p := m.over(); p != nil {
		cmds = append(cmds, m.do(p.Heard(b)))
	}
	if b.Marked > 0 {
		cmds = append(cmds, m.countAlerts())
	}
	cmds = append(cmds, m.tell(b.Told))
	return tea.Batch(cmds...)
}

// roundEnded tells what a refresh brought.
func (m *Model) roundEnded() {
	r := m.Round
	m.fetching = false
	switch {
	case r.Total > 0 && r.Failed == r.Total:
		m.notice, m.bad = "no feed could be reached; what is stored is shown, "+m.Does(&m.Keys.Sources, "says why"), true
	case r.Failed > 0:
		m.say(m.Join("fetched "+draw.Plural(r.Total-r.Failed, "feed", "feeds"), draw.Plural(r.New, "new story", "new stories"), fmt.Sprintf("%d failed, ",
			r.Failed)+m.Does(&m.Keys.Sources, "says why")))
	default:
		m.say(m.Join("fetched "+draw.Plural(r.Total, "feed", "feeds"), draw.Plural(r.New, "new story", "new stories")))
	}
}

// gotSubscribed tells what came of adding a feed.
func (m *Model) gotSubscribed(msg page.SubscribedMsg) tea.Cmd {
	if msg.Err != nil {
		m.fail("add "+news.Redact(msg.URL), msg.Err)
		return nil
	}
	name := msg.Feed.Title
	if name == "" {
		name = news.Redact(msg.Feed.URL)
	}
	m.canUndo("added "+name+": "+draw.Plural(msg.Feed.Items, "story", "stories"), feeds.RemoveFeed(m.opt.Subscriptions, m.Look, msg.Feed.Feed))
	return tea.Batch(m.do(m.list().Refresh()), m.run(page.AskFeeds(m.opt.Subscriptions)))
}

// refreshAll starts fetching every feed, due or not: the reader asked. What a server
// asked for itself (Retry-After) still holds.
func (m *Model) refreshAll() tea.Cmd {
	const what = "fetching all feeds"
	ctx, d := m.ctx, m.opt.Subscriptions
	m.say(what)
	m.fetching = true
	return func() tea.Msg {
		feeds, err := d.Feeds(ctx)
		if err != nil {
			return refreshedMsg{what, err}
		}
		all := make([]news.FeedID, len(feeds))
		for i := range feeds {
			all[i] = feeds[i].ID
		}
		return refreshedMsg{what, d.Refresh(ctx, all...)}
	}
}

// refresh starts fetching the named feeds.
func (m *Model) refresh(what string, only ...news.FeedID) tea.Cmd {
	ctx, d := m.ctx, m.opt.Subscriptions
	m.say(what)
	m.fetching = true
	return func() tea.Msg { return refreshedMsg{what, d.Refresh(ctx, only...)} }
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
	if r == nil || !m.plan.shown(storyPane) || m.focus != listPane || r.Story == m.story.ID || !m.history.empty() {
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
	if r == nil || r.Story == m.story.ID || m.focus != listPane {
		return nil
	}
	return m.loadStory(r.Story)
}
