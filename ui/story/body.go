package story

import (
	"slices"
	"strings"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/photo"
	"dateline/ui/theme"
)

// The text of a story is wrapped once per (story, width) into lines that are ready
// to be written. Only a line that the cursor's words touch is painted anew.

// bodyLine is one line of the Story pane.
type bodyLine struct {
	field      news.Field
	start, end int    // bytes of the field's text; equal on lines that are not text
	ready      string // as drawn, padded to the pane's width, when the cursor is elsewhere
	claim      int    // the claim the gutter shows, -1 for none
}

// body is a story laid out for one width.
type body struct {
	*draw.Look
	art     *news.Article
	w       int // cells of the pane
	gutter  int // cells before the text
	lines   []bodyLine
	patches [2][]draw.Patch // by field: names and figures
	version int             // of the look
	photoAt int             // the line after that of the photo
	picture photo.State     // how the photo was drawn
	claims  ClaimsLook
	since   *sinceRead     // what is new since the story was read, nil for nothing
	page    *news.FullText // whose text it is, nil for the feed's
}

// layOut makes the body of a story for a pane of w cells.
func layOut(k *draw.Look, art *news.Article, w int, claims ClaimsLook, words []string, since *sinceRead, page *news.FullText, quoted func() (news.Field,
	news.Span, bool)) *body {
	b := &body{Look: k, art: art, w: w, version: k.Version, claims: claims, since: since, page: page, gutter: 1}
	if claims != Hidden {
		b.gutter = draw.GutterCells
	}
	for _, f := range []news.Field{news.InTitle, news.InText} {
		b.patches[f] = draw.Overlay(b.patch(f), draw.Matches(art.Field(f), words), k.Theme.Match)
		if in, at, ok := quoted(); ok && in == f {
			b.patches[f] = draw.Overlay(b.patches[f], []news.Span{at}, k.Theme.Match)
		}
	}
	b.text(news.InTitle, 0)
	b.header()
	b.blank()
	b.paragraphs()
	b.footer()
	return b
}

// room is the width of the text.
func (b *body) room() int { return max(min(b.w-b.gutter-1, draw.Measure), 4) }

// patch merges the layers of names and figures of a field into stretches.
func (b *body) patch(f news.Field) []draw.Patch {
	text := b.art.Field(f)
	var cuts []int
	var names, figures []news.Mention
	for _, m := range b.art.Mentions {
		if m.Field != f {
			continue
		}
		if m.Kind == news.FigureKind {
			m.Start = withComparison(text, m)
			figures = append(figures, m)
		} else {
			names = append(names, m)
		}
		cuts = append(cuts, m.Start, m.End)
	}
	slices.Sort(cuts)
	var speakers []news.Span
	said := b.claimPatches(f)
	if said != nil {
		for i := range b.art.Claims {
			if c := &b.art.Claims[i]; c.Field == f && !c.Unsure {
				speakers = append(speakers, c.Source...)
			}
		}
	}
	var out []draw.Patch
	for i := 1; i < len(cuts); i++ {
		s := news.Span{Start: cuts[i-1], End: cuts[i]}
		if s.Len() == 0 {
			continue
		}
		name, fig := covering(names, s), covering(figures, s)
		if name == nil && fig == nil {
			continue
		}
		kind := news.FigureKind
		if name != nil {
			kind = name.Kind
		}
		strong := fig != nil || f == news.InTitle || slices.ContainsFunc(speakers, func(by news.Span) bool { return by.Contains(s) })
		out = append(out, draw.Patch{Span: s, Style: b.Theme.Entity(kind, strong)})
	}
	return over(said, out)
}

// covering returns the mention that holds the span.
func covering(ms []news.Mention, s news.Span) *news.Mention {
	for i := range ms {
		if ms[i].Span.Contains(s) {
			return &ms[i]
		}
	}
	return nil
}

// withComparison returns where a figure begins when the words that compare it
// ("more than", "about") stand right before it.
func withComparison(text string, m news.Mention) int {
	if m.Figure == nil || m.Figure.Approx == "" {
		return m.Start
	}
	before := strings.TrimRight(text[:m.Start], " ")
	if n := len(before) - len(m.Figure.Approx); n >= 0 && strings.EqualFold(before[n:], m.Figure.Approx) {
		return n
	}
	return m.Start
}

// blank adds an empty line.
func (b *body) blank() { b.plain("", theme.Style{}) }

// plain adds a line that is not the story's text; it is clipped to the pane.
func (b *body) plain(text string, s theme.Style) {
	var sb strings.Builder
	draw.Pad(&sb, b.gutter)
	text = draw.Clip(text, b.w-b.gutter, b.Glyphs.Ellipsis)
	s.Write(&sb, text)
	draw.Pad(&sb, b.w-b.gutter-draw.Width(text))
	b.lines = append(b.lines, bodyLine{ready: sb.String(), claim: -1})
}

// note adds words that wrap and are not the story's text.
func (b *body) note(text string, s theme.Style) {
	if text == "" {
		return
	}
	text = b.ASCII(text)
	for _, l := range draw.Wrap(text, b.room()) {
		b.plain(text[l.Start:l.End], s)
	}
}

// paragraphs adds the text, with a blank line between paragraphs.
func (b *body) paragraphs() {
	text := b.art.Text
	if strings.TrimSpace(text) == "" {
		b.note("The feed brings the headline only; "+b.Does(&b.Keys.Browser, "opens the page")+".", b.Theme.Dim)
		return
	}
	for at := 0; at < len(text); {
		end := at + len(text[at:])
		if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
			end = at + n
		}
		if strings.TrimSpace(text[at:end]) != "" {
			if at > 0 {
				b.blank()
			}
			b.paragraph(news.InText, at, end)
		}
		at = end + 1
	}
}

// text adds a whole field as one paragraph.
func (b *body) text(f news.Field, at int) { b.paragraph(f, at, len(b.art.Field(f))) }

// paragraph adds the lines of a stretch of a field.
func (b *body) paragraph(f news.Field, at, end int) {
	text := b.art.Field(f)
	for _, l := range draw.Wrap(text[at:end], b.room()) {
		line := bodyLine{field: f, start: at + l.Start, end: at + l.End, claim: -1}
		line.claim = b.claimAt(f, line.start, line.end)
		line.ready = b.paint(&line, -1, nil)
		b.lines = append(b.lines, line)
	}
}

// claimAt returns the claim that begins on a line and matters most: a denial before
// a statement, an outer claim before the one inside it.
func (b *body) claimAt(f news.Field, start, end int) int {
	best := -1
	for i := range b.art.Claims {
		c := &b.art.Claims[i]
		at := c.Bounds().Start
		if c.Field != f || at < start || at >= end {
			continue
		}
		if best < 0 || weight(c) > weight(&b.art.Claims[best]) {
			best = i
		}
	}
	return best
}

func weight(c *news.Claim) int {
	if c.Unsure {
		return 0
	}
	n := 1
	switch c.Stance {
	case news.Denies:
		n = 4
	case news.Confirms, news.Declines:
		n = 3
	case news.Questions:
		n = 2
	}
	if c.Outer < 0 {
		n++
	}
	return n
}

// paint writes a line of text: gutter, then the words with names, figures and what
// the cursor is on. on is the claim under the cursor, -1 for none.
func (b *body) paint(l *bodyLine, on int, lit []draw.Patch) string {
	var sb strings.Builder
	sb.Grow(b.w + 64)
	b.paintGutter(&sb, l, on)
	text := b.art.Field(l.field)
	base := theme.Style{}
	if l.field == news.InTitle {
		base = b.Theme.Strong
	}
	isolate := b.Isolated(text[l.start:l.end]) != text[l.start:l.end]
	if isolate {
		sb.WriteString(draw.FirstStrong)
	}
	used := 0
	at := l.start
	for at < l.end {
		stop, style := b.styleAt(l, at, base)
		stop, style = litUntil(lit, at, stop, style)
		shown := draw.Tame(b.ASCIICells(text[at:stop]))
		used += draw.Width(shown)
		style.Write(&sb, shown)
		at = stop
	}
	if isolate {
		sb.WriteString(draw.PopIsolate)
	}
	draw.Pad(&sb, b.w-b.gutter-used)
	return sb.String()
}

// styleAt returns the style of the text at a place and where it may change next.
func (b *body) styleAt(l *bodyLine, at int, base theme.Style) (int, theme.Style) {
	end := l.end
	if d := b.art.Dateline.End; l.field == news.InText && at < d {
		base, end = b.Theme.Dim, min(end, d) // the line above has told it already
	}
	for _, p := range b.patches[l.field] {
		if p.Start > at {
			return min(p.Start, end), base
		}
		if p.End > at {
			return min(p.End, end), p.Style
		}
	}
	return end, base
}

// litUntil returns how far the text from at stays in one look, at most to stop: that of
// what is lit there, else the one it has.
func litUntil(lit []draw.Patch, at, stop int, style theme.Style) (int, theme.Style) {
	for _, s := range lit {
		switch {
		case s.Start <= at && at < s.End:
			return min(stop, s.End), s.Style
		case s.Start > at && s.Start < stop:
			stop = s.Start
		}
	}
	return stop, style
}

// paintGutter writes the two columns before a line and the space after them.
func (b *body) paintGutter(sb *strings.Builder, l *bodyLine, on int) {
	last := func() { // the column before the words
		if b.isNew(l) {
			b.Theme.Changed.Write(sb, b.Glyphs.Vertical)
		} else {
			sb.WriteByte(' ')
		}
	}
	if b.gutter < draw.GutterCells || l.claim < 0 {
		draw.Pad(sb, b.gutter-1)
		last()
		return
	}
	c := &b.art.Claims[l.claim]
	glyph, style := b.Theme.Stance(&b.Glyphs, c.Stance)
	if c.Unsure {
		style = b.Theme.Dim
	}
	second := b.Second(c)
	if l.claim == on {
		b.Theme.Cursor.Write(sb, glyph+second)
	} else {
		style.Write(sb, glyph)
		if second == " " {
			sb.WriteByte(' ')
		} else {
			b.Theme.Second.Write(sb, second)
		}
	}
	last()
}

// lineOf returns the line that shows a byte of a field.
func (b *body) lineOf(f news.Field, at int) int {
	for i := range b.lines {
		l := &b.lines[i]
		if l.field == f && l.start < l.end && at < l.end {
			return i
		}
	}
	return 0
}

// placeOf returns the place in the text of the first line of text at or after line i.
func (b *body) placeOf(i int) (news.Field, int) {
	for ; i < len(b.lines); i++ {
		if l := &b.lines[i]; l.start < l.end {
			return l.field, l.start
		}
	}
	return news.InText, len(b.art.Text)
}
