package cli

import (
	"io"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"dateline/ui"
	"dateline/ui/frame"
)

// painter shows the screens of a served session, in Bubble Tea's place: its renderer keeps
// a megabyte of cells for each reader, takes every frame apart whole, and looks for a new
// one sixty times a second. Here the first message after a pause is shown at once, what
// follows soon after is shown together, and a session at rest has no timer.
//
// All its methods are called in the program's own loop.
type painter struct {
	out     io.Writer
	screen  *frame.Screen
	buf     []byte
	mouse   bool
	send    func(tea.Msg) // to the program
	drawn   time.Time
	waiting bool        // for the time of the next frame
	timer   *time.Timer // of that
	once    sync.Once
	program *tea.Program
}

// drawTime is the time between two frames of a session.
const drawTime = time.Second / 30

// due says that it is time for a frame.
type due struct{}

// newPainter makes what shows screens on a terminal of this size and environment, and
// tells the terminal about them.
func newPainter(out io.Writer, w, h int, env []string) *painter {
	p := &painter{out: out, screen: frame.New(w, h, colorprofile.Env(env))}
	hello := frame.Begin(nil)
	if holdsFrames(getenv(env)("TERM")) {
		hello = append(hello, ansi.RequestModeSynchronizedOutput...)
	}
	_, _ = out.Write(hello) // a line that is gone ends the program
	return p
}

// holdsFrames reports whether a terminal of this name is asked whether it shows a frame
// at one go.
func holdsFrames(term string) bool {
	for _, name := range []string{"ghostty", "wezterm", "alacritty", "kitty", "rio"} {
		if strings.Contains(term, name) {
			return true
		}
	}
	return false
}

// filter sees each message before the model: some are for the terminal.
func (p *painter) filter(m tea.Model, msg tea.Msg) tea.Msg {
	p.once.Do(func() {
		if t := tickerOf(p.program); t != nil { // it would wake once a second, and find nothing
			t.Stop()
		}
	})
	switch msg := ui.Filter(m, msg).(type) {
	case due:
		p.waiting = false
		return msg
	case tea.WindowSizeMsg:
		p.screen.Resize(msg.Width, msg.Height)
		return msg
	case tea.ColorProfileMsg:
		p.screen.SetProfile(msg.Profile)
		return msg
	case tea.ModeReportMsg:
		if msg.Mode == ansi.ModeSynchronizedOutput && msg.Value == ansi.ModeReset {
			p.screen.SetSynced()
		}
		return msg
	case tea.RawMsg:
		if s, ok := msg.Msg.(string); ok {
			_, _ = io.WriteString(p.out, s)
		}
		return nil
	default:
		if msg == tea.ClearScreen() {
			p.screen.Redraw()
		}
		return msg
	}
}

// show draws what a model shows, now or when it is time.
func (p *painter) show(m tea.Model) {
	if p.waiting {
		return
	}
	now := time.Now()
	if wait := drawTime - now.Sub(p.drawn); wait > 0 {
		p.waiting = true
		if p.timer == nil {
			p.timer = time.AfterFunc(wait, func() { p.send(due{}) })
		} else {
			p.timer.Reset(wait)
		}
		return
	}
	p.drawn = now
	v := m.View()
	p.buf = p.buf[:0]
	if on := v.MouseMode != tea.MouseModeNone; on != p.mouse {
		p.buf, p.mouse = frame.Mouse(p.buf, on), on
	}
	var cursor *frame.Cursor
	if v.Cursor != nil {
		cursor = &frame.Cursor{X: v.Cursor.X, Y: v.Cursor.Y}
	}
	p.buf = p.screen.Draw(p.buf, v.Content, cursor)
	if len(p.buf) > 0 {
		_, _ = p.out.Write(p.buf)
	}
	const most = 4 << 10 // a first screen is larger, and comes once
	if cap(p.buf) > most {
		p.buf = nil
	}
}

// end leaves the terminal as it was, once the program has ended.
func (p *painter) end() {
	if p.timer != nil {
		p.timer.Stop()
	}
	_, _ = p.out.Write(frame.End(nil, p.mouse))
}

// painted is a model whose screens a painter shows.
type painted struct {
	tea.Model
	by *painter
}

// Update gives the message to the model.
func (p painted) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(due); ok {
		return p, nil
	}
	var cmd tea.Cmd
	p.Model, cmd = p.Model.Update(msg)
	return p, cmd
}

// View shows the model. Bubble Tea itself draws nothing.
func (p painted) View() tea.View {
	p.by.show(p.Model)
	return tea.View{}
}
