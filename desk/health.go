package desk

import (
	"context"
	"fmt"
	"time"

	"dateline/news"
)

// Health is how the newsroom does, for whoever operates it.
type Health struct {
	Feeds    int           // subscriptions
	Failing  int           // of which the last fetch failed
	Overdue  int           // that are due and not fetched yet
	Fetching time.Duration // how long the one that waits longest is due
	Waiting  int           // stories that the engines have not read
	Tagging  time.Duration // how long the one of them that waits longest is on file
	Placing  time.Duration // how long the batch that is read waits to be placed, or for its turn
	Held     int           // marks that could not be written yet
	Totals   Totals
}

// Totals count what this process did since it began.
type Totals struct {
	Fetches, Failures   int64 // of feeds
	New, Updated        int64 // stories filed
	Tagged, Marks, Told int64 // stories read by the engines, marks, lines about trouble
}

// Health tells how the newsroom does now. It asks the store for the feeds, which is the
// sign that the store answers.
func (d *Desk) Health(ctx context.Context) (Health, error) {
	feeds, err := d.o.Store.Feeds(ctx, news.AnyUser)
	if err != nil {
		return Health{}, fmt.Errorf("health: %w", err)
	}
	now := d.now()
	h := Health{Feeds: len(feeds), Held: d.held.count(), Totals: d.board.counted()}
	for i := range feeds {
		st := &feeds[i].State
		if st.Err != "" {
			h.Failing++
		}
		if late := now.Sub(st.Next); late > 0 && !st.Gone {
			h.Overdue++
			if !st.Next.IsZero() { // else it is new
				h.Fetching = max(h.Fetching, late)
			}
		}
	}
	d.tags.health(&h, now)
	return h, nil
}

// health tells how far the engines are behind.
func (t *tagging) health(h *Health, now time.Time) {
	if since := t.placingSince.Load(); since != 0 {
		h.Placing = max(0, now.Sub(time.UnixMilli(since)))
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	h.Waiting = len(t.queue) + len(t.busy)
	for i := range t.queue {
		h.Tagging = max(h.Tagging, now.Sub(t.queue[i].Seen))
	}
}

// counted returns what was counted so far.
func (b *board) counted() Totals {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.totals
}

// count adds what happened. The round is what it was before and is now; the lock is held.
func (t *Totals) count(was, is news.Round, fact news.Bulletin) {
	t.Fetches += int64(max(0, is.Done-was.Done))
	t.Failures += int64(max(0, is.Failed-was.Failed))
	t.New += int64(fact.New)
	t.Updated += int64(fact.Updated)
	t.Tagged += int64(fact.Tagged)
	t.Marks += int64(fact.Marked)
	if fact.Notice != "" {
		t.Told++
	}
}
