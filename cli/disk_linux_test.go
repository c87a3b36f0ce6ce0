package cli

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"dateline/news"
	"dateline/store/sqlite"
)

// TestDiskFills has the disk fill under an open screen: reading goes on, a star is held in
// memory and told, and written once there is room again.
func TestDiskFills(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	binary := buildBinary(t, t.TempDir())
	home := t.TempDir()
	if err := unix.Mount("tmpfs", home, "tmpfs", 0, "size=24m,mode=0700"); err != nil {
		t.Skipf("no small disk can be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = unix.Unmount(home, unix.MNT_DETACH) })
	fillStore(t, filepath.Join(home, "stories.db"), 50)
	term := startTerminal(t, 100, 30, reader(home, binary))
	term.waitFor(t, 0, "zq0x")
	ballast := fillDisk(t, home)
	from, _ := term.written()
	term.send(t, "*")
	term.waitFor(t, from, "kept in memory")
	from, _ = term.written()
	term.send(t, "jj")
	term.waitFor(t, from, "tovi toban bansa mori") // words of the third story
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	term.waitFor(t, from, "can be written again")
	term.send(t, "q")
	if state := waitExit(t, term); state.ExitCode() != 0 {
		t.Errorf("exit %v", state)
	}
	time.Sleep(50 * time.Millisecond)
	restored(t, term.output(0), term.master)
	wholeStore(t, home)
	if got := listed(t, home, "is:starred"); strings.Count(got, "zq") != 1 {
		t.Errorf("starred is %q", got)
	}
}

// fillDisk writes a file until there is no room, and returns its name.
func fillDisk(t *testing.T, dir string) string {
	t.Helper()
	path := filepath.Join(dir, "ballast")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for _, size := range []int{1 << 20, 4 << 10, 1} { // to the last byte
		for err = nil; err == nil; {
			_, err = f.Write(make([]byte, size))
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
	}
	return path
}

// TestReadOnlyHome opens the reader as an ordinary user on a home that nobody may write:
// it says so, what is there can be read, and the end tells that a star is lost.
func TestReadOnlyHome(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	home := t.TempDir()
	binary := buildBinary(t, home)
	fillStore(t, filepath.Join(home, "stories.db"), 20)
	for _, dir := range []string{home, filepath.Dir(home)} {
		if err := os.Chmod(dir, 0o555); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(dir, 0o755) })
	}
	for _, name := range []string{"stories.db", "config.toml"} {
		if err := os.Chmod(filepath.Join(home, name), 0o444); err != nil {
			t.Fatal(err)
		}
	}
	master, slave := openTerminal(t, 100, 30)
	_ = slave.Chmod(0o666)
	cmd := reader(home, binary)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if os.Getuid() == 0 { // whom no mode stops
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: 65534, Gid: 65534}
	}
	term := &terminal{cmd: cmd, master: master, done: make(chan struct{}), began: time.Now()}
	if err := cmd.Start(); err != nil {
		t.Skipf("cannot be an ordinary user here: %v", err)
	}
	_ = slave.Close()
	go term.read()
	t.Cleanup(term.close)
	term.waitFor(t, 0, "zq0x")
	term.waitFor(t, 0, "can be read and not written")
	from, _ := term.written()
	term.send(t, "*")
	term.waitFor(t, from, "kept in memory")
	term.send(t, "q")
	waitExit(t, term)
	time.Sleep(50 * time.Millisecond)
	restored(t, term.output(0), term.master)
	if got := term.output(from); !strings.Contains(got, "1 mark could not be written") {
		t.Errorf("the end says %q", last(got, 300))
	}
	wholeStore(t, home)
}

// TestSpoiltLog opens the reader on a store whose log was left behind by a crash and has
// rotten since: what was written before is there, and the store can be used.
func TestSpoiltLog(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	home := t.TempDir()
	binary := buildBinary(t, home)
	made := filepath.Join(t.TempDir(), "stories.db")
	fillStore(t, made, 20)
	fillStore(t, filepath.Join(home, "stories.db"), 1) // for its settings
	crash := func() {
		s, err := sqlite.Open(t.Context(), made, sqlite.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = s.Close() }()
		for i := range 50 {
			c := news.Change{Kind: news.MarkStarred, On: i%2 == 0, Stories: []news.StoryID{news.NewStoryID("bench", "3")}, At: editionDay}
			if _, err := s.Mark(t.Context(), news.Local, c); err != nil {
				t.Fatal(err)
			}
		}
		for _, end := range []string{"", "-wal"} { // as the power left them
			data, err := os.ReadFile(made + end)
			if err != nil {
				t.Fatal(err)
			}
			if end != "" {
				copy(data[len(data)/2:], bytes.Repeat([]byte("rotten"), 200))
			}
			if err := os.WriteFile(filepath.Join(home, "stories.db"+end), data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	crash()
	term := startTerminal(t, 100, 30, reader(home, binary))
	term.waitFor(t, 0, "zq0x")
	term.send(t, "*")
	term.settle(500 * time.Millisecond)
	term.send(t, "q")
	if state := waitExit(t, term); state.ExitCode() != 0 {
		t.Errorf("exit %v", state)
	}
	restored(t, term.output(0), term.master)
	wholeStore(t, home)
	if got := listed(t, home, "is:starred"); !strings.Contains(got, "zq0x") {
		t.Errorf("starred is %q", got)
	}
	if got := listed(t, home, "is:read OR is:unread"); strings.Count(got, "zq") != 20 {
		t.Errorf("of 20 stories are left: %q", got)
	}
}
