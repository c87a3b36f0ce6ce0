// Package revisions holds the pages that compare texts: Changes, versions, leads.
package revisions

import (
	"cmp"
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/keys"
	"dateline/ui/page"
	"dateline/ui/theme"
	"dateline/wires"
)

// versions compares the versions of the open story: each with the one before it.
type versions struct {
	*draw.Look
	id     news.StoryID
	outlet string
	all    []news.Version // newest first, also those under other ids; without their texts
	sel    int
	got    *comparison // of the selected version, nil until it comes
	slow   bool
	err    error
	page.Scroller
	changed  []int  // lines that differ
	figures  string // the corrected ones, where there is no margin for them
	w, drawn int    // what lines were made for: width and look

	desk page.Desk
}

// comparison is a version beside the one before it.
type comparison struct {
	version news.Version
	beside  bool // there is a version before
	runs    []news.DiffRun
	figures []news.Refigured // the corrected ones
}

// comparedMsg answers versions.compare.
type comparedMsg struct {
	id  news.StoryID
	sel int
	got comparison
	err error
}

// NewVersions makes the page of versions.
func NewVersions(d page.Deps) page.Page { return &versions{Look: d.Look, desk: d.Desk} }

// Open shows the versions of the open story.
func (v *versions) Open(at page.Reader) (page.Intent, bool) {
	a := at.Of.Article
	if a == nil {
		a = at.Article
	}
	switch {
	case a == nil:
		return page.Say("open a story first"), false
	case len(a.Versions)+len(a.Newer) == 0:
		return page.Say("there is one version of this story so far"), false
	}
	own := news.Version{N: a.Version, Seen: a.Updated}
	if own.Seen.IsZero() && own.N == 1 {
		own.Seen = a.Seen
	}
	*v = versions{Look: v.Look, desk: v.desk, id: a.ID, outlet: a.Outlet, all: slices.Concat(a.Newer, []news.Version{own}, a.Versions)}
	return v.compare(0), true
}

// compare asks for the texts of a version and the one before; they are compared where
// the answer is made, because long texts take a while.
func (v *versions) compare(sel int) page.Intent {
	v.sel, v.got, v.err, v.slow, v.Top, v.Lines = sel, nil, nil, false, 0, nil
	id, pair, d := v.id, slices.Clone(v.all[sel:min(sel+2, len(v.all))]), v.desk
	return page.SlowAsk{Late: page.LateMsg{View: "versions", Gen: sel, ID: id}, Ask: func(ctx context.Context) tea.Msg {
		now, err := d.Version(ctx, cmp.Or(pair[0].Story, id), pair[0].N)
		was := news.Version{Title: now.Title, Text: now.Text}
		if err == nil && len(pair) > 1 {
			was, err = d.Version(ctx, cmp.Or(pair[1].Story, id), pair[1].N)
		}
		got := comparison{version: now, beside: len(pair) > 1}
		if err == nil {
			got.runs = news.WordDiff(was.Title+"\n"+was.Text, now.Title+"\n"+now.Text)
			r := news.Revision{Now: now, Was: was}
			r.Compare(wires.Proper)
			got.figures = r.Figures
		}
		return comparedMsg{id, sel, got, err}
	}}
}

// Update takes answers; late ones are dropped.
func (v *versions) Update(msg tea.Msg) page.Intent {
	switch msg := msg.(type) {
	case comparedMsg:
		if msg.id == v.id && msg.sel == v.sel {
			v.err, v.slow, v.Lines = msg.err, false, nil
			if msg.err == nil {
				v.got = &msg.got
				v.all[v.sel].Seen = msg.got.version.Seen
			}
		}
	case page.LateMsg:
		if msg.View == "versions" && msg.ID == v.id && msg.Gen == v.sel {
			v.slow = v.got == nil && v.err == nil
		}
	}
	return nil
}

func (v *versions) Title() string { return v.Join("Versions", v.outlet) }
func (v *versions) Words() string { return "" }
func (v *versions) Wheel(n int)   { v.Scroll(n) }

func (v *versions) Hints() [][2]string {
	k := v.Keys
	return [][2]string{{keys.Pair(&k.Down, &k.Up), "version"}, {keys.Pair(&k.NextUnread, &k.PrevUnread), "change"}, {k.PageDown.First(), "read on"},
		{k.Back.First(), "back"}}
}

func (v *versions) Click(int, int) page.Intent      { return nil }
func (v *versions) Heard(news.Bulletin) page.Intent { return nil }

func (v *versions) Key(key string, n int) page.Intent {
	switch k := v.Keys; {
	case k.Down.Is(key):
		return v.choose(v.sel + n)
	case k.Up.Is(key):
		return v.choose(v.sel - n)
	case k.Open.Is(key):
		v.Scroll(n * max(v.H-1, 1))
	case v.Turn(k, key, n):
	case k.NextUnread.Is(key), k.PrevUnread.Is(key):
		return v.nextChange(k.NextUnread.Is(key))
	case k.Refresh.Is(key):
		return v.compare(v.sel)
	case k.Back.Is(key), k.Versions.Is(key):
		return page.GoBack{}
	}
	return nil
}

// choose turns to a version.
func (v *versions) choose(to int) page.Intent {
	if to = max(min(to, len(v.all)-1), 0); to != v.sel || v.err != nil {
		return v.compare(to)
	}
	return nil
}

// nextChange scrolls to the next or previous line that differs.
func (v *versions) nextChange(down bool) page.Intent {
	at := -1
	for _, i := range v.changed {
		if down && i > v.Top && at < 0 {
			at = i
		}
		if !down && i < v.Top {
			at = i
		}
	}
	if at < 0 || down && v.Top >= len(v.Lines)-v.H {
		return page.Say("no more changes " + map[bool]string{true: "below", false: "above"}[down])
	}
	v.Top = max(min(at, len(v.Lines)-v.H), 0)
	return nil
}

// View draws the versions to choose from, the agency's note, and the text compared.
func (v *versions) View(w, h int) string {
	out := v.choice(w, max(min(len(v.all), h/4), 1))
	switch {
	case v.err != nil:
		return strings.Join(append(out, v.Vacant(w, h-len(out), "This version cannot be shown.", draw.FirstLine(v.err.Error())+". "+v.Does(&v.Keys.Refresh,
			"tries again")+".")), "\n")
	case v.got == nil && v.slow:
		return strings.Join(append(out, v.Loading(w, h-len(out))), "\n")
	case v.got == nil:
		return strings.Join(out, "\n")
	}
	if v.Lines == nil || v.w != w || v.drawn != v.Look.Version {
		v.w, v.drawn = w, v.Look.Version
		v.lay(w)
	}
	if n := v.got.version.Note; n != "" {
		out = append(out, v.row(v.Theme.Changed, "their note: "+n, w))
	}
	if v.figures != "" {
		out = append(out, v.row(v.Theme.Differ, v.figures, w))
	}
	out = append(out, "")
	v.H = max(h-len(out), 1)
	v.Scroll(0)
	return strings.Join(append(out, v.Shown()...), "\n")
}

// row writes a line clipped and padded to the width.
func (v *versions) row(s theme.Style, text string, w int) string {
	var b strings.Builder
	text = draw.Clip(v.ASCII(text), w-2, v.Glyphs.Ellipsis)
	b.WriteByte(' ')
	s.Write(&b, text)
	draw.Pad(&b, w-1-draw.Width(text))
	return b.String()
}

// ordinal counts a version among all of the item's.
func (v *versions) ordinal(i int) string {
	last := len(v.all) - 1
	return draw.Ordinal(v.all[last].N + last - i)
}

// choice writes n rows of versions around the selected one.
func (v *versions) choice(w, n int) []string {
	from := max(min(v.sel-n/2, len(v.all)-n), 0)
	var out []string
	for i := from; i < from+n; i++ {
		x := &v.all[i]
		text := v.ordinal(i)
		if !x.Seen.IsZero() {
			text += "  " + v.Stamp(x.Seen)
		}
		switch {
		case i+1 < len(v.all):
			text += "  beside the " + v.ordinal(i+1)
		case x.N == 1:
			text += "  as first seen"
		default:
			text += "  the oldest kept"
		}
		if i == 0 {
			text += v.Sep() + "now"
		}
		if i+1 < len(v.all) && x.Story != v.all[i+1].Story {
			text += v.Sep() + "filed anew"
		}
		var b strings.Builder
		bar, style := " ", v.Theme.Dim
		if i == v.sel {
			bar, style = v.Theme.Bar.Wrap(v.Glyphs.Bar), v.Theme.Strong
		}
		b.WriteString(bar)
		text = draw.Clip(text, w-2, v.Glyphs.Ellipsis)
		style.Write(&b, text)
		draw.Pad(&b, w-1-draw.Width(text))
		out = append(out, b.String())
	}
	return out
}

// marked is the compared text with its marks written out and where they stand.
type marked struct {
	text    string
	patches []draw.Patch
	figures []corrected
}

// corrected is a figure that another one stands for now.
type corrected struct {
	at       int // byte of the marked text
	was, now string
}

// spell writes the runs as one text. Where attributes cannot be trusted to tell, what
// is removed and added stands in the brackets of wdiff. Words of different fates do not run
// together, whatever blanks the versions had.
func spell(k *draw.Look, runs []news.DiffRun, figures []news.Refigured) marked {
	s := speller{styles: [3]theme.Style{news.Removed: k.Theme.Removed, news.Added: k.Theme.Added}}
	if k.Glyphs.ASCII || k.Theme.Mono {
		s.marks = [3][2]string{news.Removed: {"[-", "-]"}, news.Added: {"{+", "+}"}}
	}
	for i, r := range runs {
		if r.Fate == news.Added && i > 0 && runs[i-1].Fate == news.Removed {
			s.figures = append(s.figures, correctedIn(runs[i-1].Text, r.Text, s.b.Len(), figures)...)
		}
		s.run(r)
	}
	s.text = s.b.String()
	return s.marked
}

// speller writes runs.
type speller struct {
	marked
	b      strings.Builder
	marks  [3][2]string // by fate
	styles [3]theme.Style
	before string // the words written last
}

// run writes the words of one fate, line by line.
func (s *speller) run(r news.DiffRun) {
	text := r.Text
	if r.Fate == news.Removed {
		text = strings.ReplaceAll(text, "\n", " ")
	}
	if news.RunTogether(s.before, text) {
		s.b.WriteByte(' ')
	}
	s.before = text
	for j, line := range strings.Split(text, "\n") {
		if j > 0 {
			s.b.WriteByte('\n')
		}
		bare := strings.TrimRight(line, " ")
		if bare == "" {
			s.b.WriteString(line)
			continue
		}
		at := s.b.Len()
		s.b.WriteString(s.marks[r.Fate][0] + bare + s.marks[r.Fate][1])
		if r.Fate != news.Kept {
			s.patches = append(s.patches, draw.Patch{Span: news.Span{Start: at, End: s.b.Len()}, Style: s.styles[r.Fate]})
		}
		s.b.WriteString(line[len(bare):])
	}
}

// correctedIn pairs the figures of words that were replaced by others, in their order:
// those of the news, which the revision knows.
func correctedIn(old, new string, at int, known []news.Refigured) []corrected {
	var out []corrected
	for _, f := range news.FiguresOf(old, new, "") {
		if slices.ContainsFunc(known, func(k news.Refigured) bool { return k.Was == f.Was && k.Now == f.Now }) {
			out = append(out, corrected{at, f.Was, f.Now})
		}
	}
	return out
}

// Where there is room for it, corrected figures stand in a margin of this width.
const (
	marginCells = 26
	marginFrom  = 84
)

// figuresLine tells the corrected figures where there is no margin for them.
func (v *versions) figuresLine(m *marked, w int) string {
	if w >= marginFrom {
		return ""
	}
	var parts []string
	for _, f := range m.figures {
		parts = append(parts, f.words())
	}
	if parts == nil {
		return ""
	}
	return v.Glyphs.Differ + " " + strings.Join(parts, "; ")
}

func (f corrected) words() string { return f.now + ", was " + f.was }

// lay makes the lines of the text.
func (v *versions) lay(w int) {
	m := spell(v.Look, v.got.runs, v.got.figures)
	v.figures = v.figuresLine(&m, w)
	room := min(w-4, draw.Measure)
	if w >= marginFrom {
		room = min(w-4-marginCells, draw.Measure)
	}
	v.Lines, v.changed = []string{}, nil
	at := 0
	for i, para := range strings.Split(m.text, "\n") {
		if strings.TrimSpace(para) != "" {
			if i > 0 {
				v.Lines = append(v.Lines, "")
			}
			for _, l := range draw.Wrap(para, room) {
				v.line(&m, at+l.Start, at+l.End, w, room, i == 0)
			}
		}
		at += len(para) + 1
	}
	if len(v.changed) == 0 && v.got.beside {
		v.Lines = append([]string{v.row(v.Theme.Dim, "headline and text are the same; only the address or the marks changed", w), ""}, v.Lines...)
	}
}

// line writes one line of the text with its marks and what the margin says.
func (v *versions) line(m *marked, start, end, w, room int, title bool) {
	var b strings.Builder
	var margin []string
	for _, f := range m.figures {
		if f.at >= start && f.at < end {
			margin = append(margin, f.words())
		}
	}
	if margin != nil {
		v.Theme.Differ.Write(&b, v.Glyphs.Differ)
		b.WriteString("  ")
	} else {
		draw.Pad(&b, 3)
	}
	base := theme.Style{}
	if title {
		base = v.Theme.Strong
	}
	used := 0
	write := func(s theme.Style, from, to int) {
		if from < to {
			t := draw.Tame(v.ASCIICells(m.text[from:to]))
			s.Write(&b, t)
			used += draw.Width(t)
		}
	}
	at := start
	for _, p := range m.patches {
		if p.End <= start || p.Start >= end {
			continue
		}
		v.changed = append(v.changed, len(v.Lines))
		write(base, at, max(p.Start, at))
		write(p.Style, max(p.Start, at), min(p.End, end))
		at = min(p.End, end)
	}
	write(base, at, end)
	if margin != nil && w >= marginFrom {
		draw.Pad(&b, room+1-used)
		text := draw.Clip(strings.Join(margin, "; "), marginCells-1, v.Glyphs.Ellipsis)
		v.Theme.Differ.Write(&b, text)
		used = room + 1 + draw.Width(text)
	}
	draw.Pad(&b, w-3-used)
	v.Lines = append(v.Lines, b.String())
}
