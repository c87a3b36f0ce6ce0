package sshd

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/crypto/ssh"

	"dateline/news"
)

// Size is a window's, in cells.
type Size struct{ Cols, Rows int }

// Session is what a reader has of a connection: a terminal, or a command and its output.
// Reading from it reads what the client sends, writing to it is shown.
type Session struct {
	Reader
	// Env is the little of the client's environment that is taken, as "NAME=value":
	// TERM, COLORTERM, LANG, LC_*.
	Env []string
	// Window is its size when the session begins; Resized tells the newest of those that it
	// has later.
	Window  Size
	Resized <-chan Size

	conn    *conn
	ch      ssh.Channel
	resized chan Size
	ctx     context.Context
	leave   context.CancelCauseFunc
	began   time.Time
	over    time.Time // when a sweep first found it left and not ended
	waited  int64     // what writing was at the sweep before
	pty     bool
	started atomic.Bool
	run     sync.WaitGroup

	pressed atomic.Int64 // when the reader last did something, by the server's age
	writing atomic.Int64 // since when something waits to be written, 0 for nothing
}

func newSession(c *conn, ch ssh.Channel) *Session {
	now := c.server.o.Clock()
	s := &Session{Reader: c.reader, conn: c, ch: ch, resized: make(chan Size, 1), began: now}
	s.Resized = s.resized
	s.pressed.Store(c.server.age(now))
	s.ctx, s.leave = context.WithCancelCause(context.Background())
	return s
}

// Read reads what the reader types.
func (s *Session) Read(p []byte) (int, error) {
	n, err := s.ch.Read(p)
	if n > 0 {
		s.pressed.Store(s.age())
	}
	return n, err
}

// Write shows something. A client that does not take it is dropped by the next sweep that
// finds it waiting for too long; nobody but this session waits for it. As a terminal does,
// one here begins each line at the margin.
func (s *Session) Write(p []byte) (int, error) {
	if !s.pty {
		return s.write(s.ch, p)
	}
	if _, err := s.write(s.ch, atMargin(p)); err != nil {
		return 0, err
	}
	return len(p), nil
}

// atMargin puts a carriage return before each end of a line that has none.
func atMargin(p []byte) []byte {
	var out []byte
	from := 0
	for i, b := range p {
		if b == '\n' && (i == 0 || p[i-1] != '\r') {
			out = append(append(out, p[from:i]...), '\r')
			from = i
		}
	}
	if from == 0 && out == nil {
		return p
	}
	return append(out, p[from:]...)
}

// Stderr is where a command tells of errors.
func (s *Session) Stderr() io.Writer {
	return writerFunc(func(p []byte) (int, error) { return s.write(s.ch.Stderr(), p) })
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// piece is how much is written at once. The time to take it in counts for each piece, so
// that a slow line may have as long as it needs.
const piece = 16 << 10

func (s *Session) write(to io.Writer, p []byte) (n int, err error) {
	defer s.writing.Store(0)
	for n < len(p) && err == nil {
		var m int
		s.writing.Store(s.age())
		m, err = to.Write(p[n:min(n+piece, len(p))])
		n += m
	}
	return n, err
}

// quiet returns for how long nothing was typed, and for how long something waits to be
// written, if it waited at the sweep before. One sweep calls it.
func (s *Session) quiet(now time.Time) (idle, stalled time.Duration) {
	age := s.conn.server.age(now)
	since := s.writing.Load()
	if since != 0 && since == s.waited {
		stalled = time.Duration(age - since)
	}
	s.waited = since
	return time.Duration(age - s.pressed.Load()), stalled
}

// age is how old the server is, by a clock that nobody sets.
func (s *Session) age() int64 { return s.conn.server.age(s.conn.server.o.Clock()) }

// lingers reports whether a session was left for so long that its end does not come.
func (s *Session) lingers(now time.Time, most time.Duration) bool {
	if s.ctx.Err() == nil {
		return false
	}
	if s.over.IsZero() {
		s.over = now
	}
	return now.Sub(s.over) > most
}

// serve answers what the client asks of its session until that is over.
func (s *Session) serve(requests <-chan *ssh.Request) {
	defer s.leave(errLeft)
	context.AfterFunc(s.ctx, func() { // what was never begun ends, too
		if !s.started.Load() {
			_ = s.ch.Close()
		}
	})
	for req := range requests {
		ok := s.request(req)
		if req.WantReply {
			_ = req.Reply(ok, nil)
		}
		if ok && s.starts(req) {
			s.started.Store(true)
			s.run.Add(1)
			go s.work(req)
		}
	}
	s.leave(errLeft)
	s.run.Wait()
}

// starts reports whether a request is one for work to begin.
func (s *Session) starts(req *ssh.Request) bool { return req.Type == "shell" || req.Type == "exec" }

// request takes a request, false for one that is refused. Subsystems (sftp), agents, X11
// and signals are.
func (s *Session) request(req *ssh.Request) bool {
	switch req.Type {
	case "pty-req":
		return !s.pty && !s.started.Load() && s.terminal(req.Payload)
	case "env":
		return !s.started.Load() && s.environment(req.Payload)
	case "window-change":
		return s.resize(req.Payload)
	case "shell", "exec":
		return !s.started.Load() && s.ctx.Err() == nil
	}
	return false
}

// terminal takes a terminal with its name and size.
func (s *Session) terminal(payload []byte) bool {
	var ask struct {
		Term                      string
		Cols, Rows, Width, Height uint32
		Modes                     string
	}
	if ssh.Unmarshal(payload, &ask) != nil {
		return false
	}
	s.pty, s.Window = true, s.clamp(ask.Cols, ask.Rows)
	if plainValue(ask.Term) {
		s.Env = append(s.Env, "TERM="+ask.Term)
	}
	return true
}

// clamp bounds a window: every cell of it costs memory here.
func (s *Session) clamp(cols, rows uint32) Size {
	l := &s.conn.server.o.Limits
	within := func(n uint32, most int) int { return int(min(max(n, 1), uint32(most))) }
	if cols == 0 || rows == 0 { // what has no size says so
		cols, rows = 80, 24
	}
	return Size{within(cols, l.Cols), within(rows, l.Rows)}
}

// maxEnv bounds the values taken and maxValue each, in bytes.
const maxEnv, maxValue = 16, 64

// environment takes a value of the client's environment, if it is one that says how its
// terminal shows text.
func (s *Session) environment(payload []byte) bool {
	var ask struct{ Name, Value string }
	if ssh.Unmarshal(payload, &ask) != nil || len(s.Env) >= maxEnv || !plainValue(ask.Value) {
		return false
	}
	if ask.Name != "COLORTERM" && ask.Name != "LANG" && !(strings.HasPrefix(ask.Name, "LC_") && plainValue(ask.Name)) {
		return false
	}
	s.Env = append(s.Env, ask.Name+"="+ask.Value)
	return true
}

// plainValue reports whether a text is short and of the characters of names.
func plainValue(v string) bool {
	return v != "" && len(v) <= maxValue && strings.IndexFunc(v, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-._+@:", r))
	}) < 0
}

// resize takes the size of the window. The newest counts, if several come at once.
func (s *Session) resize(payload []byte) bool {
	var ask struct{ Cols, Rows, Width, Height uint32 }
	if ssh.Unmarshal(payload, &ask) != nil || !s.pty {
		return false
	}
	size := s.clamp(ask.Cols, ask.Rows)
	if !s.started.Load() {
		s.Window = size
		return true
	}
	select {
	case <-s.resized:
	default:
	}
	s.resized <- size // there is room: nobody else sends
	return true
}

// work runs the screens or a command, tells how it ended, and closes the session.
func (s *Session) work(req *ssh.Request) {
	defer s.run.Done()
	defer s.ch.Close()
	code := s.guarded(req)
	_, _ = s.ch.SendRequest("exit-status", false, ssh.Marshal(struct{ Code uint32 }{uint32(code)}))
}

// guarded does the work of a request. A fault of the program in it ends this session with
// a line to its reader, and no other.
func (s *Session) guarded(req *ssh.Request) (code int) {
	defer func() {
		if fault := recover(); fault != nil {
			s.conn.server.o.Log.Error("a session ended by a fault", "user", string(s.User), "fault", fmt.Sprint(fault), "stack", string(debug.Stack()))
			s.say("a fault in the program ended this; it is in the server's log")
			code = 1
		}
	}()
	if req.Type == "exec" {
		return s.command(req.Payload)
	}
	return s.screens()
}

// screens runs the screens, and tells why they end if the reader did not end them.
func (s *Session) screens() (code int) {
	srv := s.conn.server
	if !s.pty {
		s.say("the screens need a terminal (ssh -t); or name a command: " + strings.Join(srv.o.Commands, ", "))
		return 2
	}
	srv.o.Log.Info("screens opened", "user", string(s.User), "cols", s.Window.Cols, "rows", s.Window.Rows)
	err := srv.o.Screens(s.ctx, s)
	why := context.Cause(s.ctx)
	srv.o.Log.Info("screens closed", "user", string(s.User), "lasted", srv.o.Clock().Sub(s.began).Round(time.Second), "why", reason(err, why))
	switch {
	case why != nil && why != errLeft:
		s.say(why.Error())
	case err != nil && why == nil:
		s.say("the screens ended: " + news.CleanLine(err.Error()))
		return 1
	}
	return 0
}

// reason is why screens ended, as the log has it.
func reason(err, why error) string {
	switch {
	case err != nil && why == nil:
		return err.Error()
	case why != nil:
		return why.Error()
	}
	return "quit"
}

// command runs a command that the client named, if it may be named.
func (s *Session) command(payload []byte) int {
	srv := s.conn.server
	var ask struct{ Line string }
	if ssh.Unmarshal(payload, &ask) != nil {
		return 2
	}
	args, err := commandLine(ask.Line, srv.o.Commands)
	if err != nil {
		srv.o.Log.Info("command refused", "user", string(s.User))
		s.say(err.Error())
		return 2
	}
	code := srv.o.Command(s.ctx, s, args)
	srv.o.Log.Info("command", "user", string(s.User), "name", args[0], "code", code)
	return code
}

// say writes one plain line to the reader.
func (s *Session) say(line string) {
	if s.pty {
		_, _ = fmt.Fprintf(s, "dateline: %s\n", line)
		return
	}
	_, _ = fmt.Fprintf(s.Stderr(), "dateline: %s\n", line)
}
