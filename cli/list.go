package cli

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dateline/news"
	"dateline/store"
)

// pageSize is how many rows are asked of the store at once.
const pageSize = 200

// listing is what "list" and "search" were asked for.
type listing struct {
	view   string
	limit  int
	asJSON bool
	byRank bool
	saved  string // name of a search, "" for none
}

func (l *listing) flags(cmd *cobra.Command, view string) {
	cmd.Flags().StringVar(&l.view, "view", view, "top: one line an event; wire: one a story")
	cmd.Flags().IntVarP(&l.limit, "limit", "n", 50, "at most this many; 0 for all")
	cmd.Flags().BoolVar(&l.asJSON, "json", false, "as JSON Lines")
}

func (a *app) listCommand() *cobra.Command {
	var l listing
	cmd := &cobra.Command{
		Use:     "list [QUERY...]",
		Short:   "List stored headlines, newest first",
		Example: "dateline list is:unread country:KOR -n 20\ndateline list --view top --json",
		RunE:    func(cmd *cobra.Command, args []string) error { return a.list(cmd, args, l) },
	}
	l.flags(cmd, "wire")
	return cmd
}

func (a *app) searchCommand() *cobra.Command {
	var l listing
	cmd := &cobra.Command{
		Use:     "search [QUERY...]",
		Short:   "Search stored stories",
		Long:    "Search stored stories in the language of the reader's \"/\" prompt:\n\n" + fieldsHelp(),
		Example: "dateline search 'grain talks' claim:denied since:2d\ndateline search 'figure:troops>1000' --json",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && l.saved == "" {
				return usageError{fmt.Errorf("search for what? Name a query, or a saved one with --saved")}
			}
			return a.list(cmd, args, l)
		},
	}
	l.flags(cmd, "wire")
	cmd.Flags().StringVar(&l.saved, "saved", "", "the search saved under this `name` (\"dateline watch list\"); a query searches within it")
	_ = cmd.RegisterFlagCompletionFunc("saved", a.savedNames) // the flag is there
	cmd.Flags().BoolVar(&l.byRank, "relevance", false, "most relevant first instead of newest first")
	return cmd
}

// list writes rows page by page, so that the first come at once and a long list
// needs no memory.
func (a *app) list(cmd *cobra.Command, args []string, l listing) error {
	view := news.View(l.view)
	if view != news.Top && view != news.Wire {
		return usageError{fmt.Errorf("--view is %q; it must be top or wire", l.view)}
	}
	if l.limit < 0 {
		return usageError{fmt.Errorf("--limit is %d; it must not be negative", l.limit)}
	}
	query, err := parseQuery(args)
	if err != nil {
		return err
	}
	s, cfg, err := a.openStore(cmd.Context())
	if err != nil {
		return err
	}
	defer a.close(s)
	if query, err = within(cmd.Context(), s, a.user, l.saved, query); err != nil {
		return err
	}
	if err := a.tellUnknown(cmd.Context(), s, query); err != nil {
		return err
	}
	zone, err := time.LoadLocation(cfg.Screen.Timezone)
	if err != nil {
		return err
	}
	ask := news.ListQuery{User: a.user, View: view, Query: query, ByRank: l.byRank}
	return a.listPages(cmd.Context(), s, ask, l, zone)
}

// listPages writes the rows of a query, up to the limit of the listing.
func (a *app) listPages(ctx context.Context, s store.Store, ask news.ListQuery, l listing, zone *time.Location) error {
	for left := l.limit; l.limit == 0 || left > 0; left -= ask.Limit {
		ask.Limit = pageSize
		if l.limit > 0 {
			ask.Limit = min(left, pageSize)
		}
		page, err := s.Headlines(ctx, ask)
		if err != nil {
			return fmt.Errorf("list stories: %w", err)
		}
		if err := writeRows(a.Out, page.Rows, zone, l.asJSON); err != nil {
			return err
		}
		if !page.More || len(page.Rows) == 0 {
			return nil
		}
		ask.After = page.Rows[len(page.Rows)-1].Cursor
	}
	return nil
}

// within narrows a query to what a saved search finds.
func within(ctx context.Context, s store.Store, user news.User, name string, q news.Query) (news.Query, error) {
	if name == "" {
		return q, nil
	}
	all, err := s.Searches(ctx, user)
	if err != nil {
		return q, err
	}
	w, err := savedNamed(all, name)
	if err != nil {
		return q, fmt.Errorf("search %s: %w", news.CleanLine(name), err)
	}
	saved, err := news.ParseQuery(w.Query)
	if err != nil {
		return q, fmt.Errorf("search %s: %w", w.Name, err)
	}
	return news.AllOf(saved, q), nil
}

// parseQuery joins the words of the command line to one query. A word with a space
// in it was quoted in the shell, and stays a query of its own words.
func parseQuery(args []string) (news.Query, error) {
	q, err := news.ParseQuery(strings.Join(args, " "))
	if err != nil {
		return q, usageError{err}
	}
	return q, nil
}

// row is a headline as JSON: flags by name, times in UTC.
type row struct {
	news.Headline
	Flags []string `json:"flags"`
}

func writeRows(w io.Writer, rows []news.Headline, zone *time.Location, asJSON bool) error {
	enc := jsonLines(w)
	for _, h := range rows {
		var err error
		if asJSON {
			err = enc.Encode(row{Headline: h, Flags: flagNames(h)})
		} else {
			_, err = fmt.Fprintln(w, rowLine(h, zone))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// rowLine is a headline as one line: id, time, marks, countries, headline, outlet.
func rowLine(h news.Headline, zone *time.Location) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s  ", h.Story, h.Time.In(zone).Format("2006-01-02 15:04"))
	if marks := flagNames(h); len(marks) > 0 {
		fmt.Fprintf(&b, "[%s] ", strings.Join(marks, " "))
	}
	if len(h.Countries) > 0 {
		fmt.Fprintf(&b, "%s  ", strings.Join(h.Countries, " "))
	}
	b.WriteString(h.Title)
	fmt.Fprintf(&b, " — %s", h.Outlet)
	if h.Outlets > 1 {
		fmt.Fprintf(&b, " (%s, %s)", count(h.Outlets, "outlet"), count(h.Origins, "origin"))
	}
	return b.String()
}

// count writes "1 origin", "3 origins", "2 stories".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if stem, ok := strings.CutSuffix(noun, "y"); ok {
		noun = stem + "ie"
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// flagNames names the marks of a row as "is:" in a query does.
func flagNames(h news.Headline) []string {
	names := []string{}
	for _, f := range []struct {
		name string
		on   bool
	}{
		{"unread", h.Unread > 0},
		{"starred", h.Starred},
		{"noted", h.Noted},
		{"urgent", h.Flags.Has(news.Urgent)},
		{"changed", h.Flags.Has(news.Changed)},
		{"corrected", h.Flags.Has(news.Corrected)},
		{"withdrawn", h.Flags.Has(news.Withdrawn)},
		{"figures", h.Flags.Has(news.FiguresDiffer)},
		{"denied", h.Flags.Has(news.Denied)},
		{"opinion", h.Flags.Has(news.Opinion)},
		{"live", h.Flags.Has(news.Live)},
		{"digest", h.Flags.Has(news.Digest)},
		{"costly", h.Flags.Has(news.Costly)},
	} {
		if f.on {
			names = append(names, f.name)
		}
	}
	return names
}

// fieldsHelp lists the fields of the search language, one a line.
func fieldsHelp() string {
	var b strings.Builder
	b.WriteString("  words \"a phrase\" -not OR ( )\n")
	for _, f := range news.QueryFields() {
		fmt.Fprintf(&b, "  %-24s %s\n", f.Example, f.Help)
	}
	return strings.TrimRight(b.String(), "\n")
}
