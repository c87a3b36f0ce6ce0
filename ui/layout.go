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
	underStory  = 30 // lines from which Related stands under the story where two panes are side by side
)

// rect is a place on the screen in cells.
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

// plan says where each pane stands; a pane of width 0 is not on the screen. Panes are
// parted by one rule: a column between them, and a line with the title above each.
type plan struct {
	pane   [3]rect // the title line included, where there is one
	titled bool
}

// panes plans the screen of w by h cells. The first line and the last are not theirs.
func (f frame) panes(w, h int, focus pane) plan {
	area := rect{0, 1, w, h - 2}
	if w < twoPanes || h < 18 || f.zoomed {
		p := plan{titled: w >= twoPanes && h >= 18}
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
	p := plan{titled: true}
	lw := draw.Clamp(area.w*34/100, 40, 64) + f.list
	rw := draw.Clamp(area.w*26/100, 31, 56) + f.related
	lw, rw = draw.Clamp(lw, 24, area.w-24-40), draw.Clamp(rw, 24, area.w/2)
	if f.hidden[listPane] && focus != listPane {
		lw = 0
	}
	if f.hidden[relatedPane] && focus != relatedPane {
		rw = 0
	}
	lw = min(lw, area.w-rw-40)
	x := beside(lw)
	p.pane[listPane] = rect{0, area.y, lw, area.h}
	p.pane[storyPane] = rect{x, area.y, area.w - x - beside(rw), area.h}
	p.pane[relatedPane] = rect{area.w - rw, area.y, rw, area.h}
	return p
}

// beside is what a pane takes with the rule between it and the next.
func beside(w int) int {
	if w == 0 {
		return 0
	}
	return w + 1
}

// two stands side by side, Related under the story; in a window of few lines it takes the
// story's place while it has the focus.
func (f frame) two(area rect, focus pane) plan {
	p := plan{titled: true}
	lw := draw.Clamp(draw.Clamp(area.w*45/100, 32, 46)+f.list, 24, area.w-36)
	if f.hidden[listPane] && focus != listPane {
		lw = 0
	}
	x := beside(lw)
	right := rect{x, area.y, area.w - x, area.h}
	p.pane[listPane] = rect{0, area.y, lw, area.h}
	switch {
	case area.h+2 < underStory && focus == relatedPane:
		p.pane[relatedPane] = right
	case area.h+2 < underStory || f.hidden[relatedPane] && focus != relatedPane:
		p.pane[storyPane] = right
	default:
		rh := draw.Clamp(area.h*35/100, 6, 16)
		p.pane[storyPane] = rect{x, area.y, right.w, area.h - rh}
		p.pane[relatedPane] = rect{x, area.y + area.h - rh, right.w, rh}
	}
	return p
}

// inner is the part of a pane below its title line.
func (p *plan) inner(i pane) rect {
	r := p.pane[i]
	if r.w == 0 || !p.titled {
		return r
	}
	return rect{r.x, r.y + 1, r.w, r.h - 1}
}

// shown reports whether a pane is on the screen.
func (p *plan) shown(i pane) bool { return p.pane[i].w > 0 }
