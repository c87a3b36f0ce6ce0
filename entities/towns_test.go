package entities

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"dateline/news"
)

// townStory is a line of testdata/towns.jsonl: towns of a story with their countries,
// marked by hand.
type townStory struct {
	Title, Text string
	Towns       map[string]string
}

func readTowns(t *testing.T) []townStory {
	t.Helper()
	b, err := os.ReadFile("testdata/towns.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var out []townStory
	sc := bufio.NewScanner(bytes.NewReader(b))
	sc.Buffer(nil, len(b))
	for sc.Scan() {
		var s townStory
		if err := json.Unmarshal(sc.Bytes(), &s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

// TestCountriesOfTowns measures the country that towns of real stories are given: of
// those marked by hand, how many are right, and of those given, how many. A second
// reading has only the paragraph that names the town.
func TestCountriesOfTowns(t *testing.T) {
	tag := tagger(t)
	for _, c := range []struct {
		name      string
		paragraph bool
		right     int // in a hundred of all
		precise   int // in a hundred of those given
	}{
		{"the whole story", false, 85, 97},
		{"the paragraph alone", true, 75, 95},
	} {
		t.Run(c.name, func(t *testing.T) {
			all, given, right := 0, 0, 0
			for _, s := range readTowns(t) {
				for town, want := range s.Towns {
					text := s.Text
					if c.paragraph {
						text = paragraphOf(text, town)
					}
					got := countryGiven(tag, &news.Story{Title: s.Title, Text: text}, town)
					all++
					if got != "" {
						given++
					}
					if got == want {
						right++
					} else {
						t.Logf("%s: got %q, want %s in %q", town, got, want, paragraphOf(s.Text, town))
					}
				}
			}
			t.Logf("%d towns, %d with a country, %d right", all, given, right)
			if right*100 < all*c.right || right*100 < given*c.precise {
				t.Errorf("%d towns, %d with a country, %d right", all, given, right)
			}
		})
	}
}

func paragraphOf(text, town string) string {
	for p := range strings.SplitSeq(text, "\n") {
		if strings.Contains(p, town) {
			return p
		}
	}
	return text
}

// countryGiven is the country given to the place that covers the first mention of a town.
func countryGiven(tag *Tagger, s *news.Story, town string) string {
	at := strings.Index(s.Text, town)
	for _, m := range tag.Find(s, nil) {
		if m.Field == news.InText && m.Start < at+len(town) && at < m.End && (m.Kind == news.Place || m.Kind == news.Country) {
			return m.Ref
		}
	}
	return ""
}
