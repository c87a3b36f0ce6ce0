package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// Read stories can be hidden. A story that is read while they are stays until the list is
// loaded anew, so that no row moves under the cursor.

// unreadQuery matches what is not read.
func unreadQuery() news.Query {
	const text = "is:unread"
	return news.Query{Text: text, Expr: &news.Term{Field: news.FieldIs, Value: "unread", Span: news.Span{End: len(text)}}}
}

// rowsQuery is what the rows match: the search, and while read stories are hidden that
// they are not read. Counts are of the search.
func (l *list) rowsQuery() news.Query {
	if l.unreadOnly {
		return news.AllOf(l.query, unreadQuery())
	}
	return l.query
}

// toggleRead hides read stories or shows them again, with the cursor on its row where that
// is still there.
func (l *list) toggleRead() {
	l.unreadOnly = !l.unreadOnly
	place, ranked := "", l.ranked
	if r := l.selected(); r != nil {
		place = l.key(&r.Headline)
	}
	l.ask(l.query, l.asked)
	l.place, l.ranked = place, ranked
}

// hideRead hides read stories or shows them again, and keeps the choice.
func (m *Model) hideRead() tea.Cmd {
	l := m.list()
	l.toggleRead()
	m.say(map[bool]string{true: "read stories are hidden", false: "read stories are shown"}[l.unreadOnly])
	return tea.Batch(m.keep("unread."+string(l.order), map[bool]string{true: "only", false: "all"}[l.unreadOnly]), m.loadList(toStart))
}
