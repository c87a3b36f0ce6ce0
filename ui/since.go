package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
)

// What a story that was read has new since then is marked: a bar in the last column of
// the gutter, a line under the headline, and a stop for the cursor at each sentence.

// sinceRead is what is new in the text since a version that was read.
type sinceRead struct {
	read  news.Bookmark // the version that was read, and when
	now   int           // the version that is compared with it
	spans []news.Span   // new sentences of the text, in order
}

// sinceMsg answers Model.askSince.
type sinceMsg struct {
	id  news.StoryID
	got sinceRead
	err error
}

// askSince asks for the version that was read, when the story shown has a newer one. The
// sentences are compared where the answer is made.
func (m *Model) askSince() tea.Cmd {
	s := &m.story
	if !s.shown() || s.read.Version == 0 || s.read.Version >= s.art.Version {
		return nil
	}
	if s.since != nil && s.since.read == s.read && s.since.now == s.art.Version {
		return nil
	}
	id, read, version, text, ctx, d := s.id, s.read, s.art.Version, s.feedText(), m.ctx, m.desk
	return func() tea.Msg {
		was, err := d.Version(ctx, id, read.Version)
		got := sinceRead{read: read, now: version}
		if err == nil {
			got.spans = news.NewSince(was.Text, text)
		}
		return sinceMsg{id, got, err}
	}
}

// feedText is the text of the feed, also while the page lies over it.
func (s *story) feedText() string {
	if s.page != nil {
		return s.feed.Text
	}
	return s.art.Text
}

// takeSince shows an answer. A version that was not kept leaves nothing to mark.
func (s *story) takeSince(msg sinceMsg) {
	if msg.err != nil || msg.id != s.id || !s.shown() || msg.got.now != s.art.Version {
		return
	}
	s.since = &msg.got
	s.relay()
}

// sinceLine says it under the headline.
func (b *body) sinceLine(x *sinceRead) string {
	what := "no sentence of the text"
	if n := len(x.spans); n > 0 {
		what = draw.Plural(n, "sentence", "sentences")
	}
	return "new since you read it at " + b.Stamp(x.read.At) + ": " + what
}

// sinceWords says which of the new sentences the cursor is on.
func (s *story) sinceWords() string {
	return fmt.Sprintf("%s new since %s, %d of %d", s.Glyphs.Vertical, s.Stamp(s.since.read.At), s.i+1, len(s.since.spans))
}

// bookmark is how far the reader is in the story shown.
func (s *story) bookmark() news.Bookmark {
	m := news.Bookmark{Story: s.art.ID, Version: s.art.Version, At: s.Now, Field: news.InTitle}
	if s.page != nil { // places are those of the feed's text
		m.Field, m.Offset = s.layer.at.Field, s.layer.at.Offset
		return m
	}
	if s.body != nil && s.top > 0 {
		m.Field, m.Offset = s.body.placeOf(min(s.top, len(s.body.lines)-1))
	}
	return m
}

// inside notes that the reader is in the story's pane: then the story was read.
func (m *Model) inside() {
	if m.focus == storyPane && m.page == page.None && m.story.shown() {
		m.story.entered = true
	}
}

// leaving notes how far the reader came in the story shown: one write, when another story
// takes its place or the reader quits. A story that was only passed by, or is left as it
// was found, is not noted.
func (m *Model) leaving() tea.Cmd {
	s := &m.story
	if s.art == nil || !s.entered || m.opt.Archive == nil {
		return nil
	}
	at := s.bookmark()
	if old := s.marked(s.art); old.Version == at.Version && old.Field == at.Field && old.Offset == at.Offset {
		return nil
	}
	if len(s.places) > news.MaxBookmarks {
		clear(s.places) // the store has them
	}
	s.places[at.Story] = at
	ctx, d := m.ctx, m.opt.Archive
	return func() tea.Msg {
		_ = d.Leave(ctx, at) // losing a place is not worth a word
		return nil
	}
}

// marked is the newest bookmark of a story: this session's, else the store's.
func (s *story) marked(a *news.Article) news.Bookmark {
	if m, ok := s.places[a.ID]; ok && m.Version >= a.Bookmark.Version {
		return m
	}
	return a.Bookmark
}

// takeUp begins where the reader stopped: in the version that was read, its place; in a newer
// one the top.
func (s *story) takeUp() {
	s.read, s.since, s.entered, s.opened = s.marked(s.art), nil, false, s.Now
	s.top = 0
	if s.read.Version != s.art.Version || s.read.Field == news.InTitle && s.read.Offset == 0 {
		return
	}
	if b := s.lay(); b != nil {
		s.top = b.lineOf(s.read.Field, s.read.Offset)
	}
}

// grown keeps in mind what was on the screen when a newer version takes its place.
func (s *story) grown(was *news.Article) {
	if s.entered && s.read.Version == 0 {
		s.read = news.Bookmark{Story: was.ID, Version: was.Version, At: s.opened}
	}
}

// isNew reports whether a line has words of a new sentence.
func (b *body) isNew(l *bodyLine) bool {
	return b.since != nil && l.field == news.InText && l.start < l.end && touches(b.since.spans, l)
}
