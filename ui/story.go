package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
)

// what a cursor of the Story pane steps through.
type stop uint8

const (
	nowhere stop = iota
	onClaim
	onFigure
	onEntity
	onNew // a sentence that is new since the story was read
)

// story is the Story pane: one article, where it is scrolled to, and what in it the
// cursor is on.
type story struct {
	*draw.Look
	id     news.StoryID // asked for
	art    *news.Article
	body   *body
	err    error
	slow   bool
	claims bool       // the gutter is shown
	quote  *quotation // what an alert showed
	words  []string   // what was searched for, shown where it stands

	top    int
	places map[news.StoryID]news.Bookmark // where reading stopped in this session

	read    news.Bookmark // what the reader had read of it before
	since   *sinceRead    // what is new since then, nil until it is known
	opened  time.Time     // when the story came on the screen
	entered bool          // the reader went into it, rather than passed by

	seek *news.Carrier // the mark to put the cursor on when the story comes

	layer      // the page over the feed's text
	at    stop // what the cursor is on
	i     int  // index into the article's claims or mentions

	photos *photos // the picture, nil for none
	hints  hints
	resume storyPlace // taken up when its story comes

	w, h    int
	covered int // lines at the foot of the pane that something hides
}

// open asks for another story; what is shown stays until it comes.
func (s *story) open(id news.StoryID) {
	s.stopFetch()
	s.id, s.err, s.slow, s.hints = id, nil, false, hints{}
	if s.quote != nil && s.quote.story != id {
		s.quote = nil
	}
}

// close empties the pane.
func (s *story) close() { s.open(""); s.takeOff(); s.art, s.body = nil, nil }

// update takes the answers to this pane's questions; late ones are dropped.
func (s *story) update(msg tea.Msg) {
	switch msg := msg.(type) {
	case page.ArticleMsg:
		if msg.ID == s.id {
			s.take(msg)
		}
	case sinceMsg:
		s.takeSince(msg)
	case page.LateMsg:
		if msg.ID == s.id && msg.ID != "" {
			s.slow = !s.shown() && s.err == nil
		}
	}
}

// take shows the article asked for. The same story in a newer state keeps its place.
func (s *story) take(msg page.ArticleMsg) {
	s.err, s.slow, s.hints = msg.Err, false, hints{}
	if msg.Err != nil {
		s.art, s.body, s.feed, s.page = nil, nil, nil, nil
		return
	}
	draw.Sound(&msg.Art)
	was := s.art
	known := was != nil && was.ID == msg.ID
	same := known && was.Version == msg.Art.Version
	s.art, s.body = &msg.Art, nil
	if s.page != nil && known {
		s.feed = &msg.Art
		s.compose()
	} else {
		s.feed, s.page = nil, nil
	}
	if !same {
		s.at, s.i = nowhere, 0
		if known {
			s.grown(was)
		} else {
			s.takeUp()
		}
	} else if s.at != nowhere && s.i >= s.count() {
		s.at = nowhere
	}
	s.found()
	s.revealQuote()
	if r := s.resume; r.id == msg.ID {
		s.resume = storyPlace{}
		s.at, s.i, s.top = r.at, r.i, r.top
		if s.i >= s.count() {
			s.at, s.i = nowhere, 0
		}
	}
}

// shownSince is what is new in the version on the screen, nil when nothing is.
func (s *story) shownSince() *sinceRead {
	if s.since == nil || s.art == nil || s.page != nil || s.since.now != s.art.Version || s.since.read.Story != s.art.ID {
		return nil
	}
	return s.since
}

// shown reports whether the story asked for is on the screen.
func (s *story) shown() bool { return s.art != nil && s.art.ID == s.id }

// count is how many things of the cursor's kind there are to index.
func (s *story) count() int {
	switch s.at {
	case onClaim:
		return len(s.art.Claims)
	case onNew:
		if s.since == nil {
			return 0
		}
		return len(s.since.spans)
	}
	return len(s.art.Mentions)
}

// lay makes the body for the present width when there is none.
func (s *story) lay() *body {
	if s.art == nil {
		return nil
	}
	if s.body == nil || s.body.w != s.w || s.body.version != s.Version || s.body.claims != s.claims {
		s.relay()
	}
	return s.body
}

// relay lays the text out anew, keeping the words at the top of the pane there.
func (s *story) relay() {
	if old := s.body; old != nil && old.art == s.art && s.top > 0 && s.top < len(old.lines) {
		f, at := old.placeOf(s.top)
		s.body = s.layOut()
		s.top = s.body.lineOf(f, at)
		return
	}
	s.body = s.layOut()
}

// layOut makes the body with its picture.
func (s *story) layOut() *body {
	b := layOut(s.Look, s.art, s.w, s.claims, s.words, s.shownSince(), s.page, s.quoted)
	s.hang(b)
	return b
}

// scroll moves by n lines and reports whether anything moved.
func (s *story) scroll(n int) bool {
	b := s.lay()
	if b == nil {
		return false
	}
	was := s.top
	s.top = max(min(s.top+n, len(b.lines)-s.h), 0)
	s.entered = s.entered || s.top != was
	return s.top != was
}

// stops lists the indexes of what the cursor can stop at, in the order of the text.
func (s *story) stops(at stop) []int {
	if s.art == nil {
		return nil
	}
	var out []int
	switch at {
	case onClaim:
		for i := range s.art.Claims {
			out = append(out, i)
		}
	case onNew:
		if x := s.shownSince(); x != nil {
			for i := range x.spans {
				out = append(out, i)
			}
		}
	default:
		for i := range s.art.Mentions {
			if (s.art.Mentions[i].Kind == news.FigureKind) == (at == onFigure) {
				out = append(out, i)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b int) int {
		fa, pa := s.where(at, a)
		fb, pb := s.where(at, b)
		if fa != fb {
			return int(fa) - int(fb)
		}
		return pa - pb
	})
	return out
}

// where returns the place in the text of a stop.
func (s *story) where(at stop, i int) (news.Field, int) {
	if at == onClaim {
		c := &s.art.Claims[i]
		return c.Field, c.Bounds().Start
	}
	if at == onNew {
		return news.InText, s.since.spans[i].Start
	}
	m := &s.art.Mentions[i]
	return m.Field, m.Start
}

// step moves the cursor to the next or previous stop of a kind, the first time to the
// first one on the screen, and brings it into sight.
func (s *story) step(at stop, n int) bool {
	stops := s.stops(at)
	b := s.lay()
	if len(stops) == 0 || b == nil {
		return false
	}
	i := slices.Index(stops, s.i)
	if s.at != at || i < 0 {
		i = s.nearest(at, stops)
		if n < 0 {
			i--
		}
		if n > 0 {
			n--
		} else {
			n++
		}
	}
	i = max(min(i+n, len(stops)-1), 0)
	s.at, s.i = at, stops[i]
	s.reveal()
	return true
}

// nearest returns the first stop at or below the cursor, or below the top of the pane.
func (s *story) nearest(at stop, stops []int) int {
	f, place := s.body.placeOf(s.top)
	if s.at != nowhere {
		f, place = s.where(s.at, s.i)
	}
	for i, stop := range stops {
		if g, p := s.where(at, stop); g > f || g == f && p >= place {
			return i
		}
	}
	return len(stops) - 1
}

// lift scrolls so that the cursor's words stand above the last n lines of the pane.
func (s *story) lift(n int) {
	f, place := s.where(s.at, s.i)
	line := s.body.lineOf(f, place)
	s.covered = n
	if over := line + 3 - (s.top + s.h - n); over > 0 {
		s.top += min(over, max(line-s.top-1, 0))
	}
}

// reveal scrolls so that the cursor's words are in sight with a line around them.
func (s *story) reveal() {
	f, place := s.where(s.at, s.i)
	line := s.body.lineOf(f, place)
	if line < s.top+1 {
		s.top = max(line-1, 0)
	}
	if line > s.top+s.h-3 {
		s.top = max(min(line-s.h/3, len(s.body.lines)-s.h), 0)
	}
}

// lit returns the spans under the cursor and their field.
func (s *story) lit() (news.Field, []news.Span) {
	switch s.at {
	case onClaim:
		c := &s.art.Claims[s.i]
		return c.Field, c.Content
	case onFigure, onEntity:
		m := &s.art.Mentions[s.i]
		return m.Field, []news.Span{m.Span}
	case onNew:
		return news.InText, s.since.spans[s.i : s.i+1]
	}
	return news.InText, nil
}

// paragraph returns the paragraph the cursor or the top of the pane is in.
func (s *story) paragraph() string {
	b := s.lay()
	if b == nil {
		return ""
	}
	f, at := b.placeOf(s.top)
	if s.at != nowhere {
		f, at = s.where(s.at, s.i)
	}
	text := s.art.Field(f)
	at = min(at, len(text))
	start := strings.LastIndexByte(text[:at], '\n') + 1
	end := len(text)
	if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
		end = start + n
	}
	return strings.TrimSpace(text[start:end])
}

// View draws the pane.
func (s *story) View(w, h int) string {
	s.w, s.h = w, h
	b := s.lay()
	switch {
	case s.err != nil:
		return s.Vacant(w, h, "This story cannot be shown.", draw.FirstLine(s.err.Error()))
	case s.slow:
		return s.Loading(w, h)
	case b == nil && s.id == "":
		return s.Vacant(w, h, "dateline", "Who says what, how sure, since when, who differs. ? shows the keys.")
	case b == nil:
		return ""
	}
	s.top = max(min(s.top, len(b.lines)-h+s.covered), 0)
	field, lit := s.lit()
	on := -1
	if s.at == onClaim {
		on = s.i
	}
	out := make([]string, 0, h)
	for i := s.top; i < len(b.lines) && i < s.top+h; i++ {
		l := &b.lines[i]
		if s.hinted(l) {
			out = append(out, s.labelled(l))
			continue
		}
		if l.start < l.end && (l.field == field && touches(lit, l) || on >= 0 && l.claim == on) {
			spans := lit
			if l.field != field {
				spans = nil
			}
			out = append(out, b.paint(l, on, spans))
			continue
		}
		out = append(out, l.ready)
	}
	return strings.Join(out, "\n")
}

func touches(spans []news.Span, l *bodyLine) bool {
	for _, s := range spans {
		if s.Start < l.end && l.start < s.End {
			return true
		}
	}
	return false
}

// position says how much of the story is above the bottom of the pane.
func (s *story) position() string {
	b := s.body
	if b == nil || len(b.lines) <= s.h {
		return ""
	}
	if s.top+s.h >= len(b.lines) {
		return "end"
	}
	return fmt.Sprintf("%d%%", (s.top+s.h)*100/len(b.lines))
}

// found puts the cursor on the mark that was asked for, when the story has it: the
// claim or figure with these bounds, else the first that touches them.
func (s *story) found() {
	want := s.seek
	if want == nil || !s.shown() || s.art.ID != want.Story {
		return
	}
	s.seek = nil
	touch, at := -1, nowhere
	look := func(kind stop, i int, f news.Field, span news.Span) {
		switch {
		case f != want.Field:
		case span == want.Span:
			touch, at = i, kind
		case touch < 0 && span.Overlaps(want.Span):
			touch, at = i, kind
		}
	}
	for i := range s.art.Mentions {
		if m := &s.art.Mentions[i]; m.Kind == news.FigureKind && m.Span == want.Span {
			look(onFigure, i, m.Field, m.Span)
		}
	}
	for i := range s.art.Claims {
		if at == onFigure {
			break
		}
		look(onClaim, i, s.art.Claims[i].Field, s.art.Claims[i].Bounds())
	}
	if touch < 0 {
		return
	}
	if at == onClaim {
		s.claims = true
	}
	s.at, s.i = at, touch
	if s.lay() != nil {
		s.reveal()
	}
}

// quotation is a sentence that an alert showed, to be shown in its story.
type quotation struct {
	story news.StoryID
	field news.Field
	span  news.Span
	words string
}

// quoted returns where the sentence stands in the story now, ok false when it does not
// any more or is of another story.
func (s *story) quoted() (f news.Field, at news.Span, ok bool) {
	q := s.quote
	if q == nil || s.art == nil || s.art.ID != q.story {
		return f, at, false
	}
	text := s.art.Field(q.field)
	if q.span.End <= len(text) && q.span.Start >= 0 && q.span.Start < q.span.End && text[q.span.Start:q.span.End] == q.words {
		return q.field, q.span, true
	}
	i := strings.Index(text, q.words)
	return q.field, news.Span{Start: i, End: i + len(q.words)}, i >= 0 && q.words != ""
}

// revealQuote scrolls to the sentence.
func (s *story) revealQuote() {
	f, at, ok := s.quoted()
	if !ok || s.lay() == nil {
		return
	}
	if line := s.body.lineOf(f, at.Start); line < s.top+1 || line > s.top+s.h-3 {
		s.top = max(min(line-s.h/3, len(s.body.lines)-s.h), 0)
	}
}
