package ui

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// book is what the Claims and Figures views have in common: the stories they are made
// of, and the rows.
type book struct {
	*look
	sheet
	what string // "claims" or "figures"
	ask  func(ctx context.Context, d Ledger, gen int, s news.Scope) tea.Msg
	from Ledger

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
	b.fill(nil)
	return b.gen, b.scopes[l].Scope
}

// late says that the answer takes long.
func (b *book) late(msg lateMsg) {
	if string(msg.view) == b.what && msg.gen == b.gen && !b.loaded {
		b.slow = true
	}
}

// take notes an answer and reports whether there is something to show.
func (b *book) take(err error, x news.Extent) bool {
	b.loaded, b.slow, b.err, b.extent = true, false, err, x
	return err == nil
}

// title is what the border says: the view and whose it is.
func (b *book) title() string {
	name := strings.ToUpper(b.what[:1]) + b.what[1:]
	switch {
	case b.level == shown && b.scopes[shown].Entity.Name != "":
		return b.join(name, "stories that name "+b.asciiCells(b.scopes[shown].Entity.Name))
	case b.level == shown:
		return b.join(name, b.scopes[shown].name)
	case b.level == byName, b.level == aboutName:
		return b.join(name, b.asciiCells(b.scopes[b.level].name))
	case b.extent.Title == "":
		return name
	}
	return b.join(name, b.extent.Title)
}

// frame draws the line of scopes above the rows, or what there is instead of rows.
func (b *book) frame(w, h int) string {
	b.h = h
	switch {
	case b.err != nil:
		return b.vacant(w, h, "The "+b.what+" cannot be read.", firstLine(b.err.Error())+". "+b.does(&b.keys.Refresh, "tries again")+".")
	case !b.loaded && b.slow:
		return b.loading(w, h)
	case !b.loaded:
		return ""
	}
	out := b.crumbs(w)
	if h > 14 {
		out = append(out, "")
	}
	if len(b.entries) == 0 {
		none := b.vacant(w, h-len(out), "No "+b.what+" are marked here.", b.hint())
		return strings.Join(append(out, linesOf(none)...), "\n")
	}
	return strings.Join(append(out, b.sheet.view(b.look, w, h-len(out))...), "\n")
}

// hint says what to do about an empty book.
func (b *book) hint() string {
	if b.level < shown {
		return "> looks at more stories. Claims are marked in English texts only."
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

func (b *book) crumbList() []crumb {
	var out []crumb
	x := 1
	for l := range levels {
		name := b.scopes[l].name
		if name == "" {
			continue
		}
		if l == b.level {
			name = "[" + name + "]"
		}
		out = append(out, crumb{x, name, int(l)})
		x += width(name) + 2
	}
	return out
}

// crumbs writes the scopes and, at the right, how much was read. That not all was is
// said in any case, on a line of its own if need be.
func (b *book) crumbs(w int) []string {
	var sb strings.Builder
	used := 0
	for _, c := range b.crumbList() {
		text := c.text
		if c.x+width(text)+1 > w {
			if text = clip(text, w-c.x-1, b.g.Ellipsis); text == "" {
				break
			}
		}
		pad(&sb, c.x-used)
		style := b.th.Dim
		if level(c.at) == b.level {
			style = b.th.Strong
		}
		style.Write(&sb, text)
		used = c.x + width(text)
	}
	cut := ""
	if b.extent.Cut {
		cut = "only the newest " + plural(b.extent.Stories, "story", "stories")
	}
	right := ""
	for _, r := range []string{b.read(), cut, b.counts} {
		if room := w - used - 3; r != "" && width(r) <= room {
			right = r
			break
		}
	}
	pad(&sb, w-used-width(right)-1)
	b.th.Dim.Write(&sb, right)
	sb.WriteByte(' ')
	out := []string{sb.String()}
	if cut != "" && !strings.Contains(right, cut) {
		sb.Reset()
		sb.WriteByte(' ')
		b.th.Notice.Write(&sb, clip(cut, w-2, b.g.Ellipsis))
		pad(&sb, w-1-min(width(cut), w-2))
		out = append(out, sb.String())
	}
	return out
}

// read says how much the book was made of.
func (b *book) read() string {
	x := &b.extent
	from := plural(x.Stories, "story", "stories")
	if x.Cut {
		from = "only the newest " + from
	} else if x.Outlets > 1 {
		from += " by " + fmt.Sprint(x.Outlets) + " outlets"
	}
	return b.join(b.counts, from)
}

func (b *book) wheel(n int) { b.step(n / wheelLines) }

func (b *book) hints() [][2]string {
	k := b.keys
	return [][2]string{{pair(&k.Down, &k.Up), "move"}, {k.Open.first(), "open"}, {pair(&k.Widen, &k.Narrow), "scope"}, {k.Back.first(), "back"}}
}

// heard leaves the rows alone: they would move under the cursor. What came since is
// read with r.
func (b *book) heard(news.Bulletin) intent { return nil }

// ledger is the book itself, for another one to open with the same stories.
func (b *book) ledger() *book { return b }

// subject is the story of the row under the cursor.
func (b *book) subject() (s subject) {
	if e := b.chosen(); e != nil && e.open != nil {
		s.story = e.open.Story
	}
	return s
}

// openAt opens the book of what the reader is at: the story in the story's pane, the
// event or story of the selected row in the list, the search when there is one. From one
// book the other opens with the same stories, from an entity's page with its own.
func (b *book) openAt(at reader, wide bool) (intent, bool) {
	if b.from == nil {
		return say("claims and figures cannot be listed here"), false
	}
	other, _ := at.from.(interface{ ledger() *book })
	if other != nil && other.ledger() == b && at.of.entity == (news.Entity{}) {
		return nil, false
	}
	b.seek = at.of.mark
	switch {
	case at.of.entity != (news.Entity{}):
		b.scopes = entityScopes(at.of.entity)
		return b.load(sideLevel(at.of.side)), true
	case other != nil:
		b.scopes = other.ledger().scopes
		return b.load(other.ledger().level), true
	case at.at.entity.Kind != "":
		b.scopes = entityScopes(at.at.entity)
		if wide {
			return b.load(shown), true
		}
		return b.load(sideLevel(at.at.side)), true
	}
	b.scopes = scopesAt(&at)
	l := b.levelAt(&at)
	if wide && at.figure != nil {
		b.seek = at.figure
		if b.scopes[itsEvent].name != "" {
			l = itsEvent
		}
	}
	return b.load(l), true
}

// scopesAt lists what the reader may mean: the open or selected story, its event, and
// all that the list shows.
func scopesAt(at *reader) (s scopes) {
	if at.story != "" {
		s[thisStory] = named{news.Scope{Story: at.story}, "this story"}
	}
	if at.event != "" {
		s[itsEvent] = named{news.Scope{Event: at.event}, "its event"}
	}
	asked := "all stories"
	if at.asked != "" {
		asked = "/" + at.asked
	}
	s[shown] = named{news.Scope{Query: at.query}, asked}
	return s
}

// levelAt is how wide to look at first.
func (b *book) levelAt(at *reader) level {
	switch {
	case at.inList && at.asked != "", b.scopes[thisStory].name == "":
		return shown
	case at.inList && at.events && b.scopes[itsEvent].name != "":
		return itsEvent
	}
	return thisStory
}

// load asks for the rows of a scope.
func (b *book) load(l level) intent {
	gen, scope := b.question(l)
	d, what := b.from, b.ask
	return slowAsk{late: lateMsg{view: news.View(b.what), gen: gen}, ask: func(ctx context.Context) tea.Msg { return what(ctx, d, gen, scope) }}
}

func askClaims(ctx context.Context, d Ledger, gen int, s news.Scope) tea.Msg {
	x, err := d.Claims(ctx, s)
	return ledgerMsg{gen, s, x, err}
}

func askFigures(ctx context.Context, d Ledger, gen int, s news.Scope) tea.Msg {
	x, err := d.Figures(ctx, s)
	return tableMsg{gen, s, x, err}
}

func (b *book) key(key string, n int) intent {
	switch k := b.keys; {
	case b.turn(b.look, key, n):
	case k.Widen.is(key):
		return b.rescope(1)
	case k.Narrow.is(key):
		return b.rescope(-1)
	case k.Refresh.is(key), k.ShowNew.is(key):
		return b.load(b.level)
	case k.Open.is(key):
		return b.openChosen()
	case k.Back.is(key):
		return goBack{}
	}
	return nil
}

// openChosen opens the story of the row under the cursor at its mark.
func (b *book) openChosen() intent {
	if e := b.chosen(); e != nil && e.open != nil {
		return openMark{mark: e.open}
	}
	return nil
}

// rescope looks at more or fewer stories.
func (b *book) rescope(dir int) intent {
	for l := int(b.level) + dir; l >= 0 && l < int(levels); l += dir {
		if b.scopes[l].name != "" {
			return b.load(level(l))
		}
	}
	if dir > 0 {
		return say("these are all stories there are to look at; / searches for others")
	}
	return say("this is one story already")
}

// click picks a row, or a scope on the line above them; a click on the chosen row
// opens it.
func (b *book) click(x, y int) intent {
	if y == 0 {
		for _, c := range b.crumbList() {
			if x >= c.x && x < c.x+width(c.text) {
				return b.load(level(c.at))
			}
		}
		return nil
	}
	if b.clicked(b.look, y-b.above(b.w, b.h)) {
		return b.openChosen()
	}
	return nil
}

// resume takes the book up as it was held: answers to what was asked since come too late.
func (b *book) resume(gen int) intent {
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
