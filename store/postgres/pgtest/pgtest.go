//go:build unix

package pgtest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// Server is a cluster of its own in a temporary folder. It syncs nothing to the disk.
type Server struct {
	Port int
	bin  string
	dir  string
	as   *syscall.Credential // who runs it: PostgreSQL refuses root
	cmd  *exec.Cmd
}

// ErrNone says that there is no PostgreSQL on the machine, or none that may be run.
var ErrNone = errors.New("no PostgreSQL here")

// bin finds the folder of the newest PostgreSQL's programs.
func bin() (string, error) {
	all, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(all) == 0 {
		path, err := exec.LookPath("initdb")
		if err != nil {
			return "", ErrNone
		}
		all = append(all, path)
	}
	return filepath.Dir(slices.Max(all)), nil
}

// credential is who runs the server when this is root.
func credential() (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, ErrNone
}

// Start makes a cluster and starts it. settings are lines of its configuration.
func Start(settings ...string) (*Server, error) {
	s, err := prepare()
	if err != nil {
		return nil, err
	}
	if err := s.run("initdb", "-D", s.data(), "-U", "dateline", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C"); err != nil {
		s.Stop()
		return nil, err
	}
	if err := s.launch(settings); err != nil {
		s.Stop()
		return nil, err
	}
	return s, nil
}

// Standby makes a replica of a server and starts it.
func (s *Server) Standby(settings ...string) (*Server, error) {
	r, err := prepare()
	if err != nil {
		return nil, err
	}
	if err := r.run("pg_basebackup", "-D", r.data(), "-d", s.URL("postgres"), "-R", "-X", "stream", "--checkpoint=fast", "--no-sync"); err != nil {
		r.Stop()
		return nil, err
	}
	if err := r.launch(settings); err != nil {
		r.Stop()
		return nil, err
	}
	return r, nil
}

func prepare() (*Server, error) {
	s := new(Server)
	var err error
	if s.bin, err = bin(); err != nil {
		return nil, err
	}
	if s.as, err = credential(); err != nil {
		return nil, err
	}
	if s.dir, err = os.MkdirTemp("", "dateline-pg"); err != nil {
		return nil, err
	}
	if s.as != nil {
		if err := os.Chown(s.dir, int(s.as.Uid), int(s.as.Gid)); err != nil {
			return nil, err
		}
	}
	s.Port, err = freePort()
	return s, err
}

func (s *Server) data() string { return filepath.Join(s.dir, "data") }

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

func (s *Server) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(s.bin, name), args...)
	cmd.Dir = s.dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.as}
	return cmd
}

func (s *Server) run(name string, args ...string) error {
	if out, err := s.command(name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, out)
	}
	return nil
}

// launch starts the server and waits until it answers.
func (s *Server) launch(settings []string) error {
	args := []string{"-D", s.data(), "-h", "127.0.0.1", "-p", strconv.Itoa(s.Port), "-k", s.dir}
	for _, line := range append([]string{"fsync=off", "full_page_writes=off", "max_connections=300", "wal_level=replica", "max_wal_senders=4", "shared_buffers=128MB", "autovacuum_naptime=10s"}, settings...) {
		args = append(args, "-c", line)
	}
	s.cmd = s.command("postgres", args...)
	if err := s.cmd.Start(); err != nil {
		return err
	}
	var err error
	for range 300 {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		var conn *pgx.Conn
		if conn, err = pgx.Connect(ctx, s.URL("postgres")); err == nil {
			err = conn.Close(ctx)
			cancel()
			return err
		}
		cancel()
		time.Sleep(50 * time.Millisecond)
	}
	return fmt.Errorf("the server does not answer: %w", err)
}

// URL names a database of the server.
func (s *Server) URL(database string) string {
	return fmt.Sprintf("postgres://dateline@127.0.0.1:%d/%s?sslmode=disable", s.Port, database)
}

// Exec runs one statement in a database.
func (s *Server) Exec(database, query string) error {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, s.URL(database))
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, query)
	return errors.Join(err, conn.Close(ctx))
}

// Promote makes a replica take changes.
func (s *Server) Promote() error { return s.run("pg_ctl", "promote", "-D", s.data()) }

// Kill ends the server at once, as kill -9 of all its processes would.
func (s *Server) Kill() {
	if s.cmd != nil && s.cmd.Process != nil {
		_ = s.cmd.Process.Signal(syscall.SIGQUIT) // which ends its children at once too, without a word
		_ = s.cmd.Wait()
		s.cmd = nil
	}
}

// Stop ends the server and removes what it left.
func (s *Server) Stop() {
	s.Kill()
	_ = os.RemoveAll(s.dir)
}
