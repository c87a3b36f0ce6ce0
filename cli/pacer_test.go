package cli

import (
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// counted is a model that shows how many messages came.
type counted struct {
	n    atomic.Int64
	slow time.Duration // how long drawing takes
}

func (c *counted) Init() tea.Cmd                           { return nil }
func (c *counted) Update(msg tea.Msg) (tea.Model, tea.Cmd) { c.n.Add(1); return c, nil }
func (c *counted) View() tea.View {
	time.Sleep(c.slow)
	return tea.NewView(string(rune('a' + c.n.Load()%26)))
}

// kept keeps what is written.
type kept struct {
	mu  sync.Mutex
	all strings.Builder
}

func (w *kept) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.all.Write(p)
}

func (w *kept) has(text string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return strings.Contains(w.all.String(), text)
}

// until waits until something holds.
func until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for i := 0; !holds(); i++ {
		if time.Sleep(5 * time.Millisecond); i > 2000 {
			t.Fatal(what)
		}
	}
}

// TestPacer: a program that rests has no ticker that runs, and one that gets a message shows
// it; so does one that takes long to draw, and one that has more to write than its frame.
func TestPacer(t *testing.T) {
	for name, slow := range map[string]time.Duration{"at once": 0, "as on a busy machine": 4 * frameTime} {
		t.Run(name, func(t *testing.T) {
			var out kept
			var program *tea.Program
			var pace pacer
			model := &counted{slow: slow}
			in, keep := io.Pipe()
			defer func() { _ = keep.Close() }()
			program = tea.NewProgram(newPaced(model, &pace), tea.WithInput(in), tea.WithOutput(pace.output(&out)), tea.WithWindowSize(10, 2),
				tea.WithFPS(framesPerSecond), tea.WithoutSignalHandler(),
				tea.WithFilter(pace.filter(func() *tea.Program { return program }, func(_ tea.Model, msg tea.Msg) tea.Msg { return msg })))
			ended := make(chan struct{})
			go func() { defer close(ended); _, _ = program.Run() }()
			stopped := func() bool {
				pace.mu.Lock()
				defer pace.mu.Unlock()
				return pace.rests
			}
			for range 2 {
				until(t, "the ticker is not found or does not stop", stopped)
				shown := string(rune('a' + (model.n.Load()+1)%26)) // nothing else comes
				program.Send(tea.FocusMsg{})
				until(t, "a message is not shown", func() bool { return out.has(shown) })
			}
			until(t, "the ticker does not stop", stopped)
			program.Send(tea.Raw("of its own")())
			until(t, "what the program writes besides is not written", func() bool { return out.has("of its own") })
			program.Quit()
			<-ended
			pace.leave()
		})
	}
}

// TestFramesApart: frames are not closer than frameTime, and the one made last is owed until
// it is written.
func TestFramesApart(t *testing.T) {
	p := pacer{ticker: time.NewTicker(time.Hour)}
	p.end = time.AfterFunc(time.Hour, p.rest)
	defer p.leave()
	p.frame(true)
	first := p.due
	p.frame(true)
	if p.due != first || !p.owed {
		t.Error("a frame made before the last is shown is not shown with it")
	}
	p.written()
	if p.owed {
		t.Error("a frame is owed after it was written")
	}
	if p.frame(true); p.due.Before(first.Add(frameTime)) {
		t.Errorf("the second frame comes %s after the first", p.due.Sub(first))
	}
}
