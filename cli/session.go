package cli

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/spf13/cobra"

	"dateline/news"
	"dateline/sshd"
	"dateline/ui"
)

// sessions are those of the readers of one newsroom.
type sessions struct {
	ctx  context.Context // the newsroom's
	room *newsroom
}

// screens runs the screens of a session. They are asked to end when ctx does, so that the
// reader's place is kept.
func (h sessions) screens(ctx context.Context, s *sshd.Session) error {
	inside, stop := context.WithCancel(h.ctx)
	defer stop()
	at := seat{desk: h.room.desk.Session(s.User, s.Role), user: s.User, env: getenv(s.Env), served: true}
	options, err := screenOptions(inside, h.room, at)
	if err != nil {
		return err
	}
	if s.Role == news.Guest {
		options = forGuest(options)
	} else {
		visit, err := beginVisit(inside, at.desk, h.room.clock().UTC())
		if err != nil {
			return err
		}
		defer visit.end()
		if err := at.desk.PassAlerts(inside); err != nil {
			h.room.log.Warn("alerts not passed", "why", err)
		}
		options.LastVisit, options.AtHand, options.Tour = visit.last, visit.note, visit.last.IsZero()
	}
	in := newLine(s)
	defer in.close()
	paint := newPainter(s, s.Window.Cols, s.Window.Rows, s.Env)
	defer paint.end()
	program := tea.NewProgram(painted{ui.New(inside, at.desk, options), paint},
		tea.WithContext(inside), tea.WithInput(keyboardOf(in)), tea.WithOutput(s), tea.WithEnvironment(append(s.Env, "SSH_TTY=session")),
		tea.WithColorProfile(colorprofile.Env(s.Env)), tea.WithWindowSize(s.Window.Cols, s.Window.Rows), tea.WithoutRenderer(), tea.WithFPS(1),
		tea.WithoutSignalHandler(), tea.WithFilter(paint.filter))
	paint.program, paint.send = program, program.Send
	ended := make(chan struct{})
	go attend(ctx, s, program, in, ended, stop)
	_, err = program.Run()
	close(ended)
	return screenError(err)
}

// forGuest takes from the options of screens what a guest has not; the desk refuses the rest.
func forGuest(o ui.Options) ui.Options {
	o.Memory, o.Subscriptions, o.Watchlist, o.Photos = nil, nil, nil, nil
	return o
}

// attend tells the screens of what happens to their session: its window changes, its
// reader hangs up, its time is over.
func attend(ctx context.Context, s *sshd.Session, program *tea.Program, in *line, ended <-chan struct{}, kill func()) {
	for {
		select {
		case size := <-s.Resized:
			program.Send(tea.WindowSizeMsg{Width: size.Cols, Height: size.Rows})
			continue
		case <-ctx.Done():
		case <-in.over:
		case <-ended:
			return
		}
		break
	}
	leave(program, ended, kill)
}

// getenv looks up a value among "NAME=value".
func getenv(env []string) func(string) string {
	return func(name string) string {
		for _, e := range env {
			if v, ok := strings.CutPrefix(e, name+"="); ok {
				return v
			}
		}
		return ""
	}
}

// line is what comes over a session's line, as input that can be waited for.
type line struct {
	from io.Reader
	got  chan []byte
	over chan struct{} // closed when nothing more comes
	done chan struct{} // closed when nobody reads any more
	left []byte        // got, and not yet read
	once sync.Once
}

func newLine(from io.Reader) *line {
	l := &line{from: from, got: make(chan []byte), over: make(chan struct{}), done: make(chan struct{})}
	go l.pump()
	return l
}

func (l *line) pump() {
	defer close(l.over)
	for {
		b := make([]byte, 512)
		n, err := l.from.Read(b)
		if n > 0 {
			select {
			case l.got <- b[:n]:
			case <-l.done:
				return
			}
		}
		if err != nil {
			return
		}
	}
}

func (l *line) close() { l.once.Do(func() { close(l.done) }) }

// Read waits for input. It ends with the line, or when the line is closed here.
func (l *line) Read(p []byte) (int, error) {
	if len(l.left) == 0 {
		select {
		case l.left = <-l.got:
		case <-l.over:
			return 0, io.EOF
		case <-l.done:
			return 0, io.EOF
		}
	}
	n := copy(p, l.left)
	l.left = l.left[n:]
	return n, nil
}

func (l *line) ready(wait time.Duration) bool {
	if len(l.left) > 0 {
		return true
	}
	t := time.NewTimer(wait)
	defer t.Stop()
	select {
	case l.left = <-l.got:
		return true
	case <-l.over:
		return true // its end is to be read
	case <-t.C:
		return false
	}
}

// sessionCommands are the commands that a session may name.
func sessionCommands() []string {
	return []string{"list", "search", "show", "claims", "figures", "sitrep"}
}

// sessionTime is how long a command that a session names may work: the archive is everybody's.
const sessionTime = time.Minute

// inTime does a piece of work that has so long, and says so when it was stopped.
func inTime(ctx context.Context, most time.Duration, work func(context.Context) error) error {
	late := fmt.Errorf("stopped after %v; ask for less (-n) or for a narrower time (since:)", most)
	ctx, stop := context.WithTimeoutCause(ctx, most, late)
	defer stop()
	err := work(ctx)
	if err != nil && context.Cause(ctx) == late {
		return late
	}
	return err
}

// command runs a command as a session's reader, read by the same parser as in a shell.
func (h sessions) command(ctx context.Context, s *sshd.Session, args []string) int {
	return h.run(ctx, s.Reader, Streams{In: strings.NewReader(""), Out: s, Err: s.Stderr()}, args)
}

// run runs a command as a reader.
func (h sessions) run(ctx context.Context, reader sshd.Reader, streams Streams, args []string) int {
	a := newApp(streams)
	a.now, a.inside, a.user, a.role = h.room.clock, h.room, reader.User, reader.Role
	root := &cobra.Command{Use: "dateline", Args: usageArgs(cobra.NoArgs), SilenceUsage: true, SilenceErrors: true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true}}
	root.PersistentFlags().BoolVarP(&a.quiet, "quiet", "q", false, "say nothing but errors")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.AddCommand(a.listCommand(), a.searchCommand(), a.showCommand(), a.claimsCommand(), a.figuresCommand(), a.sitrepCommand())
	root.SetArgs(args)
	root.SetIn(a.In)
	root.SetOut(a.Out)
	root.SetErr(a.Err)
	return a.report(inTime(ctx, sessionTime, root.ExecuteContext))
}
