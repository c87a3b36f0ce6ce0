package ui

import (
	"strings"

	"dateline/news"
)

// citation is a story as one cites it: outlet, "headline", date, URL, and the exact
// words the cursor is on.
func citation(a *news.Article, words string) string {
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

// exact returns the words a citation quotes: those of the claim under the cursor from
// its source to its content, else the paragraph.
func (s *story) exact() string {
	if s.at == onClaim {
		c := &s.art.Claims[s.i]
		b := c.Bounds()
		return strings.TrimSpace(s.art.Field(c.Field)[b.Start:b.End])
	}
	if s.at == onNew {
		return s.text(news.InText, s.since.spans[s.i])
	}
	return s.paragraph()
}
