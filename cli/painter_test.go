package cli

import (
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// tally is a model that shows how many messages came, and how often it was drawn.
type tally struct {
	came, drawn int
}

func (c *tally) Init() tea.Cmd { return tea.Raw("\x1b]52;c;YQ==\x07") }
func (c *tally) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		if c.came++; key.Code == 'q' {
			return c, tea.Quit
		}
	}
	return c, nil
}

func (c *tally) View() tea.View {
	c.drawn++
	v := tea.NewView(strings.Repeat("x", c.came%7) + "\n" + string(rune('A'+c.came%26)))
	v.MouseMode = tea.MouseModeCellMotion
	return v
}

// sentText is what was written.
type sentText struct {
	mu  sync.Mutex
	all strings.Builder
	n   int
}

func (w *sentText) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.n++
	return w.all.Write(p)
}

func (w *sentText) text() (string, int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.all.String(), w.n
}

// TestPainter: a key is shown, many keys at once are shown together, a program at rest
// writes nothing and has no ticker, and the terminal is left as it was.
func TestPainter(t *testing.T) {
	var out sentText
	in, keys := io.Pipe()
	defer keys.Close()
	model := &tally{}
	paint := newPainter(&out, 20, 3, []string{"TERM=xterm-kitty"})
	program := tea.NewProgram(painted{model, paint}, tea.WithInput(in), tea.WithOutput(&out), tea.WithWindowSize(20, 3), tea.WithoutRenderer(),
		tea.WithFPS(1), tea.WithoutSignalHandler(), tea.WithFilter(paint.filter))
	paint.program, paint.send = program, program.Send
	ended := make(chan struct{})
	go func() { defer close(ended); _, _ = program.Run() }()
	shown := func(what string) {
		t.Helper()
		for i := 0; ; i++ {
			if got, _ := out.text(); strings.Contains(got, what) {
				return
			} else if i > 1000 {
				t.Fatalf("%q is not shown: %q", what, got)
			}
			time.Sleep(10 * time.Millisecond)
		}
	}
	shown("\x1b]52;c;YQ==\x07")
	shown("A")
	program.Send(tea.ModeReportMsg{Mode: ansi.ModeSynchronizedOutput, Value: ansi.ModeReset})
	if _, err := io.WriteString(keys, strings.Repeat("j", 24)); err != nil {
		t.Fatal(err)
	}
	shown("Y")
	program.Send(tea.WindowSizeMsg{Width: 10, Height: 3})
	program.Send(tea.ClearScreen())
	time.Sleep(5 * drawTime)
	_, before := out.text()
	time.Sleep(3 * drawTime)
	if _, after := out.text(); after != before {
		t.Errorf("%d writes at rest", after-before)
	}
	if tickerOf(program) == nil {
		t.Error("the ticker of a program is not found")
	}
	_, _ = io.WriteString(keys, "q")
	<-ended
	paint.end()
	text, n := out.text()
	if n > 20 || model.drawn > 20 {
		t.Errorf("25 keys took %d writes and %d screens", n, model.drawn)
	}
	for on, off := range map[string]string{ansi.SetModeAltScreenSaveCursor: ansi.ResetModeAltScreenSaveCursor, ansi.SetModeBracketedPaste: ansi.ResetModeBracketedPaste,
		ansi.SetModeMouseButtonEvent: ansi.ResetModeMouseButtonEvent, ansi.PushKittyKeyboard(1): ansi.PopKittyKeyboard(1),
		ansi.ResetModeTextCursorEnable: ansi.SetModeTextCursorEnable, ansi.SetModifyOtherKeys2: ansi.ResetModifyOtherKeys,
		ansi.SetModeSynchronizedOutput: ansi.ResetModeSynchronizedOutput} {
		if a, b := strings.LastIndex(text, on), strings.LastIndex(text, off); a < 0 || b < a {
			t.Errorf("%q at %d, %q at %d", on, a, off, b)
		}
	}
}
