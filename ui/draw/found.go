package draw

import (
	"cmp"
	"slices"
	"strings"

	"dateline/news"
	"dateline/ui/theme"
)

// What a search looks for is shown where it stands, in headlines and in the text.

// maxMatches bounds how many places of a text are shown.
const maxMatches = 500

// Patch is a stretch of text in a style of its own.
type Patch struct {
	news.Span
	Style theme.Style
}

// FoldWords returns the words of a query as matches compares them.
func FoldWords(q news.Query) []string {
	var out []string
	for _, w := range q.Words() {
		if w = strings.ToLower(strings.TrimSuffix(w, "*")); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// Matches returns where words stand in a text, sorted and apart. A text whose lower
// case has other lengths than it is left alone: places could not be told.
func Matches(text string, words []string) []news.Span {
	if len(words) == 0 {
		return nil
	}
	low := strings.ToLower(text)
	if len(low) != len(text) {
		return nil
	}
	var out []news.Span
	for _, w := range words {
		for at := 0; len(out) < maxMatches; {
			i := strings.Index(low[at:], w)
			if i < 0 {
				break
			}
			out = append(out, news.Span{Start: at + i, End: at + i + len(w)})
			at += i + len(w)
		}
	}
	slices.SortFunc(out, func(a, b news.Span) int { return cmp.Compare(a.Start, b.Start) })
	apart := out[:0]
	for _, s := range out {
		if n := len(apart); n > 0 && s.Start < apart[n-1].End {
			apart[n-1].End = max(apart[n-1].End, s.End)
			continue
		}
		apart = append(apart, s)
	}
	return apart
}

// Overlay puts spans in a style over patches, which give way to them.
func Overlay(under []Patch, over []news.Span, style theme.Style) []Patch {
	if len(over) == 0 {
		return under
	}
	var out []Patch
	for _, p := range under {
		for _, s := range over {
			if s.End <= p.Start || s.Start >= p.End {
				continue
			}
			if s.Start > p.Start {
				out = append(out, Patch{news.Span{Start: p.Start, End: s.Start}, p.Style})
			}
			p.Start = min(s.End, p.End)
		}
		if p.Len() > 0 {
			out = append(out, p)
		}
	}
	for _, s := range over {
		out = append(out, Patch{s, style})
	}
	slices.SortFunc(out, func(a, b Patch) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// Found writes a tame text with the words in it that were searched for.
func (k *Look) Found(b *strings.Builder, style theme.Style, text string, words []string) {
	at := 0
	for _, s := range Matches(text, words) {
		style.Write(b, text[at:s.Start])
		k.Theme.Match.Write(b, text[s.Start:s.End])
		at = s.End
	}
	style.Write(b, text[at:])
}
