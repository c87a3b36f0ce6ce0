package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"dateline/config"
	"dateline/news"
	"dateline/store"
	"dateline/store/postgres"
	"dateline/store/sqlite"
)

// openStore reads the settings and opens the store they name, making its folder.
func (a *app) openStore(ctx context.Context) (store.Store, config.Config, error) {
	if a.inside != nil {
		return a.inside.store, a.inside.cfg, nil
	}
	c, err := a.settings()
	if err != nil {
		return nil, c, err
	}
	// The folder tells what its owner reads: nobody else's business.
	if err := os.MkdirAll(filepath.Dir(c.Store.Path), 0o700); err != nil {
		return nil, c, fmt.Errorf("make the store's folder: %w", err)
	}
	if c.Store.URL != "" {
		s, err := postgres.Open(ctx, c.Store.URL, postgres.Options{Now: a.now, ReadURL: c.Store.ReadURL})
		if err != nil {
			return nil, c, fmt.Errorf("open the store at %s: %w", c.Store.Told(), err)
		}
		return s, c, nil
	}
	s, err := sqlite.Open(ctx, c.Store.Path, sqlite.Options{Now: a.now})
	if err != nil {
		return nil, c, fmt.Errorf("open the store: %w", err)
	}
	if s.SetAside() != "" {
		a.notice = fmt.Sprintf("the store was damaged: it is kept as %s; a fresh one has what could be read of feeds, marks and starred stories", s.SetAside())
		a.warn("%s", a.notice)
	}
	return s, c, nil
}

// frozenNotice says that a store cannot be written for now, "" when it can. It opens the
// connection that writes, for which looking does not wait.
func frozenNotice(s store.Store) string {
	if f, ok := s.(interface{ Frozen() bool }); ok && f.Frozen() {
		return "the store can be read and not written for now; marks are kept in memory"
	}
	return ""
}

// warnFrozen says it to who is about to fetch.
func (a *app) warnFrozen(s store.Store) {
	if notice := frozenNotice(s); notice != "" {
		a.warn("%s", notice)
	}
}

// warn writes one line about what does not keep the command from its work.
func (a *app) warn(format string, args ...any) {
	fmt.Fprintf(a.Err, "dateline: %s\n", news.CleanLine(fmt.Sprintf(format, args...)))
}

// close ends use of a store; what it could not finish is said, not returned,
// because the command has its own result by then.
func (a *app) close(s store.Store) {
	if a.inside != nil {
		return // it is the newsroom's
	}
	if err := s.Close(); err != nil {
		a.warn("close the store: %v", err)
	}
}

func (a *app) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use: "backup FILE", Short: "Copy the whole store to a new file, also while it is in use", Args: usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, err := os.Stat(args[0]); err == nil {
				return fmt.Errorf("backup to %s: the file is there already; name a new one", args[0])
			}
			s, _, err := a.openStore(cmd.Context())
			if err != nil {
				return err
			}
			defer a.close(s)
			if err := s.Backup(cmd.Context(), args[0]); err != nil {
				return fmt.Errorf("backup to %s: %w", args[0], err)
			}
			return nil
		},
	}
}
