package ledger

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
	"dateline/ui/theme"
)

// claimsView is the Claims ledger: who says what, speaker by speaker.
type claimsView struct {
	book
	rows news.Ledger
}

// NewClaims makes the Claims page.
func NewClaims(d page.Deps) page.Page {
	return &claimsView{book: book{Look: d.Look, what: "claims", ask: askClaims, from: d.Ledger}}
}

func (c *claimsView) Open(at page.Reader) (page.Intent, bool) { return c.openAt(at, false) }

// Update takes the answers to this view's question; late ones are dropped.
func (c *claimsView) Update(msg tea.Msg) page.Intent {
	switch msg := msg.(type) {
	case ledgerMsg:
		if msg.gen == c.gen {
			c.show(msg)
			c.found(msg)
		}
	case page.LateMsg:
		c.late(msg)
	}
	return nil
}

func (c *claimsView) show(msg ledgerMsg) {
	if !c.take(msg.err, msg.ledger.Extent) {
		return
	}
	c.rows = msg.ledger
	rows := c.rows.Rows()
	c.counts = draw.Plural(rows, "claim", "claims") + " of " + draw.Plural(len(c.rows.Speakers), "speaker", "speakers")
	times := 0
	for i := range c.rows.Speakers {
		for j := range c.rows.Speakers[i].Rows {
			times = max(times, draw.Width(c.Stamp(c.rows.Speakers[i].Rows[j].Time)))
		}
	}
	var entries []page.Entry
	for i := range c.rows.Speakers {
		s := &c.rows.Speakers[i]
		first := i == 0
		entries = append(entries, page.Entry{Head: true, Draw: func(w int, _ bool) []string { return c.heading(s, w, first) }})
		for j := range s.Rows {
			r := &s.Rows[j]
			entries = append(entries, page.Entry{Open: &r.Carried[0], Draw: func(w int, chosen bool) []string { return c.row(s, r, w, times, chosen) }})
		}
	}
	c.Fill(entries)
}

func (c *claimsView) View(w, h int) string { return c.frame(w, h) }

// heading names a speaker, with how much there is of him at the right.
func (c *claimsView) heading(s *news.Speaker, w int, first bool) []string {
	name, note := c.speaker(s)
	carried := map[string]bool{}
	for i := range s.Rows {
		for _, x := range s.Rows[i].Carried {
			carried[x.Outlet] = true
		}
	}
	right := draw.Plural(len(s.Rows), "claim", "claims")
	if len(carried) > 1 {
		right = c.Join(right, draw.Plural(len(carried), "outlet", "outlets"))
	}
	if draw.Width(right) > w/2 {
		right = ""
	}
	var b strings.Builder
	b.WriteByte(' ')
	name = draw.Clip(c.ASCIICells(name), w-draw.Width(right)-4, c.Glyphs.Ellipsis)
	note = draw.Clip(note, max(w-draw.Width(right)-5-draw.Width(name), 0), c.Glyphs.Ellipsis)
	c.Theme.Heading.Write(&b, name)
	c.Theme.Dim.Write(&b, note)
	draw.Pad(&b, w-2-draw.Width(name)-draw.Width(note)-draw.Width(right))
	c.Theme.Dim.Write(&b, right)
	b.WriteByte(' ')
	if first {
		return []string{b.String()}
	}
	return []string{"", b.String()}
}

// speaker is how a heading calls a speaker, and what to note about him.
func (c *claimsView) speaker(s *news.Speaker) (name, note string) {
	switch s.Kind {
	case news.UnnamedSpeaker:
		return c.Glyphs.Unnamed + " " + s.Name, c.Sep() + "unnamed"
	case news.UnclearSpeaker:
		return "Speaker not clear", c.Sep() + "the text leaves open who"
	case news.NobodySpeaker:
		return "No source given", c.Sep() + "is said, is believed"
	}
	return s.Name, ""
}

// besides is the width from which carriers stand beside the words.
const besides = 100

// row draws one thing said: time, gutter, the words after the cue, who carries it.
func (c *claimsView) row(s *news.Speaker, r *news.ClaimRow, w, times int, chosen bool) []string {
	lead := 1 + times + 1 + draw.GutterCells
	right := 0
	if w >= besides {
		right = draw.Clamp(w/4, 24, 44)
	}
	room := max(min(w-lead-right-1, draw.Measure), 10)
	most := 3
	if chosen {
		most = 0
	}
	style := theme.Style{}
	if r.Kind == news.Attitude {
		style = c.Theme.Dim
	}
	var lines []styled
	if len(r.Turns) > 0 {
		for _, t := range c.Hanging(c.turns(r), room, most) {
			lines = append(lines, styled{t, c.Theme.Differ})
		}
	}
	for _, t := range c.Hanging(r.Reads(s), room, most) {
		lines = append(lines, styled{t, style})
	}
	if chosen {
		for i := range r.Turns {
			t := &r.Turns[i]
			for _, l := range c.Hanging("before, "+c.Stamp(t.Time)+": "+t.Reads()+" ("+strings.Join(news.OutletNames(t.Carried), ", ")+")", room, 0) {
				lines = append(lines, styled{l, c.Theme.Dim})
			}
		}
	}
	beside := c.Carriers(r.Carried, max(right, room)-2)
	if right > 0 {
		beside = c.Carriers(r.Carried, right-3)
	}
	if right == 0 || chosen && len(r.Carried) > 1 {
		text := beside
		if chosen {
			text = c.Printed(r.Carried)
		}
		for _, l := range c.Hanging(c.Glyphs.Arrow+" "+text, room, most) {
			lines = append(lines, styled{l, c.Theme.Dim})
		}
		beside = ""
	}
	return c.compose(r, lines, beside, w, times, room, chosen)
}

// styled is a line of one style.
type styled struct {
	text  string
	style theme.Style
}

// compose puts time and gutter before the first line of a row, and who carries it at
// its right.
func (c *claimsView) compose(r *news.ClaimRow, lines []styled, beside string, w, times, room int, chosen bool) []string {
	bar := " "
	if chosen {
		bar = c.Theme.Bar.Wrap(c.Glyphs.Bar)
	}
	out := make([]string, 0, len(lines))
	for i, l := range lines {
		var b strings.Builder
		b.WriteString(bar)
		if i == 0 {
			t := c.Stamp(r.Time)
			draw.Pad(&b, times-draw.Width(t))
			c.Theme.Dim.Write(&b, t)
			b.WriteByte(' ')
			c.Gutter(&b, r)
		} else {
			draw.Pad(&b, times+1+draw.GutterCells)
		}
		used := 1 + times + 1 + draw.GutterCells + draw.Width(l.text)
		if chosen && l.style == (theme.Style{}) {
			l.style = c.Theme.Strong
		}
		l.style.Write(&b, l.text)
		if i == 0 && beside != "" {
			at := 1 + times + 1 + draw.GutterCells + room + 2
			draw.Pad(&b, at-used)
			t := draw.Clip(c.ASCIICells(beside), w-at-1, c.Glyphs.Ellipsis)
			c.Theme.Dim.Write(&b, t)
			used = at + draw.Width(t)
		}
		draw.Pad(&b, w-used)
		out = append(out, b.String())
	}
	return out
}

// turns says how a stance changed: "confirmed 09:10, denied 14:00".
func (c *claimsView) turns(r *news.ClaimRow) string {
	var parts []string
	for i := range r.Turns {
		parts = append(parts, r.Turned(i)+" "+c.Stamp(r.Turns[i].Time))
	}
	parts = append(parts, r.Stance.Past()+" "+c.Stamp(r.Time))
	return strings.Join(parts, ", ")
}

// Words says the row under the cursor in words for the status line.
func (c *claimsView) Words() string {
	if s, r := c.rowHere(); r != nil {
		return c.inWords(s, r)
	}
	return ""
}

// rowHere is what the cursor is on, nil for nothing.
func (c *claimsView) rowHere() (*news.Speaker, *news.ClaimRow) {
	at := -1
	for i := range c.rows.Speakers {
		at++
		for j := range c.rows.Speakers[i].Rows {
			if at++; at == c.Sel && c.Chosen() != nil {
				return &c.rows.Speakers[i], &c.rows.Speakers[i].Rows[j]
			}
		}
	}
	return nil, nil
}

// Subject is the story of the row under the cursor, and who speaks when it is known who.
func (c *claimsView) Subject() page.Subject {
	at := c.book.Subject()
	if s, _ := c.rowHere(); s != nil && s.Kind == news.NamedSpeaker && s.Ref != "" {
		at.Name = news.Entity{Kind: kindOfRef(s.Ref), Ref: s.Ref, Name: s.Name}
	}
	return at
}

// kindOfRef is what a speaker's reference tells of its kind: countries have codes.
func kindOfRef(ref string) news.Kind {
	if len(ref) == 3 && strings.ToUpper(ref) == ref {
		return news.Country
	}
	return ""
}

// found puts the cursor on the row of the claim that was asked for.
func (c *claimsView) found(msg ledgerMsg) {
	want := c.seek
	if msg.err != nil || want == nil {
		return
	}
	c.seek = nil
	at := -1
	for i := range c.rows.Speakers {
		at++
		for j := range c.rows.Speakers[i].Rows {
			at++
			if holds(c.rows.Speakers[i].Rows[j].Carried, want) {
				c.Sel = at
				return
			}
		}
	}
}

// holds reports whether one of the carriers is the wanted mark.
func holds(cs []news.Carrier, want *news.Carrier) bool {
	return slices.ContainsFunc(cs, func(x news.Carrier) bool {
		return x.Story == want.Story && x.Field == want.Field && x.Overlaps(want.Span)
	})
}

// Hold returns what brings the view back as it is now.
func (c *claimsView) Hold() func() page.Intent {
	was := *c
	return func() page.Intent {
		gen := c.gen
		*c = was
		return c.resume(gen)
	}
}

// inWords names the speaker too: on a small screen the heading may be out of sight.
func (c *claimsView) inWords(s *news.Speaker, r *news.ClaimRow) string {
	glyph, _ := c.Theme.Stance(&c.Glyphs, r.Stance)
	parts := []string{strings.Join(strings.Fields(glyph+" "+draw.Clip(s.Name, 30, c.Glyphs.Ellipsis)+" "+draw.StanceWord(r.Stance, r.Kind)), " ")}
	for _, x := range []struct {
		so   bool
		word string
	}{{r.Anonymous, "unnamed"}, {r.Hedged, "hedged"}, {r.Quoted, "quoted"}, {r.Via != "", "via " + r.Via}} {
		if x.so {
			parts = append(parts, x.word)
		}
	}
	if n := r.Outlets(); n > 1 {
		parts = append(parts, "carried by "+draw.Thousands(n))
	}
	return c.Join(parts...)
}
