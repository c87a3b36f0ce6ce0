package entities

import (
	"testing"

	"dateline/news"
)

// refOfPlace returns the country that a story gives to the first mention of a word.
func refOfPlace(tag *Tagger, title, text, word string) string {
	s := &news.Story{Title: title, Text: text}
	for _, m := range tag.Find(s, nil) {
		if s.Field(m.Field)[m.Start:m.End] == word && (m.Kind == news.Place || m.Kind == news.Country) {
			return m.Ref + " " + string(m.Kind)
		}
	}
	return "not found"
}

// TestWhere holds what decides in which country a place lies; of each constant of
// where.go there is a pair, one on each side.
func TestWhere(t *testing.T) {
	tag := tagger(t)
	for _, c := range []struct{ name, text, word, want string }{
		{"ahead: far larger than its namesakes", "Police in Birmingham closed two roads.", "Birmingham", "GBR place"},
		{"ahead: too like its namesakes", "Police in Newcastle closed two roads.", "Newcastle", " place"},
		{"unknown: a town that is known", "Two roads were closed in Ballarat.", "Ballarat", "AUS place"},
		{"unknown: a village", "The fire began in Kleinkirchheim.", "Kleinkirchheim", " place"},
		{"named: its country is", "Australian police said that two roads in Newcastle were closed.", "Newcastle", "AUS place"},
		{"named: another of its countries is", "South African police said that two roads in Newcastle were closed.", "Newcastle", "ZAF place"},
		{"share: most of what is named", "Britain asked Australia for help. Britain said that two roads in Newcastle were closed, and that Britain was grateful.", "Newcastle", "GBR place"},
		{"neighbours", "Two roads were closed in Invercargill, in Dunedin and in Queenstown.", "Queenstown", "NZL place"},
		{"no neighbours", "Two roads were closed in Queenstown.", "Queenstown", " place"},
		{"strange: a small town, and no country is named", "Two roads were closed in Oamaru.", "Oamaru", "NZL place"},
		{"strange: a small town of no country that is named", "Kenya and Uganda said that two roads in Oamaru were closed.", "Oamaru", " place"},
		{"a part of a city", "A man was stabbed in East London on Friday.", "East London", "GBR place"},
		{"the state behind it", "Two roads in Newcastle, Australia, were closed. Newcastle is a port.", "Newcastle", "AUS place"},
		{"common: a word of English", "Two roads were closed in Orange.", "Orange", " place"},
		{"common: where the story speaks of its country", "Police in the United States said that two roads in Orange were closed.", "Orange", "USA place"},
		{"a list of regions", "Teams in Southern California, Hawke's Bay, and South Wales won.", "Southern California", "USA place"},
		{"of no list: by whose officials speak", "Iraqi police said a bomb went off in the town of Zarbatan.", "Zarbatan", "IRQ place"},
		{"of no list: by where the sentence plays", "A bomb went off in northern Iraq, in Zarbatan village.", "Zarbatan", "IRQ place"},
		{"of no list: by the adjective before it", "Tanzania sent help to the northern Somali town of Zarbatan.", "Zarbatan", "SOM place"},
		{"of no list: by the story", "A bomb went off in the town of Zarbatan. Iraqi police said that two men died.", "Zarbatan", "IRQ place"},
		{"of no list: whose soldier it was says nothing", "A U.S. soldier was killed in the town of Zarbatan.", "Zarbatan", " place"},
		{"of no list: beside a border", "A bomb went off in the town of Zarbatan, near Turkey.", "Zarbatan", " place"},
		{"of no list: two countries", "Iraqi police and Turkish police met in the town of Zarbatan.", "Zarbatan", " place"},
		{"of no list: not called a town", "Iraqi police said a bomb went off in Zarbatan.", "Zarbatan", " place"},
		{"a list of countries", "Doctors came from India, Pakistan, and Nepal.", "India", "IND country"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := refOfPlace(tag, "", c.text, c.word); got != c.want {
				t.Errorf("%s is %q, want %q in %q", c.word, got, c.want, c.text)
			}
		})
	}
}
