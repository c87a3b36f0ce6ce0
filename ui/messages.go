package ui

import (
	"time"

	"dateline/news"
)

// Messages are facts: what was asked and what came back. An answer whose question
// is no longer the screen's is dropped where it arrives.
type (
	// headlinesMsg answers list.load. gen is the list's generation when it asked.
	headlinesMsg struct {
		view news.View
		gen  int
		why  reason
		page news.Page
		err  error
	}
	// countsMsg answers for the query of a list's generation.
	countsMsg struct {
		view   news.View
		gen    int
		first  bool // asked together with the first page: the baseline of what is new
		counts news.Counts
		err    error
	}
	panelMsg struct {
		id    news.StoryID
		panel news.Panel
		err   error
	}
	// refreshedMsg says that a refresh began, or why not.
	refreshedMsg struct {
		what string
		err  error
	}
	bulletinMsg struct {
		b  news.Bulletin
		ok bool // false when the desk stopped announcing
	}
	openedMsg struct {
		url string
		err error
	}
	clockMsg time.Time
	// pausedMsg says that the selection rested; seq is the move it waited after.
	pausedMsg struct{ seq int }
	// digitMsg ends the time in which a digit may still become a count.
	digitMsg struct{ seq int }
)

// reason says what a run of headlines was asked for.
type reason uint8

const (
	toStart reason = iota // the beginning of the list, replacing what is there
	toEnd                 // its end
	further               // rows after the last one
	before                // rows before the first one
	again                 // the same rows once more: only known ones are brought up to date
	merged                // the beginning once more, staying at the selected row
)
