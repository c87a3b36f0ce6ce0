package ui

import (
	"dateline/news"
	"dateline/ui/layout"
	"dateline/ui/list"
	"dateline/ui/page"
	"dateline/ui/story"
)

// history is where Back leads: the places that were left, newest last. A place that holds
// a list was left for the stories of a name; those above it belong to these stories and
// are forgotten without it.
type history struct{ places []place }

// place is somewhere Back leads to.
type place struct {
	story story.Place
	focus layout.Pane
	sel   int // of the Related panel
	page  page.Name
	list  *listPlace // nil when the list stayed
	// restore brings the page that was there back as it was, nil when its name says all.
	restore func() page.Intent
}

// listPlace is a list as it was before it was filtered by a name.
type listPlace struct {
	asked string // the filter that led away
	view  news.View
	list  list.List
}

func (h *history) push(p place) { h.places = append(h.places, p) }

// floor is how many places belong to the list before this one, with that list.
func (h *history) floor() int {
	n := len(h.places)
	for n > 0 && h.places[n-1].list == nil {
		n--
	}
	return n
}

// empty reports whether Back leads nowhere within the present list.
func (h *history) empty() bool { return len(h.places) == h.floor() }

// clear forgets the places within the present list.
func (h *history) clear() { h.places = h.places[:h.floor()] }

// back takes the last place within the present list, ok false when there is none.
func (h *history) back() (p place, ok bool) {
	if h.empty() {
		return p, false
	}
	return h.pop(), true
}

// backToList takes the place where this filter of a list was set, ok false when it was
// typed; then no list before it can be returned to.
func (h *history) backToList(asked string, view news.View) (p place, ok bool) {
	h.clear()
	if n := len(h.places); n == 0 || h.places[n-1].list.asked != asked || h.places[n-1].list.view != view {
		h.places = nil
		return p, false
	}
	return h.pop(), true
}

func (h *history) pop() place {
	n := len(h.places) - 1
	p := h.places[n]
	h.places[n] = place{}
	h.places = h.places[:n]
	return p
}
