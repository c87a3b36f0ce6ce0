package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/sys/unix"

	"dateline/news"
	"dateline/store/sqlite"
	"dateline/ui"
)

// repertoire is every sequence that dateline sends to a terminal. Anything else came
// from somebody else.
var repertoire = regexp.MustCompile(`^(?:` + strings.Join([]string{
	`\x1b\[[0-9;:]*m`,                                          // colours and weights
	`\x1b\[[0-9;]*[ABCDGHIJKLMPSTXZ@bdfr]`,                     // cursor, erasing, scrolling, repeating
	`\x1b\[\?(?:7|25|1002|1003|1004|1006|1049|2004|2026)[hl]`,  // cursor, mouse, focus, screen, paste, whole frames
	`\x1b\[\?(?:2026|2027)\$p`,                                 // asking for modes
	`\x1b\[[>=<][0-9;]*u`, `\x1b\[\?u`, `\x1b\[>4(?:;[0-9])?m`, // keyboard
	`\x1b\]11;\?(?:\x07|\x1b\\)`, // asking for the background
	`\x1b\[[0-6] q`,              // the shape of the cursor
	`\x1b\[\?5W`,                 // tab stops
	`\x1b\][0-2];[^\x00-\x1f\x7f]*(?:\x07|\x1b\\)`, // window title
	`\x1b\]52;c;[A-Za-z0-9+/=]*(?:\x07|\x1b\\)`,    // copying
	`\x1bM`, `[\r\n\t\x08]`,
}, "|") + `)`)

// foreign returns the first thing in what a terminal got that is not dateline's, ""
// when all of it is.
func foreign(sent string) string {
	for at := 0; at < len(sent); {
		if m := repertoire.FindString(sent[at:]); m != "" {
			at += len(m)
			continue
		}
		r, size := utf8.DecodeRuneInString(sent[at:])
		if r == utf8.RuneError && size == 1 || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || unicode.Is(unicode.Cf, r) && r != 0x200c && r != 0x200d && r != 0xad {
			return fmt.Sprintf("%q", sent[at:min(at+40, len(sent))])
		}
		at += size
	}
	return ""
}

// evil is what a feed, a setting or a file name may try on a terminal.
const evil = "X\x1b]0;pwned\x07\x1b]52;c;cXVpdA==\x07\x1b[2J\x1bP$q\"p\x1b\\\u009b31m\u009d8;;file:///etc/passwd\u009c\x1b]8;;http://evil.example\x1b\\\u202eabc\u2066\u200e\ufeff\x9b5m\x00\x07\x08\r\x7f\x1b[?1049lY"

// hostileHome makes a home whose store holds, past all cleaning, what nobody should
// have let in.
func hostileHome(t *testing.T) string {
	t.Helper()
	home := t.TempDir()
	path := filepath.Join(home, "stories.db")
	settings := "[fetch]\noffline = true\n[store]\ndays = 0\n[screen]\nview = \"wire\"\n"
	if err := os.WriteFile(filepath.Join(home, "config.toml"), []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	s, err := sqlite.Open(ctx, path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	now := editionDay
	f := news.Feed{ID: "evil", URL: "https://evil.example/" + evil, Title: "F" + evil, Outlet: "O" + evil, Home: "javascript:" + evil, Folder: evil, Country: evil, Lang: evil}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(s.PutFeed(ctx, f))
	must(s.SetSetting(ctx, news.Local, "starter", "done"))
	must(s.SetSetting(ctx, news.Local, "screen.place.wire", evil))
	var sts []news.Story
	var as []news.Annotation
	for i := range 12 {
		text := fmt.Sprintf("Text %d %s\nA spokesman said %s on Monday.", i, evil, evil)
		st := news.Story{ID: news.StoryID(fmt.Sprint("s", i)), Feed: f.ID, Outlet: f.Outlet, Title: fmt.Sprintf("zq%dx %s", i, evil), Text: text, URL: "https://evil.example/" + evil,
			Authors: []string{evil}, Tags: []string{evil}, Published: now.Add(-time.Duration(i) * time.Minute), Seen: now, Version: 1, Links: []news.Link{{Span: news.Span{Start: 0, End: 6}, URL: "https://evil.example/" + evil}}}
		sts = append(sts, st)
		span := news.Span{Start: 0, End: 8}
		as = append(as, news.Annotation{Story: st.ID, Version: 1, Tagger: engineVersion(), Read: &st,
			Mentions: []news.Mention{{Field: news.InText, Span: span, Kind: news.Person, Ref: evil, Name: evil, Why: news.Why{Rule: evil, Detail: evil}}, {Field: news.InText, Span: span, Kind: news.Country, Ref: "KOR", Name: evil}},
			Claims:   []news.Claim{{Field: news.InText, Source: []news.Span{span}, Cue: []news.Span{span}, Content: []news.Span{{Start: 9, End: len(text) - 1}}, SpeakerName: evil, Outer: -1, Why: news.Why{Rule: evil, Detail: evil}}},
			Place:    news.Placement{Story: st.ID, Event: "s0", Source: evil}})
	}
	_, err = s.File(ctx, news.Delivery{Feed: f.ID, Stories: sts, State: news.FetchState{Err: evil, ErrKind: evil, Repaired: evil, Failures: 3, LastTry: now, Next: now.Add(time.Hour)}})
	must(err)
	must(s.Annotate(ctx, as))
	_, err = s.PutNote(ctx, news.Note{Story: "s0", User: news.User("u" + evil), Text: "note " + evil, Shared: true, Made: now})
	must(err)
	watch, err := s.SaveSearch(ctx, news.SavedSearch{User: news.Local, Name: "Sq", Query: "zq", Fires: []news.Trigger{news.OnEvent}})
	must(err)
	_, err = s.Fire(ctx, 0, []news.Alert{{User: news.Local, Search: watch.ID, Trigger: news.OnEvent, What: evil, Time: now, Story: "s0", Event: "s0", Outlet: evil, Title: evil,
		URL: "https://evil.example/" + evil, Sentence: evil, Mark: evil}})
	must(err)
	next := sts[3]
	next.Title, next.Text, next.Version = "zq3x corrected "+evil, next.Text+"\nThree were killed, "+evil, 2
	_, err = s.File(ctx, news.Delivery{Feed: f.ID, Stories: []news.Story{next}})
	must(err)
	doc := "<rss version='2.0'><channel><title>T" + "&#27;]0;pwned&#7;" + "</title><item><title>I&amp;#27;]0;pwned&amp;#7;</title></item></channel></rss>"
	must(os.WriteFile(filepath.Join(home, "feed.xml"), []byte(doc), 0o600))
	return home
}

// TestEveryByteIsOurs walks the real program through its screens over a store full of
// attacks, with hostile text typed and pasted, and looks at every byte it sends.
func TestEveryByteIsOurs(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and run without -short too")
	}
	home := hostileHome(t)
	binary := buildBinary(t, home)
	term := startTerminal(t, 120, 40, reader(home, binary))
	term.waitFor(t, 0, "zq0x")
	for _, keys := range []string{"j", "\r", "i", "\x1b", "]c", "]e", "i", "\x1b", "e", "\x1b", "y", "Y", "o", "v", "\x1b", "\t", "j", "d", "\x1b", "C", "\x1b", "F", "\x1b", "S", "j", "\r", "\x1b", "T", "W", "?", "\x1b", "*", "m", "u",
		"/", "\x1b[200~" + evil + "\x1b[201~", "\r", "\x1b", ":", "\x1b[200~set " + evil + "\x1b[201~", "\r", "\x1b", "a", "\x1b[200~file:///" + evil + "\x1b[201~", "\r", "\x1b", "\x1b", "r"} {
		term.send(t, keys)
		time.Sleep(120 * time.Millisecond)
	}
	for _, size := range [][2]uint16{{1, 1}, {10000, 10000}, {40, 12}, {0, 0}, {2, 500}, {500, 2}, {80, 24}} {
		resize(t, term, size[0], size[1])
		term.send(t, "j")
		time.Sleep(200 * time.Millisecond)
	}
	term.settle(400 * time.Millisecond)
	if peak := peakMemory(t, term.cmd.Process.Pid); peak > 1000 {
		t.Errorf("the process took %.0f MiB", peak)
	} else {
		t.Logf("%.0f MiB at most", peak)
	}
	term.send(t, "q")
	waitExit(t, term)
	sent := term.output(0)
	if what := foreign(sent); what != "" {
		t.Errorf("the terminal got %s", what)
	}
	if len(sent) < 20_000 || !strings.Contains(sent, "zq3x") {
		t.Errorf("only %d bytes were sent: the screens were not seen", len(sent))
	}
	restored(t, term.output(0), term.master)
}

// TestForeign: the parser of the test above does see what is not ours.
func TestForeign(t *testing.T) {
	for _, s := range []string{evil, "\x1b]8;;http://x\x07", "\x1b[?1000h", "\u202e", "\u009b31m", "\x9b", "\x1bc", "\x1b[6n", "\x1b]52;c;?\x07", "\x1bPq\x1b\\", "\x07", "\x1b[21t"} {
		if foreign("ours "+s) == "" {
			t.Errorf("%q passes for ours", s)
		}
	}
	for _, s := range []string{"plain 日本語 e\u0301", "\x1b[38;5;12mred\x1b[m", "\x1b[2J\x1b[H", "\x1b]52;c;eA==\x07"} {
		if what := foreign(s); what != "" {
			t.Errorf("%s is ours", what)
		}
	}
}

func resize(t *testing.T, term *terminal, cols, rows uint16) {
	t.Helper()
	if err := unix.IoctlSetWinsize(int(term.master.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: rows, Col: cols}); err != nil {
		t.Fatal(err)
	}
}

// waitExit waits until the program has ended.
func waitExit(t *testing.T, term *terminal) *os.ProcessState {
	t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- term.cmd.Wait() }()
	select {
	case <-ended:
	case <-time.After(20 * time.Second):
		t.Fatal("the program does not end")
	}
	return term.cmd.ProcessState
}

// restored checks that a terminal is as a shell wants it: every mode that was set is
// reset, in what was sent and in the line's own settings.
func restored(t *testing.T, sent string, master *os.File) {
	t.Helper()
	for _, mode := range []struct{ name, set, reset string }{
		{"alternate screen", "\x1b[?1049h", "\x1b[?1049l"}, {"mouse", "\x1b[?1002h", "\x1b[?1002l"}, {"mouse coordinates", "\x1b[?1006h", "\x1b[?1006l"},
		{"focus", "\x1b[?1004h", "\x1b[?1004l"}, {"paste", "\x1b[?2004h", "\x1b[?2004l"}, {"hidden cursor", "\x1b[?25l", "\x1b[?25h"}, {"whole frames", "\x1b[?2026h", "\x1b[?2026l"},
	} {
		if set, reset := strings.LastIndex(sent, mode.set), strings.LastIndex(sent, mode.reset); set > reset {
			t.Errorf("%s is left on", mode.name)
		}
	}
	if !strings.Contains(sent, "\x1b[?1049h") {
		t.Error("the screens never came up")
	}
	state, err := unix.IoctlGetTermios(int(master.Fd()), unix.TCGETS)
	if err != nil {
		t.Fatal(err)
	}
	if want := uint32(unix.ICANON | unix.ECHO | unix.ISIG); state.Lflag&want != want {
		t.Errorf("the terminal is left raw: %#x", state.Lflag)
	}
}

// TestTerminalIsRestored ends the program in every way but kill -9 and looks at the
// terminal afterwards.
func TestTerminalIsRestored(t *testing.T) {
	home := t.TempDir()
	binary := buildBinary(t, home)
	fillStore(t, filepath.Join(home, "stories.db"), 20)
	signal := func(s syscall.Signal) func(*terminal) {
		return func(term *terminal) { _ = term.cmd.Process.Signal(s) }
	}
	for name, end := range map[string]func(*terminal){
		"quit":        func(term *terminal) { term.send(t, "q") },
		"SIGTERM":     signal(syscall.SIGTERM),
		"SIGINT":      signal(syscall.SIGINT),
		"SIGHUP":      signal(syscall.SIGHUP),
		"two SIGTERM": func(term *terminal) { signal(syscall.SIGTERM)(term); signal(syscall.SIGTERM)(term) },
		"within a paste": func(term *terminal) {
			term.send(t, "/\x1b[200~text without an end")
			time.Sleep(100 * time.Millisecond)
			signal(syscall.SIGTERM)(term)
		},
		"suspended and resumed": func(term *terminal) {
			term.send(t, "\x1a")
			// A session of its own has no shell to stop it: SIGTSTP is ignored for an orphaned group.
			time.Sleep(300 * time.Millisecond)
			restored(t, term.output(0), term.master)
			from, _ := term.written()
			signal(syscall.SIGCONT)(term)
			term.waitFor(t, from, "zq1x")
			term.send(t, "q")
		},
	} {
		t.Run(name, func(t *testing.T) {
			term := startTerminal(t, 80, 24, reader(home, binary))
			term.waitFor(t, 0, "zq0x")
			end(term)
			waitExit(t, term)
			time.Sleep(50 * time.Millisecond) // the last bytes are on their way
			restored(t, term.output(0), term.master)
		})
	}
}

// panicker panics when told to, in Update or in a command.
type panicker struct{ recorder }

func (p *panicker) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if k, ok := msg.(tea.KeyPressMsg); ok && k.String() == "u" {
		panic("in Update")
	} else if ok && k.String() == "c" {
		return p, func() tea.Msg { panic("in a command") }
	}
	return p, nil
}

// A panic on the screens gives the terminal back.
func TestRestoredAfterPanic(t *testing.T) {
	if racing {
		t.Skip("Bubble Tea closes its input under its own reader when a program panics: a race of the library's, told here instead of the panic")
	}
	for _, key := range []string{"u", "c"} {
		master, slave := openTerminal(t, 80, 24)
		term := &terminal{master: master, done: make(chan struct{})}
		go term.read()
		program := tea.NewProgram(&panicker{}, tea.WithInput(newKeyboard(slave)), tea.WithOutput(slave), tea.WithoutSignalHandler(), tea.WithFilter(ui.Filter))
		ended := make(chan error, 1)
		go func() { _, err := program.Run(); ended <- err }()
		term.waitFor(t, 0, "\x1b[?1049h")
		send(t, master, key)
		if err := <-ended; !errors.Is(err, tea.ErrProgramPanic) {
			t.Errorf("%s: ended with %v", key, err)
		}
		time.Sleep(50 * time.Millisecond)
		restored(t, term.output(0), master)
		_ = slave.Close()
		_ = master.Close()
	}
}
