// Package related is the panel beside the open story: the other outlets' headlines, with what
// each has that it has not, and what a reader says of events.
package related

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/keys"
	"dateline/ui/page"
	"dateline/ui/theme"
)

// Pane is the Related panel.
type Pane struct {
	*draw.Look
	desk  page.Desk
	id    news.StoryID
	Panel *news.Panel
	err   error
	slow  bool

	resting bool // a panel was asked for less than apart ago because of an announcement
	stale   bool // something was announced since

	Sel, top int
	focus    bool
	unfolded map[news.StoryID]bool // origins whose reprints are unfolded
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

// PanelMsg answers Reload.
type PanelMsg struct {
	ID    news.StoryID
	Panel news.Panel
	err   error
}

// New makes an empty panel.
func New(d page.Deps) Pane {
	return Pane{Look: d.Look, desk: d.Desk, unfolded: map[news.StoryID]bool{}}
}

// Load asks for the panel of another story; what is shown goes when it comes.
func (r *Pane) Load(id news.StoryID) page.Intent {
	r.id, r.err, r.slow = id, nil, false
	return r.Reload()
}

// Reload asks for the panel anew.
func (r *Pane) Reload() page.Intent {
	if r.id == "" {
		return nil
	}
	id, d := r.id, r.desk
	return page.Ask(func(ctx context.Context) tea.Msg {
		p, err := d.Related(ctx, id)
		return PanelMsg{id, p, err}
	})
}

// apart is the least time between two panels of one story asked for because of what is
// announced: while feeds come in that is four times a second, and each panel reads the whole
// event.
const apart = 2 * time.Second

// againMsg says that apart is over.
type againMsg struct{}

// Heard takes an announcement.
func (r *Pane) Heard(b news.Bulletin) page.Intent {
	if b.New+b.Updated+b.Tagged == 0 {
		return nil
	}
	if r.stale = r.resting; r.resting {
		return nil
	}
	r.resting = true
	return page.All(r.Reload(), page.After{Wait: apart, Msg: againMsg{}})
}

// again asks for what was announced meanwhile.
func (r *Pane) again() page.Intent {
	r.resting = false
	if !r.stale {
		return nil
	}
	return r.Heard(news.Bulletin{Updated: 1})
}

// Close empties the panel.
func (r *Pane) Close() {
	r.Load("")
	r.Panel, r.drawn, r.fresh = nil, nil, false
}

// Fit gives the panel its room, none while it is not on the screen, and says whether it has
// the focus.
func (r *Pane) Fit(w, h int, focus bool) {
	r.focus = focus
	if w > 0 {
		r.w, r.h = w, h
	}
}

// Resume takes up the selection n when the panel that was asked for comes.
func (r *Pane) Resume(n int) { r.want = n }

// Title is what the border says, left and right.
func (r *Pane) Title() (string, string) { return "Related", "" }

// Hints are the keys that matter most here, each with a word.
func (r *Pane) Hints() [][2]string {
	k := r.Keys
	same := [2]string{k.Apart.First(), "not the same"}
	if x := r.Selected(); x != nil && x.Kind != news.SameEvent {
		same = [2]string{k.Join.First(), "the same event"}
	}
	return [][2]string{{keys.Pair(&k.Down, &k.Up), "move"}, {k.Open.First(), "open"}, {k.Why.First(), "why"}, {k.Leads.First(), "leads"},
		same, {k.Back.First(), "back"}, {k.Help.First(), "help"}}
}

// Target is the headline under the cursor, ok false when there is none.
func (r *Pane) Target() (t page.Target, ok bool) {
	x := r.Selected()
	if x == nil {
		return t, false
	}
	return page.Target{Story: x.Story, Event: x.Event, URL: x.URL, Title: x.Title}, true
}

// Why explains why the headline under the cursor is related, nil when there is none.
func (r *Pane) Why() []string {
	x := r.Selected()
	if x == nil {
		return nil
	}
	return append([]string{"“" + x.Title + "”", "relation " + string(x.Kind)}, page.WhyWords(x.Why)...)
}

// Update takes the answers to this pane's questions; late ones are dropped.
func (r *Pane) Update(msg tea.Msg) page.Intent {
	switch msg := msg.(type) {
	case againMsg:
		return r.again()
	case PanelMsg:
		if msg.ID == r.id {
			r.take(msg)
		}
	case page.LateMsg:
		if msg.ID == r.id && msg.ID != "" {
			r.slow = r.err == nil && (r.Panel == nil || r.Panel.Story != msg.ID)
		}
	}
	return nil
}

// take shows the panel asked for.
func (r *Pane) take(msg PanelMsg) {
	same := r.Panel != nil && r.Panel.Story == msg.ID
	r.err, r.slow, r.fresh = msg.err, false, false
	if msg.err != nil {
		r.Panel = nil
		return
	}
	r.Panel = &msg.Panel
	r.Panel.Story = msg.ID
	if !same {
		r.Sel, r.top, r.want = r.want, 0, 0
		clear(r.unfolded)
	}
}

// Selected returns the row under the cursor, nil on a fold line or an empty panel.
func (r *Pane) Selected() *news.RelatedRow {
	if r.lay(); r.Panel == nil || r.Sel >= len(r.stops) || r.stops[r.Sel].fold {
		return nil
	}
	return &r.Panel.Rows[r.stops[r.Sel].row]
}

// Toggle unfolds or folds the reprints at the cursor and reports whether it did.
func (r *Pane) Toggle() bool {
	if r.Panel == nil || r.Sel >= len(r.stops) || !r.stops[r.Sel].fold {
		return false
	}
	id := r.stops[r.Sel].origin
	r.unfolded[id] = !r.unfolded[id]
	r.fresh = false
	return true
}

// lay makes the panel's lines when they are not right any more.
func (r *Pane) lay() {
	if r.Panel == nil || r.fresh && r.drawnW == r.w && r.version == r.Look.Version {
		return
	}
	r.drawnW, r.version, r.fresh = r.w, r.Look.Version, true
	r.draw()
}

func (r *Pane) Move(n int) bool {
	r.lay()
	was := r.Sel
	r.Sel = max(min(r.Sel+n, len(r.stops)-1), 0)
	return r.Sel != was
}

// Click takes a click on line y; was says that the reader was in the panel before. It reports
// whether what is there is to be opened.
func (r *Pane) Click(y int, was bool) (open bool) {
	stop := r.at(y)
	if stop < 0 {
		return false
	}
	again := stop == r.Sel && was
	r.Sel = stop
	return again || r.stops[stop].fold
}

// at returns the stop drawn on line y of the pane, -1 for none.
func (r *Pane) at(y int) int {
	if i := r.top + y; i >= 0 && i < len(r.drawn) {
		return r.drawn[i].stop
	}
	return -1
}

// View draws the pane.
func (r *Pane) View(w, h int) string {
	switch {
	case r.err != nil:
		return r.Vacant(w, h, "Related stories cannot be shown.", draw.FirstLine(r.err.Error()))
	case r.slow:
		return r.Loading(w, h)
	case r.Panel == nil:
		return ""
	}
	r.w, r.h = w, h
	r.lay()
	r.scroll()
	out := make([]string, 0, h)
	for i := r.top; i < len(r.drawn) && len(out) < h; i++ {
		l := &r.drawn[i]
		bar := " "
		if r.focus && l.stop >= 0 && l.stop == r.Sel {
			bar = r.Theme.Bar.Wrap(r.Glyphs.Bar)
		}
		out = append(out, bar+l.text)
	}
	return strings.Join(out, "\n")
}

// scroll keeps the cursor's lines on the screen, with the heading above the first.
func (r *Pane) scroll() {
	first, last := -1, 0
	for i := range r.drawn {
		if r.drawn[i].stop == r.Sel {
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
	if r.Sel == 0 {
		first = 0
	}
	if last >= r.top+r.h {
		r.top = last - r.h + 1
	}
	r.top = max(min(r.top, first), 0)
}

// draw makes all lines of the panel.
func (r *Pane) draw() {
	r.drawn, r.stops = r.drawn[:0], r.stops[:0]
	rows := r.Panel.Rows
	var group news.RelationKind
	for i := 0; i < len(rows); i++ {
		if g := grouped(rows[i].Kind); g != group || i == 0 {
			group = g
			r.heading(group, i)
			if group == news.SameEvent {
				r.joined()
			}
		}
		i = r.withReprints(i)
	}
	if len(rows) == 0 {
		r.line(r.Theme.Dim, "nobody else has it yet", -1)
	}
	if len(r.Panel.NotCarried) > 0 {
		r.line(theme.Style{}, "", -1)
		r.wrapped(r.Theme.Dim, "Not carried: ", strings.Join(r.Panel.NotCarried, ", "), 0, -1)
	}
	r.Sel = max(min(r.Sel, len(r.stops)-1), 0)
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

// withReprints writes a row and the reprints of it that follow, folded or not, and
// returns the index of the last row written. Reprints of the open story itself, and
// of one that is not in the panel, fold under a line of their own.
func (r *Pane) withReprints(i int) int {
	rows := r.Panel.Rows
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
	case n == 1 && first == i && origin != r.Panel.Story:
		r.row(i, 1)
		return i
	}
	r.fold(origin, first, last)
	return last
}

// fold writes the line that stands for reprints, and them when it is unfolded.
func (r *Pane) fold(origin news.StoryID, first, last int) {
	rows := r.Panel.Rows
	stop := len(r.stops)
	r.stops = append(r.stops, relStop{row: first, fold: true, origin: origin})
	if r.unfolded[origin] {
		r.line(r.Theme.Dim, " "+r.Glyphs.Open+" "+r.copies(origin, rows[first:last+1], false), stop)
		for j := first; j <= last; j++ {
			r.row(j, 3)
		}
		return
	}
	r.wrapped(r.Theme.Dim, r.Glyphs.Fold+" ", r.copies(origin, rows[first:last+1], true), 1, stop)
}

// copies counts the reprints of an origin, with their outlets where named; what the origin's own
// outlet sent a second time is no reprint.
func (r *Pane) copies(origin news.StoryID, rows []news.RelatedRow, named bool) string {
	by, of := r.Panel.Outlet, " of this story"
	if origin != r.Panel.Story {
		by, of = "", ""
		if i := slices.IndexFunc(r.Panel.Rows, func(x news.RelatedRow) bool { return x.Story == origin }); i >= 0 {
			by = r.Panel.Rows[i].Outlet
		}
	}
	var names, parts []string
	for i := range rows {
		if by == "" || rows[i].Outlet != by {
			names = append(names, rows[i].Outlet)
		}
	}
	if len(names) > 0 {
		said := draw.Plural(len(names), "reprint", "reprints") + of
		if named {
			said += ": " + strings.Join(names, ", ")
		}
		parts = append(parts, said)
	}
	switch again := len(rows) - len(names); again {
	case 0:
	case 1:
		parts = append(parts, "again by "+by)
	default:
		parts = append(parts, "again by "+by+", "+strconv.Itoa(again)+" times")
	}
	return r.Join(parts...)
}

// row writes one headline: who and when, the headline, what differs.
func (r *Pane) row(i, indent int) {
	x := &r.Panel.Rows[i]
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
func (r *Pane) who(x *news.RelatedRow, indent, stop int) {
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
func (r *Pane) differs(x *news.RelatedRow, indent, stop int) {
	glyph := ""
	switch x.Differs.Kind {
	case news.OtherFigure:
		glyph = r.Glyphs.Differ
	case news.OtherDenies:
		glyph = r.Glyphs.Denied
	case news.OtherAdds:
		glyph = "+"
	case news.OtherFirst:
		glyph = "-"
	default:
		return
	}
	if x.Differs.Text == "" {
		return
	}
	r.wrapped(r.Theme.Note, glyph+" ", r.ASCII(x.Differs.Text), indent+1, stop)
}

// wrapped writes words under a lead that hangs out.
func (r *Pane) wrapped(s theme.Style, lead, text string, indent, stop int) {
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
func (r *Pane) padded(s theme.Style, text string, indent, stop int) {
	var b strings.Builder
	draw.Pad(&b, indent)
	s.Write(&b, r.Isolated(text))
	draw.Pad(&b, r.w-1-indent-draw.Width(text))
	r.drawn = append(r.drawn, relLine{b.String(), stop})
}

// line writes one line, clipped.
func (r *Pane) line(s theme.Style, text string, stop int) {
	r.padded(s, draw.Clip(text, r.w-2, r.Glyphs.Ellipsis), 0, stop)
}
