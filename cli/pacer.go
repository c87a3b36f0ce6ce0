package cli

import (
	"io"
	"os"
	"reflect"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Bubble Tea's renderer looks sixty times a second whether there is a new frame, for as
// long as a program runs: a key is shown up to 16 ms late, and a reader at rest costs
// 15 ms of CPU a second, half a core for five hundred of them. A pacer moves the looks to
// where frames are: one soon after a frame is made, one more after it was written, none
// while nothing happens. Between two frames there is frameTime.
//
// The ticker is a field of tea.Program that is not exported. TestPacer fails where a newer
// Bubble Tea has no such field any more; then programs tick as they did.
type pacer struct {
	once   sync.Once
	mu     sync.Mutex
	ticker *time.Ticker
	due    time.Time   // when the frame made last may be shown
	owed   bool        // it is not written yet
	tries  int         // looks that found nothing to write
	end    *time.Timer // ends the looks
	until  time.Time   // when that is
	rests  bool        // nothing looks
}

// framesPerSecond bounds what is drawn.
const framesPerSecond = 60

const (
	// frameTime is the least time between two frames.
	frameTime = time.Second / framesPerSecond
	// soon is how long after a frame is made it is looked for: the program's loop hands it
	// over meanwhile.
	soon = 300 * time.Microsecond
	// mostTries bounds how often a frame is looked for that is not written: a machine may be
	// busy, or a terminal may not take it, or nothing in it has changed. Each wait is twice as
	// long as the one before, up to slowTime.
	mostTries = 14
	slowTime  = time.Second / 2
)

// pace paces a program from its next message on.
func (p *pacer) pace(program *tea.Program) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ticker = tickerOf(program); p.ticker == nil {
		return
	}
	p.end = time.AfterFunc(time.Hour, p.rest)
	p.look(frameTime)
}

// tickerOf is the ticker of a program that runs, nil where there is none.
func tickerOf(program *tea.Program) *time.Ticker {
	f := reflect.ValueOf(program).Elem().FieldByName("ticker")
	if !f.IsValid() || f.Type() != reflect.TypeFor[*time.Ticker]() || f.IsNil() {
		return nil
	}
	return (*time.Ticker)(f.UnsafePointer())
}

// look has the renderer look after a time, and again and again until the looks end. The
// lock is held.
func (p *pacer) look(wait time.Duration) {
	p.rests = false
	p.ticker.Reset(wait)
	p.until = time.Now().Add(wait + max(wait/2, frameTime/4))
	p.end.Reset(time.Until(p.until))
}

// frame says that the program's loop has made a frame, which may be the one before. That
// one is looked for, too: Bubble Tea may have something of its own to write.
func (p *pacer) frame(changed bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	switch {
	case p.ticker == nil, p.owed && p.due.After(now):
	case changed:
		wait := max(soon, p.due.Add(frameTime).Sub(now))
		p.due, p.owed, p.tries = now.Add(wait), true, 0
		p.look(wait)
	case p.rests:
		p.look(frameTime)
	}
}

// written says that something was written. It need not be the frame made last: there is
// one more look.
func (p *pacer) written() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ticker != nil {
		p.owed = false
		p.look(frameTime)
	}
}

// rest ends the looks, unless a frame is owed.
func (p *pacer) rest() {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch left := time.Until(p.until); {
	case p.ticker == nil:
	case left > 0: // it was to end when it was put off
		p.end.Reset(left)
	case p.owed && p.tries < mostTries:
		p.look(min(frameTime<<p.tries, slowTime))
		p.tries++
	default:
		p.ticker.Stop()
		p.owed, p.rests = false, true
	}
}

// leave forgets the ticker of a program that has ended.
func (p *pacer) leave() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ticker != nil {
		p.ticker.Stop()
		p.end.Stop()
		p.ticker = nil
	}
}

// filter is a program's filter that has it paced from its first message on: it is called in
// the program's own loop, once its ticker is there.
func (p *pacer) filter(program func() *tea.Program, next func(tea.Model, tea.Msg) tea.Msg) func(tea.Model, tea.Msg) tea.Msg {
	return func(m tea.Model, msg tea.Msg) tea.Msg {
		p.once.Do(func() { p.pace(program()) })
		return next(m, msg)
	}
}

// paced is a model whose frames are shown by a pacer.
type paced struct {
	tea.Model
	pace *pacer
	last *shown
}

// shown is what of a frame may change from one to the next.
type shown struct {
	content string
	cursor  tea.Position
	typing  bool
}

func newPaced(m tea.Model, p *pacer) paced { return paced{m, p, &shown{}} }

// Update gives the message to the model.
func (p paced) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	p.Model, cmd = p.Model.Update(msg)
	return p, cmd
}

// View draws the model.
func (p paced) View() tea.View {
	v := p.Model.View()
	now := shown{content: v.Content, typing: v.Cursor != nil}
	if now.typing {
		now.cursor = v.Cursor.Position
	}
	p.pace.frame(now != *p.last)
	*p.last = now
	return v
}

// pacedWriter is what a paced program writes to.
type pacedWriter struct {
	io.Writer
	pace *pacer
}

func (w *pacedWriter) Write(b []byte) (int, error) {
	n, err := w.Writer.Write(b)
	w.pace.written()
	return n, err
}

// pacedFile is a terminal of this machine that a paced program writes to; Bubble Tea asks the
// file for its size.
type pacedFile struct {
	*os.File
	to pacedWriter
}

func (f *pacedFile) Write(b []byte) (int, error) { return f.to.Write(b) }

// output is where a paced program writes what it would write to a terminal or a session.
func (p *pacer) output(to io.Writer) io.Writer {
	if f, ok := to.(*os.File); ok {
		return &pacedFile{f, pacedWriter{f, p}}
	}
	return &pacedWriter{to, p}
}
