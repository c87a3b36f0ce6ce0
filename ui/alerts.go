package ui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// alertsView is the Alerts page: what the watches fired, newest first, day by day, each
// with the very sentence.
type alertsView struct {
	*look
	sheet
	page   news.AlertPage
	gen    int
	loaded bool
	slow   bool
	err    error
	any    bool // there are watches
	hint   string
}

// alertsMsg answers the gen-th question.
type alertsMsg struct {
	gen  int
	page news.AlertPage
	err  error
}

// alertsPane is the name by which lateMsg knows the page.
const alertsPane = "alerts"

// maxAlerts is how many alerts the page shows.
const maxAlerts = 500

// turnToAlerts opens the page.
func (m *Model) turnToAlerts() tea.Cmd {
	if m.noWatchlist() || m.cover == coverAlerts {
		return nil
	}
	m.openPage(coverAlerts)
	v := &m.alerts
	v.any, v.hint = false, m.does(&m.keys.Watch, "watches the search, story or name you are at")
	for i := range m.saved {
		v.any = v.any || len(m.saved[i].Fires) > 0
	}
	v.loaded, v.slow, v.err = false, false, nil
	v.fill(nil)
	return m.askAlerts()
}

// loadAlerts asks for the alerts again while the page is open.
func (m *Model) loadAlerts() tea.Cmd {
	if m.cover != coverAlerts || m.opt.Watchlist == nil {
		return nil
	}
	return m.askAlerts()
}

func (m *Model) askAlerts() tea.Cmd {
	m.alerts.gen++
	ctx, d, gen := m.ctx, m.opt.Watchlist, m.alerts.gen
	return tea.Batch(func() tea.Msg {
		p, err := d.Alerts(ctx, maxAlerts)
		return alertsMsg{gen, p, err}
	}, m.later(lateMsg{view: alertsPane, gen: gen}))
}

// update takes the answer to this page's question; late ones are dropped.
func (v *alertsView) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case alertsMsg:
		if msg.gen == v.gen {
			v.take(msg)
		}
	case lateMsg:
		if msg.view == alertsPane && msg.gen == v.gen && !v.loaded {
			v.slow = true
		}
	}
	return nil
}

// take shows the alerts. The cursor stays on its alert, or where that was.
func (v *alertsView) take(msg alertsMsg) {
	was, at, top := v.alert(), v.sel, v.top
	first := !v.loaded
	v.loaded, v.slow, v.err = true, false, msg.err
	if msg.err != nil {
		return
	}
	v.page = msg.page
	var rows []entry
	day := ""
	for i := range v.page.Alerts {
		a := &v.page.Alerts[i]
		if d := v.day(a.Time); d != day {
			rows = append(rows, v.heading(d, day == ""))
			day = d
		}
		if was != nil && a.ID == was.ID {
			at = len(rows)
		}
		rows = append(rows, entry{draw: func(w int, chosen bool) []string { return v.row(a, w, chosen) },
			open: &news.Carrier{Story: a.Story, Outlet: a.Outlet, URL: a.URL, Time: a.Time, Field: a.Field, Span: a.Span}})
	}
	v.fill(rows)
	if !first && len(rows) > 0 {
		v.sel, v.top = min(at, len(rows)-1), min(top, len(rows)-1)
		v.step(0)
	}
}

// alert returns the alert under the cursor, nil when there is none.
func (v *alertsView) alert() *news.Alert {
	n := 0
	for i := range v.entries {
		if v.entries[i].head {
			continue
		}
		if i == v.sel && n < len(v.page.Alerts) {
			return &v.page.Alerts[n]
		}
		n++
	}
	return nil
}

// day is the heading of a time.
func (v *alertsView) day(t time.Time) string {
	local, now := t.In(v.zone), v.now.In(v.zone)
	switch date := local.Format(time.DateOnly); date {
	case now.Format(time.DateOnly):
		return "Today"
	case now.AddDate(0, 0, -1).Format(time.DateOnly):
		return "Yesterday"
	}
	if local.Year() == now.Year() {
		return local.Format("Monday 2 January")
	}
	return local.Format("Monday 2 January 2006")
}

func (v *alertsView) heading(text string, first bool) entry {
	return entry{head: true, draw: func(w int, _ bool) []string {
		var b strings.Builder
		b.WriteByte(' ')
		v.th.Heading.Write(&b, clip(text, w-1, v.g.Ellipsis))
		pad(&b, w-1-width(text))
		if first {
			return []string{b.String()}
		}
		return []string{"", b.String()}
	}}
}

// alertIndent is where the words of an alert begin: after the bar, the mark of what is
// unseen, and the time.
const alertIndent = 10

// row draws one alert: its time, rule and what fired; the sentence; the outlet. Under the
// cursor the sentence is whole.
func (v *alertsView) row(a *news.Alert, w int, chosen bool) []string {
	room := max(w-alertIndent-1, 10)
	bar := " "
	rule, text := v.th.Strong, v.th.Text
	if chosen {
		bar, rule = v.th.Bar.Wrap(v.g.Bar), v.th.Selected
	}
	most := 3
	if chosen {
		most = 0
	}
	var out []string
	put := func(l string, write func(*strings.Builder, string)) {
		var b strings.Builder
		b.WriteString(bar)
		if len(out) == 0 {
			v.lead(&b, a)
		} else {
			pad(&b, alertIndent-1)
		}
		write(&b, l)
		pad(&b, w-alertIndent-width(l))
		out = append(out, b.String())
	}
	for _, l := range v.hanging(v.join(a.Rule, a.What), room, 2) {
		put(l, rule.Write)
	}
	for _, l := range v.hanging(v.quote(a.Sentence), room, most) {
		put(l, text.Write)
	}
	from := a.Outlet
	if a.Field == news.InText && chosen {
		from = v.join(a.Outlet, a.Title)
	}
	for _, l := range v.hanging(v.g.Arrow+" "+from, room, 2) {
		put(l, v.th.Dim.Write)
	}
	return out
}

// quote sets exact words in quotation marks, but for those that stand in some.
func (v *alertsView) quote(s string) string {
	if strings.HasPrefix(s, "“") || strings.HasPrefix(s, `"`) {
		return s
	}
	return "“" + s + "”"
}

// lead writes what stands before the words: the mark of what is unseen, and the time.
func (v *alertsView) lead(b *strings.Builder, a *news.Alert) {
	if a.Seen {
		b.WriteByte(' ')
	} else {
		v.th.Unread.Write(b, v.g.Unread)
	}
	b.WriteByte(' ')
	t := a.Time.In(v.zone).Format("15:04")
	v.th.Dim.Write(b, t)
	pad(b, alertIndent-3-width(t))
}

func (v *alertsView) view(w, h int) string {
	switch {
	case v.err != nil:
		return v.vacant(w, h, "The alerts cannot be read.", firstLine(v.err.Error()))
	case !v.loaded && v.slow:
		return v.loading(w, h)
	case !v.loaded:
		return ""
	case len(v.entries) == 0 && v.any:
		return v.vacant(w, h, "Nothing fired yet.", "News that matches a watch is listed here as it comes, with the sentence that fired.")
	case len(v.entries) == 0:
		return v.vacant(w, h, "No watches yet.", v.hint+".")
	}
	return strings.Join(v.sheet.view(v.look, w, h), "\n")
}

func (v *alertsView) title() string {
	if v.page.Unseen > 0 {
		return v.join("Alerts", thousands(v.page.Unseen)+" unseen")
	}
	return "Alerts"
}

func (v *alertsView) words() string {
	if a := v.alert(); a != nil {
		return v.join(a.Rule, a.Trigger.Help())
	}
	return ""
}

func (v *alertsView) wheel(n int) { v.step(n / wheelLines) }

func (v *alertsView) hints(k *keyMap) [][2]string {
	return [][2]string{{k.Open.first(), "open"}, {k.Read.first(), "seen"}, {k.AllRead.first(), "all seen"}, {k.Apart.first(), "remove"},
		{k.Searches.first(), "watches"}, {k.Back.first(), "back"}}
}

// heard brings the alerts up to date.
func (v *alertsView) heard(m *Model, b news.Bulletin) tea.Cmd {
	if b.Marked > 0 {
		return m.loadAlerts()
	}
	return nil
}

func (v *alertsView) key(m *Model, key string, n int) tea.Cmd {
	k := m.keys
	a := v.alert()
	switch {
	case v.turn(m.look, k, key, n):
	case k.Open.is(key):
		return v.open(m)
	case k.Read.is(key) && a != nil:
		label := "seen: " + a.Rule
		if a.Seen {
			label = "not seen: " + a.Rule
		}
		return m.changeAlerts(label, news.AlertChange{Kind: news.AlertSeen, On: !a.Seen, Alerts: []news.AlertID{a.ID}}, false)
	case k.AllRead.is(key) && len(v.page.Alerts) > 0:
		return m.changeAlerts("all alerts seen", news.AlertChange{Kind: news.AlertSeen, On: true, All: true, Upto: v.page.Alerts[0].ID}, false)
	case k.Apart.is(key) && a != nil:
		return m.changeAlerts("removed: "+a.Rule, news.AlertChange{Kind: news.AlertRemoved, On: true, Alerts: []news.AlertID{a.ID}}, false)
	case k.Undo.is(key):
		return m.undoLast()
	case k.Refresh.is(key), k.ShowNew.is(key):
		return m.loadAlerts()
	case k.Back.is(key):
		return m.leave()
	}
	return nil
}

// open leads to the sentence in its story and notes that the alert is seen.
func (v *alertsView) open(m *Model) tea.Cmd {
	a, e := v.alert(), v.chosen()
	if a == nil {
		return nil
	}
	m.story.quote = &quotation{a.Story, a.Field, a.Span, a.Sentence}
	m.story.body = nil
	cmd := m.openMark(e)
	m.story.revealQuote() // if it is on the screen already
	if a.Seen {
		return cmd
	}
	a.Seen = true
	v.page.Unseen--
	e.drawn = [2][]string{}
	return tea.Batch(cmd, m.changeAlerts("", news.AlertChange{Kind: news.AlertSeen, On: true, Alerts: []news.AlertID{a.ID}}, false))
}

// click picks a row; a click on the chosen row opens it.
func (v *alertsView) click(m *Model, _, y int) tea.Cmd {
	if v.loaded && v.err == nil && v.clicked(m.look, y) {
		return v.open(m)
	}
	return nil
}

// alertedMsg says that alerts were changed; without a label it need not be told.
type alertedMsg struct {
	label string
	undo  news.AlertChange
	undid bool
	err   error
}

func (m *Model) changeAlerts(label string, c news.AlertChange, undid bool) tea.Cmd {
	ctx, d := m.ctx, m.opt.Watchlist
	return func() tea.Msg {
		undo, err := d.ChangeAlerts(ctx, c)
		return alertedMsg{label, undo, undid, err}
	}
}

// gotAlerted tells what was done and remembers how to undo it.
func (m *Model) gotAlerted(msg alertedMsg) tea.Cmd {
	again := tea.Batch(m.countAlerts(), m.loadAlerts())
	switch {
	case msg.err != nil:
		m.fail("change alerts", msg.err)
	case msg.undid:
		m.say("undone: " + msg.label)
	case msg.label != "" && len(msg.undo.Alerts) > 0:
		m.canUndo(msg.label, func() tea.Cmd { return m.changeAlerts(msg.label, msg.undo, true) })
	}
	return again
}

// quotation is a sentence that an alert showed, to be shown in its story.
type quotation struct {
	story news.StoryID
	field news.Field
	span  news.Span
	words string
}

// quoted returns where the sentence stands in the story now, ok false when it does not
// any more or is of another story.
func (s *story) quoted() (f news.Field, at news.Span, ok bool) {
	q := s.quote
	if q == nil || s.art == nil || s.art.ID != q.story {
		return f, at, false
	}
	text := s.art.Field(q.field)
	if q.span.End <= len(text) && q.span.Start >= 0 && q.span.Start < q.span.End && text[q.span.Start:q.span.End] == q.words {
		return q.field, q.span, true
	}
	i := strings.Index(text, q.words)
	return q.field, news.Span{Start: i, End: i + len(q.words)}, i >= 0 && q.words != ""
}

// revealQuote scrolls to the sentence.
func (s *story) revealQuote() {
	f, at, ok := s.quoted()
	if !ok || s.lay() == nil {
		return
	}
	if line := s.body.lineOf(f, at.Start); line < s.top+1 || line > s.top+s.h-3 {
		s.top = max(min(line-s.h/3, len(s.body.lines)-s.h), 0)
	}
}
