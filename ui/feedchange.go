package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/draw"
	"dateline/ui/page"
)

// listedMsg says what came of importing or exporting subscriptions.
type listedMsg struct {
	said string
	what string
	err  error
}

// importFeeds subscribes to what a file lists.
func (m *Model) importFeeds(path string) tea.Cmd {
	ctx, d, sep := m.ctx, m.opt.Subscriptions, m.Sep()
	m.say("reading " + path + m.Glyphs.Ellipsis)
	return func() tea.Msg {
		x, err := d.Import(ctx, path)
		said := []string{"added " + draw.Plural(x.Added, "feed", "feeds")}
		if x.Known > 0 {
			said = append(said, draw.Thousands(x.Known)+" there already")
		}
		if n := len(x.Left); n > 0 {
			said = append(said, draw.Thousands(n)+" left out, no http address: "+strings.Join(x.Left[:min(n, 2)], ", "))
		}
		return listedMsg{strings.Join(said, sep), "import " + path, err}
	}
}

// exportFeeds writes the subscriptions to a file.
func (m *Model) exportFeeds(path string) tea.Cmd {
	ctx, d := m.ctx, m.opt.Subscriptions
	return func() tea.Msg {
		n, err := d.Export(ctx, path)
		return listedMsg{draw.Plural(n, "feed", "feeds") + " written to " + path, "export", err}
	}
}

func (m *Model) gotListed(msg listedMsg) tea.Cmd {
	if msg.err != nil {
		m.fail(msg.what, msg.err)
		return nil
	}
	m.say(msg.said)
	return tea.Batch(m.run(page.AskFeeds(m.opt.Subscriptions)), m.run(m.list().Totals()))
}
