package ui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
	"dateline/ui/theme"
)

// related is the Related panel: the other outlets' headlines beside the open story,
// with what each has that it has not.
type related struct {
	*draw.Look
	id    news.StoryID
	panel *news.Panel
	err   error
	slow  bool

	sel, top int
	focus    bool
	open     map[news.StoryID]bool // origins whose reprints are unfolded
	want     int                   // the selection to take up when the panel comes
	stops    []relStop
	drawn    []relLine
	w, h     int
	drawnW   int // what drawn was made for: width and look
	version  int
	fresh    bool // drawn is right for its panel
}

// relStop is what the cursor of the panel can stand on: a headline, or the line that
// folds the reprints of one.
type relStop struct {
	row    int // index into the panel's rows
	fold   bool
	origin news.StoryID // whose reprints a fold hides
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

// update takes the answers to this pane's questions; late ones are dropped.
func (r *related) update(msg tea.Msg) {
	switch msg := msg.(type) {
	case panelMsg:
		if msg.id == r.id {
			r.take(msg)
		}
	case page.LateMsg:
		if msg.ID == r.id && msg.ID != "" {
			r.slow = r.err == nil && (r.panel == nil || r.panel.Story != msg.ID)
		}
	}
}

// take shows the panel asked for.
func (r *related) take(msg panelMsg) {
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
	if r.lay(); r.panel == nil || r.sel >= len(r.stops) || r.stops[r.sel].fold {
		return nil
	}
	return &r.panel.Rows[r.stops[r.sel].row]
}

// toggle unfolds or folds the reprints at the cursor and reports whether it did.
func (r *related) toggle() bool {
	if r.panel == nil || r.sel >= len(r.stops) || !r.stops[r.sel].fold {
		return false
	}
	id := r.stops[r.sel].origin
	r.open[id] = !r.open[id]
	r.fresh = false
	return true
}

// lay makes the panel's lines when they are not right any more.
func (r *related) lay() {
	if r.panel == nil || r.fresh && r.drawnW == r.w && r.version == r.Look.Version {
		return
	}
	r.drawnW, r.version, r.fresh = r.w, r.Look.Version, true
	r.draw()
}

func (r *related) move(n int) bool {
	r.lay()
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

// View draws the pane.
func (r *related) View(w, h int) string {
	switch {
	case r.err != nil:
		return r.Vacant(w, h, "Related stories cannot be shown.", draw.FirstLine(r.err.Error()))
	case r.slow:
		return r.Loading(w, h)
	case r.panel == nil:
		return ""
	}
	r.w, r.h = w, h
	r.lay()
	r.scroll()
	out := make([]string, 0, h)
	for i := r.top; i < len(r.drawn) && len(out) < h; i++ {
		l := &r.drawn[i]
		bar := " "
		if r.focus && l.stop >= 0 && l.stop == r.sel {
			bar = r.Theme.Bar.Wrap(r.Glyphs.Bar)
		}
		out = append(out, bar+l.text)
	}
	return strings.Join(out, "\n")
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
		r.line(r.Theme.Dim, " nobody else has it yet", -1)
	}
	if len(r.panel.NotCarried) > 0 {
		r.line(theme.Style{}, "", -1)
		r.wrapped(r.Theme.Dim, "Not carried: ", strings.Join(r.panel.NotCarried, ", "), 0, -1)
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
			more = r.sources()
		}
	case news.Earlier:
		name = "Earlier"
	case news.Later:
		name = "Later"
	default:
		name, more = "Background", strings.Join(r.panel.Shared, " + ")
	}
	var b strings.Builder
	r.Theme.Heading.Write(&b, draw.Clip(name, r.w-1, r.Glyphs.Ellipsis))
	used := draw.Width(name)
	if room := r.w - 3 - used; more != "" && room > 3 {
		more = draw.Clip(more, room, r.Glyphs.Ellipsis)
		b.WriteString("  ")
		r.Theme.Dim.Write(&b, more)
		used += 2 + draw.Width(more)
	}
	draw.Pad(&b, r.w-1-used)
	r.drawn = append(r.drawn, relLine{b.String(), -1})
}

// sources counts who carries the event, shorter where the pane is narrow.
func (r *related) sources() string {
	p := r.panel
	long := draw.Plural(p.Outlets, "outlet", "outlets") + ", " + draw.Plural(p.Origins, "origin", "origins")
	if draw.Width(long) <= r.w-15 {
		return long
	}
	return strconv.Itoa(p.Outlets) + "/" + strconv.Itoa(p.Origins)
}

// withReprints writes a row and the reprints of it that follow, folded or not, and
// returns the index of the last row written. Reprints of the open story itself, and
// of one that is not in the panel, fold under a line of their own.
func (r *related) withReprints(i int) int {
	rows := r.panel.Rows
	origin, first := rows[i].Origin, i
	if origin == "" {
		r.row(i, 1)
		origin, first = rows[i].Story, i+1
	}
	last := first - 1
	for last+1 < len(rows) && rows[last+1].Origin == origin && grouped(rows[last+1].Kind) == grouped(rows[i].Kind) {
		last++
	}
	n := last - first + 1
	switch {
	case n <= 0:
		return i
	case n == 1 && first == i && origin != r.panel.Story:
		r.row(i, 1)
		return i
	}
	r.fold(origin, first, last)
	return last
}

// fold writes the line that stands for reprints, and them when it is unfolded.
func (r *related) fold(origin news.StoryID, first, last int) {
	rows := r.panel.Rows
	stop := len(r.stops)
	r.stops = append(r.stops, relStop{row: first, fold: true, origin: origin})
	label := draw.Plural(last-first+1, "reprint", "reprints")
	if origin == r.panel.Story {
		label += " of this story"
	}
	if r.open[origin] {
		r.line(r.Theme.Dim, " "+r.Glyphs.Open+" "+label, stop)
		for j := first; j <= last; j++ {
			r.row(j, 3)
		}
		return
	}
	var names []string
	for _, x := range rows[first : last+1] {
		names = append(names, x.Outlet)
	}
	r.wrapped(r.Theme.Dim, r.Glyphs.Fold+" ", label+": "+strings.Join(names, ", "), 1, stop)
}

// row writes one headline: who and when, the headline, what differs.
func (r *related) row(i, indent int) {
	x := &r.panel.Rows[i]
	stop := len(r.stops)
	r.stops = append(r.stops, relStop{row: i})
	r.who(x, indent, stop)
	style := r.Theme.Read
	if x.Unread {
		style = r.Theme.Unread
	}
	for _, t := range draw.Headline(r.ASCIICells(x.Title), r.w-2-indent, 3, r.Glyphs.Ellipsis) {
		r.padded(style, t, indent, stop)
	}
	r.differs(x, indent, stop)
}

// who writes the outlet, how much later it was, whose words it reprints and what sort
// of outlet it is; what does not fit goes from the right.
func (r *related) who(x *news.RelatedRow, indent, stop int) {
	lag := " " + r.Lag(x.Lag)
	room := r.w - 2 - indent
	who := draw.Clip(x.Outlet, room-draw.Width(lag), r.Glyphs.Ellipsis)
	rest := ""
	if x.Origin != "" && x.OriginName != "" {
		rest = " " + r.Glyphs.Arrow + " " + x.OriginName
	} else if k := draw.KindWord(x.OutletKind); k != "" {
		rest = r.Sep() + k
	}
	if over := draw.Width(rest) > room-draw.Width(who)-draw.Width(lag); over && x.Origin == "" {
		rest = "" // half a word says nothing
	}
	rest = draw.Clip(rest, room-draw.Width(who)-draw.Width(lag), r.Glyphs.Ellipsis)
	var b strings.Builder
	draw.Pad(&b, indent)
	r.Theme.Dim.Write(&b, who)
	b.WriteString(lag)
	r.Theme.Dim.Write(&b, rest)
	draw.Pad(&b, r.w-1-indent-draw.Width(who)-draw.Width(lag)-draw.Width(rest))
	r.drawn = append(r.drawn, relLine{b.String(), stop})
}

// differs writes what a row has that the open story has not.
func (r *related) differs(x *news.RelatedRow, indent, stop int) {
	glyph := ""
	switch x.Note.Kind {
	case news.NoteFigure:
		glyph = r.Glyphs.Differ
	case news.NoteDenial:
		glyph = r.Glyphs.Denied
	case news.NoteNew:
		glyph = "+"
	case news.NoteFirst:
		glyph = "-"
	default:
		return
	}
	if x.Note.Text == "" {
		return
	}
	r.wrapped(r.Theme.Note, glyph+" ", r.ASCII(x.Note.Text), indent+1, stop)
}

// wrapped writes words under a lead that hangs out.
func (r *related) wrapped(s theme.Style, lead, text string, indent, stop int) {
	w := r.w - 2 - indent - draw.Width(lead)
	for i, l := range draw.Wrap(text, w) {
		first := lead
		if i > 0 {
			first = draw.Blanks[:draw.Width(lead)]
		}
		r.padded(s, first+draw.Tame(text[l.Start:l.End]), indent, stop)
	}
}

// padded writes an indented line.
func (r *related) padded(s theme.Style, text string, indent, stop int) {
	var b strings.Builder
	draw.Pad(&b, indent)
	s.Write(&b, r.Isolated(text))
	draw.Pad(&b, r.w-1-indent-draw.Width(text))
	r.drawn = append(r.drawn, relLine{b.String(), stop})
}

// line writes one line, clipped.
func (r *related) line(s theme.Style, text string, stop int) {
	r.padded(s, draw.Clip(text, r.w-2, r.Glyphs.Ellipsis), 0, stop)
}
