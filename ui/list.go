package ui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
)

// Rows a page holds, and how near the end of what is loaded the selection comes
// before more are asked for. What is kept is bounded.
const (
	pageRows = 200
	ahead    = 60
	keepRows = 2000
)

// list is the Top or the Wire view: a window of rows onto a list that may be far
// longer than memory should hold.
type list struct {
	*draw.Look
	order  news.View
	query  news.Query
	asked  string   // the query as typed
	ranked bool     // by relevance
	words  []string // what the query looks for, to show it
	gen    int      // grows with every new question

	rows         []*row
	moreUp, more bool // rows before and after the window
	loaded, slow bool
	busy         bool // a page is on its way
	err          error

	sel, top int
	touched  bool   // the reader has moved: the place is theirs
	place    string // the row to begin at, by key, when it is among the first
	owed     int    // rows the selection has yet to move when more are loaded
	seeking  int    // direction of a search for unread rows that goes on in the next page
	focus    bool
	counts   news.Counts
	baseline int // stories that matched when the list was loaded
	fresh    int // stories that came since

	h, w       int // of the last view, for paging
	windowH    int // lines of the window
	density    density
	unreadOnly bool // read stories are hidden
}

// row is a headline with the lines drawn for it.
type row struct {
	news.Headline
	width, version int
	density        density
	title          []string
	drawn          [3][]string // plain, selected at rest, selected with the focus
}

// key is what identifies a row while its list changes.
func (l *list) key(h *news.Headline) string {
	if l.order == news.Top {
		return string(h.Event)
	}
	return string(h.Story)
}

// begins reports whether the first rows ever are on their way and not late yet: an empty
// frame before them would be drawn only to be drawn over.
func (l *list) begins() bool { return l.gen == 0 && !l.loaded && !l.slow && l.err == nil }

// selected returns the row under the cursor, nil when there is none.
func (l *list) selected() *row {
	if l.sel < 0 || l.sel >= len(l.rows) {
		return nil
	}
	return l.rows[l.sel]
}

// ask makes a new question of the list and forgets the rows of the old one.
func (l *list) ask(q news.Query, typed string) {
	l.query, l.asked, l.words, l.ranked = q, typed, draw.FoldWords(q), false
	l.gen++
	l.rows, l.sel, l.top, l.touched, l.owed = nil, 0, 0, false, 0
	l.loaded, l.slow, l.busy, l.err = false, false, false, nil
	l.moreUp, l.more, l.fresh = false, false, 0
}

// want returns the query for more rows near the selection, ok false when enough are
// there or on their way.
func (l *list) want() (news.ListQuery, reason, bool) {
	q := l.first()
	switch {
	case l.busy || !l.loaded || len(l.rows) == 0:
		return q, 0, false
	case l.more && (l.sel > len(l.rows)-ahead || l.owed > 0 || l.seeking > 0):
		q.After = l.rows[len(l.rows)-1].Cursor
		return q, further, true
	case l.moreUp && (l.sel < ahead || l.seeking < 0):
		q.After, q.Backward = l.rows[0].Cursor, true
		return q, before, true
	}
	return q, 0, false
}

// first is the query for the beginning of the list.
func (l *list) first() news.ListQuery {
	return news.ListQuery{View: l.order, Query: l.rowsQuery(), Limit: pageRows, ByRank: l.ranked}
}

// update takes the answers to this list's questions; late ones are dropped.
func (l *list) update(msg tea.Msg) {
	switch msg := msg.(type) {
	case headlinesMsg:
		if msg.view == l.order && msg.gen == l.gen {
			l.take(msg)
		}
	case countsMsg:
		if msg.view == l.order && msg.gen == l.gen && msg.err == nil {
			l.count(msg)
		}
	case page.LateMsg:
		if msg.View == l.order && msg.Gen == l.gen && l.busy && !l.loaded {
			l.slow = true
		}
	}
}

// take puts an answer where it belongs.
func (l *list) take(msg headlinesMsg) {
	l.busy, l.err = false, msg.err
	if msg.err != nil {
		return
	}
	l.slow = false
	fresh := make([]*row, len(msg.page.Rows))
	for i := range msg.page.Rows {
		fresh[i] = &row{Headline: msg.page.Rows[i]}
	}
	switch msg.why {
	case toStart:
		l.replace(fresh, false, msg.page.More)
		l.sel, l.top = 0, 0
		l.resume()
	case toEnd:
		l.replace(fresh, msg.page.More, false)
		l.sel = max(len(fresh)-1, 0)
	case merged:
		l.merge(fresh, msg.page.More)
	case further:
		l.append(fresh, msg.page.More)
	case before:
		l.prepend(fresh, msg.page.More)
	case again:
		l.renew(fresh)
	}
	l.loaded = true
	if touched := l.touched; l.owed != 0 {
		l.move(0)
		l.touched = touched
	}
}

// resume goes to where the last session ended, once.
func (l *list) resume() {
	for i, r := range l.rows {
		if l.place != "" && l.key(&r.Headline) == l.place {
			l.sel, l.touched = i, true
		}
	}
	l.place = ""
}

func (l *list) replace(rows []*row, up, down bool) {
	l.rows, l.moreUp, l.more = rows, up, down
	l.fresh = 0
}

// merge shows the list as it is now with the same row selected: on the same line of the
// screen, or lower when the list was at its top and the new rows show above it.
// Before the reader has taken a place, that is the first row.
func (l *list) merge(rows []*row, more bool) {
	key, above := "", l.sel-l.top
	if r := l.selected(); r != nil {
		key = l.key(&r.Headline)
	}
	l.replace(rows, false, more)
	if !l.touched {
		l.sel, l.top = 0, 0
		return
	}
	l.sel = min(l.sel, max(len(rows)-1, 0))
	for i, r := range rows {
		if l.key(&r.Headline) == key {
			l.sel = i
			break
		}
	}
	if l.top > 0 {
		l.top = max(l.sel-above, 0)
	}
}

func (l *list) append(rows []*row, more bool) {
	l.rows = append(l.rows, l.unknown(rows)...)
	l.more = more
	if over := len(l.rows) - keepRows; over > 0 && l.sel > over+ahead {
		l.rows = append([]*row(nil), l.rows[over:]...)
		l.sel, l.top, l.moreUp = l.sel-over, max(l.top-over, 0), true
	}
}

func (l *list) prepend(rows []*row, more bool) {
	rows = l.unknown(rows)
	l.rows = append(rows, l.rows...)
	l.sel, l.top, l.moreUp = l.sel+len(rows), l.top+len(rows), more
	if len(l.rows) > keepRows && l.sel < keepRows-ahead {
		l.rows, l.more = l.rows[:keepRows], true
	}
}

// unknown leaves out the rows that are there already: a list changes between pages.
func (l *list) unknown(rows []*row) []*row {
	have := make(map[string]bool, len(l.rows))
	for _, r := range l.rows {
		have[l.key(&r.Headline)] = true
	}
	kept := rows[:0]
	for _, r := range rows {
		if !have[l.key(&r.Headline)] {
			kept = append(kept, r)
		}
	}
	return kept
}

// renew brings known rows up to date where they stand; new ones wait to be asked for.
func (l *list) renew(rows []*row) {
	now := make(map[string]*row, len(rows))
	for _, r := range rows {
		now[l.key(&r.Headline)] = r
	}
	for i, r := range l.rows {
		if n := now[l.key(&r.Headline)]; n != nil {
			n.Cursor = r.Cursor
			l.rows[i] = n
		}
	}
}

// count takes the totals of the list's query.
func (l *list) count(msg countsMsg) {
	l.counts, l.Feeds = msg.counts, msg.counts.Feeds
	if msg.first {
		l.baseline = msg.counts.Stories
	}
	l.fresh = max(msg.counts.Stories-l.baseline, 0)
}

// inflow reports whether new rows should be shown without being asked for: the reader
// has not taken a place yet. (The first round of a first run, and of the demo, would
// otherwise stop at whatever came first, before events have found their stories.)
func (l *list) inflow() bool { return l.fresh > 0 && !l.busy && !l.touched && l.top == 0 }

// move changes the selection by n rows and reports whether it changed. Rows that are
// not loaded yet are owed: no key is lost to a slow store.
func (l *list) move(n int) bool {
	to := l.sel + l.owed + n
	changed := l.moveTo(to)
	switch {
	case !l.loaded:
		l.owed = max(to, 0)
	case to >= len(l.rows) && l.more:
		l.owed = to - (len(l.rows) - 1)
	case to < 0 && l.moreUp:
		l.owed = to
	}
	return changed
}

func (l *list) moveTo(i int) bool {
	l.touched, l.owed = true, 0
	i = max(min(i, len(l.rows)-1), 0)
	changed := i != l.sel
	l.sel = i
	return changed
}

// page moves by a share of the screen.
func (l *list) page(half bool, dir int) bool {
	lines := max(l.h-1, 1)
	if half {
		lines = max(l.h/2, 1)
	}
	i := l.sel
	for used := 0; i >= 0 && i < len(l.rows); i += dir {
		if used += l.height(i); used > lines {
			break
		}
	}
	if i == l.sel {
		i += dir
	}
	return l.moveTo(i)
}

// unread finds the next row in a direction that has something unread. Where rows are
// left that are not loaded yet, the search goes on when they come.
func (l *list) unread(dir int) bool {
	l.seeking = 0
	for i := l.sel + dir; i >= 0 && i < len(l.rows); i += dir {
		if l.rows[i].Unread > 0 {
			l.moveTo(i)
			return true
		}
	}
	if dir > 0 && l.more || dir < 0 && l.moreUp {
		l.seeking = dir
	}
	return false
}

// at returns the row drawn on line y of the pane, -1 for none.
func (l *list) at(y int) int {
	for i := l.top; i < len(l.rows); i++ {
		if y -= l.height(i); y < 0 {
			return i
		}
	}
	return -1
}

// height is how many lines a row takes.
func (l *list) height(i int) int {
	l.shape(l.rows[i])
	return 1 + len(l.rows[i].title)
}

// shape wraps the headline of a row for the present width.
func (l *list) shape(r *row) {
	dense := l.inUse()
	if r.width == l.w && r.version == l.Version && r.density == dense {
		return
	}
	r.width, r.version, r.density, r.drawn, r.title = l.w, l.Version, dense, [3][]string{}, nil
	if dense == oneLine {
		return
	}
	r.title = draw.Headline(l.ASCIICells(r.Title), max(l.w-2, 8), l.headlineLines(), l.Glyphs.Ellipsis)
}

// scroll moves the window so that the selected row is wholly in it.
func (l *list) scroll() {
	if len(l.rows) == 0 {
		l.top = 0
		return
	}
	l.sel = max(min(l.sel, len(l.rows)-1), 0)
	l.top = max(min(l.top, l.sel), 0)
	used := 0
	for i := l.sel; i >= l.top; i-- {
		if used += l.height(i); used > l.h {
			l.top = min(i+1, l.sel)
			return
		}
	}
}

// view draws the pane.
func (l *list) view(w, h int) string {
	l.w, l.h = w, h
	if len(l.rows) == 0 {
		return l.empty(w, h)
	}
	l.scroll()
	out := make([]string, 0, h+3)
	for i := l.top; i < len(l.rows) && len(out) < h; i++ {
		out = append(out, l.draw(l.rows[i], i == l.sel, l.focus)...)
	}
	return strings.Join(out[:min(len(out), h)], "\n")
}

// empty says why there are no rows.
func (l *list) empty(w, h int) string {
	switch {
	case l.err != nil:
		return l.Vacant(w, h, "The stories cannot be read.", draw.FirstLine(l.err.Error())+". "+l.Does(&l.Keys.RefreshAll, "tries again")+".")
	case !l.loaded && l.slow:
		return l.Loading(w, h)
	case !l.loaded:
		return ""
	case l.unreadOnly && l.counts.Stories > 0:
		return l.Vacant(w, h, "Nothing unread.", l.Does(&l.Keys.HideRead, "shows what was read as well")+".")
	case l.asked != "":
		return l.Vacant(w, h, "Nothing matches.", "Searched for “"+l.asked+"”. "+l.Does(&l.Keys.Search, "changes the search")+", "+l.Does(&l.Keys.Back,
			"ends it")+".")
	case l.Round.Active():
		return l.Vacant(w, h, "Fetching the first stories"+l.Glyphs.Ellipsis, "Headlines appear here as they come.")
	case l.Feeds == 0:
		return l.Vacant(w, h, "No feeds yet.", l.Does(&l.Keys.Add, "adds one by the address of any page."))
	case l.Round.Total > 0 && l.Round.Failed >= l.Round.Total:
		return l.Vacant(w, h, "No feed could be reached.", "Is this machine online? "+l.Does(&l.Keys.Sources, "shows what each server said")+", "+
			l.Does(&l.Keys.RefreshAll, "tries again")+".")
	}
	return l.Vacant(w, h, "No stories yet.", l.Does(&l.Keys.RefreshAll, "fetches the feeds")+", "+l.Does(&l.Keys.Add, "adds one")+", "+
		l.Does(&l.Keys.Sources, "shows how they are")+".")
}

// draw returns the lines of a row, remembered until width, look or row change.
func (l *list) draw(r *row, selected, focus bool) []string {
	l.shape(r)
	state := 0
	if selected {
		state = 1
		if focus {
			state = 2
		}
	}
	if r.drawn[state] == nil {
		r.drawn[state] = l.paint(r, state)
	}
	return r.drawn[state]
}

func (l *list) paint(r *row, state int) []string {
	bar := " "
	if state > 0 {
		bar = l.Theme.Bar.Wrap(l.Glyphs.Bar)
	}
	if r.density == oneLine {
		return []string{l.paintOne(r, state, bar)}
	}
	title := l.Theme.Read
	if r.Unread > 0 {
		title = l.Theme.Unread
	}
	out := make([]string, 0, 1+len(r.title))
	var b strings.Builder
	l.meta(&b, r, l.w-1, state, bar)
	out = append(out, b.String())
	for _, t := range r.title {
		b.Reset()
		b.WriteString(bar)
		l.Found(&b, title, l.Isolated(t), l.words)
		draw.Pad(&b, l.w-1-draw.Width(t))
		out = append(out, b.String())
	}
	return out
}

// meta writes the first line of a row: time, countries and who carries it on the
// left, marks on the right.
//
// Blanks are in the style of what is beside them: it cannot be seen, and spares the
// terminal a change of style.
func (l *list) meta(b *strings.Builder, r *row, w, state int, bar string) {
	var marks strings.Builder
	n := l.MarksOf(&marks, r.Flags, r.Starred, r.Unread > 0)
	left := draw.Clip(l.about(r, w-n-2), max(w-n-2, 0), l.Glyphs.Ellipsis)
	grown := ""
	if r.Grown > 0 && l.order == news.Top {
		if g := " +" + strconv.Itoa(r.Grown); draw.Width(left)+len(g) <= w-n-2 {
			grown = g
		}
	}
	gap := w - draw.Width(left) - len(grown) - n - 1
	switch state {
	case 2:
		b.WriteString(bar + l.Theme.Selected.On)
		b.WriteString(left + grown)
		draw.Pad(b, gap)
		b.WriteString(l.Theme.Selected.Off)
	case 1:
		b.WriteString(bar)
		l.Theme.Resting.Write(b, left+grown)
		draw.Pad(b, gap)
	default:
		b.WriteString(l.Theme.Dim.On + bar + left)
		if grown != "" || n > 0 {
			b.WriteString(l.Theme.Dim.Off)
			l.Theme.Grown.Write(b, grown)
			draw.Pad(b, gap)
			break
		}
		draw.Pad(b, gap+1)
		b.WriteString(l.Theme.Dim.Off)
		return
	}
	b.WriteString(marks.String())
	b.WriteByte(' ')
}

// about is the text of a row's first line: when, up to three countries, and who carries
// it. Where there is no room for all, countries go first.
func (l *list) about(r *row, room int) string {
	who := r.Outlet
	if l.order == news.Top && r.Outlets > 1 {
		who = strconv.Itoa(r.Outlets) + "/" + strconv.Itoa(r.Origins)
	}
	s := l.Stamp(r.Time)
	room -= draw.Width(s) + 2 + min(draw.Width(who), 12)
	for i, c := range r.Countries {
		if room -= 1 + len(c); i == 3 || room < 0 {
			break
		}
		s += " " + c
	}
	return s + "  " + who
}
