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
			cols.value = min(max(cols.value, draw.Width(f.value(r))), 24)
		}
	}
	f.counts = draw.Plural(len(f.table.Counts), "thing counted", "things counted")
	var entries []page.Entry
	for i := range f.table.Counts {
		c := &f.table.Counts[i]
		first := i == 0
		entries = append(entries, page.Entry{Head: true, Draw: func(w int, _ bool) []string { return f.heading(c, w, first) }})
		for j := range c.Readings {
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
	at := 0
	for i := range f.table.Counts {
		for j := range f.table.Counts[i].Readings {
			at++
			if holds(f.table.Counts[i].Readings[j].Carried, want) {
				f.Sel = at
				return nil
			}
		}
		at++
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
	name := draw.Clip(f.ASCIICells(c.What), w-4-draw.Width(scale), f.Glyphs.Ellipsis)
	f.Theme.Heading.Write(&b, name)
	used := 1 + draw.Width(name)
	if f.level == shown {
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
	below := ""
	if room < leastWho {
		who, by, tags, below = "", "", "", tags
	} else if draw.Width(who)+draw.Width(by) > room {
		by = ""
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
	at := 0
	for i := range f.table.Counts {
		c := &f.table.Counts[i]
		for j := range c.Readings {
			if at++; at == f.Sel && f.Chosen() != nil {
				return f.Join(f.value(&c.Readings[j]), c.What)
			}
		}
		at++
	}
	return ""
}
