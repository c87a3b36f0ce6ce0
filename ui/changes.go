package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// changes is the Changes view: what outlets withdrew, corrected and updated.
type changes struct {
	*look
	sheet
	last time.Time // the end of the last visit, zero for none
	back stretch
	gen  int // grows with every question
	all  []news.Revision
	cut  bool

	loaded bool
	slow   bool
	stale  bool // more has changed since
	err    error
	keep   news.StoryID // the row to stay on when the answer comes
}

// stretch is how far back is looked.
type stretch uint8

const (
	sinceVisit stretch = iota
	lastDay
	lastWeek
	stretches
)

// changesMsg answers for a stretch, asked as the gen-th question.
type changesMsg struct {
	gen int
	got news.Revisions
	err error
}

// comparingMsg brings the story whose versions are to be compared.
type comparingMsg struct {
	gen int
	art news.Article
	err error
}

// openChanges shows what changed since the last visit, or on the first one in the last
// day.
func (m *Model) openChanges() tea.Cmd {
	if m.opt.Archive == nil {
		m.say("changes cannot be listed here")
		return nil
	}
	if m.cover == coverChanges {
		return nil
	}
	m.openPage(coverChanges)
	if m.changes.back == sinceVisit && m.changes.last.IsZero() {
		m.changes.back = lastDay
	}
	return m.loadChanges(m.changes.back)
}

// loadChanges asks for what changed in a stretch.
func (m *Model) loadChanges(back stretch) tea.Cmd {
	c := &m.changes
	if e := c.revision(); e != nil {
		c.keep = e.Story
	}
	c.back = back
	c.gen++
	c.loaded, c.slow, c.err, c.stale = false, false, nil, false
	gen, since, ctx, d := c.gen, c.since(), m.ctx, m.opt.Archive
	ask := func() tea.Msg {
		got, err := d.Changes(ctx, since)
		return changesMsg{gen, got, err}
	}
	return tea.Batch(ask, m.later(lateMsg{view: "changes", gen: gen}))
}

// since is where the stretch begins.
func (c *changes) since() time.Time {
	switch c.back {
	case lastDay:
		return c.now.Add(-24 * time.Hour)
	case lastWeek:
		return c.now.AddDate(0, 0, -7)
	}
	return c.last
}

// update takes the answers to this view's question; late ones are dropped.
func (c *changes) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case changesMsg:
		if msg.gen == c.gen {
			c.take(msg)
		}
	case lateMsg:
		if msg.view == "changes" && msg.gen == c.gen {
			c.slow = !c.loaded
		}
	}
	return nil
}

// take shows an answer, with the cursor on the story it was on.
func (c *changes) take(msg changesMsg) {
	c.loaded, c.slow, c.err = true, false, msg.err
	if msg.err != nil {
		return
	}
	c.all, c.cut = msg.got.All, msg.got.Cut
	times := 0
	for i := range c.all {
		times = max(times, width(c.stamp(c.all[i].Time)))
	}
	var entries []entry
	kind, at := news.RevisionKind(""), 0
	for i := range c.all {
		r := &c.all[i]
		if r.Kind != kind {
			kind = r.Kind
			entries = append(entries, c.heading(kind, len(entries) == 0))
		}
		if r.Story == c.keep {
			at = len(entries)
		}
		entries = append(entries, entry{open: &news.Carrier{Story: r.Story, Outlet: r.Outlet},
			draw: func(w int, chosen bool) []string { return c.row(r, w, times, chosen) }})
	}
	c.fill(entries)
	if at > 0 {
		c.sel = at
	}
	c.keep = ""
}

func (c *changes) title() string {
	switch c.back {
	case lastDay:
		return c.join("Changes", "the last 24 hours")
	case lastWeek:
		return c.join("Changes", "the last 7 days")
	}
	return c.join("Changes", "since your last visit, "+c.stamp(c.last))
}

// view draws the stretches above the rows, or what there is instead of rows.
func (c *changes) view(w, h int) string {
	out := []string{c.choice(w)}
	if h > 14 {
		out = append(out, "")
	}
	rest := h - len(out)
	switch {
	case c.err != nil:
		out = append(out, c.vacant(w, rest, "The changes cannot be read.", firstLine(c.err.Error())+". "+c.does(&c.keys.Refresh, "tries again")+"."))
	case !c.loaded && c.slow && len(c.entries) == 0:
		out = append(out, c.loading(w, rest))
	case !c.loaded && len(c.entries) == 0:
	case len(c.entries) == 0:
		out = append(out, c.vacant(w, rest, c.nothing(), c.further()))
	default:
		out = append(out, c.sheet.view(c.look, w, rest)...)
	}
	return strings.Join(out, "\n")
}

// nothing says that nothing changed, and since when.
func (c *changes) nothing() string {
	switch c.back {
	case lastDay:
		return "No story was changed in the last 24 hours."
	case lastWeek:
		return "No story was changed in the last 7 days."
	}
	return "No story was changed since your last visit, " + c.stamp(c.last) + "."
}

func (c *changes) further() string {
	if c.back == lastWeek {
		return "What outlets withdraw, correct or update after it came here is listed; " + c.does(&c.keys.RefreshAll, "fetches all feeds") + "."
	}
	return c.does(&c.keys.Widen, "looks further back") + "."
}

// stretchName is how the first line calls a stretch, "" where there is none.
func (c *changes) stretchName(s stretch) string {
	switch {
	case s == lastDay:
		return "24 hours"
	case s == lastWeek:
		return "7 days"
	case c.last.IsZero():
		return ""
	}
	return "last visit"
}

// picks lists the stretches of the first line.
func (c *changes) picks() (out []crumb) {
	x := 1
	for s := range stretches {
		name := c.stretchName(s)
		if name == "" {
			continue
		}
		if s == c.back {
			name = "[" + name + "]"
		}
		out = append(out, crumb{x, name, level(s)})
		x += width(name) + 2
	}
	return out
}

// choice writes the stretches and, at the right, how much changed.
func (c *changes) choice(w int) string {
	var b strings.Builder
	used := 0
	for _, p := range c.picks() {
		pad(&b, p.x-used)
		style := c.th.Dim
		if stretch(p.level) == c.back {
			style = c.th.Strong
		}
		style.Write(&b, p.text)
		used = p.x + width(p.text)
	}
	right := ""
	for _, text := range c.counts() {
		if width(text)+3 <= w-used {
			right = text
			break
		}
	}
	pad(&b, w-used-width(right)-1)
	c.th.Dim.Write(&b, right)
	b.WriteByte(' ')
	return b.String()
}

// counts says how much there is, the longest way first.
func (c *changes) counts() []string {
	if !c.loaded || c.err != nil {
		return []string{""}
	}
	n := plural(len(c.all), "story", "stories")
	if c.cut {
		n = "only the newest " + n
	}
	if c.stale {
		return []string{c.join(n, "more came, "+c.does(&c.keys.Refresh, "shows it")), "more: " + c.keys.Refresh.first(), n}
	}
	return []string{n}
}

// revision is the one under the cursor, nil for none.
func (c *changes) revision() *news.Revision {
	e := c.chosen()
	if e == nil {
		return nil
	}
	i := slices.IndexFunc(c.all, func(r news.Revision) bool { return r.Story == e.open.Story })
	if i < 0 {
		return nil
	}
	return &c.all[i]
}

// words says the row under the cursor in words for the status line.
func (c *changes) words() string {
	r := c.revision()
	if r == nil {
		return ""
	}
	parts := []string{string(r.Kind)}
	if r.Before > 0 {
		parts = append(parts, ordinal(r.Version)+" version beside the "+ordinal(r.Before))
	}
	if r.Added+r.Removed > 0 {
		parts = append(parts, fmt.Sprintf("+%d %s%d words", r.Added, c.g.Minus, r.Removed))
	}
	return c.join(parts...)
}

func (c *changes) hints(k *keyMap) [][2]string {
	if len(c.entries) == 0 {
		return [][2]string{{pair(&k.Widen, &k.Narrow), "since"}, {k.Back.first(), "back"}}
	}
	return [][2]string{{pair(&k.Down, &k.Up), "move"}, {"enter", "versions"}, {k.NextPane.first(), "story"}, {pair(&k.Widen, &k.Narrow), "since"}, {k.Back.first(), "back"}}
}

func (c *changes) wheel(n int) { c.step(n / wheelLines) }

// heard leaves the rows alone: they would move under the cursor.
func (c *changes) heard(_ *Model, b news.Bulletin) tea.Cmd {
	c.stale = c.stale || b.Updated > 0
	return nil
}

func (c *changes) key(m *Model, key string, n int) tea.Cmd {
	k := m.keys
	switch {
	case k.NextPane.is(key):
		return m.openMark(c.chosen())
	case c.turn(m.look, k, key, n):
	case k.Widen.is(key):
		return m.stretch(1)
	case k.Narrow.is(key):
		return m.stretch(-1)
	case k.Refresh.is(key), k.ShowNew.is(key):
		return m.loadChanges(c.back)
	case k.Open.is(key), k.Versions.is(key):
		return m.compareChanged()
	case k.Back.is(key), k.Changes.is(key):
		return m.leave()
	}
	return nil
}

// stretch looks further back, or not as far.
func (m *Model) stretch(dir int) tea.Cmd {
	to := int(m.changes.back) + dir
	switch {
	case to >= int(stretches):
		m.say("this is as far back as changes are listed")
		return nil
	case to < 0, m.changes.stretchName(stretch(to)) == "":
		m.say("this is the shortest time there is")
		return nil
	}
	return m.loadChanges(stretch(to))
}

// compareChanged opens the versions of the story under the cursor; a story that has one
// version, a correction that came by itself, is opened.
func (m *Model) compareChanged() tea.Cmd {
	r := m.changes.revision()
	if r == nil {
		return nil
	}
	if r.Before == 0 {
		return m.openMark(m.changes.chosen())
	}
	id, gen, ctx, d := r.Story, m.changes.gen, m.ctx, m.desk
	return func() tea.Msg {
		a, err := d.Article(ctx, id)
		return comparingMsg{gen, a, err}
	}
}

// gotComparing opens the versions of the story that came, when the reader still waits
// for them.
func (m *Model) gotComparing(msg comparingMsg) tea.Cmd {
	switch {
	case m.cover != coverChanges || msg.gen != m.changes.gen:
		return nil
	case msg.err != nil:
		m.fail("compare", msg.err)
		return nil
	}
	sound(&msg.art)
	return m.versionsOf(&msg.art)
}

// click picks a row, or a stretch on the line above them; a click on the chosen row
// opens it.
func (c *changes) click(m *Model, x, y int) tea.Cmd {
	if y == 0 {
		for _, p := range c.picks() {
			if x >= p.x && x < p.x+width(p.text) {
				return m.loadChanges(stretch(p.level))
			}
		}
		return nil
	}
	y--
	if m.h-4 > 14 {
		y--
	}
	i := c.at(m.look, y)
	switch {
	case i < 0 || c.entries[i].head:
		return nil
	case i == c.sel:
		return m.compareChanged()
	}
	c.sel = i
	return nil
}
