package sshd

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
)

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

// TestFault: a fault of the program in one session is told there, logged, and ends no other.
func TestFault(t *testing.T) {
	h := open(t, func(o *Options) {
		o.Command = func(context.Context, *Session, []string) int { panic("a map is nil") }
		of := o.Screens
		o.Screens = func(ctx context.Context, s *Session) error {
			if s.User == "ben" {
				panic("a row is not there")
			}
			return of(ctx, s)
		}
	})
	ana, _ := screens(t, h.ana(), 80, 24)
	_, told := screens(t, h.as('b'), 80, 24)
	s, err := h.as('b').NewSession()
	if err != nil {
		t.Fatal(err)
	}
	var says bytes.Buffer
	s.Stderr = &says
	var code *ssh.ExitError
	if err := s.Run("list"); !errors.As(err, &code) || code.ExitStatus() != 1 {
		t.Errorf("the command ended with %v, want exit code 1", err)
	}
	for where, line := range map[string]string{"screens": told, "command": says.String()} {
		if !strings.Contains(line, "a fault in the program ended this") || strings.Contains(line, "nil") {
			t.Errorf("%s: the reader is told %q", where, line)
		}
	}
	fmt.Fprint(ana.in, "x")
	ana.is("typed x")
	for _, want := range []string{"a map is nil", "a row is not there", "limits_test.go"} {
		if !strings.Contains(h.log.String(), want) {
			t.Errorf("the log does not tell of %q", want)
		}
	}
}
