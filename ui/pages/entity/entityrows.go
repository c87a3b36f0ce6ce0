package entity

import (
	"slices"
	"strings"
	"time"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
	"dateline/ui/theme"
)

// How many rows each part of an Entity page has, twice as many in a tall window; the rest
// is a key away.
const (
	entityStories = 6
	entityBy      = 5
	entityAbout   = 6
	entityFigures = 6
)

// most is how many rows of a part there are in this window.
func (v *entityView) most(rows int) int {
	if v.tall {
		return 2 * rows
	}
	return rows
}

// fillRows makes the rows of the page, for one column or two.
func (v *entityView) fillRows(two bool) {
	v.two = two
	if !v.loaded || v.err != nil || v.p.Stories == 0 {
		v.main.Fill(nil)
		v.side.Fill(nil)
		return
	}
	v.times = 0
	for _, t := range v.stamps() {
		v.times = max(v.times, draw.Width(v.Stamp(t)))
	}
	var rows []page.Entry
	if !two {
		rows = append(rows, page.Entry{Head: true, Draw: func(w int, _ bool) []string { return v.header(w, v.h) }})
	}
	rows = append(rows, v.storyRows(len(rows) == 0)...)
	rows = append(rows, v.byRows()...)
	rows = append(rows, v.aboutRows()...)
	rows = append(rows, v.figureRows()...)
	company := v.companyRows(two)
	if !two {
		rows, company = append(rows, company...), nil
		v.inSide = false
	}
	v.main.Fill(rows)
	v.side.Fill(company)
}

// stamps are the times that the rows show, so that they stand in one column.
func (v *entityView) stamps() (all []time.Time) {
	for i := range v.p.Recent[:min(len(v.p.Recent), v.most(entityStories))] {
		all = append(all, v.p.Recent[i].Time)
	}
	by := claimed(v.p.By)
	for _, s := range by[:min(len(by), v.most(entityBy))] {
		all = append(all, s.row.Time)
	}
	for i := range v.p.About[:min(len(v.p.About), v.most(entityAbout))] {
		all = append(all, newestOf(&v.p.About[i]).row.Time)
	}
	return all
}

// newestOf is the newest thing a speaker says.
func newestOf(s *news.Speaker) said {
	row := &s.Rows[0]
	for i := range s.Rows {
		if s.Rows[i].Time.After(row.Time) {
			row = &s.Rows[i]
		}
	}
	return said{s, row}
}

// header says who it is, how the stories write it, and when they came.
func (v *entityView) header(w, h int) []string {
	p := &v.p
	what := draw.KindWords[p.Kind]
	if p.Kind == news.Country {
		if what = v.Join(what, p.Ref); w < 50 {
			what = p.Ref
		}
	}
	seen := v.Join(draw.Plural(p.Stories, "story", "stories"), "first "+v.Stamp(p.First), "last "+v.Stamp(p.Last))
	if len(what)+draw.Width(p.Name)+draw.Width(seen)+8 > w {
		seen = v.Join(draw.Plural(p.Stories, "story", "stories"), "last "+v.Stamp(p.Last))
	}
	if len(what)+draw.Width(p.Name)+draw.Width(seen)+8 > w && w < 60 {
		seen = draw.Plural(p.Stories, "story", "stories")
	}
	var b strings.Builder
	b.WriteByte(' ')
	name := draw.Clip(v.ASCIICells(p.Name), max(w-draw.Width(seen)-4, 8), v.Glyphs.Ellipsis)
	v.Theme.Strong.Write(&b, name)
	note := draw.Clip("  "+what, max(w-draw.Width(name)-draw.Width(seen)-4, 0), "")
	v.Theme.Dim.Write(&b, note)
	draw.Pad(&b, w-draw.Width(name)-draw.Width(note)-draw.Width(seen)-2)
	v.Theme.Dim.Write(&b, seen)
	b.WriteByte(' ')
	out := []string{b.String()}
	if h <= leastHeader {
		days := v.Days(&p.Pulse, w)
		return append(out, v.Picture(&days, w))
	}
	if names := v.written(); names != "" {
		for _, l := range v.Hanging("written "+names, w-3, 2) {
			b.Reset()
			b.WriteByte(' ')
			v.Theme.Dim.Write(&b, l)
			draw.Pad(&b, w-1-draw.Width(l))
			out = append(out, b.String())
		}
	}
	return append(out, v.Pulse(&p.Pulse, w, h >= 24)...)
}

// written lists how the newest stories write the name.
func (v *entityView) written() string {
	var parts []string
	for _, n := range v.p.Names {
		parts = append(parts, n.Name+" "+draw.Thousands(n.Stories))
	}
	return v.Join(parts...)
}

// part is the heading of a part of the page.
func (v *entityView) part(title, note string, first bool) page.Entry {
	return page.Entry{Head: true, Draw: func(w int, _ bool) []string {
		var b strings.Builder
		b.WriteByte(' ')
		right := note
		if draw.Width(title)+draw.Width(right)+4 > w {
			right = ""
		}
		v.Theme.Heading.Write(&b, title)
		draw.Pad(&b, w-2-draw.Width(title)-draw.Width(right))
		v.Theme.Dim.Write(&b, right)
		b.WriteByte(' ')
		if first {
			return []string{b.String()}
		}
		return []string{"", b.String()}
	}}
}

// cells is one piece of a row.
type piece struct {
	text  string
	style theme.Style
}

// ruled writes a row of pieces behind the bar that marks the chosen one; right stands at
// the end of the line where there is room.
func (v *entityView) ruled(w int, chosen bool, pieces []piece, right piece) string {
	var b strings.Builder
	bar := " "
	if chosen {
		bar = v.Theme.Bar.Wrap(v.Glyphs.Bar)
	}
	b.WriteString(bar)
	used := 1
	keep := 0
	if right.text != "" {
		keep = draw.Width(right.text) + 2
	}
	for _, p := range pieces {
		t := draw.Clip(v.ASCIICells(p.text), max(w-used-keep-1, 0), v.Glyphs.Ellipsis)
		if chosen && p.style == (theme.Style{}) {
			p.style = v.Theme.Strong
		}
		p.style.Write(&b, t)
		used += draw.Width(t)
	}
	if keep > 0 && w-used >= keep {
		draw.Pad(&b, w-used-keep+1)
		right.style.Write(&b, v.ASCIICells(right.text))
		used = w - 1
	}
	draw.Pad(&b, w-used)
	return b.String()
}

// below writes lines under a row, set in by lead cells.
func (v *entityView) below(text string, lead, w, most int, style theme.Style, chosen bool) []string {
	var out []string
	for _, l := range v.Hanging(text, max(w-lead-2, 10), most) {
		out = append(out, v.ruled(w, chosen, []piece{{strings.Repeat(" ", lead-1), style}, {l, style}}, piece{}))
	}
	return out
}

// mine reports whether the cursor is in a column.
func (v *entityView) mine(side, chosen bool) bool { return chosen && v.inSide == side }

func (v *entityView) storyRows(first bool) []page.Entry {
	p := &v.p
	rows := []page.Entry{v.part("Stories", draw.Plural(p.Stories, "story", "stories")+" in all", first)}
	shown := p.Recent[:min(len(p.Recent), v.most(entityStories))]
	for i := range shown {
		h := &shown[i]
		rows = append(rows, page.Entry{Words: h.Outlet, Act: func() page.Intent { return page.OpenHeadline{Headline: h} }, Draw: func(w int, chosen bool) []string {
			return v.storyRow(h, w, v.mine(false, chosen))
		}})
	}
	if p.Stories > len(shown) {
		rows = append(rows, v.moreRow("all "+draw.Thousands(p.Stories)+" in the list", page.ListOf{Query: p.Query(), Name: p.Name}))
	}
	return rows
}

// moreRow leads to the rest of a part.
func (v *entityView) moreRow(text string, more page.Intent) page.Entry {
	return page.Entry{Act: func() page.Intent { return more }, Draw: func(w int, chosen bool) []string {
		return []string{v.ruled(w, v.mine(false, chosen), []piece{{"  " + text + " " + v.Glyphs.Ellipsis, v.Theme.Link}}, piece{})}
	}}
}

func (v *entityView) storyRow(h *news.Headline, w int, chosen bool) []string {
	lead := 1 + v.times + 3
	t := v.Stamp(h.Time)
	mark := piece{"  ", theme.Style{}}
	style := theme.Style{}
	if h.Unread > 0 {
		mark, style = piece{" " + v.Glyphs.Unread, v.Theme.Unread}, v.Theme.Unread
	}
	outlet := piece{h.Outlet, v.Theme.Dim}
	if w < 64 {
		outlet.text = ""
	}
	start := []piece{{strings.Repeat(" ", max(v.times-draw.Width(t), 0)) + t, v.Theme.Dim}, mark, {" ", v.Theme.Dim}}
	room := w - lead - 1
	if outlet.text != "" {
		room -= draw.Width(outlet.text) + 2
	}
	most := 1
	if chosen {
		most = 3
	}
	lines := draw.Headline(v.ASCIICells(h.Title), max(room, 10), most, v.Glyphs.Ellipsis)
	out := []string{v.ruled(w, chosen, append(start, piece{lines[0], style}), outlet)}
	for _, l := range lines[1:] {
		out = append(out, v.ruled(w, chosen, []piece{{strings.Repeat(" ", lead-1), style}, {l, style}}, piece{}))
	}
	if chosen && outlet.text == "" {
		out = append(out, v.below(h.Outlet, lead, w, 1, v.Theme.Dim, chosen)...)
	}
	return out
}

// said is a thing said with who says it.
type said struct {
	speaker *news.Speaker
	row     *news.ClaimRow
}

// claimed lists the rows of a ledger, newest first, and counts outlets.
func claimed(speakers []news.Speaker) (rows []said) {
	for i := range speakers {
		for j := range speakers[i].Rows {
			rows = append(rows, said{&speakers[i], &speakers[i].Rows[j]})
		}
	}
	slices.SortStableFunc(rows, func(a, b said) int { return b.row.Time.Compare(a.row.Time) })
	return rows
}

func carriedBy(rows []said) int {
	outlets := map[string]bool{}
	for _, r := range rows {
		for _, c := range r.row.Carried {
			outlets[c.Outlet] = true
		}
	}
	return len(outlets)
}

// them is what the page calls whose page it is.
func (v *entityView) them() string {
	if v.p.Entity.Kind == news.Person {
		return "them"
	}
	return "it"
}

// says heads what whose page it is says.
func (v *entityView) says() string {
	if v.p.Entity.Kind == news.Person {
		return "They say"
	}
	return "It says"
}

func (v *entityView) byRows() []page.Entry {
	all := claimed(v.p.By)
	if len(all) == 0 {
		return nil
	}
	e := v.p.Entity
	note := v.Join(draw.Plural(len(all), "claim", "claims"), draw.Plural(carriedBy(all), "outlet", "outlets"))
	rows := []page.Entry{v.part(v.says(), note, false)}
	for _, s := range all[:min(len(all), v.most(entityBy))] {
		rows = append(rows, page.Entry{Words: draw.StanceWord(s.row.Stance, s.row.Kind), Act: func() page.Intent {
			return page.Show{Page: page.Claims, Of: page.Subject{Entity: e, Side: news.BySide, Mark: &s.row.Carried[0]}}
		}, Draw: func(w int, chosen bool) []string {
			return v.saidRow(s, s.row.Reads(s.speaker), w, v.mine(false, chosen))
		}})
	}
	if len(all) > v.most(entityBy) {
		said := "all " + draw.Plural(len(all), "claim", "claims") + " by " + v.them()
		rows = append(rows, v.moreRow(said, page.Show{Page: page.Claims, Of: page.Subject{Entity: e, Side: news.BySide}}))
	}
	return rows
}

// saidRow is a claim: time, gutter, words, who prints it.
func (v *entityView) saidRow(s said, text string, w int, chosen bool) []string {
	t := v.Stamp(s.row.Time)
	var g strings.Builder
	v.Gutter(&g, s.row)
	lead := 1 + v.times + 1 + draw.GutterCells
	right := piece{v.Carriers(s.row.Carried, 22), v.Theme.Dim}
	if w < 64 {
		right.text = ""
	}
	room := w - lead - 1
	if right.text != "" {
		room -= draw.Width(right.text) + 2
	}
	most := 1
	switch {
	case chosen:
		most = 4
	case v.tall:
		most = 2
	}
	var out []string
	for i, l := range v.Hanging(text, max(room, 10), most) {
		if i > 0 {
			out = append(out, v.ruled(w, chosen, []piece{{strings.Repeat(" ", lead-1), theme.Style{}}, {l, theme.Style{}}}, piece{}))
			continue
		}
		out = append(out, v.gutterRow(w, chosen, strings.Repeat(" ", max(v.times-draw.Width(t), 0))+t+" ", g.String(), l, right))
	}
	if chosen && right.text == "" {
		out = append(out, v.below(v.Glyphs.Arrow+" "+v.Carriers(s.row.Carried, max(w-lead-4, 8)), lead, w, 1, v.Theme.Dim, chosen)...)
	}
	return out
}

// gutterRow is ruled for a row with a drawn gutter in it.
func (v *entityView) gutterRow(w int, chosen bool, t, gutter, text string, right piece) string {
	var b strings.Builder
	bar, style := " ", theme.Style{}
	if chosen {
		bar, style = v.Theme.Bar.Wrap(v.Glyphs.Bar), v.Theme.Strong
	}
	b.WriteString(bar)
	v.Theme.Dim.Write(&b, t)
	b.WriteString(gutter)
	style.Write(&b, text)
	used := 1 + draw.Width(t) + draw.GutterCells + draw.Width(text)
	if n := draw.Width(right.text); n > 0 && w-used >= n+2 {
		draw.Pad(&b, w-used-n-1)
		right.style.Write(&b, v.ASCIICells(right.text))
		used = w - 1
	}
	draw.Pad(&b, w-used)
	return b.String()
}

func (v *entityView) aboutRows() []page.Entry {
	all := claimed(v.p.About)
	if len(all) == 0 {
		return nil
	}
	e := v.p.Entity
	note := v.Join(draw.Plural(len(all), "claim", "claims"), draw.Plural(len(v.p.About), "speaker", "speakers"))
	rows := []page.Entry{v.part("Others say about "+v.them(), note, false)}
	for i := range v.p.About[:min(len(v.p.About), v.most(entityAbout))] {
		s := &v.p.About[i]
		latest := newestOf(s)
		name := v.speakerName(s)
		if len(s.Rows) > 1 && name != "" {
			name += " (" + draw.Plural(len(s.Rows), "claim", "claims") + ")"
		}
		text := told(name, s, latest.row)
		rows = append(rows, page.Entry{Words: name, Act: func() page.Intent {
			return page.Show{Page: page.Claims, Of: page.Subject{Entity: e, Side: news.OnSide, Mark: &latest.row.Carried[0]}}
		}, Draw: func(w int, chosen bool) []string {
			return v.saidRow(latest, text, w, v.mine(false, chosen))
		}})
	}
	if len(v.p.About) > v.most(entityAbout) {
		rows = append(rows, v.moreRow("all "+draw.Plural(len(all), "claim", "claims")+" about "+v.them(), page.Show{Page: page.Claims, Of: page.Subject{Entity: e,
			Side: news.OnSide}}))
	}
	return rows
}

// told is what a speaker says with his name before it, once.
func told(name string, s *news.Speaker, r *news.ClaimRow) string {
	text := r.Reads(s)
	switch {
	case name == "", len(s.Rows) == 1 && r.Source != "" && strings.HasPrefix(text, r.Source):
		return text
	case len(s.Rows) == 1 && strings.Trim(r.Cue, " :—–-") != "":
		return name + " " + text
	}
	return name + ": " + text
}

// speakerName is how a row calls a speaker, "" for one whom nothing names.
func (v *entityView) speakerName(s *news.Speaker) string {
	switch s.Kind {
	case news.UnnamedSpeaker:
		return s.Name + " (unnamed)"
	case news.UnclearSpeaker, news.NobodySpeaker:
		return ""
	}
	return s.Name
}

func (v *entityView) figureRows() []page.Entry {
	all := v.p.Figures
	if len(all) == 0 {
		return nil
	}
	e := v.p.Entity
	rows := []page.Entry{v.part("Figures in its stories", draw.Plural(len(all), "thing counted", "things counted"), false)}
	for i := range all[:min(len(all), v.most(entityFigures))] {
		c := &all[i]
		at := &c.Readings[c.Latest].Carried[0]
		rows = append(rows, page.Entry{Words: c.What, Act: func() page.Intent {
			return page.Show{Page: page.Figures, Of: page.Subject{Entity: e, Mark: at}}
		}, Draw: func(w int, chosen bool) []string { return v.figureRow(c, w, v.mine(false, chosen)) }})
	}
	if len(all) > v.most(entityFigures) {
		rows = append(rows, v.moreRow("all "+draw.Plural(len(all), "thing", "things")+" counted", page.Show{Page: page.Figures, Of: page.Subject{Entity: e}}))
	}
	return rows
}

// figureRow is a thing counted: from the lowest to the highest as outlets write them.
func (v *entityView) figureRow(c *news.Counted, w int, chosen bool) []string {
	figure := c.Readings[c.Latest].Text
	if low, high := c.Readings[c.Lowest].Text, c.Readings[c.Highest].Text; c.Differ() && low != high {
		figure = low + " " + v.Glyphs.Run + " " + high
	}
	style := v.Theme.Entity(news.FigureKind, false)
	pieces := []piece{{"  ", style}, {figure, style}, {"  " + c.What, theme.Style{}}}
	right := piece{draw.Plural(len(c.Readings), "figure", "figures"), v.Theme.Dim}
	if len(c.Readings) < 2 {
		right.text = ""
	}
	out := []string{v.ruled(w, chosen, pieces, right)}
	if chosen {
		out = append(out, v.below(c.Headline, 4, w, 2, v.Theme.Dim, chosen)...)
	}
	return out
}
