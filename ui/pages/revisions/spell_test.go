package revisions

import (
	"testing"
	"time"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/keys"
	"dateline/ui/theme"
)

// Deleted and new words have a blank between them, and brackets without colour.
func TestSpell(t *testing.T) {
	for _, c := range []struct {
		name    string
		palette theme.Palette
		runs    []news.DiffRun
		want    string
	}{
		{"joined words", theme.Dark(), []news.DiffRun{{Text: "Kim "}, {Text: "Jong Un", Fate: news.Removed}, {Text: "Appears", Fate: news.Added}}, "Kim Jong Un Appears"},
		{"without colour", theme.Mono(), []news.DiffRun{{Text: "Kim "}, {Text: "Jong Un", Fate: news.Removed}, {Text: "Appears", Fate: news.Added}},
			"Kim [-Jong Un-] {+Appears+}"},
		{"a blank is there", theme.Dark(), []news.DiffRun{{Text: "old ", Fate: news.Removed}, {Text: "new ", Fate: news.Added}, {Text: "end"}}, "old new end"},
		{"after what stayed", theme.Mono(), []news.DiffRun{{Text: "WA coronavirus"}, {Text: "LIVE", Fate: news.Removed}, {Text: ": cash"}},
			"WA coronavirus [-LIVE-]: cash"},
		{"a script without blanks", theme.Mono(), []news.DiffRun{{Text: "27", Fate: news.Removed}, {Text: "34", Fate: news.Added}, {Text: "人が"}},
			"[-27-] {+34+}人が"},
		{"new words after what stayed", theme.Dark(), []news.DiffRun{{Text: "Jenny"}, {Text: "Ms", Fate: news.Removed}, {Text: " said"}}, "Jenny Ms said"},
		{"before what stayed", theme.Dark(), []news.DiffRun{{Text: "old", Fate: news.Removed}, {Text: ", end"}}, "old, end"},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := draw.New(keys.Default(), time.UTC, time.Time{}, false)
			k.Dress(theme.Must(c.palette), theme.Unicode())
			if got := spell(k, c.runs, nil).text; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
