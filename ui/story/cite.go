package story

import (
	"strings"

	"dateline/news"
)

// Citation is the story as one cites it, with the exact words the cursor is on, or where
// the reader is.
func (s *Pane) Citation(inside bool) string {
	words := ""
	if inside || s.At != Nowhere {
		words = s.Exact()
	}
	return cited(s.Art, words)
}

// cited is a story as one cites it: outlet, "headline", date, URL, and exact words.
func cited(a *news.Article, words string) string {
	parts := []string{a.Outlet}
	if a.Title != "" {
		parts = append(parts, `"`+a.Title+`"`)
	}
	if t := a.Time(); !t.IsZero() {
		parts = append(parts, t.UTC().Format("2 January 2006, 15:04 UTC"))
	}
	if a.URL != "" {
		parts = append(parts, a.URL)
	}
	s := strings.Join(parts, ", ")
	if words != "" {
		s += ": “" + words + "”"
	}
	return s
}

// Exact returns the words a citation quotes: those of the claim under the cursor from
// its source to its content, else the paragraph.
func (s *Pane) Exact() string {
	if s.At == OnClaim {
		c := &s.Art.Claims[s.Nth]
		b := c.Bounds()
		return strings.TrimSpace(s.Art.Field(c.Field)[b.Start:b.End])
	}
	if s.At == OnNew {
		return s.text(news.InText, s.since.spans[s.Nth])
	}
	return s.paragraph()
}
