package desk

import (
	"context"
	"time"

	"dateline/news"
)

// Notify says how a reader is told of alerts outside the screens.
type Notify struct {
	// To passes a notification on; nil gives it to whoever watches, as Bulletin.Told.
	To func(ctx context.Context, n news.Notification) error
	// Every is how long after one the next may follow; what fires meanwhile is gathered.
	Every time.Duration
	// Quiet returns when the quiet hours end that a moment falls in, the zero time when it
	// falls in none; nil for none at all.
	Quiet func(time.Time) time.Time
	// OnlyNew leaves alone what fired before this process ran.
	OnlyNew bool
}

// tell notifies the reader of what fires in this process and others until ctx ends.
func (d *Desk) tell(ctx context.Context) error {
	n := d.o.Notify
	if n == nil {
		<-ctx.Done()
		return ctx.Err()
	}
	if n.OnlyNew {
		if _, err := d.o.Store.Tell(ctx, d.user, d.now(), 0); err != nil {
			d.o.Log.Warn("alerts not told", "why", err)
		}
	}
	signal(d.bell)
	again := time.NewTimer(aDay)
	defer again.Stop()
	for {
		rung := false
		select {
		case <-d.bell:
			rung = true
		case <-again.C:
		case <-ctx.Done():
			return ctx.Err()
		}
		// What fired too soon after the last notification waits for one more try.
		if wait := d.tellNow(ctx); wait > 0 && (rung || wait > n.Every) {
			again.Reset(wait)
		}
	}
}

// tellNow makes one notification of what nobody was told yet, if it is time, and returns
// how long to wait for the next try, 0 when one was made.
func (d *Desk) tellNow(ctx context.Context) time.Duration {
	n, now := d.o.Notify, d.now()
	if n.Quiet != nil {
		if until := n.Quiet(now); until.After(now) {
			return max(until.Sub(now), n.Every+1)
		}
	}
	alerts, err := d.o.Store.Tell(ctx, d.user, now, n.Every)
	switch {
	case err != nil:
		d.o.Log.Warn("alerts not told", "why", err)
		return n.Every
	case len(alerts) == 0:
		return n.Every
	}
	told := news.Notify(alerts)
	if n.To == nil {
		d.board.add(news.Bulletin{Told: &told})
	} else if err := n.To(ctx, told); err != nil && ctx.Err() == nil {
		d.o.Log.Warn("notification not made", "why", err)
		d.board.add(news.Bulletin{Notice: plain(err)})
	}
	return 0
}
