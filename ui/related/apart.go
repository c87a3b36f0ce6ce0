package related

import (
	"dateline/news"
	"dateline/ui/page"
)

// Apart says of the headline under the cursor that it is not the same event. Its reprints,
// which have its words, go with it.
func (r *Pane) Apart() page.Intent {
	x := r.Selected()
	switch {
	case !r.focus || x == nil:
		return page.Say("put the cursor on a headline in Related first")
	case x.Kind != news.SameEvent:
		return page.Say("this headline is not shown as the same event")
	}
	c := news.Correction{Stories: []news.StoryID{x.Story}, Event: x.Event}
	for i := range r.Panel.Rows {
		if o := &r.Panel.Rows[i]; o.Origin == x.Story && o.Kind == news.SameEvent && o.Story != x.Story {
			c.Stories = append(c.Stories, o.Story)
		}
	}
	return page.Several{page.Say("taking it out of the event" + r.Glyphs.Ellipsis), page.Correct(r.desk, c, "not the same event: "+x.Title, [2]news.EventID{})}
}
