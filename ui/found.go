package ui

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

// patch is a stretch of text in a style of its own.
type patch struct {
	news.Span
	style theme.Style
}

// foldWords returns the words of a query as matches compares them.
func foldWords(q news.Query) []string {
	var out []string
	for _, w := range q.Words() {
		if w = strings.ToLower(strings.TrimSuffix(w, "*")); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// matches returns where words stand in a text, sorted and apart. A text whose lower
// case has other lengths than it is left alone: places could not be told.
func matches(text string, words []string) []news.Span {
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

// overlay puts spans in a style over patches, which give way to them.
func overlay(under []patch, over []news.Span, style theme.Style) []patch {
	if len(over) == 0 {
		return under
	}
	var out []patch
	for _, p := range under {
		for _, s := range over {
			if s.End <= p.Start || s.Start >= p.End {
				continue
			}
			if s.Start > p.Start {
				out = append(out, patch{news.Span{Start: p.Start, End: s.Start}, p.style})
			}
			p.Start = min(s.End, p.End)
		}
		if p.Len() > 0 {
			out = append(out, p)
		}
	}
	for _, s := range over {
		out = append(out, patch{s, style})
	}
	slices.SortFunc(out, func(a, b patch) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// found writes a tame text with the words in it that were searched for.
func (k *look) found(b *strings.Builder, style theme.Style, text string, words []string) {
	at := 0
	for _, s := range matches(text, words) {
		style.Write(b, text[at:s.Start])
		k.th.Match.Write(b, text[s.Start:s.End])
		at = s.End
	}
	style.Write(b, text[at:])
}
