// Package topline is the first line of the screen.
package topline

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/keys"
	"dateline/ui/layout"
)

// Line is the first line of the screen: the names of the views, the search, the counts.
type Line struct {
	*draw.Look
	W      int
	Asked  string // the search, "" for none
	Ranked bool   // by relevance
	Counts news.Counts
	tabs   []tab
}

// tab is the name of a view.
type tab struct {
	x    int
	name string
	key  *keys.Binding
	on   bool
}

// Add names a view, with the key that leads there.
func (t *Line) Add(name string, key *keys.Binding, on bool) {
	if on {
		name = "[" + name + "]"
	}
	x := 1
	if n := len(t.tabs); n > 0 {
		x = t.tabs[n-1].x + draw.Width(t.tabs[n-1].name) + 2
	}
	t.tabs = append(t.tabs, tab{x, name, key, on})
}

// Spare leaves out views that are not open, the last first, where the line has no room for
// the search as well.
func (t *Line) Spare() {
	if t.Asked == "" {
		return
	}
	room := t.W - draw.Width(t.countWords()) - 1 - 3 - min(draw.Width(t.Asked), mostSearch)
	for i := len(t.tabs) - 1; i >= 0; i-- {
		last := &t.tabs[len(t.tabs)-1]
		if last.x+draw.Width(last.name) <= room {
			break
		}
		if t.tabs[i].on {
			continue
		}
		gone := draw.Width(t.tabs[i].name) + 2
		t.tabs = slices.Delete(t.tabs, i, i+1)
		for j := i; j < len(t.tabs); j++ {
			t.tabs[j].x -= gone
		}
	}
}

// At is the key of the view named at a column, "" for none.
func (t *Line) At(x int) string {
	for _, n := range t.tabs {
		if x >= n.x && x < n.x+draw.Width(n.name) && len(n.key.Keys) > 0 {
			return n.key.Keys[0]
		}
	}
	return ""
}

// Draw writes the views, the search and, at the right, the counts.
func (t *Line) Draw(b *strings.Builder) {
	right := t.countWords()
	room := t.W - draw.Width(right) - 1
	used := 0
	for _, x := range t.tabs {
		if x.x+draw.Width(x.name)+1 > room {
			break
		}
		draw.Pad(b, x.x-used)
		if x.on {
			t.Theme.Focus.Write(b, x.name)
		} else {
			t.Theme.Dim.Write(b, x.name)
		}
		used = x.x + draw.Width(x.name)
	}
	if asked := t.Asked; asked != "" && room-used > 4 {
		if t.Ranked {
			asked = t.Join(asked, "by relevance")
		}
		s := draw.Clip("/"+asked, room-used-2, t.Glyphs.Ellipsis)
		b.WriteString("  ")
		t.Theme.Match.Write(b, s)
		used += 2 + draw.Width(s)
	}
	draw.Pad(b, t.W-draw.Width(right)-used)
	t.Theme.Dim.Write(b, right)
	b.WriteByte('\n')
}

// leastCounts is the width from which counts are named.
const leastCounts = 60

// mostSearch is how many cells of a search the first line keeps free of other names.
const mostSearch = 24

// countWords is the right end of the first line; it gets shorter where there is no room.
func (t *Line) countWords() string {
	c := t.Counts
	long := draw.Plural(c.Unread, "unread", "unread")
	if c.UnreadMore {
		long = draw.Thousands(c.Unread) + "+ unread"
	}
	stories := draw.Thousands(c.Stories)
	if c.StoriesMore {
		stories += "+"
	}
	searched := t.Asked != ""
	switch {
	case searched && t.W < leastCounts:
		return strings.TrimSuffix(long, " unread") + "/" + stories + " "
	case searched:
		long += " of " + stories
	}
	if t.W >= leastCounts && (!searched || t.W >= layout.TwoPanes) {
		long = t.Join(long, draw.Plural(t.Feeds, "feed", "feeds"))
	}
	if t.Round.Active() {
		p := t.Glyphs.Refresh + " " + strconv.Itoa(t.Round.Done) + "/" + strconv.Itoa(t.Round.Total)
		if t.Round.Failed > 0 && t.W >= layout.TwoPanes {
			p += fmt.Sprintf(", %d failed", t.Round.Failed)
		}
		long = t.Join(long, p)
	} else if t.Round.Tagging > 0 {
		long = t.Join(long, t.Glyphs.Refresh+" tagging "+strconv.Itoa(t.Round.Tagging))
	}
	return long + " "
}
