package story

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dateline/news"
	"dateline/news/newstest"
	"dateline/ui/draw"
	"dateline/ui/page"
	"dateline/ui/theme"
)

// Marks that do not fit their text must not harm the screen.
func FuzzBody(f *testing.F) {
	for i, p := range newstest.Hostile() {
		s := p.Text(200)
		title := strings.ReplaceAll(s, "“", "") // its last byte ends a link for ansi.Strip
		f.Add(title, s+"\nAbout 1,800 households were moved, \"the board\" said on Friday.", i, i*7+3, 50)
	}
	k := &draw.Look{Zone: time.UTC}
	k.Dress(theme.Must(theme.Terminal()), theme.Unicode())
	f.Fuzz(func(t *testing.T, title, text string, from, to, w int) {
		w = draw.Clamp(w, 20, 160)
		span := news.Span{Start: from, End: to}
		a := &news.Article{Story: news.Story{Title: title, Text: text, URL: "https://example.org/" + title, Outlet: title}, Tagged: true}
		a.Mentions = []news.Mention{{Field: news.InText, Span: span, Kind: news.Country}, {Field: news.InTitle, Span: span, Kind: news.FigureKind,
			Figure: &news.Figure{Approx: "about"}}}
		a.Claims = []news.Claim{{Field: news.InText, Source: []news.Span{span}, Cue: []news.Span{span}, Content: []news.Span{span, {Start: to, End: to +
			from}}, Outer: -1, Anonymous: true}}
		a.Links = []news.Link{{Span: span, URL: text}}
		s := New(page.Deps{Look: k}, nil, false)
		s.ID = "x"
		s.w, s.h = w, 20
		s.take(page.ArticleMsg{ID: "x", Art: *a})
		for _, at := range []Stop{Nowhere, OnClaim, OnFigure, OnEntity} {
			if at != Nowhere {
				s.step(at, 1)
			}
			for _, l := range draw.LinesOf(s.View(w, 20)) {
				if plain := ansi.Strip(l); draw.Width(plain) != w {
					t.Fatalf("line of %d cells, want %d: %q", draw.Width(plain), w, plain)
				}
			}
			s.CursorWords()
			s.Exact()
			s.Why()
		}
	})
}
