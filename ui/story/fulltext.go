package story

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
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
	cancel func()
}

// fullTextMsg answers fetchFull.
type fullTextMsg struct {
	id    news.StoryID
	got   news.FullText
	quiet bool // it came because the feed says always, not because of a key
	err   error
}

// toggleFull lays the page over the feed's text, or takes it off.
func (s *Pane) toggleFull() page.Intent {
	switch {
	case !s.Shown():
		return page.Say("open a story first")
	case s.archive == nil:
		return page.Say("pages are not fetched here")
	case s.page != nil:
		s.takeOff()
		return page.Say("the feed's text")
	case s.asked == s.ID:
		s.stopFetch()
		return page.Say("no longer fetching the page")
	}
	return page.Several{page.Say("fetching the page" + s.Glyphs.Ellipsis + " " + s.Keys.FullText.First() + " stops"), s.fetchFull(false)}
}

// fetchFull asks for the page of the story shown, until another one takes its place.
func (s *Pane) fetchFull(quiet bool) page.Intent {
	s.stopFetch()
	id, d := s.ID, s.archive
	ask, cancel := page.Stoppable(func(ctx context.Context) tea.Msg {
		got, err := d.FullText(ctx, id)
		return fullTextMsg{id, got, quiet, err}
	})
	s.asked, s.cancel = id, cancel
	return ask
}

// alwaysFull asks for the page of a story that the reader went into, when its feed says
// so.
func (s *Pane) alwaysFull() page.Intent {
	if !s.Shown() || !s.entered || !s.Art.Source.FullText || s.page != nil || s.always == s.ID || s.archive == nil {
		return nil
	}
	s.always = s.ID
	return s.fetchFull(true)
}

// OnPage reports whether the page lies over the feed's text.
func (s *Pane) OnPage() bool { return s.page != nil }

// stopFetch ends a fetch under way.
func (s *Pane) stopFetch() {
	if s.cancel != nil {
		s.cancel()
	}
	s.asked, s.cancel = "", nil
}

// gotFull shows the page, when its story is still on the screen and wanted.
func (s *Pane) gotFull(msg fullTextMsg) page.Intent {
	if msg.id != s.asked || msg.id != s.ID {
		return nil
	}
	s.stopFetch()
	switch {
	case errors.Is(msg.err, context.Canceled), !s.Shown():
		return nil
	case msg.err != nil:
		return page.Fail{What: "no full text", Err: msg.err}
	}
	s.layOn(&msg.got)
	if msg.quiet {
		return nil
	}
	return page.Say(s.Join("full text of the page", s.Does(&s.Keys.FullText, "shows the feed's text")))
}

// layOn shows a page over the feed's text.
func (s *Pane) layOn(page *news.FullText) {
	s.At, s.Nth = Nowhere, 0
	s.layer.at = s.Bookmark()
	s.feed, s.page = s.Art, page
	s.compose()
	s.Top = 0
}

// compose makes what is shown of the story and the page.
func (s *Pane) compose() {
	a := *s.feed
	a.Story = s.page.Of(a.Story)
	a.Mentions, a.Claims, a.Unsure, a.Tagged = s.page.Mentions, s.page.Claims, s.page.Unsure, true
	s.sound(&a)
	s.Art, s.body = &a, nil
}

// takeOff shows the feed's text again, where the reader was in it.
func (s *Pane) takeOff() {
	if s.page == nil {
		return
	}
	s.feed.Read, s.feed.Starred = s.Art.Read, s.Art.Starred
	s.Art, s.body = s.feed, nil
	s.feed, s.page = nil, nil
	s.layer.cancel = nil
	s.At, s.Nth, s.Top = Nowhere, 0, 0
	if b := s.lay(); b != nil && (s.layer.at.Field != news.InTitle || s.layer.at.Offset > 0) {
		s.Top = b.lineOf(s.layer.at.Field, s.layer.at.Offset)
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
