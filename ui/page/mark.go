package page

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
)

// Mark applies a change to stories; label says what was done, quiet that it need not be told.
func Mark(d Desk, c news.Change, label string, quiet bool) Ask {
	return func(ctx context.Context) tea.Msg {
		undo, err := d.Mark(ctx, c)
		return markedMsg(d, label, undo, quiet, err)
	}
}

// MarkAll marks as read all that match, and tells how many that were; also that it was none.
func MarkAll(d Desk, at time.Time, q news.Query, label string) Ask {
	return func(ctx context.Context) tea.Msg {
		undo, err := d.MarkAll(ctx, q, news.Change{Kind: news.MarkRead, On: true, At: at})
		msg := markedMsg(d, label, undo, false, err)
		switch {
		case err != nil:
		case len(undo.Stories) == 0:
			msg.Label += " already"
		case len(undo.Stories) == 1:
			msg.Label += " (1 story)"
		}
		return msg
	}
}

// MarkMatching applies a change to all that match.
func MarkMatching(d Desk, q news.Query, c news.Change, label string, quiet bool) Ask {
	return func(ctx context.Context) tea.Msg {
		undo, err := d.MarkAll(ctx, q, c)
		return markedMsg(d, label, undo, quiet, err)
	}
}

// ReadQuietly marks a story as read because it was opened.
func ReadQuietly(d Desk, at time.Time, id news.StoryID, title string) Ask {
	return Mark(d, news.Change{Kind: news.MarkRead, On: true, Stories: []news.StoryID{id}, At: at}, "read: "+title, true)
}

// markedMsg tells what was marked, with how many stories, and how to undo it.
func markedMsg(d Desk, label string, undo news.Change, quiet bool, err error) ChangedMsg {
	n := len(undo.Stories)
	if n > 1 && err == nil {
		label += " (" + draw.Plural(n, "story", "stories") + ")"
	}
	msg := ChangedMsg{Label: label, Quiet: quiet, Err: err}
	if n > 0 {
		msg.Undo = func(ctx context.Context) tea.Msg {
			_, err := d.Mark(ctx, undo)
			return ChangedMsg{Label: label, Undid: true, Err: err}
		}
	}
	return msg
}

// EventQuery matches the stories of an event.
func EventQuery(id news.EventID) news.Query {
	text := "event:" + string(id)
	return news.Query{Text: text, Expr: &news.Term{Field: news.FieldEvent, Value: string(id), Span: news.Span{End: len(text)}}}
}

// ReadWord begins the label of a change to what is read.
func ReadWord(on bool) string {
	if on {
		return "read: "
	}
	return "unread: "
}

// Correct says something of an event; events are the two that are joined.
func Correct(d Desk, c news.Correction, label string, events [2]news.EventID) Ask {
	return func(ctx context.Context) tea.Msg {
		undo, err := d.Correct(ctx, c)
		return ChangedMsg{Of: OfEvents, Label: label, Err: err, Events: events, Gone: undo.Event, Undo: func(ctx context.Context) tea.Msg {
			again, err := d.Correct(ctx, undo)
			return ChangedMsg{Of: OfEvents, Label: label, Err: err, Undid: true, Gone: again.Event}
		}}
	}
}
