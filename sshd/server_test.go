package sshd

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
)

// house is a server with a clock of its own and two readers, ana and ben.
type house struct {
	t      *testing.T
	server *Server
	addr   string
	keys   string // the file
	now    atomic.Int64
	log    lockedBuffer
}

// lockedBuffer is a buffer for several writers.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func (h *house) clock() time.Time { return start.Add(time.Duration(h.now.Load())) }

// later moves the clock on and sweeps.
func (h *house) later(d time.Duration) {
	for range 50 { // what is being written was not waiting for the time that is passed over
		if !h.writing() {
			break
		}
		time.Sleep(2 * time.Millisecond)
	}
	h.now.Add(int64(d))
	h.server.sweep(h.clock())
}

// writing reports whether a session has something under way to its client.
func (h *house) writing() bool {
	h.server.mu.Lock()
	defer h.server.mu.Unlock()
	for c := range h.server.conns {
		c.mu.Lock()
		for s := range c.sessions {
			if s.writing.Load() != 0 {
				c.mu.Unlock()
				return true
			}
		}
		c.mu.Unlock()
	}
	return false
}

// signer is the key of a reader by a letter.
func signer(t testing.TB, letter byte) ssh.Signer {
	t.Helper()
	s, err := ssh.NewSignerFromKey(ed25519.NewKeyFromSeed(bytes.Repeat([]byte{letter}, ed25519.SeedSize)))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// open starts a house. Its screens say who reads, and echo; "flood" writes without end.
func open(t *testing.T, change func(*Options)) *house {
	t.Helper()
	h := &house{t: t, keys: filepath.Join(t.TempDir(), "keys")}
	h.write("ana", "ben")
	ring, err := OpenKeyring(h.keys, nil)
	if err != nil {
		t.Fatal(err)
	}
	o := Options{HostKey: signer(t, 'h'), Keys: ring, Clock: h.clock, Screens: echo, Commands: someCommands,
		Command: func(_ context.Context, s *Session, args []string) int {
			fmt.Fprintf(s, "%s %s %q %q\n", s.User, s.Role, args, s.Env)
			fmt.Fprintln(s.Stderr(), "told apart")
			return 3
		},
		Limits: Limits{PerMinute: -1}, Log: slog.New(slog.NewTextHandler(&h.log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	if change != nil {
		change(&o)
	}
	if h.server, err = New(o); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h.addr = l.Addr().String()
	served := make(chan error, 1)
	go func() { served <- h.server.Serve(l) }()
	t.Cleanup(func() {
		ctx, stop := context.WithTimeout(context.Background(), 5*time.Second)
		defer stop()
		if err := h.server.Shutdown(ctx); err != nil {
			t.Error(err)
		}
		if err := <-served; err != nil {
			t.Error(err)
		}
	})
	return h
}

// echo are screens that say who reads and repeat what is typed until "q".
func echo(ctx context.Context, s *Session) error {
	fmt.Fprintf(s, "%s %dx%d %q\n", s.User, s.Window.Cols, s.Window.Rows, s.Env)
	typed := make(chan byte)
	gone := make(chan struct{})
	defer close(gone)
	go func() {
		defer close(typed)
		for b := make([]byte, 1); ; {
			if _, err := s.Read(b); err != nil {
				return
			}
			select {
			case typed <- b[0]:
			case <-gone:
				return
			}
		}
	}()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case size := <-s.Resized:
			fmt.Fprintf(s, "now %dx%d\n", size.Cols, size.Rows)
		case b, ok := <-typed:
			switch {
			case !ok || b == 'q':
				return nil
			case b == 'f':
				for {
					if _, err := s.Write(make([]byte, 1<<20)); err != nil {
						return err
					}
				}
			}
			fmt.Fprintf(s, "typed %c\n", b)
		}
	}
}

// write writes the file of keys.
func (h *house) write(names ...string) {
	h.t.Helper()
	var b bytes.Buffer
	for _, n := range names {
		fmt.Fprintf(&b, "%s %s\n", bytes.TrimSpace(ssh.MarshalAuthorizedKey(signer(h.t, n[0]).PublicKey())), n)
	}
	if err := os.WriteFile(h.keys, b.Bytes(), 0o600); err != nil {
		h.t.Fatal(err)
	}
}

// dial logs in as a user with a key.
func (h *house) dial(user string, key ssh.Signer, more ...ssh.AuthMethod) (*ssh.Client, error) {
	auth := more
	if key != nil {
		auth = append([]ssh.AuthMethod{ssh.PublicKeys(key)}, more...)
	}
	c, err := ssh.Dial("tcp", h.addr, &ssh.ClientConfig{User: user, Auth: auth, HostKeyCallback: ssh.FixedHostKey(signer(h.t, 'h').PublicKey()), Timeout: 10 * time.Second})
	if err == nil {
		h.t.Cleanup(func() { _ = c.Close() })
	}
	return c, err
}

func (h *house) ana() *ssh.Client { h.t.Helper(); return h.as('a') }

func (h *house) as(letter byte) *ssh.Client {
	h.t.Helper()
	c, err := h.dial("whoever", signer(h.t, letter))
	if err != nil {
		h.t.Fatal(err)
	}
	return c
}

// screen is a session with a terminal.
type screen struct {
	t *testing.T
	*ssh.Session
	in  io.Writer
	out io.Reader
}

// screens opens a session with a terminal and waits for its first line.
func screens(t *testing.T, c *ssh.Client, cols, rows int) (*screen, string) {
	t.Helper()
	s, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	in, err1 := s.StdinPipe()
	out, err2 := s.StdoutPipe()
	err3 := s.Setenv("COLORTERM", "truecolor")
	_ = s.Setenv("LD_PRELOAD", "/tmp/x")
	if err := errors.Join(err1, err2, err3, s.RequestPty("xterm-256color", rows, cols, nil), s.Shell()); err != nil {
		t.Fatal(err)
	}
	sc := &screen{t, s, in, out}
	return sc, sc.line()
}

// line reads a line.
func (s *screen) line() string {
	s.t.Helper()
	var b []byte
	for one := make([]byte, 1); ; b = append(b, one[0]) {
		if _, err := io.ReadFull(s.out, one); err != nil {
			s.t.Fatalf("after %q: %v", b, err)
		}
		if one[0] == '\n' { // a terminal's lines end with both
			return strings.TrimSuffix(string(b), "\r")
		}
	}
}

func (s *screen) is(want string) {
	s.t.Helper()
	if got := s.line(); got != want {
		s.t.Fatalf("got %q, want %q", got, want)
	}
}

// rest reads to the end.
func (s *screen) rest() string {
	s.t.Helper()
	b, err := io.ReadAll(s.out)
	if err != nil {
		s.t.Error(err)
	}
	return string(b)
}

func TestLogin(t *testing.T) {
	asked := ssh.KeyboardInteractive(func(_, _ string, questions []string, _ []bool) ([]string, error) {
		return make([]string, len(questions)), nil
	})
	password := ssh.Password("secret")
	for _, row := range []struct {
		name string
		open bool
		user string
		key  byte
		more []ssh.AuthMethod
		want string // who came in, "" for nobody
	}{
		{"a known key", false, "x", 'a', nil, "ana reader"},
		{"whatever name they give", false, "ben", 'a', nil, "ana reader"},
		{"another known key", false, "x", 'b', nil, "ben reader"},
		{"an unknown key", false, "ana", 'c', nil, ""},
		{"no key", false, "ana", 0, nil, ""},
		{"a password", false, "ana", 0, []ssh.AuthMethod{password}, ""},
		{"questions", false, "ana", 0, []ssh.AuthMethod{asked}, ""},
		{"a guest where there are none", false, "guest", 0, nil, ""},
		{"open: a guest", true, "guest", 0, nil, "guest guest"},
		{"open: a known key", true, "x", 'a', []ssh.AuthMethod{asked}, "ana reader"},
		{"open: an unknown key", true, "x", 'c', []ssh.AuthMethod{asked}, "guest guest"},
		{"open: no key", true, "x", 0, []ssh.AuthMethod{asked}, "guest guest"},
		{"open: a password", true, "x", 0, []ssh.AuthMethod{password}, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			h := open(t, func(o *Options) { o.Open = row.open })
			var key ssh.Signer
			if row.key != 0 {
				key = signer(t, row.key)
			}
			c, err := h.dial(row.user, key, row.more...)
			if err != nil {
				if row.want != "" {
					t.Fatal(err)
				}
				return
			}
			s, err := c.NewSession()
			if err != nil {
				t.Fatal(err)
			}
			out, _ := s.Output("list")
			if got := strings.Join(strings.Fields(string(out))[:2], " "); got != row.want {
				t.Errorf("%s came in, want %q", got, row.want)
			}
		})
	}
}

func TestNoKeysNoServer(t *testing.T) {
	if _, err := New(Options{HostKey: signer(t, 'h')}); !errors.Is(err, ErrNoKeys) {
		t.Errorf("got %v", err)
	}
}

func TestScreens(t *testing.T) {
	h := open(t, nil)
	s, first := screens(t, h.ana(), 100, 40)
	if first != `ana 100x40 ["COLORTERM=truecolor" "TERM=xterm-256color"]` {
		t.Errorf("got %s", first)
	}
	fmt.Fprint(s.in, "x")
	s.is("typed x")
	if err := s.WindowChange(50, 120); err != nil {
		t.Fatal(err)
	}
	s.is("now 120x50")
	if err := s.WindowChange(100000, 1<<30); err != nil {
		t.Fatal(err)
	}
	s.is("now 300x100")
	fmt.Fprint(s.in, "q")
	if rest, err := s.rest(), s.Wait(); rest != "" || err != nil {
		t.Errorf("left with %q, %v", rest, err)
	}
	if _, first := screens(t, h.ana(), 2000, 2000); !strings.HasPrefix(first, "ana 300x100") {
		t.Errorf("a huge window: %s", first)
	}
}

func TestCommand(t *testing.T) {
	h := open(t, nil)
	c := h.ana()
	for _, row := range []struct {
		line, out, err string
		code           int
	}{
		{`search "a b" --json`, `ana reader ["search" "a b" "--json"] []` + "\n", "told apart\n", 3},
		{"scp -t /etc/passwd", "", "dateline: there is no shell here; only list, search can be named, with --json\n", 2},
		{"sh -c list", "", "dateline: there is no shell here; only list, search can be named, with --json\n", 2},
		{"list 'open", "", "dateline: the command ends within quotes\n", 2},
		{"", "", "dateline: the screens need a terminal (ssh -t); or name a command: list, search\n", 2},
	} {
		s, err := c.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		var out, errs bytes.Buffer
		s.Stdout, s.Stderr = &out, &errs
		if row.line == "" {
			if err = s.Shell(); err == nil {
				err = s.Wait()
			}
		} else {
			err = s.Run(row.line)
		}
		var exit *ssh.ExitError
		if !errors.As(err, &exit) || exit.ExitStatus() != row.code || out.String() != row.out || errs.String() != row.err {
			t.Errorf("%s: %q, %q, %v", row.line, out.String(), errs.String(), err)
		}
	}
}

// TestOnlySessions: what else a connection of SSH can ask for is refused.
func TestOnlySessions(t *testing.T) {
	h := open(t, nil)
	c := h.ana()
	if _, err := c.Dial("tcp", h.addr); err == nil || !strings.Contains(err.Error(), "only sessions") {
		t.Errorf("a forwarding: %v", err)
	}
	if _, err := c.Listen("tcp", "127.0.0.1:0"); err == nil {
		t.Error("a forwarding back was granted")
	}
	if _, err := c.Dial("unix", "/run/x.sock"); err == nil {
		t.Error("a forwarding to a socket was granted")
	}
	for _, kind := range []string{"x11", "auth-agent@openssh.com", "tun@openssh.com", "none"} {
		if _, _, err := c.OpenChannel(kind, nil); err == nil {
			t.Errorf("a channel %s was granted", kind)
		}
	}
	s, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.RequestSubsystem("sftp"); err == nil {
		t.Error("sftp was granted")
	}
	for name, payload := range map[string][]byte{
		"auth-agent-req@openssh.com": nil, "x11-req": ssh.Marshal(struct {
			One          bool
			Kind, Cookie string
			Screen       uint32
		}{false, "k", "c", 0}), "signal": ssh.Marshal(struct{ Name string }{"KILL"}), "nothing": nil, "pty-req": {1, 2}, "window-change": {1}, "env": {0},
	} {
		if ok, err := s.SendRequest(name, true, payload); ok || err != nil {
			t.Errorf("%s: %v, %v", name, ok, err)
		}
	}
	for name, value := range map[string]string{"PATH": "x", "LD_PRELOAD": "x", "TMUX": "x", "TERM": "xterm", "SSH_TTY": "x", "NO_COLOR": "1",
		"LANG": "a\x1b[2J", "LC_X\n": "x", "COLORTERM": strings.Repeat("x", 100), "LC_ALL": ""} {
		if err := s.Setenv(name, value); err == nil {
			t.Errorf("%s=%q was taken", name, value)
		}
	}
	for i := range 2 * maxEnv {
		if err := s.Setenv(fmt.Sprintf("LC_%d", i), "C.UTF-8"); (err == nil) != (i < maxEnv) {
			t.Errorf("value %d: %v", i, err)
		}
	}
}

func TestLimits(t *testing.T) {
	h := open(t, func(o *Options) {
		o.Open = true
		o.Limits = Limits{PerMinute: -1, PerUser: 2, Sessions: 4, Idle: time.Hour, Longest: 3 * time.Hour}
	})
	ana := h.ana()
	one, _ := screens(t, ana, 80, 24)
	two, _ := screens(t, h.ana(), 80, 24) // on a connection of its own
	if _, err := ana.NewSession(); err == nil || !strings.Contains(err.Error(), "2 sessions of yours") {
		t.Errorf("a third session of one reader: %v", err)
	}
	guest, err := h.dial("guest", nil)
	if err != nil {
		t.Fatal(err)
	}
	screens(t, guest, 80, 24)
	screens(t, guest, 80, 24)
	if _, err := h.as('b').NewSession(); err == nil || !strings.Contains(err.Error(), "too many readers") {
		t.Errorf("a fifth session: %v", err)
	}
	h.later(50 * time.Minute)
	fmt.Fprint(two.in, "x")
	two.is("typed x")
	h.later(20 * time.Minute)
	if rest := one.rest(); rest != "dateline: "+errIdle.Error()+"\r\n" {
		t.Errorf("an idle session ended with %q", rest)
	}
	h.later(time.Second)
	for range 3 {
		fmt.Fprint(two.in, "y")
		two.is("typed y")
		h.later(40 * time.Minute)
	}
	if rest := two.rest(); rest != "dateline: "+errLongest.Error()+"\r\n" {
		t.Errorf("a long session ended with %q", rest)
	}
}

// TestKeyTaken: a key that is taken away ends its sessions, and nobody else's.
func TestKeyTaken(t *testing.T) {
	h := open(t, nil)
	a, _ := screens(t, h.ana(), 80, 24)
	b, _ := screens(t, h.as('b'), 80, 24)
	h.write("ben", "cy")
	h.later(time.Second)
	if rest := a.rest(); rest != "dateline: "+errRevoked.Error()+"\r\n" {
		t.Errorf("ended with %q", rest)
	}
	if _, err := h.dial("x", signer(t, 'a')); err == nil {
		t.Error("a key that was taken away still opens")
	}
	fmt.Fprint(b.in, "x")
	b.is("typed x")
	screens(t, h.as('c'), 80, 24)
	if log := h.log.String(); !strings.Contains(log, "keys read again") {
		t.Errorf("the log: %s", log)
	}
}

// slowSigner does something before it signs.
type slowSigner struct {
	ssh.Signer
	before func()
}

func (s slowSigner) Sign(rand io.Reader, data []byte) (*ssh.Signature, error) {
	s.before()
	return s.Signer.Sign(rand, data)
}

// TestKeyTakenInHandshake: a key that is taken away between its being offered and its
// signature opens nothing.
func TestKeyTakenInHandshake(t *testing.T) {
	h := open(t, nil)
	c, err := h.dial("x", slowSigner{signer(t, 'a'), func() {
		h.write("ben", "cy")
		h.later(time.Second)
	}})
	if err != nil {
		return // it did not even log in
	}
	if _, err := c.NewSession(); err == nil {
		t.Error("a session was opened")
	}
}

// TestSlowClient: a client that does not read is dropped; nobody waits for it.
func TestSlowClient(t *testing.T) {
	h := open(t, nil)
	a, _ := screens(t, h.ana(), 80, 24)
	b, _ := screens(t, h.as('b'), 80, 24)
	fmt.Fprint(a.in, "f")
	h.until(func() bool { // what lies between is full, and the next write waits
		h.later(time.Second)
		return strings.Contains(h.log.String(), "does not read")
	})
	h.until(func() bool { return h.server.Stats().Sessions == 1 })
	fmt.Fprint(b.in, "x")
	b.is("typed x")
}

// until waits for something that comes soon.
func (h *house) until(is func() bool) {
	h.t.Helper()
	for range 2000 {
		if is() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	h.t.Fatalf("does not come; there are %+v\n%s", h.server.Stats(), h.log.String())
}

// TestIdleConnections: a connection that never speaks, never logs in or never asks for
// anything ends.
func TestIdleConnections(t *testing.T) {
	h := open(t, func(o *Options) { o.Limits.Handshake = 300 * time.Millisecond })
	silent, err := net.Dial("tcp", h.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	if b, err := io.ReadAll(silent); err != nil || !bytes.HasPrefix(b, []byte("SSH-2.0-dateline\r\n")) {
		t.Errorf("a silent connection ended with %q, %v", b, err)
	}
	loggedIn, asked := h.ana(), h.ana()
	if _, err := asked.NewSession(); err != nil { // and does not begin
		t.Fatal(err)
	}
	h.until(func() bool { return h.server.Stats().Connections == 2 })
	h.until(func() bool { // the session may begin after the clock moved: it moves on
		h.later(time.Second)
		return h.server.Stats() == Stats{}
	})
	_, _ = loggedIn.Wait(), asked.Wait()
}

// TestShutdown: readers are told, and the server ends though one of them never does.
func TestShutdown(t *testing.T) {
	stuck := make(chan struct{})
	h := open(t, func(o *Options) {
		o.Screens = func(ctx context.Context, s *Session) error {
			if s.User == "ben" {
				fmt.Fprintln(s, "stuck")
				<-stuck
				return nil
			}
			return echo(ctx, s)
		}
	})
	defer close(stuck)
	a, _ := screens(t, h.ana(), 80, 24)
	idle := h.ana()
	ctx, stop := context.WithTimeout(context.Background(), 5*time.Second)
	defer stop()
	_, _ = screens(t, h.as('b'), 80, 24)
	soon, cut := context.WithTimeout(ctx, 300*time.Millisecond)
	defer cut()
	if err := h.server.Shutdown(soon); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("shutdown with a stuck session: %v", err)
	}
	if rest := a.rest(); rest != "dateline: "+errRestart.Error()+"\r\n" {
		t.Errorf("ended with %q", rest)
	}
	_ = idle.Wait()
	if _, err := net.Dial("tcp", h.addr); err == nil {
		t.Error("the address is still served")
	}
	stuck <- struct{}{}
	h.until(func() bool { return h.server.Stats() == Stats{} })
}

// TestNothingIsLeft: connections that come and go in every way leave no goroutine, no
// session and no count.
func TestNothingIsLeft(t *testing.T) {
	n := 1000
	if testing.Short() {
		n = 100
	}
	h := open(t, nil)
	visit := func(i int) {
		c := h.ana()
		switch i % 4 {
		case 0: // looked and left
			s, _ := screens(t, c, 80, 24)
			fmt.Fprint(s.in, "q")
			s.rest()
		case 1: // the line was cut
			screens(t, c, 80, 24)
		case 2: // a command
			s, err := c.NewSession()
			if err != nil {
				t.Fatal(err)
			}
			_ = s.Run("list")
		}
		_ = c.Close()
	}
	visit(1)
	h.until(func() bool { return h.server.Stats() == Stats{} })
	before := runtime.NumGoroutine()
	for i := range n {
		visit(i)
	}
	h.until(func() bool { return h.server.Stats() == Stats{} && runtime.NumGoroutine() <= before })
	h.server.mu.Lock()
	defer h.server.mu.Unlock()
	if len(h.server.of) != 0 || h.server.guests != 0 || h.server.gate.waiting != 0 {
		t.Errorf("left: %v, %d guests, %d handshakes", h.server.of, h.server.guests, h.server.gate.waiting)
	}
}

// TestBadHandshakes: strangers that knock all the time cost little, and a reader at work
// does not notice.
func TestBadHandshakes(t *testing.T) {
	n := 10_000
	if testing.Short() {
		n = 1000
	}
	h := open(t, func(o *Options) { o.Limits = Limits{PerMinute: 30} })
	s, _ := screens(t, h.ana(), 80, 24)
	for i := range n {
		c, err := net.Dial("tcp", h.addr)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = c.Write([]byte("SSH-2.0-x\r\n\x00\x00\xff\xff garbage of a stranger\r\n"))
		_ = c.Close()
		if i%100 == 0 {
			fmt.Fprint(s.in, "x")
			s.is("typed x")
		}
	}
	h.until(func() bool { return h.server.Stats().Connections == 1 && h.server.refused.Load() == int64(n-29) })
	if tried := strings.Count(h.log.String(), "no login"); tried > 30 {
		t.Errorf("%d handshakes of %d were begun", tried, n)
	}
	h.later(time.Second)
	if log := h.log.String(); !strings.Contains(log, fmt.Sprintf("count=%d", n-29)) {
		t.Errorf("the log does not count them: %s", log[max(0, len(log)-500):])
	}
}
