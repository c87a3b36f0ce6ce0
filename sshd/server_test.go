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
