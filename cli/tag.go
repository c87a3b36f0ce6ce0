package cli

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"dateline/claims"
	"dateline/entities"
	"dateline/news"
	"dateline/wires"
)

// maxLine bounds one line of JSON on stdin, in bytes.
const maxLine = 64 << 20

func (a *app) tagCommand() *cobra.Command {
	var jsonl bool
	cmd := &cobra.Command{
		Use:   "tag",
		Short: "Tag names, figures and claims in stories on stdin",
		Long: "Read stories as JSON Lines {\"id\",\"title\",\"text\"} and write, for each, a line with its\n" +
			"entities and claims. Offsets are bytes of the UTF-8 field, [start, end).",
		Example: `echo '{"id":"1","title":"","text":"Seoul said 3,000 troops left."}' | dateline tag --jsonl`,
		Args:    usageArgs(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			if !jsonl {
				return usageError{fmt.Errorf("tag reads JSON Lines: say so with --jsonl")}
			}
			t, err := newTagging()
			if err != nil {
				return err
			}
			return a.eachLine(t.line)
		},
	}
	cmd.Flags().BoolVar(&jsonl, "jsonl", false, "JSON Lines in and out")
	return cmd
}

// tagging composes the two engines that read a story's text.
type tagging struct {
	entities *entities.Tagger
	claims   *claims.Finder
}

func newTagging() (*tagging, error) {
	e, err := entities.New()
	if err != nil {
		return nil, fmt.Errorf("load the tagger: %w", err)
	}
	c, err := claims.New()
	if err != nil {
		return nil, fmt.Errorf("load the claim finder: %w", err)
	}
	return &tagging{entities: e, claims: c}, nil
}

// taggedStory is a line of the tag contract, in and out.
type taggedStory struct {
	ID       string            `json:"id"`
	Entities []entities.Record `json:"entities"`
	Claims   []jsonClaim       `json:"claims"`
}

type jsonClaim struct {
	Field       string         `json:"field"`
	Source      [][2]int       `json:"source"`
	Cue         [][2]int       `json:"cue"`
	Content     [][2]int       `json:"content"`
	Via         [][2]int       `json:"via"`
	Quoted      bool           `json:"quoted"`
	Stance      news.Stance    `json:"stance"`
	Hedged      bool           `json:"hedged"`
	Anonymous   bool           `json:"anonymous"`
	Kind        news.ClaimKind `json:"kind"`
	Speaker     string         `json:"speaker,omitempty"`
	SpeakerName string         `json:"speaker_name,omitempty"`
	Outer       int            `json:"outer"`
}

// line tags one story given as JSON.
func (t *tagging) line(in []byte) (any, error) {
	var ask struct{ ID, Title, Text, Lang string }
	if err := json.Unmarshal(in, &ask); err != nil {
		return nil, err
	}
	s := &news.Story{ID: news.StoryID(ask.ID), Title: ask.Title, Text: ask.Text, Lang: ask.Lang, Dateline: wires.ParseDateline(ask.Text)}
	mentions := t.entities.Find(s, nil)
	sure, _ := t.claims.Find(s, mentions, nil)
	return taggedStory{ID: ask.ID, Entities: t.entities.Records(s, mentions), Claims: claimRecords(sure)}, nil
}

func claimRecords(found []news.Claim) []jsonClaim {
	out := make([]jsonClaim, 0, len(found))
	for _, c := range found {
		out = append(out, jsonClaim{
			Field: c.Field.String(), Source: pairs(c.Source), Cue: pairs(c.Cue), Content: pairs(c.Content), Via: pairs(c.Via),
			Quoted: c.Quoted, Stance: c.Stance, Hedged: c.Hedged, Anonymous: c.Anonymous, Kind: c.Kind,
			Speaker: c.Speaker, SpeakerName: c.SpeakerName, Outer: c.Outer,
		})
	}
	return out
}

// pairs writes spans as the contract does: [[start, end], ...], [] for none.
func pairs(spans []news.Span) [][2]int {
	out := make([][2]int, len(spans))
	for i, s := range spans {
		out[i] = [2]int{s.Start, s.End}
	}
	return out
}

// eachLine answers each line of JSON with one line, in order. A line that cannot be
// read is told with its number and answered with nothing; there being any makes the
// exit code 1. It flushes whenever no further line is waiting, so that a partner who
// waits for each answer gets it.
func (a *app) eachLine(answer func([]byte) (any, error)) error {
	in := bufio.NewReaderSize(a.In, 256<<10)
	out := bufio.NewWriterSize(a.Out, 256<<10)
	enc := jsonLines(out)
	bad := 0
	for n := 1; ; n++ {
		line, err := readLine(in)
		if err == io.EOF {
			break
		}
		if err != nil {
			return errors.Join(fmt.Errorf("line %d: %w", n, err), out.Flush())
		}
		if len(line) == 0 {
			continue
		}
		found, err := answer(line)
		if err != nil {
			bad++
			fmt.Fprintf(a.Err, "dateline: line %d: %s\n", n, news.CleanLine(err.Error()))
			continue
		}
		if err := enc.Encode(found); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
		if in.Buffered() == 0 {
			if err := out.Flush(); err != nil {
				return err
			}
		}
	}
	if err := out.Flush(); err != nil || bad == 0 {
		return err
	}
	return errSilent
}

// readLine returns the next line without its end, of any length up to maxLine.
// io.EOF comes alone, after the last line.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		if len(line)+len(part) > maxLine {
			return nil, fmt.Errorf("is over %d MiB", maxLine>>20)
		}
		line = append(line, part...)
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && len(line) > 0, err == nil:
			return trimEnd(line), nil
		default:
			return nil, err
		}
	}
}

func trimEnd(line []byte) []byte {
	for len(line) > 0 && (line[len(line)-1] == '\n' || line[len(line)-1] == '\r') {
		line = line[:len(line)-1]
	}
	return line
}
