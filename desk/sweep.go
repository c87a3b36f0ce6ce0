package desk

import (
	"context"
	"errors"
	"time"

	"dateline/news"
)

// Sweep deletes stories that Options.Days and PerFeed say are not kept, and returns how
// many. Age counts from the newest story, or from now when that is earlier: a clock that
// jumped ahead makes nothing old.
func (d *Desk) Sweep(ctx context.Context) (int, error) {
	now := d.now()
	page, err := d.o.Store.Headlines(ctx, news.ListQuery{User: d.user, View: news.Wire, Limit: 1})
	if err != nil || len(page.Rows) == 0 {
		return 0, err
	}
	if newest := page.Rows[0].Time; newest.Before(now) {
		now = newest
	}
	swept := 0
	if d.o.Days > 0 {
		swept, err = d.o.Store.Sweep(ctx, now.AddDate(0, 0, -d.o.Days), 0)
	}
	if d.o.PerFeed > 0 && err == nil {
		var n int
		n, err = d.o.Store.Sweep(ctx, now.Add(time.Second), d.o.PerFeed)
		swept += n
	}
	return swept, err
}

// sweepEvery is how often a running desk clears out old stories.
const sweepEvery = 6 * time.Hour

// sweepOn clears out old stories now and then, first some time after the start, when
// nobody waits for anything any more.
func (d *Desk) sweepOn(ctx context.Context) error {
	for wait := 5 * time.Minute; ; wait = sweepEvery {
		if err := sleep(ctx, wait); err != nil {
			return err
		}
		n, err := d.Sweep(ctx)
		if err != nil && !errors.Is(err, context.Canceled) {
			d.o.Log.Warn("old stories not cleared out", "why", err)
		}
		if n > 0 {
			d.o.Log.Info("old stories cleared out", "stories", n)
		}
	}
}
