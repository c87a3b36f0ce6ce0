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

	level  level
	scopes [levels]named // those without a scope are not offered
	gen    int           // grows with every question
	extent news.Extent
	counts string // what the rows are, in words
	loaded bool
	slow   bool
	err    error
	seek   *news.Carrier // the mark whose row is wanted
}

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

// crumb is a scope on the first line.
type crumb struct {
	x    int
	text string
	level
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
		out = append(out, crumb{x, name, l})
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
		if c.level == b.level {
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

// carriers names the outlets that print a row in w cells: as many as there is room for
// and how many more.
func (k *look) carriers(cs []news.Carrier, w int) string {
	names := news.OutletNames(cs)
	for n := len(names); n > 1; n-- {
		s := strings.Join(names[:n], ", ")
		if n < len(names) {
			s += fmt.Sprintf(" +%d", len(names)-n)
		}
		if width(s) <= w {
			return s
		}
	}
	more := ""
	if len(names) > 1 {
		more = fmt.Sprintf(" +%d", len(names)-1)
	}
	return clip(names[0], w-len(more), k.g.Ellipsis) + more
}

// printed lists every carrier with its time, for the row under the cursor.
func (k *look) printed(cs []news.Carrier) string {
	var parts []string
	for i := range cs {
		s := cs[i].Outlet + " " + k.stamp(cs[i].Time)
		if cs[i].Reprint {
			s += " (reprint)"
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, ", ")
}

// hanging writes words into lines of w cells after a lead of the same width; the first
// most lines of them, 0 for all.
func (k *look) hanging(words string, w, most int) []string {
	words = k.asciiCells(words)
	if most > 0 {
		return headline(words, w, most, k.g.Ellipsis)
	}
	var out []string
	for _, l := range wrap(words, w) {
		out = append(out, tame(words[l.Start:l.End]))
	}
	return out
}

// openBook returns the book that covers the panes, nil when none does.
func (m *Model) openBook() *book {
	switch m.cover {
	case coverClaims:
		return &m.claims.book
	case coverFigures:
		return &m.figures.book
	}
	return nil
}

func (b *book) wheel(n int) { b.step(n / wheelLines) }

func (b *book) hints(k *keyMap) [][2]string {
	return [][2]string{{pair(&k.Down, &k.Up), "move"}, {k.Open.first(), "open"}, {pair(&k.Widen, &k.Narrow), "scope"}, {k.Back.first(), "back"}}
}

// heard leaves the rows alone: they would move under the cursor. What came since is
// read with r.
func (b *book) heard(*Model, news.Bulletin) tea.Cmd { return nil }

// turnToBook opens the Claims or the Figures of what the reader is at: the story in the
// story's pane, the event or story of the selected row in the list, the search when
// there is one. From one book the other opens with the same stories.
func (m *Model) turnToBook(to cover) tea.Cmd {
	if m.opt.Ledger == nil {
		m.say("claims and figures cannot be listed here")
		return nil
	}
	from := m.openBook()
	if from != nil && m.cover == to {
		return nil
	}
	was := m.cover
	m.openPage(to)
	b := m.openBook()
	b.seek = nil
	if from != nil {
		b.scopes = from.scopes
		return m.loadBook(b, from.level)
	}
	if e := m.entity.entity(); was == coverEntity && e.Kind != "" {
		b.scopes = entityScopes(e)
		if to == coverFigures {
			return m.loadBook(b, shown)
		}
		return m.loadBook(b, m.entity.sideHere())
	}
	b.scopes = m.scopesHere()
	l := m.levelHere(b)
	if to == coverFigures && m.story.at == onFigure && m.focus == storyPane && m.story.shown() {
		x := &m.story.art.Mentions[m.story.i]
		b.seek = &news.Carrier{Story: m.story.id, Field: x.Field, Span: x.Span}
		if b.scopes[itsEvent].name != "" {
			l = itsEvent
		}
	}
	return m.loadBook(b, l)
}

// scopesHere lists what the reader may mean: the open or selected story, its event, and
// all that the list shows.
func (m *Model) scopesHere() (s [levels]named) {
	id, event := m.story.id, news.EventID("")
	if m.story.shown() {
		event = m.story.art.Event.ID
	}
	if r := m.list().selected(); r != nil && (m.focus == listPane || id == "") {
		id, event = r.Story, r.Event
	}
	if id != "" {
		s[thisStory] = named{news.Scope{Story: id}, "this story"}
	}
	if event != "" {
		s[itsEvent] = named{news.Scope{Event: event}, "its event"}
	}
	asked := "all stories"
	if m.list().asked != "" {
		asked = "/" + m.list().asked
	}
	s[shown] = named{news.Scope{Query: m.list().query}, asked}
	return s
}

// levelHere is how wide to look at first.
func (m *Model) levelHere(b *book) level {
	switch {
	case m.focus == listPane && m.list().asked != "", b.scopes[thisStory].name == "":
		return shown
	case m.focus == listPane && m.view == news.Top && b.scopes[itsEvent].name != "":
		return itsEvent
	}
	return thisStory
}

// loadBook asks for the rows of a scope.
func (m *Model) loadBook(b *book, l level) tea.Cmd {
	gen, scope := b.question(l)
	ctx, d, ask := m.ctx, m.opt.Ledger, b.ask
	return tea.Batch(func() tea.Msg { return ask(ctx, d, gen, scope) }, m.later(lateMsg{view: news.View(b.what), gen: gen}))
}

func askClaims(ctx context.Context, d Ledger, gen int, s news.Scope) tea.Msg {
	x, err := d.Claims(ctx, s)
	return ledgerMsg{gen, s, x, err}
}

func askFigures(ctx context.Context, d Ledger, gen int, s news.Scope) tea.Msg {
	x, err := d.Figures(ctx, s)
	return tableMsg{gen, s, x, err}
}

func (b *book) key(m *Model, key string, n int) tea.Cmd {
	k := m.keys
	switch {
	case b.turn(m.look, k, key, n):
	case k.Widen.is(key):
		return m.rescope(b, 1)
	case k.Narrow.is(key):
		return m.rescope(b, -1)
	case k.Refresh.is(key), k.ShowNew.is(key):
		return m.loadBook(b, b.level)
	case k.Open.is(key):
		return m.openMark(b.chosen())
	case k.Back.is(key):
		return m.leave()
	}
	return nil
}

// rescope looks at more or fewer stories.
func (m *Model) rescope(b *book, dir int) tea.Cmd {
	for l := int(b.level) + dir; l >= 0 && l < int(levels); l += dir {
		if b.scopes[l].name != "" {
			return m.loadBook(b, level(l))
		}
	}
	if dir > 0 {
		m.say("these are all stories there are to look at; / searches for others")
	} else {
		m.say("this is one story already")
	}
	return nil
}

// openMark opens the story of a row at its mark; Back returns.
func (m *Model) openMark(e *entry) tea.Cmd {
	if e == nil || e.open == nil {
		return nil
	}
	m.history.push(m.here())
	m.showPage(uncovered)
	m.setFocus(storyPane)
	m.story.seek = e.open
	if m.story.shown() && m.story.id == e.open.Story {
		m.story.found()
		return nil
	}
	return m.loadStory(e.open.Story)
}

// click picks a row, or a scope on the line above them; a click on the chosen row
// opens it.
func (b *book) click(m *Model, x, y int) tea.Cmd {
	if y == 0 {
		for _, c := range b.crumbList() {
			if x >= c.x && x < c.x+width(c.text) {
				return m.loadBook(b, c.level)
			}
		}
		return nil
	}
	if b.clicked(m.look, y-b.above(m.w-2, m.h-4)) {
		return m.openMark(b.chosen())
	}
	return nil
}

// found puts the cursor on the mark that was asked for, when the story has it: the
// claim or figure with these bounds, else the first that touches them.
func (s *story) found() {
	want := s.seek
	if want == nil || !s.shown() || s.art.ID != want.Story {
		return
	}
	s.seek = nil
	touch, at := -1, nowhere
	look := func(kind stop, i int, f news.Field, span news.Span) {
		switch {
		case f != want.Field:
		case span == want.Span:
			touch, at = i, kind
		case touch < 0 && span.Overlaps(want.Span):
			touch, at = i, kind
		}
	}
	for i := range s.art.Mentions {
		if m := &s.art.Mentions[i]; m.Kind == news.FigureKind && m.Span == want.Span {
			look(onFigure, i, m.Field, m.Span)
		}
	}
	for i := range s.art.Claims {
		if at == onFigure {
			break
		}
		look(onClaim, i, s.art.Claims[i].Field, s.art.Claims[i].Bounds())
	}
	if touch < 0 {
		return
	}
	if at == onClaim {
		s.claims = true
	}
	s.at, s.i = at, touch
	if s.lay() != nil {
		s.reveal()
	}
}
