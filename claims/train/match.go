package main

import (
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"

	"dateline/news"
)

// match is a mark and a claim that may stand for one another.
type match struct {
	score   float64
	mark, c int
}

// pair says for each claim which mark it stands for, -1 for none: the most shared
// words of the cue first.
func pair(s *news.Story, marks []mark, cs []news.Claim) []int {
	var all []match
	for i := range marks {
		for k := range cs {
			if score := alike(s, &marks[i], &cs[k]); score > 0 {
				all = append(all, match{score, i, k})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b match) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.mark, a.mark), cmp.Compare(b.c, a.c))
	})
	out := make([]int, len(cs))
	for k := range out {
		out[k] = -1
	}
	taken := make([]bool, len(marks))
	for _, a := range all {
		if !taken[a.mark] && out[a.c] < 0 {
			taken[a.mark], out[a.c] = true, a.mark
		}
	}
	return out
}

// alike says how well a claim fits a mark, 0 for not at all: by the words of the cue
// and, where one has none, by half of the content.
func alike(s *news.Story, m *mark, c *news.Claim) float64 {
	if c.Field != m.Field {
		return 0
	}
	mine, theirs := wordsIn(s, m.Field, m.Cue), wordsIn(s, c.Field, c.Cue)
	same := dice(wordsIn(s, m.Field, m.Content), wordsIn(s, c.Field, c.Content))
	if both := common(mine, theirs); both > 0 {
		return 2 + float64(both) + same
	}
	if (len(mine) == 0 || len(theirs) == 0) && same >= .5 {
		return same
	}
	return 0
}

// wrong names the first part of a claim that a reader would not sign, "" for none.
func wrong(s *news.Story, m *mark, c *news.Claim) string {
	switch {
	case !sourceRight(s, m, c):
		return "source"
	case dice(wordsIn(s, m.Field, m.Content), wordsIn(s, c.Field, c.Content)) < .9:
		return "content"
	case m.Stance != c.Stance:
		return "stance"
	case m.Hedged != c.Hedged:
		return "hedged"
	case m.Anonymous != c.Anonymous:
		return "unnamed"
	case len(m.Via) > 0 != (len(c.Via) > 0), len(m.Via) > 0 && common(wordsIn(s, m.Field, m.Via), wordsIn(s, c.Field, c.Via)) == 0:
		return "second hand"
	}
	return ""
}

// sourceRight says whether a claim's source holds the mark's head and nothing beyond
// its longest phrase.
func sourceRight(s *news.Story, m *mark, c *news.Claim) bool {
	src, head, longest := wordsIn(s, c.Field, c.Source), wordsIn(s, m.Field, m.Head), wordsIn(s, m.Field, m.Source)
	if len(src) == 0 {
		return len(longest) == 0
	}
	return len(head) > 0 && common(head, src) == len(head) && common(src, longest) == len(src)
}

// wordsIn lists where the words of the spans begin.
func wordsIn(s *news.Story, field news.Field, ss []news.Span) []int {
	text := s.Field(field)
	var out []int
	for _, x := range ss {
		in := false
		for i := x.Start; i < x.End; {
			r, n := utf8.DecodeRuneInString(text[i:])
			word := unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_'
			if word && !in {
				out = append(out, i)
			}
			in = word
			i += n
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// common counts what two sorted lists share.
func common(a, b []int) (n int) {
	for _, x := range a {
		if _, ok := slices.BinarySearch(b, x); ok {
			n++
		}
	}
	return n
}

// dice is the share of two lists that they share, 1 for two empty ones.
func dice(a, b []int) float64 {
	if len(a)+len(b) == 0 {
		return 1
	}
	return 2 * float64(common(a, b)) / float64(len(a)+len(b))
}
