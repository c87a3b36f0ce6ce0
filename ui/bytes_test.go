package ui

import (
	"bytes"
	"context"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"dateline/news"
)

// meter is a terminal that counts what it is sent.
type meter struct {
	mu    sync.Mutex
	buf   bytes.Buffer
	began time.Time // the quiet since the last write
	n     int       // writes: a frame is one
}

func newMeter() *meter { return &meter{began: time.Now()} }

func (m *meter) Write(p []byte) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.began = time.Now()
	m.n++
	return m.buf.Write(p)
}

// rest waits until something was written and then nothing for a while, and returns
// what was written since the last rest. It gives up waiting for something after two
// seconds.
func (m *meter) rest() string {
	began := time.Now()
	for {
		time.Sleep(20 * time.Millisecond)
		m.mu.Lock()
		wrote := m.buf.Len() > 0
		if wrote && time.Since(m.began) > 250*time.Millisecond || !wrote && time.Since(began) > 2*time.Second {
			s := m.buf.String()
			m.buf.Reset()
			m.mu.Unlock()
			return s
		}
		m.mu.Unlock()
	}
}

// terminal runs a program whose output is counted and whose keys come from a pipe.
type terminal struct {
	out  *meter
	keys *io.PipeWriter
	m    *Model
	p    *tea.Program

	first string // what the first screen takes

	mu   sync.Mutex
	held []func(time.Time) tea.Msg // what waits for its time, which only release ends
}

// after holds what would come later.
func (t *terminal) after(_ time.Duration, f func(time.Time) tea.Msg) tea.Cmd {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.held = append(t.held, f)
	return nil
}

// release lets all time pass and returns what is sent because of it.
func (t *terminal) release() string {
	t.mu.Lock()
	held := t.held
	t.held = nil
	t.mu.Unlock()
	for _, f := range held {
		t.p.Send(f(fakeNow))
	}
	return t.out.rest()
}

func newTerminal(t *testing.T, o Options, d *fakeDesk) *terminal {
	t.Helper()
	r, w := io.Pipe()
	o.Now = func() time.Time { return fakeNow }
	ctx, cancel := context.WithCancel(t.Context())
	term := &terminal{out: newMeter(), keys: w, m: New(ctx, d, o)}
	term.m.after = term.after
	p := tea.NewProgram(term.m, tea.WithContext(ctx), tea.WithInput(r), tea.WithOutput(term.out), tea.WithWindowSize(120, 40),
		tea.WithColorProfile(colorprofile.ANSI), tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithoutSignalHandler())
	term.p = p
	done := make(chan error, 1)
	go func() { _, err := p.Run(); done <- err }()
	t.Cleanup(func() { p.Quit(); cancel(); <-done; _ = w.Close() })
	term.first = term.out.rest()
	return term
}

func (t *terminal) press(keys string) string {
	_, _ = t.keys.Write([]byte(keys))
	return t.out.rest()
}

// latin is a desk whose headlines need no wide cells, as the numbers to keep are for.
func latin(n int) *fakeDesk {
	d := &fakeDesk{bulls: make(chan news.Bulletin, 64)}
	d.many(n)
	d.feeds = fakeFeeds()
	return d
}

// The numbers of stack.md: bytes sent at 120x40 with 500 stories of Latin text.
func TestBytesOfKeys(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for a program to rest")
	}
	under := func(t *testing.T, what, sent string, limit int) {
		t.Helper()
		t.Logf("%s: %d bytes", what, len(sent))
		if len(sent) == 0 || len(sent) >= limit {
			t.Errorf("%s: %d bytes sent, keep under %d", what, len(sent), limit)
		}
	}
	t.Run("at rest", func(t *testing.T) {
		term := newTerminal(t, Options{}, latin(500))
		if s := term.out.rest(); s != "" {
			t.Errorf("%d bytes at rest: %q", len(s), s)
		}
	})
	t.Run("the selection, then the story", func(t *testing.T) {
		term := newTerminal(t, Options{}, latin(500))
		under(t, "first paint", term.first, 6800)
		for range 3 {
			under(t, "selection moves", term.press("j"), 300)
			under(t, "story follows", term.release(), 3000)
		}
		term.press("10j")
		term.release()
		under(t, "list scrolls", term.press("j"), 1600)
		under(t, "story follows", term.release(), 3000)
		term.press("\r")
		under(t, "page of the body", term.press(" "), 2700)
	})
	t.Run("200 j", func(t *testing.T) {
		term := newTerminal(t, Options{}, latin(500))
		frames := term.out.n
		sent := term.press(strings.Repeat("j", 200)) + term.release()
		frames = term.out.n - frames
		// 3 frames and under 5,000 bytes on a quiet machine of two cores. How many
		// frames are drawn meanwhile depends on it; what each costs does not.
		t.Logf("200 j in one write: %d frames", frames)
		under(t, "200 j in one write", sent, 1600*frames+3000)
		term.p.Quit()
		term.p.Wait()
		if term.m.top.Sel != 200 {
			t.Errorf("selected row %d, want 200", term.m.top.Sel)
		}
	})
}

// Copying goes through the terminal (OSC 52), links are the terminal's own (OSC 8).
func TestClipboardAndLinks(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for a program to rest")
	}
	term := newTerminal(t, Options{}, newFakeDesk())
	sent := term.first + term.press("\rG")
	if !strings.Contains(sent, "\x1b]8;;https://northwire.example/") {
		t.Error("the address is no hyperlink")
	}
	sent = term.press("Y")
	want := ansi.SetSystemClipboard("https://northwire.example/" + string(news.NewStoryID("Northwire",
		"Estonia empties villages below cracked dam as level is brought down")))
	if !strings.Contains(sent, want) {
		t.Errorf("Y sends no OSC 52 with the link: %q", sent)
	}
}
