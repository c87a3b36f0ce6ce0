package news

import "time"

// FullText is what the page behind a story says, beside what its feed says. It never
// stands for the feed's text: versions, events and figures are made of that alone.
type FullText struct {
	Story    StoryID   `json:"story"`
	Version  int       `json:"version"` // of the story when the page was fetched
	URL      string    `json:"url"`     // of the page in the end
	Title    string    `json:"title"`   // of the story, as the engines read it
	Text     string    `json:"text"`    // as Story.Text
	Links    []Link    `json:"links,omitempty"`
	Images   []Image   `json:"images,omitempty"`
	Dateline Dateline  `json:"dateline"`
	Fetched  time.Time `json:"fetched"`
	Mentions []Mention `json:"mentions,omitempty"` // in Title and Text
	Claims   []Claim   `json:"claims,omitempty"`
	Unsure   []Claim   `json:"unsure,omitempty"`
	Tagger   string    `json:"-"` // version of the engines that found them

	// ETag and LastModified are the validators for asking again.
	ETag         string `json:"-"`
	LastModified string `json:"-"`
}

// Of returns the story as the page has it, for the engines and for the screen.
func (f *FullText) Of(s Story) Story {
	s.Text, s.Links, s.Images, s.Dateline = f.Text, f.Links, f.Images, f.Dateline
	return s
}
