package draw

import (
	"fmt"
	"strings"

	"dateline/news"
)

// Lines of text, and what rows of several pages have in common.

// Measure is the widest a line of text gets: longer ones are hard to read.
const Measure = 84

// LinesOf takes a view apart.
func LinesOf(view string) []string {
	if view == "" {
		return nil
	}
	return strings.Split(view, "\n")
}

// Line writes line i of a pane, blank where the pane has none.
func Line(b *strings.Builder, lines []string, i, w int) {
	if i < len(lines) && lines[i] != "" {
		b.WriteString(lines[i])
		return
	}
	Pad(b, w)
}

// Hanging writes words into lines of w cells after a lead of the same width; the first
// most lines of them, 0 for all.
func (k *Look) Hanging(words string, w, most int) []string {
	words = k.ASCIICells(words)
	if most > 0 {
		return Headline(words, w, most, k.Glyphs.Ellipsis)
	}
	var out []string
	for _, l := range Wrap(words, w) {
		out = append(out, Tame(words[l.Start:l.End]))
	}
	return out
}

// Carriers names the outlets that print a row in w cells: as many as there is room for
// and how many more.
func (k *Look) Carriers(cs []news.Carrier, w int) string {
	names := news.OutletNames(cs)
	for n := len(names); n > 1; n-- {
		s := strings.Join(names[:n], ", ")
		if n < len(names) {
			s += fmt.Sprintf(" +%d", len(names)-n)
		}
		if Width(s) <= w {
			return s
		}
	}
	more := ""
	if len(names) > 1 {
		more = fmt.Sprintf(" +%d", len(names)-1)
	}
	return Clip(names[0], w-len(more), k.Glyphs.Ellipsis) + more
}

// Printed lists every carrier with its time, for the row under the cursor.
func (k *Look) Printed(cs []news.Carrier) string {
	var parts []string
	for i := range cs {
		s := cs[i].Outlet + " " + k.Stamp(cs[i].Time)
		if cs[i].Reprint {
			s += " (reprint)"
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, ", ")
}

// FirstLine is what fits on one line of an error.
func FirstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}

// Clamp returns n, or the bound that it lies beyond.
func Clamp(n, low, high int) int { return max(min(n, high), low) }
