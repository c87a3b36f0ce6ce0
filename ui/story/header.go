package story

import (
	"fmt"
	"strings"
	"time"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/theme"
)

// header adds the lines between headline and text: where and when, who passed it on,
// which version, and what is marked.
func (b *body) header() {
	b.parts(b.byline(), b.Theme.Dim)
	if chain := b.chain(); len(chain) > 1 {
		b.note(strings.Join(chain, " "+b.Glyphs.Arrow+" "), theme.Style{})
	}
	b.parts(b.versionLine(), b.Theme.Changed)
	if b.page != nil {
		b.note(b.pageLine(), b.Theme.Notice)
	}
	if b.since != nil {
		b.note(b.Glyphs.Vertical+" "+b.sinceLine(b.since), b.Theme.Changed)
	}
	b.markLine()
	b.notes()
	b.photoLink()
	if !b.art.Tagged {
		b.note("not read by the taggers yet", b.Theme.Dim)
	} else if b.page == nil && b.art.Flags.Has(news.Costly) {
		b.note(notTagged, b.Theme.Dim)
	} else if unmarked(b.art) {
		b.note("claims are marked in English only, not in this story", b.Theme.Dim)
	}
}

// unmarked reports whether a story's text is in a language in which claims are not
// guessed at: an empty gutter must not read as nobody saying anything.
func unmarked(a *news.Article) bool {
	lang := a.Lang
	if lang == "" {
		lang = a.Source.Lang
	}
	return a.Text != "" && len(a.Claims) == 0 && lang != "" && !strings.HasPrefix(strings.ToLower(lang), "en")
}

// byline is dateline, outlet, time, age and reading time.
func (b *body) byline() []string {
	a := b.art
	return []string{datelineOf(a), draw.OutletOf(a), b.when(a), readingTime(a.Text)}
}

// parts writes parts with dots between them, breaking lines between parts where that
// is possible.
func (b *body) parts(parts []string, s theme.Style) {
	line := ""
	for i, p := range parts {
		next := b.Join(line, p)
		if line != "" && draw.Width(next) > b.room() {
			if i == len(parts)-1 && len(p) < 8 {
				break // the reading time is not worth a line
			}
			b.note(line, s)
			next = p
		}
		line = next
	}
	b.note(line, s)
}

// datelineOf is the place and day a wire story opens with.
func datelineOf(a *news.Article) string {
	d := a.Dateline
	if d.City == "" {
		return ""
	}
	s := strings.ToUpper(d.City)
	if d.Where != "" {
		s += ", " + d.Where
	}
	if d.Day > 0 && d.Month > 0 && d.Month <= 12 {
		s += fmt.Sprintf(", %d %s", d.Day, time.Month(d.Month))
	}
	return s
}

// when is the story's time in the reader's zone with its age; a first-seen time that
// is much later stands beside it.
func (b *body) when(a *news.Article) string {
	t := a.Time()
	if t.IsZero() {
		return ""
	}
	s := b.Clock(t)
	if day := b.Stamp(t); len(day) > 5 {
		s = t.In(b.Zone).Format("Mon 2 Jan 15:04 MST")
	}
	if age := b.Age(t); age == "now" {
		s += " (now)"
	} else {
		s += " (" + age + " ago)"
	}
	if a.Published.IsZero() {
		return s + ", first seen"
	}
	if a.Seen.Sub(t) > time.Hour {
		s += ", seen " + b.Stamp(a.Seen)
	}
	return s
}

// readingTime is how long a text takes at 230 words a minute, or 450 characters of a
// script without spaces.
func readingTime(text string) string {
	words, wide := len(strings.Fields(text)), 0
	for _, r := range text {
		if r >= 0x2E80 && r < 0xD7A4 {
			wide++
		}
	}
	if words == 0 {
		return ""
	}
	seconds := words*60/230 + wide*60/450
	return fmt.Sprintf("%d min", max((seconds+30)/60, 1))
}

// chain is who passed the news on to whom: the outlet, the agency it credits, the
// outlet that agency cites, the source of the first claim.
func (b *body) chain() []string {
	a := b.art
	parts := []string{a.Outlet}
	add := func(s string) {
		s = strings.TrimSpace(s)
		if s != "" && !strings.EqualFold(s, parts[len(parts)-1]) {
			parts = append(parts, s)
		}
	}
	add(a.Credit)
	c := b.leading()
	if c == nil {
		return parts
	}
	if len(c.Via) > 0 {
		add(b.words(c.Field, c.Via))
	}
	source := b.words(c.Field, c.Source)
	if c.SpeakerName != "" && !c.Anonymous {
		source = c.SpeakerName
	}
	source = draw.Clip(source, 48, b.Glyphs.Ellipsis)
	if c.Anonymous {
		if source == "" {
			source = "source"
		}
		source += " (unnamed)"
	}
	add(source)
	return parts
}

// leading returns the first claim of the text, or else of the title.
func (b *body) leading() *news.Claim {
	var found *news.Claim
	for i := range b.art.Claims {
		c := &b.art.Claims[i]
		if c.Field == news.InText && (found == nil || found.Field == news.InTitle || c.Bounds().Start < found.Bounds().Start) {
			found = c
		} else if found == nil {
			found = c
		}
	}
	return found
}

// words returns the text of spans, joined.
func (b *body) words(f news.Field, spans []news.Span) string {
	text := b.art.Field(f)
	var parts []string
	for _, s := range spans {
		parts = append(parts, text[s.Start:s.End])
	}
	return strings.Join(parts, " … ")
}

// versionLine says which version this is and since when.
func (b *body) versionLine() []string {
	a := b.art
	if a.Version < 2 && len(a.Versions)+len(a.Newer) == 0 {
		return nil
	}
	number, at := a.Version, a.Updated
	if n := len(a.Versions); n > 0 { // some may be under other ids
		number = a.Versions[n-1].N + n
	}
	if at.IsZero() && a.Version == 1 {
		at = a.Seen
	}
	s := draw.Ordinal(number) + " version"
	if !at.IsZero() {
		s += " " + b.Stamp(at)
	}
	parts := []string{s}
	if len(a.Newer) > 0 {
		parts = append(parts, "replaced "+b.Stamp(a.Newer[0].Seen))
	}
	if n := len(a.Versions); n > 0 && !a.Versions[n-1].Seen.IsZero() {
		parts = append(parts, "first seen "+b.Stamp(a.Versions[n-1].Seen))
	}
	for _, m := range a.Markers {
		if m.Class == news.NoteMarker || m.Class == news.CorrectionMarker {
			parts = append(parts, m.Note)
		}
	}
	if len(a.Versions)+len(a.Newer) > 0 {
		parts = append(parts, b.Does(&b.Keys.Versions, "compares"))
	}
	return parts
}

// markLine spells the marks of the list, glyph and word, on as many lines as needed.
func (b *body) markLine() {
	var line strings.Builder
	used := 0
	flush := func() {
		if used == 0 {
			return
		}
		var out strings.Builder
		draw.Pad(&out, b.gutter)
		out.WriteString(line.String())
		draw.Pad(&out, b.w-b.gutter-used)
		b.lines = append(b.lines, bodyLine{ready: out.String(), claim: -1})
		line.Reset()
		used = 0
	}
	put := func(glyph, word string, s theme.Style) {
		need := draw.Width(glyph) + 1 + draw.Width(word)
		if used > 0 && used+2+need > b.room() {
			flush()
		}
		if used > 0 {
			line.WriteString("  ")
			used += 2
		}
		s.Write(&line, glyph)
		line.WriteString(" " + word)
		used += need
	}
	for _, m := range b.Marks {
		if b.art.Flags.Has(m.Flag) {
			put(m.Glyph, m.Word, m.Style)
		}
	}
	if b.art.Starred {
		put(b.Glyphs.Starred, "starred", b.Theme.Starred)
	}
	flush()
}

// notes adds the notes on the story and its event, those that are shared with their
// authors.
func (b *body) notes() {
	for i := range b.art.Notes {
		n := &b.art.Notes[i]
		line := b.Glyphs.Noted + " "
		if n.Shared {
			line += n.Author() + ": "
		}
		if n.Event {
			line += "(event) "
		}
		b.note(line+news.CleanLine(n.Text), b.Theme.Note)
	}
}

// footer adds the address, the links and the pictures' descriptions.
func (b *body) footer() {
	b.blank()
	b.link("", b.art.URL)
	b.captions()
	if len(b.art.Links) == 0 {
		return
	}
	b.blank()
	b.plain("Links", b.Theme.Heading)
	for i, l := range b.art.Links {
		b.link(fmt.Sprintf("%d %s", i+1, b.art.Text[l.Start:l.End]), l.URL)
	}
}

// link adds a line that is a hyperlink where the terminal knows them.
func (b *body) link(words, url string) {
	if url == "" {
		return
	}
	label := url
	if words != "" {
		label = words + b.Sep() + url
	}
	label = draw.Clip(label, b.w-b.gutter, b.Glyphs.Ellipsis)
	var sb strings.Builder
	draw.Pad(&sb, b.gutter)
	on, off := draw.Hyperlink(url)
	sb.WriteString(on)
	b.Theme.Link.Write(&sb, label)
	sb.WriteString(off)
	draw.Pad(&sb, b.w-b.gutter-draw.Width(label))
	b.lines = append(b.lines, bodyLine{ready: sb.String(), claim: -1})
}
