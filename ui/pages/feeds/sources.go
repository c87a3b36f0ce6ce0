// Package feeds holds the pages of the subscriptions: all of them, one, and those offered.
package feeds

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/keys"
	"dateline/ui/page"
	"dateline/ui/theme"
)

// sources is the Sources view: the feeds by folder, and how the one under the cursor is.
type sources struct {
	*draw.Look
	page.Sheet
	feeds  []news.FeedStatus
	at     []int // of feeds, by entry; -1 for a folder
	loaded bool
	err    error
	want   news.FeedID // the feed to put the cursor on when it comes
	broken bool        // only feeds that fail are shown

	subs page.Subscriptions
	desk page.Desk
}

// NewSources makes the Sources page.
func NewSources(d page.Deps) page.Page { return &sources{Look: d.Look, subs: d.Subs, desk: d.Desk} }

// Open shows the feeds.
func (s *sources) Open(page.Reader) (page.Intent, bool) { return page.AskFeeds(s.subs), true }

// Update takes the feeds, and after a change which one to go to.
func (s *sources) Update(msg tea.Msg) page.Intent {
	switch msg := msg.(type) {
	case page.FeedsMsg:
		s.take(msg)
	case page.SubscribedMsg:
		if msg.Err == nil {
			s.want = msg.Feed.ID
		}
	case page.ChangedMsg:
		if msg.Of == page.OfFeeds {
			s.want = msg.Feed
		}
	}
	return nil
}

// take shows the feeds, with the cursor where it was.
func (s *sources) take(msg page.FeedsMsg) {
	s.loaded, s.err = true, msg.Err
	if msg.Err != nil {
		return
	}
	if f := s.selected(); f != nil && s.want == "" {
		s.want = f.ID
	}
	was := s.Sel
	s.feeds = msg.Feeds
	s.list()
	s.Step(min(was, len(s.Entries)))
	for i, at := range s.at {
		if at >= 0 && s.feeds[at].ID == s.want {
			s.Sel = i
		}
	}
	s.want = ""
}

// list makes the rows: the feeds under their folders, if there are any.
func (s *sources) list() {
	var entries []page.Entry
	s.at = s.at[:0]
	folder := ""
	for i := range s.feeds {
		f := &s.feeds[i]
		if s.broken && f.State.Err == "" {
			continue
		}
		if f.Folder != folder {
			folder = f.Folder
			first, name := len(entries) == 0, folder
			entries = append(entries, page.Entry{Head: true, Draw: func(w int, _ bool) []string { return s.folder(name, w, first) }})
			s.at = append(s.at, -1)
		}
		entries = append(entries, page.Entry{Draw: func(w int, chosen bool) []string { return []string{s.row(f, w, chosen)} }})
		s.at = append(s.at, i)
	}
	top := s.Top
	s.Fill(entries)
	s.Top = top
}

// selected returns the feed under the cursor, nil when there is none.
func (s *sources) selected() *news.FeedStatus {
	if s.Sel < len(s.at) && s.at[s.Sel] >= 0 && s.at[s.Sel] < len(s.feeds) {
		return &s.feeds[s.at[s.Sel]]
	}
	return nil
}

// View draws the rows; the last lines tell of the selected one in words.
func (s *sources) View(w, h int) string {
	switch {
	case s.err != nil:
		return s.Vacant(w, h, "The feeds cannot be read.", draw.FirstLine(s.err.Error()))
	case !s.loaded:
		return ""
	case len(s.feeds) == 0:
		return s.Vacant(w, h, "No feeds yet.", s.Does(&s.Keys.Add, "adds one by the address of any page."))
	case len(s.at) == 0:
		return s.Vacant(w, h, "No feed fails.", s.Does(&s.Keys.HideRead, "shows all of them."))
	}
	about := s.about(w, h)
	room := h - 1 - len(about)
	out := append([]string{s.columns(w)}, s.Sheet.View(s.Look, w, room)...)
	for len(out) < room+1 {
		out = append(out, "")
	}
	return strings.Join(append(out, about...), "\n")
}

// about tells of the selected feed: what is the matter, what to do, when, where.
func (s *sources) about(w, h int) []string {
	f := s.selected()
	if f == nil {
		return nil
	}
	most := 1
	if h >= 16 {
		most = 2
	}
	out := []string{""}
	put := func(text string, style theme.Style) {
		for i, l := range draw.Wrap(text, w-2) {
			if i == most {
				break
			}
			var b strings.Builder
			b.WriteByte(' ')
			b.WriteString(style.On)
			draw.Fit(&b, draw.Tame(text[l.Start:l.End]), w-1, s.Glyphs.Ellipsis)
			b.WriteString(style.Off)
			out = append(out, b.String())
		}
	}
	style := theme.Style{}
	if f.State.Err != "" {
		style = s.Theme.Error
	}
	put(s.matter(f), style)
	if what := s.advice(&f.State); what != "" {
		put(what, theme.Style{})
	}
	if times := s.times(f); times != "" {
		put(times, s.Theme.Dim)
	}
	most = 1
	put(news.Redact(f.URL), s.Theme.Dim)
	return out
}

// How wide the columns at the right are.
const (
	sourceNumbers = 23 // unread, stories, a day
	sourceADay    = 8  // of these, a day, which a narrow screen leaves out
	sourceStatus  = 18
	sourceNarrow  = 70
)

// numbersWidth is how wide the columns of numbers are on a screen of w cells.
func numbersWidth(w int) int {
	if w < sourceNarrow {
		return sourceNumbers - sourceADay
	}
	return sourceNumbers
}

// columns is the line above the rows.
func (s *sources) columns(w int) string {
	var b strings.Builder
	b.WriteString(s.Theme.Dim.On)
	text := fmt.Sprintf("%-*s%7s %7s", max(w-numbersWidth(w)-sourceStatus-2, 8), "  feed", "unread", "stories")
	if w >= sourceNarrow {
		text += fmt.Sprintf(" %7s", "a day")
	}
	text += "  last fetch"
	draw.Fit(&b, text, w, "")
	b.WriteString(s.Theme.Dim.Off)
	return b.String()
}

// folder is the heading above the feeds of a folder.
func (s *sources) folder(name string, w int, first bool) []string {
	var b strings.Builder
	b.WriteByte(' ')
	b.WriteString(s.Theme.Heading.On)
	draw.Fit(&b, name, w-1, s.Glyphs.Ellipsis)
	b.WriteString(s.Theme.Heading.Off)
	if first {
		return []string{b.String()}
	}
	return []string{"", b.String()}
}

func (s *sources) row(f *news.FeedStatus, w int, selected bool) string {
	var b strings.Builder
	bar, style := " ", s.Theme.Text
	if selected {
		bar, style = s.Theme.Bar.Wrap(s.Glyphs.Bar), s.Theme.Selected
	}
	b.WriteString(bar)
	room := max(w-numbersWidth(w)-sourceStatus-3, 8)
	b.WriteByte(' ')
	b.WriteString(style.On)
	draw.Fit(&b, feedName(s.Look, &f.Feed), room-1, s.Glyphs.Ellipsis)
	b.WriteString(style.Off)
	numbers := fmt.Sprintf(" %6s %7s", draw.Thousands(f.Unread), draw.Thousands(f.Items))
	if w >= sourceNarrow {
		numbers += fmt.Sprintf(" %7.1f", f.PerDay)
	}
	numbers += "  "
	rest := w - 2 - (room - 1) - len(numbers)
	if rest < 0 {
		numbers = draw.Clip(numbers, max(w-2-(room-1), 0), "")
		rest = w - 2 - (room - 1) - draw.Width(numbers)
	}
	b.WriteString(numbers)
	word, st := s.state(f)
	b.WriteString(st.On)
	draw.Fit(&b, word, rest, s.Glyphs.Ellipsis)
	b.WriteString(st.Off)
	return b.String()
}

// feedName is what a feed is called: its outlet and its own name.
func feedName(k *draw.Look, f *news.Feed) string {
	name := f.Title
	if name == "" {
		name = news.Redact(f.URL)
	}
	if f.Outlet != "" && f.Outlet != name && !strings.HasPrefix(name, f.Outlet) {
		name = f.Outlet + k.Sep() + name
	}
	return name
}

// Title says how many feeds fail, and which key shows only these.
func (s *sources) Title() string {
	n := 0
	for i := range s.feeds {
		if s.feeds[i].State.Err != "" {
			n++
		}
	}
	switch {
	case s.broken:
		return s.Join("Sources", fmt.Sprintf("%d of %d fail, ", n, len(s.feeds))+s.Does(&s.Keys.HideRead, "shows all"))
	case n > 0:
		return s.Join("Sources", fmt.Sprintf("%d of %d fail, ", n, len(s.feeds))+s.Does(&s.Keys.HideRead, "shows these"))
	}
	return "Sources"
}

// Words says what the keys of this view do to the feed under the cursor.
func (s *sources) Words() string { return "" }
func (s *sources) Wheel(n int)   { s.Step(n) }

func (s *sources) Hints() [][2]string {
	k := s.Keys
	return [][2]string{{keys.Pair(&k.Down, &k.Up), "move"}, {k.Open.First(), "its stories"}, {k.EditFeed.First(), "edit"}, {k.Refresh.First(), "fetch it"}, {k.ReadFeed.First(), "all read"},
		{k.Add.First(), "add"}, {k.MuteFeed.First(), "mute"}, {k.RemoveFeed.First(), "remove"}, {k.Back.First(), "back"}}
}

// Subject is the feed under the cursor.
func (s *sources) Subject() page.Subject { return page.Subject{Feed: s.selected()} }

// Click picks a feed; a click on the chosen one opens its card.
func (s *sources) Click(_, y int) page.Intent {
	if s.Clicked(s.Look, y-1) {
		return page.Show{Page: page.Card, Of: s.Subject()}
	}
	return nil
}

func (s *sources) Heard(b news.Bulletin) page.Intent {
	if b.Feeds || b.Round.Total > 0 {
		return page.AskFeeds(s.subs)
	}
	return nil
}

func (s *sources) Key(key string, n int) page.Intent {
	k := s.Keys
	switch {
	case s.Turn(s.Look, key, n):
		return nil
	case k.Back.Is(key):
		return page.GoBack{}
	case k.Undo.Is(key):
		return page.UndoLast{}
	case k.HideRead.Is(key):
		s.broken = !s.broken
		s.take(page.FeedsMsg{Feeds: s.feeds})
		return nil
	}
	if f := s.selected(); f != nil {
		return s.feedKey(f, key)
	}
	return nil
}

// feedKey does what a key means for the feed under the cursor.
func (s *sources) feedKey(f *news.FeedStatus, key string) page.Intent {
	switch k := s.Keys; {
	case k.Open.Is(key):
		return page.SearchFor("feed:" + string(f.ID))
	case k.EditFeed.Is(key):
		return page.Show{Page: page.Card, Of: s.Subject()}
	case k.MuteFeed.Is(key):
		return mute(s.subs, s.Look, f.Feed)
	case k.RemoveFeed.Is(key):
		return RemoveFeed(s.subs, s.Look, f.Feed)
	case k.ReadFeed.Is(key):
		return page.MarkAll(s.desk, s.Now, ofFeeds(f.ID), "all of "+feedName(s.Look, &f.Feed)+" read")
	case k.ReadFolder.Is(key):
		return s.readFolder(f.Folder)
	case k.Refresh.Is(key):
		return page.FetchFeeds{What: "fetching " + f.Title, Feeds: []news.FeedID{f.ID}}
	case k.Browser.Is(key):
		return page.BrowseTo(f.Home)
	case k.CopyLink.Is(key):
		return page.CopyLink{URL: f.URL, Shown: news.Redact(f.URL)}
	}
	return nil
}

// readFolder marks all as read that the feeds under a heading have.
func (s *sources) readFolder(folder string) page.Intent {
	if folder == "" {
		return page.Say("this feed is in no folder" + s.Sep() + s.Does(&s.Keys.ReadFeed, "marks the feed read"))
	}
	var ids []news.FeedID
	for i := range s.feeds {
		if s.feeds[i].Folder == folder {
			ids = append(ids, s.feeds[i].ID)
		}
	}
	return page.MarkAll(s.desk, s.Now, ofFeeds(ids...), "all of "+folder+" read")
}

// ofFeeds matches the stories of feeds, at least one.
func ofFeeds(ids ...news.FeedID) news.Query {
	parts := make([]news.Expr, len(ids))
	for i, id := range ids {
		parts[i] = &news.Term{Field: news.FieldFeed, Value: string(id)}
	}
	q := news.Query{Expr: parts[0]}
	if len(parts) > 1 {
		q.Expr = &news.Or{Parts: parts}
	}
	q.Text = q.String()
	return q
}

// Changed asks for the unread counts anew when stories were marked; the feeds themselves come anyway.
func (s *sources) Changed(of page.Matter) page.Intent {
	if of == page.OfFeeds {
		return nil
	}
	return page.AskFeeds(s.subs)
}
