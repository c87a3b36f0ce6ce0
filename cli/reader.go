package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"dateline/desk"
	"dateline/news"
	"dateline/store"
	"dateline/ui"
	"dateline/ui/page"
)

// read opens the reader on the settings' store.
func (a *app) read(cmd *cobra.Command, _ []string) error {
	go ansi.StringWidthWc("…") // builds the table of widths, which takes as long as opening the store
	if err := a.needTerminal(); err != nil {
		return err
	}
	a.screened = true
	room, err := a.openDesk(cmd.Context())
	if err != nil {
		return err
	}
	defer room.close()
	first, err := room.firstRun(cmd.Context())
	if err != nil {
		return err
	}
	return a.screens(cmd.Context(), room, first)
}

// needTerminal says in words what Bubble Tea would say in numbers.
func (a *app) needTerminal() error {
	for _, f := range []any{a.terminal.In, a.terminal.Out} {
		if file, ok := f.(*os.File); !ok || !term.IsTerminal(file.Fd()) {
			return errors.New("the reader needs a terminal; \"dateline list\" and \"dateline search\" write to a pipe")
		}
	}
	return nil
}

// screens runs the screens on a desk until the reader quits, while the desk works
// the round beside them. The first time they begin with the tour.
func (a *app) screens(ctx context.Context, room *newsroom, first bool) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	inside, kill := context.WithCancel(context.WithoutCancel(ctx)) // a signal asks the screens to end, it does not break them off
	defer kill()
	options, err := screenOptions(inside, room, here(room.desk))
	if err != nil {
		return err
	}
	options.Tour = first
	began := room.clock().UTC()
	visit, err := newVisit(ctx, room.desk, began)
	if err != nil {
		return err
	}
	defer visit.end()
	options.LastVisit, options.AtHand = visit.last, visit.note
	percent := debug.SetGCPercent(-1) // until the first rows are shown there is nothing worth collecting
	shown := make(chan struct{})
	options.Shown = func() { close(shown) }
	go roomForKeys(room.desk.Watch(ctx))
	worked := make(chan error, 1)
	go func() {
		awaitScreen(ctx, shown)
		debug.SetGCPercent(percent)
		visit.note(began)
		if notice := frozenNotice(room.store); notice != "" {
			room.desk.Tell(notice)
		}
		worked <- room.desk.Run(ctx)
	}()
	asked := &ahead{Desk: room.desk}
	asked.ask(inside, ui.First(options.Memory))
	var program *tea.Program
	var pace pacer
	defer pace.leave()
	program = tea.NewProgram(newPaced(ui.New(inside, asked, options), &pace), tea.WithContext(inside), tea.WithInput(keys(a.In)),
		tea.WithOutput(pace.output(a.terminal.Out)), tea.WithFPS(framesPerSecond), tea.WithoutSignalHandler(),
		tea.WithFilter(pace.filter(func() *tea.Program { return program }, ui.Filter)))
	if room.notice != "" {
		room.desk.Tell(room.notice)
	}
	ended := make(chan struct{})
	go func() {
		select {
		case <-ctx.Done():
			leave(program, ended, kill)
		case <-ended:
		}
	}()
	_, err = program.Run()
	close(ended)
	stop()
	if worked := <-worked; worked != nil && !errors.Is(worked, context.Canceled) {
		room.log.Error("desk", "err", worked)
	}
	if n, why := room.desk.Unwritten(); n > 0 && err == nil {
		return fmt.Errorf("%s could not be written, lost now: %w", count(n, "mark"), why)
	}
	return screenError(err)
}

// spareThreads is how many more goroutines than there are cores may run at once beside
// screens. Engines and feeds being filed have all cores for themselves else, and a key waits
// until one of them is stopped, at every step of its way: 10 ms each. With threads to spare it
// is the system that decides, and it lets go first who has run least.
const spareThreads = 2

// roomForKeys makes room for keys beside screens while a round is worked, until watch is closed.
// At rest it would cost: each key wakes more threads, which find nothing. How many engines run
// is settled before.
func roomForKeys(watch <-chan news.Bulletin) {
	was, spare := runtime.GOMAXPROCS(0), false
	for b := range watch {
		if work := b.Round.Active() || b.Round.Tagging > 0; work != spare {
			spare = work
			runtime.GOMAXPROCS(was + map[bool]int{true: spareThreads}[spare])
		}
	}
	runtime.GOMAXPROCS(was)
}

// leaveTime is how long screens that were asked to end may take to keep the place.
const leaveTime = 3 * time.Second

// leave asks the screens to end, so that the reader's place is kept, and kills those that do
// not.
func leave(program *tea.Program, ended <-chan struct{}, kill func()) {
	late := time.AfterFunc(leaveTime, kill)
	defer late.Stop()
	program.Send(ui.Leave{})
	<-ended
}

// screenWait is how long the desk lets the screens have the machine to themselves.
const screenWait = time.Second

// awaitScreen waits until the first headlines are shown, but not for long: looking comes
// before work.
func awaitScreen(ctx context.Context, shown <-chan struct{}) {
	late := time.NewTimer(screenWait)
	defer late.Stop()
	select {
	case <-shown:
	case <-late.C:
	case <-ctx.Done():
	}
}

// keys is a terminal's input as the screens get it.
func keys(in io.Reader) io.Reader {
	if f, ok := in.(*os.File); ok {
		return newKeyboard(f)
	}
	return in
}

// screenError keeps what went wrong on the screens. Ending by a signal is no error:
// the terminal is restored and everything is filed.
func screenError(err error) error {
	if err == nil || errors.Is(err, tea.ErrInterrupted) || errors.Is(err, context.Canceled) && !errors.Is(err, tea.ErrProgramPanic) {
		return nil
	}
	return fmt.Errorf("screens: %w", err)
}

// seat is where a reader sits: whose marks are kept, and at which terminal.
type seat struct {
	desk *desk.Desk
	user news.User
	env  func(string) string // the terminal's environment
	// served says that the terminal is at the other end of a line: nothing is opened, run,
	// read or written on this machine.
	served bool
}

// here is the seat at this machine's own terminal.
func here(d *desk.Desk) seat { return seat{desk: d, user: news.Local, env: os.Getenv} }

// overSSH reports whether bytes are dear and the reader's machine is another.
func (s *seat) overSSH() bool {
	return s.served || s.env("SSH_CONNECTION") != "" || s.env("SSH_TTY") != ""
}

// open is what shows a link, nil where there is nothing to show it on.
func (s *seat) open(browser string) func(string) error {
	if s.served {
		return nil
	}
	return opener(browser, s.env)
}

// subscriptions are the feeds, with lists from where the reader has them.
func (s *seat) subscriptions(room *newsroom) page.Subscriptions {
	if s.served {
		return listsFrom{subscriptions{s.desk}, room.client, room.clock}
	}
	return subscriptions{s.desk}
}

// clipboard is how the reader's text is copied.
func (s *seat) clipboard(ctx context.Context) ui.Clipboard {
	find := exec.LookPath
	if s.served {
		find = func(string) (string, error) { return "", exec.ErrNotFound }
	}
	return clipboard(ctx, s.env, find)
}

// screenOptions tells the screens about the settings and the terminal.
func screenOptions(ctx context.Context, room *newsroom, at seat) (ui.Options, error) {
	zone, err := time.LoadLocation(room.cfg.Screen.Timezone)
	if err != nil {
		return ui.Options{}, err
	}
	s := room.cfg.Screen
	return ui.Options{
		Now:           room.clock,
		Zone:          zone,
		Theme:         s.Theme,
		ASCII:         s.ASCII || needsASCII(at.env),
		Keys:          room.cfg.Keys,
		Looks:         room.cfg.Theme,
		Isolate:       s.Isolate,
		Unsure:        s.Unsure,
		Claims:        s.Claims,
		NoColour:      at.env("NO_COLOR") != "",
		AskBackground: asksWell(at.env("TERM")),
		NoMouse:       !s.Mouse,
		Subscriptions: at.subscriptions(room),
		Ledger:        at.desk,
		Watchlist:     at.desk,
		Values:        values{room.store, at.user},
		Notify:        terminalNotify(room.cfg.Alerts.Notify),
		Profiles:      at.desk,
		Archive:       at.desk,
		Memory:        &memory{ctx: ctx, store: room.store, user: at.user, view: s.View, known: map[string]string{}},
		Open:          at.open(s.Browser),
		Save:          at.save(room.store, zone),
		OverSSH:       at.overSSH(),
		Served:        at.served,
		Clipboard:     at.clipboard(ctx),
		Photos:        photosFor(s.Photos, at.desk, at.overSSH(), at.env),
		AnyGraphics:   s.Photos == "on",
		Version:       Version(),
	}, nil
}

// photosFor returns what brings photos, nil where the settings or the place rule them
// out: automatically neither over SSH, where bytes are dear and the reader's machine is
// another, nor in tmux and screen, which keep pictures from the terminal.
func photosFor(setting string, from ui.Photos, overSSH bool, getenv func(string) string) ui.Photos {
	term := getenv("TERM")
	switch {
	case setting == "off" || !asksWell(term):
		return nil
	case setting == "on":
		return from
	case overSSH, getenv("TMUX") != "", getenv("STY") != "", strings.HasPrefix(term, "tmux"), strings.HasPrefix(term, "screen"):
		return nil
	}
	return from
}

// needsASCII reports whether the locale promises no UTF-8 (LC_ALL over LC_CTYPE over
// LANG, as in POSIX). An environment that says nothing is taken for UTF-8: that is
// what ssh and cron leave behind on machines that have it.
func needsASCII(env func(string) string) bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := env(name); v != "" {
			v = strings.ToLower(strings.ReplaceAll(v, "-", ""))
			return !strings.Contains(v, "utf8")
		}
	}
	return false
}

// asksWell reports whether a terminal of this name takes a question for what it is.
// The Linux console prints it.
func asksWell(name string) bool {
	return name != "" && name != "dumb" && name != "linux" && !strings.HasPrefix(name, "vt")
}

// memory keeps the screens' choices among the store's settings.
type memory struct {
	ctx   context.Context
	store store.Store
	user  news.User
	view  string // what the settings file says, when nothing is remembered
	known map[string]string
}

// Recall returns what was kept when it was asked for first, "" when nothing was. Screens
// recall while they are made and not later.
func (m *memory) Recall(key string) string {
	if v, ok := m.known[key]; ok {
		return v
	}
	v, err := m.store.Setting(m.ctx, m.user, "screen."+key)
	if (err != nil || v == "") && key == "view" {
		v = m.view
	}
	m.known[key] = v
	return v
}

// Keep writes a choice down. A choice that cannot be written is forgotten with the
// session; losing a pane's width is not worth a word on the screen.
func (m *memory) Keep(key, value string) {
	_ = m.store.SetSetting(m.ctx, m.user, "screen."+key, value)
}
