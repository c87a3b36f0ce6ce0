package list

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
)

// What the reader does to rows.

// setRead sets a row read or unread. A row of Top stands for its event: all of the
// event's stories are marked, so that the row rests until the event grows.
func (l *List) setRead(r *Row, on bool) page.Intent {
	r.width = 0
	if on {
		r.Unread, r.Grown = 0, 0
	} else {
		r.Unread = max(r.Stories, 1)
	}
	c, label := news.Change{Kind: news.MarkRead, On: on, At: l.Now}, page.ReadWord(on)+r.Title
	if l.order == news.Top && r.Event != "" {
		return page.MarkMatching(l.desk, page.EventQuery(r.Event), c, label, false)
	}
	c.Stories = []news.StoryID{r.Story}
	return page.Mark(l.desk, c, label, false)
}

// ReadOpened marks the story of a row read because it was opened, and with it its
// reprints. The other stories of its event stay unread: they may say more. The key for
// read marks them all.
func (l *List) ReadOpened(r *Row) page.Intent {
	looked := l.look(r)
	if r.Unread == 0 {
		return looked
	}
	r.width = 0
	r.Unread = max(0, r.Unread-1)
	if l.order == news.Wire {
		r.Unread = 0
	}
	want := page.Several{looked, page.ReadQuietly(l.desk, l.Now, r.Story, r.Title)}
	if r.Unread > 0 {
		want = append(want, page.Say(moreTell(r.Unread, l.Keys.Read.First())))
	}
	return want
}

// moreTell says that an event has unread stories left, at least one.
func moreTell(n int, key string) string {
	if n == 1 {
		return "1 more story of this event is unread; " + key + " in the list marks it"
	}
	return fmt.Sprintf("%s more stories of this event are unread; %s in the list marks them", draw.Thousands(n), key)
}

// ToggleRead turns the selected row read or unread.
func (l *List) ToggleRead() page.Intent {
	r := l.Selected()
	if r == nil {
		return nil
	}
	if r.Unread > 0 {
		return page.Several{l.look(r), l.setRead(r, true)}
	}
	return l.setRead(r, false)
}

// ReadShown marks all shown as read.
func (l *List) ReadShown() page.Intent {
	if len(l.Rows) == 0 {
		return nil
	}
	looked := l.look(l.Rows...)
	for _, r := range l.Rows {
		r.Unread, r.width = 0, 0
	}
	return page.Several{looked, page.MarkAll(l.desk, l.Now, l.Query, "all shown read")}
}

// Starred shows the star of a story, or takes it away.
func (l *List) Starred(id news.StoryID, on bool) {
	for _, r := range l.Rows {
		if r.Story == id {
			r.Starred, r.width = on, 0
		}
	}
}

// look notes that the reader has seen the events of these rows: growth is counted
// from here. Passing over a row in the list is not seeing it; opening or marking it is.
// An event that was just noted and has not grown since is not noted again, so that
// paging through a story asks nothing of the store.
func (l *List) look(rows ...*Row) page.Intent {
	var events []news.EventID
	for _, r := range rows {
		if r.Event == "" || r.Grown == 0 && (len(rows) > 1 || r.Event == l.noted) {
			continue
		}
		l.noted = r.Event
		events = append(events, r.Event)
		r.Grown, r.width = 0, 0
	}
	if len(events) == 0 {
		return nil
	}
	d := l.desk
	return page.Ask(func(ctx context.Context) tea.Msg {
		_ = d.Looked(ctx, events...) // on a read-only disk reading goes on, and the desk has told it
		return nil
	})
}

// Looked notes that the reader has seen an event that is no row of the list.
func (l *List) Looked(id news.EventID) page.Intent {
	return l.look(&Row{Headline: news.Headline{Event: id}})
}
