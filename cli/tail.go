package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"dateline/news"
)

func (a *app) tailCommand() *cobra.Command {
	var bell, asJSON bool
	cmd := &cobra.Command{
		Use:     "tail [QUERY...]",
		Short:   "Write new stories as lines, as they come, until stopped",
		Long:    "Fetch feeds as they come due and write each new story that matches as a line. Another\ndateline may be open on the same store: the two share the work.",
		Example: "dateline tail country:KOR\ndateline tail is:urgent --bell",
		RunE: func(cmd *cobra.Command, args []string) error {
			query, err := parseQuery(args)
			if err != nil {
				return err
			}
			room, err := a.openDesk(cmd.Context())
			if err != nil {
				return err
			}
			defer room.close()
			a.warnFrozen(room.store)
			if _, err := room.firstRun(cmd.Context()); err != nil {
				return err
			}
			return a.tail(cmd.Context(), room, query, bell, asJSON)
		},
	}
	cmd.Flags().BoolVar(&bell, "bell", false, "ring the terminal's bell for stories their agency marks urgent")
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON Lines")
	return cmd
}

// tail follows the desk's bulletins and writes what each brought. It ends with ctx,
// which is how a reader ends it: that is no error.
func (a *app) tail(ctx context.Context, room *newsroom, query news.Query, bell, asJSON bool) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	worked := make(chan error, 1)
	go func() { worked <- room.desk.Run(ctx) }()
	zone, err := time.LoadLocation(room.cfg.Screen.Timezone)
	if err != nil {
		return err
	}
	seen, err := newestSeen(ctx, room, query)
	if err != nil {
		return err
	}
	for b := range room.desk.Watch(ctx) {
		if b.Tagged == 0 && b.New == 0 {
			continue
		}
		rows, err := seen.unseen(ctx, room, query)
		if err != nil {
			return err
		}
		if err := writeRows(a.Out, rows, zone, asJSON); err != nil {
			return err
		}
		for _, h := range rows {
			if bell && h.Flags.Has(news.Urgent) {
				fmt.Fprint(a.terminal.Out, "\a")
			}
		}
	}
	stop()
	if err := <-worked; err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// seenStories are the newest stories as tail last saw them.
type seenStories map[news.StoryID]bool

// tailPage is how many of the newest stories are looked at after each bulletin;
// what one bulletin brings beyond that is not written line by line.
const tailPage = 500

func newestSeen(ctx context.Context, room *newsroom, q news.Query) (seenStories, error) {
	seen := seenStories{}
	_, err := seen.unseen(ctx, room, q)
	return seen, err
}

// unseen returns matching stories not seen before, oldest first, and remembers the
// newest ones in place of those before.
func (s seenStories) unseen(ctx context.Context, room *newsroom, q news.Query) ([]news.Headline, error) {
	page, err := room.store.Headlines(ctx, news.ListQuery{User: news.Local, View: news.Wire, Query: q, Limit: tailPage})
	if err != nil {
		return nil, fmt.Errorf("list stories: %w", err)
	}
	var fresh []news.Headline
	for _, h := range slices.Backward(page.Rows) {
		if !s[h.Story] {
			fresh = append(fresh, h)
		}
	}
	clear(s)
	for _, h := range page.Rows {
		s[h.Story] = true
	}
	return fresh, nil
}
