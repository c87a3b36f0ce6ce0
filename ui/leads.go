package ui

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/theme"
)

// leads shows how two stories of the Related panel begin, side by side, with the words
// that only one of them has marked.
type leads struct {
	*look
	id    news.StoryID // of the other story
	here  *news.Article
	there *news.Article // nil until it comes
	err   error
	slow  bool
	scroller
	w, drawn int // what lines were made for: width and look

	desk Desk
}

// leadMsg answers leads.
type leadMsg struct {
	id  news.StoryID
	art news.Article
	err error
}

func newLeads(d deps) page { return &leads{look: d.look, desk: d.desk} }

// open compares the open story with the headline under the cursor of the panel.
func (l *leads) open(at reader) (intent, bool) {
	if at.beside == nil || at.article == nil {
		return say("put the cursor on a headline in Related first"), false
	}
	*l = leads{look: l.look, desk: l.desk, id: at.beside.Story, here: at.article}
	id, d := l.id, l.desk
	return slowAsk{late: lateMsg{view: "leads", id: id}, ask: func(ctx context.Context) tea.Msg {
		a, err := d.Article(ctx, id)
		return leadMsg{id, a, err}
	}}, true
}

// update takes answers; late ones are dropped.
func (l *leads) update(msg tea.Msg) intent {
	switch msg := msg.(type) {
	case leadMsg:
		if msg.id == l.id {
			l.err, l.slow, l.lines = msg.err, false, nil
			if msg.err == nil {
				sound(&msg.art)
				l.there = &msg.art
			}
		}
	case lateMsg:
		if msg.view == "leads" && msg.id == l.id {
			l.slow = l.there == nil && l.err == nil
		}
	}
	return nil
}

func (l *leads) title() string { return "Leads" }
func (l *leads) words() string { return "" }
func (l *leads) wheel(n int)   { l.scroll(n) }

func (l *leads) hints() [][2]string {
	k := l.keys
	return [][2]string{{pair(&k.Down, &k.Up), "move"}, {k.Open.first(), "open the other"}, {k.Back.first(), "back"}}
}

func (l *leads) click(int, int) intent      { return nil }
func (l *leads) heard(news.Bulletin) intent { return nil }

func (l *leads) key(key string, n int) intent {
	switch k := l.keys; {
	case l.turn(k, key, n):
	case k.Open.is(key):
		return several{goBack{}, openBeside{}}
	case k.Back.is(key), k.Leads.is(key):
		return goBack{}
	}
	return nil
}

// leadColumns is from how many cells on the two stand side by side.
const leadColumns = 100 - 2 // a window of 100 columns

// view draws the two leads.
func (l *leads) view(w, h int) string {
	switch {
	case l.err != nil:
		return l.vacant(w, h, "The other story cannot be shown.", firstLine(l.err.Error()))
	case l.there == nil && l.slow:
		return l.loading(w, h)
	case l.there == nil:
		return ""
	}
	if l.lines == nil || l.w != w || l.drawn != l.look.version {
		l.w, l.drawn = w, l.look.version
		l.lay(w)
	}
	return l.scroller.view(h)
}

// lay makes the lines: two columns, or one above the other.
func (l *leads) lay(w int) {
	here, there := leadOf(l.here), leadOf(l.there)
	if w < leadColumns {
		l.lines = l.column(l.here, here, differing(here, there), w)
		l.lines = append(append(l.lines, ""), l.column(l.there, there, differing(there, here), w)...)
		return
	}
	cw := (w - 3) / 2
	left := l.column(l.here, here, differing(here, there), cw)
	right := l.column(l.there, there, differing(there, here), w-3-cw)
	l.lines = nil
	for i := range max(len(left), len(right)) {
		var b strings.Builder
		line(&b, left, i, cw)
		b.WriteByte(' ')
		l.th.Border.Write(&b, l.g.Vertical)
		b.WriteByte(' ')
		line(&b, right, i, w-3-cw)
		l.lines = append(l.lines, b.String())
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
	head := l.join(outletOf(a), l.stamp(a.Time()))
	head = clip(head, w-2, l.g.Ellipsis)
	b.WriteByte(' ')
	l.th.Dim.Write(&b, head)
	pad(&b, w-1-width(head))
	out := []string{b.String()}
	at := 0
	for i, para := range strings.Split(text, "\n") {
		base := theme.Style{}
		if i == 0 {
			base = l.th.Strong
		} else {
			out = append(out, "")
		}
		for _, s := range wrap(para, min(w-2, measure)) {
			out = append(out, l.line(text, at+s.Start, at+s.End, spans, base, w))
		}
		at += len(para) + 1
	}
	for i, s := range out {
		if s == "" {
			var b strings.Builder
			pad(&b, w)
			out[i] = b.String()
		}
	}
	return out
}

// starred puts stars around the spans where attributes cannot be trusted to tell.
func (l *leads) starred(text string, spans []news.Span) (string, []news.Span) {
	if !l.g.ASCII && !l.th.Mono {
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
			t := tame(l.asciiCells(text[from:to]))
			s.Write(&b, t)
			used += width(t)
		}
	}
	at := start
	for _, s := range spans {
		if s.End > start && s.Start < end {
			write(base, at, s.Start)
			write(l.th.Match, max(s.Start, start), min(s.End, end))
			at = min(s.End, end)
		}
	}
	write(base, at, end)
	pad(&b, w-1-used)
	return b.String()
}
