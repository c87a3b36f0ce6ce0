package ui

import (
	"strings"
	"testing"

	"dateline/news"
	"dateline/ui/page"
)

// Claims that are not sure are shown only where the settings ask for them, and then
// look it, also without colour.
func TestUnsureClaims(t *testing.T) {
	for _, tt := range []struct {
		name  string
		o     Options
		shown string
	}{
		{"by default", Options{}, ""},
		{"asked for", Options{Unsure: true}, "»¿"},
		{"in ASCII without colour", Options{Unsure: true, ASCII: true, NoColour: true}, ">%"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newScreen(t, 160, 48, tt.o, nil)
			art := *s.m.story.Art
			art.Claims = nil
			art.Unsure = []news.Claim{{Field: news.InText, Source: []news.Span{{Start: 0, End: 3}}, Cue: []news.Span{{Start: 4, End: 6}},
				Content: []news.Span{{Start: 7, End: 12}}, Stance: news.Asserts, Kind: news.Speech, Outer: -1}}
			s.send(page.ArticleMsg{ID: art.ID, Art: art})
			if tt.shown == "" {
				if n := len(s.m.story.Art.Claims); n != 0 {
					t.Errorf("%d claims are shown", n)
				}
				return
			}
			if !strings.Contains(s.text(), tt.shown) {
				t.Errorf("no %q in\n%s", tt.shown, s.text())
			}
			s.keys("enter", "]", "c")
			if !strings.Contains(s.text(), "not sure") {
				t.Errorf("the line at the bottom does not say so:\n%s", s.text())
			}
		})
	}
}
