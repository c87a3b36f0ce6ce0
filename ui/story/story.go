// Package story is the pane of the open story: its text with what is marked in it, where the
// reader is, and what belongs to reading: the page behind it, what is new since it was read,
// letters to jump to names, its picture. What it wants done it returns.
package story

import (
	"cmp"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
	"dateline/ui/photo"
)

// Pane is the Story pane: one article, where it is scrolled to, and what in it the
// cursor is on.
type Pane struct {
	*draw.Look
	desk    page.Desk
	archive page.Archive // nil where places and pages are not kept
	ID      news.StoryID // asked for
	Art     *news.Article
	body    *body
	Err     error
	slow    bool
	claims  ClaimsLook
	Unsure  bool       // with the claims that are not sure
	quote   *quotation // what an alert showed
	words   []string   // what was searched for, shown where it stands

	Top    int
	places map[news.StoryID]news.Bookmark // where reading stopped in this session

	read    news.Bookmark // what the reader had read of it before
	since   *sinceRead    // what is new since then, nil until it is known
	opened  time.Time     // when the story came on the screen
	entered bool          // the reader went into it, rather than passed by

	seek *news.Carrier // the mark to put the cursor on when the story comes

	layer      // the page over the feed's text
	At    Stop // what the cursor is on
	Nth   int  // index into the article's claims or mentions

	photo  *photo.Photo
	hints  hints
	resume Place // taken up when its story comes

	w, h    int
	focus   bool
	covered int // lines at the foot of the pane that something hides
}

// New makes an empty pane; the pictures come from a source, nil for none.
func New(d page.Deps, from photo.Source, anyTerminal bool) Pane {
	return Pane{Look: d.Look, desk: d.Desk, archive: d.Archive, claims: WithCue, places: map[news.StoryID]news.Bookmark{}, photo: photo.New(from, anyTerminal)}
}

// Recall takes up what the reader chose the last time.
func (s *Pane) Recall(kept func(key string) string) {
	s.claims = claimsLook(cmp.Or(kept("claims"), string(s.claims)))
	s.photo.Recall(kept)
}

// Fit gives the story its room, none while it is not on the screen.
func (s *Pane) Fit(w, h int) {
	if w > 0 {
		s.w, s.h = w, h
		s.photo.Fit(w, h)
	}
}

// Focused says whether the reader is in the pane.
func (s *Pane) Focused(on bool) { s.focus = on }

// inside notes that the reader is in the story's pane: then the story was read.
func (s *Pane) inside() { s.entered = s.entered || s.focus && s.Shown() }

// Stay goes on after every key: a story that the reader is in was read.
func (s *Pane) Stay() page.Intent {
	s.inside()
	return s.alwaysFull()
}

// Load leaves the story shown and asks for another one.
func (s *Pane) Load(id news.StoryID) page.Intent {
	left := s.Leaving()
	s.open(id)
	return page.Several{left, page.SlowAsk{Ask: page.AskArticle(s.desk, id), Late: page.LateMsg{ID: id}}}
}

// Reload asks for the story anew.
func (s *Pane) Reload() page.Intent {
	if s.ID == "" {
		return nil
	}
	return page.AskArticle(s.desk, s.ID)
}

// Heard takes an announcement.
func (s *Pane) Heard(b news.Bulletin) page.Intent {
	if b.Noted > 0 || b.New+b.Updated+b.Tagged > 0 && (s.Art == nil || !s.Art.Tagged || b.Updated > 0) {
		return s.Reload()
	}
	return nil
}

// Search shows what was searched for where it stands.
func (s *Pane) Search(words []string) { s.words, s.body = words, nil }

// Tick lays the story out anew: ages have changed.
func (s *Pane) Tick() { s.body = nil }

// Starred shows the star of a story, or takes it away.
func (s *Pane) Starred(id news.StoryID, on bool) {
	if s.Art != nil && s.Art.ID == id {
		s.Art.Starred, s.body = on, nil
	}
}

// WasRead notes that a story was marked as read.
func (s *Pane) WasRead(id news.StoryID) {
	if s.Art != nil && s.Art.ID == id {
		s.Art.Read = true
	}
}

// ToggleRead turns the story shown read or unread.
func (s *Pane) ToggleRead() page.Intent {
	a := s.Art
	a.Read = !a.Read
	return page.Mark(s.desk, news.Change{Kind: news.MarkRead, On: a.Read, Stories: []news.StoryID{a.ID}, At: s.Now}, page.ReadWord(a.Read)+a.Title, false)
}

// open asks for another story; what is shown stays until it comes.
func (s *Pane) open(id news.StoryID) {
	s.stopFetch()
	s.ID, s.Err, s.slow, s.hints = id, nil, false, hints{}
	if s.quote != nil && s.quote.story != id {
		s.quote = nil
	}
}

// Close empties the pane.
func (s *Pane) Close() { s.open(""); s.takeOff(); s.Art, s.body = nil, nil }

// Quit ends what the pane has under way and notes how far the reader came.
func (s *Pane) Quit() page.Intent { return page.Several{s.Leaving(), s.photo.Drop()} }

// Update takes the answers to this pane's questions, and what the terminal says of
// pictures; late ones are dropped.
func (s *Pane) Update(msg tea.Msg) page.Intent {
	switch msg := msg.(type) {
	case page.ArticleMsg:
		if msg.ID == s.ID {
			s.take(msg)
			s.inside()
			return page.Several{s.askSince(), s.alwaysFull(), s.wantPhoto()}
		}
	case sinceMsg:
		s.takeSince(msg)
	case fullTextMsg:
		return s.gotFull(msg)
	case page.LateMsg:
		if msg.ID == s.ID && msg.ID != "" {
			s.slow = !s.Shown() && s.Err == nil
		}
	case tea.ResumeMsg: // the terminal forgot what was drawn on the screen that was left
		return page.Several{s.photo.Drop(), s.wantPhoto()}
	}
	return s.photo.Update(msg)
}

// sound makes an article fit to be shown: its marks lie in its text.
func (s *Pane) sound(a *news.Article) {
	if s.Unsure {
		a.Claims = news.WithUnsure(a.Claims, a.Unsure)
	}
	draw.DropStrayMarks(a)
}

// take shows the article asked for. The same story in a newer state keeps its place.
func (s *Pane) take(msg page.ArticleMsg) {
	s.Err, s.slow, s.hints = msg.Err, false, hints{}
	if msg.Err != nil {
		s.Art, s.body, s.feed, s.page = nil, nil, nil, nil
		return
	}
	s.sound(&msg.Art)
	was := s.Art
	known := was != nil && was.ID == msg.ID
	same := known && was.Version == msg.Art.Version
	s.Art, s.body = &msg.Art, nil
	if s.page != nil && known {
		s.feed = &msg.Art
		s.compose()
	} else {
		s.feed, s.page = nil, nil
	}
	if !same {
		s.At, s.Nth = Nowhere, 0
		if known {
			s.grown(was)
		} else {
			s.takeUp()
		}
	} else if s.At != Nowhere && s.Nth >= s.count() {
		s.At = Nowhere
	}
	s.found()
	s.revealQuote()
	if r := s.resume; r.ID == msg.ID {
		s.resume = Place{}
		s.At, s.Nth, s.Top = r.at, r.i, r.top
		if s.Nth >= s.count() {
			s.At, s.Nth = Nowhere, 0
		}
	}
}

// shownSince is what is new in the version on the screen, nil when nothing is.
func (s *Pane) shownSince() *sinceRead {
	if s.since == nil || s.Art == nil || s.page != nil || s.since.now != s.Art.Version || s.since.read.Story != s.Art.ID {
		return nil
	}
	return s.since
}

// Target is the story on the screen, ok false when it is not the one asked for.
func (s *Pane) Target() (t page.Target, ok bool) {
	if !s.Shown() {
		return t, false
	}
	a := s.Art
	return page.Target{Story: a.ID, Event: a.Event.ID, URL: a.URL, Title: a.Title, Feed: a.Feed}, true
}

// Shown reports whether the story asked for is on the screen.
func (s *Pane) Shown() bool { return s.Art != nil && s.Art.ID == s.ID }
