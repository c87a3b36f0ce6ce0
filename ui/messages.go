package ui

import (
	"time"

	"dateline/news"
)

// Leave asks the screens to end as the key for it does: the reader's place is kept.
type Leave struct{}

// Messages are facts: what was asked and what came back. An answer whose question
// is no longer the screen's is dropped where it arrives.
type (
	bulletinMsg struct {
		b  news.Bulletin
		ok bool // false when the desk stopped announcing
	}
	openedMsg struct {
		url string
		err error
	}
	// copiedMsg says that something was copied, or why not.
	copiedMsg struct {
		said, tried string
		err         error
	}
	clockMsg time.Time
	// pausedMsg says that the selection rested; seq is the move it waited after.
	pausedMsg struct{ seq int }
	// digitMsg ends the time in which a digit may still become a count.
	digitMsg struct{ seq int }
)
