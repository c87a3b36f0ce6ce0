package ui

import (
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/page"
)

// What panes, pages and keys want is carried out here and nowhere else: whatever may want
// something returns an intent, and what carries one out may return more of them.

// patience is how long an answer may take before the screen says that it waits.
const patience = 200 * time.Millisecond

// do carries out an intent, and what that leads to.
func (m *Model) do(want page.Intent) tea.Cmd {
	switch want := want.(type) {
	case nil:
		return nil
	case page.Several:
		cmds := make([]tea.Cmd, len(want))
		for i, w := range want {
			cmds[i] = m.do(w)
		}
		return tea.Batch(cmds...)
	case page.Sequence:
		cmds := make([]tea.Cmd, len(want))
		for i, w := range want {
			cmds[i] = m.do(w)
		}
		return tea.Sequence(cmds...)
	case page.Ask:
		if want == nil {
			return nil
		}
		ctx := m.ctx
		return func() tea.Msg { return want(ctx) }
	case page.SlowAsk:
		return slowly(m.do(want.Ask), func(late func(time.Time) tea.Msg) tea.Cmd { return m.after(patience, late) }, want.Late)
	case page.After:
		return m.after(want.Wait, func(time.Time) tea.Msg { return want.Msg })
	case page.Command:
		return tea.Cmd(want)
	case page.Raw:
		return tea.Raw(string(want))
	case page.Keep:
		if mem := m.opt.Memory; mem != nil {
			return func() tea.Msg { mem.Keep(want.Key, want.Value); return nil }
		}
		return nil
	}
	if m.told(want) {
		return nil
	}
	if more, ok := m.changes(want); ok {
		return m.do(more)
	}
	return m.do(m.lead(want))
}

// slowly asks, and says when patience ends unless the answer has come: then nobody needs to be
// woken, and no frame to be drawn.
func slowly(ask tea.Cmd, afterwards func(func(time.Time) tea.Msg) tea.Cmd, late tea.Msg) tea.Cmd {
	var answered atomic.Bool
	return tea.Batch(afterwards(func(time.Time) tea.Msg {
		if answered.Load() {
			return nil
		}
		return late
	}), func() tea.Msg {
		defer answered.Store(true)
		return ask()
	})
}

// told shows what the status line or the prompt is to show, ok false for what is no such thing.
func (m *Model) told(want page.Intent) (ok bool) {
	switch want := want.(type) {
	case page.Say:
		m.status.Say(string(want))
	case page.Warn:
		m.status.Warn(string(want))
	case page.Fail:
		m.status.Fail(want.What, want.Err)
	case page.EnterLine:
		m.prompt.OpenLine(want)
	case page.WatchFor:
		m.watches.Edit(want.Search)
	default:
		return false
	}
	return true
}

// changes does what concerns the state of the panes, ok false for what does not.
func (m *Model) changes(want page.Intent) (more page.Intent, ok bool) {
	switch want := want.(type) {
	case page.Renew:
		return m.list().Refresh(), true
	case page.Done:
		return m.undo.Done(want), true
	case page.UndoLast:
		return m.undo.Last(), true
	case page.Seek:
		return m.unread(want.Dir), true
	case page.Moved:
		return m.moved(want.Changed), true
	case page.Settle:
		return m.settle(), true
	case page.PressKey:
		return m.act(want.Key, want.N), true
	}
	return nil, false
}

// lead goes where a page leads.
func (m *Model) lead(want page.Intent) page.Intent {
	switch want := want.(type) {
	case page.GoBack:
		return m.leave()
	case page.Show:
		return m.open(want)
	case page.OpenMark:
		return m.openMark(want)
	case page.OpenHeadline:
		return m.openHeadline(want.Headline)
	case page.OpenBeside:
		return m.openRelated()
	case page.SearchFor:
		if string(want) == m.list().Asked {
			return m.showView(m.view)
		}
		return m.search(string(want))
	case page.ListOf:
		return m.visitList(want.Query, want.Name)
	case page.BrowseTo:
		return m.opt.browse(m.Look, string(want))
	case page.CopyLink:
		return m.opt.Clipboard.copied(m.Look, "link", want.URL, want.Shown)
	case page.CopyText:
		return m.opt.Clipboard.copied(m.Look, want.What, want.Text, want.Shown)
	case page.FetchFeeds:
		return m.subs.Refresh(want.What, want.Feeds...)
	}
	return nil
}
