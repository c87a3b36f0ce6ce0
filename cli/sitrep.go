package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dateline/desk"
	"dateline/news"
)

func (a *app) sitrepCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "sitrep QUERY...",
		Short: "Write a briefing on the stories that match, in Markdown",
		Long: fmt.Sprintf(`Write a briefing in Markdown on the newest %d stories that match: the events, the claims
with their source, time, exact words and outlets, and the figures, and the notes on them:
the desk's and your own. Every line links the page it is from. It says who says what, never what is true.`, desk.MostRead),
		Example: "dateline sitrep quake country:PHL since:2d > quake.md",
		Args:    usageArgs(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.onDesk(cmd, args, func(room *newsroom, q news.Query, zone *time.Location) error {
				return sitrep(cmd.Context(), a.Out, room, q, zone, room.clock())
			})
		},
	}
}

// mostEvents is how many events a briefing lists.
const mostEvents = 20

// sitrep writes the briefing as of now.
func sitrep(ctx context.Context, w io.Writer, room *newsroom, q news.Query, zone *time.Location, now time.Time) error {
	events, err := room.desk.Headlines(ctx, news.ListQuery{View: news.Top, Query: q, Limit: mostEvents})
	if err != nil {
		return fmt.Errorf("list events: %w", err)
	}
	claims, err := room.desk.Claims(ctx, news.Scope{Query: q})
	if err != nil {
		return err
	}
	figures, err := room.desk.Figures(ctx, news.Scope{Query: q})
	if err != nil {
		return err
	}
	notes, err := notesOn(ctx, room, q, events.Rows)
	if err != nil {
		return err
	}
	b := briefing{zone: zone}
	b.head(q, claims.Extent, now)
	b.events(events)
	b.notes(notes)
	b.claims(&claims)
	b.figures(&figures)
	_, err = io.WriteString(w, b.String())
	return err
}

// briefing is Markdown in the making.
type briefing struct {
	strings.Builder
	zone *time.Location
}

func (b *briefing) head(q news.Query, x news.Extent, now time.Time) {
	fmt.Fprintf(b, "# Situation report: %s\n\n", md(q.Text))
	if x.Stories == 0 {
		b.WriteString("No stored story matches.\n")
		return
	}
	newest := ""
	if x.Cut {
		newest = "the newest "
	}
	fmt.Fprintf(b, "%s, from %s%s by %s. Who says what, in the outlets' words; what is true is not said.\n",
		now.In(b.zone).Format("2 January 2006 15:04 MST"), newest, count(x.Stories, "story"), count(x.Outlets, "outlet"))
}

func (b *briefing) events(p news.Page) {
	if len(p.Rows) == 0 {
		return
	}
	b.WriteString("\n## Events\n\n")
	for i := range p.Rows {
		h := &p.Rows[i]
		fmt.Fprintf(b, "- %s **%s** — %s", b.time(h.Time), link(h.Title, h.URL), md(h.Outlet))
		if h.Outlets > 1 {
			fmt.Fprintf(b, " (%s, %s)", count(h.Outlets, "outlet"), count(h.Origins, "origin"))
		}
		b.WriteByte('\n')
	}
	if p.More {
		b.WriteString("- and others\n")
	}
}

func (b *briefing) claims(l *news.Ledger) {
	if len(l.Speakers) > 0 {
		b.WriteString("\n## Claims\n")
	}
	for i := range l.Speakers {
		s := &l.Speakers[i]
		fmt.Fprintf(b, "\n### %s\n\n", md(speakerTitle(s)))
		for j := range s.Rows {
			b.claim(s, &s.Rows[j])
		}
	}
}

// claim writes one row: time, how it is said, the words, who carries it.
func (b *briefing) claim(s *news.Speaker, r *news.ClaimRow) {
	fmt.Fprintf(b, "- %s %s", b.time(r.Time), md(r.Reads(s)))
	var how []string
	for _, x := range []struct {
		so   bool
		word string
	}{
		{r.Stance != news.Asserts, string(r.Stance)}, {r.Kind == news.Attitude, "attitude"}, {r.Anonymous, "unnamed source"},
		{r.Hedged, "hedged"}, {r.Via != "", "via " + r.Via},
	} {
		if x.so {
			how = append(how, md(x.word))
		}
	}
	if len(how) > 0 {
		fmt.Fprintf(b, " *(%s)*", strings.Join(how, ", "))
	}
	fmt.Fprintf(b, " — %s\n", links(r.Carried))
	for i := range r.Turns {
		t := &r.Turns[i]
		fmt.Fprintf(b, "  - before, %s %s: %s — %s\n", b.time(t.Time), r.Turned(i), md(t.Reads()), links(t.Carried))
	}
}

func (b *briefing) figures(t *news.FigureTable) {
	if len(t.Counts) > 0 {
		b.WriteString("\n## Figures\n")
	}
	for i := range t.Counts {
		c := &t.Counts[i]
		fmt.Fprintf(b, "\n**%s** (%s)\n\n", md(countedText(c)), md(c.Headline))
		for j, r := range slices.Backward(c.Readings) {
			fmt.Fprintf(b, "- %s **%s**", b.time(r.Time), md(figureText(&r)))
			if r.By != "" {
				fmt.Fprintf(b, ", %s", md(r.By))
			}
			if tags := c.Tags(j); len(tags) > 0 {
				fmt.Fprintf(b, " *(%s)*", strings.Join(tags, ", "))
			}
			fmt.Fprintf(b, " — %s\n", links(r.Carried))
		}
	}
}

// time is the time of a line, with its zone.
func (b *briefing) time(t time.Time) string { return t.In(b.zone).Format("2 Jan 15:04 MST") }

// links names the outlets, each linked to its page.
func links(cs []news.Carrier) string {
	var out []string
	seen := map[string]bool{}
	for i := range cs {
		if !seen[cs[i].Outlet] {
			seen[cs[i].Outlet] = true
			out = append(out, link(cs[i].Outlet, cs[i].URL))
		}
	}
	return strings.Join(out, ", ")
}

// link is a Markdown link, plain text when there is no address.
func link(text, url string) string {
	if url == "" || strings.ContainsAny(url, "<> \n") {
		return md(text)
	}
	return "[" + md(text) + "](<" + url + ">)"
}

// md is text on one line of Markdown in which nothing is markup.
func md(s string) string {
	var b strings.Builder
	for _, r := range news.CleanLine(s) {
		if strings.ContainsRune("\\`*_[]<>#|~&", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
