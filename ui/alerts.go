package ui

import (
	"context"
	"slices"
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

	from Watchlist
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

func newAlerts(d deps) page { return &alertsView{look: d.look, from: d.watchlist} }

// open asks for the alerts.
func (v *alertsView) open(at reader) (intent, bool) {
	switch {
	case v.from == nil:
		return say(noWatchlist), false
	case at.from == page(v):
		return nil, false
	}
	v.loaded, v.slow, v.err = false, false, nil
	v.fill(nil)
	return v.load(), true
}

func (v *alertsView) load() intent {
	v.gen++
	d, gen := v.from, v.gen
	return slowAsk{late: lateMsg{view: alertsPane, gen: gen}, ask: func(ctx context.Context) tea.Msg {
		p, err := d.Alerts(ctx, maxAlerts)
		return alertsMsg{gen, p, err}
	}}
}

// update takes the answer to this page's question, late ones are dropped; and whether
// there are watches.
func (v *alertsView) update(msg tea.Msg) intent {
	switch msg := msg.(type) {
	case alertsMsg:
		if msg.gen == v.gen {
			v.take(msg)
		}
	case searchesMsg:
		v.any = slices.ContainsFunc(msg.searches, func(s news.SavedSearch) bool { return len(s.Fires) > 0 })
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
		return v.vacant(w, h, "No watches yet.", v.does(&v.keys.Watch, "watches the search, story or name you are at")+".")
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

func (v *alertsView) hints() [][2]string {
	k := v.keys
	return [][2]string{{k.Open.first(), "open"}, {k.Read.first(), "seen"}, {k.AllRead.first(), "all seen"}, {k.Apart.first(), "remove"},
		{k.Searches.first(), "watches"}, {k.Back.first(), "back"}}
}

// heard brings the alerts up to date.
func (v *alertsView) heard(b news.Bulletin) intent {
	if b.Marked > 0 {
		return v.load()
	}
	return nil
}

// changed does so after a change.
func (v *alertsView) changed(of matter) intent {
	if of == ofAlerts || of == ofSearches {
		return v.load()
	}
	return nil
}

func (v *alertsView) key(key string, n int) intent {
	k := v.keys
	switch a := v.alert(); {
	case v.turn(v.look, key, n):
	case k.Open.is(key):
		return v.openChosen()
	case k.Read.is(key) && a != nil:
		label := "seen: " + a.Rule
		if a.Seen {
			label = "not seen: " + a.Rule
		}
		return v.change(label, news.AlertChange{Kind: news.AlertSeen, On: !a.Seen, Alerts: []news.AlertID{a.ID}})
	case k.AllRead.is(key) && len(v.page.Alerts) > 0:
		return v.change("all alerts seen", news.AlertChange{Kind: news.AlertSeen, On: true, All: true, Upto: v.page.Alerts[0].ID})
	case k.Apart.is(key) && a != nil:
		return v.change("removed: "+a.Rule, news.AlertChange{Kind: news.AlertRemoved, On: true, Alerts: []news.AlertID{a.ID}})
	case k.Undo.is(key):
		return undoLast{}
	case k.Refresh.is(key), k.ShowNew.is(key):
		return v.load()
	case k.Back.is(key):
		return goBack{}
	}
	return nil
}

// openChosen leads to the sentence in its story and notes that the alert is seen.
func (v *alertsView) openChosen() intent {
	a, e := v.alert(), v.chosen()
	if a == nil {
		return nil
	}
	mark := openMark{e.open, a.Sentence}
	if a.Seen {
		return mark
	}
	a.Seen = true
	v.page.Unseen--
	e.drawn = [2][]string{}
	return several{mark, v.change("", news.AlertChange{Kind: news.AlertSeen, On: true, Alerts: []news.AlertID{a.ID}})}
}

// click picks a row; a click on the chosen row opens it.
func (v *alertsView) click(_, y int) intent {
	if v.loaded && v.err == nil && v.clicked(v.look, y) {
		return v.openChosen()
	}
	return nil
}

// change changes alerts; without a label it need not be told.
func (v *alertsView) change(label string, c news.AlertChange) ask {
	d := v.from
	return func(ctx context.Context) tea.Msg {
		undo, err := d.ChangeAlerts(ctx, c)
		msg := changedMsg{of: ofAlerts, label: label, quiet: label == "", err: err}
		if err != nil {
			msg.label = "change alerts"
		}
		if label != "" && len(undo.Alerts) > 0 {
			msg.undo = func(ctx context.Context) tea.Msg {
				_, err := d.ChangeAlerts(ctx, undo)
				return changedMsg{of: ofAlerts, label: label, undid: true, err: err}
			}
		}
		return msg
	}
}
