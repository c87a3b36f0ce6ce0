package cli

import (
	"reflect"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Bubble Tea's renderer looks sixty times a second whether there is a new frame, for as
// long as a program runs. One reader does not notice; five hundred of which most read
// take half a core for it. A pacer stops the ticker of a program that got no message for
// a while, and starts it with the next: frames come of messages only.
//
// The ticker is a field of tea.Program that is not exported. TestPacer fails where a newer
// Bubble Tea has no such field any more; then programs tick as they did.
type pacer struct {
	once    sync.Once
	mu      sync.Mutex
	ticker  *time.Ticker
	slow    bool // it looks now and then, before it stops
	stopped bool
	quiet   *time.Timer // runs while the ticker does
}

const (
	// frameTime is the time between two looks for a new frame.
	frameTime = time.Second / framesPerSecond
	// quietTime is how long after the last message the looks end: some of them after that
	// message was drawn. On a machine that is busy drawing may take longer than that, so
	// that there are slow looks for some seconds more.
	quietTime = 8 * frameTime
	slowTime  = time.Second / 2
	lastTime  = 6 * time.Second
)

// pace paces a program from its next message on.
func (p *pacer) pace(program *tea.Program) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ticker = tickerOf(program); p.ticker == nil {
		return
	}
	p.quiet = time.AfterFunc(quietTime, p.stop)
}

// tickerOf is the ticker of a program that runs, nil where there is none.
func tickerOf(program *tea.Program) *time.Ticker {
	f := reflect.ValueOf(program).Elem().FieldByName("ticker")
	if !f.IsValid() || f.Type() != reflect.TypeFor[*time.Ticker]() || f.IsNil() {
		return nil
	}
	return (*time.Ticker)(f.UnsafePointer())
}

// stop ends the looks: the fast ones first, then the slow ones.
func (p *pacer) stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.ticker == nil:
	case p.slow:
		p.ticker.Stop()
		p.stopped = true
	default:
		p.slow = true
		p.ticker.Reset(slowTime)
		p.quiet.Reset(lastTime)
	}
}

// message says that a message comes, which may change the frame.
func (p *pacer) message() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ticker == nil {
		return
	}
	if p.slow {
		p.ticker.Reset(frameTime)
		p.slow, p.stopped = false, false
	}
	p.quiet.Reset(quietTime)
}

// end forgets the ticker of a program that has ended.
func (p *pacer) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.quiet != nil {
		p.quiet.Stop()
	}
	p.ticker = nil
}

// paced is a model whose drawing counts as a message: its frame is yet to be shown.
type paced struct {
	tea.Model
	pace *pacer
}

// Update gives the message to the model.
func (p paced) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	p.Model, cmd = p.Model.Update(msg)
	return p, cmd
}

// View draws the model.
func (p paced) View() tea.View {
	defer p.pace.message()
	return p.Model.View()
}
