package cli

import (
	"bytes"
	"context"
	"database/sql"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"dateline/news"
	"dateline/store/sqlite"
)

// hangingHome names, in the environment of a child, the home whose reader it is to be.
const hangingHome = "DATELINE_HANGING_HOME"

// TestHangingReader is the child of the test below: the reader, as main runs it, with
// engines that never answer. It writes the file "hangs" when they are asked.
func TestHangingReader(t *testing.T) {
	home := os.Getenv(hangingHome)
	if home == "" {
		t.Skip("run by TestLeavesHangingEngine")
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	a := newApp(Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
	a.now = func() time.Time { return editionDay }
	a.configPath, a.storePath = filepath.Join(home, "config.toml"), filepath.Join(home, "stories.db")
	s, cfg, err := a.openStore(ctx)
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	hang := &engines{log: log, load: func() (*tagging, error) {
		_ = os.WriteFile(filepath.Join(home, "hangs"), nil, 0o600)
		select {}
	}}
	room := newNewsroom(cfg, s, world{clock: a.now, engines: hang}, nil, log, nil)
	err = a.screens(ctx, room, false)
	room.close()
	os.Exit(a.report(err))
}

// TestLeavesHangingEngine ends a reader whose engines never answer: the process ends,
// the terminal is as it was, and the store is whole and has what was done last, and where
// the reader was.
func TestLeavesHangingEngine(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the reader several times")
	}
	for name, end := range map[string]func(*terminal){
		"quit":    func(term *terminal) { term.send(t, "q") },
		"SIGINT":  func(term *terminal) { _ = term.cmd.Process.Signal(syscall.SIGINT) },
		"SIGTERM": func(term *terminal) { _ = term.cmd.Process.Signal(syscall.SIGTERM) },
		"hung up": func(term *terminal) { _ = term.cmd.Process.Signal(syscall.SIGHUP) },
	} {
		t.Run(name, func(t *testing.T) {
			home := t.TempDir()
			fillStore(t, filepath.Join(home, "stories.db"), 20)
			fileUntagged(t, home)
			cmd := exec.Command(os.Args[0], "-test.run=^TestHangingReader$")
			cmd.Env = []string{hangingHome + "=" + home, "HOME=" + home, "TERM=xterm-256color", "LANG=C.UTF-8", "PATH=" + os.Getenv("PATH")}
			cmd.Dir = home
			term := startTerminal(t, 80, 24, cmd)
			term.waitFor(t, 0, "zq0x")
			waitFile(t, filepath.Join(home, "hangs"))
			term.send(t, "*j")
			term.settle(300 * time.Millisecond)
			began := time.Now()
			end(term)
			state := waitExit(t, term)
			if took := time.Since(began); took > 10*time.Second {
				t.Errorf("ended after %v", took)
			} else {
				t.Logf("ended after %v", took)
			}
			if state.ExitCode() != 0 {
				t.Errorf("exit %v", state)
			}
			time.Sleep(50 * time.Millisecond) // the last bytes are on their way
			restored(t, term.output(0), term.master)
			wholeStore(t, home)
			if got := listed(t, home, "is:starred"); strings.Count(got, "zq") != 1 {
				t.Errorf("starred is %q", got)
			}
			inStore(t, home, func(s *sqlite.Store) error {
				top, err := s.Setting(t.Context(), news.Local, "screen.place.top")
				wire, _ := s.Setting(t.Context(), news.Local, "screen.place.wire")
				if top+wire == "" {
					t.Error("the reader's place is not kept")
				}
				return err
			})
		})
	}
}

// fileUntagged files a story that the engines have yet to read.
func fileUntagged(t *testing.T, home string) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(home, "stories.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	at := editionDay.Add(-time.Hour)
	st := news.Story{ID: "fresh", Feed: "bench", Outlet: "Bench Wire", Title: "Nobody read this", Text: "Officials in Seoul said so.", Published: at, Seen: at, Version: 1}
	if _, err := s.File(t.Context(), news.Delivery{Feed: "bench", Stories: []news.Story{st}, State: news.FetchState{LastTry: at, Next: at.Add(9 * time.Hour)}}); err != nil {
		t.Fatal(err)
	}
}

func waitFile(t *testing.T, path string) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if _, err := os.Stat(path); err == nil {
			return
		}
	}
	t.Fatalf("%s never came", filepath.Base(path))
}

// wholeStore asks SQLite whether the store of a home is whole.
func wholeStore(t *testing.T, home string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(home, "stories.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var said string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&said); err != nil || said != "ok" {
		t.Errorf("integrity_check: %q, %v", said, err)
	}
}

// listed is what "list" writes for a query.
func listed(t *testing.T, home, query string) string {
	t.Helper()
	var out, said bytes.Buffer
	code := run(t.Context(), []string{"--store", filepath.Join(home, "stories.db"), "--config", filepath.Join(home, "config.toml"), "list", query},
		Streams{In: strings.NewReader(""), Out: &out, Err: &said}, func() time.Time { return editionDay })
	if code != 0 {
		t.Errorf("list %s: exit %d, %s", query, code, said.String())
	}
	return out.String()
}
