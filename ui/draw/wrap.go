package draw

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/news"
	"dateline/ui/theme"
)

// Wrap breaks s into lines of at most w cells and returns their spans in s, without
// the spaces at which lines break. It breaks after spaces and hyphens, between wide
// characters (which need no space) except before what may not begin a line and after
// what may not end one, and inside a word only when the word is longer than a line.
func Wrap(s string, w int) []news.Span {
	if w < 2 {
		w = 2
	}
	var lines []news.Span
	start := skipSpaces(s, 0)
	for start < len(s) {
		end, next := lineEnd(s, start, w)
		lines = append(lines, news.Span{Start: start, End: end})
		start = next
	}
	if lines == nil {
		lines = []news.Span{{}}
	}
	return lines
}

// lineEnd finds where the line that begins at start ends, and where the next begins.
func lineEnd(s string, start, w int) (end, next int) {
	used, at := 0, start
	breakEnd, breakNext := -1, -1
	for at < len(s) {
		if s[at] == '\n' {
			return at, skipSpaces(s, at+1)
		}
		n, cw, _ := Cluster(s[at:])
		if s[at] == ' ' {
			if at == start || s[at-1] != ' ' {
				breakEnd, breakNext = at, skipSpaces(s, at)
			}
			if breakNext >= len(s) {
				return at, len(s)
			}
		} else if used+cw > w {
			break
		}
		used += cw
		prev := at
		at += n
		if at < len(s) && mayBreak(s, prev, at, cw) && used <= w {
			breakEnd, breakNext = at, at
		}
	}
	if at >= len(s) {
		return len(s), len(s)
	}
	if breakEnd > start {
		return breakEnd, breakNext
	}
	return max(at, start+1), max(at, start+1)
}

// mayBreak reports whether a line may end between the cluster at prev, which is cw
// cells wide, and the one at next.
func mayBreak(s string, prev, next, cw int) bool {
	if s[prev] == '-' {
		before, _ := utf8.DecodeLastRuneInString(s[:prev])
		after, _ := utf8.DecodeRuneInString(s[next:])
		return unicode.IsLetter(before) && unicode.IsLetter(after)
	}
	if s[next] < utf8.RuneSelf && cw < 2 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[prev:])
	a, _ := utf8.DecodeRuneInString(s[next:])
	if strings.ContainsRune(notLast, r) || strings.ContainsRune(notFirst, a) || a == ' ' {
		return false
	}
	if cw == 2 {
		return true
	}
	_, aw, _ := Cluster(s[next:])
	return aw == 2
}

// What may not begin and what may not end a line of Chinese or Japanese text.
const (
	notFirst = "、。，．・：；？！）］｝」』】〉》〕’”ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…,.:;?!)]}%"
	notLast  = "（［｛「『【〈《〔‘“([{$￥"
)

// skipSpaces returns the first place at or after at that is no space.
func skipSpaces(s string, at int) int {
	for at < len(s) && s[at] == ' ' {
		at++
	}
	return at
}

// Headline wraps a title to at most lines lines; a longer one ends in tail. What it
// returns is tame.
func Headline(title string, w, lines int, tail string) []string {
	spans := Wrap(title, w)
	out := make([]string, 0, min(len(spans), lines))
	for i, s := range spans {
		if i == lines-1 && len(spans) > lines {
			out = append(out, Clip(title[s.Start:s.End]+" "+title[spans[i+1].Start:], w, tail))
			break
		}
		out = append(out, Tame(title[s.Start:s.End]))
	}
	return out
}

// mostOver is how many lines may stand over the foot of a screen that has few.
const mostOver = 6

// Over wraps a text that stands over the foot of the screen, in lines of w cells; at its
// margins there is a blank.
func Over(text string, s theme.Style, w int) []string {
	var out []string
	for _, l := range Wrap(text, w-2) {
		if len(out) < mostOver {
			out = append(out, Padded(text[l.Start:l.End], s, 1, w))
		}
	}
	return out
}

// Padded is a line of w cells with a text in it, from a column on.
func Padded(text string, s theme.Style, from, w int) string {
	text = Clip(text, w-from, "")
	var b strings.Builder
	Pad(&b, from)
	s.Write(&b, text)
	Pad(&b, w-from-Width(text))
	return b.String()
}
