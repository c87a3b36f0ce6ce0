package revisions

import (
	"strings"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
	"dateline/ui/theme"
)

// heading names a kind and counts it.
func (c *changes) heading(kind news.RevisionKind, first bool) page.Entry {
	n := 0
	for i := range c.all {
		if c.all[i].Kind == kind {
			n++
		}
	}
	name := strings.ToUpper(string(kind[:1])) + string(kind[1:])
	return page.Entry{Head: true, Draw: func(w int, _ bool) []string {
		var b strings.Builder
		glyph := c.glyph(kind)
		b.WriteByte(' ')
		c.Theme.Changed.Write(&b, glyph)
		b.WriteByte(' ')
		c.Theme.Heading.Write(&b, name)
		count := " " + draw.Thousands(n)
		c.Theme.Dim.Write(&b, count)
		draw.Pad(&b, w-2-draw.Width(glyph)-draw.Width(name)-draw.Width(count))
		if first {
			return []string{b.String()}
		}
		return []string{"", b.String()}
	}}
}

// glyph is the mark that the list shows for a kind.
func (c *changes) glyph(kind news.RevisionKind) string {
	flag := news.Changed
	switch kind {
	case news.WithdrawnStory:
		flag = news.Withdrawn
	case news.CorrectedStory:
		flag = news.Corrected
	}
	for _, m := range c.Marks {
		if m.Flag == flag {
			return m.Glyph
		}
	}
	return " "
}

// row draws a revision: when, whose and what; the agency's note; corrected figures; and
// a line of what differs, more of it for the row under the cursor.
func (c *changes) row(r *news.Revision, w, times int, chosen bool) []string {
	indent := 1 + times + 1
	room := max(min(w-indent-1, draw.Measure+16), 10)
	most := 2
	if chosen {
		most = 0
	}
	var out []string
	put := func(text string, s theme.Style) {
		for _, l := range c.Hanging(c.ASCII(text), room, most) {
			out = append(out, c.line(r, l, s, w, times, len(out) == 0, chosen))
		}
	}
	style := theme.Style{}
	if !r.Read || chosen {
		style = c.Theme.Strong
	}
	drawn := func(runs []news.DiffRun, base theme.Style, all bool) {
		for _, l := range c.runs(runs, room, base, all) {
			out = append(out, c.drawn(r, l, w, times, len(out) == 0, chosen))
		}
	}
	headline, was := r.Headline()
	if headline != nil {
		drawn(append([]news.DiffRun{{Text: r.Outlet + c.Sep()}}, headline...), style, true)
	} else {
		put(c.Join(r.Outlet, r.Title), style)
	}
	if was != "" {
		put("was: "+was, c.Theme.Dim)
	}
	if r.Note != "" {
		put("their note: "+r.Note, c.Theme.Changed)
	}
	if len(r.Figures) > 0 {
		var parts []string
		for _, f := range r.Figures {
			parts = append(parts, f.Words())
		}
		put(c.Glyphs.Differ+" "+strings.Join(parts, "; "), c.Theme.Differ)
	}
	if headline == nil && was == "" || !r.InHeadline() {
		drawn(r.Words, c.Theme.Dim, chosen)
	}
	return out
}

func (c *changes) bar(b *strings.Builder, chosen bool) {
	if chosen {
		b.WriteString(c.Theme.Bar.Wrap(c.Glyphs.Bar))
	} else {
		b.WriteByte(' ')
	}
}

// line writes one line of words after the column of times.
func (c *changes) line(r *news.Revision, text string, s theme.Style, w, times int, first, chosen bool) string {
	var b strings.Builder
	s.Write(&b, text)
	return c.drawn(r, drawnLine{b.String(), draw.Width(text)}, w, times, first, chosen)
}

// drawn writes a line that is drawn already.
func (c *changes) drawn(r *news.Revision, l drawnLine, w, times int, first, chosen bool) string {
	var b strings.Builder
	c.bar(&b, chosen)
	if first {
		t := c.Stamp(r.Time)
		draw.Pad(&b, times-draw.Width(t))
		c.Theme.Dim.Write(&b, t)
		b.WriteByte(' ')
	} else {
		draw.Pad(&b, times+1)
	}
	b.WriteString(l.text)
	draw.Pad(&b, w-2-times-l.cells)
	return b.String()
}

// drawnLine is a line with its styles and the cells it takes.
type drawnLine struct {
	text  string
	cells int
}

// runs draws what differs in lines of w cells: one, or all of it. Where attributes
// cannot be trusted to tell, the brackets of wdiff do. What stayed has the base style.
func (c *changes) runs(runs []news.DiffRun, w int, base theme.Style, all bool) []drawnLine {
	if len(runs) == 0 {
		return nil
	}
	m := spell(c.Look, runs, nil)
	wrapped := draw.Wrap(m.text, w)
	if !all && len(wrapped) > 1 {
		wrapped = wrapped[:1]
	}
	var out []drawnLine
	for i, l := range wrapped {
		var b strings.Builder
		used := 0
		write := func(s theme.Style, from, to int) {
			if from < to {
				t := draw.Tame(c.ASCIICells(m.text[from:to]))
				s.Write(&b, t)
				used += draw.Width(t)
			}
		}
		at := l.Start
		for _, p := range m.patches {
			if p.End > l.Start && p.Start < l.End {
				write(base, at, max(p.Start, at))
				write(p.Style, max(p.Start, at), min(p.End, l.End))
				at = min(p.End, l.End)
			}
		}
		write(base, at, l.End)
		if !all && i == 0 && l.End < len(strings.TrimRight(m.text, " ")) && used < w {
			c.Theme.Dim.Write(&b, c.Glyphs.Ellipsis)
			used += draw.Width(c.Glyphs.Ellipsis)
		}
		out = append(out, drawnLine{b.String(), used})
	}
	return out
}
