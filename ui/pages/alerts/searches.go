package alerts

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
)

// searchesView lists the saved searches with what they find, and what fires the watches.
type searchesView struct {
	*draw.Look
	page.Sheet
	saved  []news.SavedSearch
	counts map[news.SearchID]news.Counts
	loaded bool
	err    error

	from page.Watchlist
	desk page.Desk
}

// foundMsg tells what saved searches find.
type foundMsg struct {
	counts map[news.SearchID]news.Counts
}

// NewSearches makes the page of saved searches.
func NewSearches(d page.Deps) page.Page {
	return &searchesView{Look: d.Look, from: d.Watchlist, desk: d.Desk}
}

// Open asks for the saved searches.
func (v *searchesView) Open(at page.Reader) (page.Intent, bool) {
	switch {
	case v.from == nil:
		return page.Say(NoWatchlist), false
	case at.From == page.Page(v):
		return nil, false
	}
	return AskSearches(v.from), true
}

// count asks what the saved searches find.
func (v *searchesView) count() page.Intent {
	if len(v.saved) == 0 {
		return nil
	}
	d, saved := v.desk, v.saved
	return page.Ask(func(ctx context.Context) tea.Msg {
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

func (v *searchesView) Update(msg tea.Msg) page.Intent {
	switch msg := msg.(type) {
	case page.SearchesMsg:
		v.take(msg)
		return v.count()
	case foundMsg:
		v.counts = msg.counts
		for i := range v.Entries {
			v.Entries[i].Drawn = [2][]string{}
		}
	}
	return nil
}

// take shows the searches: the watches first. The cursor stays on its row.
func (v *searchesView) take(msg page.SearchesMsg) {
	var was news.SearchID
	if s := v.search(); s != nil {
		was = s.ID
	}
	v.loaded, v.err = true, msg.Err
	if msg.Err != nil {
		return
	}
	v.saved = v.saved[:0:0]
	var rows []page.Entry
	at, old := 0, v.Sel
	for _, watches := range []bool{true, false} {
		head := true
		for i := range msg.Searches {
			s := msg.Searches[i]
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
			rows = append(rows, page.Entry{Draw: func(w int, chosen bool) []string { return v.row(&s, w, chosen) }})
		}
	}
	v.Fill(rows)
	if at == 0 {
		at = old
	}
	if at > 0 && len(rows) > 0 {
		v.Sel = min(at, len(rows)-1)
		v.Step(0)
	}
}

// search returns the search under the cursor, nil when there is none.
func (v *searchesView) search() *news.SavedSearch {
	n := 0
	for i := range v.Entries {
		if v.Entries[i].Head {
			continue
		}
		if i == v.Sel && n < len(v.saved) {
			return &v.saved[n]
		}
		n++
	}
	return nil
}

func (v *searchesView) heading(text string, first bool) page.Entry {
	return page.Entry{Head: true, Draw: func(w int, _ bool) []string {
		var b strings.Builder
		b.WriteByte(' ')
		v.Theme.Heading.Write(&b, text)
		draw.Pad(&b, w-1-draw.Width(text))
		if first {
			return []string{b.String()}
		}
		return []string{"", b.String()}
	}}
}

// row draws a search: its name and what it finds; below what it looks for and what fires
// it.
func (v *searchesView) row(s *news.SavedSearch, w int, chosen bool) []string {
	bar, style := " ", v.Theme.Strong
	if chosen {
		bar, style = v.Theme.Bar.Wrap(v.Glyphs.Bar), v.Theme.Selected
	}
	found := ""
	if c, ok := v.counts[s.ID]; ok {
		found = fmt.Sprintf("%s unread of %s", draw.Thousands(c.Unread), draw.Thousands(c.Stories))
		if c.StoriesMore {
			found += "+"
		}
	}
	name := v.ASCIICells(draw.Clip(s.Name, max(w-draw.Width(found)-5, 8), v.Glyphs.Ellipsis))
	var b strings.Builder
	b.WriteString(bar)
	b.WriteByte(' ')
	style.Write(&b, name)
	draw.Pad(&b, w-3-draw.Width(name)-draw.Width(found))
	v.Theme.Dim.Write(&b, found)
	b.WriteByte(' ')
	out := []string{b.String()}
	below := []string{"/" + s.Query}
	if len(s.Fires) > 0 {
		below = append(below, "fires on "+news.TriggerNames(s.Fires))
	}
	for _, text := range below {
		for _, l := range v.Hanging(text, max(w-6, 10), 2) {
			b.Reset()
			b.WriteString(bar)
			draw.Pad(&b, 3)
			v.Theme.Dim.Write(&b, l)
			draw.Pad(&b, w-4-draw.Width(l))
			out = append(out, b.String())
		}
	}
	return out
}

func (v *searchesView) View(w, h int) string {
	switch {
	case v.err != nil:
		return v.Vacant(w, h, "The saved searches cannot be read.", draw.FirstLine(v.err.Error()))
	case !v.loaded:
		return v.Loading(w, h)
	case len(v.Entries) == 0:
		return v.Vacant(w, h, "No searches are saved yet.", v.hint())
	}
	return strings.Join(v.Sheet.View(v.Look, w, h), "\n")
}

func (v *searchesView) hint() string {
	return v.Does(&v.Keys.Search, "searches") + v.Sep() + ":save NAME keeps the search" + v.Sep() + v.Does(&v.Keys.Watch, "watches it")
}

// Subject is the search under the cursor: pages opened from here are about what it finds.
func (v *searchesView) Subject() (at page.Subject) {
	if s := v.search(); s != nil {
		if q, err := news.ParseQuery(s.Query); err == nil {
			at.Search, at.Query = s.Name, q
		}
	}
	return at
}

func (v *searchesView) Title() string { return "Saved searches" }
func (v *searchesView) Words() string { return "" }
func (v *searchesView) Wheel(n int)   { v.Step(n / page.WheelLines) }

func (v *searchesView) Hints() [][2]string {
	k := v.Keys
	return [][2]string{{k.Open.First(), "search"}, {k.ChangeWatch.First(), "change"}, {k.RemoveSearch.First(), "remove"}, {k.Claims.First(), "claims"},
		{k.Figures.First(), "figures"}, {k.Alerts.First(), "alerts"},
		{k.Back.First(), "back"}}
}

// Heard counts again when stories came or were marked.
func (v *searchesView) Heard(b news.Bulletin) page.Intent {
	if b.Marked > 0 {
		return AskSearches(v.from)
	}
	if b.New+b.Tagged > 0 {
		return v.count()
	}
	return nil
}

func (v *searchesView) Key(key string, n int) page.Intent {
	k := v.Keys
	switch s := v.search(); {
	case v.Turn(v.Look, key, n):
	case k.Open.Is(key) && s != nil:
		return page.SearchFor(s.Query)
	case k.ChangeWatch.Is(key) && s != nil:
		return page.WatchFor{Search: *s}
	case k.RemoveSearch.Is(key) && s != nil:
		return unstore(v.from, *s, "removed: "+s.Name, false)
	case k.Undo.Is(key):
		return page.UndoLast{}
	case k.Refresh.Is(key), k.ShowNew.Is(key):
		return AskSearches(v.from)
	case k.Back.Is(key):
		return page.GoBack{}
	}
	return nil
}

// Click picks a row; a click on the chosen row opens it.
func (v *searchesView) Click(_, y int) page.Intent {
	if v.loaded && v.err == nil && v.Clicked(v.Look, y) {
		if s := v.search(); s != nil {
			return page.SearchFor(s.Query)
		}
	}
	return nil
}
