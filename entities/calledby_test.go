package entities

import (
	"testing"

	"dateline/news"
)

// An organisation that is called by a country is followed by that country; a brand or a
// club with a country's adjective is not.
func TestCalledByCountry(t *testing.T) {
	tag := tagger(t)
	for _, c := range []struct{ name, text, want string }{
		{"a name first", "A spokesman for Singapore Airlines said that flights were cut.", "SGP"},
		{"an adjective first", "A curator of the British Museum said that the vase was old.", "GBR"},
		{"a name last", "The board of Cricket Australia met on Friday.", "AUS"},
		{"a firm with an adjective", "A spokesman for British Airways said that flights were cut.", ""},
		{"a club of a region", "The New England Patriots won on Sunday.", ""},
		{"a longer word", "The Tree City USA program plants trees.", ""},
		{"a dateline behind the hour", "April 22, 2020 5:00 PM SINGAPORE - A man was fined for leaving home.", "SGP"},
		{"capitals in a sentence", "The firm is called SINGAPORE and sells tea.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &news.Story{Text: c.text}
			got := ""
			for _, r := range tag.Records(s, tag.Find(s, nil)) {
				if r.Kind == news.Country && got != r.Ref {
					got += r.Ref
				}
			}
			if got != c.want {
				t.Errorf("countries %q, want %q in %q", got, c.want, c.text)
			}
		})
	}
}
