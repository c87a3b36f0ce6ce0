// Package cli is the command line. It alone knows every room: it reads the
// settings, opens the store, wires the desk to its engines and hands the screens
// a desk.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dateline/config"
	"dateline/news"
	"dateline/ui"
	"dateline/ui/theme"
)

// Exit codes: done, something went wrong, the command was wrongly given.
const (
	exitDone  = 0
	exitFault = 1
	exitUsage = 2
)

// Streams are the three standard streams of a run.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
	Notice   string // what the program is made from, for "version --licenses"
}

// Run runs one command line and returns its exit code: 0 done, 1 when something
// went wrong (one line on Err says what), 2 when the command was wrongly given.
func Run(ctx context.Context, args []string, s Streams) int { return run(ctx, args, s, time.Now) }

// run is Run by another clock.
func run(ctx context.Context, args []string, s Streams, now func() time.Time) int {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	s.Out = endWith(s.Out, func() { cancel(errUnread) })
	app := newApp(s)
	app.now = now
	root := app.command()
	root.SetArgs(args)
	root.SetIn(s.In)
	root.SetOut(app.Out)
	root.SetErr(app.Err)
	err := root.ExecuteContext(ctx)
	if context.Cause(ctx) == errUnread {
		return exitDone // whoever read our output had enough of it
	}
	return app.report(err)
}

// app is what the commands of one run share: the streams, and the settings once a
// command has asked for them. What is written to Out and Err is cleaned on its way.
type app struct {
	Streams
	terminal   Streams // the streams as they are, for screens and what is drawn
	configPath string
	storePath  string
	quiet      bool
	notice     string // about the store, told once on the terminal and on the screens
	screened   bool   // screens are about to open
	now        func() time.Time
	user       news.User // whose marks
	role       news.Role // of a session; at this machine all is allowed
	inside     *newsroom // the one that the command runs in, nil to open one
}

func newApp(s Streams) *app {
	return &app{Streams: Streams{In: s.In, Out: &cleanWriter{to: s.Out}, Err: &cleanWriter{to: s.Err}}, terminal: s, now: time.Now, user: news.Local}
}

// usageError is a mistake in how the command was given.
type usageError struct{ error }

// errSilent ends a run with exit code 1 when what went wrong was told already.
var errSilent = errors.New("told already")

// report writes the one line an error deserves and returns the exit code.
func (a *app) report(err error) int {
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errSilent):
		return exitFault
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(a.Err, "dateline: stopped")
		return exitFault
	case errors.As(err, &usage):
		fmt.Fprintf(a.Err, "dateline: %s (\"dateline help\" shows how)\n", news.CleanLine(err.Error()))
		return exitUsage
	default:
		fmt.Fprintf(a.Err, "dateline: %s\n", news.CleanLine(err.Error()))
		return exitFault
	}
}

// command builds the tree of commands.
func (a *app) command() *cobra.Command {
	root := &cobra.Command{
		Use:   "dateline",
		Short: "Read world news in the terminal, with who says what marked",
		Long: strings.TrimSpace(`
dateline pulls feeds of news agencies and papers, marks countries, agencies, people,
figures and claims in the text, and shows beside each story how others tell it.

Without a command it opens the reader. "dateline demo" shows everything on invented
stories, with no network and nothing kept.`),
		Args:          usageArgs(cobra.NoArgs),
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE:          a.read,
	}
	root.PersistentFlags().StringVar(&a.configPath, "config", "", "settings `file` (default "+homeless(config.Path())+")")
	root.PersistentFlags().StringVar(&a.storePath, "store", "", "store `file` instead of the one in the settings")
	root.PersistentFlags().BoolVarP(&a.quiet, "quiet", "q", false, "say nothing but errors")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.AddGroup(
		&cobra.Group{ID: "read", Title: "Read:"},
		&cobra.Group{ID: "feeds", Title: "Feeds:"},
		&cobra.Group{ID: "engines", Title: "Engines, on your own text:"},
	)
	add := func(group string, cmds ...*cobra.Command) {
		for _, c := range cmds {
			c.GroupID = group
			root.AddCommand(c)
		}
	}
	add("read", a.demoCommand(), a.listCommand(), a.searchCommand(), a.showCommand(), a.claimsCommand(), a.figuresCommand(), a.entityCommand(), a.changesCommand(), a.sitrepCommand(), a.tailCommand(), a.watchCommand(), a.alertsCommand())
	add("feeds", a.refreshCommand(), a.feedsCommand(), a.serveCommand())
	add("engines", a.tagCommand(), a.relatedCommand(), a.parseCommand())
	root.AddCommand(a.configCommand(), a.backupCommand(), a.migrateCommand(), a.versionCommand(), a.manCommand(root))
	return root
}

// usageArgs makes a wrong number of arguments, or an unknown command, a mistake of
// usage.
func usageArgs(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return usageError{err}
		}
		return nil
	}
}

// settings reads the settings file once it is needed.
func (a *app) settings() (config.Config, error) {
	path := a.configPath
	if path == "" {
		path = config.Path()
	}
	c, err := config.Load(path, a.configPath != "")
	if a.storePath != "" {
		c.Store.Name(a.storePath)
	}
	if err != nil {
		return c, err
	}
	return c, checkScreen(path, &c)
}

// checkScreen says what is wrong with keys and looks, which only the screens can judge.
func checkScreen(path string, c *config.Config) error {
	var key *ui.KeyError
	if err := ui.CheckKeys(c.Keys); errors.As(err, &key) {
		return fmt.Errorf("%s: line %d: %w", path, c.Line("keys."+key.Action), err)
	}
	var role *theme.RoleError
	p := theme.Terminal()
	if _, err := p.With(c.Theme); errors.As(err, &role) {
		return fmt.Errorf("%s: line %d: %w", path, c.Line("theme."+role.Role), err)
	}
	return nil
}
