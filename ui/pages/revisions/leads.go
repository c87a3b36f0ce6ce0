package revisions

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/keys"
	"dateline/ui/page"
	"dateline/ui/theme"
)

// leads shows how two stories of the Related panel begin, side by side, with the words
// that only one of them has marked.
type leads struct {
	*draw.Look
	id    news.StoryID // of the other story
	here  *news.Article
	there *news.Article // nil until it comes
	err   error
	slow  bool
	page.Scroller
	w, drawn int // what lines were made for: width and look

	desk page.Desk
}

// leadMsg answers leads.
type leadMsg struct {
	id  news.StoryID
	art news.Article
	err error
}

// NewLeads makes the page of two leads side by side.
func NewLeads(d page.Deps) page.Page { return &leads{Look: d.Look, desk: d.Desk} }

// Open compares the open story with the headline under the cursor of the panel.
func (l *leads) Open(at page.Reader) (page.Intent, bool) {
	if at.Beside == nil || at.Article == nil {
		return page.Say("put the cursor on a headline in Related first"), false
	}
	*l = leads{Look: l.Look, desk: l.desk, id: at.Beside.Story, here: at.Article}
	id, d := l.id, l.desk
	return page.SlowAsk{Late: page.LateMsg{View: "leads", ID: id}, Ask: func(ctx context.Context) tea.Msg {
		a, err := d.Article(ctx, id)
		return leadMsg{id, a, err}
	}}, true
}

// Update takes answers; late ones are dropped.
func (l *leads) Update(msg tea.Msg) page.Intent {
	switch msg := msg.(type) {
	case leadMsg:
		if msg.id == l.id {
			l.err, l.slow, l.Lines = msg.err, false, nil
			if msg.err == nil {
				draw.DropStrayMarks(&msg.art)
				l.there = &msg.art
			}
		}
	case page.LateMsg:
		if msg.View == "leads" && msg.ID == l.id {
			l.slow = l.there == nil && l.err == nil
		}
	}
	return nil
}

func (l *leads) Title() string { return "Leads" }
func (l *leads) Words() string { return "" }
func (l *leads) Wheel(n int)   { l.Scroll(n) }

func (l *leads) Hints() [][2]string {
	k := l.Keys
	return [][2]string{{keys.Pair(&k.Down, &k.Up), "move"}, {k.Open.First(), "open the other"}, {k.Back.First(), "back"}}
}

func (l *leads) Click(int, int) page.Intent      { return nil }
func (l *leads) Heard(news.Bulletin) page.Intent { return nil }

func (l *leads) Key(key string, n int) page.Intent {
	switch k := l.Keys; {
	case l.Turn(k, key, n):
	case k.Open.Is(key):
		return page.Several{page.GoBack{}, page.OpenBeside{}}
	case k.Back.Is(key), k.Leads.Is(key):
		return page.GoBack{}
	}
	return nil
}

// leadColumns is from how many cells on the two stand side by side.
const leadColumns = 100 - 2 // a window of 100 columns

// View draws the two leads.
func (l *leads) View(w, h int) string {
	switch {
	case l.err != nil:
		return l.Vacant(w, h, "The other story cannot be shown.", draw.FirstLine(l.err.Error()))
	case l.there == nil && l.slow:
		return l.Loading(w, h)
	case l.there == nil:
		return ""
	}
	if l.Lines == nil || l.w != w || l.drawn != l.Look.Version {
		l.w, l.drawn = w, l.Look.Version
		l.lay(w)
	}
	return l.Scroller.View(h)
}

// lay makes the lines: two columns, or one above the other.
func (l *leads) lay(w int) {
	here, there := leadOf(l.here), leadOf(l.there)
	if w < leadColumns {
		l.Lines = l.column(l.here, here, differing(here, there), w)
		l.Lines = append(append(l.Lines, ""), l.column(l.there, there, differing(there, here), w)...)
		return
	}
	cw := (w - 3) / 2
	left := l.column(l.here, here, differing(here, there), cw)
	right := l.column(l.there, there, differing(there, here), w-3-cw)
	l.Lines = nil
	for i := range max(len(left), len(right)) {
		var b strings.Builder
		draw.Line(&b, left, i, cw)
		b.WriteByte(' ')
		l.Theme.Border.Write(&b, l.Glyphs.Vertical)
		b.WriteByte(' ')
		draw.Line(&b, right, i, w-3-cw)
		l.Lines = append(l.Lines, b.String())
	}
}

// What of a text is its lead.
const (
	leadBytes = 700
	leadLines = 4
)

// leadOf returns headline and lead, a line each paragraph: the first ones, whole.
func leadOf(a *news.Article) string {
	out := a.Title
	n, size := 0, 0
	for para := range strings.SplitSeq(a.Text, "\n") {
		if strings.TrimSpace(para) == "" {
			continue
		}
		if n == leadLines || n > 0 && size+len(para) > leadBytes {
			break
		}
		n, size = n+1, size+len(para)
		out += "\n" + para
	}
	return out
}

// differing returns the words of a text that the other has nowhere, neighbours as one.
// Short words of no figure tell nothing. Order does not matter: two outlets tell the same
// in another order, and a diff would mark that instead of what is told.
func differing(text, other string) []news.Span {
	has := map[string]bool{}
	for _, w := range news.DiffWords(other) {
		has[folded(w)] = true
	}
	var out []news.Span
	at, joined := 0, false
	for _, w := range news.DiffWords(text) {
		bare := strings.TrimRight(w, " \n")
		switch f := folded(w); {
		case f == "" || has[f] || !telling(bare):
			joined = false
		case joined:
			out[len(out)-1].End = at + len(bare)
		default:
			out = append(out, news.Span{Start: at, End: at + len(bare)})
			joined = true
		}
		joined = joined && strings.HasSuffix(w, " ")
		at += len(w)
	}
	return out
}

// folded is what of a word is compared.
func folded(w string) string { return strings.ToLower(strings.TrimSpace(w)) }

// telling reports whether a word is more than a short one of the grammar.
func telling(w string) bool {
	first, _ := utf8.DecodeRuneInString(w)
	if !unicode.IsLetter(first) && !unicode.IsDigit(first) {
		return false
	}
	if unicode.IsDigit(first) || first > unicode.MaxLatin1 {
		return true
	}
	n := utf8.RuneCountInString(w)
	if n <= 3 {
		return n > 1 && w == strings.ToUpper(w) // UN, EU, WHO
	}
	return !slices.Contains(quietWords, strings.ToLower(w))
}

// quietWords are the longer words of English grammar, and of saying: a difference in
// them is one of style.
var quietWords = strings.Fields(`about after also been before being could does during from have into more most over said
	says such than that their them then there these they this those told under were what when where which while will with would`)

// column writes one lead.
func (l *leads) column(a *news.Article, text string, spans []news.Span, w int) []string {
	text, spans = l.starred(text, spans)
	var b strings.Builder
	head := l.Join(draw.OutletOf(a), l.Stamp(a.Time()))
	head = draw.Clip(head, w-2, l.Glyphs.Ellipsis)
	b.WriteByte(' ')
	l.Theme.Dim.Write(&b, head)
	draw.Pad(&b, w-1-draw.Width(head))
	out := []string{b.String()}
	at := 0
	for i, para := range strings.Split(text, "\n") {
		base := theme.Style{}
		if i == 0 {
			base = l.Theme.Strong
		} else {
			out = append(out, "")
		}
		for _, s := range draw.Wrap(para, min(w-2, draw.Measure)) {
			out = append(out, l.line(text, at+s.Start, at+s.End, spans, base, w))
		}
		at += len(para) + 1
	}
	for i, s := range out {
		if s == "" {
			var b strings.Builder
			draw.Pad(&b, w)
			out[i] = b.String()
		}
	}
	return out
}

// starred puts stars around the spans where attributes cannot be trusted to tell.
func (l *leads) starred(text string, spans []news.Span) (string, []news.Span) {
	if !l.Glyphs.ASCII && !l.Theme.Mono {
		return text, spans
	}
	var b strings.Builder
	var out []news.Span
	at := 0
	for _, s := range spans {
		b.WriteString(text[at:s.Start])
		start := b.Len()
		b.WriteString("*" + text[s.Start:s.End] + "*")
		out = append(out, news.Span{Start: start, End: b.Len()})
		at = s.End
	}
	b.WriteString(text[at:])
	return b.String(), out
}

// line writes a line of a lead with its marks.
func (l *leads) line(text string, start, end int, spans []news.Span, base theme.Style, w int) string {
	var b strings.Builder
	b.WriteByte(' ')
	used := 0
	write := func(s theme.Style, from, to int) {
		if from < to {
			t := draw.Tame(l.ASCIICells(text[from:to]))
			s.Write(&b, t)
			used += draw.Width(t)
		}
	}
	at := start
	for _, s := range spans {
		if s.End > start && s.Start < end {
			write(base, at, s.Start)
			write(l.Theme.Match, max(s.Start, start), min(s.End, end))
			at = min(s.End, end)
		}
	}
	write(base, at, end)
	draw.Pad(&b, w-1-used)
	return b.String()
}
