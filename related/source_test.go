package related

import (
	"slices"
	"testing"

	"dateline/news"
)

// An outlet's story that comes once more, as from a second address of its feed, is a
// version only where a word of it changed.
func TestVersionHasOtherWords(t *testing.T) {
	const crane, port = "Tender one: harbour crane", "Crane collapses at Gdansk port, two hurt"
	for _, row := range []struct {
		name, title, text, laterTitle, laterText, want string
	}{
		{"the same document", crane, "A", crane, "A", "copy"},
		{"no text", crane, "", crane, "", "copy"},
		{"a long text", port, harbour, port, harbour, "copy"},
		{"white space, quotes and stops", crane, "It’s  open.", crane, "\"It's open\"", "copy"},
		{"another word", crane, "It is open.", crane, "It is shut.", news.VersionRule},
		{"another small word", crane, "It is at the port.", crane, "It is by the port.", news.VersionRule},
		{"another number", crane, "Bids: 1.5 million.", crane, "Bids: 15 million.", news.VersionRule},
		{"another currency", crane, "Bids: $5 million.", crane, "Bids: €5 million.", news.VersionRule},
		{"another share", crane, "Down 5.", crane, "Down 5%.", news.VersionRule},
		{"a word from the text into the headline", crane, "A bid", crane + " A", "bid", news.VersionRule},
		{"a word more", crane, "", crane, "Bids are open.", news.VersionRule},
		{"another headline", port, "", "Crane collapses at Gdansk port, three hurt", "", news.VersionRule},
		{"a marker", port, "", "CORRECTED-" + port, "", news.VersionRule},
	} {
		t.Run(row.name, func(t *testing.T) {
			x := New(Options{})
			x.Place(wire("a", "Tender Board", row.title, row.text, 0), nil)
			p := x.Place(wire("b", "Tender Board", row.laterTitle, row.laterText, 0), nil)
			if p.Event != "a" || p.Origin != "a" {
				t.Fatalf("event %q, origin %q", p.Event, p.Origin)
			}
			if got := p.Relations[0].Why.Rule; got != row.want {
				t.Errorf("a %s of the first, want a %s", got, row.want)
			}
		})
	}
	// A twin is a copy of its own twin, not a version of what was filed since.
	x := New(Options{})
	var p news.Placement
	for i, text := range []string{"A", "B", "A"} {
		p = x.Place(wire(string(rune('a'+i)), "Tender Board", crane, text, 0), nil)
	}
	if p.Origin != "a" || !slices.ContainsFunc(p.Relations, func(r news.Relation) bool { return r.To == "a" && r.Why.Rule == "copy" }) {
		t.Errorf("the twin of the first: %+v", p)
	}
}
