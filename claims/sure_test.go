package claims

import (
	"testing"

	"dateline/news"
)

// TestBounds has for each bound of certainty a claim just above it and one just below: a
// bound that moves past either of them fails. Sentences of the Voice of America (public
// domain). After training anew the pairs are chosen anew.
func TestBounds(t *testing.T) {
	const near = 0.1 // nats
	f := finder(t)
	for _, tt := range []struct {
		name  string
		place place
		above string
		below string
	}{
		{"text", inText,
			"Several recent attacks in Turkey have been claimed by Kurdish separatist rebels, including TAK guerrillas linked to the Kurdistan Workers Party, PKK.",
			"In late 2007, voters narrowly rejected a package of measures including one that would have eliminated presidential term limits."},
		{"headline", inTitle,
			"Afghan officials said one of their soldiers had been killed",
			"U.S. military officials said today that nine men found dead Saturday in the northern city of Mosul were all Iraqi soldiers who had been shot in the back of the head"},
		{"lead", inLead,
			"Thursday after their group released a report saying Venezuela's human rights policies have suffered under President Chavez.",
			"The Interior Ministry responded by ordering Hamas-led security forces to redeploy to positions held before the confrontation."},
	} {
		story := func(words string) *news.Story {
			switch tt.place {
			case inTitle:
				return &news.Story{Title: words, Lang: "en"}
			case inLead:
				return &news.Story{Title: "Dam at Tarsa", Text: words, Lang: "en"}
			}
			return &news.Story{Text: words, Lang: "en"}
		}
		margin := func(words string) float64 {
			cs := f.FindAll(story(words), nil, nil, nil)
			if len(cs) != 1 {
				t.Fatalf("%s: %d claims in %q", tt.name, len(cs), words)
			}
			return cs[0].Why.Margin
		}
		if m := margin(tt.above); m < 0 || m >= near {
			t.Errorf("%s: a claim just above the bound is %.3f above it", tt.name, m)
		}
		if m := margin(tt.below); m >= 0 || m < -near {
			t.Errorf("%s: a claim just below the bound is %.3f above it", tt.name, m)
		}
		sure, unsure := f.Find(story(tt.above), nil, nil)
		if len(sure) != 1 || len(unsure) != 0 || sure[0].Unsure {
			t.Errorf("%s: above the bound are %d sure and %d unsure claims", tt.name, len(sure), len(unsure))
		}
		sure, unsure = f.Find(story(tt.below), nil, nil)
		if len(sure) != 0 || len(unsure) != 1 || !unsure[0].Unsure {
			t.Errorf("%s: below the bound are %d sure and %d unsure claims", tt.name, len(sure), len(unsure))
		}
	}
}
