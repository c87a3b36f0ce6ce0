package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dateline/news"
)

func (a *app) watchCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "watch",
		Short: "Saved searches, and what of them makes an alert",
		Long: "A saved search is a query under a name. One that fires is a watch: news that matches it makes\n" +
			"an alert as it comes, while \"dateline\" runs or by \"dateline refresh\" from cron. What can fire:\n\n" + triggersHelp(),
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.watchList(cmd.Context(), false) },
	}
	cmd.AddCommand(a.watchListCommand(), a.watchAddCommand(), a.watchRemoveCommand())
	return cmd
}

// triggersHelp lists what can fire, one a line.
func triggersHelp() string {
	var b strings.Builder
	for _, t := range news.Triggers() {
		fmt.Fprintf(&b, "  %-12s %s\n", t, t.Help())
	}
	return strings.TrimRight(b.String(), "\n")
}

func (a *app) watchListCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "list", Short: "List saved searches with what they find", Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.watchList(cmd.Context(), asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON Lines")
	return cmd
}

// savedRow is a saved search as JSON.
type savedRow struct {
	news.SavedSearch
	Fires   []news.Trigger `json:"fires"` // never null
	Stories int            `json:"stories"`
	Unread  int            `json:"unread"`
}

func (a *app) watchList(ctx context.Context, asJSON bool) error {
	s, _, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	defer a.close(s)
	saved, err := s.Searches(ctx, news.Local)
	if err != nil {
		return err
	}
	enc := jsonLines(a.Out)
	for _, w := range saved {
		var c news.Counts
		if q, err := news.ParseQuery(w.Query); err == nil {
			if c, err = s.Counts(ctx, news.Local, q); err != nil {
				return err
			}
		}
		if asJSON {
			err = enc.Encode(savedRow{w, append([]news.Trigger{}, w.Fires...), c.Stories, c.Unread})
		} else {
			fires := ""
			if len(w.Fires) > 0 {
				fires = "  [" + news.TriggerNames(w.Fires) + "]"
			}
			more := ""
			if c.StoriesMore {
				more = "+"
			}
			_, err = fmt.Fprintf(a.Out, "%s: %s%s  (%d unread of %d%s)\n", w.Name, w.Query, fires, c.Unread, c.Stories, more)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (a *app) watchAddCommand() *cobra.Command {
	var name, on string
	cmd := &cobra.Command{
		Use:     "add QUERY...",
		Short:   "Save a search under a name, and watch it",
		Long:    "Save a search under a name; one that has the name gives way. It fires on new events unless\n--on says something else; --on none only saves it.\n\n" + triggersHelp(),
		Example: "dateline watch add country:PRK figure:troops --on figure,stance --name 'North Korea'\ndateline watch add 'grain talks' --on none --name grain",
		Args:    usageArgs(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			w := news.SavedSearch{User: news.Local, Name: name, Query: strings.Join(args, " "), Made: a.now().UTC()}
			if w.Name == "" {
				w.Name = w.Query
			}
			if on != "none" {
				var err error
				if w.Fires, err = news.ParseTriggers(on); err != nil {
					return usageError{err}
				}
			}
			if err := w.Check(); err != nil {
				return usageError{err}
			}
			return a.watchAdd(cmd.Context(), w)
		},
	}
	cmd.Flags().StringVar(&name, "name", "", "what to call it (default: the query)")
	cmd.Flags().StringVar(&on, "on", string(news.OnEvent), "what fires it: "+news.TriggerNames(news.Triggers())+", all, none")
	return cmd
}

func (a *app) watchAdd(ctx context.Context, w news.SavedSearch) error {
	s, _, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	defer a.close(s)
	q, err := news.ParseQuery(w.Query)
	if err != nil {
		return usageError{err}
	}
	nowhere, err := unknown(ctx, s, news.Local, q)
	if err != nil {
		return err
	}
	for _, m := range nowhere { // what is not yet in the news may be watched; a slip of the fingers never comes
		if m.Slip && len(w.Fires) > 0 {
			return fmt.Errorf("watch %s: %s", w.Name, m.Line)
		}
		a.warn("%s", m.Line)
	}
	saved, err := s.Searches(ctx, news.Local)
	if err != nil {
		return err
	}
	for _, o := range saved {
		if strings.EqualFold(o.Name, w.Name) {
			w.ID = o.ID
		}
	}
	if _, err = s.SaveSearch(ctx, w); err == nil && !a.quiet {
		verb := "watching"
		if len(w.Fires) == 0 {
			verb = "saved"
		}
		fmt.Fprintf(a.Out, "%s %s\n", verb, w.Name)
	}
	return err
}

func (a *app) watchRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use: "rm NAME...", Short: "Remove saved searches with their alerts", Args: usageArgs(cobra.MinimumNArgs(1)),
		ValidArgsFunction: a.savedNames,
		RunE: func(cmd *cobra.Command, names []string) error {
			s, _, err := a.openStore(cmd.Context())
			if err != nil {
				return err
			}
			defer a.close(s)
			saved, err := s.Searches(cmd.Context(), news.Local)
			if err != nil {
				return err
			}
			for _, name := range names {
				w, err := savedNamed(saved, name)
				if err == nil {
					err = s.RemoveSearch(cmd.Context(), news.Local, w.ID)
				}
				if err != nil {
					return fmt.Errorf("remove %s: %w", news.CleanLine(name), err)
				}
			}
			return nil
		},
	}
}

// savedNamed finds a search by its name, whatever the case of its letters.
func savedNamed(saved []news.SavedSearch, name string) (news.SavedSearch, error) {
	for _, w := range saved {
		if strings.EqualFold(w.Name, name) {
			return w, nil
		}
	}
	return news.SavedSearch{}, errors.New("no search is saved under this name (\"dateline watch list\" shows them)")
}

// savedNames completes the names of saved searches on a shell's command line.
func (a *app) savedNames(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	s, _, err := a.openStore(cmd.Context())
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	defer a.close(s)
	saved, err := s.Searches(cmd.Context(), news.Local)
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	names := make([]string, len(saved))
	for i := range saved {
		names[i] = saved[i].Name
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

func (a *app) alertsCommand() *cobra.Command {
	var asJSON, unseen, seen bool
	var limit int
	cmd := &cobra.Command{
		Use:   "alerts",
		Short: "List what the watches fired, newest first, with the very sentence",
		Args:  usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if limit < 0 {
				return usageError{fmt.Errorf("--limit is %d; it must not be negative", limit)}
			}
			return a.alerts(cmd.Context(), limit, asJSON, unseen, seen)
		},
		Example: "dateline alerts --unseen --seen    # what is new since the last time",
	}
	cmd.Flags().IntVarP(&limit, "limit", "n", 50, "at most this many; 0 for all")
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON Lines")
	cmd.Flags().BoolVar(&unseen, "unseen", false, "only those not seen yet")
	cmd.Flags().BoolVar(&seen, "seen", false, "note those that are listed as seen")
	return cmd
}

// mostAlerts is how many alerts a store keeps for a user, and more.
const mostAlerts = 1 << 20

func (a *app) alerts(ctx context.Context, limit int, asJSON, unseen, markSeen bool) error {
	s, cfg, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	defer a.close(s)
	zone, err := time.LoadLocation(cfg.Screen.Timezone)
	if err != nil {
		return err
	}
	page, err := s.Alerts(ctx, news.Local, mostAlerts)
	if err != nil {
		return err
	}
	enc := jsonLines(a.Out)
	var listed []news.AlertID
	for i := range page.Alerts {
		x := &page.Alerts[i]
		if unseen && x.Seen {
			continue
		}
		if limit > 0 && len(listed) == limit {
			break
		}
		if asJSON {
			err = enc.Encode(x)
		} else {
			_, err = fmt.Fprintf(a.Out, "%s  %s: %s\n    %s\n    %s · %s\n", x.Time.In(zone).Format("2006-01-02 15:04"), x.Rule, x.What, x.Sentence, x.Outlet, x.URL)
		}
		if err != nil {
			return err
		}
		listed = append(listed, x.ID)
	}
	if markSeen {
		_, err = s.ChangeAlerts(ctx, news.Local, news.AlertChange{Kind: news.AlertSeen, On: true, Alerts: listed})
	}
	return err
}
