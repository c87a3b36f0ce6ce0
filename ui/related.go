package ui

import (
	"strings"

	"dateline/news"
	"dateline/ui/theme"
)

// related is the Related panel: the other outlets' headlines beside the open story,
// with what each has that it has not.
type related struct {
	*look
	id    news.StoryID
	panel *news.Panel
	err   error
	slow  bool

	sel, top int
	open     map[news.StoryID]bool // origins whose reprints are unfolded
	want     int                   // the selection to take up when the panel comes
	stops    []relStop
	drawn    []relLine
	w, h     int
	version  int
	fresh    bool // drawn is right
}

// relStop is what the cursor of the panel can stand on: a headline, or the line that
// folds the reprints of one.
type relStop struct {
	row  int // index into the panel's rows
	fold bool
	n    int // reprints folded
}

// relLine is one line of the panel.
type relLine struct {
	text string
	stop int // the stop it belongs to, -1 for none
}

// ask asks for the panel of another story; what is shown goes when it comes.
func (r *related) ask(id news.StoryID) {
	r.id, r.err, r.slow = id, nil, false
}

func (r *related) close() { r.ask(""); r.panel, r.drawn, r.fresh = nil, nil, false }

// take shows the panel asked for.
func (r *related) take(msg panelMsg) {
	if msg.id != r.id {
		return
	}
	same := r.panel != nil && r.panel.Story == msg.id
	r.err, r.slow, r.fresh = msg.err, false, false
	if msg.err != nil {
		r.panel = nil
		return
	}
	r.panel = &msg.panel
	r.panel.Story = msg.id
	if !same {
		r.sel, r.top, r.want = r.want, 0, 0
		clear(r.open)
	}
}

// selected returns the row under the cursor, nil on a fold line or an empty panel.
func (r *related) selected() *news.RelatedRow {
	if r.panel == nil || r.sel >= len(r.stops) || r.stops[r.sel].fold {
		return nil
	}
	return &r.panel.Rows[r.stops[r.sel].row]
}

// toggle unfolds or folds the reprints at the cursor and reports whether it did.
func (r *related) toggle() bool {
	if r.panel == nil || r.sel >= len(r.stops) || !r.stops[r.sel].fold {
		return false
	}
	id := r.panel.Rows[r.stops[r.sel].row].Story
	r.open[id] = !r.open[id]
	r.fresh = false
	return true
}

func (r *related) move(n int) bool {
	was := r.sel
	r.sel = max(min(r.sel+n, len(r.stops)-1), 0)
	return r.sel != was
}

// at returns the stop drawn on line y of the pane, -1 for none.
func (r *related) at(y int) int {
	if i := r.top + y; i >= 0 && i < len(r.drawn) {
		return r.drawn[i].stop
	}
	return -1
}

// lines draws the pane.
func (r *related) lines(w, h int, focus bool) []string {
	if r.panel == nil {
		return nil
	}
	if !r.fresh || r.w != w || r.version != r.look.version {
		r.w, r.version, r.fresh = w, r.look.version, true
		r.draw()
	}
	r.h = h
	r.scroll()
	out := make([]string, 0, h)
	for i := r.top; i < len(r.drawn) && len(out) < h; i++ {
		l := &r.drawn[i]
		bar := " "
		if focus && l.stop >= 0 && l.stop == r.sel {
			bar = r.th.Bar.Wrap(r.g.Bar)
		}
		out = append(out, bar+l.text)
	}
	return out
}

// scroll keeps the cursor's lines on the screen, with the heading above the first.
func (r *related) scroll() {
	first, last := -1, 0
	for i := range r.drawn {
		if r.drawn[i].stop == r.sel {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		r.top = 0
		return
	}
	if r.sel == 0 {
		first = 0
	}
	if last >= r.top+r.h {
		r.top = last - r.h + 1
	}
	r.top = max(min(r.top, first), 0)
}

// draw makes all lines of the panel.
func (r *related) draw() {
	r.drawn, r.stops = r.drawn[:0], r.stops[:0]
	rows := r.panel.Rows
	var group news.RelationKind
	for i := 0; i < len(rows); i++ {
		if g := grouped(rows[i].Kind); g != group || i == 0 {
			group = g
			r.heading(group, i)
		}
		i = r.withReprints(i)
	}
	if len(rows) == 0 {
		r.line(r.th.Dim, " nobody else has it yet", -1)
	}
	if len(r.panel.NotCarried) > 0 {
		r.line(theme.Style{}, "", -1)
		r.wrapped(r.th.Dim, "Not carried: ", strings.Join(r.panel.NotCarried, ", "), 0, -1)
	}
	r.sel = max(min(r.sel, len(r.stops)-1), 0)
}

// grouped puts earlier and later events under headings of their own and everything
// unknown into the background.
func grouped(k news.RelationKind) news.RelationKind {
	switch k {
	case news.SameEvent, news.Earlier, news.Later:
		return k
	}
	return news.Background
}

// heading writes the line above a group.
func (r *related) heading(group news.RelationKind, i int) {
	if i > 0 {
		r.line(theme.Style{}, "", -1)
	}
	name, more := "", ""
	switch group {
	case news.SameEvent:
		name = "Same event"
		if r.panel.Outlets > 0 {
			more = plural(r.panel.Outlets, "outlet", "outlets") + " " + plural(r.panel.Origins, "origin", "origins")
		}
	case news.Earlier:
		name = "Earlier"
	case news.Later:
		name = "Later"
	default:
		name, more = "Background", strings.Join(r.panel.Shared, " + ")
	}
	var b strings.Builder
	r.th.Heading.Write(&b, clip(name, r.w-1, r.g.Ellipsis))
	used := width(name)
	if room := r.w - 3 - used; more != "" && room > 3 {
		more = clip(more, room, r.g.Ellipsis)
		b.WriteString("  ")
		r.th.Dim.Write(&b, more)
		used += 2 + width(more)
	}
	pad(&b, r.w-1-used)
	r.drawn = append(r.drawn, relLine{b.String(), -1})
}

// withReprints writes a row and the reprints after it, folded or not, and returns the
// index of the last row written.
func (r *related) withReprints(i int) int {
	rows := r.panel.Rows
	r.row(i, 1)
	last := i
	for last+1 < len(rows) && rows[last+1].Origin != "" && rows[last+1].Origin == rows[i].Story {
		last++
	}
	n := last - i
	if n == 0 {
		return i
	}
	stop := len(r.stops)
	r.stops = append(r.stops, relStop{row: i, fold: true, n: n})
	var names []string
	for _, x := range rows[i+1 : last+1] {
		names = append(names, x.Outlet)
	}
	if r.open[rows[i].Story] {
		r.line(r.th.Dim, "   "+r.g.Open+" "+plural(n, "reprint", "reprints"), stop)
		for j := i + 1; j <= last; j++ {
			r.row(j, 3)
		}
		return last
	}
	r.line(r.th.Dim, "   "+r.g.Fold+" "+plural(n, "reprint", "reprints")+": "+strings.Join(names, ", "), stop)
	return last
}

// row writes one headline: who and when, the headline, what differs.
func (r *related) row(i, indent int) {
	x := &r.panel.Rows[i]
	stop := len(r.stops)
	r.stops = append(r.stops, relStop{row: i})
	who := x.Outlet
	if k := kindWord(x.OutletKind); k != "" {
		who += " (" + k + ")"
	}
	lag := r.lag(x.Lag)
	who = clip(who, r.w-1-indent-width(lag)-2, r.g.Ellipsis)
	var b strings.Builder
	pad(&b, indent)
	r.th.Dim.Write(&b, who)
	b.WriteByte(' ')
	b.WriteString(lag)
	used := indent + width(who) + 1 + width(lag)
	if x.Origin != "" && x.OriginName != "" {
		from := clip(" "+r.g.Arrow+" "+x.OriginName, r.w-1-used, r.g.Ellipsis)
		r.th.Dim.Write(&b, from)
		used += width(from)
	}
	pad(&b, r.w-1-used)
	r.drawn = append(r.drawn, relLine{b.String(), stop})
	style := r.th.Read
	if x.Unread {
		style = r.th.Unread
	}
	for _, t := range headline(x.Title, r.w-2-indent, 3, r.g.Ellipsis) {
		r.padded(style, r.asciiCells(t), indent, stop)
	}
	r.differs(x, indent, stop)
}

// differs writes what a row has that the open story has not.
func (r *related) differs(x *news.RelatedRow, indent, stop int) {
	glyph := ""
	switch x.Note.Kind {
	case news.NoteFigure:
		glyph = r.g.Differ
	case news.NoteDenial:
		glyph = r.g.Denied
	case news.NoteNew:
		glyph = "+"
	case news.NoteFirst:
		glyph = "1"
	default:
		return
	}
	if x.Note.Text == "" {
		return
	}
	r.wrapped(r.th.Note, glyph+" ", r.ascii(x.Note.Text), indent+1, stop)
}

// wrapped writes words under a lead that hangs out.
func (r *related) wrapped(s theme.Style, lead, text string, indent, stop int) {
	w := r.w - 2 - indent - width(lead)
	for i, l := range wrap(text, w) {
		first := lead
		if i > 0 {
			first = blanks[:width(lead)]
		}
		r.padded(s, first+tame(text[l.Start:l.End]), indent, stop)
	}
}

// padded writes an indented line.
func (r *related) padded(s theme.Style, text string, indent, stop int) {
	var b strings.Builder
	pad(&b, indent)
	s.Write(&b, text)
	pad(&b, r.w-1-indent-width(text))
	r.drawn = append(r.drawn, relLine{b.String(), stop})
}

// line writes one line, clipped.
func (r *related) line(s theme.Style, text string, stop int) {
	r.padded(s, clip(text, r.w-1, r.g.Ellipsis), 0, stop)
}
