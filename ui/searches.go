package ui

import (
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
	hint   string
}

// foundMsg tells what saved searches find.
type foundMsg struct {
	counts map[news.SearchID]news.Counts
}

// turnToSearches opens the page.
func (m *Model) turnToSearches() tea.Cmd {
	if m.noWatchlist() || m.cover == coverSearches {
		return nil
	}
	m.openPage(coverSearches)
	m.searches.hint = m.does(&m.keys.Search, "searches") + m.sep() + ":save NAME keeps the search" + m.sep() + m.does(&m.keys.Watch, "watches it")
	return m.loadSearches()
}

// countSearches asks what the saved searches find.
func (m *Model) countSearches() tea.Cmd {
	if m.cover != coverSearches || len(m.saved) == 0 {
		return nil
	}
	ctx, d, saved := m.ctx, m.desk, m.saved
	return func() tea.Msg {
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
	}
}

// gotSearches notes what is saved, for names and forms as for the page.
func (m *Model) gotSearches(msg searchesMsg) tea.Cmd {
	if msg.err != nil {
		return nil // the page says it
	}
	m.saved = msg.searches
	m.prompt.names = nil
	for i := range m.saved {
		m.prompt.names = append(m.prompt.names, m.saved[i].Name)
	}
	return m.countSearches()
}

func (v *searchesView) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case searchesMsg:
		v.take(msg)
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
			rows = append(rows, entry{draw: func(w int, chosen bool) []string { return v.row(&s, w, chosen) },
				act: func(m *Model) tea.Cmd { return m.search(s.Query) }})
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
		return v.vacant(w, h, "No searches are saved yet.", v.hint)
	}
	return strings.Join(v.sheet.view(v.look, w, h), "\n")
}

func (v *searchesView) title() string { return "Saved searches" }
func (v *searchesView) words() string { return "" }
func (v *searchesView) wheel(n int)   { v.step(n / wheelLines) }

func (v *searchesView) hints(k *keyMap) [][2]string {
	return [][2]string{{k.Open.first(), "search"}, {k.Watch.first(), "change"}, {k.Apart.first(), "remove"}, {k.Alerts.first(), "alerts"}, {k.Back.first(), "back"}}
}

// heard counts again when stories came or were marked.
func (v *searchesView) heard(m *Model, b news.Bulletin) tea.Cmd {
	if b.Marked > 0 {
		return m.loadSearches()
	}
	if b.New+b.Tagged > 0 {
		return m.countSearches()
	}
	return nil
}

func (v *searchesView) key(m *Model, key string, n int) tea.Cmd {
	k := m.keys
	s := v.search()
	switch {
	case v.turn(m.look, k, key, n):
	case k.Open.is(key) && s != nil:
		return m.showSaved(s)
	case k.Watch.is(key) && s != nil:
		return m.editWatch(*s)
	case k.Apart.is(key) && s != nil:
		return m.unstore(*s, "removed: "+s.Name, false)
	case k.Undo.is(key):
		return m.undoLast()
	case k.Refresh.is(key), k.ShowNew.is(key):
		return m.loadSearches()
	case k.Back.is(key):
		return m.leave()
	}
	return nil
}

// showSaved shows what a saved search finds, also when the list shows that already.
func (m *Model) showSaved(s *news.SavedSearch) tea.Cmd {
	if s.Query == m.list().asked {
		return m.show(m.view)
	}
	return m.search(s.Query)
}

// click picks a row; a click on the chosen row opens it.
func (v *searchesView) click(m *Model, _, y int) tea.Cmd {
	if v.loaded && v.err == nil && v.clicked(m.look, y) {
		if s := v.search(); s != nil {
			return m.showSaved(s)
		}
	}
	return nil
}
