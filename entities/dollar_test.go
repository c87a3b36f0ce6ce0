package entities

import (
	"testing"

	"dateline/news"
)

// Bare dollars are those of the outlet's country, else of the only one named that has
// some; where that is open, American.
func TestDollars(t *testing.T) {
	tag := tagger(t)
	for _, c := range []struct{ name, url, text, want string }{
		{"nothing named", "", "The bridge cost $3 million.", "USD"},
		{"only one named", "", "New Zealand will spend $3 million on a bridge.", "NZD"},
		{"a place of it named", "", "Queensland will spend $3 million on a bridge.", "AUD"},
		{"in words", "", "Canada will spend millions of dollars on a bridge.", "CAD"},
		{"America named, too", "", "Canada and the United States will spend $3 million on a bridge.", "USD"},
		{"two named", "", "Canada and Australia will spend $3 million on a bridge.", "USD"},
		{"other countries named", "", "Australia and Japan will spend $3 million on a bridge.", "AUD"},
		{"said whose", "", "New Zealand will spend US$3 million on a bridge.", "USD"},
		{"said whose behind the sign", "", "Australia will spend $US3 million on a bridge.", "USD"},
		{"foreign ones marked elsewhere", "", "Australia spent $3 million, or A$4 million.", "USD"},
		{"outlet's country", "https://news.example.co.nz/1", "The bridge cost $3 million.", "NZD"},
		{"outlet's country, America named", "https://news.example.com.au/1", "The United States bridge cost $3 million.", "AUD"},
		{"a country of no dollars", "https://news.example.fr/1", "The bridge cost $3 million.", "USD"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, m := range tag.Find(&news.Story{URL: c.url, Text: c.text}, nil) {
				if m.Figure != nil {
					if m.Figure.Unit != c.want {
						t.Errorf("%q: %s, want %s", c.text, m.Figure.Unit, c.want)
					}
					return
				}
			}
			t.Errorf("%q: no figure", c.text)
		})
	}
}
