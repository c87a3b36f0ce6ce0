package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/draw"
	"dateline/ui/page"
)

// handTime is how often the reader is noted to be at hand.
const handTime = 5 * time.Minute

// hand notes that the reader is at hand.
type hand struct {
	*draw.Look
	note func(at time.Time) // nil for nobody to note it
	now  func() time.Time
	last time.Time
}

// present notes that the reader is there, when that was not noted for a while.
func (h *hand) present() page.Intent {
	if h.Now.Sub(h.last) < handTime {
		return nil
	}
	return h.noted()
}

// noted notes that the reader was there until now.
func (h *hand) noted() page.Intent {
	if h.note == nil {
		return nil
	}
	h.last = h.Now
	note, now := h.note, h.now
	return page.Command(func() tea.Msg { note(now()); return nil })
}
