package ui

import (
	"fmt"
	"strings"

	"dateline/news"
)

// Lines of text, and what rows of several pages have in common.

// measure is the widest a line of text gets: longer ones are hard to read.
const measure = 84

// linesOf takes a view apart.
func linesOf(view string) []string {
	if view == "" {
		return nil
	}
	return strings.Split(view, "\n")
}

// line writes line i of a pane, blank where the pane has none.
func line(b *strings.Builder, lines []string, i, w int) {
	if i < len(lines) && lines[i] != "" {
		b.WriteString(lines[i])
		return
	}
	pad(b, w)
}

// hanging writes words into lines of w cells after a lead of the same width; the first
// most lines of them, 0 for all.
func (k *look) hanging(words string, w, most int) []string {
	words = k.asciiCells(words)
	if most > 0 {
		return headline(words, w, most, k.g.Ellipsis)
	}
	var out []string
	for _, l := range wrap(words, w) {
		out = append(out, tame(words[l.Start:l.End]))
	}
	return out
}

// carriers names the outlets that print a row in w cells: as many as there is room for
// and how many more.
func (k *look) carriers(cs []news.Carrier, w int) string {
	names := news.OutletNames(cs)
	for n := len(names); n > 1; n-- {
		s := strings.Join(names[:n], ", ")
		if n < len(names) {
			s += fmt.Sprintf(" +%d", len(names)-n)
		}
		if width(s) <= w {
			return s
		}
	}
	more := ""
	if len(names) > 1 {
		more = fmt.Sprintf(" +%d", len(names)-1)
	}
	return clip(names[0], w-len(more), k.g.Ellipsis) + more
}

// printed lists every carrier with its time, for the row under the cursor.
func (k *look) printed(cs []news.Carrier) string {
	var parts []string
	for i := range cs {
		s := cs[i].Outlet + " " + k.stamp(cs[i].Time)
		if cs[i].Reprint {
			s += " (reprint)"
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, ", ")
}

// firstLine is what fits on one line of an error.
func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}

// clamp returns n, or the bound that it lies beyond.
func clamp(n, low, high int) int { return max(min(n, high), low) }
