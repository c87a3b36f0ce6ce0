package news

import "time"

// User names a reader. The reader of a local dateline is Local.
type User string

// Local is the user of the reader at this machine.
const Local User = "local"

// AnyUser asks for the newsroom itself, which sees what any of its readers does.
const AnyUser User = ""

// MarkKind is what a user does to a story.
type MarkKind string

// The marks a user sets. Read and starred are on or off; place is where reading
// stopped.
const (
	MarkRead    MarkKind = "read"
	MarkStarred MarkKind = "starred"
)

// Change sets or clears one mark on stories. A change that Store.Mark answers with
// undoes what was done: applied, it restores the state before.
type Change struct {
	Kind    MarkKind  `json:"kind"`
	On      bool      `json:"on"`
	Stories []StoryID `json:"stories"`
	At      time.Time `json:"at"`
}
