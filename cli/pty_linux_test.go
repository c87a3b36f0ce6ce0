package cli

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// terminal is a program running in a pseudo terminal that never answers a query:
// what dateline meets under cron, in CI, and over some serial lines.
type terminal struct {
	cmd    *exec.Cmd
	master *os.File
	began  time.Time

	mu   sync.Mutex
	out  bytes.Buffer
	last time.Time // of the last byte
	done chan struct{}
}

// openTerminal opens a pseudo terminal of the given size: the end of the terminal and
// the end of programs.
func openTerminal(tb testing.TB, cols, rows uint16) (master, slave *os.File) {
	tb.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY|syscall.O_CLOEXEC, 0)
	if err != nil {
		tb.Skipf("no pseudo terminals here: %v", err)
	}
	fd := int(master.Fd())
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: rows, Col: cols})
	}
	if err != nil {
		tb.Fatal(err)
	}
	// Fd made the file blocking; a reader in its own goroutine is fine with that.
	slave, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		tb.Fatal(err)
	}
	return master, slave
}

// startTerminal starts cmd in a terminal of the given size.
func startTerminal(tb testing.TB, cols, rows uint16, cmd *exec.Cmd) *terminal {
	tb.Helper()
	master, slave := openTerminal(tb, cols, rows)
	defer func() { _ = slave.Close() }()
	cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	t := &terminal{cmd: cmd, master: master, done: make(chan struct{}), began: time.Now()}
	if err := cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	go t.read()
	tb.Cleanup(t.close)
	return t
}

func (t *terminal) read() {
	defer close(t.done)
	buf := make([]byte, 64<<10)
	for {
		n, err := t.master.Read(buf)
		t.mu.Lock()
		t.out.Write(buf[:n])
		if n > 0 {
			t.last = time.Now()
		}
		t.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// close ends the program, if it has not ended, and waits for it. It may be called
// again.
func (t *terminal) close() {
	_ = t.cmd.Process.Kill()
	_ = t.cmd.Wait()
	_ = t.master.Close()
	<-t.done
}

// written returns how many bytes the program wrote so far and when the last came.
func (t *terminal) written() (int, time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.out.Len(), t.last
}

// output returns what was written from byte from on.
func (t *terminal) output(from int) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.out.Bytes()[from:])
}

// waitFor waits until want was written after byte from, and returns when it was
// first seen to be there.
func (t *terminal) waitFor(tb testing.TB, from int, want string) time.Time {
	tb.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for time.Now().Before(deadline) {
		if bytes.Contains([]byte(t.output(from)), []byte(want)) {
			return time.Now()
		}
		time.Sleep(time.Millisecond)
	}
	got := t.output(from)
	tb.Fatalf("%q was never written; the last the screen got:\n%q", want, got[max(0, len(got)-2000):])
	return time.Time{}
}

// settle waits until nothing was written for the given time.
func (t *terminal) settle(quiet time.Duration) {
	for {
		_, last := t.written()
		if time.Since(last) > quiet {
			return
		}
		time.Sleep(quiet / 10)
	}
}

func (t *terminal) send(tb testing.TB, keys string) {
	tb.Helper()
	if _, err := t.master.WriteString(keys); err != nil {
		tb.Fatal(err)
	}
}
