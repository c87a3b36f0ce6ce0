// Package layout says where each pane stands in a window, and draws panes, pages and what stands
// over them in their boxes.
package layout

import (
	"fmt"
	"strconv"
	"strings"

	"dateline/ui/draw"
)

// Pane is one of the three panes.
type Pane uint8

// The panes.
const (
	List Pane = iota
	Story
	Related
)

// The least the reader works in, and the widths at which panes are added.
const (
	LeastWidth  = 40
	LeastHeight = 12
	TwoPanes    = 80
	threePanes  = 120
	underStory  = 30 // lines from which Related stands under the story where two panes are side by side
)

// Rect is a place on the screen in cells.
type Rect struct{ x, Y, W, H int }

func (r Rect) holds(x, y int) bool { return x >= r.x && x < r.x+r.W && y >= r.Y && y < r.Y+r.H }

// Frame is what the reader has chosen about the panes. It is remembered.
type Frame struct {
	list, related int // cells added to the widths of the list and of Related
	hidden        [3]bool
	zoomed        bool
}

// String and ParseFrame are the form in which the frame is kept.
func (f Frame) String() string {
	return fmt.Sprintf("%d %d %t %t %t", f.list, f.related, f.hidden[0], f.hidden[2], f.zoomed)
}

// ParseFrame reads a frame as String writes it.
func ParseFrame(s string) Frame {
	var f Frame
	p := strings.Fields(s)
	if len(p) != 5 {
		return Frame{}
	}
	f.list, _ = strconv.Atoi(p[0])
	f.related, _ = strconv.Atoi(p[1])
	f.list, f.related = draw.Clamp(f.list, -100, 200), draw.Clamp(f.related, -100, 200)
	f.hidden[0], f.hidden[2], f.zoomed = p[2] == "true", p[3] == "true", p[4] == "true"
	return f
}

// Plan says where each pane stands; a pane of width 0 is not on the screen. Panes are
// parted by one rule: a column between them, and a line with the title above each.
type Plan struct {
	Panes  [3]Rect // the title line included, where there is one
	titled bool
}

// Plan plans the screen of w by h cells. The first line and the last are not theirs.
func (f Frame) Plan(w, h int, focus Pane) Plan {
	area := Rect{0, 1, w, h - 2}
	if w < TwoPanes || h < 18 || f.zoomed {
		p := Plan{titled: w >= TwoPanes && h >= 18}
		p.Panes[focus] = area
		return p
	}
	if w < threePanes {
		return f.two(area, focus)
	}
	return f.three(area, focus)
}

// three stands side by side: list, story, related.
func (f Frame) three(area Rect, focus Pane) Plan {
	p := Plan{titled: true}
	lw := draw.Clamp(area.W*34/100, 40, 64) + f.list
	rw := draw.Clamp(area.W*26/100, 31, 56) + f.related
	lw, rw = draw.Clamp(lw, 24, area.W-24-40), draw.Clamp(rw, 24, area.W/2)
	if f.hidden[List] && focus != List {
		lw = 0
	}
	if f.hidden[Related] && focus != Related {
		rw = 0
	}
	lw = min(lw, area.W-rw-40)
	x := beside(lw)
	p.Panes[List] = Rect{0, area.Y, lw, area.H}
	p.Panes[Story] = Rect{x, area.Y, area.W - x - beside(rw), area.H}
	p.Panes[Related] = Rect{area.W - rw, area.Y, rw, area.H}
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
func (f Frame) two(area Rect, focus Pane) Plan {
	p := Plan{titled: true}
	lw := draw.Clamp(draw.Clamp(area.W*45/100, 32, 46)+f.list, 24, area.W-36)
	if f.hidden[List] && focus != List {
		lw = 0
	}
	x := beside(lw)
	right := Rect{x, area.Y, area.W - x, area.H}
	p.Panes[List] = Rect{0, area.Y, lw, area.H}
	switch {
	case area.H+2 < underStory && focus == Related:
		p.Panes[Related] = right
	case area.H+2 < underStory || f.hidden[Related] && focus != Related:
		p.Panes[Story] = right
	default:
		rh := draw.Clamp(area.H*35/100, 6, 16)
		p.Panes[Story] = Rect{x, area.Y, right.W, area.H - rh}
		p.Panes[Related] = Rect{x, area.Y + area.H - rh, right.W, rh}
	}
	return p
}

// Widen changes the width of the pane with the focus in a window of w by h cells; one that is
// narrowed to its least hides, and gone says that it did.
func (f *Frame) Widen(n, w, h int, focus Pane) (gone bool) {
	was := f.Plan(w, h, focus).Panes[focus].W
	switch focus {
	case List:
		f.list += n
	case Related:
		f.related += n
	case Story:
		f.list -= n / 2
		f.related -= n / 2
	}
	if n > 0 {
		f.hidden = [3]bool{}
	}
	if focus == Story || f.Plan(w, h, focus).Panes[focus].W != was {
		return false
	}
	f.hidden[focus] = n < 0
	if focus == List {
		f.list -= n
	} else {
		f.related -= n
	}
	return n < 0
}

// Zoom gives one pane the whole window, or lets the others beside it again.
func (f *Frame) Zoom() { f.zoomed = !f.zoomed }

// At returns the pane at a cell, ok false where there is none.
func (p *Plan) At(x, y int) (i Pane, ok bool) {
	for i, r := range p.Panes {
		if r.W > 0 && r.holds(x, y) {
			return Pane(i), true
		}
	}
	return 0, false
}

// Inner is the part of a pane below its title line.
func (p *Plan) Inner(i Pane) Rect {
	r := p.Panes[i]
	if r.W == 0 || !p.titled {
		return r
	}
	return Rect{r.x, r.Y + 1, r.W, r.H - 1}
}

// Shown reports whether a pane is on the screen.
func (p *Plan) Shown(i Pane) bool { return p.Panes[i].W > 0 }
