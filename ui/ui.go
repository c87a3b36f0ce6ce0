// Package ui holds the screens: one tea.Model that routes, its panes, and the table of the
// pages that cover them. It knows no store and no desk, only the interfaces of ui/page and
// the words of news.
package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/keys"
	"dateline/ui/layout"
	"dateline/ui/list"
	"dateline/ui/page"
	"dateline/ui/pages/entity"
	"dateline/ui/prompt"
	"dateline/ui/related"
	"dateline/ui/status"
	"dateline/ui/story"
	"dateline/ui/subs"
	"dateline/ui/theme"
	"dateline/ui/undo"
	"dateline/ui/watches"
)

// Model is the whole screen: it routes messages to the screens and draws them side
// by side. It is the only tea.Model here, and the only place that keeps a context.
type Model struct {
	ctx  context.Context
	desk page.Desk
	opt  Options
	*draw.Look
	autoTheme bool

	w, h  int
	plan  layout.Plan
	frame layout.Frame
	focus layout.Pane
	mouse bool

	view     news.View // the list shown
	top      list.List
	wire     list.List
	story    story.Pane
	related  related.Pane
	prompt   prompt.Prompt
	pages    []page.Page // those of the table
	page     page.Name   // the one that covers the panes
	keyed    keyTables
	commands []command
	why      []string
	history  history

	watch   <-chan news.Bulletin
	joining related.Joining
	undo    undo.Stack
	status  status.Line
	subs    subs.Subs
	watches watches.Watches

	after    func(time.Duration, func(time.Time) tea.Msg) tea.Cmd // tea.Tick but in tests
	pending  string                                               // the first key of a sequence
	count    int                                                  // digits typed
	digits   int                                                  // grows with every digit, so that late digitMsgs are dropped
	digitWas layout.Pane                                          // the focus before the first digit
	handAt   time.Time                                            // when the reader was last noted to be at hand
	moves    int                                                  // grows with every move of the selection
}

// New makes the screens. ctx ends with the session and cancels what they have asked
// the desk for.
func New(ctx context.Context, d page.Desk, o Options) *Model {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	bound, err := keys.Rebound(o.Keys)
	if err != nil {
		bound = keys.Default().Learn() // whoever reads settings has told of it by Check
	}
	p, auto := o.palette()
	if o.Subscriptions == nil {
		o.Subscriptions = page.NoFeeds{}
	}
	k := draw.New(bound, o.Zone, o.Now(), o.Isolate)
	k.Dress(theme.Must(p), o.glyphs())
	m := &Model{ctx: ctx, desk: d, opt: o, Look: k, autoTheme: auto, mouse: !o.NoMouse, after: tea.Tick}
	m.view = news.Top
	m.keyed, m.commands = newKeyTables(), commandTable()
	deps := page.Deps{Look: k, Desk: d, Subs: o.Subscriptions, Ledger: o.Ledger, Profiles: o.Profiles, Archive: o.Archive,
		Watchlist: o.Watchlist, Values: o.Values, LastVisit: o.LastVisit, Version: o.Version, Commands: commandWords(m.commands)}
	m.top, m.wire = list.New(deps, news.Top), list.New(deps, news.Wire)
	m.story = story.New(deps, o.Photos, o.AnyGraphics)
	m.story.Unsure = o.Unsure
	m.related = related.New(deps)
	m.joining = related.NewJoining(deps)
	m.prompt = prompt.New(k, deps.Commands, entity.CountryNames())
	m.undo, m.status = undo.New(k), status.New(k)
	m.subs, m.watches = subs.New(deps, &m.prompt), watches.New(deps, &m.prompt)
	m.pages = makePages(deps)
	m.handAt = k.Now
	m.remember()
	if o.Tour {
		m.open(page.Show{Page: page.Tour})
	}
	m.watch = d.Watch(ctx)
	return m
}

// remember takes up what the reader chose the last time.
func (m *Model) remember() {
	if m.opt.Memory == nil {
		return
	}
	m.frame = layout.ParseFrame(m.opt.Memory.Recall("frame"))
	if m.opt.Memory.Recall("view") == string(news.Wire) {
		m.view = news.Wire
	}
	m.top.Recall(m.opt.Memory.Recall)
	m.wire.Recall(m.opt.Memory.Recall)
	m.prompt.Recall(m.opt.Memory.Recall)
	m.story.Recall(m.opt.Memory.Recall)
}

// keep writes a choice down.
func (m *Model) keep(key, value string) tea.Cmd {
	mem := m.opt.Memory
	if mem == nil {
		return nil
	}
	return func() tea.Msg { mem.Keep(key, value); return nil }
}

// list returns the list shown.
func (m *Model) list() *list.List {
	if m.view == news.Wire {
		return &m.wire
	}
	return &m.top
}

// Init starts what comes by itself: headlines, announcements, the clock.
func (m *Model) Init() tea.Cmd {
	cmds := []tea.Cmd{m.do(m.list().Load(list.ToStart)), m.listen(), m.minute(), m.do(m.watches.Load()), m.do(m.watches.Count())}
	if m.autoTheme && m.opt.AskBackground {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	return tea.Batch(cmds...)
}

// Update routes a message. It does no work that waits.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.w, m.h = msg.Width, msg.Height
		m.setFocus(m.focus)
		return m, m.settle()
	case tea.KeyPressMsg:
		cmd := m.key(msg)
		return m, tea.Batch(cmd, m.present(), m.do(m.story.Stay()))
	case tea.PasteMsg:
		m.paste(msg.Content)
		return m, nil
	case tea.MouseClickMsg:
		return m, m.click(msg)
	case tea.MouseWheelMsg:
		return m, m.wheel(msg)
	case tea.BackgroundColorMsg:
		m.background(msg.IsDark())
		return m, nil
	case tea.EnvMsg:
		if msg.Getenv("TERM") == "linux" && !m.opt.ASCII {
			m.Dress(m.Theme, theme.Console())
		}
		return m, nil
	case tea.ColorProfileMsg:
		m.story.Update(msg)
		if m.autoTheme && msg.Profile <= colorprofile.ASCII {
			m.autoTheme = false
			m.Dress(theme.Must(theme.Mono()), m.Glyphs)
		}
		return m, nil
	}
	return m, m.fact(msg)
}

// background follows the terminal's background.
func (m *Model) background(dark bool) {
	if !m.autoTheme {
		return
	}
	p := theme.Light()
	if dark {
		p = theme.Dark()
	}
	m.Dress(theme.Must(m.opt.adorned(p)), m.Glyphs)
}

// fact routes what came back from the desk or the clock: to the panes and pages, then to
// what concerns them all.
func (m *Model) fact(msg tea.Msg) tea.Cmd {
	var cmds []tea.Cmd
	for _, l := range [...]*list.List{&m.top, &m.wire} {
		cmds = append(cmds, m.do(l.Update(msg, l == m.list())))
	}
	cmds = append(cmds, m.do(m.story.Update(msg)))
	m.related.Update(msg)
	for i, p := range m.pages {
		if want := p.Update(msg); pageTable[i].name == m.page {
			cmds = append(cmds, m.do(want))
		}
	}
	m.prompt.Update(msg)
	cmds = append(cmds, m.do(m.subs.Update(msg)), m.do(m.watches.Update(msg)))
	return tea.Batch(append(cmds, m.deskFact(msg), m.timeFact(msg))...)
}

// deskFact takes what was announced, changed, opened and copied.
func (m *Model) deskFact(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case page.ChangedMsg:
		return m.gotChanged(msg)
	case bulletinMsg:
		return m.gotBulletin(msg)
	case openedMsg:
		if msg.err != nil {
			m.status.Fail("open the browser", msg.err)
		}
	case copiedMsg:
		if m.status.Say(msg.said); msg.err != nil {
			m.status.Fail(msg.tried, msg.err)
		}
	}
	return nil
}

// timeFact takes what the clock says.
func (m *Model) timeFact(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case clockMsg:
		m.Tick(time.Time(msg))
		m.story.Tick()
		return m.minute()
	case pausedMsg:
		if msg.seq == m.moves {
			return m.preview()
		}
	case digitMsg:
		if msg.seq == m.digits {
			m.count = 0
		}
	}
	return nil
}

// screen is a part of the window: it draws itself in w by h cells.
type screen interface {
	View(w, h int) string
	// Title is what its border says, left and right.
	Title() (string, string)
	// Hints are the keys that matter most in it, each with a word.
	Hints() [][2]string
}

// setFocus turns to a pane and plans the panes for it and the present size.
func (m *Model) setFocus(p layout.Pane) {
	m.focus = p
	m.plan = m.frame.Plan(m.w, m.h, m.focus)
	if !m.plan.Shown(m.focus) {
		m.focus = layout.List
		m.plan = m.frame.Plan(m.w, m.h, m.focus)
	}
	for _, l := range []*list.List{&m.top, &m.wire} {
		r := m.plan.Inner(layout.List)
		l.Fit(r.W, r.H, m.focus == layout.List)
	}
	r := m.plan.Inner(layout.Story)
	m.story.Fit(r.W, r.H)
	m.story.Focused(m.focus == layout.Story && m.page == page.None)
	r = m.plan.Inner(layout.Related)
	m.related.Fit(r.W, r.H, m.focus == layout.Related)
}
