// Package alerts holds the Alerts page and that of the saved searches.
package alerts

import (
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
)

// alertsView is the Alerts page: what the watches fired, newest first, day by day, each
// with the very sentence.
type alertsView struct {
	*draw.Look
	page.Sheet
	page   news.AlertPage
	gen    int
	loaded bool
	slow   bool
	err    error
	any    bool // there are watches

	from page.Watchlist
}

// alertsPane is the name by which lateMsg knows the page.
const alertsPane = "alerts"

// maxAlerts is how many alerts the page shows.
const maxAlerts = 500

// New makes the Alerts page.
func New(d page.Deps) page.Page { return &alertsView{Look: d.Look, from: d.Watchlist} }

// Open asks for the alerts.
func (v *alertsView) Open(at page.Reader) (page.Intent, bool) {
	switch {
	case v.from == nil:
		return page.Say(NoWatchlist), false
	case at.From == page.Page(v):
		return nil, false
	}
	v.loaded, v.slow, v.err = false, false, nil
	v.Fill(nil)
	return v.load(), true
}

func (v *alertsView) load() page.Intent {
	v.gen++
	d, gen := v.from, v.gen
	return page.SlowAsk{Late: page.LateMsg{View: alertsPane, Gen: gen}, Ask: func(ctx context.Context) tea.Msg {
		p, err := d.Alerts(ctx, maxAlerts)
		return page.AlertsMsg{Gen: gen, Page: p, Err: err}
	}}
}

// Update takes the answer to this page's question, late ones are dropped; and whether
// there are watches.
func (v *alertsView) Update(msg tea.Msg) page.Intent {
	switch msg := msg.(type) {
	case page.AlertsMsg:
		if msg.Gen == v.gen {
			v.take(msg)
		}
	case page.SearchesMsg:
		v.any = slices.ContainsFunc(msg.Searches, func(s news.SavedSearch) bool { return len(s.Fires) > 0 })
	case page.LateMsg:
		if msg.View == alertsPane && msg.Gen == v.gen && !v.loaded {
			v.slow = true
		}
	}
	return nil
}

// take shows the alerts. The cursor stays on its alert, or where that was.
func (v *alertsView) take(msg page.AlertsMsg) {
	was, at, top := v.alert(), v.Sel, v.Top
	first := !v.loaded
	v.loaded, v.slow, v.err = true, false, msg.Err
	if msg.Err != nil {
		return
	}
	v.page = msg.Page
	var rows []page.Entry
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
		rows = append(rows, page.Entry{Draw: func(w int, chosen bool) []string { return v.row(a, w, chosen) },
			Open: &news.Carrier{Story: a.Story, Outlet: a.Outlet, URL: a.URL, Time: a.Time, Field: a.Field, Span: a.Span}})
	}
	v.Fill(rows)
	if !first && len(rows) > 0 {
		v.Sel, v.Top = min(at, len(rows)-1), min(top, len(rows)-1)
		v.Step(0)
	}
}

// alert returns the alert under the cursor, nil when there is none.
func (v *alertsView) alert() *news.Alert {
	n := 0
	for i := range v.Entries {
		if v.Entries[i].Head {
			continue
		}
		if i == v.Sel && n < len(v.page.Alerts) {
			return &v.page.Alerts[n]
		}
		n++
	}
	return nil
}

// day is the heading of a time.
func (v *alertsView) day(t time.Time) string {
	local, now := t.In(v.Zone), v.Now.In(v.Zone)
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

func (v *alertsView) heading(text string, first bool) page.Entry {
	return page.Entry{Head: true, Draw: func(w int, _ bool) []string {
		var b strings.Builder
		b.WriteByte(' ')
		v.Theme.Heading.Write(&b, draw.Clip(text, w-1, v.Glyphs.Ellipsis))
		draw.Pad(&b, w-1-draw.Width(text))
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
	rule, text := v.Theme.Strong, v.Theme.Text
	if chosen {
		bar, rule = v.Theme.Bar.Wrap(v.Glyphs.Bar), v.Theme.Selected
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
			draw.Pad(&b, alertIndent-1)
		}
		write(&b, l)
		draw.Pad(&b, w-alertIndent-draw.Width(l))
		out = append(out, b.String())
	}
	for _, l := range v.Hanging(v.Join(a.Rule, a.What), room, 2) {
		put(l, rule.Write)
	}
	for _, l := range v.Hanging(v.quote(a.Sentence), room, most) {
		put(l, text.Write)
	}
	from := a.Outlet
	if a.Field == news.InText && chosen {
		from = v.Join(a.Outlet, a.Title)
	}
	for _, l := range v.Hanging(v.Glyphs.Arrow+" "+from, room, 2) {
		put(l, v.Theme.Dim.Write)
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
		v.Theme.Unread.Write(b, v.Glyphs.Unread)
	}
	b.WriteByte(' ')
	t := a.Time.In(v.Zone).Format("15:04")
	v.Theme.Dim.Write(b, t)
	draw.Pad(b, alertIndent-3-draw.Width(t))
}

func (v *alertsView) View(w, h int) string {
	switch {
	case v.err != nil:
		return v.Vacant(w, h, "The alerts cannot be read.", draw.FirstLine(v.err.Error()))
	case !v.loaded && v.slow:
		return v.Loading(w, h)
	case !v.loaded:
		return ""
	case len(v.Entries) == 0 && v.any:
		return v.Vacant(w, h, "Nothing fired yet.", "News that matches a watch is listed here as it comes, with the sentence that fired.")
	case len(v.Entries) == 0:
		return v.Vacant(w, h, "No watches yet.", v.Does(&v.Keys.Watch, "watches the search, story or name you are at")+".")
	}
	return strings.Join(v.Sheet.View(v.Look, w, h), "\n")
}

func (v *alertsView) Title() string {
	if v.page.Unseen > 0 {
		return v.Join("Alerts", draw.Thousands(v.page.Unseen)+" unseen")
	}
	return "Alerts"
}

func (v *alertsView) Words() string {
	if a := v.alert(); a != nil {
		return v.Join(a.Rule, a.Trigger.Help())
	}
	return ""
}

func (v *alertsView) Wheel(n int) { v.Step(n / page.WheelLines) }

func (v *alertsView) Hints() [][2]string {
	k := v.Keys
	return [][2]string{{k.Open.First(), "open"}, {k.SeenAlert.First(), "seen"}, {k.AllSeen.First(), "all seen"}, {k.RemoveAlert.First(), "remove"},
		{k.Searches.First(), "watches"}, {k.Back.First(), "back"}}
}

// Heard brings the alerts up to date.
func (v *alertsView) Heard(b news.Bulletin) page.Intent {
	if b.Marked > 0 {
		return v.load()
	}
	return nil
}

// Changed does so after a change.
func (v *alertsView) Changed(of page.Matter) page.Intent {
	if of == page.OfAlerts || of == page.OfSearches {
		return v.load()
	}
	return nil
}

func (v *alertsView) Key(key string, n int) page.Intent {
	k := v.Keys
	switch a := v.alert(); {
	case v.Turn(v.Look, key, n):
	case k.Open.Is(key):
		return v.openChosen()
	case k.SeenAlert.Is(key) && a != nil:
		label := "seen: " + a.Rule
		if a.Seen {
			label = "not seen: " + a.Rule
		}
		return v.change(label, news.AlertChange{Kind: news.AlertSeen, On: !a.Seen, Alerts: []news.AlertID{a.ID}})
	case k.AllSeen.Is(key) && len(v.page.Alerts) > 0:
		return v.change("all alerts seen", news.AlertChange{Kind: news.AlertSeen, On: true, All: true, Upto: v.page.Alerts[0].ID})
	case k.RemoveAlert.Is(key) && a != nil:
		return v.change("removed: "+a.Rule, news.AlertChange{Kind: news.AlertRemoved, On: true, Alerts: []news.AlertID{a.ID}})
	case k.Undo.Is(key):
		return page.UndoLast{}
	case k.Refresh.Is(key), k.ShowNew.Is(key):
		return v.load()
	case k.Back.Is(key):
		return page.GoBack{}
	}
	return nil
}

// openChosen leads to the sentence in its story and notes that the alert is seen.
func (v *alertsView) openChosen() page.Intent {
	a, e := v.alert(), v.Chosen()
	if a == nil {
		return nil
	}
	mark := page.OpenMark{Mark: e.Open, Quote: a.Sentence}
	if a.Seen {
		return mark
	}
	a.Seen = true
	v.page.Unseen--
	e.Drawn = [2][]string{}
	return page.Several{mark, v.change("", news.AlertChange{Kind: news.AlertSeen, On: true, Alerts: []news.AlertID{a.ID}})}
}

// Click picks a row; a click on the chosen row opens it.
func (v *alertsView) Click(_, y int) page.Intent {
	if v.loaded && v.err == nil && v.Clicked(v.Look, y) {
		return v.openChosen()
	}
	return nil
}

// change changes alerts; without a label it need not be told.
func (v *alertsView) change(label string, c news.AlertChange) page.Ask {
	d := v.from
	return func(ctx context.Context) tea.Msg {
		undo, err := d.ChangeAlerts(ctx, c)
		msg := page.ChangedMsg{Of: page.OfAlerts, Label: label, Quiet: label == "", Err: err}
		if err != nil {
			msg.Label = "change alerts"
		}
		if label != "" && len(undo.Alerts) > 0 {
			msg.Undo = func(ctx context.Context) tea.Msg {
				_, err := d.ChangeAlerts(ctx, undo)
				return page.ChangedMsg{Of: page.OfAlerts, Label: label, Undid: true, Err: err}
			}
		}
		return msg
	}
}
