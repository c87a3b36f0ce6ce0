package ui

import (
	"context"
	"dateline/news"
	"time"

	tea "charm.land/bubbletea/v2"
)

// mark applies a change to stories; label says what was done, quiet that it need not be told.
func mark(d Desk, c news.Change, label string, quiet bool) ask {
	return func(ctx context.Context) tea.Msg {
		undo, err := d.Mark(ctx, c)
		return markedMsg(d, label, undo, quiet, err)
	}
}

// markAll marks as read all that match.
func markAll(d Desk, at time.Time, q news.Query, label string) ask {
	return markMatching(d, q, news.Change{Kind: news.MarkRead, On: true, At: at}, label, false)
}

// markMatching applies a change to all that match.
func markMatching(d Desk, q news.Query, c news.Change, label string, quiet bool) ask {
	return func(ctx context.Context) tea.Msg {
		undo, err := d.MarkAll(ctx, q, c)
		return markedMsg(d, label, undo, quiet, err)
	}
}

// readQuietly marks a story as read because it was opened.
func readQuietly(d Desk, at time.Time, id news.StoryID, title string) ask {
	return mark(d, news.Change{Kind: news.MarkRead, On: true, Stories: []news.StoryID{id}, At: at}, "read: "+title, true)
}

// markedMsg tells what was marked, with how many stories, and how to undo it.
func markedMsg(d Desk, label string, undo news.Change, quiet bool, err error) changedMsg {
	n := len(undo.Stories)
	if n > 1 && err == nil {
		label += " (" + plural(n, "story", "stories") + ")"
	}
	msg := changedMsg{label: label, quiet: quiet, err: err}
	if n > 0 {
		msg.undo = func(ctx context.Context) tea.Msg {
			_, err := d.Mark(ctx, undo)
			return changedMsg{label: label, undid: true, err: err}
		}
	}
	return msg
}
