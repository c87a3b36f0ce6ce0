package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/crypto/ssh"
)

// house is a server at work.
type house struct {
	cmd   *exec.Cmd
	addr  string
	wires *wires // what it fetches, nil for nothing
}

// signer is a reader's key.
func signer(i int) (ssh.Signer, error) {
	seed := make([]byte, ed25519.SeedSize)
	binary.BigEndian.PutUint64(seed, uint64(i))
	return ssh.NewSignerFromKey(ed25519.NewKeyFromSeed(seed))
}

// open starts a server that knows n readers.
// Its archive is the one in dir, or in a database where one is named.
func open(ctx context.Context, program, dir string, n int, from *wires, database string) (*house, error) {
	var keys bytes.Buffer
	for i := range n {
		key, err := signer(i)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&keys, "%s reader%d\n", bytes.TrimSpace(ssh.MarshalAuthorizedKey(key.PublicKey())), i)
	}
	store := ""
	if database != "" {
		store = fmt.Sprintf("url = %q\n", database)
	}
	settings := fmt.Sprintf("[fetch]\noffline = %v\n[store]\n%spath = %q\ndays = 0\n[log]\nlevel = \"warn\"\n[screen]\nview = \"wire\"\n", from == nil, store, filepath.Join(dir, "stories.db"))
	if err := errors.Join(os.WriteFile(filepath.Join(dir, "keys"), keys.Bytes(), 0o600), os.WriteFile(filepath.Join(dir, "config.toml"), []byte(settings), 0o600)); err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0") // a port that is free
	if err != nil {
		return nil, err
	}
	h := &house{addr: l.Addr().String(), wires: from}
	_ = l.Close()
	h.cmd = exec.CommandContext(ctx, program, "--config", filepath.Join(dir, "config.toml"), "serve", "--listen", h.addr,
		"--keys", filepath.Join(dir, "keys"), "--host-key", filepath.Join(dir, "hostkey"), "--socket", filepath.Join(dir, h.addr+".sock"), "--per-minute", "-1", "--sessions", "5000")
	h.cmd.Stderr = os.Stderr
	h.cmd.Env = append(os.Environ(), from.environment()...)
	if err := h.cmd.Start(); err != nil {
		return nil, err
	}
	for range 200 {
		if c, err := net.Dial("tcp", h.addr); err == nil {
			return h, c.Close()
		}
		time.Sleep(50 * time.Millisecond)
	}
	h.close()
	return nil, errors.New("the server does not answer")
}

func (h *house) close() {
	_ = h.cmd.Process.Signal(syscall.SIGTERM)
	_ = h.cmd.Wait()
}

// warm waits until the server has read its stories, then lets readers in and out, so that
// what all share is there.
func (h *house) warm(ctx context.Context) error {
	for quiet := 0; quiet < 3 && ctx.Err() == nil; {
		before := h.cpu()
		time.Sleep(time.Second)
		if quiet++; h.cpu()-before > 50*time.Millisecond {
			quiet = 0
		}
	}
	readers, err := h.enter(ctx, 1)
	for _, r := range readers {
		_, err2 := r.press(ctx, 0, 5*time.Second)
		err = errors.Join(err, err2)
		r.close()
	}
	time.Sleep(2 * time.Second)
	return err
}

// memory is the resident memory of the server, in MiB.
func (h *house) memory() float64 {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", h.cmd.Process.Pid))
	_, rest, _ := strings.Cut(string(text), "VmRSS:")
	kb, _ := strconv.ParseFloat(strings.Fields(rest + " 0")[0], 64)
	return kb / 1024
}

// cpu is the time that the server has worked.
func (h *house) cpu() time.Duration {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", h.cmd.Process.Pid))
	_, rest, _ := strings.Cut(string(text), ") ")
	f := strings.Fields(rest)
	if len(f) < 13 {
		return 0
	}
	user, _ := strconv.Atoi(f[11])
	system, _ := strconv.Atoi(f[12])
	return time.Duration(user+system) * 10 * time.Millisecond // clock ticks are hundredths everywhere
}

// reader is a session with somebody in front of it.
type reader struct {
	client *ssh.Client
	in     io.Writer
	bytes  atomic.Int64
	wrote  chan time.Time // when something was written, the first since it was asked
	seen   atomic.Int32   // 'W' for the welcome, 'S' for the stories
	err    error
}

// enter lets n readers in, sixteen at a time, and takes them past the first page.
func (h *house) enter(ctx context.Context, n int) ([]*reader, error) {
	readers, errs := make([]*reader, n), make([]error, n)
	slots, done := make(chan struct{}, 16), make(chan struct{})
	for i := range n {
		go func() {
			slots <- struct{}{}
			readers[i], errs[i] = h.login(ctx, i)
			<-slots
			done <- struct{}{}
		}()
	}
	for range n {
		<-done
	}
	in := readers[:0]
	for _, r := range readers {
		if r != nil {
			in = append(in, r)
		}
	}
	return in, errors.Join(errs...)
}

// dial connects as a reader.
func (h *house) dial(i int) (*ssh.Client, error) {
	key, err := signer(i)
	if err != nil {
		return nil, err
	}
	return ssh.Dial("tcp", h.addr, &ssh.ClientConfig{User: "x", Auth: []ssh.AuthMethod{ssh.PublicKeys(key)},
		HostKeyCallback: ssh.InsecureIgnoreHostKey(), Timeout: time.Minute})
}

func (h *house) login(ctx context.Context, i int) (*reader, error) {
	c, err := h.dial(i)
	if err != nil {
		return nil, err
	}
	r := &reader{client: c, wrote: make(chan time.Time, 1)}
	s, err := c.NewSession()
	if err != nil {
		return r, err
	}
	in, err1 := s.StdinPipe()
	out, err2 := s.StdoutPipe()
	if err := errors.Join(err1, err2, s.RequestPty("xterm-256color", 40, 120, nil), s.Shell()); err != nil {
		return r, err
	}
	r.in = in
	go r.read(out)
	return r, r.arrive(ctx)
}

// arrive waits until the stories are shown. On a first visit a page for those who have
// never been there comes before.
func (r *reader) arrive(ctx context.Context) error {
	for range 6000 {
		switch r.seen.Load() {
		case 'S':
			return nil
		case 'W':
			r.seen.Store(0)
			if _, err := io.WriteString(r.in, "\r"); err != nil {
				return err
			}
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		time.Sleep(10 * time.Millisecond)
	}
	return errors.New("no stories were shown in a minute")
}

func (r *reader) close() { _ = r.client.Close() }

func (r *reader) read(out io.Reader) {
	for b := make([]byte, 32<<10); ; {
		n, err := out.Read(b)
		if n > 0 {
			r.bytes.Add(int64(n))
			switch {
			case bytes.Contains(b[:n], []byte("Welcome to dateline")):
				r.seen.Store('W')
			case bytes.Contains(b[:n], []byte("Stories ")): // the pane's title; the welcome says "Stories:"
				r.seen.Store('S')
			}
			select {
			case r.wrote <- time.Now():
			default:
			}
		}
		if err != nil {
			return
		}
	}
}

// shown waits until something is shown.
func (r *reader) shown(ctx context.Context) error {
	select {
	case <-r.wrote:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(time.Minute):
		return errors.New("nothing was shown in a minute")
	}
}

// press presses a key a second for some time and returns how long each took to show.
func (r *reader) press(ctx context.Context, after, long time.Duration) (took []time.Duration, err error) {
	time.Sleep(after)
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	keys := "jjkjjkzz" // through the list, and a pane alone
	for i, until := 0, time.Now().Add(long); time.Now().Before(until); i++ {
		<-tick.C
		select {
		case <-r.wrote: // of before
		default:
		}
		began := time.Now()
		if _, err := r.in.Write([]byte{keys[i%len(keys)]}); err != nil {
			return took, err
		}
		if err := r.shown(ctx); err != nil {
			return took, err
		}
		took = append(took, time.Since(began))
	}
	return took, nil
}
