package ui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// digitTime is how long a digit may still become a count.
const digitTime = 500 * time.Millisecond

// key routes a key press: to the prompt when one is open, to what covers the panes,
// else to the panes.
func (m *Model) key(k tea.KeyPressMsg) tea.Cmd {
	m.notice = ""
	if m.prompt.ask != askNothing {
		return m.promptKey(k)
	}
	if m.why != nil {
		m.why, m.story.covered = nil, 0
		if m.keys.Why.is(k.String()) || m.keys.Back.is(k.String()) || k.String() == "enter" {
			return nil
		}
	}
	if m.cover == coverHelp && m.help.key(k) {
		return nil
	}
	name, cmd, done := m.gather(k.String())
	if !done {
		return cmd
	}
	n := max(m.count, 1)
	m.count = 0
	return m.act(name, n)
}

// gather collects counts and sequences; done says that name is a whole key.
//
// The digits 1 to 3 choose a pane and begin a count as well: the pane turns at once,
// and turns back when a motion follows within digitTime.
func (m *Model) gather(key string) (name string, cmd tea.Cmd, done bool) {
	if m.pending != "" {
		name, m.pending = m.pending+" "+key, ""
		return name, nil, true
	}
	if m.starts(key) {
		m.pending = key
		return "", nil, false
	}
	if len(key) == 1 && key[0] >= '0' && key[0] <= '9' && (key != "0" || m.count > 0) {
		return "", m.digit(int(key[0] - '0')), false
	}
	if m.count > 0 && m.cover == uncovered && m.keys.counted(key) {
		m.focus = m.digitWas
		m.arrange()
	}
	return key, nil, true
}

// starts reports whether a key begins a sequence.
func (m *Model) starts(key string) bool { return key == "]" || key == "[" }

// counted reports whether a key takes a count.
func (k *keyMap) counted(key string) bool {
	for _, b := range []*binding{&k.Down, &k.Up, &k.HalfDown, &k.HalfUp, &k.PageDown, &k.PageUp, &k.NextUnread, &k.PrevUnread} {
		if b.is(key) {
			return true
		}
	}
	return false
}

// digit takes one digit of a count.
func (m *Model) digit(n int) tea.Cmd {
	if m.count == 0 {
		m.digitWas = m.focus
	} else {
		m.focus = m.digitWas
		m.arrange()
	}
	first := m.count == 0
	m.count = min(m.count*10+n, 100000)
	m.digits++
	seq := m.digits
	wait := m.after(digitTime, func(time.Time) tea.Msg { return digitMsg{seq} })
	if first && n >= 1 && n <= 3 && m.cover == uncovered {
		return tea.Batch(wait, m.turnTo(pane(n-1)))
	}
	return wait
}

// act does what a key means, n times where that makes sense.
func (m *Model) act(key string, n int) tea.Cmd {
	k := m.keys
	switch {
	case k.Quit.is(key):
		return m.quit(key)
	case k.Help.is(key):
		m.cover = coverHelp
		m.help.open()
		return nil
	case k.TopView.is(key):
		return m.show(news.Top)
	case k.WireView.is(key):
		return m.show(news.Wire)
	case k.Sources.is(key):
		m.cover = coverSources
		return m.loadFeeds()
	case k.Search.is(key):
		m.prompt.open(askSearch, m.list().asked)
		return nil
	case k.Command.is(key):
		m.prompt.open(askCommand, "")
		return nil
	case k.Add.is(key):
		m.prompt.open(askFeed, "")
		return nil
	case k.RefreshAll.is(key):
		return m.refresh("fetching all feeds that are due")
	case k.Mouse.is(key):
		m.mouse = !m.mouse
		m.say("mouse " + map[bool]string{true: "on", false: "off"}[m.mouse])
		return nil
	}
	if m.cover == coverSources {
		return m.sourcesKey(key, n)
	}
	if cmd, ok := m.moveKey(key, n); ok {
		return cmd
	}
	if cmd, ok := m.paneKey(key); ok {
		return cmd
	}
	return m.storyKey(key, n)
}

// quit closes what covers the panes first, when it was q that was pressed.
func (m *Model) quit(key string) tea.Cmd {
	if key != "ctrl+c" && m.cover != uncovered {
		m.cover = uncovered
		return nil
	}
	return tea.Sequence(m.keep("view", string(m.view)), tea.Quit)
}

// show turns to a view. Its place is kept.
func (m *Model) show(v news.View) tea.Cmd {
	m.cover = uncovered
	m.trail = nil
	m.view = v
	m.focus = listPane
	m.arrange()
	keep := m.keep("view", string(v))
	if l := m.list(); !l.loaded {
		return tea.Batch(keep, m.loadList(toStart))
	}
	return tea.Batch(keep, m.totals(m.list(), false), m.settle())
}

// moveKey handles the keys that move.
func (m *Model) moveKey(key string, n int) (tea.Cmd, bool) {
	k := m.keys
	switch {
	case k.Down.is(key):
		return m.move(n), true
	case k.Up.is(key):
		return m.move(-n), true
	case k.Top.is(key):
		return m.toTop(), true
	case k.Bottom.is(key):
		return m.toBottom(), true
	case k.HalfDown.is(key):
		return m.page(true, n), true
	case k.HalfUp.is(key):
		return m.page(true, -n), true
	case k.PageDown.is(key):
		return m.readOn(n), true
	case k.PageUp.is(key):
		return m.page(false, -n), true
	case k.NextUnread.is(key):
		return m.unread(1), true
	case k.PrevUnread.is(key):
		return m.unread(-1), true
	case k.ShowNew.is(key):
		return m.loadList(merged), true
	}
	return nil, false
}

// move moves by rows or lines of the focused pane.
func (m *Model) move(n int) tea.Cmd {
	switch m.focus {
	case storyPane:
		m.story.scroll(n)
		return nil
	case relatedPane:
		m.related.move(n)
		return nil
	}
	m.list().move(n)
	return m.settle()
}

// page moves by half or whole pages.
func (m *Model) page(half bool, n int) tea.Cmd {
	lines := max(m.story.h-2, 1)
	if half {
		lines = max(m.story.h/2, 1)
	}
	switch m.focus {
	case storyPane:
		m.story.scroll(n * lines)
		return nil
	case relatedPane:
		m.related.move(n * max(m.related.h/6, 1))
		return nil
	}
	dir := 1
	if n < 0 {
		dir, n = -1, -n
	}
	for range min(n, 1000) {
		m.list().page(half, dir)
	}
	return m.settle()
}

// readOn pages through the story, then goes on to the next unread one.
func (m *Model) readOn(n int) tea.Cmd {
	if m.focus == relatedPane || !m.plan.shown(storyPane) {
		return m.page(false, n)
	}
	if m.story.shown() && m.story.scroll(n*max(m.story.h-2, 1)) {
		return m.readOpened()
	}
	read := m.readOpened()
	if !m.list().unread(1) {
		m.say("no more unread stories below")
		return read
	}
	m.trail = nil
	r := m.list().selected()
	return tea.Batch(read, m.loadStory(r.Story))
}

// unread goes to the next or previous unread row, and opens it when a story is read.
func (m *Model) unread(dir int) tea.Cmd {
	if l := m.list(); !l.unread(dir) {
		if l.seeking == 0 {
			m.say("no more unread stories " + map[int]string{1: "below", -1: "above"}[dir])
		}
		return m.settle()
	}
	m.trail = nil
	if m.focus != listPane {
		return m.openRow()
	}
	return m.settle()
}

func (m *Model) toTop() tea.Cmd {
	l := m.list()
	switch m.focus {
	case storyPane:
		m.story.top = 0
		return nil
	case relatedPane:
		m.related.sel = 0
		return nil
	}
	if l.fresh > 0 || l.moreUp {
		return m.loadList(toStart)
	}
	l.moveTo(0)
	return m.settle()
}

func (m *Model) toBottom() tea.Cmd {
	l := m.list()
	switch m.focus {
	case storyPane:
		m.story.scroll(1 << 20)
		return nil
	case relatedPane:
		m.related.move(1 << 20)
		return nil
	}
	if l.more {
		return m.loadList(toEnd)
	}
	l.moveTo(len(l.rows) - 1)
	return m.settle()
}

// paneKey handles the keys that open, go back and arrange panes.
func (m *Model) paneKey(key string) (tea.Cmd, bool) {
	k := m.keys
	switch {
	case k.Open.is(key):
		return m.open(key), true
	case k.Back.is(key):
		return m.back(), true
	case k.NextPane.is(key):
		return m.turnTo((m.focus + 1) % 3), true
	case k.PrevPane.is(key):
		return m.turnTo((m.focus + 2) % 3), true
	case k.Pane1.is(key), k.Pane2.is(key), k.Pane3.is(key):
		return m.turnTo(pane(key[0] - '1')), true
	case k.Zoom.is(key):
		m.frame.zoomed = !m.frame.zoomed
		return m.reframe(), true
	case k.Widen.is(key):
		m.widen(4)
		return m.reframe(), true
	case k.Narrow.is(key):
		m.widen(-4)
		return m.reframe(), true
	}
	return nil, false
}

// turnTo puts the focus on a pane, and loads the story when it comes in sight.
func (m *Model) turnTo(p pane) tea.Cmd {
	m.focus = p
	m.arrange()
	if r := m.list().selected(); p != listPane && r != nil && len(m.trail) == 0 && m.story.id != r.Story {
		return tea.Batch(m.loadStory(r.Story), m.settle())
	}
	return m.settle()
}

// widen changes the width of the focused pane; a pane narrowed to its least hides.
func (m *Model) widen(n int) {
	f := &m.frame
	was := m.plan.pane[m.focus].w
	switch m.focus {
	case listPane:
		f.list += n
	case relatedPane:
		f.related += n
	case storyPane:
		f.list -= n / 2
		f.related -= n / 2
	}
	if n > 0 {
		f.hidden = [3]bool{}
	}
	now := f.panes(m.w, m.h, m.focus).pane[m.focus].w
	if now == was && m.focus != storyPane {
		f.hidden[m.focus] = n < 0
		if m.focus == listPane {
			f.list -= n
		} else {
			f.related -= n
		}
		if n < 0 {
			m.focus = storyPane
		}
	}
}

// reframe plans the panes anew and remembers the choice.
func (m *Model) reframe() tea.Cmd {
	m.arrange()
	return tea.Batch(m.keep("frame", m.frame.String()), m.settle())
}

// open opens what the cursor is on.
func (m *Model) open(key string) tea.Cmd {
	switch m.focus {
	case storyPane:
		if key != "enter" {
			return m.turnTo(relatedPane)
		}
		return nil
	case relatedPane:
		return m.openRelated()
	}
	return m.openRow()
}

// openRow opens the selected row of the list.
func (m *Model) openRow() tea.Cmd {
	r := m.list().selected()
	if r == nil {
		return nil
	}
	m.moves++
	m.trail = nil
	m.focus = storyPane
	m.arrange()
	var load tea.Cmd
	if m.story.id != r.Story || m.story.err != nil {
		load = m.loadStory(r.Story)
	}
	return tea.Batch(load, m.readOpened())
}

// openRelated opens the headline under the cursor of the panel in place of the story;
// Back returns to it.
func (m *Model) openRelated() tea.Cmd {
	if m.related.toggle() {
		return nil
	}
	x := m.related.selected()
	if x == nil {
		return nil
	}
	m.trail = append(m.trail, place{m.story.id, m.focus, m.related.sel})
	id, title := x.Story, x.Title
	m.focus = storyPane
	m.arrange()
	mark := m.change(news.MarkRead, true, id, "read: "+title)
	return tea.Batch(m.loadStory(id), func() tea.Msg {
		msg := mark().(markedMsg)
		msg.quiet = true
		return msg
	})
}

// back leads to where one came from: the story before, the list, the whole list.
func (m *Model) back() tea.Cmd {
	if n := len(m.trail); n > 0 {
		p := m.trail[n-1]
		m.trail = m.trail[:n-1]
		m.focus = p.focus
		m.arrange()
		m.related.want = p.sel
		return m.loadStory(p.story)
	}
	if m.focus != listPane {
		return m.turnTo(m.focus - 1)
	}
	if m.list().asked != "" {
		return m.search("")
	}
	return nil
}

// storyKey handles the keys for the open or selected story.
func (m *Model) storyKey(key string, n int) tea.Cmd {
	k := m.keys
	switch {
	case k.NextClaim.is(key):
		return m.step(onClaim, n, "claim")
	case k.PrevClaim.is(key):
		return m.step(onClaim, -n, "claim")
	case k.NextFigure.is(key):
		return m.step(onFigure, n, "figure")
	case k.PrevFigure.is(key):
		return m.step(onFigure, -n, "figure")
	case k.NextEntity.is(key):
		return m.step(onEntity, n, "name")
	case k.PrevEntity.is(key):
		return m.step(onEntity, -n, "name")
	case k.Why.is(key):
		m.explain()
	case k.ToggleClaims.is(key):
		m.story.claims = !m.story.claims
		return m.keep("claims", map[bool]string{true: "shown", false: "hidden"}[m.story.claims])
	case k.Read.is(key):
		return m.toggleRead()
	case k.AllRead.is(key):
		return m.markAll()
	case k.Star.is(key):
		return m.toggleStar()
	case k.Undo.is(key):
		return m.undoLast()
	case k.Refresh.is(key):
		return m.refreshThis()
	case k.Browser.is(key):
		return m.browse()
	case k.Cite.is(key):
		return m.cite()
	case k.CopyLink.is(key):
		return m.copyLink()
	}
	return nil
}

// step moves the story's cursor.
func (m *Model) step(at stop, n int, what string) tea.Cmd {
	if !m.plan.shown(storyPane) {
		m.focus = storyPane
		m.arrange()
	}
	if at == onClaim {
		m.story.claims = true
	}
	if !m.story.step(at, n) {
		m.say("no " + what + " is marked in this story")
	}
	return nil
}

// explain opens the answer to "why is this marked", or in the Related panel "why is
// this related".
func (m *Model) explain() {
	if x := m.related.selected(); m.focus == relatedPane && x != nil {
		m.why = append([]string{"“" + x.Title + "”", "relation " + string(x.Kind)}, whyWords(x.Why)...)
		return
	}
	if m.story.shown() && m.story.lay() != nil {
		m.why = m.story.why()
		if r := m.plan.inner(storyPane); m.why != nil {
			m.story.lift(max(len(m.popup())-(m.h-1-r.y-r.h), 0))
		}
	}
	if m.why == nil {
		m.say("put the cursor on a mark first: ]c claim, ]f figure, ]e name")
	}
}

// target is the story that browser, copy and refresh act on.
func (m *Model) target() (id news.StoryID, url, title string, feed news.FeedID) {
	if x := m.related.selected(); m.focus == relatedPane && x != nil {
		return x.Story, x.URL, x.Title, ""
	}
	if m.story.shown() && (m.focus != listPane || m.list().selected() == nil) {
		a := m.story.art
		return a.ID, a.URL, a.Title, a.Feed
	}
	if r := m.list().selected(); r != nil {
		return r.Story, r.URL, r.Title, r.Feed
	}
	return "", "", "", ""
}

func (m *Model) refreshThis() tea.Cmd {
	_, _, _, feed := m.target()
	if feed == "" {
		return nil
	}
	name := "its feed"
	if r := m.list().selected(); r != nil && r.Feed == feed {
		name = r.Outlet
	}
	return m.refresh("fetching "+name, feed)
}

// browse opens the story's page; over SSH, where the browser is elsewhere, it copies
// the address.
func (m *Model) browse() tea.Cmd {
	_, url, _, _ := m.target()
	switch {
	case url == "":
		m.say("this story has no address")
	case !openable(url):
		m.say("not an address to open: " + url)
	case m.opt.OverSSH || m.opt.Open == nil:
		m.say(m.join("link copied", url))
		return tea.SetClipboard(url)
	default:
		open := m.opt.Open
		m.say("opening " + url)
		return func() tea.Msg { return openedMsg{url, open(url)} }
	}
	return nil
}

// cite copies the story as a citation with the exact words under the cursor.
func (m *Model) cite() tea.Cmd {
	id, url, title, _ := m.target()
	switch {
	case id == "":
		return nil
	case m.story.shown() && m.story.id == id:
		words := ""
		if m.focus == storyPane || m.story.at != nowhere {
			words = m.story.exact()
		}
		m.say("citation copied")
		return tea.SetClipboard(m.citation(m.story.art, words))
	}
	m.say("citation copied")
	return tea.SetClipboard(strings.Trim(`"`+title+`", `+url, ", "))
}

func (m *Model) copyLink() tea.Cmd {
	_, url, _, _ := m.target()
	if url == "" {
		m.say("this story has no address")
		return nil
	}
	m.say(m.join("link copied", url))
	return tea.SetClipboard(url)
}
