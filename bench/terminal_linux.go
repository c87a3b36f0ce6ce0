package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// terminal is a program in a pseudo terminal of 120x40 that answers no query.
type terminal struct {
	cmd    *exec.Cmd
	master *os.File
	began  time.Time

	mu   sync.Mutex
	out  bytes.Buffer
	last time.Time // of the last byte
	done chan struct{}
}

func openTerminal() (master, slave *os.File, err error) {
	master, err = os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY|syscall.O_CLOEXEC, 0)
	if err != nil {
		return nil, nil, err
	}
	fd := int(master.Fd())
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 40, Col: 120})
	}
	if err == nil {
		slave, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|syscall.O_NOCTTY, 0)
	}
	return master, slave, err
}

func startTerminal(cmd *exec.Cmd) (*terminal, error) {
	master, slave, err := openTerminal()
	if err != nil {
		return nil, err
	}
	defer func() { _ = slave.Close() }()
	cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	t := &terminal{cmd: cmd, master: master, done: make(chan struct{}), began: time.Now()}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	go t.read()
	return t, nil
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

func (t *terminal) close() {
	_ = t.cmd.Process.Kill()
	_ = t.cmd.Wait()
	_ = t.master.Close()
	<-t.done
}

// written is how many bytes the program wrote so far, and when the last came.
func (t *terminal) written() (int, time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.out.Len(), t.last
}

func (t *terminal) output(from int) []byte {
	t.mu.Lock()
	defer t.mu.Unlock()
	return bytes.Clone(t.out.Bytes()[from:])
}

// await waits until what was written after byte from matches.
func (t *terminal) await(from int, want *regexp.Regexp) (time.Time, error) {
	for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); time.Sleep(300 * time.Microsecond) {
		if n, last := t.written(); n > from && want.Match(t.output(from)) {
			return last, nil
		}
	}
	got := t.output(from)
	return time.Time{}, fmt.Errorf("%v was never written; the last is %q", want, got[max(0, len(got)-300):])
}

// settle waits until nothing was written for the given time.
func (t *terminal) settle(quiet time.Duration) {
	for {
		if _, last := t.written(); time.Since(last) > quiet {
			return
		}
		time.Sleep(quiet / 20)
	}
}

func (t *terminal) send(keys string) error {
	_, err := t.master.WriteString(keys)
	return err
}
