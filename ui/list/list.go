// Package list is the pane of headlines: the Top and the Wire view. It holds a window of
// rows, where the reader is among them, and asks for more; what it wants done it returns.
package list

import (
	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
)

// List is the Top or the Wire view: a window of rows onto a list that may be far
// longer than memory should hold.
type List struct {
	*draw.Look
	desk   page.Desk
	subs   page.Subscriptions
	values page.Values // nil where nobody knows them
	order  news.View
	Query  news.Query
	Asked  string   // the query as typed
	Ranked bool     // by relevance
	Words  []string // what the query looks for, to show it
	gen    int      // grows with every new question

	Rows         []*Row
	moreUp, more bool // rows before and after the window
	loaded, slow bool
	busy         bool // a page is on its way
	reload       bool // something was announced meanwhile
	err          error

	Sel, top int
	touched  bool   // the reader has moved: the place is theirs
	place    string // the row to begin at, by key, when it is among the first
	owed     int    // rows the selection has yet to move when more are loaded
	seeking  int    // direction of a search for unread rows that goes on in the next page
	focus    bool
	Counts   news.Counts
	missing  string // what of the query is nowhere on file, in words
	failed   int    // feeds whose last fetch failed, known while there are no stories
	baseline int    // stories that matched when the list was loaded
	Fresh    int    // stories that came since

	h, w       int     // of the last view, for paging
	cols       columns // of the rows on the screen
	Density    Density
	UnreadOnly bool         // read stories are hidden
	noted      news.EventID // the event last noted as seen
}

// Row is a headline with the lines drawn for it.
type Row struct {
	news.Headline
	width, version int
	cols           columns
	density        Density
	title          []string
	drawn          [3][]string // plain, selected at rest, selected with the focus
}

// New makes a view of the headlines.
func New(d page.Deps, order news.View) List {
	return List{Look: d.Look, desk: d.Desk, subs: d.Subs, values: d.Values, order: order}
}

// Fit gives the list its room, none while it is not on the screen, and says whether it has
// the focus.
func (l *List) Fit(w, h int, focus bool) {
	l.focus = focus
	if w > 0 {
		l.w, l.h = w, h
	}
}

// Title is what the border says, left and right.
func (l *List) Title() (string, string) {
	name, more := "Stories", ""
	if l.UnreadOnly {
		name = "Unread"
	}
	if l.Fresh > 0 {
		more = draw.Thousands(l.Fresh) + " new (" + l.Does(&l.Keys.ShowNew, "shows") + ")"
	}
	return name, more
}

// key is what identifies a row while its list changes.
func (l *List) key(h *news.Headline) string {
	if l.order == news.Top {
		return string(h.Event)
	}
	return string(h.Story)
}

// Loaded reports whether an answer to its question has come.
func (l *List) Loaded() bool { return l.loaded }

// Begins reports whether the first rows ever are on their way and not late yet: an empty
// frame before them would be drawn only to be drawn over.
func (l *List) Begins() bool { return l.gen == 0 && !l.loaded && !l.slow && l.err == nil }

// Selected returns the row under the cursor, nil when there is none.
func (l *List) Selected() *Row {
	if l.Sel < 0 || l.Sel >= len(l.Rows) {
		return nil
	}
	return l.Rows[l.Sel]
}

// Ask makes a new question of the list and forgets the rows of the old one.
func (l *List) Ask(q news.Query, typed string) {
	l.Query, l.Asked, l.Words, l.Ranked = q, typed, draw.FoldWords(q), false
	l.gen, l.missing = l.gen+1, ""
	l.Rows, l.Sel, l.top, l.touched, l.owed = nil, 0, 0, false, 0
	l.loaded, l.slow, l.busy, l.err = false, false, false, nil
	l.moreUp, l.more, l.Fresh = false, false, 0
}

// Update takes the answers to this list's questions; late ones are dropped. A list that is
// shown goes on from there.
func (l *List) Update(msg tea.Msg, shown bool) page.Intent {
	switch msg := msg.(type) {
	case HeadlinesMsg:
		if msg.View == l.order && msg.gen == l.gen {
			l.take(msg)
			if shown {
				return l.goOn(msg.err == nil)
			}
		}
	case countsMsg:
		if msg.view == l.order && msg.gen == l.gen {
			l.count(msg)
			switch {
			case shown && l.inflow():
				return l.Load(Merged)
			case shown && l.Query.Expr == nil && l.Counts.Stories == 0 && l.Feeds > 0:
				return page.AskFeeds(l.subs)
			}
		}
	case page.FeedsMsg:
		l.failed = failed(msg)
	case unknownMsg:
		if shown {
			return l.gotUnknown(msg)
		}
	case page.LateMsg:
		if msg.View == l.order && msg.Gen == l.gen && l.busy && !l.loaded {
			l.slow = true
		}
	}
	return nil
}

// failed counts the feeds whose last fetch failed.
func failed(msg page.FeedsMsg) int {
	n := 0
	for i := range msg.Feeds {
		if msg.Feeds[i].State.Err != "" {
			n++
		}
	}
	return n
}

// take puts an answer where it belongs.
func (l *List) take(msg HeadlinesMsg) {
	l.busy, l.err = false, msg.err
	if msg.err != nil {
		return
	}
	l.slow = false
	fresh := make([]*Row, len(msg.Page.Rows))
	for i := range msg.Page.Rows {
		fresh[i] = &Row{Headline: msg.Page.Rows[i]}
	}
	switch msg.why {
	case ToStart:
		l.replace(fresh, false, msg.Page.More)
		l.Sel, l.top = 0, 0
		l.resume()
	case toEnd:
		l.replace(fresh, msg.Page.More, false)
		l.Sel = max(len(fresh)-1, 0)
	case Merged:
		l.merge(fresh, msg.Page.More)
	case further:
		l.append(fresh, msg.Page.More)
	case before:
		l.prepend(fresh, msg.Page.More)
	case again:
		l.renew(fresh)
	}
	l.loaded = true
	if touched := l.touched; l.owed != 0 {
		l.Move(0)
		l.touched = touched
	}
}

// resume goes to where the last session ended, once.
func (l *List) resume() {
	for i, r := range l.Rows {
		if l.place != "" && l.key(&r.Headline) == l.place {
			l.Sel, l.touched = i, true
		}
	}
	l.place = ""
}

// count takes the totals of the list's query.
func (l *List) count(msg countsMsg) {
	if msg.err != nil {
		return
	}
	l.Counts, l.Feeds = msg.counts, msg.counts.Feeds
	if msg.first {
		l.baseline = msg.counts.Stories
	}
	l.Fresh = max(msg.counts.Stories-l.baseline, 0)
}

// Restore shows the list as it was. What was asked since is answered too late.
func (l *List) Restore(was List) page.Intent {
	gen := l.gen
	*l = was
	l.gen, l.busy, l.slow = gen+1, false, false
	return l.Refresh()
}

// Recall takes up what the reader chose the last time.
func (l *List) Recall(kept func(key string) string) {
	l.place = kept("place." + string(l.order))
	if d := Density(kept("rows." + string(l.order))); d == OneLine || d == TwoLines || d == Whole {
		l.Density = d
	}
	l.UnreadOnly = kept("unread."+string(l.order)) == "only"
}

// KeepPlace remembers the selected row.
func (l *List) KeepPlace() page.Intent {
	if r := l.Selected(); r != nil {
		return page.Keep{Key: "place." + string(l.order), Value: l.key(&r.Headline)}
	}
	return nil
}

// stay keeps the list at an event that another one has taken in.
func (l *List) stay(gone news.EventID, events [2]news.EventID) {
	into := events[0]
	if into == gone {
		into = events[1]
	}
	if r := l.Selected(); r != nil && r.Event == gone && into != "" {
		r.Event = into
	}
}
