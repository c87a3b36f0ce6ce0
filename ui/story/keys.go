package story

import (
	"maps"
	"slices"

	"dateline/ui/page"
)

// Sight is how much of the pane must be on the screen before a key does what it means.
type Sight uint8

// How much of the pane.
const (
	Anywhere Sight = iota
	InSight        // the pane is on the screen
	InFocus        // the reader is in it
)

// keyRow says what an action does.
type keyRow struct {
	do   func(s *Pane, n int) page.Intent
	from func(s *Pane) Sight // nil for anywhere
}

// keyTable are the actions of the pane, by their names.
var keyTable = map[string]keyRow{
	"NextClaim":    {step(OnClaim, 1, "claim"), seen},
	"PrevClaim":    {step(OnClaim, -1, "claim"), seen},
	"NextFigure":   {step(OnFigure, 1, "figure"), seen},
	"PrevFigure":   {step(OnFigure, -1, "figure"), seen},
	"NextEntity":   {step(OnEntity, 1, "name"), seen},
	"PrevEntity":   {step(OnEntity, -1, "name"), seen},
	"NextNew":      {func(s *Pane, n int) page.Intent { return s.stepNew(n) }, newSeen},
	"PrevNew":      {func(s *Pane, n int) page.Intent { return s.stepNew(-n) }, newSeen},
	"Jump":         {func(s *Pane, _ int) page.Intent { return s.hint() }, func(*Pane) Sight { return InFocus }},
	"FullText":     {func(s *Pane, _ int) page.Intent { return s.toggleFull() }, fetchSeen},
	"ToggleClaims": {func(s *Pane, _ int) page.Intent { return s.nextLook() }, nil},
	"Photo":        {func(s *Pane, _ int) page.Intent { return s.togglePhoto() }, nil},
}

// Actions lists the names of the actions that the pane does.
func Actions() []string { return slices.Sorted(maps.Keys(keyTable)) }

func seen(*Pane) Sight { return InSight }

// newSeen is for what is new since the story was read.
func newSeen(s *Pane) Sight {
	if x := s.shownSince(); x == nil || len(x.spans) == 0 {
		return Anywhere
	}
	return InSight
}

// fetchSeen is for a page that is about to be fetched.
func fetchSeen(s *Pane) Sight {
	if s.Shown() && s.archive != nil && s.page == nil && s.asked != s.ID {
		return InSight
	}
	return Anywhere
}

// Needs tells what an action needs on the screen, ok false when it is none of this pane.
func (s *Pane) Needs(action string) (from Sight, ok bool) {
	row, ok := keyTable[action]
	if row.from != nil {
		from = row.from(s)
	}
	return from, ok
}

// Key does what an action means in the pane, n times where that makes sense.
func (s *Pane) Key(action string, n int) page.Intent {
	if row, ok := keyTable[action]; ok {
		return row.do(s, n)
	}
	return nil
}

// step returns what moves the cursor in a direction.
func step(at Stop, dir int, what string) func(*Pane, int) page.Intent {
	return func(s *Pane, n int) page.Intent { return s.stepSaid(at, dir*n, what) }
}

// stepSaid moves the cursor, or says that there is nothing to move to.
func (s *Pane) stepSaid(at Stop, n int, what string) page.Intent {
	if at == OnClaim {
		s.showClaims()
	}
	if !s.step(at, n) {
		return page.Say("no " + what + " is marked in this story")
	}
	return nil
}

// stepNew moves the cursor over what is new.
func (s *Pane) stepNew(n int) page.Intent {
	if newSeen(s) == Anywhere {
		return page.Say("nothing in this story is new since you read it")
	}
	return s.stepSaid(OnNew, n, "new sentence")
}
