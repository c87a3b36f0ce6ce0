package related

import (
	"strconv"
	"strings"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/theme"
)

// heading writes the line above a group.
func (r *Pane) heading(group news.RelationKind, i int) {
	if i > 0 {
		r.line(theme.Style{}, "", -1)
	}
	name, more := "", ""
	switch group {
	case news.SameEvent:
		name = "Same event"
		if r.Panel.Outlets > 0 {
			more = r.sources()
		}
	case news.Earlier:
		name = "Earlier"
	case news.Later:
		name = "Later"
	default:
		name, more = "Background", strings.Join(r.Panel.Shared, " + ")
	}
	var b strings.Builder
	r.Theme.Heading.Write(&b, draw.Clip(name, r.w-1, r.Glyphs.Ellipsis))
	used := draw.Width(name)
	if room := r.w - 3 - used; more != "" && room > 3 {
		more = draw.Clip(more, room, r.Glyphs.Ellipsis)
		b.WriteString("  ")
		r.Theme.Dim.Write(&b, more)
		used += 2 + draw.Width(more)
	}
	draw.Pad(&b, r.w-1-used)
	r.drawn = append(r.drawn, relLine{b.String(), -1})
}

// joined tells which events became this one after they were shown as two, and by whose story.
func (r *Pane) joined() {
	for _, j := range r.Panel.Joined {
		by := "this story"
		if j.By != r.Panel.Story {
			by = j.Outlet + " " + r.Lag(j.Lag)
		}
		r.wrapped(r.Theme.Dim, "= ", r.ASCII("was two events until "+by+": joined with “"+j.Title+"”"), 1, -1)
	}
}

// sources counts who carries the event, shorter where the pane is narrow.
func (r *Pane) sources() string {
	p := r.Panel
	long := draw.Plural(p.Outlets, "outlet", "outlets") + ", " + draw.Plural(p.Origins, "origin", "origins")
	if draw.Width(long) <= r.w-15 {
		return long
	}
	return strconv.Itoa(p.Outlets) + "/" + strconv.Itoa(p.Origins)
}
