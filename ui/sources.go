package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/theme"
)

// sources is the Sources view: the feeds by folder, and how the one under the cursor is.
type sources struct {
	*look
	sheet
	feeds  []news.FeedStatus
	at     []int // of feeds, by entry; -1 for a folder
	loaded bool
	err    error
	want   news.FeedID // the feed to put the cursor on when it comes

	subs Subscriptions
	desk Desk
}

func newSources(d deps) page { return &sources{look: d.look, subs: d.subs, desk: d.desk} }

// open shows the feeds.
func (s *sources) open(reader) (intent, bool) { return askFeeds(s.subs), true }

// update takes the feeds, and after a change which one to go to.
func (s *sources) update(msg tea.Msg) intent {
	switch msg := msg.(type) {
	case feedsMsg:
		s.take(msg)
	case subscribedMsg:
		if msg.err == nil {
			s.want = msg.feed.ID
		}
	case changedMsg:
		if msg.of == ofFeeds {
			s.want = msg.feed
		}
	}
	return nil
}

// take shows the feeds, with the cursor where it was.
func (s *sources) take(msg feedsMsg) {
	s.loaded, s.err = true, msg.err
	if msg.err != nil {
		return
	}
	if f := s.selected(); f != nil && s.want == "" {
		s.want = f.ID
	}
	was := s.sel
	s.feeds = msg.feeds
	s.list()
	s.step(min(was, len(s.entries)))
	for i, at := range s.at {
		if at >= 0 && s.feeds[at].ID == s.want {
			s.sel = i
		}
	}
	s.want = ""
}

// list makes the rows: the feeds under their folders, if there are any.
func (s *sources) list() {
	var entries []entry
	s.at = s.at[:0]
	folder := ""
	for i := range s.feeds {
		f := &s.feeds[i]
		if f.Folder != folder {
			folder = f.Folder
			first, name := i == 0, folder
			entries = append(entries, entry{head: true, draw: func(w int, _ bool) []string { return s.folder(name, w, first) }})
			s.at = append(s.at, -1)
		}
		entries = append(entries, entry{draw: func(w int, chosen bool) []string { return []string{s.row(f, w, chosen)} }})
		s.at = append(s.at, i)
	}
	top := s.top
	s.fill(entries)
	s.top = top
}

// selected returns the feed under the cursor, nil when there is none.
func (s *sources) selected() *news.FeedStatus {
	if s.sel < len(s.at) && s.at[s.sel] >= 0 && s.at[s.sel] < len(s.feeds) {
		return &s.feeds[s.at[s.sel]]
	}
	return nil
}

// view draws the rows; the last lines tell of the selected one in words.
func (s *sources) view(w, h int) string {
	switch {
	case s.err != nil:
		return s.vacant(w, h, "The feeds cannot be read.", firstLine(s.err.Error()))
	case !s.loaded:
		return ""
	case len(s.feeds) == 0:
		return s.vacant(w, h, "No feeds yet.", s.does(&s.keys.Add, "adds one by the address of any page."))
	}
	about := s.about(w, h)
	room := h - 1 - len(about)
	out := append([]string{s.columns(w)}, s.sheet.view(s.look, w, room)...)
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
		for i, l := range wrap(text, w-2) {
			if i == most {
				break
			}
			var b strings.Builder
			b.WriteByte(' ')
			b.WriteString(style.On)
			fit(&b, tame(text[l.Start:l.End]), w-1, s.g.Ellipsis)
			b.WriteString(style.Off)
			out = append(out, b.String())
		}
	}
	style := theme.Style{}
	if f.State.Err != "" {
		style = s.th.Error
	}
	put(s.matter(&f.State), style)
	if what := s.advice(&f.State); what != "" {
		put(what, theme.Style{})
	}
	if times := s.times(f); times != "" {
		put(times, s.th.Dim)
	}
	most = 1
	put(news.Redact(f.URL), s.th.Dim)
	return out
}

// How wide the columns at the right are.
const (
	sourceNumbers = 23 // unread, stories, a day
	sourceStatus  = 18
)

// columns is the line above the rows.
func (s *sources) columns(w int) string {
	var b strings.Builder
	b.WriteString(s.th.Dim.On)
	text := fmt.Sprintf("%-*s", max(w-sourceNumbers-sourceStatus-2, 8), "  feed")
	text += fmt.Sprintf("%7s %7s %7s  %s", "unread", "stories", "a day", "last fetch")
	fit(&b, text, w, "")
	b.WriteString(s.th.Dim.Off)
	return b.String()
}

// folder is the heading above the feeds of a folder.
func (s *sources) folder(name string, w int, first bool) []string {
	var b strings.Builder
	b.WriteByte(' ')
	b.WriteString(s.th.Heading.On)
	fit(&b, name, w-1, s.g.Ellipsis)
	b.WriteString(s.th.Heading.Off)
	if first {
		return []string{b.String()}
	}
	return []string{"", b.String()}
}

func (s *sources) row(f *news.FeedStatus, w int, selected bool) string {
	var b strings.Builder
	bar, style := " ", s.th.Text
	if selected {
		bar, style = s.th.Bar.Wrap(s.g.Bar), s.th.Selected
	}
	b.WriteString(bar)
	room := max(w-sourceNumbers-sourceStatus-3, 8)
	b.WriteByte(' ')
	b.WriteString(style.On)
	fit(&b, feedName(s.look, &f.Feed), room-1, s.g.Ellipsis)
	b.WriteString(style.Off)
	numbers := fmt.Sprintf(" %6s %7s %7.1f  ", thousands(f.Unread), thousands(f.Items), f.PerDay)
	rest := w - 2 - (room - 1) - len(numbers)
	if rest < 0 {
		numbers = clip(numbers, max(w-2-(room-1), 0), "")
		rest = w - 2 - (room - 1) - width(numbers)
	}
	b.WriteString(numbers)
	word, st := s.state(f)
	b.WriteString(st.On)
	fit(&b, word, rest, s.g.Ellipsis)
	b.WriteString(st.Off)
	return b.String()
}

// feedName is what a feed is called: its outlet and its own name.
func feedName(k *look, f *news.Feed) string {
	name := f.Title
	if name == "" {
		name = news.Redact(f.URL)
	}
	if f.Outlet != "" && f.Outlet != name && !strings.HasPrefix(name, f.Outlet) {
		name = f.Outlet + k.sep() + name
	}
	return name
}

func (s *sources) title() string { return "Sources" }

// words says what the keys of this view do to the feed under the cursor.
func (s *sources) words() string { return "" }
func (s *sources) wheel(n int)   { s.step(n) }

func (s *sources) hints() [][2]string {
	k := s.keys
	return [][2]string{{pair(&k.Down, &k.Up), "move"}, {k.Open.first(), "its stories"}, {k.Jump.first(), "edit"}, {k.Refresh.first(), "fetch it"},
		{k.Add.first(), "add"}, {k.Read.first(), "mute"}, {k.Apart.first(), "remove"}, {k.Back.first(), "back"}}
}

// subject is the feed under the cursor.
func (s *sources) subject() subject { return subject{feed: s.selected()} }

// click picks a feed; a click on the chosen one opens its card.
func (s *sources) click(_, y int) intent {
	if s.clicked(s.look, y-1) {
		return show{page: cardPage, of: s.subject()}
	}
	return nil
}

func (s *sources) heard(b news.Bulletin) intent {
	if b.Feeds || b.Round.Total > 0 {
		return askFeeds(s.subs)
	}
	return nil
}

func (s *sources) key(key string, n int) intent {
	k := s.keys
	switch {
	case s.turn(s.look, key, n):
		return nil
	case k.Back.is(key):
		return goBack{}
	case k.Undo.is(key):
		return undoLast{}
	}
	if f := s.selected(); f != nil {
		return s.feedKey(f, key)
	}
	return nil
}

// feedKey does what a key means for the feed under the cursor.
func (s *sources) feedKey(f *news.FeedStatus, key string) intent {
	switch k := s.keys; {
	case k.Open.is(key):
		return searchFor("feed:" + string(f.ID))
	case k.Jump.is(key):
		return show{page: cardPage, of: s.subject()}
	case k.Read.is(key):
		return mute(s.subs, s.look, f.Feed)
	case k.Apart.is(key):
		return removeFeed(s.subs, s.look, f.Feed)
	case k.AllRead.is(key):
		return markAll(s.desk, s.now, ofFeed(f.ID), "all of "+feedName(s.look, &f.Feed)+" read")
	case k.Refresh.is(key):
		return fetchFeeds{"fetching " + f.Title, []news.FeedID{f.ID}}
	case k.Browser.is(key):
		return browseTo(f.Home)
	case k.CopyLink.is(key):
		return copyLink{f.URL, news.Redact(f.URL)}
	}
	return nil
}

// ofFeed matches the stories of a feed.
func ofFeed(id news.FeedID) news.Query {
	text := "feed:" + string(id)
	return news.Query{Text: text, Expr: &news.Term{Field: news.FieldFeed, Value: string(id), Span: news.Span{End: len(text)}}}
}
