package story

import (
	"strings"
	"testing"
	"time"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
	"dateline/ui/theme"
)

// claimed is a pane with a story of three claims, in a palette.
func claimed(p theme.Palette) *Pane {
	k := &draw.Look{Zone: time.UTC}
	k.Dress(theme.Must(p), theme.Unicode())
	text := "Oslo said it agreed. Riga denied that it agreed. Malta reportedly said it agreed."
	at := func(words string) []news.Span {
		i := strings.Index(text, words)
		return []news.Span{{Start: i, End: i + len(words)}}
	}
	a := &news.Article{Story: news.Story{Title: "Pumps", Text: text}, Tagged: true}
	a.Claims = []news.Claim{
		{Field: news.InText, Source: at("Oslo"), Cue: at("said"), Content: []news.Span{{Start: 10, End: 19}}, Stance: news.Asserts, Outer: -1},
		{Field: news.InText, Source: at("Riga"), Cue: at("denied"), Content: at("that it agreed"), Stance: news.Denies, Outer: -1},
		{Field: news.InText, Source: at("Malta"), Cue: at("reportedly said"), Content: []news.Span{{Start: 71, End: 80}}, Stance: news.Asserts, Hedged: true, Outer: -1},
	}
	s := New(page.Deps{Look: k}, nil, false)
	s.ID, s.w, s.h = "x", 120, 20
	s.take(page.ArticleMsg{ID: "x", Art: *a})
	return &s
}

// Speaker and cue have looks of their own in the text, a denial and a hedge others than
// plain cues, in every palette and without colour too.
func TestClaimsShowInTheText(t *testing.T) {
	for _, p := range theme.Palettes() {
		s := claimed(p)
		th := s.Theme
		shows := func(look theme.Style, words string) bool { return strings.Contains(s.View(120, 20), look.Wrap(words)) }
		for _, c := range []struct {
			look               ClaimsLook
			speaker, cue, said bool
		}{{WithCue, true, true, false}, {AsWhole, true, true, true}, {Hidden, false, false, false}, {InGutter, false, false, false}} {
			if s.claims != c.look {
				t.Fatalf("%s: the look is %q, want %q", p.Name, s.claims, c.look)
			}
			if got := shows(th.Speaker, "Oslo") && shows(th.Speaker, "Riga"); got != c.speaker {
				t.Errorf("%s, %s: speakers show: %v", p.Name, c.look, got)
			}
			if got := shows(th.Cue, "said") && shows(th.Denial, "denied") && shows(th.Hedge, "reportedly said"); got != c.cue {
				t.Errorf("%s, %s: cues show: %v", p.Name, c.look, got)
			}
			if got := shows(th.Content, "that it agreed"); got != c.said {
				t.Errorf("%s, %s: what is said shows: %v", p.Name, c.look, got)
			}
			s.nextLook()
		}
		if th.Denial == th.Cue || th.Hedge == th.Cue || th.Hedge == th.Denial || th.Speaker == th.Cue {
			t.Errorf("%s: cues look alike", p.Name)
		}
	}
}

// The claim under the cursor shows speaker, cue and what is said apart.
func TestClaimUnderTheCursor(t *testing.T) {
	for _, p := range theme.Palettes() {
		s := claimed(p)
		s.stepSaid(OnClaim, 2, "claim")
		text := s.View(120, 20)
		for words, look := range map[string]theme.Style{"Riga": s.Theme.CursorSource, "denied": s.Theme.Cursor, "that it agreed": s.Theme.CursorContent} {
			if !strings.Contains(text, look.Wrap(words)) {
				t.Errorf("%s: %q is not shown so:\n%q", p.Name, words, text)
			}
		}
		if th := s.Theme; strings.Contains(th.CursorContent.On, "7") || th.CursorContent == th.Cursor || th.CursorSource == th.Cursor || th.CursorSource == th.CursorContent {
			t.Errorf("%s: what is said is not told from who says it", p.Name)
		}
	}
}

// A look that is kept or set is taken up; one that is none is the usual one.
func TestClaimsLook(t *testing.T) {
	for kept, want := range map[string]ClaimsLook{"": WithCue, "gutter": InGutter, "whole": AsWhole, "hidden": Hidden, "shown": WithCue} {
		s := New(page.Deps{}, nil, false)
		if s.ShowClaims(kept); s.claims != want {
			t.Errorf("%q is %q, want %q", kept, s.claims, want)
		}
	}
}
