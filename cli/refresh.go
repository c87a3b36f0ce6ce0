package cli

import (
	"context"
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"dateline/desk"
	"dateline/news"
)

func (a *app) refreshCommand() *cobra.Command {
	var all bool
	cmd := &cobra.Command{
		Use:   "refresh [ID|URL...]",
		Short: "Fetch feeds once, for cron: those that are due, or those named",
		Long: "Fetch feeds once. On a terminal the progress is shown; otherwise nothing is written but, one\n" +
			"a line, which feeds could not be read and why. The exit code is 1 when no feed at all could\nbe read.",
		Example: "*/10 * * * *  dateline refresh",
		RunE:    func(cmd *cobra.Command, names []string) error { return a.refresh(cmd.Context(), names, all) },
	}
	cmd.Flags().BoolVar(&all, "all", false, "also feeds that are not due yet (the servers' own waiting times are kept)")
	return cmd
}

func (a *app) refresh(ctx context.Context, names []string, all bool) error {
	defer debug.SetGCPercent(debug.SetGCPercent(40)) // the index is most of what there is, and it stays
	room, err := a.openDesk(ctx)
	if err != nil {
		return err
	}
	defer room.close()
	a.warnFrozen(room.store)
	if _, err := room.firstRun(ctx); err != nil {
		return err
	}
	only, err := a.feedsNamed(ctx, room, names, all)
	if err != nil {
		return err
	}
	stop := a.showProgress(ctx, room)
	report, err := room.desk.RefreshWait(ctx, only...)
	stop()
	if err != nil {
		return fmt.Errorf("refresh: %w", err)
	}
	if off := report.Behind; off.Abs() > 24*time.Hour { // by such a clock all news may be old
		fmt.Fprintf(a.Err, "dateline: this machine's clock is wrong by %.0f days, by what the servers say; old stories are not cleared out\n", off.Abs().Hours()/24)
	} else if _, err := room.desk.Sweep(ctx); err != nil {
		return fmt.Errorf("clear out old stories: %w", err)
	}
	if report.Feeds == 0 && !a.quiet && a.onTerminal() {
		return a.tellNothingDue(ctx, room, only)
	}
	return a.told(report)
}

// feedsNamed resolves ids and URLs; with all, every subscription.
func (a *app) feedsNamed(ctx context.Context, room *newsroom, names []string, all bool) ([]news.FeedID, error) {
	if len(names) == 0 && !all {
		return nil, nil
	}
	feeds, err := room.store.Feeds(ctx, news.Local)
	if err != nil {
		return nil, fmt.Errorf("list feeds: %w", err)
	}
	var ids []news.FeedID
	if all {
		for _, f := range feeds {
			ids = append(ids, f.ID)
		}
	}
	for _, name := range names {
		f, ok := feedNamed(feeds, name)
		if !ok {
			return nil, fmt.Errorf("refresh %s: no subscription has this id or URL (\"dateline feeds list\" shows them)", name)
		}
		ids = append(ids, f.ID)
	}
	return ids, nil
}

// showProgress keeps one line on the terminal up to date until the returned func is
// called. Off a terminal it shows nothing.
func (a *app) showProgress(ctx context.Context, room *newsroom) (stop func()) {
	if file, ok := a.terminal.Err.(*os.File); a.quiet || !ok || !term.IsTerminal(file.Fd()) {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	bulletins := room.desk.Watch(ctx)
	go func() {
		defer close(done)
		for b := range bulletins {
			if r := b.Round; r.Total > 0 {
				fmt.Fprintf(a.terminal.Err, "\r\x1b[K%d/%d feeds, %d new, %d failed, %d to tag", r.Done, r.Total, r.New, r.Failed, r.Tagging)
			}
		}
		fmt.Fprint(a.terminal.Err, "\r\x1b[K")
	}()
	return func() { cancel(); <-done }
}

// tellNothingDue says why no feed was fetched; asked are those that were named.
func (a *app) tellNothingDue(ctx context.Context, room *newsroom, asked []news.FeedID) error {
	feeds, err := room.store.Feeds(ctx, news.Local)
	if err != nil {
		return fmt.Errorf("list feeds: %w", err)
	}
	zone, err := time.LoadLocation(room.cfg.Screen.Timezone)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(a.Out, nothingDue(feeds, asked, a.now(), zone))
	return err
}

// nothingDue is the line that says why no feed was fetched.
func nothingDue(feeds []news.FeedStatus, asked []news.FeedID, now time.Time, zone *time.Location) string {
	var next time.Time
	var held []string
	for i := range feeds {
		f := &feeds[i]
		if by := f.HeldBy(now); by != "" && (len(asked) == 0 || slices.Contains(asked, f.ID)) {
			held = append(held, named(f.Feed)+" is being fetched by process "+by+" until "+f.Until.In(zone).Format("15:04:05"))
		}
		if at := f.State.Next; !f.State.Gone && at.After(now) && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	switch {
	case len(feeds) == 0:
		return "there are no feeds yet; \"dateline feeds add URL\" subscribes to one"
	case len(held) > 0:
		return "nothing was fetched: " + heldLines(held)
	case len(asked) > 0:
		return "nothing was fetched: the server of " + count(len(asked), "feed") + " asked for time; \"dateline feeds check\" says until when"
	case next.IsZero():
		return "no feed is due: another dateline is fetching them"
	}
	return "no feed is due before " + next.In(zone).Format("15:04") + "; \"dateline refresh --all\" does not wait"
}

// mostHeld is how many feeds are named that another process fetches.
const mostHeld = 3

// heldLines joins what is told of feeds that another process fetches.
func heldLines(held []string) string {
	if more := len(held) - mostHeld; more > 0 {
		held = append(held[:mostHeld:mostHeld], fmt.Sprintf("and %d more", more))
	}
	return strings.Join(held, "; ")
}

// told writes what a round did, a line for each feed that could not be read, and fails
// when that was every one.
func (a *app) told(r desk.Report) error {
	if r.Feeds == len(r.Failed) || !a.quiet {
		for _, f := range r.Failed {
			fmt.Fprintf(a.Err, "dateline: %s: %s\n", named(f.Feed), f.Err.Plain())
		}
	}
	if !a.quiet && a.onTerminal() {
		fmt.Fprintf(a.Out, "%s: %d new, %d changed, %d failed\n", count(r.Feeds, "feed"), r.New, r.Updated, len(r.Failed))
	}
	if r.Feeds > 0 && len(r.Failed) == r.Feeds {
		return fmt.Errorf("no feed could be read")
	}
	return nil
}

func (a *app) onTerminal() bool {
	file, ok := a.terminal.Out.(*os.File)
	return ok && term.IsTerminal(file.Fd())
}
