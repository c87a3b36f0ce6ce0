package list

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/page"
)

// Rows a page holds, and how near the end of what is loaded the selection comes
// before more are asked for. What is kept is bounded. The first page of a list is short,
// since somebody waits for it.
const (
	firstRows = 64
	pageRows  = 200
	ahead     = 60
	keepRows  = 2000
)

type (
	// HeadlinesMsg answers Load. gen is the list's generation when it asked.
	HeadlinesMsg struct {
		View news.View
		gen  int
		why  reason
		Page news.Page
		err  error
	}
	// countsMsg answers for the query of a list's generation.
	countsMsg struct {
		view   news.View
		gen    int
		first  bool // asked together with the first page: the baseline of what is new
		counts news.Counts
		err    error
	}
)

// reason says what a run of headlines was asked for.
type reason uint8

const (
	ToStart reason = iota // the beginning of the list, replacing what is there
	toEnd                 // its end
	further               // rows after the last one
	before                // rows before the first one
	again                 // the same rows once more: only known ones are brought up to date
	Merged                // the beginning once more, staying at the selected row
)

// Load asks for a run of rows.
func (l *List) Load(why reason) page.Intent {
	q := l.FirstQuery()
	switch why {
	case toEnd:
		q.Backward = true
	case again:
		if l.top > 0 {
			q.After = l.Rows[l.top-1].Cursor
		}
		q.Limit = ahead * 2
	case Merged:
		q.Limit = max(min(l.Sel+pageRows, keepRows), pageRows)
	}
	ask := l.headlines(q, why)
	if why != ToStart && why != Merged {
		return ask
	}
	return page.Several{page.SlowAsk{Ask: ask, Late: page.LateMsg{View: l.order, Gen: l.gen}}, l.total(true)}
}

// headlines asks for the rows of a query.
func (l *List) headlines(q news.ListQuery, why reason) page.Ask {
	l.busy = true
	view, gen, d := l.order, l.gen, l.desk
	return func(ctx context.Context) tea.Msg {
		page, err := d.Headlines(ctx, q)
		return HeadlinesMsg{view, gen, why, page, err}
	}
}

// Totals asks for the counts of the list's query.
func (l *List) Totals() page.Ask { return l.total(false) }

func (l *List) total(first bool) page.Ask {
	view, gen, q, d := l.order, l.gen, l.Query, l.desk
	return func(ctx context.Context) tea.Msg {
		c, err := d.Counts(ctx, q)
		return countsMsg{view, gen, first, c, err}
	}
}

// Refresh asks for counts and rows anew.
func (l *List) Refresh() page.Intent { return page.Several{l.Totals(), l.renewed()} }

// Want asks for more rows near the selection, for nothing when enough are there or on
// their way.
func (l *List) Want() page.Intent {
	q := l.FirstQuery()
	switch {
	case l.busy || !l.loaded || len(l.Rows) == 0:
	case l.more && (l.Sel > len(l.Rows)-ahead || len(l.Rows) < l.top+l.h || l.owed > 0 || l.seeking > 0):
		q.After = l.Rows[len(l.Rows)-1].Cursor
		return l.headlines(q, further)
	case l.moreUp && (l.Sel < ahead || l.seeking < 0):
		q.After, q.Backward = l.Rows[0].Cursor, true
		return l.headlines(q, before)
	}
	return nil
}

// FirstQuery is the query for the beginning of the list.
func (l *List) FirstQuery() news.ListQuery {
	limit := max(firstRows, l.h)
	if l.place != "" { // which is to be found
		limit = pageRows
	}
	return news.ListQuery{View: l.order, Query: l.rowsQuery(), Limit: limit, ByRank: l.Ranked}
}

// renewed brings the rows on the screen up to date.
func (l *List) renewed() page.Intent {
	switch {
	case l.busy:
		l.reload = true
		return nil
	case !l.loaded || len(l.Rows) == 0:
		return l.Load(ToStart)
	case l.top == 0 && l.moreUp:
		return nil
	case !l.touched && l.top == 0:
		// Nobody has a place to lose yet: the list may follow stories into their events.
		return l.Load(Merged)
	}
	return l.Load(again)
}

// inflow reports whether new rows should be shown without being asked for: the reader
// has not taken a place yet. (The first round of a first run, and of the demo, would
// otherwise stop at whatever came first, before events have found their stories.)
func (l *List) inflow() bool { return l.Fresh > 0 && !l.busy && !l.touched && l.top == 0 }

// goOn goes on after rows have come: with a search for unread ones, and with what is
// still wanting. Nothing is asked again of a store that just failed.
func (l *List) goOn(came bool) page.Intent {
	if !came {
		return nil
	}
	var more page.Several
	if l.seeking != 0 {
		more = append(more, page.Seek{Dir: l.seeking})
	}
	if l.inflow() {
		more = append(more, l.Load(Merged))
	}
	if l.reload && !l.busy {
		l.reload = false
		more = append(more, l.renewed())
	}
	return append(more, page.Settle{})
}

// ShowNew shows the rows that wait.
func (l *List) ShowNew() page.Intent {
	l.touched = true
	return l.Load(Merged)
}

// EventsChanged shows events as they are joined or parted now, at the row of the reader.
func (l *List) EventsChanged(gone news.EventID, joined [2]news.EventID) page.Intent {
	l.touched = true // the rows change where they stand
	l.stay(gone, joined)
	return l.Load(Merged)
}

// Rank orders what a search found by relevance, or by time again.
func (l *List) Rank(q news.Query, typed string, byRank bool) page.Intent {
	l.Ask(q, typed)
	l.Ranked = byRank
	return page.Several{page.Say("ordered by " + map[bool]string{true: "relevance", false: "time"}[byRank]), l.Load(ToStart)}
}
