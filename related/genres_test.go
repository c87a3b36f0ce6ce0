package related

import (
	"testing"

	"dateline/news"
)

// Each row is held by its example, which no other row tells, and its counterexample.
func TestGenreRows(t *testing.T) {
	g := newGenres()
	for _, r := range genreRows {
		t.Run(r.name, func(t *testing.T) {
			title, lead := r.example, ""
			otherTitle, otherLead := r.counter, ""
			if r.in == news.InText {
				title, lead, otherTitle, otherLead = "", title, "", otherTitle
			}
			if genre, row := g.of(title, lead); genre != r.genre || row != r.name {
				t.Errorf("%q is %q by %q", r.example, genre, row)
			}
			if genre, row := g.of(otherTitle, otherLead); genre != "" {
				t.Errorf("%q is %q by %q", r.counter, genre, row)
			}
		})
	}
}

func TestBylined(t *testing.T) {
	for text, want := range map[string]bool{
		"MORAG TULLIEMET: How can I leave my son?":          true,
		"DR MORAG THE MIND DOCTOR: Sleep is no luxury":      true,
		"MORAG TULLIEMET on... the isles and their bridges": true,
		"MORAG TULLIEMET says the frost had many benefits":  true,
		"BREAKING NEWS: Crane falls":                        false,
		"NHS IT system fails":                               false,
		"EU: Talks fail":                                    false,
		"CRANE FALLS: TWO DOCKERS HURT":                     false,
		"FERRY STRIKE IS OVER":                              false,
		"":                                                  false,
	} {
		if got := bylined(text); got != want {
			t.Errorf("bylined(%q) = %v", text, got)
		}
	}
}
