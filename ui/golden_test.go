package ui

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dateline/ui/page"
)

var update = flag.Bool("update", false, "rewrite the golden screens")

// stage runs a model without a terminal: commands run at once; the clock stands still.
type stage struct {
	t testing.TB
	m *Model
	d *fakeDesk

	waits []tea.Msg // what would come when time passes
	raw   []string  // what was sent to the terminal as it stands
}

func newScreen(t testing.TB, w, h int, o Options, d *fakeDesk) *stage {
	t.Helper()
	if d == nil {
		d = newFakeDesk()
	}
	o.Now = func() time.Time { return fakeNow }
	o.Ledger, o.Subscriptions, o.Profiles, o.Archive = d, d, d, d
	s := &stage{t: t, m: New(context.Background(), d, o), d: d}
	s.m.watch = nil
	s.m.after = func(_ time.Duration, then func(time.Time) tea.Msg) tea.Cmd {
		return func() tea.Msg { s.waits = append(s.waits, then(fakeNow)); return nil }
	}
	s.send(tea.WindowSizeMsg{Width: w, Height: h})
	s.run(s.m.Init())
	return s
}

// run runs a command and sends what it brings, until nothing is left.
func (s *stage) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			s.run(c)
		}
	case tea.RawMsg:
		s.raw = append(s.raw, fmt.Sprint(msg.Msg))
		s.send(msg)
	default:
		if one := reflect.ValueOf(msg); one.Type().ConvertibleTo(reflect.TypeFor[[]tea.Cmd]()) { // tea.Sequence's, which has no name
			for _, c := range one.Convert(reflect.TypeFor[[]tea.Cmd]()).Interface().([]tea.Cmd) {
				s.run(c)
			}
			return
		}
		s.send(msg)
	}
}

func (s *stage) send(msg tea.Msg) {
	_, cmd := s.m.Update(msg)
	s.run(cmd)
}

// keys presses keys; "<enter>" and the like are named ones.
func (s *stage) keys(keys ...string) *stage {
	for _, k := range keys {
		s.send(press(k))
		s.send(pausedMsg{s.m.moves})
	}
	return s
}

// press makes the message of a key by its name.
func press(k string) tea.KeyPressMsg {
	named := map[string]rune{"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "space": tea.KeySpace,
		"down": tea.KeyDown, "up": tea.KeyUp, "backspace": tea.KeyBackspace, "pgdown": tea.KeyPgDown, "left": tea.KeyLeft, "right": tea.KeyRight}
	if c, ok := strings.CutPrefix(k, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: rune(c[0]), Mod: tea.ModCtrl}
	}
	if code, ok := named[k]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	return tea.KeyPressMsg{Code: []rune(k)[0], Text: k}
}

// typed presses every character of a text.
func (s *stage) typed(text string) *stage {
	for _, r := range text {
		s.keys(string(r))
	}
	return s
}

// told is what the status line tells, bad that it is of something amiss.
func (s *stage) told() string { text, _ := s.m.status.Told(); return text }
func (s *stage) bad() bool    { _, bad := s.m.status.Told(); return bad }

// text is the screen without styles.
func (s *stage) text() string { return ansi.Strip(s.m.View().Content) }

// golden compares the screen with testdata and checks that every line has exactly
// the width of the window.
func (s *stage) golden(name string) {
	s.t.Helper()
	got := s.text()
	lines := strings.Split(got, "\n")
	if len(lines) != s.m.h {
		s.t.Errorf("%s: %d lines, want %d", name, len(lines), s.m.h)
	}
	for i, l := range lines {
		if w := ansi.WcWidth.StringWidth(l); w != s.m.w {
			s.t.Errorf("%s: line %d has %d cells, want %d: %q", name, i+1, w, s.m.w, l)
		}
	}
	file := filepath.Join("testdata", name+".golden")
	trimmed := make([]string, len(lines))
	for i, l := range lines {
		trimmed[i] = strings.TrimRight(l, " ")
	}
	got = strings.Join(trimmed, "\n") + "\n"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			s.t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		s.t.Fatalf("%v; run go test -update to make it", err)
	}
	if got != string(want) {
		s.t.Errorf("%s differs; go test -update rewrites it\ngot:\n%s\nwant:\n%s", name, got, want)
	}
}

func TestGoldenScreens(t *testing.T) {
	sizes := map[string][2]int{"60x20": {60, 20}, "80x24": {80, 24}, "120x40": {120, 40}, "200x60": {200, 60}, "40x12": {40, 12}}
	screens := []struct {
		name string
		do   func(s *stage)
	}{
		{"top", func(s *stage) {}},
		{"wire", func(s *stage) { s.keys("W") }},
		{"story", func(s *stage) { s.keys("enter", "]", "c", "]", "c", "]", "c") }},
		{"related", func(s *stage) { s.keys("enter", "tab", "j", "j") }},
		{"help", func(s *stage) { s.keys("?") }},
		{"claims", func(s *stage) { s.keys("C", "j", "j") }},
		{"figures", func(s *stage) { s.keys("F") }},
		{"search", func(s *stage) { s.keys("/").typed("dam").keys("enter") }},
	}
	for size, wh := range sizes {
		for _, sc := range screens {
			t.Run(sc.name+"-"+size, func(t *testing.T) {
				s := newScreen(t, wh[0], wh[1], Options{Version: "test"}, nil)
				sc.do(s)
				s.golden(sc.name + "-" + size)
			})
		}
	}
}

// Subject is what the cursor of the page is on.
func (s *stage) Subject() page.Subject {
	p, ok := s.m.over().(page.Pointer)
	if !ok {
		s.t.Fatalf("page %q points to nothing", s.m.page)
	}
	return p.Subject()
}

// held presses a key and keeps the answers to what it asks.
func (s *stage) held(key string) (answers []tea.Msg) {
	s.waits = nil
	var run func(tea.Cmd)
	run = func(cmd tea.Cmd) {
		if cmd == nil {
			return
		}
		switch msg := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			for _, c := range msg {
				run(c)
			}
		default:
			answers = append(answers, msg)
		}
	}
	run(s.m.do(s.m.key(press(key))))
	return answers
}

// loading presses a key whose answer does not come, until patience ends.
func (s *stage) loading(key string) {
	s.held(key)
	for _, w := range s.waits {
		if _, ok := w.(page.LateMsg); ok {
			s.send(w)
		}
	}
}

// late presses a key whose answer, a failure, comes after what the other keys ask is
// answered: it must change nothing.
func (s *stage) late(key string, then ...string) {
	s.t.Helper()
	s.d.fail = errors.New("late")
	old := s.held(key)
	s.d.fail = nil
	s.keys(then...)
	was := s.text()
	for _, msg := range old {
		s.send(msg)
	}
	if got := s.text(); got != was || len(old) == 0 {
		s.t.Errorf("a late answer was taken (%d):\n%s", len(old), got)
	}
}
