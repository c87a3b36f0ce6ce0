package ui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
)

// The full text of a page is a layer of its own over the feed's text: f lays it on and
// takes it off. The list, events, versions and places go by the feed's text alone.

// layer is the page that lies over the feed's text.
type layer struct {
	page   *news.FullText // nil while the feed's text is shown
	feed   *news.Article  // the story as the feed has it, while the page is shown
	at     news.Bookmark  // where the reader was in the feed's text
	asked  news.StoryID   // whose page is being fetched, "" for none
	always news.StoryID   // the last one that was fetched because its feed says always
	cancel context.CancelFunc
}

// fullTextMsg answers Model.fetchFull.
type fullTextMsg struct {
	id    news.StoryID
	got   news.FullText
	quiet bool // it came because the feed says always, not because of a key
	err   error
}

// toggleFull lays the page over the feed's text, or takes it off.
func (m *Model) toggleFull() tea.Cmd {
	s := &m.story
	switch {
	case !s.shown():
		m.say("open a story first")
		return nil
	case m.opt.Archive == nil:
		m.say("pages are not fetched here")
		return nil
	case s.page != nil:
		s.takeOff()
		m.say("the feed's text")
		return nil
	case s.asked == s.id:
		s.stopFetch()
		m.say("no longer fetching the page")
		return nil
	case m.plan.shown(listPane) && !m.plan.shown(storyPane):
		m.setFocus(storyPane)
	}
	m.say("fetching the page" + m.Glyphs.Ellipsis + " " + m.Keys.FullText.First() + " stops")
	return m.fetchFull(false)
}

// fetchFull asks for the page of the story shown, until another one takes its place.
func (m *Model) fetchFull(quiet bool) tea.Cmd {
	s := &m.story
	s.stopFetch()
	ctx, cancel := context.WithCancel(m.ctx)
	s.asked, s.cancel = s.id, cancel
	id, d := s.id, m.opt.Archive
	return func() tea.Msg {
		got, err := d.FullText(ctx, id)
		return fullTextMsg{id, got, quiet, err}
	}
}

// alwaysFull asks for the page of a story that the reader went into, when its feed says
// so.
func (m *Model) alwaysFull() tea.Cmd {
	s := &m.story
	if !s.shown() || !s.entered || !s.art.Source.FullText || s.page != nil || s.always == s.id || m.opt.Archive == nil {
		return nil
	}
	s.always = s.id
	return m.fetchFull(true)
}

// stopFetch ends a fetch under way.
func (s *story) stopFetch() {
	if s.cancel != nil {
		s.cancel()
	}
	s.asked, s.cancel = "", nil
}

// gotFull shows the page, when its story is still on the screen and wanted.
func (m *Model) gotFull(msg fullTextMsg) {
	s := &m.story
	if msg.id != s.asked || msg.id != s.id {
		return
	}
	s.stopFetch()
	switch {
	case errors.Is(msg.err, context.Canceled), !s.shown():
	case msg.err != nil:
		m.notice, m.bad = "no full text: "+draw.FirstLine(msg.err.Error()), true
	default:
		s.layOn(&msg.got)
		if !msg.quiet {
			m.say(m.Join("full text of the page", m.Does(&m.Keys.FullText, "shows the feed's text")))
		}
	}
}

// layOn shows a page over the feed's text.
func (s *story) layOn(page *news.FullText) {
	s.at, s.i = nowhere, 0
	s.layer.at = s.bookmark()
	s.feed, s.page = s.art, page
	s.compose()
	s.top = 0
}

// compose makes what is shown of the story and the page.
func (s *story) compose() {
	a := *s.feed
	a.Story = s.page.Of(a.Story)
	a.Mentions, a.Claims, a.Tagged = s.page.Mentions, s.page.Claims, true
	draw.Sound(&a)
	s.art, s.body = &a, nil
}

// takeOff shows the feed's text again, where the reader was in it.
func (s *story) takeOff() {
	if s.page == nil {
		return
	}
	s.feed.Read, s.feed.Starred = s.art.Read, s.art.Starred
	s.art, s.body = s.feed, nil
	s.feed, s.page = nil, nil
	s.layer.cancel = nil
	s.at, s.i, s.top = nowhere, 0, 0
	if b := s.lay(); b != nil && (s.layer.at.Field != news.InTitle || s.layer.at.Offset > 0) {
		s.top = b.lineOf(s.layer.at.Field, s.layer.at.Offset)
	}
}

// pageLine says whose words are shown.
func (b *body) pageLine() string {
	s := "full text of the page, fetched " + b.Stamp(b.page.Fetched)
	if b.page.Version < b.art.Version {
		s += ", before the " + draw.Ordinal(b.art.Version) + " version"
	}
	return b.Join(s, b.Does(&b.Keys.FullText, "shows the feed's text"))
}
