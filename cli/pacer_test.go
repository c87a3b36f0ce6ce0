package cli

import (
	"io"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// counted is a model that shows how many messages came.
type counted struct{ n int }

func (c *counted) Init() tea.Cmd                           { return nil }
func (c *counted) Update(msg tea.Msg) (tea.Model, tea.Cmd) { c.n++; return c, nil }
func (c *counted) View() tea.View {
	if c.n > 3 {
		time.Sleep(2 * quietTime) // as on a busy machine
	}
	return tea.NewView(string(rune('a' + c.n%26)))
}

// countedWrites counts what is written.
type countedWrites struct{ n atomic.Int64 }

func (w *countedWrites) Write(p []byte) (int, error) { w.n.Add(1); return len(p), nil }

// TestPacer: a program that rests has no ticker that runs, and one that gets a message
// shows it.
func TestPacer(t *testing.T) {
	var out countedWrites
	var program *tea.Program
	var pace pacer
	in, keep := io.Pipe()
	defer keep.Close()
	program = tea.NewProgram(paced{&counted{}, &pace}, tea.WithInput(in), tea.WithOutput(&out), tea.WithWindowSize(10, 2), tea.WithoutSignalHandler(),
		tea.WithFilter(func(_ tea.Model, msg tea.Msg) tea.Msg {
			pace.once.Do(func() { pace.pace(program) })
			pace.message()
			return msg
		}))
	ended := make(chan struct{})
	go func() { defer close(ended); _, _ = program.Run() }()
	stopped := func() bool {
		pace.mu.Lock()
		defer pace.mu.Unlock()
		return pace.stopped
	}
	for range 2 {
		for i := 0; !stopped(); i++ {
			if time.Sleep(10 * time.Millisecond); i > 1000 {
				t.Fatal("the ticker is not found or does not stop")
			}
		}
		before := out.n.Load()
		program.Send(tea.FocusMsg{})
		for i := 0; out.n.Load() == before; i++ {
			if time.Sleep(10 * time.Millisecond); i > 1000 {
				t.Fatal("a message is not shown")
			}
		}
	}
	program.Quit()
	<-ended
	pace.end()
}
