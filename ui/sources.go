package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/theme"
)

// sources is the Sources view: the feeds and their health.
type sources struct {
	*look
	feeds    []news.FeedStatus
	loaded   bool
	err      error
	sel, top int
	h        int
}

// openSources shows the feeds.
func (m *Model) openSources() tea.Cmd {
	m.turnOver(coverSources)
	return m.loadFeeds()
}

// update takes the feeds.
func (s *sources) update(msg tea.Msg) tea.Cmd {
	if msg, ok := msg.(feedsMsg); ok {
		s.take(msg)
	}
	return nil
}

func (s *sources) take(msg feedsMsg) {
	s.loaded, s.err = true, msg.err
	if msg.err == nil {
		s.feeds = msg.feeds
	}
	s.move(0)
}

func (s *sources) move(n int) { s.sel = max(min(s.sel+n, len(s.feeds)-1), 0) }

func (s *sources) pick(y int) {
	if i := s.top + y; y >= 0 && i < len(s.feeds) {
		s.sel = i
	}
}

func (s *sources) selected() *news.FeedStatus {
	if s.sel < len(s.feeds) {
		return &s.feeds[s.sel]
	}
	return nil
}

// view draws the rows; the last two lines explain the selected one in words.
func (s *sources) view(w, h int) string {
	switch {
	case s.err != nil:
		return s.vacant(w, h, "The feeds cannot be read.", firstLine(s.err.Error()))
	case !s.loaded:
		return ""
	case len(s.feeds) == 0:
		return s.vacant(w, h, "No feeds yet.", s.does(&s.keys.Add, "adds one by the address of any page."))
	}
	rows := max(h-4, 1)
	s.h = rows
	if s.sel < s.top {
		s.top = s.sel
	}
	if s.sel >= s.top+rows {
		s.top = s.sel - rows + 1
	}
	s.top = max(min(s.top, len(s.feeds)-rows), 0)
	out := []string{s.columns(w)}
	for i := s.top; i < len(s.feeds) && len(out) <= rows; i++ {
		out = append(out, s.row(&s.feeds[i], w, i == s.sel))
	}
	for len(out) < rows+2 {
		out = append(out, "")
	}
	if f := s.selected(); f != nil {
		for _, l := range []string{s.health(f), f.URL} {
			var b strings.Builder
			b.WriteByte(' ')
			fit(&b, l, w-1, s.g.Ellipsis)
			out = append(out, b.String())
		}
	}
	return strings.Join(out, "\n")
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

func (s *sources) row(f *news.FeedStatus, w int, selected bool) string {
	var b strings.Builder
	name := f.Title
	if name == "" {
		name = f.URL
	}
	if f.Outlet != "" && f.Outlet != name {
		name = f.Outlet + s.sep() + name
	}
	bar := " "
	if selected {
		bar = s.th.Bar.Wrap(s.g.Bar)
	}
	b.WriteString(bar)
	room := max(w-sourceNumbers-sourceStatus-3, 8)
	style := s.th.Text
	if selected {
		style = s.th.Selected
	}
	b.WriteByte(' ')
	b.WriteString(style.On)
	fit(&b, name, room-1, s.g.Ellipsis)
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

// state is the last fetch in a word.
func (s *sources) state(f *news.FeedStatus) (string, theme.Style) {
	st := &f.State
	switch {
	case st.Gone:
		return s.g.Denied + " gone (410)", s.th.Error
	case st.Err != "" && st.Status >= 400:
		return fmt.Sprintf("%s %d, %s", s.g.Denied, st.Status, s.age(st.LastTry)), s.th.Error
	case st.Err != "":
		return s.g.Denied + " failed, " + s.age(st.LastTry), s.th.Error
	case st.LastTry.IsZero():
		return "not yet", s.th.Dim
	case f.Muted:
		return "muted, " + s.age(st.LastGood), s.th.Dim
	}
	return s.age(st.LastGood), theme.Style{}
}

// health says in words how a feed is: what is wrong, since when, what comes next.
func (s *sources) health(f *news.FeedStatus) string {
	st := &f.State
	var parts []string
	switch {
	case st.Gone:
		parts = append(parts, "the server says that this feed is gone for good")
	case st.Err != "":
		parts = append(parts, st.Err)
	case st.LastTry.IsZero():
		return "not fetched yet; " + s.does(&s.keys.Refresh, "fetches it now")
	default:
		parts = append(parts, "well")
	}
	if st.Failures > 1 {
		parts = append(parts, plural(st.Failures, "failure", "failures")+" in a row")
	}
	if !st.LastGood.IsZero() {
		parts = append(parts, "last good "+s.stamp(st.LastGood))
	}
	if !st.Next.IsZero() && !st.Gone {
		parts = append(parts, "next try "+s.stamp(st.Next))
	}
	if st.Repaired != "" {
		parts = append(parts, "mended: "+st.Repaired)
	}
	return s.join(parts...)
}

func (s *sources) title() string { return "Sources" }
func (s *sources) words() string { return "" }
func (s *sources) wheel(n int)   { s.move(n) }

func (s *sources) hints(k *keyMap) [][2]string {
	return [][2]string{{pair(&k.Down, &k.Up), "move"}, {k.Open.first(), "its stories"}, {k.Refresh.first(), "fetch it"}, {k.Add.first(), "add"}, {k.Back.first(), "back"}}
}

func (s *sources) click(_ *Model, _, y int) tea.Cmd {
	s.pick(y - 1)
	return nil
}

func (s *sources) heard(m *Model, b news.Bulletin) tea.Cmd {
	if b.Feeds || b.Round.Total > 0 {
		return m.loadFeeds()
	}
	return nil
}

func (s *sources) key(m *Model, key string, n int) tea.Cmd {
	k := m.keys
	switch {
	case k.Down.is(key):
		s.move(n)
	case k.Up.is(key):
		s.move(-n)
	case k.Top.is(key):
		s.move(-len(s.feeds))
	case k.Bottom.is(key):
		s.move(len(s.feeds))
	case k.HalfDown.is(key), k.PageDown.is(key):
		s.move(n * max(s.h/2, 1))
	case k.HalfUp.is(key), k.PageUp.is(key):
		s.move(-n * max(s.h/2, 1))
	case k.Back.is(key):
		return m.leave()
	case k.Open.is(key):
		if f := s.selected(); f != nil {
			return m.search("feed:" + string(f.ID))
		}
	case k.Refresh.is(key):
		if f := s.selected(); f != nil {
			return m.refresh("fetching "+f.Title, f.ID)
		}
	case k.CopyLink.is(key):
		if f := s.selected(); f != nil {
			m.say(m.join("link copied", f.URL))
			return tea.SetClipboard(f.URL)
		}
	}
	return nil
}
