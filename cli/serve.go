package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/crypto/ssh"

	"dateline/sshd"
)

// serving is what "serve" was asked for.
type serving struct {
	listen, keys, hostKey string
	open                  bool
	limits                sshd.Limits
	monitored
}

func (a *app) serveCommand() *cobra.Command {
	var s serving
	cmd := &cobra.Command{
		Use:   "serve --keys FILE|FOLDER",
		Short: "Serve the reader over SSH: one archive, many readers",
		Long: `Serve the whole reader over SSH, over the one archive that the settings name. Each reader
logs in with a public key and has marks, stars, watches and searches of their own.

--keys names a file in the form of authorized_keys, where the comment of a key says whose it
is ("ana" or "ana@laptop"), or a folder of such files, each named for its reader. They are
read again when they change. Nobody else gets in; with --open they do, as guests who read
and keep nothing. A reader may also name a command: ssh news.example search quake --json`,
		Example: "dateline serve --listen :2222 --keys ~/.ssh/authorized_keys\nssh -p 2222 news.example",
		Args:    usageArgs(cobra.NoArgs),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), &s) },
	}
	f := cmd.Flags()
	f.StringVar(&s.listen, "listen", ":2222", "`address` to serve; a socket that systemd hands over comes first")
	f.StringVar(&s.keys, "keys", "", "`file or folder` of the public keys that may log in")
	f.StringVar(&s.hostKey, "host-key", "", "this host's private key, made on the first start (default \"hostkey\" beside the store)")
	f.BoolVar(&s.open, "open", false, "let everybody read, as guests")
	d := sshd.Limits{}.Defaults()
	f.IntVar(&s.limits.Sessions, "sessions", d.Sessions, "at most this many sessions")
	f.IntVar(&s.limits.PerUser, "per-reader", d.PerUser, "at most this many sessions of one reader")
	f.IntVar(&s.limits.PerMinute, "per-minute", d.PerMinute, "at most this many connections of one address a minute; -1 for any number")
	f.DurationVar(&s.limits.Idle, "idle", d.Idle, "end a session without a key pressed for this long")
	f.DurationVar(&s.limits.Longest, "longest", d.Longest, "end a session after this long")
	s.monitored.flags(cmd)
	cmd.AddCommand(a.statusCommand())
	return cmd
}

// closeTime is how long readers and what they wait for have to end when the server does, and
// restTime how long the newsroom's own work has then.
const closeTime, restTime = 7 * time.Second, 2 * time.Second

// serve serves until ctx ends, then tells the readers, waits for them and ends.
func (a *app) serve(ctx context.Context, s *serving) error {
	if s.keys == "" && !s.open {
		return usageError{errors.New("serve whom? Name their public keys with --keys FILE, or say --open to let everybody read")}
	}
	room, err := a.openService(ctx)
	if err != nil {
		return err
	}
	defer room.close()
	if _, err := room.firstRun(ctx); err != nil {
		return err
	}
	base, end := context.WithCancel(context.WithoutCancel(ctx))
	defer end()
	door, key, err := s.door(base, room)
	if err != nil {
		return err
	}
	l, err := s.listener(ctx)
	if err != nil {
		return err
	}
	if err := s.start(base, room, door); err != nil {
		return errors.Join(err, l.Close())
	}
	go roomForKeys(room.desk.Watch(base))
	worked, rests := make(chan error, 1), make(chan struct{})
	go func() { defer close(rests); worked <- room.desk.Run(base) }()
	served := make(chan error, 1)
	go func() { served <- door.Serve(l) }()
	room.log.Info("serving", "on", l.Addr().String(), "hostkey", ssh.FingerprintSHA256(key.PublicKey()), "open", s.open)
	select {
	case <-ctx.Done():
		room.log.Info("closing", "sessions", door.Stats().Sessions)
	case err = <-served:
	case err = <-worked:
		err = fmt.Errorf("the newsroom ended: %w", err)
	}
	soon, stop := context.WithTimeout(base, closeTime)
	defer stop()
	if cut := door.Shutdown(soon); cut != nil {
		room.log.Warn("readers did not end in time", "why", cut)
	}
	end()
	room.rest(rests)
	if n, why := room.desk.Unwritten(); n > 0 && err == nil {
		return fmt.Errorf("%s could not be written, lost now: %w", count(n, "mark"), why)
	}
	return err
}

// rest waits until the newsroom's own work has ended: marks that were held are written then,
// and the index is kept.
func (r *newsroom) rest(ended <-chan struct{}) {
	late := time.NewTimer(restTime)
	defer late.Stop()
	select {
	case <-ended:
	case <-late.C:
		r.log.Warn("the newsroom did not end in time")
	}
}

// door makes the server of a newsroom, and returns its host key.
func (s *serving) door(ctx context.Context, room *newsroom) (*sshd.Server, ssh.Signer, error) {
	o := sshd.Options{Open: s.open, Limits: s.limits, Log: room.log}
	if s.keys != "" {
		var err error
		if o.Keys, err = sshd.OpenKeyring(s.keys, func(where string, err error) { room.log.Warn("a key is left out", "at", where, "why", err) }); err != nil {
			return nil, nil, fmt.Errorf("read the keys: %w", err)
		}
		room.log.Info("keys read", "keys", o.Keys.Len())
	}
	path := s.hostKey
	if path == "" {
		path = filepath.Join(filepath.Dir(room.cfg.Store.Path), "hostkey")
	}
	key, made, err := sshd.HostKey(path)
	if err != nil {
		return nil, nil, err
	}
	if made {
		room.log.Info("host key made", "path", path)
	}
	o.HostKey = key
	of := sessions{ctx: ctx, room: room}
	o.Screens, o.Command, o.Commands = of.screens, of.command, sessionCommands()
	door, err := sshd.New(o)
	return door, key, err
}

// listener is the socket that systemd hands over (LISTEN_FDS, its descriptor is 3), or
// one of the address asked for.
func (s *serving) listener(ctx context.Context) (net.Listener, error) {
	if os.Getenv("LISTEN_PID") == strconv.Itoa(os.Getpid()) && os.Getenv("LISTEN_FDS") != "" && os.Getenv("LISTEN_FDS") != "0" {
		f := os.NewFile(3, "systemd's socket")
		defer f.Close()
		l, err := net.FileListener(f)
		if err != nil {
			return nil, fmt.Errorf("serve systemd's socket: %w", err)
		}
		return l, nil
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", s.listen)
	if err != nil {
		return nil, fmt.Errorf("serve: %w", err)
	}
	return l, nil
}
