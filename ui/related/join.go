package related

import (
	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
)

// Joining says of two stories that they are of one event: of the headline under the cursor
// and the open story, or of two that are chosen one after the other, wherever they are found.
type Joining struct {
	*draw.Look
	desk  page.Desk
	first *page.Target // waits for the other one, nil for none
}

// NewJoining makes one with nothing chosen.
func NewJoining(d page.Deps) Joining { return Joining{Look: d.Look, desk: d.Desk} }

// Waits reports whether a story waits for the other one.
func (j *Joining) Waits() bool { return j.first != nil }

// Choose takes a story: the first press chooses one, the second joins the other.
func (j *Joining) Choose(now page.Target) page.Intent {
	switch was := j.first; {
	case now.Event == "":
		return page.Say("put the cursor on a story first")
	case was == nil:
		j.first = &now
		return page.Say(j.Join(j.Does(&j.Keys.Join, "on another story joins it to this one"), j.Does(&j.Keys.Back, "lets go")))
	case was.Event == now.Event:
		return j.LetGo()
	default:
		return j.with(now, was.Event)
	}
}

// Beside joins the headline under the panel's cursor with the open story's event, "" for
// none.
func (j *Joining) Beside(r *Pane, event news.EventID) page.Intent {
	t, ok := r.Target()
	switch {
	case !ok || event == "":
		return page.Say("put the cursor on a headline in Related first")
	case r.Selected().Kind == news.SameEvent:
		return page.Say("this headline is of the same event already")
	}
	return j.with(t, event)
}

// with says that a story is of an event.
func (j *Joining) with(one page.Target, event news.EventID) page.Intent {
	j.first = nil
	c := news.Correction{Stories: []news.StoryID{one.Story}, Event: event, Same: true}
	return page.Several{page.Say("joining the events" + j.Glyphs.Ellipsis),
		page.Correct(j.desk, c, "same event: "+one.Title, [2]news.EventID{one.Event, event})}
}

// LetGo forgets the story that was chosen, nil when there is none.
func (j *Joining) LetGo() page.Intent {
	if j.first == nil {
		return nil
	}
	j.first = nil
	return page.Say("let go: nothing was joined")
}

// Words says in w cells that a story waits for the other one.
func (j *Joining) Words(w int) string {
	return j.Does(&j.Keys.Join, "joins it to “"+draw.Clip(j.first.Title, max(w, 12), j.Glyphs.Ellipsis)+"”")
}
