package guide

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dateline/ui/draw"
	"dateline/ui/keys"
	"dateline/ui/theme"
)

// Every sign of a terminal with few signs is explained with its place, so that one that
// means two things can be told.
func TestSignsAreExplained(t *testing.T) {
	for name, g := range map[string]theme.Glyphs{"ascii": theme.ASCII(), "console": theme.Console(), "unicode": theme.Unicode()} {
		k := draw.New(keys.Default(), time.UTC, time.Time{}, false)
		k.Dress(theme.Must(theme.Mono()), g)
		h := &help{Look: k}
		rows := append(append(h.markRows(), h.gutterRows()...), h.signRows()...)
		for _, sign := range []string{g.Says, g.Denies, g.Confirms, g.Declines, g.Asks, g.Unnamed, g.Hedged, g.Quoted, g.Second, g.Unsure, g.Urgent, g.Changed,
			g.Corrected, g.Withdrawn, g.Differ, g.Denied, g.Starred, g.Unread, g.Bar, g.Arrow, g.Refresh, g.Ellipsis, g.Open, g.Fold, g.Vertical, g.Up, g.Down} {
			found := false
			for _, r := range rows {
				found = found || r[0] == sign || strings.Contains(" "+r[0]+" ", " "+sign+" ")
			}
			if !found {
				t.Errorf("%s: nothing explains %q", name, sign)
			}
		}
		seen := map[string]bool{}
		for _, r := range rows {
			if seen[r[1]] {
				t.Errorf("%s: two signs mean %q", name, r[1])
			}
			seen[r[1]] = true
		}
		if v := ansi.Strip(h.View(80, 200)); !strings.Contains(v, "Signs in other places") {
			t.Errorf("%s: not on the page:\n%s", name, v)
		}
	}
}
