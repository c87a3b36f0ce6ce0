package list

import (
	"dateline/news"
	"dateline/ui/page"
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
func (l *List) rowsQuery() news.Query {
	if l.UnreadOnly {
		return news.AllOf(l.Query, unreadQuery())
	}
	return l.Query
}

// turn hides read stories or shows them again, with the cursor on its row where that
// is still there.
func (l *List) turn() {
	l.UnreadOnly = !l.UnreadOnly
	place, ranked := "", l.Ranked
	if r := l.Selected(); r != nil {
		place = l.key(&r.Headline)
	}
	l.Ask(l.Query, l.Asked)
	l.place, l.Ranked = place, ranked
}

// HideRead hides read stories or shows them again, and keeps the choice.
func (l *List) HideRead() page.Intent {
	l.turn()
	return page.Several{
		page.Say(map[bool]string{true: "read stories are hidden", false: "read stories are shown"}[l.UnreadOnly]),
		page.Keep{Key: "unread." + string(l.order), Value: map[bool]string{true: "only", false: "all"}[l.UnreadOnly]},
		l.Load(ToStart),
	}
}
