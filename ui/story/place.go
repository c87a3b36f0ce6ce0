package story

import (
	"strings"

	"dateline/news"
)

// OpenMark puts the cursor on a mark, once its story is shown; quote is a sentence to show
// there. It reports whether the story is on the screen already.
func (s *Pane) OpenMark(at *news.Carrier, quote string) (there bool) {
	s.seek = at
	if quote != "" {
		s.quote, s.body = &quotation{at.Story, at.Field, at.Span, quote}, nil
	}
	if there = s.Shown() && s.ID == at.Story; there {
		s.found()
		s.revealQuote()
	}
	return there
}

// Place is what the cursor of a story was on and how far it was scrolled.
type Place struct {
	ID  news.StoryID
	top int
	at  Stop
	i   int
}

// Here is where the reader is.
func (s *Pane) Here() Place { return Place{s.ID, s.Top, s.At, s.Nth} }

// GoTo goes to a place in a story, once that is shown, and reports whether it is on the screen
// already.
func (s *Pane) GoTo(p Place) (there bool) {
	if there = p.ID == s.ID && s.Shown(); there {
		s.Top, s.At, s.Nth = p.top, p.at, p.i
		return there
	}
	s.resume = p
	return false
}

// found puts the cursor on the mark that was asked for, when the story has it: the
// claim or figure with these bounds, else the first that touches them.
func (s *Pane) found() {
	want := s.seek
	if want == nil || !s.Shown() || s.Art.ID != want.Story {
		return
	}
	s.seek = nil
	touch, at := -1, Nowhere
	look := func(kind Stop, i int, f news.Field, span news.Span) {
		switch {
		case f != want.Field:
		case span == want.Span:
			touch, at = i, kind
		case touch < 0 && span.Overlaps(want.Span):
			touch, at = i, kind
		}
	}
	for i := range s.Art.Mentions {
		if m := &s.Art.Mentions[i]; m.Kind == news.FigureKind && m.Span == want.Span {
			look(OnFigure, i, m.Field, m.Span)
		}
	}
	for i := range s.Art.Claims {
		if at == OnFigure {
			break
		}
		look(OnClaim, i, s.Art.Claims[i].Field, s.Art.Claims[i].Bounds())
	}
	if touch < 0 {
		return
	}
	if at == OnClaim {
		s.showClaims()
	}
	s.At, s.Nth = at, touch
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

// Quoted returns where the sentence stands in the story now, ok false when it does not
// any more or is of another story.
func (s *Pane) Quoted() (f news.Field, at news.Span, ok bool) {
	q := s.quote
	if q == nil || s.Art == nil || s.Art.ID != q.story {
		return f, at, false
	}
	text := s.Art.Field(q.field)
	if q.span.End <= len(text) && q.span.Start >= 0 && q.span.Start < q.span.End && text[q.span.Start:q.span.End] == q.words {
		return q.field, q.span, true
	}
	i := strings.Index(text, q.words)
	return q.field, news.Span{Start: i, End: i + len(q.words)}, i >= 0 && q.words != ""
}

// revealQuote scrolls to the sentence.
func (s *Pane) revealQuote() {
	f, at, ok := s.Quoted()
	if !ok || s.lay() == nil {
		return
	}
	if line := s.body.lineOf(f, at.Start); line < s.Top+1 || line > s.Top+s.h-3 {
		s.Top = max(min(line-s.h/3, len(s.body.lines)-s.h), 0)
	}
}
