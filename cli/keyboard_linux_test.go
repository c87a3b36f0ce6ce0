package cli

import (
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// reports are what a terminal sends that no key does.
var reports = []struct {
	name, bytes string
}{
	{"background colour, BEL", "\x1b]11;rgb:1a1a/2b2b/3c3c\x07"},
	{"background colour, ST", "\x1b]11;rgb:1a1a/2b2b/3c3c\x1b\\"},
	{"palette colour", "\x1b]4;1;rgb:ff/00/00\x1b\\"},
	{"clipboard", "\x1b]52;c;cXVpdA==\x07"},
	{"device attributes", "\x1b[?62;22;52c"},
	{"secondary device attributes", "\x1b[>41;390;0c"},
	{"cursor position", "\x1b[24;80R"},
	{"cursor position that looks like F3", "\x1b[1;5R"},
	{"synchronized output mode", "\x1b[?2026;2$y"},
	{"unicode core mode", "\x1b[?2027;0$y"},
	{"kitty keyboard", "\x1b[?1u"},
	{"light or dark", "\x1b[?997;1n"},
	{"focus gained", "\x1b[I"},
	{"focus lost", "\x1b[O"},
	{"mouse press", "\x1b[<0;10;5M"},
	{"mouse release", "\x1b[<0;10;5m"},
	{"mouse wheel", "\x1b[<64;10;5M"},
	{"size in band", "\x1b[48;24;80;480;800t"},
	{"version", "\x1bP>|XTerm(390)\x1b\\"},
	{"a picture's answer", "\x1b_Gi=31;OK\x1b\\"},
	{"termcap", "\x1bP1+r524742=382f382f38\x1b\\"},
	{"pasted text", "\x1b[200~qqq\x1b[201~"},
}

// recorder is a model that notes the keys it gets.
type recorder struct {
	mu   sync.Mutex
	keys []string
	text []string // pasted
}

func (r *recorder) Init() tea.Cmd { return nil }

func (r *recorder) View() tea.View {
	return tea.View{AltScreen: true, MouseMode: tea.MouseModeCellMotion, ReportFocus: true}
}

func (r *recorder) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		r.keys = append(r.keys, msg.String())
	case tea.PasteMsg:
		r.text = append(r.text, msg.Content)
	}
	return r, nil
}

// got returns keys and pasted texts so far.
func (r *recorder) got() (keys, text []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.keys), slices.Clone(r.text)
}

// record runs a program that notes its keys on a terminal of its own and returns the
// terminal's other end.
func record(t *testing.T) (*recorder, *os.File) {
	t.Helper()
	master, slave := openTerminal(t, 80, 24)
	go func() { // or the program's writes would fill the line
		buf := make([]byte, 64<<10)
		for {
			if _, err := master.Read(buf); err != nil {
				return
			}
		}
	}()
	r := &recorder{}
	in := newKeyboard(slave)
	in.keys.asked = time.Time{}
	in.keys.esc = 600 * time.Millisecond // for a busy machine that runs many of these at once
	p := tea.NewProgram(r, tea.WithInput(in), tea.WithOutput(slave), tea.WithoutSignalHandler())
	ended := make(chan struct{})
	go func() { defer close(ended); _, _ = p.Run() }()
	t.Cleanup(func() {
		p.Quit() // Kill closes the input under Bubble Tea's own reader
		<-ended
		_ = slave.Close()
		_ = master.Close()
	})
	send(t, master, "a")
	waitKeys(t, r, "a")
	return r, master
}

func send(t *testing.T, to *os.File, text string) {
	t.Helper()
	if _, err := to.WriteString(text); err != nil {
		t.Fatal(err)
	}
}

// waitKeys waits until the last key is the one named, and returns all.
func waitKeys(t *testing.T, r *recorder, last string) []string {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if keys, _ := r.got(); len(keys) > 0 && keys[len(keys)-1] == last {
			return keys
		}
	}
	keys, _ := r.got()
	t.Fatalf("key %s never came; got %q", last, keys)
	return nil
}

// Each report, cut at every byte with a pause in which Bubble Tea by itself would take
// the first half for keys, is no key; the key after it is one.
func TestReportsAreNoKeys(t *testing.T) {
	for _, row := range reports {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			r, terminal := record(t)
			want := []string{"a"}
			for cut := 1; cut < len(row.bytes); cut++ {
				send(t, terminal, row.bytes[:cut])
				time.Sleep(65 * time.Millisecond)
				send(t, terminal, row.bytes[cut:])
				key := string(rune('b' + cut%20))
				send(t, terminal, key)
				want = append(want, key)
				if got := waitKeys(t, r, key); !slices.Equal(got, want) {
					t.Fatalf("cut at %d of %q: keys are %q", cut, row.bytes, got[len(want)-1:])
				}
			}
			_, text := r.got()
			for _, s := range text {
				if s != "qqq" {
					t.Errorf("pasted %q", s)
				}
			}
			if pastes := strings.HasPrefix(row.bytes, "\x1b[200~"); pastes && len(text) != len(row.bytes)-1 {
				t.Errorf("%d pastes came of %d", len(text), len(row.bytes)-1)
			}
		})
	}
}

// A pause of any length within a report, and one byte at a time, change nothing; only a
// lone ESC is a key in the end.
func TestLateReports(t *testing.T) {
	r, terminal := record(t)
	for _, b := range []byte(reports[0].bytes) {
		send(t, terminal, string([]byte{b}))
		time.Sleep(60 * time.Millisecond)
	}
	send(t, terminal, "\x1b[?2026;")
	time.Sleep(1500 * time.Millisecond)
	send(t, terminal, "2$yb")
	if got := waitKeys(t, r, "b"); len(got) != 2 {
		t.Errorf("keys are %q", got)
	}
	send(t, terminal, "\x1b")
	if got := waitKeys(t, r, "esc"); len(got) != 3 {
		t.Errorf("keys are %q", got)
	}
	send(t, terminal, "]11;rgb:00/00/00\x07c") // its ESC has been a key; the rest is none
	if got := waitKeys(t, r, "c"); len(got) != 4 {
		t.Errorf("keys are %q", got)
	}
	send(t, terminal, "\x1b")
	waitKeys(t, r, "esc")
	for _, key := range []string{"[", "c", "]", "f"} { // typed, one by one
		send(t, terminal, key)
		waitKeys(t, r, key)
	}
}

// TestKeysStayKeys: what a keyboard sends comes through, whole and in order.
func TestKeysStayKeys(t *testing.T) {
	r, terminal := record(t)
	sent, want := "", []string{"a"}
	for _, row := range [][2]string{{"j", "j"}, {"\x1b[A", "up"}, {"\x1bOB", "down"}, {"\x1b[5~", "pgup"}, {"\x1bb", "alt+b"}, {"é", "é"}, {"\x1b[1;5C", "ctrl+right"}, {"日", "日"}, {"\x1b[27u", "esc"}, {"\x7f", "backspace"}, {"\x03", "ctrl+c"}, {"\r", "enter"}, {"z", "z"}} {
		sent += row[0]
		want = append(want, row[1])
	}
	send(t, terminal, sent)
	if got := waitKeys(t, r, "z"); !slices.Equal(got, want) {
		t.Errorf("at once: keys are %q, want %q", got, want)
	}
	for _, b := range []byte(sent) { // cut at every byte
		send(t, terminal, string([]byte{b}))
		time.Sleep(5 * time.Millisecond)
	}
	time.Sleep(100 * time.Millisecond)
	if got := waitKeys(t, r, "z"); !slices.Equal(got[len(want):], want[1:]) {
		t.Errorf("byte by byte: keys are %q, want %q", got[len(want):], want[1:])
	}
}

// Pasted text is text, whatever is in it.
func TestPastedTextIsText(t *testing.T) {
	for name, row := range map[string]struct{ sent, want string }{
		"sequences":             {"one\x1b[31mtwo\x1b]52;c;eA==\x07\x9b31m", "one[31mtwo]52;c;eA==31m"},
		"an end within":         {"one\x1b[201~q\rtwo", "oneq\ntwo"},
		"two ends within":       {"\x1b[201~\x1b[201~q", "q"},
		"a beginning within":    {"one\x1b[200~two", "one[200~two"},
		"broken characters":     {"a\xffb\xc3", "ab"},
		"lines and tabs":        {"a\tb\nc\r", "a\tb\nc\n"},
		"more than a line":      {strings.Repeat("日x", 3000), strings.Repeat("日x", 3000)},
		"controls":              {"a\x00\x03\x04\x08\x1a\x7fb", "ab"},
		"nothing":               {"", ""},
		"the end of the end, q": {"[201~q", "[201~q"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, terminal := record(t)
			send(t, terminal, "\x1b[200~"+row.sent+"\x1b[201~")
			time.Sleep(20 * time.Millisecond)
			send(t, terminal, "z")
			keys := waitKeys(t, r, "z")
			_, text := r.got()
			got := strings.ReplaceAll(strings.Join(text, "|"), "\r", "\n")
			if len(keys) != 2 || got != row.want || len(text) != 1 {
				t.Errorf("keys %q, pasted %q, want %q", keys, got, row.want)
			}
		})
	}
}

// Law: however input is cut, what comes out is the same, no ESC stands alone in it but
// where a key was released, and text outside sequences is all there.
func FuzzKeyboard(f *testing.F) {
	for _, row := range reports {
		f.Add([]byte("q"+row.bytes+"j"), 3)
	}
	f.Add([]byte("\x1b[200~a\x1b[201~b\x1b\x1b[A\x1bOB\x1b]c\xe6\x97"), 5)
	f.Fuzz(func(t *testing.T, in []byte, cut int) {
		var whole, cutUp splitter
		want := string(whole.take(in))
		if cut = max(1, min(cut, 64)); len(in) > 1<<16 {
			return
		}
		got := ""
		for rest := in; len(rest) > 0; rest = rest[min(cut, len(rest)):] {
			got += string(cutUp.take(rest[:min(cut, len(rest))]))
		}
		if !strings.Contains(string(in), "\x1b[201~") && got != want { // ends of pastes are told apart by what is there
			t.Fatalf("%q gives %q at once and %q in pieces of %d", in, want, got, cut)
		}
		if !strings.Contains(string(in), "\x1b") && want+string(whole.held) != string(in) {
			t.Fatalf("%q without a sequence is %q", in, want)
		}
		if len(whole.held) > maxPaste+maxReport {
			t.Fatalf("%d bytes are held", len(whole.held))
		}
	})
}

// TestLostEnds: what has begun and never ends costs no key that comes after a pause.
func TestLostEnds(t *testing.T) {
	const pause = "pause"
	for _, row := range []struct {
		name  string
		sent  []string // in pieces
		keys  []string
		pasts string
	}{
		{"a paste without end", []string{"\x1b[200~text", pause, "j", "k"}, []string{"j", "k"}, "text"},
		{"and the Esc key", []string{"\x1b[200~text", pause, "\x1b", pause, "k"}, []string{"esc", "k"}, "text"},
		{"and an arrow", []string{"\x1b[200~text", pause, "\x1b[A", "k"}, []string{"up", "k"}, "text"},
		{"a paste that went on", []string{"\x1b[200~text", pause, "quit\r\x1b[201~", "k"}, []string{"k"}, "text|quit\n"},
		{"an end that was late", []string{"\x1b[200~text", pause, "\x1b[201~", "k"}, []string{"k"}, "text|"},
		{"an end cut in two", []string{"\x1b[200~text\x1b[201", pause, "~", "k"}, []string{"k"}, "text|"},
		{"Alt-_", []string{"\x1b_", "j", "k"}, []string{"j", "k"}, ""},
		{"Alt-_ and G", []string{"\x1b_", pause, "G", "k"}, []string{"G", "k"}, ""},
		{"Alt-] and a digit", []string{"\x1b]1", pause, "j", "k"}, []string{"j", "k"}, ""},
		{"a report without end", []string{"\x1b]11;rgb:00", pause, "\x1b[B", "k"}, []string{"down", "k"}, ""},
		{"a report that went on", []string{"\x1b]11;rgb:00", pause, "00/00\x07", "k"}, []string{"k"}, ""},
		{"a report whose last byte was late", []string{"\x1b]11;rgb:00\x1b", pause, "\\", "k"}, []string{"k"}, ""},
		{"a picture's answer", []string{"\x1b_Gi=1;OK\x1b\\", "k"}, []string{"k"}, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			r, terminal := record(t)
			for _, s := range row.sent {
				if s == pause {
					time.Sleep(lostTime + 400*time.Millisecond)
					continue
				}
				send(t, terminal, s)
				time.Sleep(80 * time.Millisecond) // or they come as one
			}
			keys := waitKeys(t, r, "k")
			_, text := r.got()
			if got := strings.ReplaceAll(strings.Join(text, "|"), "\r", "\n"); !slices.Equal(keys[1:], row.keys) || got != row.pasts {
				t.Errorf("keys %q, want %q; pasted %q, want %q", keys[1:], row.keys, got, row.pasts)
			}
		})
	}
}
