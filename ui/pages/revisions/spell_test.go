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
