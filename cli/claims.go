package cli

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dateline/desk"
	"dateline/news"
)

func (a *app) claimsCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "claims [QUERY...]",
		Short: "List who says what in the stories that match",
		Long: fmt.Sprintf(`List who says what in the newest %d stories that match, speaker by speaker: time, mark,
the outlet's exact words, and who carries it. Several outlets with one speaker's words are
one line; a speaker's change of stance is one line too. by: and claim: in the query choose
among the claims as well. The marks are those of the reader in ASCII:

  > says  x denies  + confirms  - declines  ? asks      @ unnamed  ~ hedged  " quoted  < second hand

--json writes one object a claim: speaker (the entity's id, "" when it is none), speaker_name,
speaker_kind (named, unnamed, unclear, nobody), time, stance (asserts, denies, confirms,
declines, questions), kind (speech, attitude), quoted, hedged, anonymous, source, cue, words,
via, outlets (how many), carried (story, outlet, url, time, field, start, end, reprint) and
turns (earlier stances: time, stance, cue, words, carried).`, desk.MostRead),
		Example: "dateline claims by:kremlin since:2d\ndateline claims claim:denied country:PHL --json | jq -r '.speaker_name + \": \" + .words'",
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.onDesk(cmd, args, func(room *newsroom, q news.Query, zone *time.Location) error {
				l, err := room.desk.Claims(cmd.Context(), news.Scope{Query: q})
				if err != nil {
					return err
				}
				a.tellCut(l.Extent)
				return writeClaims(a.Out, &l, zone, asJSON)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON Lines")
	return cmd
}

func (a *app) figuresCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "figures [QUERY...]",
		Short: "List what is counted in the stories that match, and by whom",
		Long: fmt.Sprintf(`List what the newest %d stories that match count, event by event: time, value as written,
the outlets that print it and who gives it; which is the lowest, highest, first and latest.
Nothing is averaged; killed, wounded and missing are different things.

--json writes one object a reading: event, headline, what, time, text (as written), value, max
(of a range or an open word: "dozens" is 24 to 99), approx (the comparison word), by, outlets
(how many), carried (as in "claims"), first, lowest, highest, latest.`, desk.MostRead),
		Example: "dateline figures country:PHL since:2d\ndateline figures quake --json | jq 'select(.latest)'",
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.onDesk(cmd, args, func(room *newsroom, q news.Query, zone *time.Location) error {
				t, err := room.desk.Figures(cmd.Context(), news.Scope{Query: q})
				if err != nil {
					return err
				}
				a.tellCut(t.Extent)
				return writeFigures(a.Out, &t, zone, asJSON)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON Lines")
	return cmd
}

// onDesk runs a command that asks the desk about a query.
func (a *app) onDesk(cmd *cobra.Command, args []string, do func(*newsroom, news.Query, *time.Location) error) error {
	q, err := parseQuery(args)
	if err != nil {
		return err
	}
	room, err := a.openDesk(cmd.Context())
	if err != nil {
		return err
	}
	defer room.close()
	if err := a.tellUnknown(cmd.Context(), room.store, q); err != nil {
		return err
	}
	zone, err := time.LoadLocation(room.cfg.Screen.Timezone)
	if err != nil {
		return err
	}
	return do(room, q, zone)
}

// tellCut says on stderr that more stories match than were read.
func (a *app) tellCut(x news.Extent) {
	if x.Cut && !a.quiet {
		fmt.Fprintf(a.Err, "only the newest %s were read; since: and before: in the query choose others\n", count(x.Stories, "story"))
	}
}

// claimLine is a row of the ledger as JSON.
type claimLine struct {
	Speaker     string           `json:"speaker"`
	SpeakerName string           `json:"speaker_name"`
	SpeakerKind news.SpeakerKind `json:"speaker_kind"`
	news.ClaimRow
	Outlets int           `json:"outlets"`
	Carried []carrierLine `json:"carried"`
	Turns   []turnLine    `json:"turns,omitempty"`
}

type turnLine struct {
	news.Turn
	Carried []carrierLine `json:"carried"`
}

// carrierLine is a carrier with its field by name.
type carrierLine struct {
	news.Carrier
	Field string `json:"field"`
}

func carrierLines(cs []news.Carrier) []carrierLine {
	out := make([]carrierLine, len(cs))
	for i, c := range cs {
		c.Time = c.Time.UTC()
		out[i] = carrierLine{c, c.Field.String()}
	}
	return out
}

func writeClaims(w io.Writer, l *news.Ledger, zone *time.Location, asJSON bool) error {
	if asJSON {
		return encodeClaims(w, l)
	}
	var b strings.Builder
	for i := range l.Speakers {
		s := &l.Speakers[i]
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintln(&b, speakerTitle(s))
		for j := range s.Rows {
			claimText(&b, s, &s.Rows[j], zone)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func encodeClaims(w io.Writer, l *news.Ledger) error {
	enc := jsonLines(w)
	for _, line := range claimLines(l.Speakers) {
		if err := enc.Encode(line); err != nil {
			return err
		}
	}
	return nil
}

// claimLines are the rows of speakers as JSON.
func claimLines(speakers []news.Speaker) []claimLine {
	lines := []claimLine{}
	for i := range speakers {
		s := &speakers[i]
		for j := range s.Rows {
			r := s.Rows[j]
			line := claimLine{Speaker: s.Ref, SpeakerName: s.Name, SpeakerKind: s.Kind, ClaimRow: r, Outlets: r.Outlets(), Carried: carrierLines(r.Carried)}
			line.Time = r.Time.UTC()
			for _, t := range r.Turns {
				t.Time = t.Time.UTC()
				line.Turns = append(line.Turns, turnLine{t, carrierLines(t.Carried)})
			}
			lines = append(lines, line)
		}
	}
	return lines
}

// speakerTitle is how a heading calls a speaker.
func speakerTitle(s *news.Speaker) string {
	switch s.Kind {
	case news.UnnamedSpeaker:
		return s.Name + " (unnamed)"
	case news.UnclearSpeaker:
		return "Speaker not clear"
	case news.NobodySpeaker:
		return "No source given"
	}
	return s.Name
}

// claimText writes a row: time, mark, words, who carries it.
func claimText(b *strings.Builder, s *news.Speaker, r *news.ClaimRow, zone *time.Location) {
	c := news.Claim{Anonymous: r.Anonymous, Hedged: r.Hedged, Quoted: r.Quoted}
	if r.Via != "" {
		c.Via = []news.Span{{}}
	}
	fmt.Fprintf(b, "  %s  %s%-1s  ", r.Time.In(zone).Format(minute), stanceMark(r.Stance), flagMark(&c))
	if len(r.Turns) > 0 {
		fmt.Fprintf(b, "[%s] ", turnsText(r, zone))
	}
	fmt.Fprintf(b, "%s — %s\n", r.Reads(s), carriedText(r.Carried))
}

const minute = "2006-01-02 15:04"

// turnsText says how a stance changed, with the words that were left.
func turnsText(r *news.ClaimRow, zone *time.Location) string {
	var parts []string
	for i := range r.Turns {
		t := &r.Turns[i]
		parts = append(parts, r.Turned(i)+" "+t.Time.In(zone).Format(minute)+": "+t.Reads())
	}
	return strings.Join(append(parts, r.Stance.Past()+" "+r.Time.In(zone).Format(minute)), "; ")
}

// carriedText names the outlets, and how many they are when they are several.
func carriedText(cs []news.Carrier) string {
	names := news.OutletNames(cs)
	text := strings.Join(names, ", ")
	if len(names) > 1 {
		text += " (" + count(len(names), "outlet") + ")"
	}
	return text
}

// readingLine is a reading as JSON.
type readingLine struct {
	Event    news.EventID `json:"event"`
	Headline string       `json:"headline"`
	What     string       `json:"what"`
	Thread   news.EventID `json:"thread,omitempty"` // of a running story: the newest of its events
	news.Reading
	Outlets int           `json:"outlets"`
	Carried []carrierLine `json:"carried"`
	First   bool          `json:"first"`
	Lowest  bool          `json:"lowest"`
	Highest bool          `json:"highest"`
	Latest  bool          `json:"latest"`
}

func writeFigures(w io.Writer, t *news.FigureTable, zone *time.Location, asJSON bool) error {
	enc := jsonLines(w)
	for i := range t.Counts {
		c := &t.Counts[i]
		if !asJSON {
			if err := figuresText(w, c, i == 0, zone); err != nil {
				return err
			}
			continue
		}
		for _, line := range readingLines(c) {
			if err := enc.Encode(line); err != nil {
				return err
			}
		}
	}
	return nil
}

// readingLines are the readings of a thing counted as JSON.
func readingLines(c *news.Counted) []readingLine {
	lines := make([]readingLine, len(c.Readings))
	for j, r := range c.Readings {
		lines[j] = readingLine{Event: c.Event, Headline: c.Headline, What: c.What, Reading: r, Outlets: r.Outlets(), Carried: carrierLines(r.Carried),
			First: j == 0, Lowest: j == c.Lowest, Highest: j == c.Highest, Latest: j == c.Latest}
		lines[j].Time = r.Time.UTC()
		if c.Events > 1 {
			lines[j].Event, lines[j].Headline, lines[j].Thread = r.Event, r.Story, c.Event
		}
	}
	return lines
}

// figuresText writes one thing counted, the newest figure first.
func figuresText(w io.Writer, c *news.Counted, first bool, zone *time.Location) error {
	var b strings.Builder
	if !first {
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "%s — %s\n", countedText(c), c.Headline)
	for i, r := range slices.Backward(c.Readings) {
		fmt.Fprintf(&b, "  %s  %s", r.Time.In(zone).Format(minute), figureText(&r))
		if r.By != "" {
			fmt.Fprintf(&b, ", %s", r.By)
		}
		fmt.Fprintf(&b, " — %s", carriedText(r.Carried))
		if c.Events > 1 {
			fmt.Fprintf(&b, ": %s", r.Story)
		}
		if tags := c.Tags(i); len(tags) > 0 {
			fmt.Fprintf(&b, "  [%s]", strings.Join(tags, " "))
		}
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// countedText is what is counted, and in how many events where these are several.
func countedText(c *news.Counted) string {
	if c.Events > 1 {
		return c.What + ", " + count(c.Events, "event")
	}
	return c.What
}

// figureText is a reading as written, with its range when it is a word.
func figureText(r *news.Reading) string {
	if r.Max == 0 || strings.ContainsAny(r.Text, "0123456789") {
		return r.Text
	}
	return fmt.Sprintf("%s (%s-%s)", r.Text, strconv.FormatFloat(r.Value, 'f', -1, 64), strconv.FormatFloat(r.Max, 'f', -1, 64))
}
