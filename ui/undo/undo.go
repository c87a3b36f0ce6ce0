// Package undo remembers how to undo what a reader has changed, and tells what was changed.
package undo

import (
	"dateline/ui/draw"
	"dateline/ui/page"
)

// most is how many changes can be undone.
const most = 200

// Stack is the changes that can be undone, the newest last.
type Stack struct {
	*draw.Look
	steps []page.Ask
}

// New makes an empty stack.
func New(k *draw.Look) Stack { return Stack{Look: k} }

// Len is how many changes can be undone.
func (s *Stack) Len() int { return len(s.steps) }

// Last undoes the last change.
func (s *Stack) Last() page.Intent {
	n := len(s.steps) - 1
	if n < 0 {
		return page.Say("nothing to undo")
	}
	do := s.steps[n]
	s.steps = s.steps[:n]
	return do
}

// Done remembers how to undo what was done, and tells both.
func (s *Stack) Done(d page.Done) page.Intent {
	s.keep(d.Undo)
	return page.Say(s.Join(d.Label, s.Does(&s.Keys.Undo, "undoes")))
}

// Changed tells what was changed and remembers how to undo it.
func (s *Stack) Changed(msg page.ChangedMsg) page.Intent {
	switch {
	case msg.Err != nil:
		return page.Fail{What: msg.Label, Err: msg.Err}
	case msg.Undid:
		return page.Say(s.Join("undone", msg.Label))
	case msg.Undo == nil && (msg.Quiet || msg.Label == ""):
		return nil
	case msg.Undo == nil:
		return page.Say(msg.Label)
	}
	s.keep(msg.Undo)
	undoes := s.Does(&s.Keys.Undo, "undoes")
	switch {
	case msg.Quiet:
		return nil
	case msg.Of == page.OfEvents: // its name is long
		return page.Say(s.Join(undoes, msg.Label))
	}
	return page.Say(s.Join(msg.Label, undoes))
}

func (s *Stack) keep(do page.Ask) {
	s.steps = append(s.steps, do)
	if len(s.steps) > most {
		s.steps = s.steps[1:]
	}
}
