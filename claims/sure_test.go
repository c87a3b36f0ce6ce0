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
			"Iran continues to refuse to meet an August 31 Security Council deadline to stop enriching uranium, which can be used to make nuclear weapons.",
			"Last week, the opposition Labor party also agreed to join the coalition."},
		{"headline", inTitle,
			"A top Democratic lawmaker has called on President Bush to fill the new vacancy on the Supreme Court with a moderate, mainstream justice",
			"The official Xinhua news agency said China is working with mediators to win the release of the hostages"},
		{"lead", inLead,
			"The government says with the latest fighting, a total of more than 120 rebels have been killed in three days of fierce clashes in the remote North Waziristan area.",
			"The U.S. media seized on recent reports that high school girls in a Massachusetts town had made a pact to get pregnant and raise babies together."},
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
