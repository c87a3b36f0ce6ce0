package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// feedChangedMsg says that a subscription was changed or removed. undo brings it back as
// it was.
type feedChangedMsg struct {
	label string
	undo  news.Feed
	undid bool
	err   error
}

// putFeed changes a subscription.
func (m *Model) putFeed(f news.Feed, label string) tea.Cmd {
	ctx, d := m.ctx, m.opt.Subscriptions
	return func() tea.Msg {
		before, err := d.PutFeed(ctx, f)
		return feedChangedMsg{label, before, false, err}
	}
}

// mute turns a feed's voice off or on.
func (m *Model) mute(f news.Feed) tea.Cmd {
	f.Muted = !f.Muted
	return m.putFeed(f, map[bool]string{true: "muted ", false: "no longer muted: "}[f.Muted]+feedName(m.look, &f))
}

// removeFeed ends a subscription.
func (m *Model) removeFeed(f news.Feed) tea.Cmd {
	ctx, d, label := m.ctx, m.opt.Subscriptions, "removed "+feedName(m.look, &f)
	return func() tea.Msg {
		before, err := d.RemoveFeed(ctx, f.ID)
		return feedChangedMsg{label, before, false, err}
	}
}

// gotFeedChanged tells what was changed and remembers how to undo it.
func (m *Model) gotFeedChanged(msg feedChangedMsg) tea.Cmd {
	switch {
	case msg.err != nil:
		m.fail(msg.label, msg.err)
	case msg.undid:
		m.say("undone: " + msg.label)
	default:
		before := msg.undo
		m.canUndo(msg.label, func() tea.Cmd {
			ctx, d := m.ctx, m.opt.Subscriptions
			return func() tea.Msg {
				_, err := d.PutFeed(ctx, before)
				return feedChangedMsg{msg.label, before, true, err}
			}
		})
	}
	m.sources.want = msg.undo.ID
	return tea.Batch(m.loadFeeds(), m.totals(m.list(), false), m.renew())
}

// listedMsg says what came of importing or exporting subscriptions.
type listedMsg struct {
	said string
	what string
	err  error
}

// importFeeds subscribes to what a file lists.
func (m *Model) importFeeds(path string) tea.Cmd {
	ctx, d, sep := m.ctx, m.opt.Subscriptions, m.sep()
	m.say("reading " + path + m.g.Ellipsis)
	return func() tea.Msg {
		x, err := d.Import(ctx, path)
		said := []string{"added " + plural(x.Added, "feed", "feeds")}
		if x.Known > 0 {
			said = append(said, thousands(x.Known)+" there already")
		}
		if x.Skipped > 0 {
			said = append(said, thousands(x.Skipped)+" left out: no http address")
		}
		return listedMsg{strings.Join(said, sep), "import " + path, err}
	}
}

// exportFeeds writes the subscriptions to a file.
func (m *Model) exportFeeds(path string) tea.Cmd {
	ctx, d := m.ctx, m.opt.Subscriptions
	return func() tea.Msg {
		n, err := d.Export(ctx, path)
		return listedMsg{plural(n, "feed", "feeds") + " written to " + path, "export", err}
	}
}

func (m *Model) gotListed(msg listedMsg) tea.Cmd {
	if msg.err != nil {
		m.fail(msg.what, msg.err)
		return nil
	}
	m.say(msg.said)
	return tea.Batch(m.loadFeeds(), m.totals(m.list(), false))
}
