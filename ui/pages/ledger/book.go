// Package ledger holds the Claims and the Figures page.
package ledger

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/keys"
	"dateline/ui/page"
)

// book is what the Claims and Figures views have in common: the stories they are made
// of, and the rows.
type book struct {
	*draw.Look
	page.Sheet
	what string // "claims" or "figures"
	ask  func(ctx context.Context, d page.Ledger, gen int, s news.Scope) tea.Msg
	from page.Ledger

	level  level
	scopes scopes
	gen    int // grows with every question
	extent news.Extent
	counts string // what the rows are, in words
	loaded bool
	slow   bool
	err    error
	seek   *news.Carrier // the mark whose row is wanted
	h      int
}

type (
	// ledgerMsg and tableMsg answer for a scope, asked as the gen-th question.
	ledgerMsg struct {
		gen    int
		scope  news.Scope
		ledger news.Ledger
		err    error
	}
	tableMsg struct {
		gen   int
		scope news.Scope
		table news.FigureTable
		err   error
	}
)

// level is how wide a scope is.
type level uint8

const (
	thisStory level = iota
	itsEvent
	byName    // what an entity says
	aboutName // what others say about it
	shown
	levels
)

// named is a scope with what the screen calls it.
type named struct {
	news.Scope
	name string // "" when there is no such scope here
}

// scopes are those there are, by how wide they are; those without a name are not offered.
type scopes [levels]named

// question makes a new question of the book.
func (b *book) question(l level) (int, news.Scope) {
	b.level = l
	b.gen++
	b.loaded, b.slow, b.err = false, false, nil
	b.Fill(nil)
	return b.gen, b.scopes[l].Scope
}

// late says that the answer takes long.
func (b *book) late(msg page.LateMsg) {
	if string(msg.View) == b.what && msg.Gen == b.gen && !b.loaded {
		b.slow = true
	}
}

// take notes an answer and reports whether there is something to show.
func (b *book) take(err error, x news.Extent) bool {
	b.loaded, b.slow, b.err, b.extent = true, false, err, x
	return err == nil
}

// Title is what the border says: the view and whose it is.
func (b *book) Title() string {
	name := strings.ToUpper(b.what[:1]) + b.what[1:]
	switch {
	case b.level == shown && b.scopes[shown].Entity.Name != "":
		return b.Join(name, "stories that name "+b.ASCIICells(b.scopes[shown].Entity.Name))
	case b.level == shown:
		return b.Join(name, b.scopes[shown].name)
	case b.level == byName, b.level == aboutName:
		return b.Join(name, b.ASCIICells(b.scopes[b.level].name))
	case b.extent.Title == "":
		return name
	}
	return b.Join(name, b.extent.Title)
}

// frame draws the line of scopes above the rows, or what there is instead of rows.
func (b *book) frame(w, h int) string {
	b.h = h
	switch {
	case b.err != nil:
		return b.Vacant(w, h, "The "+b.what+" cannot be read.", draw.FirstLine(b.err.Error())+". "+b.Does(&b.Keys.Refresh, "tries again")+".")
	case !b.loaded && b.slow:
		return b.Loading(w, h)
	case !b.loaded:
		return ""
	}
	out := b.crumbs(w)
	if h > 14 {
		out = append(out, "")
	}
	if len(b.Entries) == 0 {
		none := b.Vacant(w, h-len(out), "No "+b.what+" are marked here.", b.hint())
		return strings.Join(append(out, draw.LinesOf(none)...), "\n")
	}
	return strings.Join(append(out, b.Sheet.View(b.Look, w, h-len(out))...), "\n")
}

// hint says what to do about an empty book.
func (b *book) hint() string {
	if b.level < shown && b.what == "claims" {
		return "> looks at more stories. Claims are marked in English texts only."
	}
	if b.level < shown {
		return "> looks at more stories."
	}
	return "/ searches for other stories."
}

// above is how many lines stand above the rows.
func (b *book) above(w, h int) int {
	n := len(b.crumbs(w))
	if h > 14 {
		n++
	}
	return n
}

func (b *book) crumbList() []page.Crumb {
	var out []page.Crumb
	x := 1
	for l := range levels {
		name := b.scopes[l].name
		if name == "" {
			continue
		}
		if l == b.level {
			name = "[" + name + "]"
		}
		out = append(out, page.Crumb{X: x, Text: name, At: int(l)})
		x += draw.Width(name) + 2
	}
	return out
}

// crumbs writes the scopes and, at the right, how much was read. That not all was is
// said in any case, on a line of its own if need be.
func (b *book) crumbs(w int) []string {
	var sb strings.Builder
	used := 0
	for _, c := range b.crumbList() {
		text := c.Text
		if c.X+draw.Width(text)+1 > w {
			if text = draw.Clip(text, w-c.X-1, b.Glyphs.Ellipsis); text == "" {
				break
			}
		}
		draw.Pad(&sb, c.X-used)
		style := b.Theme.Dim
		if level(c.At) == b.level {
			style = b.Theme.Strong
		}
		style.Write(&sb, text)
		used = c.X + draw.Width(text)
	}
	cut := ""
	if b.extent.Cut {
		cut = "only the newest " + draw.Plural(b.extent.Stories, "story", "stories")
	}
	right := ""
	for _, r := range []string{b.read(), cut, b.counts} {
		if room := w - used - 3; r != "" && draw.Width(r) <= room {
			right = r
			break
		}
	}
	draw.Pad(&sb, w-used-draw.Width(right)-1)
	b.Theme.Dim.Write(&sb, right)
	sb.WriteByte(' ')
	out := []string{sb.String()}
	if cut != "" && !strings.Contains(right, cut) {
		sb.Reset()
		sb.WriteByte(' ')
		b.Theme.Notice.Write(&sb, draw.Clip(cut, w-2, b.Glyphs.Ellipsis))
		draw.Pad(&sb, w-1-min(draw.Width(cut), w-2))
		out = append(out, sb.String())
	}
	return out
}

// read says how much the book was made of.
func (b *book) read() string {
	x := &b.extent
	from := draw.Plural(x.Stories, "story", "stories")
	if x.Cut {
		from = "only the newest " + from
	} else if x.Outlets > 1 {
		from += " by " + draw.Plural(x.Outlets, "outlet", "outlets")
	}
	return b.Join(b.counts, from)
}

func (b *book) Wheel(n int) { b.Step(n / page.WheelLines) }

func (b *book) Hints() [][2]string {
	k := b.Keys
	return [][2]string{{keys.Pair(&k.Down, &k.Up), "move"}, {k.Open.First(), "open"}, {keys.Pair(&k.Widen, &k.Narrow), "scope"}, {k.Back.First(), "back"}}
}

// Heard leaves the rows alone: they would move under the cursor. What came since is
// read with r.
func (b *book) Heard(news.Bulletin) page.Intent { return nil }

// ledger is the book itself, for another one to open with the same stories.
func (b *book) ledger() *book { return b }

// Subject is the story of the row under the cursor.
func (b *book) Subject() (s page.Subject) {
	if e := b.Chosen(); e != nil && e.Open != nil {
		s.Story = e.Open.Story
	}
	return s
}

// openAt opens the book of what the reader is at: the story in the story's pane, the
// event or story of the selected row in the list, the search when there is one. From one
// book the other opens with the same stories, from an entity's page with its own.
func (b *book) openAt(at page.Reader, wide bool) (page.Intent, bool) {
	if b.from == nil {
		return page.Say("claims and figures cannot be listed here"), false
	}
	other, _ := at.From.(interface{ ledger() *book })
	if other != nil && other.ledger() == b && at.Of.Entity == (news.Entity{}) {
		return nil, false
	}
	b.seek = at.Of.Mark
	switch {
	case at.Of.Entity != (news.Entity{}):
		b.scopes = entityScopes(at.Of.Entity)
		return b.load(sideLevel(at.Of.Side)), true
	case other != nil:
		b.scopes = other.ledger().scopes
		return b.load(other.ledger().level), true
	case at.At.Entity.Kind != "":
		b.scopes = entityScopes(at.At.Entity)
		if wide {
			return b.load(shown), true
		}
		return b.load(sideLevel(at.At.Side)), true
	case at.At.Search != "":
		b.scopes = scopes{shown: {news.Scope{Query: at.At.Query}, b.ASCIICells(at.At.Search)}}
		return b.load(shown), true
	}
	b.scopes = scopesAt(&at)
	l := b.levelAt(&at)
	if wide && at.Figure != nil {
		b.seek = at.Figure
		if b.scopes[itsEvent].name != "" {
			l = itsEvent
		}
	}
	return b.load(l), true
}

// scopesAt lists what the reader may mean: the open or selected story, its event, and
// all that the list shows.
func scopesAt(at *page.Reader) (s scopes) {
	if at.Story != "" {
		s[thisStory] = named{news.Scope{Story: at.Story}, "this story"}
	}
	if at.Event != "" {
		s[itsEvent] = named{news.Scope{Event: at.Event}, "its event"}
	}
	asked := "all stories"
	if at.Asked != "" {
		asked = "/" + at.Asked
	}
	s[shown] = named{news.Scope{Query: at.Query}, asked}
	return s
}

// levelAt is how wide to look at first.
func (b *book) levelAt(at *page.Reader) level {
	switch {
	case at.InList && at.Asked != "", b.scopes[thisStory].name == "":
		return shown
	case at.InList && at.Events && b.scopes[itsEvent].name != "":
		return itsEvent
	}
	return thisStory
}

// load asks for the rows of a scope.
func (b *book) load(l level) page.Intent {
	gen, scope := b.question(l)
	d, what := b.from, b.ask
	return page.SlowAsk{Late: page.LateMsg{View: news.View(b.what), Gen: gen}, Ask: func(ctx context.Context) tea.Msg { return what(ctx, d, gen, scope) }}
}

func askClaims(ctx context.Context, d page.Ledger, gen int, s news.Scope) tea.Msg {
	x, err := d.Claims(ctx, s)
	return ledgerMsg{gen, s, x, err}
}

func askFigures(ctx context.Context, d page.Ledger, gen int, s news.Scope) tea.Msg {
	x, err := d.Figures(ctx, s)
	return tableMsg{gen, s, x, err}
}

func (b *book) Key(key string, n int) page.Intent {
	switch k := b.Keys; {
	case b.Turn(b.Look, key, n):
	case k.Widen.Is(key):
		return b.rescope(1)
	case k.Narrow.Is(key):
		return b.rescope(-1)
	case k.Refresh.Is(key), k.ShowNew.Is(key):
		return b.load(b.level)
	case k.Open.Is(key):
		return b.openChosen()
	case k.Back.Is(key):
		return page.GoBack{}
	}
	return nil
}

// openChosen opens the story of the row under the cursor at its mark.
func (b *book) openChosen() page.Intent {
	if e := b.Chosen(); e != nil && e.Open != nil {
		return page.OpenMark{Mark: e.Open}
	}
	return nil
}

// rescope looks at more or fewer stories.
func (b *book) rescope(dir int) page.Intent {
	for l := int(b.level) + dir; l >= 0 && l < int(levels); l += dir {
		if b.scopes[l].name != "" {
			return b.load(level(l))
		}
	}
	if dir > 0 {
		return page.Say("these are all stories there are to look at; / searches for others")
	}
	return page.Say("this is one story already")
}

// Click picks a row, or a scope on the line above them; a click on the chosen row
// opens it.
func (b *book) Click(x, y int) page.Intent {
	if y == 0 {
		for _, c := range b.crumbList() {
			if x >= c.X && x < c.X+draw.Width(c.Text) {
				return b.load(level(c.At))
			}
		}
		return nil
	}
	if b.Clicked(b.Look, y-b.above(b.W, b.h)) {
		return b.openChosen()
	}
	return nil
}

// resume takes the book up as it was held: answers to what was asked since come too late.
func (b *book) resume(gen int) page.Intent {
	b.gen = gen + 1
	if !b.loaded {
		return b.load(b.level)
	}
	return nil
}

// entityScopes are the scopes of an entity: what it says, what others say about it, all
// stories that name it.
func entityScopes(e news.Entity) (s scopes) {
	s[byName] = named{news.Scope{Entity: e, Side: news.BySide}, "by " + e.Name}
	s[aboutName] = named{news.Scope{Entity: e, Side: news.OnSide}, "about " + e.Name}
	s[shown] = named{news.Scope{Entity: e}, "all that name it"}
	return s
}

// sideLevel is the scope of a side of an entity's claims.
func sideLevel(s news.Side) level {
	switch s {
	case news.BySide:
		return byName
	case news.OnSide:
		return aboutName
	}
	return shown
}
