package ui

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// searchesView lists the saved searches with what they find, and what fires the watches.
type searchesView struct {
	*look
	sheet
	saved  []news.SavedSearch
	counts map[news.SearchID]news.Counts
	loaded bool
	err    error

	from Watchlist
	desk Desk
}

// foundMsg tells what saved searches find.
type foundMsg struct {
	counts map[news.SearchID]news.Counts
}

func newSearches(d deps) page { return &searchesView{look: d.look, from: d.watchlist, desk: d.desk} }

// open asks for the saved searches.
func (v *searchesView) open(at reader) (intent, bool) {
	switch {
	case v.from == nil:
		return say(noWatchlist), false
	case at.from == page(v):
		return nil, false
	}
	return askSearches(v.from), true
}

// count asks what the saved searches find.
func (v *searchesView) count() intent {
	if len(v.saved) == 0 {
		return nil
	}
	d, saved := v.desk, v.saved
	return ask(func(ctx context.Context) tea.Msg {
		counts := map[news.SearchID]news.Counts{}
		for _, s := range saved {
			q, err := news.ParseQuery(s.Query)
			if err != nil {
				continue
			}
			if c, err := d.Counts(ctx, q); err == nil {
				counts[s.ID] = c
			}
		}
		return foundMsg{counts}
	})
}

func (v *searchesView) update(msg tea.Msg) intent {
	switch msg := msg.(type) {
	case searchesMsg:
		v.take(msg)
		return v.count()
	case foundMsg:
		v.counts = msg.counts
		for i := range v.entries {
			v.entries[i].drawn = [2][]string{}
		}
	}
	return nil
}

// take shows the searches: the watches first. The cursor stays on its row.
func (v *searchesView) take(msg searchesMsg) {
	var was news.SearchID
	if s := v.search(); s != nil {
		was = s.ID
	}
	v.loaded, v.err = true, msg.err
	if msg.err != nil {
		return
	}
	v.saved = v.saved[:0:0]
	var rows []entry
	at, old := 0, v.sel
	for _, watches := range []bool{true, false} {
		head := true
		for i := range msg.searches {
			s := msg.searches[i]
			if len(s.Fires) > 0 != watches {
				continue
			}
			if head {
				rows = append(rows, v.heading(map[bool]string{true: "Watches", false: "Searches"}[watches], len(rows) == 0))
				head = false
			}
			if s.ID == was {
				at = len(rows)
			}
			v.saved = append(v.saved, s)
			rows = append(rows, entry{draw: func(w int, chosen bool) []string { return v.row(&s, w, chosen) }})
		}
	}
	v.fill(rows)
	if at == 0 {
		at = old
	}
	if at > 0 && len(rows) > 0 {
		v.sel = min(at, len(rows)-1)
		v.step(0)
	}
}

// search returns the search under the cursor, nil when there is none.
func (v *searchesView) search() *news.SavedSearch {
	n := 0
	for i := range v.entries {
		if v.entries[i].head {
			continue
		}
		if i == v.sel && n < len(v.saved) {
			return &v.saved[n]
		}
		n++
	}
	return nil
}

func (v *searchesView) heading(text string, first bool) entry {
	return entry{head: true, draw: func(w int, _ bool) []string {
		var b strings.Builder
		b.WriteByte(' ')
		v.th.Heading.Write(&b, text)
		pad(&b, w-1-width(text))
		if first {
			return []string{b.String()}
		}
		return []string{"", b.String()}
	}}
}

// row draws a search: its name and what it finds; below what it looks for and what fires
// it.
func (v *searchesView) row(s *news.SavedSearch, w int, chosen bool) []string {
	bar, style := " ", v.th.Strong
	if chosen {
		bar, style = v.th.Bar.Wrap(v.g.Bar), v.th.Selected
	}
	found := ""
	if c, ok := v.counts[s.ID]; ok {
		found = fmt.Sprintf("%s unread of %s", thousands(c.Unread), thousands(c.Stories))
	}
	name := v.asciiCells(clip(s.Name, max(w-width(found)-5, 8), v.g.Ellipsis))
	var b strings.Builder
	b.WriteString(bar)
	b.WriteByte(' ')
	style.Write(&b, name)
	pad(&b, w-3-width(name)-width(found))
	v.th.Dim.Write(&b, found)
	b.WriteByte(' ')
	out := []string{b.String()}
	below := []string{"/" + s.Query}
	if len(s.Fires) > 0 {
		below = append(below, "fires on "+news.TriggerNames(s.Fires))
	}
	for _, text := range below {
		for _, l := range v.hanging(text, max(w-6, 10), 2) {
			b.Reset()
			b.WriteString(bar)
			pad(&b, 3)
			v.th.Dim.Write(&b, l)
			pad(&b, w-4-width(l))
			out = append(out, b.String())
		}
	}
	return out
}

func (v *searchesView) view(w, h int) string {
	switch {
	case v.err != nil:
		return v.vacant(w, h, "The saved searches cannot be read.", firstLine(v.err.Error()))
	case !v.loaded:
		return v.loading(w, h)
	case len(v.entries) == 0:
		return v.vacant(w, h, "No searches are saved yet.", v.hint())
	}
	return strings.Join(v.sheet.view(v.look, w, h), "\n")
}

func (v *searchesView) hint() string {
	return v.does(&v.keys.Search, "searches") + v.sep() + ":save NAME keeps the search" + v.sep() + v.does(&v.keys.Watch, "watches it")
}

func (v *searchesView) title() string { return "Saved searches" }
func (v *searchesView) words() string { return "" }
func (v *searchesView) wheel(n int)   { v.step(n / wheelLines) }

func (v *searchesView) hints() [][2]string {
	k := v.keys
	return [][2]string{{k.Open.first(), "search"}, {k.Watch.first(), "change"}, {k.Apart.first(), "remove"}, {k.Alerts.first(), "alerts"}, {k.Back.first(), "back"}}
}

// heard counts again when stories came or were marked.
func (v *searchesView) heard(b news.Bulletin) intent {
	if b.Marked > 0 {
		return askSearches(v.from)
	}
	if b.New+b.Tagged > 0 {
		return v.count()
	}
	return nil
}

func (v *searchesView) key(key string, n int) intent {
	k := v.keys
	switch s := v.search(); {
	case v.turn(v.look, key, n):
	case k.Open.is(key) && s != nil:
		return searchFor(s.Query)
	case k.Watch.is(key) && s != nil:
		return watchFor{*s}
	case k.Apart.is(key) && s != nil:
		return unstore(v.from, *s, "removed: "+s.Name, false)
	case k.Undo.is(key):
		return undoLast{}
	case k.Refresh.is(key), k.ShowNew.is(key):
		return askSearches(v.from)
	case k.Back.is(key):
		return goBack{}
	}
	return nil
}

// click picks a row; a click on the chosen row opens it.
func (v *searchesView) click(_, y int) intent {
	if v.loaded && v.err == nil && v.clicked(v.look, y) {
		if s := v.search(); s != nil {
			return searchFor(s.Query)
		}
	}
	return nil
}
