package cli

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dateline/desk"
	"dateline/news"
)

func (a *app) changesCommand() *cobra.Command {
	var asJSON bool
	var since string
	cmd := &cobra.Command{
		Use:   "changes",
		Short: "List what outlets withdrew, corrected and updated",
		Long: fmt.Sprintf(`List the newest %d stories that were withdrawn, corrected or updated since the last visit: since
the last session of the reader ended. Where there was none, or with --since, of the time before
now. Each is shown beside the version that stood then: the agency's own note, corrected figures
with what they were, and the change that matters most in the brackets of wdiff, [-taken out-]
{+put in+}. Versions that changed no word are left out.

--json writes one object a story: kind (withdrawn, corrected, updated), story, event, feed,
outlet, title, url, time (when the newest version was first seen), version, before (the version
it is compared with, 0 for none), note, figures (was, now, of), words (fate: kept, removed,
added; text), words_added, words_removed, read, starred.`, desk.MostChanges),
		Example: "dateline changes --since 1d\ndateline changes --since 7d --json | jq -r 'select(.kind == \"withdrawn\") | .title'",
		Args:    usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.onDesk(cmd, nil, func(room *newsroom, _ news.Query, zone *time.Location) error {
				from, err := changesSince(cmd, room, since)
				if err != nil {
					return err
				}
				r, err := room.desk.Changes(cmd.Context(), from)
				if err != nil {
					return err
				}
				if r.Cut && !a.quiet {
					fmt.Fprintf(a.Err, "only the newest %d changes were read\n", desk.MostChanges)
				}
				return writeChanges(a.Out, r.All, zone, asJSON)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON Lines")
	cmd.Flags().StringVar(&since, "since", "", "how far back: a `time` as in the search language (6h, 2d, 2026-04-10)")
	return cmd
}

// changesSince reads --since as the search language does.
func changesSince(cmd *cobra.Command, room *newsroom, since string) (time.Time, error) {
	now := room.clock()
	if since == "" {
		at, err := room.desk.LastVisit(cmd.Context())
		if at.IsZero() {
			at = now.Add(-24 * time.Hour)
		}
		return at, err
	}
	q, err := news.ParseQuery("since:" + since)
	if err != nil {
		return time.Time{}, usageError{fmt.Errorf("--since %s: expected a time such as 6h, 2d or 2026-04-10", since)}
	}
	t, ok := q.Resolve(now).Expr.(*news.Term)
	if !ok || t.Time.IsZero() {
		return time.Time{}, usageError{fmt.Errorf("--since %s: expected a time such as 6h, 2d or 2026-04-10", since)}
	}
	return t.Time, nil
}

// changeLine is a revision as JSON.
type changeLine struct {
	news.Revision
	Words []runLine `json:"words,omitempty"`
}

type runLine struct {
	Fate string `json:"fate"`
	Text string `json:"text"`
}

func writeChanges(w io.Writer, all []news.Revision, zone *time.Location, asJSON bool) error {
	if asJSON {
		enc := jsonLines(w)
		for _, r := range all {
			line := changeLine{Revision: r}
			for _, x := range r.Words {
				line.Words = append(line.Words, runLine{[...]string{"kept", "removed", "added"}[x.Fate], x.Text})
			}
			if err := enc.Encode(line); err != nil {
				return err
			}
		}
		return nil
	}
	var b strings.Builder
	kind := news.RevisionKind("")
	for i := range all {
		r := &all[i]
		if r.Kind != kind {
			if kind != "" {
				b.WriteByte('\n')
			}
			kind = r.Kind
			fmt.Fprintf(&b, "%s\n", strings.ToUpper(string(kind[:1]))+string(kind[1:]))
		}
		fmt.Fprintf(&b, "%s  %s: %s\n", r.Time.In(zone).Format("2006-01-02 15:04"), r.Outlet, r.Title)
		for _, l := range changeWords(r) {
			fmt.Fprintf(&b, "    %s\n", l)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// changeWords says what a revision changed, a line each.
func changeWords(r *news.Revision) (lines []string) {
	if r.Note != "" {
		lines = append(lines, "their note: "+r.Note)
	}
	for _, f := range r.Figures {
		lines = append(lines, f.Words())
	}
	if _, was := r.Headline(); was != "" {
		lines = append([]string{"was: " + was}, lines...)
		if r.InHeadline() {
			return lines
		}
	}
	var b strings.Builder
	for _, x := range r.Words {
		mark := [...][2]string{{"", ""}, {"[-", "-]"}, {"{+", "+}"}}[x.Fate]
		bare := strings.TrimRight(x.Text, " ")
		b.WriteString(mark[0] + bare + mark[1] + x.Text[len(bare):])
		if x.Fate == news.Removed && bare == x.Text {
			b.WriteByte(' ')
		}
	}
	if s := strings.TrimSpace(b.String()); s != "" {
		lines = append(lines, s)
	}
	return lines
}
