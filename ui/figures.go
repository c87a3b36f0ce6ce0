package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// figuresView is the Figures table: what is counted, and what each outlet gives when.
type figuresView struct {
	book
	table news.FigureTable
}

func newFigures(d deps) page {
	return &figuresView{book: book{look: d.look, what: "figures", ask: askFigures, from: d.ledger}}
}

func (f *figuresView) open(at reader) (intent, bool) { return f.openAt(at, true) }

// update takes the answers to this view's question; late ones are dropped.
func (f *figuresView) update(msg tea.Msg) intent {
	switch msg := msg.(type) {
	case tableMsg:
		if msg.gen == f.gen {
			f.show(msg)
			return f.found(msg)
		}
	case lateMsg:
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
			cols.time = max(cols.time, width(f.stamp(r.Time)))
			cols.value = min(max(cols.value, width(f.value(r))), 24)
		}
	}
	f.counts = plural(len(f.table.Counts), "thing counted", "things counted")
	var entries []entry
	for i := range f.table.Counts {
		c := &f.table.Counts[i]
		first := i == 0
		entries = append(entries, entry{head: true, draw: func(w int, _ bool) []string { return f.heading(c, w, first) }})
		for j := range c.Readings {
			entries = append(entries, entry{open: &c.Readings[j].Carried[0], draw: func(w int, chosen bool) []string { return f.row(c, j, w, cols, chosen) }})
		}
	}
	f.fill(entries)
}

// found puts the cursor on the row of the figure that was asked for.
func (f *figuresView) found(msg tableMsg) intent {
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
				f.sel = at
				return nil
			}
		}
		at++
	}
	return say("it is not clear what this figure counts; here are the others")
}

// hold returns what brings the view back as it is now.
func (f *figuresView) hold() func() intent {
	was := *f
	return func() intent {
		gen := f.gen
		*f = was
		return f.resume(gen)
	}
}

func (f *figuresView) view(w, h int) string { return f.frame(w, h) }

// figureColumns are the widths of the first columns.
type figureColumns struct{ time, value int }

// value is a reading as written; a word that stands for a range has it beside it.
func (f *figuresView) value(r *news.Reading) string {
	if r.Max == 0 || strings.ContainsAny(r.Text, "0123456789") {
		return f.asciiCells(r.Text)
	}
	return f.asciiCells(r.Text) + " (" + number(r.Value) + "-" + number(r.Max) + ")"
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
	name := clip(f.asciiCells(c.What), w-4-width(scale), f.g.Ellipsis)
	f.th.Heading.Write(&b, name)
	used := 1 + width(name)
	if f.level == shown {
		room := w - used - 6 - width(scale)
		if t := clip(f.asciiCells(c.Headline), room, f.g.Ellipsis); room > 12 {
			b.WriteString("  ")
			f.th.Dim.Write(&b, t)
			used += 2 + width(t)
		}
	}
	pad(&b, w-used-width(scale)-1)
	f.th.Dim.Write(&b, scale)
	b.WriteByte(' ')
	return append(append(out, b.String()), f.plot(c, w)...)
}

// row draws one reading: time, value, who prints it, who gives it, and whether it is
// the lowest, highest, first or latest.
func (f *figuresView) row(c *news.Counted, i, w int, cols figureColumns, chosen bool) []string {
	r := &c.Readings[i]
	var b strings.Builder
	bar, style := " ", f.th.Entity(news.FigureKind, false)
	if chosen {
		bar = f.th.Bar.Wrap(f.g.Bar)
		style = f.th.Selected
	}
	b.WriteString(bar)
	t := f.stamp(r.Time)
	pad(&b, cols.time-width(t))
	f.th.Dim.Write(&b, t)
	b.WriteString("  ")
	v := clip(f.value(r), cols.value, f.g.Ellipsis)
	style.Write(&b, v)
	pad(&b, cols.value-width(v)+2)
	used := 1 + cols.time + 2 + cols.value + 2
	tags := strings.Join(c.Tags(i), " ")
	room := w - used - width(tags) - 2
	who, by := f.carriers(r.Carried, max(room, 4)), f.by(r)
	below := ""
	if room < leastWho {
		who, by, tags, below = "", "", "", tags
	} else if width(who)+width(by) > room {
		by = ""
	}
	f.th.Text.Write(&b, who)
	f.th.Dim.Write(&b, by)
	pad(&b, w-used-width(who)-width(by)-width(tags)-1)
	f.th.Differ.Write(&b, tags)
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
	return f.sep() + f.asciiCells(r.By)
}

// more lists who gives and prints a reading on lines of their own: all of it for the
// row under the cursor.
func (f *figuresView) more(r *news.Reading, tags string, w, indent int, chosen bool) []string {
	room := max(w-indent-2, 10)
	text, bar := f.carriers(r.Carried, max(room-width(tags)-5, 8)), " "
	if chosen {
		bar = f.th.Bar.Wrap(f.g.Bar)
		text = f.printed(r.Carried)
		if r.By != "" {
			text = r.By + ", in " + text
		}
	}
	var out []string
	for _, l := range f.hanging(f.join(f.g.Arrow+" "+text, tags), room, 0) {
		var b strings.Builder
		b.WriteString(bar)
		pad(&b, indent-1)
		f.th.Dim.Write(&b, l)
		pad(&b, w-indent-width(l))
		out = append(out, b.String())
	}
	return out
}

// words says the row under the cursor in words for the status line.
func (f *figuresView) words() string {
	at := 0
	for i := range f.table.Counts {
		c := &f.table.Counts[i]
		for j := range c.Readings {
			if at++; at == f.sel && f.chosen() != nil {
				return f.join(f.value(&c.Readings[j]), c.What)
			}
		}
		at++
	}
	return ""
}
