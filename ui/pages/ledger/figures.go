package ledger

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
)

// figuresView is the Figures table: what is counted, and what each outlet gives when.
type figuresView struct {
	book
	table news.FigureTable
	rows  []figureRow // by entry
}

// figureRow is what an entry shows: a reading of a thing counted, or the heading above them.
type figureRow struct {
	c       *news.Counted
	reading int // -1 for the heading
}

// NewFigures makes the Figures page.
func NewFigures(d page.Deps) page.Page {
	return &figuresView{book: book{Look: d.Look, what: "figures", ask: askFigures, from: d.Ledger}}
}

func (f *figuresView) Open(at page.Reader) (page.Intent, bool) { return f.openAt(at, true) }

// Update takes the answers to this view's question; late ones are dropped.
func (f *figuresView) Update(msg tea.Msg) page.Intent {
	switch msg := msg.(type) {
	case tableMsg:
		if msg.gen == f.gen {
			f.show(msg)
			return f.found(msg)
		}
	case page.LateMsg:
		f.late(msg)
	}
	return nil
}

func (f *figuresView) show(msg tableMsg) {
	if !f.take(msg.err, msg.table.Extent) {
		return
	}
	f.table = msg.table
	var cols figureColumns
	for i := range f.table.Counts {
		for j := range f.table.Counts[i].Readings {
			r := &f.table.Counts[i].Readings[j]
			cols.time = max(cols.time, draw.Width(f.Stamp(r.Time)))
			cols.value = max(cols.value, draw.Width(f.value(r)))
		}
	}
	f.counts = draw.Plural(len(f.table.Counts), "thing counted", "things counted")
	var entries []page.Entry
	f.rows = nil
	for i := range f.table.Counts {
		c := &f.table.Counts[i]
		first := i == 0
		f.rows = append(f.rows, figureRow{c, -1})
		entries = append(entries, page.Entry{Head: true, Draw: func(w int, _ bool) []string { return f.heading(c, w, first) }})
		for j := len(c.Readings) - 1; j >= 0; j-- { // the newest first
			f.rows = append(f.rows, figureRow{c, j})
			entries = append(entries, page.Entry{Open: &c.Readings[j].Carried[0], Draw: func(w int, chosen bool) []string { return f.row(c, j, w, cols, chosen) }})
		}
	}
	f.Fill(entries)
}

// found puts the cursor on the row of the figure that was asked for.
func (f *figuresView) found(msg tableMsg) page.Intent {
	want := f.seek
	if msg.err != nil || want == nil {
		return nil
	}
	f.seek = nil
	for at, r := range f.rows {
		if r.reading >= 0 && holds(r.c.Readings[r.reading].Carried, want) {
			f.Sel = at
			return nil
		}
	}
	return page.Say("it is not clear what this figure counts; here are the others")
}

// Hold returns what brings the view back as it is now.
func (f *figuresView) Hold() func() page.Intent {
	was := *f
	return func() page.Intent {
		gen := f.gen
		*f = was
		return f.resume(gen)
	}
}

func (f *figuresView) View(w, h int) string { return f.frame(w, h) }

// figureColumns are the widths of the first columns.
type figureColumns struct{ time, value int }

// value is a reading as written; a word that stands for a range has it beside it.
func (f *figuresView) value(r *news.Reading) string {
	if r.Max == 0 || strings.ContainsAny(r.Text, "0123456789") {
		return f.ASCIICells(r.Text)
	}
	return f.ASCIICells(r.Text) + " (" + draw.Number(r.Value) + "-" + draw.Number(r.Max) + ")"
}

// heading says what is counted and, where it was given more than once, between what it
// lies.
func (f *figuresView) heading(c *news.Counted, w int, first bool) []string {
	var out []string
	if !first {
		out = append(out, "")
	}
	var b strings.Builder
	b.WriteByte(' ')
	scale := f.scale(c, w)
	what := c.What
	if c.Events > 1 {
		what = f.Join(what, draw.Plural(c.Events, "event", "events"))
	}
	name := draw.Clip(f.ASCIICells(what), w-4-draw.Width(scale), f.Glyphs.Ellipsis)
	f.Theme.Heading.Write(&b, name)
	used := 1 + draw.Width(name)
	if f.level == shown && c.Events < 2 {
		room := w - used - 6 - draw.Width(scale)
		if t := draw.Clip(f.ASCIICells(c.Headline), room, f.Glyphs.Ellipsis); room > 12 {
			b.WriteString("  ")
			f.Theme.Dim.Write(&b, t)
			used += 2 + draw.Width(t)
		}
	}
	draw.Pad(&b, w-used-draw.Width(scale)-1)
	f.Theme.Dim.Write(&b, scale)
	b.WriteByte(' ')
	return append(append(out, b.String()), f.plot(c, w)...)
}

// row draws one reading: time, value, who prints it, who gives it, and whether it is
// the lowest, highest, first or latest.
func (f *figuresView) row(c *news.Counted, i, w int, cols figureColumns, chosen bool) []string {
	r := &c.Readings[i]
	cols.value = min(cols.value, max(w/4, 24))
	var b strings.Builder
	bar, style := " ", f.Theme.Entity(news.FigureKind, false)
	if chosen {
		bar = f.Theme.Bar.Wrap(f.Glyphs.Bar)
		style = f.Theme.Selected
	}
	b.WriteString(bar)
	t := f.Stamp(r.Time)
	draw.Pad(&b, cols.time-draw.Width(t))
	f.Theme.Dim.Write(&b, t)
	b.WriteString("  ")
	v := draw.Clip(f.value(r), cols.value, f.Glyphs.Ellipsis)
	style.Write(&b, v)
	draw.Pad(&b, cols.value-draw.Width(v)+2)
	used := 1 + cols.time + 2 + cols.value + 2
	tags := strings.Join(c.Tags(i), " ")
	room := w - used - draw.Width(tags) - 2
	who, by := f.Carriers(r.Carried, max(room, 4)), f.by(r)
	if c.Events > 1 && room-draw.Width(who) >= leastStory {
		by = draw.Clip(by+f.Sep()+f.ASCIICells(r.Story), room-draw.Width(who), f.Glyphs.Ellipsis)
	}
	below := ""
	if room < leastWho {
		who, by, tags, below = "", "", "", tags
	} else if draw.Width(who)+draw.Width(by) > room {
		who, by = f.narrowed(r, by, room)
	}
	f.Theme.Text.Write(&b, who)
	f.Theme.Dim.Write(&b, by)
	draw.Pad(&b, w-used-draw.Width(who)-draw.Width(by)-draw.Width(tags)-1)
	f.Theme.Differ.Write(&b, tags)
	b.WriteByte(' ')
	out := []string{b.String()}
	if chosen || room < leastWho {
		out = append(out, f.more(r, below, w, 1+cols.time+2, chosen)...)
	}
	return out
}

// leastStory is the room in which a figure of a running story has the headline of its own
// story beside it.
const leastStory = 24

// leastWho is the room in which outlets are named beside a figure; in less they stand
// below it.
const leastWho = 14

// by is who gives a figure.
func (f *figuresView) by(r *news.Reading) string {
	if r.By == "" {
		return ""
	}
	return f.Sep() + f.ASCIICells(r.By)
}

// narrowed is who prints a figure and who gives it in a room that is too small for both:
// outlets are left out before the one who gives it is.
func (f *figuresView) narrowed(r *news.Reading, by string, room int) (who, gives string) {
	who = f.Carriers(r.Carried, max(room-draw.Width(by), leastWho))
	if gives = draw.Clip(by, room-draw.Width(who), f.Glyphs.Ellipsis); draw.Width(gives) < leastGiver {
		return f.Carriers(r.Carried, room), ""
	}
	return who, gives
}

// leastGiver is the room in which who gives a figure is named, the sign before it included.
const leastGiver = 10

// more lists who gives and prints a reading on lines of their own: all of it for the
// row under the cursor.
func (f *figuresView) more(r *news.Reading, tags string, w, indent int, chosen bool) []string {
	room := max(w-indent-2, 10)
	text, bar := f.Carriers(r.Carried, max(room-draw.Width(tags)-5, 8)), " "
	if chosen {
		bar = f.Theme.Bar.Wrap(f.Glyphs.Bar)
		text = f.Printed(r.Carried)
		if r.By != "" {
			text = r.By + ", in " + text
		}
	}
	var out []string
	for _, l := range f.Hanging(f.Join(f.Glyphs.Arrow+" "+text, tags), room, 0) {
		var b strings.Builder
		b.WriteString(bar)
		draw.Pad(&b, indent-1)
		f.Theme.Dim.Write(&b, l)
		draw.Pad(&b, w-indent-draw.Width(l))
		out = append(out, b.String())
	}
	return out
}

// Words says the row under the cursor in words for the status line.
func (f *figuresView) Words() string {
	if f.Chosen() == nil || f.Sel >= len(f.rows) || f.rows[f.Sel].reading < 0 {
		return ""
	}
	r := f.rows[f.Sel]
	return f.Join(f.value(&r.c.Readings[r.reading]), r.c.What)
}
