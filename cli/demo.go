package cli

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"dateline/config"
	"dateline/edition"
	"dateline/news"
	"dateline/store"
	"dateline/store/sqlite"
)

func (a *app) demoCommand() *cobra.Command {
	var list bool
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Show the whole product on an embedded edition of invented stories",
		Long: "Open the reader on invented stories of invented outlets, fetched through the same pipeline\n" +
			"as real ones but from inside the program: no network, and nothing is kept. Press R to\n" +
			"fetch again: some stories get new versions, one is corrected, one is withdrawn.",
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.demo(cmd.Context(), list) },
	}
	cmd.Flags().BoolVar(&list, "list", false, "fetch the edition and list its events as text instead")
	return cmd
}

// demo opens the reader on the edition, in a store that is deleted afterwards.
func (a *app) demo(ctx context.Context, list bool) error {
	if !list {
		if err := a.needTerminal(); err != nil {
			return err
		}
	}
	cfg, err := a.settings()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "dateline-demo-")
	if err != nil {
		return fmt.Errorf("make a folder for the demo: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	room, err := openEdition(ctx, cfg, filepath.Join(dir, "demo.db"), a.now)
	if err != nil {
		return err
	}
	defer room.close()
	if list {
		return a.listEdition(ctx, room)
	}
	return a.screens(ctx, room, false)
}

// openEdition makes a newsroom whose network is the embedded edition, as of what the
// clock says at first.
func openEdition(ctx context.Context, cfg config.Config, path string, clock func() time.Time) (*newsroom, error) {
	cfg.Log.Level, cfg.Fetch.Offline = "off", false
	s, err := sqlite.Open(ctx, path, sqlite.Options{Now: clock})
	if err != nil {
		return nil, fmt.Errorf("open the demo's store: %w", err)
	}
	now := clock().UTC()
	room := newNewsroom(cfg, s, world{network: edition.Transport(now), clock: clock}, notifier(cfg, true), slog.New(slog.DiscardHandler), nil)
	if err := subscribeEdition(ctx, s, now); err != nil {
		room.close()
		return nil, err
	}
	return room, nil
}

func subscribeEdition(ctx context.Context, s store.Store, now time.Time) error {
	for _, f := range edition.Feeds() {
		err := s.PutFeed(ctx, news.Feed{
			ID: news.NewFeedID(f.URL), URL: f.URL, Title: f.Title, Outlet: f.Outlet, Aliases: f.Aliases,
			Kind: news.OutletKind(f.Kind), Country: f.Country, Lang: f.Lang, Folder: f.Folder, Sitemap: f.Sitemap, Added: now,
		})
		if err != nil {
			return fmt.Errorf("subscribe to the demo's %s: %w", f.Title, err)
		}
	}
	return nil
}

// listEdition runs one round and lists the events it made.
func (a *app) listEdition(ctx context.Context, room *newsroom) error {
	if _, err := room.desk.RefreshWait(ctx); err != nil {
		return err
	}
	page, err := room.store.Headlines(ctx, news.ListQuery{User: news.Local, View: news.Top, Limit: pageSize})
	if err != nil {
		return err
	}
	return writeRows(a.Out, page.Rows, time.UTC, false)
}
