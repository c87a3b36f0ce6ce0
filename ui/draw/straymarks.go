package draw

import (
	"slices"
	"unicode/utf8"

	"dateline/news"
)

// DropStrayMarks drops the marks of an article that do not lie in its text: derived data may be
// of an older version than the words it is shown on. All drawing relies on this.
func DropStrayMarks(a *news.Article) {
	a.Mentions = slices.DeleteFunc(slices.Clone(a.Mentions), func(m news.Mention) bool {
		return !inText(a, m.Field, m.Span)
	})
	n := len(a.Claims)
	a.Claims = slices.DeleteFunc(slices.Clone(a.Claims), func(c news.Claim) bool {
		for _, role := range [][]news.Span{c.Source, c.Cue, c.Content, c.Via} {
			for _, s := range role {
				if !inText(a, c.Field, s) {
					return true
				}
			}
		}
		return len(c.Cue)+len(c.Content) == 0
	})
	for i := range a.Claims {
		if len(a.Claims) < n || a.Claims[i].Outer >= n {
			a.Claims[i].Outer = -1 // it counted claims that are gone
		}
	}
	if d := a.Dateline.End; d < 0 || d > len(a.Text) || d < len(a.Text) && !utf8.RuneStart(a.Text[d]) {
		a.Dateline.End = 0
	}
	a.Links = slices.DeleteFunc(slices.Clone(a.Links), func(l news.Link) bool {
		return l.Start != l.End && !inText(a, news.InText, l.Span)
	})
}

// inText reports whether a span covers whole characters of a field.
func inText(a *news.Article, f news.Field, s news.Span) bool {
	text := a.Field(f)
	return 0 <= s.Start && s.Start < s.End && s.End <= len(text) &&
		utf8.RuneStart(text[s.Start]) && (s.End == len(text) || utf8.RuneStart(text[s.End]))
}
