package news

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"dateline/news/newstest"
)

// mostRounds is how often cleaning may go over a text, whatever it says: one round
// changes it, one undoes what the first brought together, one sees that nothing is left.
const mostRounds = 3

// rounds is how often cleaning goes over a text. Each time costs what the text is long,
// so that this is what can make it dear.
func rounds(s string) int {
	for n := 1; ; n++ {
		once := scrub(s, true)
		if once == s || n > 100 {
			return n
		}
		s = once
	}
}

// The law of all work on strangers' text, for cleaning.
func TestCleaningKeepsTheLaw(t *testing.T) {
	for _, p := range newstest.Hostile() {
		if n := rounds(p.Text(32 << 10)); n > mostRounds {
			t.Errorf("%s: %d rounds", p.Name, n)
		}
	}
	for _, c := range cleanLines {
		if n := rounds(strings.Repeat(c.in, 1000)); n > mostRounds {
			t.Errorf("%s: %d rounds", c.name, n)
		}
	}
}

// TestDearestCleaning looks for the text that is gone over most often: the letters that
// cleaning drops, joins and decodes are put together, and what was dear is built upon.
func TestDearestCleaning(t *testing.T) {
	pieces := strings.Split("a| |\n|\r|\u0301|\u0308|\u05b4|\u0e31|\u200d|\u200c|\ufe0f|\u00ad|\u009b|\u0085|\u202e|\u2028|\x1b|\x00|\xff|\xc3|\xa4|ä|Ã|¤|â|€|™|Â|\u0083|👩|🇫|🏽|ก|한|ᄀ|ᅡ|\U000e0065|\u3164", "|")
	rnd := rand.New(rand.NewPCG(11, 7))
	var kept []string
	most, dearest := 0, ""
	for range 20_000 {
		s := ""
		if len(kept) > 0 && rnd.IntN(3) > 0 {
			s = kept[rnd.IntN(len(kept))]
		}
		for range 1 + rnd.IntN(6) {
			at := rnd.IntN(len(s) + 1)
			s = s[:at] + pieces[rnd.IntN(len(pieces))] + s[at:]
		}
		if rnd.IntN(8) == 0 {
			s = string([]rune(s)) + s // once more, and whole letters
		}
		if len(s) > 400 {
			continue
		}
		n := rounds(s)
		if n >= most {
			kept = append(kept, s)
			kept = slices.Delete(kept, 0, max(0, len(kept)-64))
		}
		if n > most {
			most, dearest = n, s
		}
	}
	t.Logf("%d rounds over %q", most, dearest)
	if most > mostRounds {
		t.Errorf("cleaning goes %d times over %q", most, dearest)
	}
}
