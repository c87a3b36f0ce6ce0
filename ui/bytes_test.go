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
	"dateline/news"
	"github.com/charmbracelet/colorprofile"
)

// meter is a terminal that counts what it is sent.
type meter struct {
	mu  sync.Mutex
	buf bytes.Buffer
	at  time.Time
}

func (m *meter) Write(p []byte) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.at = time.Now()
	return m.buf.Write(p)
}

// rest waits until nothing was written for a while and returns what was since the
// last rest.
func (m *meter) rest() string {
	for {
		time.Sleep(20 * time.Millisecond)
		m.mu.Lock()
		if time.Since(m.at) > 250*time.Millisecond {
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
}

func newTerminal(t *testing.T, o Options, d *fakeDesk) *terminal {
	t.Helper()
	r, w := io.Pipe()
	o.Now = func() time.Time { return fakeNow }
	ctx, cancel := context.WithCancel(t.Context())
	term := &terminal{&meter{at: time.Now()}, w, New(ctx, d, o)}
	p := tea.NewProgram(term.m, tea.WithContext(ctx), tea.WithInput(r), tea.WithOutput(term.out), tea.WithWindowSize(120, 40),
		tea.WithColorProfile(colorprofile.ANSI), tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithoutSignalHandler())
	done := make(chan error, 1)
	go func() { _, err := p.Run(); done <- err }()
	t.Cleanup(func() { p.Quit(); cancel(); <-done; _ = w.Close() })
	term.out.rest()
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

// soon returns what is sent within d of pressing keys: before the story follows.
func (t *terminal) soon(keys string, d time.Duration) string {
	_, _ = t.keys.Write([]byte(keys))
	time.Sleep(d)
	t.out.mu.Lock()
	defer t.out.mu.Unlock()
	s := t.out.buf.String()
	t.out.buf.Reset()
	return s
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
		time.Sleep(500 * time.Millisecond)
		if s := term.out.rest(); s != "" {
			t.Errorf("%d bytes at rest: %q", len(s), s)
		}
	})
	t.Run("list alone", func(t *testing.T) {
		term := newTerminal(t, Options{OverSSH: true}, latin(500))
		for range 3 {
			under(t, "selection moves", term.soon("j", restSSH-30*time.Millisecond), 300)
			under(t, "story follows", term.out.rest(), 4600)
		}
		term.press("10j")
		under(t, "list scrolls", term.soon("j", restSSH-30*time.Millisecond), 1600)
	})
	t.Run("with the story", func(t *testing.T) {
		term := newTerminal(t, Options{}, latin(500))
		under(t, "other story, list still", term.press("j"), 4600)
		term.press("10j")
		under(t, "other story, list scrolls", term.press("j"), 4600)
		term.press("\r")
		under(t, "page of the body", term.press(" "), 2700)
	})
	t.Run("200 j", func(t *testing.T) {
		term := newTerminal(t, Options{}, latin(500))
		under(t, "200 j in one write", term.press(strings.Repeat("j", 200)), 10_000)
		if term.m.top.sel != 200 {
			t.Errorf("selected row %d, want 200", term.m.top.sel)
		}
	})
}
