package cli

import (
	"errors"
	"fmt"
	"runtime/debug"
	"sync"

	"github.com/spf13/cobra"

	"dateline/entities"
	"dateline/news"
	"dateline/related"
)

func (a *app) relatedCommand() *cobra.Command {
	var pairs, stream bool
	cmd := &cobra.Command{
		Use:   "related",
		Short: "Relate headlines or stories on stdin",
		Long: "--pairs: lines {\"id\",\"a\":{\"title\",\"time\"},\"b\":{...}} are answered with a score and whether\n" +
			"both tell the same event. --stream: stories {\"id\",\"title\",\"text\",\"time\",\"source\"} in order of\n" +
			"time are answered one by one with their event and related stories seen before.",
		Args: usageArgs(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			if pairs == stream {
				return usageError{errors.New("related needs either --pairs or --stream")}
			}
			return a.relate(pairs)
		},
	}
	cmd.Flags().BoolVar(&pairs, "pairs", false, "score pairs of headlines")
	cmd.Flags().BoolVar(&stream, "stream", false, "place stories one after the other")
	return cmd
}

// relate runs the engine over stdin. Lines that cannot be read are told on stderr
// and passed over; there being any makes the exit code 1.
func (a *app) relate(pairs bool) error {
	bad := 0
	report := func(e related.LineError) {
		bad++
		fmt.Fprintf(a.Err, "dateline: %s\n", news.CleanLine(e.Error()))
	}
	var err error
	if pairs {
		err = related.Pairs(a.In, cleanJSON(a.Out), report)
	} else {
		err = a.relateStream(report)
	}
	if err == nil && bad > 0 {
		err = errSilent
	}
	return err
}

func (a *app) relateStream(report func(related.LineError)) error {
	defer debug.SetGCPercent(debug.SetGCPercent(20)) // a window of stories is long-lived, and one story leaves little behind
	load := sync.OnceValues(entities.New)            // needed only once a story is not in English
	var failed error
	tag := func(title, text string) []news.Mention {
		tagger, err := load()
		if err != nil {
			failed = fmt.Errorf("load the tagger: %w", err)
			return nil
		}
		return tagger.Find(&news.Story{Title: title, Text: text}, nil)
	}
	return errors.Join(related.Stream(a.In, a.Out, related.Options{}, tag, report), failed)
}
