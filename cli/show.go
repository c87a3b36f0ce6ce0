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

func (a *app) showCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "show ID...",
		Short:   "Print stored stories with their claims",
		Long:    "Print stored stories in full. The two columns before a paragraph are the claims in it,\nas in the reader; \"dateline list\" tells the ids.",
		Example: "dateline show $(dateline list -n 1 --json | jq -r .story)",
		Args:    usageArgs(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, ids []string) error {
			s, cfg, err := a.openStore(cmd.Context())
			if err != nil {
				return err
			}
			defer a.close(s)
			zone, err := time.LoadLocation(cfg.Screen.Timezone)
			if err != nil {
				return err
			}
			for i, id := range ids {
				article, err := a.article(cmd.Context(), s, news.StoryID(id))
				if err != nil {
					return fmt.Errorf("show: %w", err)
				}
				if i > 0 && !asJSON {
					fmt.Fprintln(a.Out)
				}
				if err := writeArticle(a.Out, &article, zone, asJSON); err != nil {
					return err
				}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON object a story, with every mark")
	return cmd
}

// article reads a story; in a session as its reader may see it.
func (a *app) article(ctx context.Context, s store.Store, id news.StoryID) (news.Article, error) {
	if a.inside != nil {
		return a.inside.desk.Session(a.user, a.role).Article(ctx, id)
	}
	return s.Article(ctx, a.user, id)
}

func writeArticle(w io.Writer, art *news.Article, zone *time.Location, asJSON bool) error {
	if asJSON {
		enc := jsonLines(w)
		return enc.Encode(art)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s · %s\n", art.Title, art.Outlet, art.Time().In(zone).Format("2006-01-02 15:04 MST"))
	if len(art.Authors) > 0 {
		fmt.Fprintf(&b, "%s\n", strings.Join(art.Authors, ", "))
	}
	fmt.Fprintf(&b, "%s\n", art.URL)
	b.WriteString(noteLines(art.Notes))
	start := 0
	for _, para := range strings.Split(art.Text, "\n") {
		end := start + len(para)
		fmt.Fprintf(&b, "\n%-2s  %s\n", gutter(art.Claims, start, end), para)
		start = end + 1
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// gutter is the mark of the first claim of a paragraph, in ASCII.
func gutter(found []news.Claim, start, end int) string {
	for i := range found {
		c := &found[i]
		if c.Field == news.InText && c.Bounds().Overlaps(news.Span{Start: start, End: end}) {
			return stanceMark(c.Stance) + flagMark(c)
		}
	}
	return ""
}

func stanceMark(s news.Stance) string {
	switch s {
	case news.Denies:
		return "x"
	case news.Confirms:
		return "+"
	case news.Declines:
		return "-"
	case news.Questions:
		return "?"
	default:
		return ">"
	}
}

func flagMark(c *news.Claim) string {
	switch {
	case c.Anonymous:
		return "@"
	case len(c.Via) > 0:
		return "<"
	case c.Hedged:
		return "~"
	case c.Quoted:
		return `"`
	default:
		return ""
	}
}
