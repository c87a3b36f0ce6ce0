package cli

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/pem"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
	"golang.org/x/sys/unix"

	"dateline/news"
	"dateline/sshd"
)

// door is a served edition, and what OpenSSH's client needs to come in.
type door struct {
	*sshd.Server
	room *newsroom
	port string
	dir  string // with the keys of ana, ben and a stranger
}

// openDoor serves the edition to ana and ben, by keys in a folder.
func openDoor(t *testing.T, open bool) *door {
	t.Helper()
	if _, err := exec.LookPath("ssh"); err != nil {
		t.Skip("no ssh here")
	}
	d := &door{room: openTestEdition(t), dir: t.TempDir()}
	d.room.cfg.Screen.Theme, d.room.cfg.Theme = "dark", map[string]string{"country": "#d08040"}
	d.room.log = slog.New(slog.DiscardHandler)
	for i, name := range []string{"ana", "ben", "eve"} {
		d.writeKey(t, name, byte(i))
	}
	ctx, end := context.WithCancel(t.Context())
	s := serving{keys: filepath.Join(d.dir, "readers"), hostKey: filepath.Join(d.dir, "hostkey"), open: open, limits: sshd.Limits{PerMinute: -1}}
	var err error
	if d.Server, _, err = s.door(ctx, d.room); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, d.port, _ = net.SplitHostPort(l.Addr().String())
	served := make(chan error, 1)
	go func() { served <- d.Serve(l) }()
	t.Cleanup(func() {
		soon, stop := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer stop()
		if err := errors.Join(d.Shutdown(soon), <-served); err != nil {
			t.Error(err)
		}
		end()
		if n := d.Stats(); n != (sshd.Stats{}) {
			t.Errorf("left behind: %+v", n)
		}
	})
	return d
}

// writeKey makes a reader's key; eve's is not among the readers'.
func (d *door) writeKey(t *testing.T, name string, seed byte) {
	t.Helper()
	private := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, ed25519.SeedSize))
	block, err := ssh.MarshalPrivateKey(private, name)
	if err != nil {
		t.Fatal(err)
	}
	public, err := ssh.NewPublicKey(private.Public())
	if err != nil {
		t.Fatal(err)
	}
	err = errors.Join(os.MkdirAll(filepath.Join(d.dir, "readers"), 0o700), os.WriteFile(filepath.Join(d.dir, name), pem.EncodeToMemory(block), 0o600))
	if name != "eve" {
		err = errors.Join(err, os.WriteFile(filepath.Join(d.dir, "readers", name), ssh.MarshalAuthorizedKey(public), 0o600))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// ssh is OpenSSH's client with a reader's key and nothing of this machine's settings.
func (d *door) ssh(program, who string, args ...string) *exec.Cmd {
	port := "-p"
	if program == "scp" || program == "sftp" {
		port = "-P"
	}
	all := []string{"-F", "none", port, d.port, "-i", filepath.Join(d.dir, who), "-o", "IdentitiesOnly=yes", "-o", "StrictHostKeyChecking=no",
		"-o", "UserKnownHostsFile=" + filepath.Join(d.dir, "known"), "-o", "LogLevel=ERROR", "-o", "BatchMode=yes"}
	cmd := exec.Command(program, append(all, args...)...)
	cmd.Env = []string{"HOME=" + d.dir, "PATH=" + os.Getenv("PATH"), "TERM=xterm-256color"}
	return cmd
}

// screens opens the screens of a reader in a pseudo terminal, and leaves the tour.
func (d *door) screens(t *testing.T, who string, env ...string) *terminal {
	t.Helper()
	login, who, as := strings.Cut(who, "@")
	if !as {
		login, who = "whoever", login
	}
	cmd := d.ssh("ssh", who, "-o", "SendEnv=COLORTERM LANG LC_*", login+"@127.0.0.1")
	cmd.Env = append(cmd.Env, env...)
	term := startTerminal(t, 120, 30, cmd)
	term.waitFor(t, 0, "Top")
	term.settle(300 * time.Millisecond)
	if strings.Contains(term.output(0), "Welcome to dateline") {
		term.send(t, "\r")
		term.waitFor(t, 0, "Stories ")
		term.settle(300 * time.Millisecond)
	}
	return term
}

// starred is how many stories a reader has starred.
func (d *door) starred(t *testing.T, user news.User) int {
	t.Helper()
	q, err := news.ParseQuery("is:starred")
	if err != nil {
		t.Fatal(err)
	}
	c, err := d.room.store.Counts(t.Context(), user, q)
	if err != nil {
		t.Fatal(err)
	}
	return c.Stories
}

// TestServedScreens reads over OpenSSH as two readers do.
func TestServedScreens(t *testing.T) {
	d := openDoor(t, false)
	ana, again, ben := d.screens(t, "ana"), d.screens(t, "ana"), d.screens(t, "ben")

	t.Run("sessions of one reader share marks at once, and of two do not", func(t *testing.T) {
		seen, _ := again.written()
		other, _ := ben.written()
		ana.send(t, "*")
		again.waitFor(t, seen, "★")
		ben.settle(time.Second)
		if strings.Contains(ben.output(other), "★") {
			t.Error("ben sees ana's star")
		}
		if a, b := d.starred(t, "ana"), d.starred(t, "ben"); a == 0 || b != 0 {
			t.Errorf("starred: ana %d, ben %d", a, b)
		}
	})
	t.Run("the window changes", func(t *testing.T) {
		from, _ := ben.written()
		if err := unix.IoctlSetWinsize(int(ben.master.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 40, Col: 170}); err != nil {
			t.Fatal(err)
		}
		ben.waitFor(t, from, "Changes") // a tab that only wide windows have
	})
	t.Run("no bytes at rest", func(t *testing.T) {
		ana.settle(500 * time.Millisecond)
		before, _ := ana.written()
		time.Sleep(time.Second)
		if after, _ := ana.written(); after != before {
			t.Errorf("%d bytes at rest", after-before)
		}
	})
	t.Run("a key to suspend does nothing", func(t *testing.T) {
		ana.send(t, "\x1a")
		ana.send(t, "?")
		ana.settle(300 * time.Millisecond)
		if out := ana.output(0); strings.Contains(out, "back to the shell") {
			t.Error("the help offers to suspend")
		}
		ana.send(t, "q")
	})
	t.Run("a link is copied, not opened", func(t *testing.T) {
		from, _ := again.written()
		again.send(t, "o")
		again.waitFor(t, from, "\x1b]52;c;")
	})
	t.Run("quitting ends the client with the terminal as it was", func(t *testing.T) {
		ben.send(t, "q")
		if err := ben.cmd.Wait(); err != nil {
			t.Error(err)
		}
		if out := ben.output(0); strings.Count(out, "\x1b[?1049h") != 1 || strings.Count(out, "\x1b[?1049l") != 1 {
			t.Error("the other screen was not left")
		}
	})
	t.Run("the end of the server is told", func(t *testing.T) {
		from, _ := again.written()
		soon, stop := context.WithTimeout(t.Context(), 10*time.Second)
		defer stop()
		if err := d.Shutdown(soon); err != nil {
			t.Error(err)
		}
		again.waitFor(t, from, "dateline: the newsroom closes for now; your place is kept, come back in a minute\r\n")
		out := again.output(from)
		if !strings.Contains(out[:strings.Index(out, "dateline: the")], "\x1b[?1049l") {
			t.Error("it is told on the screen that is left")
		}
		if err := again.cmd.Wait(); err != nil {
			t.Error(err)
		}
	})
}

// TestServedColours: what a terminal can do is told by the client's TERM and COLORTERM.
func TestServedColours(t *testing.T) {
	d := openDoor(t, false)
	const palette, rgb, dash = "38;5;", "38;2;", "─"
	for _, row := range []struct {
		name   string
		env    []string
		has    []string
		hasNot []string
	}{
		{"256 colours", []string{"TERM=xterm-256color"}, []string{palette, dash}, []string{rgb}},
		{"all colours", []string{"TERM=xterm-256color", "COLORTERM=truecolor"}, []string{rgb}, nil},
		{"the Linux console", []string{"TERM=linux"}, []string{dash}, []string{palette, rgb, "\x1b]11;?"}},
		{"a locale without UTF-8", []string{"TERM=xterm-256color", "LC_ALL=C"}, []string{palette}, []string{dash}},
		{"no colours", []string{"TERM=vt100"}, nil, []string{palette, rgb, "\x1b]11;?"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			out := d.screens(t, "ana", row.env...).output(0)
			for _, s := range row.has {
				if !strings.Contains(out, s) {
					t.Errorf("without %q", s)
				}
			}
			for _, s := range row.hasNot {
				if strings.Contains(out, s) {
					t.Errorf("with %q", s)
				}
			}
		})
	}
}

// TestServedCommands: what OpenSSH's programs can ask for besides the screens.
func TestServedCommands(t *testing.T) {
	d := openDoor(t, true)
	refused := "there is no shell here"
	for _, row := range []struct {
		name string
		cmd  *exec.Cmd
		code int
		want string // in its output
	}{
		{"list", d.ssh("ssh", "ana", "127.0.0.1", "list -n 1 --json"), 0, `"story":`},
		{"search", d.ssh("ssh", "ana", "127.0.0.1", "search 'is:unread' -n 1"), 0, "unread"},
		{"a briefing", d.ssh("ssh", "ana", "127.0.0.1", "sitrep dam"), 0, "# Situation report: dam"},
		{"a flag that is not there", d.ssh("ssh", "ana", "127.0.0.1", "list --config /etc/passwd"), 2, "unknown flag: --config"},
		{"a query that is wrong", d.ssh("ssh", "ana", "127.0.0.1", "search country:"), 2, "dateline: "},
		{"a story that is not there", d.ssh("ssh", "ana", "127.0.0.1", "show none"), 1, "dateline: show:"},
		{"another command of dateline's", d.ssh("ssh", "ana", "127.0.0.1", "feeds export"), 2, refused},
		{"a program", d.ssh("ssh", "ana", "127.0.0.1", "cat /etc/passwd"), 2, refused},
		{"a shell", d.ssh("ssh", "ana", "-T", "127.0.0.1"), 2, "need a terminal"},
		{"a key that is not known", d.ssh("ssh", "eve", "127.0.0.1", "list"), 255, "Permission denied"},
		{"a guest", d.ssh("ssh", "eve", "guest@127.0.0.1", "list -n 1 --json"), 0, `"story":`},
		{"a forwarding back", d.ssh("ssh", "ana", "-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:1", "127.0.0.1", "list"), 255, "forwarding"},
		{"a forwarding", d.ssh("ssh", "ana", "-W", "127.0.0.1:"+d.port, "127.0.0.1"), 255, "forwarding failed"},
		{"an agent", d.ssh("ssh", "ana", "-A", "127.0.0.1", "list -n 1 --json"), 0, `"story":`},
		{"scp over sftp", d.ssh("scp", "ana", filepath.Join(d.dir, "ana"), "127.0.0.1:/tmp/dateline-was-here"), 255, "subsystem request failed"},
		{"scp of old", d.ssh("scp", "ana", "-O", filepath.Join(d.dir, "ana"), "127.0.0.1:/tmp/dateline-was-here"), 1, refused},
		{"sftp", d.ssh("sftp", "ana", "127.0.0.1"), 255, "subsystem request failed"},
	} {
		t.Run(row.name, func(t *testing.T) {
			row.cmd.WaitDelay = 10 * time.Second
			out, _ := row.cmd.CombinedOutput()
			if got := row.cmd.ProcessState.ExitCode(); got != row.code || !strings.Contains(string(out), row.want) {
				t.Errorf("exit code %d, want %d, with %q in\n%s", got, row.code, row.want, out)
			}
		})
	}
	if _, err := os.Stat("/tmp/dateline-was-here"); err == nil {
		t.Error("a file was copied here")
	}
}

// TestGuests: guests read, and nothing of it is kept.
func TestGuests(t *testing.T) {
	d := openDoor(t, true)
	guest := d.screens(t, "guest@eve")
	for _, row := range []struct{ name, keys, says string }{
		{"a star", "*", "is for readers with a key"},
		{"all read", "M", "is for readers with a key"},
		{"a feed", "aexample.org\r", "feeds cannot be changed here"},
		{"an import", ":import https://example.org/x\r", "feeds cannot be changed here"},
		{"fetching", "R", "feeds cannot be changed here"},
	} {
		from, _ := guest.written()
		guest.send(t, row.keys)
		guest.waitFor(t, from, row.says)
		if strings.HasPrefix(row.keys, "a") { // out of the prompt; a lone ESC may be waited on for a second
			guest.send(t, "\x1b")
			time.Sleep(2 * time.Second)
		}
		guest.send(t, "jk") // what was said goes
		guest.settle(500 * time.Millisecond)
	}
	from, _ := guest.written()
	guest.send(t, "\r") // reading is free
	guest.waitFor(t, from, "\x1b")
	guest.send(t, "q")
	if err := guest.cmd.Wait(); err != nil {
		t.Error(err)
	}
	q, err := news.ParseQuery("is:read OR is:starred")
	if err != nil {
		t.Fatal(err)
	}
	if c, err := d.room.store.Counts(t.Context(), sshd.GuestUser, q); err != nil || c.Stories != 0 {
		t.Errorf("%d marks of guests are kept, %v", c.Stories, err)
	}
}

// TestServe runs the command itself: it refuses to serve nobody or everybody unasked, and
// ends soon and well when it is asked to.
func TestServe(t *testing.T) {
	dir := t.TempDir()
	config := filepath.Join(dir, "config.toml")
	text := fmt.Sprintf("[fetch]\noffline = true\n[store]\npath = %q\n", filepath.Join(dir, "s", "stories.db"))
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	empty := filepath.Join(dir, "keys")
	if err := os.WriteFile(empty, []byte("# nobody\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		name string
		args []string
		code int
		says string
	}{
		{"nobody is named", nil, exitUsage, "--keys FILE"},
		{"a file that is not there", []string{"--keys", filepath.Join(dir, "none")}, exitFault, "no such file"},
		{"a file without keys", []string{"--keys", empty}, exitFault, "no keys"},
		{"an address that is none", []string{"--open", "--listen", "nowhere"}, exitFault, "serve: listen"},
	} {
		t.Run(row.name, func(t *testing.T) {
			var errs bytes.Buffer
			code := Run(t.Context(), append([]string{"--config", config, "serve"}, row.args...), Streams{In: strings.NewReader(""), Out: &errs, Err: &errs})
			if code != row.code || !strings.Contains(errs.String(), row.says) {
				t.Errorf("exit code %d, %s", code, errs.String())
			}
		})
	}
	ctx, stop := context.WithCancel(t.Context())
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan int, 1)
	go func() {
		ended <- Run(ctx, []string{"--config", config, "serve", "--open", "--listen", "127.0.0.1:0"}, Streams{In: strings.NewReader(""), Out: w, Err: w})
		_ = w.Close()
	}()
	var log []byte
	for buf := make([]byte, 4096); !bytes.Contains(log, []byte("msg=serving")); {
		n, err := r.Read(buf)
		if log = append(log, buf[:n]...); err != nil {
			t.Fatalf("%v: %s", err, log)
		}
	}
	var rest bytes.Buffer
	read := make(chan struct{})
	go func() { defer close(read); _, _ = rest.ReadFrom(r) }()
	stop()
	if code := <-ended; code != exitDone {
		t.Errorf("exit code %d", code)
	}
	if <-read; strings.Contains(rest.String(), "closed") {
		t.Errorf("the store was closed while the newsroom worked on it: %s", rest.String())
	}
}

// TestListsOfSessions: a session's import reads what was pasted or is at a public address,
// and no file of this machine.
func TestListsOfSessions(t *testing.T) {
	room := openTestEdition(t)
	lists := listsFrom{subscriptions{room.desk.Session("ana", news.Reader)}, room.client, room.clock}
	for _, row := range []struct {
		text  string
		added int
	}{
		{`<opml version="2.0"><body><outline type="rss" xmlUrl="https://lists.example/feed.xml" text="A feed"/></body></opml>`, 1},
		{"/etc/passwd", 0},
		{"file:///etc/passwd", 0},
		{"~/feeds.opml", 0},
		{"http://127.0.0.1:22/x.opml", 0},
		{"<opml", 0},
	} {
		got, err := lists.Import(t.Context(), row.text)
		if got.Added != row.added || (err == nil) != (row.added > 0) {
			t.Errorf("%s: %+v, %v", row.text, got, err)
		}
	}
	if _, err := lists.Export(t.Context(), filepath.Join(t.TempDir(), "x")); err == nil {
		t.Error("a file was written")
	}
}
