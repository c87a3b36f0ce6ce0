package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// looked notes that the reader has seen the events of these rows: growth is counted
// from here. Passing over a row in the list is not seeing it; opening or marking it is.
// An event that was just noted and has not grown since is not noted again, so that
// paging through a story asks nothing of the store.
func (m *Model) looked(rows ...*row) tea.Cmd {
	var events []news.EventID
	for _, r := range rows {
		if r.Event == "" || r.Grown == 0 && (len(rows) > 1 || r.Event == m.lookedAt) {
			continue
		}
		m.lookedAt = r.Event
		events = append(events, r.Event)
		r.Grown, r.width = 0, 0
	}
	if len(events) == 0 {
		return nil
	}
	ctx, d := m.ctx, m.desk
	return func() tea.Msg {
		_ = d.Looked(ctx, events...) // on a read-only disk reading goes on, and the desk has told it
		return nil
	}
}
