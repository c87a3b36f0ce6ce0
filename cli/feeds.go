package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dateline/feed"
	"dateline/news"
)

func (a *app) feedsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "feeds",
		Short: "Add, list, check, remove, import and export subscriptions",
		Args:  usageArgs(cobra.NoArgs),
		RunE:  func(cmd *cobra.Command, _ []string) error { return a.listFeeds(cmd, false, false) },
	}
	cmd.AddCommand(a.feedsAdd(), a.feedsList(), a.feedsWires(), a.feedsRemove(), a.feedsCheck(), a.feedsImport(), a.feedsExport())
	return cmd
}

func (a *app) feedsAdd() *cobra.Command {
	return &cobra.Command{
		Use:     "add URL...",
		Short:   "Subscribe to a feed, or to the feed a page names",
		Example: "dateline feeds add https://example.org/world\ndateline feeds add https://example.org/rss.xml",
		Args:    usageArgs(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, urls []string) error {
			room, err := a.openDesk(cmd.Context())
			if err != nil {
				return err
			}
			defer room.close()
			for _, url := range urls {
				f, err := room.desk.Subscribe(cmd.Context(), url)
				if err != nil {
					return err
				}
				fmt.Fprintf(a.Out, "added %s (%s): %s\n", f.Title, f.URL, count(f.Items, "story"))
			}
			return room.desk.ReadFiled(cmd.Context())
		},
	}
}

func (a *app) feedsList() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "list", Short: "List subscriptions with their health", Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.listFeeds(cmd, asJSON, false) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON Lines")
	return cmd
}

func (a *app) feedsCheck() *cobra.Command {
	return &cobra.Command{
		Use: "check", Short: "List subscriptions that do not work, and why", Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.listFeeds(cmd, false, true) },
	}
}

// openFeeds opens a desk, for the caller to close, and lists its subscriptions.
func (a *app) openFeeds(ctx context.Context) (*newsroom, []news.FeedStatus, error) {
	room, err := a.openDesk(ctx)
	if err != nil {
		return nil, nil, err
	}
	feeds, err := room.desk.Feeds(ctx)
	if err != nil {
		room.close()
		return nil, nil, fmt.Errorf("list feeds: %w", err)
	}
	return room, feeds, nil
}

// listFeeds writes the subscriptions; onlyBroken leaves out those whose last fetch
// was good, and fails when there is any.
func (a *app) listFeeds(cmd *cobra.Command, asJSON, onlyBroken bool) error {
	room, feeds, err := a.openFeeds(cmd.Context())
	if err != nil {
		return err
	}
	defer room.close()
	enc := jsonLines(a.Out)
	broken := 0
	for _, f := range feeds {
		if f.State.Err != "" {
			broken++
		} else if onlyBroken {
			continue
		}
		if asJSON {
			err = enc.Encode(f)
		} else {
			_, err = fmt.Fprintln(a.Out, feedLine(f))
		}
		if err != nil {
			return err
		}
	}
	if onlyBroken && broken > 0 {
		return fmt.Errorf("%s of %d did not answer well", count(broken, "feed"), len(feeds))
	}
	return nil
}

// named is a feed's title, or its address while it has none.
func named(f news.Feed) string {
	if f.Title != "" {
		return f.Title
	}
	return news.Redact(f.URL)
}

func feedLine(f news.FeedStatus) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %-32s %5d unread %6d stored  %s", f.ID, named(f.Feed), f.Unread, f.Items, news.Redact(f.URL))
	switch {
	case f.State.Err != "":
		fmt.Fprintf(&b, "\n    %s", f.State.Err)
		if !f.State.LastGood.IsZero() {
			fmt.Fprintf(&b, "; last good %s", f.State.LastGood.Format(time.DateOnly))
		}
	case f.State.LastGood.IsZero():
		b.WriteString("\n    not fetched yet")
	case f.State.Repaired != "":
		fmt.Fprintf(&b, "\n    mended: %s", f.State.Repaired)
	}
	if f.Costly > 0 {
		fmt.Fprintf(&b, "\n    %s not tagged: too costly", count(f.Costly, "story"))
	}
	return b.String()
}

func (a *app) feedsWires() *cobra.Command {
	var all bool
	cmd := &cobra.Command{
		Use: "wires", Short: "List the wire services dateline knows, and which are on at first", Args: usageArgs(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			for _, w := range feed.Wires() {
				if !all && !w.Default {
					continue
				}
				on := " "
				if w.Default {
					on = "*"
				}
				if _, err := fmt.Fprintf(a.Out, "%s %-10s %-3s %-2s  %-40s %s\n", on, w.Feed.Folder, w.Feed.Country, w.Feed.Lang, w.Feed.Title, w.Feed.URL); err != nil {
					return err
				}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "also those that are off at first")
	return cmd
}

func (a *app) feedsRemove() *cobra.Command {
	return &cobra.Command{
		Use: "rm ID|URL...", Aliases: []string{"remove"}, Short: "End subscriptions; starred stories stay", Args: usageArgs(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, names []string) error {
			room, feeds, err := a.openFeeds(cmd.Context())
			if err != nil {
				return err
			}
			defer room.close()
			for _, name := range names {
				f, ok := feedNamed(feeds, name)
				if !ok {
					return fmt.Errorf("remove %s: no subscription has this id or URL (\"dateline feeds list\" shows them)", name)
				}
				if _, err := room.desk.RemoveFeed(cmd.Context(), f.ID); err != nil {
					return err
				}
				fmt.Fprintf(a.Out, "removed %s\n", f.Title)
			}
			return nil
		},
	}
}

func feedNamed(feeds []news.FeedStatus, name string) (news.Feed, bool) {
	for _, f := range feeds {
		if string(f.ID) == name || f.URL == name {
			return f.Feed, true
		}
	}
	return news.Feed{}, false
}

func (a *app) feedsImport() *cobra.Command {
	return &cobra.Command{
		Use:     "import FILE",
		Short:   "Subscribe to the feeds of an OPML or newsboat urls file (\"-\" is stdin)",
		Example: "dateline feeds import ~/.newsboat/urls",
		Args:    usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			body, err := a.document(args[0])
			if err != nil {
				return fmt.Errorf("import: %w", err)
			}
			room, err := a.openDesk(cmd.Context())
			if err != nil {
				return err
			}
			defer room.close()
			done, err := room.desk.ImportFeeds(cmd.Context(), body)
			if err != nil {
				return fmt.Errorf("import %s: %w", args[0], err)
			}
			_, err = fmt.Fprintln(a.Out, imported(done))
			return err
		},
	}
}

// imported says what came of a list, and what of it was left out.
func imported(done news.Imported) string {
	said := count(done.Added, "feed") + " added"
	switch done.Known {
	case 0:
	case 1:
		said += ", 1 was there already"
	default:
		said += fmt.Sprintf(", %d were there already", done.Known)
	}
	if n := len(done.Left); n > 0 {
		said += fmt.Sprintf(", %d left out because no http address is named there:\n  %s", n, strings.Join(done.Left, "\n  "))
	}
	return said
}

func (a *app) feedsExport() *cobra.Command {
	var urls bool
	cmd := &cobra.Command{
		Use: "export", Short: "Write the subscriptions as OPML (or as a newsboat urls file)", Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			room, err := a.openDesk(cmd.Context())
			if err != nil {
				return err
			}
			defer room.close()
			list, err := room.desk.ExportFeeds(cmd.Context(), urls)
			if err != nil {
				return err
			}
			_, err = a.Out.Write(list)
			return err
		},
	}
	cmd.Flags().BoolVar(&urls, "urls", false, "as a newsboat urls file")
	return cmd
}
