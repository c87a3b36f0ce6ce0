package cli

import (
	"fmt"
	"os"
	"regexp"
	"strings"

	mcobra "github.com/muesli/mango-cobra"
	"github.com/muesli/roff"
	"github.com/spf13/cobra"

	"dateline/config"
	"dateline/ui"
	"dateline/ui/theme"
)

func (a *app) configCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Print an example of the settings file, check yours, or tell where it is",
		Args:  usageArgs(cobra.NoArgs),
	}
	cmd.AddCommand(
		&cobra.Command{
			Use: "print", Short: "Print a settings file with every key explained", Args: usageArgs(cobra.NoArgs),
			RunE: func(*cobra.Command, []string) error {
				_, err := fmt.Fprint(a.Out, config.Example())
				return err
			},
		},
		&cobra.Command{
			Use: "check", Short: "Say whether the settings are right", Args: usageArgs(cobra.NoArgs),
			RunE: func(*cobra.Command, []string) error {
				if _, err := a.settings(); err != nil {
					return err
				}
				_, err := fmt.Fprintln(a.Out, "settings are right")
				return err
			},
		},
		&cobra.Command{
			Use: "path", Short: "Print where settings, store and log are", Args: usageArgs(cobra.NoArgs),
			RunE: func(*cobra.Command, []string) error {
				c, err := a.settings()
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(a.Out, "settings  %s\nstore     %s\nlog       %s\n", a.settingsPath(), c.Store.Told(), c.Log.Path)
				return err
			},
		},
		a.configKeys(), a.configTheme(),
	)
	return cmd
}

// configKeys writes the [keys] table of a settings file with every action.
func (a *app) configKeys() *cobra.Command {
	return &cobra.Command{
		Use: "keys", Short: "Print every action with its keys, ready for the settings file", Args: usageArgs(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			if _, err := fmt.Fprintln(a.Out, "[keys]"); err != nil {
				return err
			}
			for _, x := range ui.Actions() {
				if _, err := fmt.Fprintf(a.Out, "# %-14s = %-28s # %s\n", x.Name, tomlList(x.Keys), x.Help); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// tomlList writes words as an array. Keys hold nothing that TOML and Go quote in
// different ways.
func tomlList(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = fmt.Sprintf("%q", w)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// configTheme writes the [theme] table of a settings file with every role.
func (a *app) configTheme() *cobra.Command {
	var names []string
	for _, p := range theme.Palettes() {
		names = append(names, p.Name)
	}
	return &cobra.Command{
		Use: "theme [" + strings.Join(names, "|") + "]", Short: "Print a theme with every role, to change and put in the settings file",
		Args: usageArgs(cobra.MaximumNArgs(1)), ValidArgs: names,
		RunE: func(_ *cobra.Command, args []string) error {
			name := "16"
			if len(args) > 0 {
				name = args[0]
			}
			p, ok := theme.Named(name)
			if !ok {
				return usageError{fmt.Errorf("there is no theme %q; there are %s", name, strings.Join(names, ", "))}
			}
			_, err := fmt.Fprint(a.Out, p.Write())
			return err
		},
	}
}

func (a *app) settingsPath() string {
	if a.configPath != "" {
		return a.configPath
	}
	return config.Path()
}

// homeless writes a path in the reader's home with "~", so that help and man page
// read the same on every machine.
func homeless(path string) string {
	home, err := os.UserHomeDir()
	if err != nil || home == "" || home == "/" {
		return path
	}
	if rest, ok := strings.CutPrefix(path, home+string(os.PathSeparator)); ok {
		return "~/" + rest
	}
	return path
}

// paragraphs writes each paragraph of a text as one line, which is what makes one in a man
// page.
func paragraphs(text string) string {
	all := strings.Split(text, "\n\n")
	for i := range all {
		all[i] = strings.ReplaceAll(all[i], "\n", " ")
	}
	return strings.Join(all, "\n")
}

// manCommand writes the man page with mango, which reads the same tree of commands
// as the help. (fang does this and more, but asks the terminal for its background
// colour before it prints an error, and waits for the answer.)
func (a *app) manCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use: "man", Short: "Print the man page", Args: usageArgs(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			root.Long = paragraphs(root.Long)
			page, err := mcobra.NewManPage(1, root)
			if err != nil {
				return fmt.Errorf("make the man page: %w", err)
			}
			text := page.Build(roff.NewDocument())
			text = regexp.MustCompile(`\\fB--([a-zA-Z]) --`).ReplaceAllString(text, `\fB-$1 --`) // a letter has one dash
			_, err = fmt.Fprint(a.Out, strings.ReplaceAll(text, "`", ""))
			return err
		},
	}
}
