package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"dateline/config"
	"dateline/news"
	"dateline/store/postgres"
	"dateline/store/sqlite"
	"dateline/store/transfer"
)

func (a *app) migrateCommand() *cobra.Command {
	var from, to string
	cmd := &cobra.Command{
		Use: "migrate --from STORE --to STORE", Short: "Carry a whole store over to another and compare the two", Args: usageArgs(cobra.NoArgs),
		Long: "Carry a whole store over to another, of either kind: sqlite:PATH or postgres://HOST/DATABASE.\n" +
			"One that was broken off is begun again by the same command: what is there is not doubled.\n" +
			"At the end both are compared row by row. Left behind: alerts, times of marks, and feeds that were removed.",
		RunE: func(cmd *cobra.Command, _ []string) error { return a.migrate(cmd.Context(), from, to) },
	}
	cmd.Flags().StringVar(&from, "from", "", "the `store` that is carried over")
	cmd.Flags().StringVar(&to, "to", "", "the `store` that takes it")
	return cmd
}

func (a *app) migrate(ctx context.Context, from, to string) error {
	if from == "" || to == "" || from == to {
		return errors.New("migrate: name two stores with --from and --to, as sqlite:PATH or postgres://HOST/DATABASE")
	}
	source, err := a.openNamed(ctx, from)
	if err != nil {
		return err
	}
	defer a.close(source)
	target, err := a.openNamed(ctx, to)
	if err != nil {
		return err
	}
	defer a.close(target)
	told := 0
	err = transfer.Copy(ctx, source, target, transfer.Options{Engines: engineVersion(), Progress: func(what string, n int) {
		if told++; n < 1000 || told%10 == 0 {
			fmt.Fprintf(a.Err, "%s: %d\n", news.CleanLine(what), n)
		}
	}})
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	r, err := transfer.Compare(ctx, source, target)
	if err != nil {
		return fmt.Errorf("migrate: compare: %w", err)
	}
	for _, what := range r.Different {
		a.warn("differs: %s", what)
	}
	if !r.Same() {
		return fmt.Errorf("migrate: %d of %d rows differ", len(r.Different)+r.More, r.Rows)
	}
	_, err = fmt.Fprintf(a.Out, "%d rows are the same in both stores; checksum %016x\n", r.Rows, r.Sums[0])
	return err
}

// openNamed opens the store that a name stands for.
func (a *app) openNamed(ctx context.Context, name string) (transfer.Store, error) {
	var place config.Store
	place.Name(strings.TrimPrefix(name, "sqlite:"))
	if place.URL != "" {
		s, err := postgres.Open(ctx, place.URL, postgres.Options{Now: a.now})
		if err != nil {
			return nil, fmt.Errorf("open the store at %s: %w", place.Told(), err)
		}
		return s, nil
	}
	s, err := sqlite.Open(ctx, place.Path, sqlite.Options{Now: a.now})
	if err != nil {
		return nil, fmt.Errorf("open the store: %w", err)
	}
	return s, nil
}
