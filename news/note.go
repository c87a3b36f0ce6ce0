package news

import (
	"fmt"
	"time"
	"unicode/utf8"
)

// Note is a line of text that a reader keeps with a story or with its event: their own,
// or shared with the desk. A reader has one of each at most on a story. It is kept by
// the story, so that one on an event goes with it when the story moves to another.
type Note struct {
	Story  StoryID   `json:"story"`
	Event  bool      `json:"event"` // it is about the story's whole event, whichever that is now
	User   User      `json:"user"`  // who wrote it
	Text   string    `json:"text"`  // one clean line, "" for no note
	Shared bool      `json:"shared"`
	Made   time.Time `json:"made"` // when it was written or last changed
}

// MaxNote is how long a note may be, in runes. MaxNotes is how many are shown with a
// story: the newest.
const (
	MaxNote  = 500
	MaxNotes = 50
)

// Clean makes the text one line that a terminal may be sent, and says what is wrong with
// the note, nil when nothing is. A text of nothing is no mistake: it takes the note away.
func (n *Note) Clean() error {
	if utf8.RuneCountInString(n.Text) > 4*MaxNote {
		return fmt.Errorf("a note has at most %d characters", MaxNote)
	}
	n.Text = CleanLine(n.Text)
	if l := utf8.RuneCountInString(n.Text); l > MaxNote {
		return fmt.Errorf("a note has at most %d characters, this one %d", MaxNote, l)
	}
	return nil
}

// Author is who wrote a shared note, for readers: the desk where it was written at the
// newsroom's own machine, which knows nobody by name.
func (n *Note) Author() string {
	if n.User == Local {
		return "the desk"
	}
	return CleanLine(string(n.User))
}

// Same reports whether two notes are one: of the same reader, on the same thing.
func (n *Note) Same(o *Note) bool {
	return n.Story == o.Story && n.Event == o.Event && n.User == o.User
}
