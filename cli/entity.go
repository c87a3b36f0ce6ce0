package cli

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dateline/news"
)

func (a *app) entityCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "entity NAME",
		Short: "Tell what the stored stories say of a country, an agency, a person",
		Long: `Tell what the stored stories say of a name: how they write it, how many came when, the
newest of them, what it says, what others say about it, what is counted in its stories, and
who is named beside it. NAME is a code (PRK), a name (IAEA, "Rafael Grossi") or a part of one;
what most of the newest stories mean by it is told. Claims, figures and company are of the
newest stories; the numbers a day count all.

--json writes one object: kind (country, place, agency, organization, person, "" for words),
ref, name, names (name, stories), stories, first, last, days (day, stories: the last 30, in the
reader's zone), hours (hour, stories, usual: the median of the same hour on the days before),
recent (as in "list"), claims_by and claims_about (as in "claims"), figures (as in "figures"),
company (kind, ref, name, stories), read (stories, outlets, cut: what the last four are made of).`,
		Example: "dateline entity KAZ\ndateline entity \"European Commission\" --json | jq '.company[] | select(.kind == \"person\")'",
		Args:    usageArgs(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.onDesk(cmd, nil, func(room *newsroom, _ news.Query, zone *time.Location) error {
				name := strings.Join(args, " ")
				p, err := room.desk.Profile(cmd.Context(), news.Entity{Name: name}, zone)
				if errors.Is(err, news.ErrNotFound) || err == nil && p.Stories == 0 {
					return fmt.Errorf("no stored story names %q", name)
				}
				if err != nil {
					return err
				}
				if asJSON {
					return encodeProfile(a.Out, &p, zone)
				}
				_, err = io.WriteString(a.Out, profileText(&p, zone))
				return err
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as one line of JSON")
	return cmd
}

// profileLine is a profile as JSON.
type profileLine struct {
	news.Entity
	Names   []news.Called    `json:"names"`
	Stories int              `json:"stories"`
	First   time.Time        `json:"first"`
	Last    time.Time        `json:"last"`
	Days    []dayLine        `json:"days"`
	Hours   []hourLine       `json:"hours"`
	Recent  []row            `json:"recent"`
	By      []claimLine      `json:"claims_by"`
	About   []claimLine      `json:"claims_about"`
	Figures []readingLine    `json:"figures"`
	Company []news.Companion `json:"company"`
	Read    news.Extent      `json:"read"`
}

type dayLine struct {
	Day     string `json:"day"`
	Stories int    `json:"stories"`
}

type hourLine struct {
	Hour    time.Time `json:"hour"`
	Stories int       `json:"stories"`
	Usual   *float64  `json:"usual,omitempty"`
}

func encodeProfile(w io.Writer, p *news.Profile, zone *time.Location) error {
	line := profileLine{Entity: p.Entity, Names: p.Names, Stories: p.Stories, First: p.First.UTC(), Last: p.Last.UTC(), Company: p.Company, Read: p.Read,
		By: claimLines(p.By), About: claimLines(p.About), Figures: []readingLine{}, Recent: []row{}, Days: []dayLine{}, Hours: []hourLine{}}
	line.Names = append([]news.Called{}, p.Names...)
	line.Company = append([]news.Companion{}, p.Company...)
	y, m, d := p.Pulse.From.In(zone).Date()
	for i, n := range p.Pulse.Days {
		line.Days = append(line.Days, dayLine{time.Date(y, m, d+i, 12, 0, 0, 0, zone).Format(time.DateOnly), n})
	}
	for i, n := range p.Pulse.Hours {
		h := hourLine{Hour: p.Pulse.Since.Add(time.Duration(i) * time.Hour).UTC(), Stories: n}
		if p.Pulse.Usual != nil {
			h.Usual = &p.Pulse.Usual[i]
		}
		line.Hours = append(line.Hours, h)
	}
	for _, h := range p.Recent {
		line.Recent = append(line.Recent, row{Headline: h, Flags: flagNames(h)})
	}
	for i := range p.Figures {
		line.Figures = append(line.Figures, readingLines(&p.Figures[i])...)
	}
	enc := jsonLines(w)
	return enc.Encode(line)
}

// profileText writes a profile for people.
func profileText(p *news.Profile, zone *time.Location) string {
	var b strings.Builder
	kind := string(p.Kind)
	if p.Kind == news.Country {
		kind += " " + p.Ref
	}
	if kind == "" {
		kind = "words"
	}
	fmt.Fprintf(&b, "%s (%s): %s, first %s, last %s\n", p.Name, kind, count(p.Stories, "story"), p.First.In(zone).Format(minute), p.Last.In(zone).Format(minute))
	var names []string
	for _, n := range p.Names {
		names = append(names, fmt.Sprintf("%s %d", n.Name, n.Stories))
	}
	if len(names) > 0 {
		fmt.Fprintf(&b, "written %s\n", strings.Join(names, ", "))
	}
	fmt.Fprintf(&b, "last %d days, a number a day: %s\n", news.PulseDays, strings.Trim(fmt.Sprint(p.Pulse.Days), "[]"))
	b.WriteString("\nStories\n")
	for _, h := range p.Recent[:min(len(p.Recent), 10)] {
		fmt.Fprintf(&b, "  %s  %s — %s\n", h.Time.In(zone).Format(minute), h.Title, h.Outlet)
	}
	profileClaims(&b, "It says", p.By, zone)
	profileClaims(&b, "Others say about it", p.About, zone)
	if len(p.Figures) > 0 {
		b.WriteString("\nFigures in its stories\n")
		for i := range p.Figures[:min(len(p.Figures), 10)] {
			c := &p.Figures[i]
			text := figureText(&c.Readings[c.Latest])
			if c.Differ() {
				text = figureText(&c.Readings[c.Lowest]) + " to " + figureText(&c.Readings[c.Highest])
			}
			fmt.Fprintf(&b, "  %s: %s — %s\n", c.What, text, c.Headline)
		}
	}
	profileCompany(&b, p)
	return b.String()
}

// profileClaims writes the newest claims of a ledger.
func profileClaims(b *strings.Builder, title string, speakers []news.Speaker, zone *time.Location) {
	if len(speakers) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s\n", title)
	for i := range speakers[:min(len(speakers), 10)] {
		s := &speakers[i]
		fmt.Fprintln(b, speakerTitle(s))
		newest := slices.Clone(s.Rows)
		slices.SortStableFunc(newest, func(x, y news.ClaimRow) int { return y.Time.Compare(x.Time) })
		for j := range newest[:min(len(newest), 5)] {
			claimText(b, s, &newest[j], zone)
		}
	}
}

func profileCompany(b *strings.Builder, p *news.Profile) {
	if len(p.Company) == 0 {
		return
	}
	fmt.Fprintf(b, "\nThe company it keeps, of %s\n", count(p.Read.Stories, "story"))
	for _, k := range news.Kinds() {
		var of []string
		for _, c := range p.Company {
			if c.Kind == k {
				of = append(of, fmt.Sprintf("%s %d", c.Name, c.Stories))
			}
		}
		if len(of) > 0 {
			fmt.Fprintf(b, "  %s: %s\n", k, strings.Join(of, ", "))
		}
	}
}
