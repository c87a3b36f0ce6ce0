package revisions

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/keys"
	"dateline/ui/theme"
	"dateline/wires"
)

// A headline is told once: with what changed in it, or with the one that stood before.
func TestHeadlinesOfChanges(t *testing.T) {
	for _, c := range []struct {
		name     string
		was, now news.Version
		flags    news.Flag
		want     []string
	}{
		{"a word of it", news.Version{Title: "Dam holds 240 boats", Text: "It does."}, news.Version{Title: "Dam holds 140 boats", Text: "It does."}, 0,
			[]string{"09:00 Kanto · Dam holds [-240-] {+140+} boats", "# 140 boats, was 240"}},
		{"all of it", news.Version{Title: "Talks go on", Text: "They do."}, news.Version{Title: "Ministers leave the hall", Text: "They do."}, 0,
			[]string{"09:00 Kanto · Ministers leave the hall", "was: Talks go on"}},
		{"withdrawn", news.Version{Title: "Yard is sold", Text: "For a mark."}, news.Version{Title: "WITHDRAWN: Yard is sold", Text: "It is not."}, news.Withdrawn,
			[]string{"09:00 Kanto · WITHDRAWN: Yard is sold", "was: Yard is sold", "[-For a mark-] {+It is not+}."}},
		{"the text alone", news.Version{Title: "Dam holds", Text: "It has 240 boats."}, news.Version{Title: "Dam holds", Text: "It has 140 boats."}, 0,
			[]string{"09:00 Kanto · Dam holds", "# 140 boats, was 240", "It has [-240-] {+140+} boats."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			at := time.Date(2026, 4, 10, 9, 0, 0, 0, time.UTC)
			k := draw.New(keys.Default(), time.UTC, at, false)
			k.Dress(theme.Must(theme.Mono()), theme.Unicode())
			c.was.N, c.now.N = 1, 2
			r := news.Revision{Outlet: "Kanto", Title: c.now.Title, Time: at, Was: c.was, Now: c.now, Flags: c.flags}
			r.Compare(wires.Proper)
			var got []string
			for _, l := range (&changes{Look: k}).row(&r, 80, 5, false) {
				l = ansi.Strip(l)
				if draw.Width(l) != 80 {
					t.Errorf("%d cells: %q", draw.Width(l), l)
				}
				got = append(got, strings.TrimSpace(l))
			}
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}
