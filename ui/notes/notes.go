// Package notes writes the reader's notes on stories and events.
package notes

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
)

// Notes asks for the line of a note and has it kept.
type Notes struct {
	*draw.Look
	desk page.Desk
}

// New makes what writes notes.
func New(d page.Deps) Notes { return Notes{d.Look, d.Desk} }

// The answers: the note that stands there, and one that could not be kept.
type (
	standingMsg struct {
		title string
		note  news.Note
		err   error
	}
	refusedMsg struct {
		standingMsg
		typed news.Note
	}
)

// Write opens the line of the reader's note on a story, or on its whole event.
func (n *Notes) Write(t page.Target, event bool) page.Intent {
	if t.Story == "" {
		return nil
	}
	return page.Ask(func(ctx context.Context) tea.Msg {
		note, err := n.desk.Note(ctx, t.Story, event)
		return standingMsg{t.Title, note, err}
	})
}

// Update takes the answers.
func (n *Notes) Update(msg tea.Msg) page.Intent {
	switch msg := msg.(type) {
	case standingMsg:
		if msg.err != nil {
			return page.Fail{What: "note", Err: msg.err}
		}
		return n.line(msg, msg.note)
	case refusedMsg: // what was typed is not lost
		return page.Several{n.line(msg.standingMsg, msg.typed), page.Fail{What: "note", Err: msg.err}}
	}
	return nil
}

// line asks for the line; typed is what stands in it.
func (n *Notes) line(standing standingMsg, typed news.Note) page.Intent {
	label, offer := n.asked(&typed)
	return page.EnterLine{Label: label, Value: typed.Text, Offer: offer,
		Turn: func() (string, string) {
			typed.Shared = !typed.Shared
			return n.asked(&typed)
		},
		Take: func(line string) (page.Intent, error) {
			note := typed
			note.Text, note.Made = line, n.Now
			if err := note.Clean(); err != nil {
				return nil, err
			}
			return n.keep(standing, note), nil
		}}
}

// asked is what the line is for: who will see the note, and what the keys do.
func (n *Notes) asked(note *news.Note) (label, offer string) {
	label, offer = "Note", "only you see it; tab shares it with the desk"
	if note.Event {
		label = "Note on the event"
	}
	if note.Shared {
		label, offer = "Shared note", "the desk sees it; tab keeps it to you"
		if note.Event {
			label = "Shared note on the event"
		}
	}
	return label, offer + "; an empty line takes it away"
}

// keep has a note kept, in place of the one that stands there.
func (n *Notes) keep(standing standingMsg, note news.Note) page.Intent {
	was := &standing.note
	label := "noted: " + standing.title
	switch {
	case note.Text == was.Text && (note.Text == "" || note.Shared == was.Shared):
		return nil
	case note.Text == "":
		label = "note taken from: " + standing.title
	case note.Shared:
		label = "noted for the desk: " + standing.title
	}
	return page.Ask(func(ctx context.Context) tea.Msg {
		undo, err := n.desk.PutNote(ctx, note)
		if err != nil {
			standing.err = err
			return refusedMsg{standing, note}
		}
		return page.ChangedMsg{Of: page.OfNotes, Label: label, Undo: func(ctx context.Context) tea.Msg {
			_, err := n.desk.PutNote(ctx, undo)
			return page.ChangedMsg{Of: page.OfNotes, Label: label, Undid: true, Err: err}
		}}
	})
}
