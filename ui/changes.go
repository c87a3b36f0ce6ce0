package ui

import (
	"context"
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
	back period
	gen  int // grows with every question
	all  []news.Revision
	cut  bool

	loaded bool
	slow   bool
	stale  bool // more has changed since
	err    error
	keep   news.StoryID // the row to stay on when the answer comes
	h      int

	archive Archive
	desk    Desk
}

// period is how far back is looked.
type period uint8

const (
	sinceVisit period = iota
	lastDay
	lastWeek
	periods
)

// changesMsg answers for a period, asked as the gen-th question.
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

func newChanges(d deps) page {
	return &changes{look: d.look, last: d.lastVisit, archive: d.archive, desk: d.desk}
}

// open shows what changed since the last visit, or on the first one in the last day.
func (c *changes) open(at reader) (intent, bool) {
	switch {
	case c.archive == nil:
		return say("changes cannot be listed here"), false
	case at.from == page(c):
		return nil, false
	}
	if c.back == sinceVisit && c.last.IsZero() {
		c.back = lastDay
	}
	return c.load(c.back), true
}

// load asks for what changed in a period.
func (c *changes) load(back period) intent {
	if e := c.revision(); e != nil {
		c.keep = e.Story
	}
	c.back = back
	c.gen++
	c.loaded, c.slow, c.err, c.stale = false, false, nil, false
	gen, since, d := c.gen, c.since(), c.archive
	return slowAsk{late: lateMsg{view: "changes", gen: gen}, ask: func(ctx context.Context) tea.Msg {
		got, err := d.Changes(ctx, since)
		return changesMsg{gen, got, err}
	}}
}

// since is where the period begins.
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
func (c *changes) update(msg tea.Msg) intent {
	switch msg := msg.(type) {
	case changesMsg:
		if msg.gen == c.gen {
			c.take(msg)
		}
	case comparingMsg:
		return c.compareWith(msg)
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

// view draws the periods above the rows, or what there is instead of rows.
func (c *changes) view(w, h int) string {
	c.h = h
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

// periodName is how the first line calls a period, "" where there is none.
func (c *changes) periodName(s period) string {
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

// picks lists the periods of the first line.
func (c *changes) picks() (out []crumb) {
	x := 1
	for s := range periods {
		name := c.periodName(s)
		if name == "" {
			continue
		}
		if s == c.back {
			name = "[" + name + "]"
		}
		out = append(out, crumb{x, name, int(s)})
		x += width(name) + 2
	}
	return out
}

// choice writes the periods and, at the right, how much changed.
func (c *changes) choice(w int) string {
	var b strings.Builder
	used := 0
	for _, p := range c.picks() {
		pad(&b, p.x-used)
		style := c.th.Dim
		if period(p.at) == c.back {
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

func (c *changes) hints() [][2]string {
	k := c.keys
	if len(c.entries) == 0 {
		return [][2]string{{pair(&k.Widen, &k.Narrow), "since"}, {k.Back.first(), "back"}}
	}
	return [][2]string{{pair(&k.Down, &k.Up), "move"}, {"enter", "versions"}, {k.NextPane.first(), "story"}, {pair(&k.Widen, &k.Narrow), "since"}, {k.Back.first(), "back"}}
}

func (c *changes) wheel(n int) { c.step(n / wheelLines) }

// heard leaves the rows alone: they would move under the cursor.
func (c *changes) heard(b news.Bulletin) intent {
	c.stale = c.stale || b.Updated > 0
	return nil
}

func (c *changes) key(key string, n int) intent {
	switch k := c.keys; {
	case k.NextPane.is(key):
		return c.openChosen()
	case c.turn(c.look, key, n):
	case k.Widen.is(key):
		return c.lookBack(1)
	case k.Narrow.is(key):
		return c.lookBack(-1)
	case k.Refresh.is(key), k.ShowNew.is(key):
		return c.load(c.back)
	case k.Open.is(key), k.Versions.is(key):
		return c.compare()
	case k.Back.is(key), k.Changes.is(key):
		return goBack{}
	}
	return nil
}

// openChosen opens the story under the cursor.
func (c *changes) openChosen() intent {
	if e := c.chosen(); e != nil {
		return openMark{mark: e.open}
	}
	return nil
}

// lookBack looks further back, or not as far.
func (c *changes) lookBack(dir int) intent {
	to := int(c.back) + dir
	switch {
	case to >= int(periods):
		return say("this is as far back as changes are listed")
	case to < 0, c.periodName(period(to)) == "":
		return say("this is the shortest time there is")
	}
	return c.load(period(to))
}

// compare asks for the story under the cursor, to open its versions; a story that has one
// version, a correction that came by itself, is opened.
func (c *changes) compare() intent {
	r := c.revision()
	if r == nil {
		return nil
	}
	if r.Before == 0 {
		return c.openChosen()
	}
	id, gen, d := r.Story, c.gen, c.desk
	return ask(func(ctx context.Context) tea.Msg {
		a, err := d.Article(ctx, id)
		return comparingMsg{gen, a, err}
	})
}

// compareWith opens the versions of the story that came, when the reader still waits for
// them.
func (c *changes) compareWith(msg comparingMsg) intent {
	switch {
	case msg.gen != c.gen:
		return nil
	case msg.err != nil:
		return fail{"compare", msg.err}
	}
	sound(&msg.art)
	return show{page: versionsPage, of: subject{article: &msg.art}}
}

// click picks a row, or a period on the line above them; a click on the chosen row
// opens it.
func (c *changes) click(x, y int) intent {
	if y == 0 {
		for _, p := range c.picks() {
			if x >= p.x && x < p.x+width(p.text) {
				return c.load(period(p.at))
			}
		}
		return nil
	}
	y--
	if c.h > 14 {
		y--
	}
	if c.clicked(c.look, y) {
		return c.compare()
	}
	return nil
}
