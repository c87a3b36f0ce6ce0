package ui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// putFeed changes a subscription.
func putFeed(d Subscriptions, f news.Feed, label string) ask {
	return func(ctx context.Context) tea.Msg {
		before, err := d.PutFeed(ctx, f)
		return feedChanged(d, label, before, err)
	}
}

// mute turns a feed's voice off or on.
func mute(d Subscriptions, k *look, f news.Feed) ask {
	f.Muted = !f.Muted
	return putFeed(d, f, map[bool]string{true: "muted ", false: "no longer muted: "}[f.Muted]+feedName(k, &f))
}

// removeFeed ends a subscription.
func removeFeed(d Subscriptions, k *look, f news.Feed) ask {
	label := "removed " + feedName(k, &f)
	return func(ctx context.Context) tea.Msg {
		before, err := d.RemoveFeed(ctx, f.ID)
		return feedChanged(d, label, before, err)
	}
}

// feedChanged tells what was changed and how to bring it back as it was.
func feedChanged(d Subscriptions, label string, before news.Feed, err error) changedMsg {
	return changedMsg{of: ofFeeds, label: label, err: err, feed: before.ID, undo: func(ctx context.Context) tea.Msg {
		_, err := d.PutFeed(ctx, before)
		return changedMsg{of: ofFeeds, label: label, err: err, feed: before.ID, undid: true}
	}}
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
	return tea.Batch(m.run(askFeeds(m.opt.Subscriptions)), m.totals(m.list(), false))
}
