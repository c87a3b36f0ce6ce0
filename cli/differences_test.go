package cli

import (
	"testing"
	"time"

	"dateline/claims"
	"dateline/entities"
	"dateline/news"
	"dateline/related"
)

// What stood beside a headline as a difference and was none, read by the engines as they are: an addition
// beside a total, two quakes, yesterday's count, and words that are no names.
func TestDifferencesAsRead(t *testing.T) {
	tagger, err := entities.New()
	if err != nil {
		t.Fatal(err)
	}
	finder, err := claims.New()
	if err != nil {
		t.Fatal(err)
	}
	start := time.Date(2026, 4, 10, 6, 0, 0, 0, time.UTC)
	story := func(id, title, text string, hours float64) news.Story {
		return news.Story{ID: news.StoryID(id), Title: title, Text: text, Outlet: "Paper " + id, Published: start.Add(time.Duration(hours * float64(time.Hour)))}
	}
	toll := story("o", "Isles' virus deaths pass 20,000", "More than 20,000 people have died of the virus in hospitals of the United Kingdom.", 1)
	for _, c := range []struct {
		name        string
		open, other news.Story
		same        bool // the test puts them into one event; the index where not
		kind        news.DifferenceKind
		text        string
	}{
		{"a total and a day's addition", toll, story("p", "Britain breaches grim 20,000 death milestone: Another 813 deaths are announced",
			"Another 813 people have died, which brings the toll to more than 20,000.", 2), true, news.OtherAdds, "813 people killed (new)"},
		{"two tolls of one hour", story("o", "Gunman kills at least 9 people", "At least 9 people were killed by a gunman.", 1),
			story("p", "Gunman kills at least 16 people", "At least 16 people were killed by a gunman.", 2), true, news.OtherFigure, "killed: at least 16 ≠ at least 9"},
		{"two quakes", story("o", "Earthquake: 3.5 quake strikes near Calexo", "A quake of magnitude 3.5 struck near Calexo on Friday.", 1),
			story("p", "Earthquake: 3.3 quake strikes near Simmi valley", "A quake of magnitude 3.3 struck the Simmi valley on Friday.", 3), false, news.OtherAdds, "Simmi"},
		{"yesterday's count", story("o", "Complaints on lockdown rise", "The board has had more than 1000 complaints.", 24),
			story("p", "As it happened: complaints on lockdown", "The board has had 742 complaints.", 1), true, news.OtherFirst, "had it first, 23 h before"},
		{"a headline in capitals", story("o", "Virus in hospitals", "The virus came to hospitals.", 1), story("p", "European Hospitals Hit Hard", "Wards are full.", 2), true, news.OtherAddsNothing, "adds nothing"},
		{"a headline of countries in capitals", story("o", "Virus and borders", "Borders may open.", 1), story("p", "European Countries Move Closer", "Borders may open.", 2), true, news.OtherAddsNothing, "adds nothing"},
		{"a name and its verb", story("o", "Where is Tash?", "Orlen Tash was not seen.", 1), story("p", "Tash Disappears", "Nobody has seen him.", 2), true, news.OtherAddsNothing, "adds nothing"},
		{"a name and its noun", story("o", "Bidon denies all", "Joe Bidon spoke of what Tara Rede says.", 1), story("p", "Joe Bidon Addresses Tara Rede Allegations", "He denies them.", 2), true, news.OtherAddsNothing, "adds nothing"},
		{"a president and his act", story("o", "Green cards stopped", "President Trumbel has stopped green cards.", 1), story("p", "Trumbel Pauses Issuing of Green Cards", "For 60 days.", 2), true, news.OtherAddsNothing, "adds nothing"},
		{"a number of anything", story("o", "What to watch", "A list.", 1), story("p", "What to watch: 10 picks", "A list of 10 picks.", 2), true, news.OtherAddsNothing, "adds nothing"},
		{"a word for a child", story("o", "Death at a store", "A child died at a store.", 1), story("p", "Toddler's death at store", "Toddler's family mourns.", 2), true, news.OtherAddsNothing, "adds nothing"},
		{"an age", story("o", "Two girls hurt", "Two girls were hurt.", 1), story("p", "Girls hurt", "Two girls, aged six and 11, were hurt.", 2), true, news.OtherAddsNothing, "adds nothing"},
		{"who was first in another event", story("o", "Plasma trial begins", "A trial of plasma began in Leith.", 48),
			story("p", "Thousands signal interest in plasma", "Thousands would give plasma.", 1), false, news.OtherAddsNothing, "adds nothing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := related.New(related.Options{})
			fs := map[news.StoryID]*news.Filing{}
			first, second := c.open, c.other
			if second.Published.Before(first.Published) {
				first, second = second, first
			}
			for _, s := range []news.Story{first, second} {
				f := news.Filing{Story: s, Event: "one"}
				f.Mentions = tagger.Find(&s, nil)
				f.Claims, f.Unsure = finder.Find(&s, f.Mentions, nil)
				if !c.same {
					f.Event = x.Place(f, nil).Event
				}
				fs[s.ID] = &f
			}
			if n := related.Notes(*fs["o"], []news.Filing{*fs["p"]})[0]; n.Kind != c.kind || n.Text != c.text {
				t.Errorf("%s %q, want %s %q", n.Kind, n.Text, c.kind, c.text)
			}
		})
	}
}
