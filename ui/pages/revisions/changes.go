package revisions

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/keys"
	"dateline/ui/page"
)

// changes is the Changes view: what outlets withdrew, corrected and updated.
type changes struct {
	*draw.Look
	page.Sheet
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

	archive page.Archive
	desk    page.Desk
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

// NewChanges makes the Changes page.
func NewChanges(d page.Deps) page.Page {
	return &changes{Look: d.Look, last: d.LastVisit, archive: d.Archive, desk: d.Desk}
}

// Open shows what changed since the last visit, or on the first one in the last day.
func (c *changes) Open(at page.Reader) (page.Intent, bool) {
	switch {
	case c.archive == nil:
		return page.Say("changes cannot be listed here"), false
	case at.From == page.Page(c):
		return page.GoBack{}, false
	}
	if c.back == sinceVisit && c.last.IsZero() {
		c.back = lastDay
	}
	return c.load(c.back), true
}

// load asks for what changed in a period.
func (c *changes) load(back period) page.Intent {
	if e := c.revision(); e != nil {
		c.keep = e.Story
	}
	c.back = back
	c.gen++
	c.loaded, c.slow, c.err, c.stale = false, false, nil, false
	gen, since, d := c.gen, c.since(), c.archive
	return page.SlowAsk{Late: page.LateMsg{View: "changes", Gen: gen}, Ask: func(ctx context.Context) tea.Msg {
		got, err := d.Changes(ctx, since)
		return changesMsg{gen, got, err}
	}}
}

// since is where the period begins.
func (c *changes) since() time.Time {
	switch c.back {
	case lastDay:
		return c.Now.Add(-24 * time.Hour)
	case lastWeek:
		return c.Now.AddDate(0, 0, -7)
	}
	return c.last
}

// Update takes the answers to this view's question; late ones are dropped.
func (c *changes) Update(msg tea.Msg) page.Intent {
	switch msg := msg.(type) {
	case changesMsg:
		if msg.gen == c.gen {
			c.take(msg)
		}
	case comparingMsg:
		return c.compareWith(msg)
	case page.LateMsg:
		if msg.View == "changes" && msg.Gen == c.gen {
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
		times = max(times, draw.Width(c.Stamp(c.all[i].Time)))
	}
	var entries []page.Entry
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
		entries = append(entries, page.Entry{Open: &news.Carrier{Story: r.Story, Outlet: r.Outlet},
			Draw: func(w int, chosen bool) []string { return c.row(r, w, times, chosen) }})
	}
	c.Fill(entries)
	if at > 0 {
		c.Sel = at
	}
	c.keep = ""
}

func (c *changes) Title() string {
	switch c.back {
	case lastDay:
		return c.Join("Changes", "the last 24 hours")
	case lastWeek:
		return c.Join("Changes", "the last 7 days")
	}
	return c.Join("Changes", "since your last visit, "+c.Stamp(c.last))
}

// View draws the periods above the rows, or what there is instead of rows.
func (c *changes) View(w, h int) string {
	c.h = h
	out := []string{c.choice(w)}
	if h > 14 {
		out = append(out, "")
	}
	rest := h - len(out)
	switch {
	case c.err != nil:
		out = append(out, c.Vacant(w, rest, "The changes cannot be read.", draw.FirstLine(c.err.Error())+". "+c.Does(&c.Keys.Refresh, "tries again")+"."))
	case !c.loaded && c.slow && len(c.Entries) == 0:
		out = append(out, c.Loading(w, rest))
	case !c.loaded && len(c.Entries) == 0:
	case len(c.Entries) == 0:
		out = append(out, c.Vacant(w, rest, c.nothing(), c.further()))
	default:
		out = append(out, c.Sheet.View(c.Look, w, rest)...)
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
	return "No story was changed since your last visit, " + c.Stamp(c.last) + "."
}

func (c *changes) further() string {
	if c.back == lastWeek {
		return "What outlets withdraw, correct or update after it came here is listed; " + c.Does(&c.Keys.RefreshAll, "fetches all feeds") + "."
	}
	return c.Does(&c.Keys.Widen, "looks further back") + "."
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
func (c *changes) picks() (out []page.Crumb) {
	x := 1
	for s := range periods {
		name := c.periodName(s)
		if name == "" {
			continue
		}
		if s == c.back {
			name = "[" + name + "]"
		}
		out = append(out, page.Crumb{X: x, Text: name, At: int(s)})
		x += draw.Width(name) + 2
	}
	return out
}

// choice writes the periods and, at the right, how much changed.
func (c *changes) choice(w int) string {
	var b strings.Builder
	used := 0
	for _, p := range c.picks() {
		draw.Pad(&b, p.X-used)
		style := c.Theme.Dim
		if period(p.At) == c.back {
			style = c.Theme.Strong
		}
		style.Write(&b, p.Text)
		used = p.X + draw.Width(p.Text)
	}
	right := ""
	for _, text := range c.counts() {
		if draw.Width(text)+3 <= w-used {
			right = text
			break
		}
	}
	draw.Pad(&b, w-used-draw.Width(right)-1)
	c.Theme.Dim.Write(&b, right)
	b.WriteByte(' ')
	return b.String()
}

// counts says how much there is, the longest way first.
func (c *changes) counts() []string {
	if !c.loaded || c.err != nil {
		return []string{""}
	}
	n := draw.Plural(len(c.all), "story", "stories")
	if c.cut {
		n = "only the newest " + n
	}
	if c.stale {
		return []string{c.Join(n, "more came, "+c.Does(&c.Keys.Refresh, "shows it")), "more: " + c.Keys.Refresh.First(), n}
	}
	return []string{n}
}

// revision is the one under the cursor, nil for none.
func (c *changes) revision() *news.Revision {
	e := c.Chosen()
	if e == nil {
		return nil
	}
	i := slices.IndexFunc(c.all, func(r news.Revision) bool { return r.Story == e.Open.Story })
	if i < 0 {
		return nil
	}
	return &c.all[i]
}

// Words says the row under the cursor in words for the status line.
func (c *changes) Words() string {
	r := c.revision()
	if r == nil {
		return ""
	}
	parts := []string{string(r.Kind)}
	if r.Before > 0 {
		parts = append(parts, draw.Ordinal(r.Version)+" version beside the "+draw.Ordinal(r.Before))
	}
	if r.Added+r.Removed > 0 {
		parts = append(parts, fmt.Sprintf("+%d %s%d words", r.Added, c.Glyphs.Minus, r.Removed))
	}
	return c.Join(parts...)
}

func (c *changes) Hints() [][2]string {
	k := c.Keys
	if len(c.Entries) == 0 {
		return [][2]string{{keys.Pair(&k.Widen, &k.Narrow), "since"}, {k.Back.First(), "back"}}
	}
	return [][2]string{{keys.Pair(&k.Down, &k.Up), "move"}, {"enter", "versions"}, {k.NextPane.First(), "story"}, {keys.Pair(&k.Widen, &k.Narrow),
		"since"}, {k.Back.First(), "back"}}
}

func (c *changes) Wheel(n int) { c.Step(n / page.WheelLines) }

// Heard leaves the rows alone: they would move under the cursor.
func (c *changes) Heard(b news.Bulletin) page.Intent {
	c.stale = c.stale || b.Updated > 0
	return nil
}

func (c *changes) Key(key string, n int) page.Intent {
	switch k := c.Keys; {
	case k.NextPane.Is(key):
		return c.openChosen()
	case c.Turn(c.Look, key, n):
	case k.Widen.Is(key):
		return c.lookBack(1)
	case k.Narrow.Is(key):
		return c.lookBack(-1)
	case k.Refresh.Is(key), k.ShowNew.Is(key):
		return c.load(c.back)
	case k.Open.Is(key), k.Versions.Is(key):
		return c.compare()
	case k.Back.Is(key):
		return page.GoBack{}
	}
	return nil
}

// openChosen opens the story under the cursor.
func (c *changes) openChosen() page.Intent {
	if e := c.Chosen(); e != nil {
		return page.OpenMark{Mark: e.Open}
	}
	return nil
}

// lookBack looks further back, or not as far.
func (c *changes) lookBack(dir int) page.Intent {
	to := int(c.back) + dir
	switch {
	case to >= int(periods):
		return page.Say("this is as far back as changes are listed")
	case to < 0, c.periodName(period(to)) == "":
		return page.Say("this is the shortest time there is")
	}
	return c.load(period(to))
}

// compare asks for the story under the cursor, to open its versions; a story that has one
// version, a correction that came by itself, is opened.
func (c *changes) compare() page.Intent {
	r := c.revision()
	if r == nil {
		return nil
	}
	if r.Before == 0 {
		return c.openChosen()
	}
	id, gen, d := r.Story, c.gen, c.desk
	return page.Ask(func(ctx context.Context) tea.Msg {
		a, err := d.Article(ctx, id)
		return comparingMsg{gen, a, err}
	})
}

// compareWith opens the versions of the story that came, when the reader still waits for
// them.
func (c *changes) compareWith(msg comparingMsg) page.Intent {
	switch {
	case msg.gen != c.gen:
		return nil
	case msg.err != nil:
		return page.Fail{What: "compare", Err: msg.err}
	}
	draw.DropStrayMarks(&msg.art)
	return page.Show{Page: page.Versions, Of: page.Subject{Article: &msg.art}}
}

// Click picks a row, or a period on the line above them; a click on the chosen row
// opens it.
func (c *changes) Click(x, y int) page.Intent {
	if y == 0 {
		for _, p := range c.picks() {
			if x >= p.X && x < p.X+draw.Width(p.Text) {
				return c.load(period(p.At))
			}
		}
		return nil
	}
	y--
	if c.h > 14 {
		y--
	}
	if c.Clicked(c.Look, y) {
		return c.compare()
	}
	return nil
}
