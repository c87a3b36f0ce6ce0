package ui

import (
	"fmt"
	"strconv"
	"strings"

	"dateline/ui/draw"
)

// pane is one of the three panes.
type pane uint8

const (
	listPane pane = iota
	storyPane
	relatedPane
)

// The least the reader works in, and the widths at which panes are added.
const (
	leastWidth  = 40
	leastHeight = 12
	twoPanes    = 80
	threePanes  = 120
)

// rect is a place on the screen in cells. The box, when there is one, is part of it.
type rect struct{ x, y, w, h int }

func (r rect) holds(x, y int) bool { return x >= r.x && x < r.x+r.w && y >= r.y && y < r.y+r.h }

// frame is what the reader has chosen about the panes. It is remembered.
type frame struct {
	list, related int // cells added to the widths of the list and of Related
	hidden        [3]bool
	zoomed        bool
}

// String and parseFrame are the form in which the frame is kept.
func (f frame) String() string {
	return fmt.Sprintf("%d %d %t %t %t", f.list, f.related, f.hidden[0], f.hidden[2], f.zoomed)
}

func parseFrame(s string) frame {
	var f frame
	p := strings.Fields(s)
	if len(p) != 5 {
		return frame{}
	}
	f.list, _ = strconv.Atoi(p[0])
	f.related, _ = strconv.Atoi(p[1])
	f.list, f.related = draw.Clamp(f.list, -100, 200), draw.Clamp(f.related, -100, 200)
	f.hidden[0], f.hidden[2], f.zoomed = p[2] == "true", p[3] == "true", p[4] == "true"
	return f
}

// plan says where each pane stands; a pane of width 0 is not on the screen.
type plan struct {
	pane  [3]rect
	boxed bool
}

// panes plans the screen of w by h cells. The first line and the last are not theirs.
func (f frame) panes(w, h int, focus pane) plan {
	area := rect{0, 1, w, h - 2}
	if w < twoPanes || h < 18 || f.zoomed {
		p := plan{boxed: w >= twoPanes && h >= 18}
		p.pane[focus] = area
		return p
	}
	if w < threePanes {
		return f.two(area, focus)
	}
	return f.three(area, focus)
}

// three stands side by side: list, story, related.
func (f frame) three(area rect, focus pane) plan {
	p := plan{boxed: true}
	lw := draw.Clamp(area.w*30/100, 36, 60) + f.list
	rw := draw.Clamp(area.w*27/100, 33, 56) + f.related
	lw, rw = draw.Clamp(lw, 24, area.w-24-40), draw.Clamp(rw, 24, area.w/2)
	if f.hidden[listPane] && focus != listPane {
		lw = 0
	}
	if f.hidden[relatedPane] && focus != relatedPane {
		rw = 0
	}
	lw = min(lw, area.w-rw-40)
	p.pane[listPane] = rect{0, area.y, lw, area.h}
	p.pane[storyPane] = rect{lw, area.y, area.w - lw - rw, area.h}
	p.pane[relatedPane] = rect{area.w - rw, area.y, rw, area.h}
	return p
}

// two stands side by side, Related under the story.
func (f frame) two(area rect, focus pane) plan {
	p := plan{boxed: true}
	lw := draw.Clamp(draw.Clamp(area.w*40/100, 32, 44)+f.list, 24, area.w-36)
	if f.hidden[listPane] && focus != listPane {
		lw = 0
	}
	rh := draw.Clamp(area.h*35/100, 6, 16)
	if f.hidden[relatedPane] && focus != relatedPane {
		rh = 0
	}
	p.pane[listPane] = rect{0, area.y, lw, area.h}
	p.pane[storyPane] = rect{lw, area.y, area.w - lw, area.h - rh}
	if rh > 0 {
		p.pane[relatedPane] = rect{lw, area.y + area.h - rh, area.w - lw, rh}
	}
	return p
}

// inner is the part of a pane inside its box.
func (p *plan) inner(i pane) rect {
	r := p.pane[i]
	if r.w == 0 || !p.boxed {
		return r
	}
	return rect{r.x + 1, r.y + 1, r.w - 2, r.h - 2}
}

// shown reports whether a pane is on the screen.
func (p *plan) shown(i pane) bool { return p.pane[i].w > 0 }
