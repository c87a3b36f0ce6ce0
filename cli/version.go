package cli

import (
	_ "embed"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"dateline/claims"
	"dateline/entities"
)

// licences are the texts of dateline's licence, and of those of what is linked into it.
//
//go:embed licences.txt
var licences string

// version is set by the linker for releases: -ldflags "-X dateline/cli.version=1.2.3".
var version string

// Version returns the release, else the module's or commit's name, else "devel".
func Version() string {
	if version != "" {
		return version
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "devel"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return "devel-" + s.Value[:12]
		}
	}
	return "devel"
}

func (a *app) versionCommand() *cobra.Command {
	var asJSON, asLicences bool
	cmd := &cobra.Command{
		Use: "version", Short: "Print the versions of dateline and its engines", Args: usageArgs(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			if asLicences {
				_, err := io.WriteString(a.Out, a.terminal.Notice+"\n\n"+licences)
				return err
			}
			v := map[string]string{
				"dateline": Version(), "go": runtime.Version(), "platform": runtime.GOOS + "/" + runtime.GOARCH,
				"entities": entities.Version, "claims": claims.Version,
			}
			if asJSON {
				return jsonLines(a.Out).Encode(v)
			}
			_, err := fmt.Fprintf(a.Out, "dateline %s (%s, %s)\nentities %s, claims %s\n",
				v["dateline"], v["go"], v["platform"], v["entities"], v["claims"])
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	cmd.Flags().BoolVar(&asLicences, "licenses", false, "print the licences of dateline and of all it is made with")
	return cmd
}
