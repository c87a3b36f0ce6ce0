package related

import (
	"strings"
	"testing"

	"dateline/news"
)

// What papers' own feeds hold: a subject come back to, columns, round-ups and bulletins, with
// leads of a sentence. The stories are invented; so are the people in them.
func TestOnlyOneHappeningIsAnEvent(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []news.Filing
		want string
	}{
		{"the same person in another happening, one outlet",
			[]news.Filing{
				wire("a", "Isle Times", "Odile Branwick wears a borrowed coat to the regatta", "The skipper Odile Branwick, 38, chose a borrowed oilskin coat for the opening of the Lerwick regatta.", 0),
				wire("b", "Isle Times", "Ratepayers ask Odile Branwick to settle harbour dues", "Ratepayers say the skipper Odile Branwick, 38, owes the harbour board two years of mooring dues.", 5),
			}, "a b"},
		{"the same person's news brought up to date, one outlet",
			[]news.Filing{
				wire("a", "Isle Times", "Teenage rower Callan Threave hurt in Stromness collision", "Callan Threave, 15, was struck by a launch as he rowed out of Stromness harbour at 9.15pm on Saturday.", 0),
				wire("b", "Isle Times", "Rower Callan Threave, 15, dies after Stromness collision", "Callan Threave has died after he was struck by a launch at 9.15pm on Saturday as he rowed out of Stromness harbour.", 11),
			}, "a a"},
		{"a columnist's letters",
			[]news.Filing{
				wire("a", "Isle Times", "MORAG TULLIEMET: How can I leave my helpless son alone?", "This week Morag advises a reader whose son, 44, lives at home and will not look for work.", 0),
				wire("b", "Isle Times", "MORAG TULLIEMET: Is my helpless son just like his father?", "This week Morag advises a reader whose son, 41, lives at home and will not speak of his father.", 2),
			}, "a b"},
		{"a page of drawings every day",
			[]news.Filing{
				wire("a", "Isle Times", "Best of cartoons, March 4, 2026", "The news of the day as seen by our talented artists, illustrators and cartoonists.", 0),
				wire("b", "Isle Times", "Best of cartoons, March 5, 2026", "The news of the day as seen by our talented artists, illustrators and cartoonists.", 23),
			}, "a b"},
		{"a market page of the same words every day",
			[]news.Filing{
				wire("a", "Isle Times", "7at7: Baltic freight set to slide as oil plunges", "What happened overnight and what lies ahead for the Baltic freight market this morning.", 0),
				wire("b", "Isle Times", "7at7: Baltic freight to open lower after oil collapse", "What happened overnight and what lies ahead for the Baltic freight market this morning.", 24),
			}, "a b"},
		{"a day's summary and the next day's",
			[]news.Filing{
				wire("a", "Isle Times", "Zoravirus: what happened on the islands on 20 March", "Cases on the islands stay low, and a week's notice is given of a move to the next level of the rules.", 0),
				wire("b", "Isle Times", "Zoravirus: what happened on the islands on 21 March", "Cases on the islands stay low, and an audit of masks is announced at the next level of the rules.", 22),
			}, "a b"},
		{"a day's counts and the next day's",
			[]news.Filing{
				wire("a", "Isle Times", "Zoravirus: 3 new cases on Shetland, 2 further deaths", "3 new cases of Zoravirus have been reported on Shetland in a day, and 2 further deaths at Brae House.", 0),
				wire("b", "Isle Times", "Zoravirus: 5 new cases on Shetland, 1 further death", "5 new cases of Zoravirus have been reported on Shetland in a day, and 1 further death at Brae House.", 23),
			}, "a b"},
		{"briefings of two outlets",
			[]news.Filing{
				wire("a", "Isle Times", "Morning Briefing: Top stories on March 23", "Good morning! Here are our top stories to start your Monday, March 23.", 0),
				wire("b", "Harbour Post", "Evening Update: Today's headlines on March 23", "Good evening! Here are our top stories to end your Monday, March 23.", 10),
			}, "a b"},
		{"a live page that keeps its headline",
			[]news.Filing{
				wire("a", "Isle Times", "Tablet edition: Zoravirus outbreak on Shetland", "Follow our live coverage.", 0),
				wire("b", "Isle Times", "Tablet edition: Zoravirus outbreak on Shetland", "Follow our rolling coverage.", 24),
			}, "a b"},
		{"one shared phrase, two outlets",
			[]news.Filing{
				wire("a", "Isle Times", "Tortoise home in Perth struggles to stay afloat", "The keepers of a home for tortoises in Perth carry on with rescues, but gifts have dried up.", 0),
				wire("b", "Harbour Post", "Lighting firm turns to soup to stay afloat", "With a fleet of vans and no concerts, a lighting firm of Hull delivers soup to offices.", 5),
			}, "a b"},
		{"two outlets on one happening in leads of a sentence",
			[]news.Filing{
				wire("a", "Isle Times", "Skerry Brewster to leave role as Orkney coach next summer", "Skerry Brewster is to leave her role as coach of the Orkney rowers next summer.", 0),
				wire("b", "Harbour Post", "Orkney coach Skerry Brewster will step down next summer", "The Orkney rowers will look for a new coach when Skerry Brewster steps down next summer.", 3),
			}, "a a"},
		{"two outlets on one happening in other words",
			[]news.Filing{
				wire("a", "Isle Times", "Tamsin Orrock confirms she will sail again", "The skipper Tamsin Orrock confirmed on Thursday that she will sail again.", 0),
				wire("b", "Harbour Post", "Tamsin Orrock CONFIRMS return with old crewmate Bram Quill", "Orrock, 25, was a guest of the Late Tide when she said that she and Bram Quill will sail from Leith.", 1),
			}, "a a"},
		{"a bare headline under an event with leads",
			[]news.Filing{
				wire("a", "Northern Wire", "Crane collapses at Gdansk port, two dockers hurt", harbour, 0),
				wire("b", "Isle Times", "Two dockers hurt as crane collapses at Gdansk", "", 1),
			}, "a a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := New(Options{})
			var got []string
			for _, f := range c.in {
				got = append(got, string(x.Place(f, nil).Event))
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("got %s, want %s", s, c.want)
			}
		})
	}
}

func TestSerial(t *testing.T) {
	const summary = "Cases on the islands stay low, and the harbour board has told the ferries to move to the next level of the rules, its director said."
	for _, c := range []struct {
		name string
		a, b news.Filing
		want bool
	}{
		{"headlines that name their day",
			wire("a", "Isle Times", "What happened on the islands on 20 March", summary, 0), wire("b", "Isle Times", "What happened on the islands on 21 March", summary, 6), true},
		{"of two outlets",
			wire("a", "Isle Times", "What happened on the islands on 20 March", summary, 0), wire("b", "Harbour Post", "What happened on the islands on 21 March", summary, 22), false},
		{"the same day, said again",
			wire("a", "Isle Times", "What happened on the islands on 20 March", summary, 0), wire("b", "Isle Times", "What happened on the islands by 20 March", summary, 1), false},
		{"counts of two days",
			wire("a", "Isle Times", "3 new cases on Shetland", "", 0), wire("b", "Isle Times", "5 new cases on Shetland", "", 23), true},
		{"counts of one day, corrected",
			wire("a", "Isle Times", "3 new cases on Shetland", "", 0), wire("b", "Isle Times", "5 new cases on Shetland", "", 2), false},
		{"a toll that a marker brings up to date",
			wire("a", "Isle Times", "Ferry fire kills 3 off Shetland", "", 0), wire("b", "Isle Times", "UPDATE 4-Ferry fire kills 5 off Shetland", "", 20), false},
		{"a columnist",
			wire("a", "Isle Times", "MORAG TULLIEMET: Why I gave up bread", "", 0), wire("b", "Isle Times", "MORAG TULLIEMET: The bridge is a folly", "", 1), true},
		{"a story put out again",
			wire("a", "Isle Times", "Ferry fares rise on Arran", summary, 0), wire("b", "Isle Times", "Ferry fares rise on Arran", summary, 20), false},
		{"new words under the same headline",
			wire("a", "Isle Times", "Outbreak on the islands", "Follow our live coverage.", 0), wire("b", "Isle Times", "Outbreak on the islands", "The board meets.", 9), true},
		{"new headline over the same words",
			wire("a", "Isle Times", "Freight to slide as oil plunges", summary, 0), wire("b", "Isle Times", "Freight to open lower", summary, 24), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := New(Options{})
			old := x.read(&c.a)
			it := x.read(&c.b)
			if got := x.at.serial(&it, &old, jaccard(it.shingles, old.shingles)); got != c.want {
				t.Errorf("serial = %v", got)
			}
		})
	}
}

func TestDated(t *testing.T) {
	for title, want := range map[string]uint8{
		"Best of cartoons, April 23, 2026":         23,
		"What happened on the islands on 21 April": 21,
		"Top stories on March 1st":                 1,
		"Bridge may fall in March after 40 years":  0,
		"12 dockers march on the town hall":        0,
		"Harbour 2, Valley 1 in May cup":           0,
		"May 99 be the year the ferry comes":       0,
		"":                                         0,
	} {
		if got := dated(title); got != want {
			t.Errorf("dated(%q) = %d, want %d", title, got, want)
		}
	}
}

func TestOpening(t *testing.T) {
	for _, c := range []struct {
		title, opening string
		column         bool
	}{
		{"MORAG TULLIEMET: How can I leave my son?", "MORAG TULLIEMET", true},
		{"Zoravirus: airline seeks bailout", "Zoravirus", false},
		{"LIVE: Crane falls at Gdansk", "LIVE", false},
		{"The crane fell where nobody had looked for years: why?", "", false},
		{"No colon here", "", false},
	} {
		if got := opening(c.title); got != c.opening || byline(got) != c.column {
			t.Errorf("opening(%q) = %q, column %v", c.title, got, byline(got))
		}
	}
}
