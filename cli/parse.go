package cli

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"dateline/feed"
)

// maxDocument bounds a feed document read from a file or stdin, in bytes; the
// fetcher has the same bound.
const maxDocument = 16 << 20

func (a *app) parseCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "parse FILE...",
		Short: "Parse feed documents and print their items",
		Long: "Parse feed documents (RSS, Atom, JSON Feed, news sitemap) and print what dateline\n" +
			"reads in them: every item in the document's order, before any merging. \"-\" is stdin.",
		Example: "dateline parse --json feed.xml\ncurl -s https://example.org/feed | dateline parse -",
		Args:    usageArgs(cobra.MinimumNArgs(1)),
		RunE: func(_ *cobra.Command, args []string) error {
			refused := 0
			for _, name := range args {
				d := a.describe(name)
				if d.Error != "" {
					refused++
				}
				if err := a.writeDescription(d, asJSON); err != nil {
					return err
				}
			}
			if refused > 0 && !asJSON {
				return errSilent
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON object a file")
	return cmd
}

// describe reads one document. What keeps it from being read becomes its Error, so
// that the other files are still read.
func (a *app) describe(name string) feed.Description {
	body, err := a.document(name)
	if err != nil {
		return feed.Description{File: name, Error: err.Error()}
	}
	return feed.Describe(name, body)
}

func (a *app) document(name string) ([]byte, error) {
	r := a.In
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer func() { _ = f.Close() }()
		r = f
	}
	body, err := io.ReadAll(io.LimitReader(r, maxDocument+1))
	if err == nil && len(body) > maxDocument {
		err = fmt.Errorf("is over %d MiB", maxDocument>>20)
	}
	return body, err
}

func (a *app) writeDescription(d feed.Description, asJSON bool) error {
	if asJSON {
		enc := jsonLines(a.Out)
		return enc.Encode(d)
	}
	if d.Error != "" {
		_, err := fmt.Fprintf(a.Err, "dateline: %s: %s\n", d.File, d.Error)
		return err
	}
	fmt.Fprintf(a.Out, "%s: %s, %s, %s\n", d.File, d.Title, d.Kind, count(len(d.Items), "item"))
	for _, it := range d.Items {
		if _, err := fmt.Fprintf(a.Out, "  %-20s  %s\n", it.Published, it.Title); err != nil {
			return err
		}
	}
	return nil
}
