package story

import (
	"context"
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

// sinceMsg answers askSince.
type sinceMsg struct {
	id  news.StoryID
	got sinceRead
	err error
}

// askSince asks for the version that was read, when the story shown has a newer one. The
// sentences are compared where the answer is made.
func (s *Pane) askSince() page.Intent {
	if !s.Shown() || s.read.Version == 0 || s.read.Version >= s.Art.Version {
		return nil
	}
	if s.since != nil && s.since.read == s.read && s.since.now == s.Art.Version {
		return nil
	}
	id, read, version, text, d := s.ID, s.read, s.Art.Version, s.feedText(), s.desk
	return page.Ask(func(ctx context.Context) tea.Msg {
		was, err := d.Version(ctx, id, read.Version)
		got := sinceRead{read: read, now: version}
		if err == nil {
			got.spans = news.NewSince(was.Text, text)
		}
		return sinceMsg{id, got, err}
	})
}

// feedText is the text of the feed, also while the page lies over it.
func (s *Pane) feedText() string {
	if s.page != nil {
		return s.feed.Text
	}
	return s.Art.Text
}

// takeSince shows an answer. A version that was not kept leaves nothing to mark.
func (s *Pane) takeSince(msg sinceMsg) {
	if msg.err != nil || msg.id != s.ID || !s.Shown() || msg.got.now != s.Art.Version {
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
func (s *Pane) sinceWords() string {
	return fmt.Sprintf("%s new since %s, %d of %d", s.Glyphs.Vertical, s.Stamp(s.since.read.At), s.Nth+1, len(s.since.spans))
}

// Bookmark is how far the reader is in the story shown.
func (s *Pane) Bookmark() news.Bookmark {
	m := news.Bookmark{Story: s.Art.ID, Version: s.Art.Version, At: s.Now, Field: news.InTitle}
	if s.page != nil { // places are those of the feed's text
		m.Field, m.Offset = s.layer.at.Field, s.layer.at.Offset
		return m
	}
	if s.body != nil && s.Top > 0 {
		m.Field, m.Offset = s.body.placeOf(min(s.Top, len(s.body.lines)-1))
	}
	return m
}

// Leaving notes how far the reader came in the story shown: one write, when another story
// takes its place or the reader quits. A story that was only passed by, or is left as it
// was found, is not noted.
func (s *Pane) Leaving() page.Intent {
	if s.Art == nil || !s.entered || s.archive == nil {
		return nil
	}
	at := s.Bookmark()
	if old := s.marked(s.Art); old.Version == at.Version && old.Field == at.Field && old.Offset == at.Offset {
		return nil
	}
	if len(s.places) > news.MaxBookmarks {
		clear(s.places) // the store has them
	}
	s.places[at.Story] = at
	d := s.archive
	return page.Ask(func(ctx context.Context) tea.Msg {
		_ = d.Leave(ctx, at) // losing a place is not worth a word
		return nil
	})
}

// marked is the newest bookmark of a story: this session's, else the store's.
func (s *Pane) marked(a *news.Article) news.Bookmark {
	if m, ok := s.places[a.ID]; ok && m.Version >= a.Bookmark.Version {
		return m
	}
	return a.Bookmark
}

// takeUp begins where the reader stopped: in the version that was read, its place; in a newer
// one the top.
func (s *Pane) takeUp() {
	s.read, s.since, s.entered, s.opened = s.marked(s.Art), nil, false, s.Now
	s.Top = 0
	if s.read.Version != s.Art.Version || s.read.Field == news.InTitle && s.read.Offset == 0 {
		return
	}
	if b := s.lay(); b != nil {
		s.Top = b.lineOf(s.read.Field, s.read.Offset)
	}
}

// grown keeps in mind what was on the screen when a newer version takes its place.
func (s *Pane) grown(was *news.Article) {
	if s.entered && s.read.Version == 0 {
		s.read = news.Bookmark{Story: was.ID, Version: was.Version, At: s.opened}
	}
}

// isNew reports whether a line has words of a new sentence.
func (b *body) isNew(l *bodyLine) bool {
	return b.since != nil && l.field == news.InText && l.start < l.end && touches(b.since.spans, l)
}
