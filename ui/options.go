package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dateline/news"
	"dateline/ui/keys"
	"dateline/ui/page"
	"dateline/ui/photo"
	"dateline/ui/theme"
)

// Memory keeps small named values of the reader between sessions: pane widths, the
// last view. Recall is asked once, before the screens start; Keep is called from a
// tea.Cmd and may wait.
type Memory interface {
	Recall(key string) string
	Keep(key, value string)
}

// Photos brings the pictures of stories.
type Photos = photo.Source

// Options is what the screens need to know of the world. The zero value works.
type Options struct {
	// Now tells the time. It is asked when the screens start and then once a
	// minute, never while a frame is drawn. Nil stands for time.Now.
	Now func() time.Time
	// Zone is the reader's time zone, UTC when nil.
	Zone *time.Location
	// Theme names a palette of package theme. "" and "auto" begin with the terminal's
	// own 16 colours and follow its background when it tells.
	Theme string
	// Looks gives roles of the theme another look, as theme.Palette.With reads them.
	// What is wrong is left out as a whole.
	Looks map[string]string
	// ASCII draws with ASCII characters only.
	ASCII bool
	// NoColour shows no colours whatever the terminal can do.
	NoColour bool
	// AskBackground asks the terminal whether its background is dark. Nothing waits
	// for the answer. Leave it off where the question would show (TERM=linux).
	AskBackground bool
	// Isolate wraps words written from right to left in Unicode isolates, for
	// terminals that reorder text. Others may show the two marks.
	Isolate bool
	// Claims says how claims show until the reader chooses: gutter, cue, whole or hidden, ""
	// for cue.
	Claims string
	// Unsure shows in a story the claims that are not sure, too.
	Unsure bool
	// Subscriptions answers the Sources view; without it feeds cannot be fetched,
	// listed or added.
	Subscriptions page.Subscriptions
	// Ledger answers the Claims and Figures views; without it they say that they cannot.
	Ledger page.Ledger
	// Archive answers the Changes view and keeps places in stories; without it neither is
	// there.
	Archive page.Archive
	// LastVisit is when the reader was last here, zero for never; AtHand is told, from a
	// tea.Cmd and every few minutes at most, that the reader still is, and when leaving.
	LastVisit time.Time
	AtHand    func(at time.Time)
	// Shown is told, once and from a tea.Cmd, when the first headlines have come and had
	// time to be drawn: what need not be done before may begin. Nil tells nobody.
	Shown func()
	// Keys gives actions other keys, by the names that Actions lists. Check says
	// whether it is right; what is not is left out as a whole.
	Keys map[string][]string
	// Profiles answers the Entity page and the map; without it they say that they cannot.
	Profiles page.Profiles
	// Watchlist keeps saved searches, watches and alerts; without it there are none.
	Watchlist page.Watchlist
	// Values tells which values of a query are nowhere; without it nothing is said of them.
	Values page.Values
	// Notify says how the terminal tells of alerts.
	Notify Notify
	// Memory keeps what the reader chose; nil forgets it.
	Memory Memory
	// Open shows a URL in a browser. Nil, and OverSSH, copy the address instead.
	Open func(url string) error
	// Save writes stories to files; nil where this machine is not the reader's.
	Save Saver
	// Clipboard says how text is copied.
	Clipboard Clipboard
	// Photos brings the pictures of stories, which are drawn where the terminal can; nil
	// for none. The terminal is asked when the first story with one is opened, and only
	// one that is known to draw pictures among text is believed, or with AnyGraphics any.
	Photos      Photos
	AnyGraphics bool
	// OverSSH says that bytes are dear: the story follows the selection only after a
	// pause.
	OverSSH bool
	// Served says that the terminal is at the other end of a line and this machine is not
	// the reader's: no file of it is named, and there is no shell to go back to.
	Served bool
	// NoMouse leaves the mouse to the terminal.
	NoMouse bool
	// Tour begins with the page for those who have never been here.
	Tour bool
	// Version is shown in the help.
	Version string
}

// twoFrames is how long rows that came take to be drawn at most, the terminal willing.
const twoFrames = 40 * time.Millisecond

// tellShown tells, once, that the first headlines are there.
func (o *Options) tellShown(after func(time.Duration, func(time.Time) tea.Msg) tea.Cmd) page.Intent {
	tell := o.Shown
	if tell == nil {
		return nil
	}
	o.Shown = nil
	return page.Command(after(twoFrames, func(time.Time) tea.Msg { tell(); return nil }))
}

// maxCols and maxRows bound the part of a window that is drawn, in cells: more than the
// largest screens have, and what a renderer that keeps every cell can afford.
const maxCols, maxRows = 1000, 400

// Filter is for tea.WithFilter: it keeps Bubble Tea's renderer measuring text by
// characters, as these screens do, when a terminal offers to measure by clusters, and
// a window that claims to be larger than any from costing gigabytes.
func Filter(_ tea.Model, msg tea.Msg) tea.Msg {
	switch msg := msg.(type) {
	case tea.ModeReportMsg:
		if msg.Mode == ansi.ModeUnicodeCore {
			return nil
		}
	case tea.WindowSizeMsg:
		return tea.WindowSizeMsg{Width: min(max(msg.Width, 1), maxCols), Height: min(max(msg.Height, 1), maxRows)}
	}
	return msg
}

// palette returns the palette to begin with and whether it may still follow the
// terminal's background.
func (o *Options) palette() (theme.Palette, bool) {
	switch {
	case o.NoColour:
		return theme.Mono(), false
	}
	if p, ok := theme.Named(o.Theme); ok {
		return o.adorned(p), false
	}
	return o.adorned(theme.Terminal()), true
}

// follow is the theme for the terminal's background.
func (o *Options) follow(dark bool) *theme.Theme {
	if dark {
		return theme.Must(o.adorned(theme.Dark()))
	}
	return theme.Must(o.adorned(theme.Light()))
}

// adorned returns a palette with the reader's own looks.
func (o *Options) adorned(p theme.Palette) theme.Palette {
	if own, err := p.With(o.Looks); err == nil {
		return own
	}
	return p // whoever reads settings has told of it
}

func (o *Options) glyphs() theme.Glyphs {
	if o.ASCII {
		return theme.ASCII()
	}
	return theme.Unicode()
}

// KeyError says what is wrong with the keys given to one action.
type KeyError = keys.Error

// CheckKeys says whether keys can be given to actions in this way, as keys.Check does.
func CheckKeys(bind map[string][]string) error { return keys.Check(bind) }

// Actions lists what keys can be bound to, in the order of the help.
func Actions() []keys.Action { return keys.Actions() }

// Saver writes a story to a file of this name, or "" for a new one named like the story, and
// returns what the file is called.
type Saver func(ctx context.Context, id news.StoryID, path string) (string, error)
