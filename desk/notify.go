package desk

import (
	"context"
	"sync"
	"time"

	"dateline/news"
)

// Notify says how readers are told of alerts.
type Notify struct {
	// To passes a notification on; nil gives it to whoever watches, as Bulletin.Told.
	To func(ctx context.Context, n news.Notification) error
	// Readers tells every reader who watches of his own alerts, not the desk's user alone.
	Readers bool
	// Every is how long after one the next may follow; what fires meanwhile is gathered.
	Every time.Duration
	// Quiet returns when the quiet hours end that a moment falls in, the zero time when it
	// falls in none; nil for none at all.
	Quiet func(time.Time) time.Time
	// OnlyNew leaves alone what fired before this process ran.
	OnlyNew bool
}

// bell wakes who tells of alerts, and remembers whose may have fired.
type bell struct {
	woken chan struct{}
	mu    sync.Mutex
	users map[news.User]bool
	all   bool
}

func newBell() *bell { return &bell{woken: make(chan struct{}, 1), users: map[news.User]bool{}} }

// ring says that alerts of these users may have fired, or of anybody when none is named.
func (b *bell) ring(users ...news.User) {
	b.mu.Lock()
	b.all = b.all || len(users) == 0
	for _, u := range users {
		b.users[u] = true
	}
	b.mu.Unlock()
	signal(b.woken)
}

// take returns whose alerts may have fired since the last time.
func (b *bell) take() (users map[news.User]bool, all bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	users, all = b.users, b.all
	b.users, b.all = map[news.User]bool{}, false
	return users, all
}

// PassAlerts leaves alone what fired while the reader was not here. Of a reader who reads in
// another session it passes nothing.
func (d *Desk) PassAlerts(ctx context.Context) error {
	if d.o.Notify == nil || d.board.watches(d.user) {
		return nil
	}
	_, err := d.o.Store.Tell(ctx, d.user, d.now(), 0)
	return err
}

// askAll is how often alerts of all readers are looked for at most: other processes do not
// say whose fired.
const askAll = 2 * time.Second

// tell notifies readers of what fires in this process and others until ctx ends.
func (d *Desk) tell(ctx context.Context) error {
	n := d.o.Notify
	if n == nil {
		<-ctx.Done()
		return ctx.Err()
	}
	if n.OnlyNew && !n.Readers {
		if err := d.PassAlerts(ctx); err != nil {
			d.o.Log.Warn("alerts not told", "why", err)
		}
	}
	d.bell.ring()
	again := time.NewTimer(aDay)
	defer again.Stop()
	waiting := map[news.User]bool{}
	var asked time.Time
	for {
		users, rung := waiting, false
		select {
		case <-d.bell.woken:
			users, rung = d.rungFor(&asked), true
		case <-again.C:
			waiting = map[news.User]bool{}
		case <-ctx.Done():
			return ctx.Err()
		}
		var next time.Duration
		for u := range users {
			// What fired too soon after the last notification waits for one more try.
			if wait := d.tellNow(ctx, u); wait > 0 && (rung || wait > n.Every) {
				waiting[u], next = true, max(next, wait)
			}
		}
		if next > 0 {
			again.Reset(next)
		}
	}
}

// rungFor returns whom to tell: the desk's user, or those who watch and have cause.
// Where it may be anybody, all are asked after now and then.
func (d *Desk) rungFor(asked *time.Time) map[news.User]bool {
	rung, all := d.bell.take()
	if !d.o.Notify.Readers {
		return map[news.User]bool{d.user: true}
	}
	if left := askAll - time.Since(*asked); all && left > 0 {
		all = false
		time.AfterFunc(left, func() { d.bell.ring() })
	} else if all {
		*asked = time.Now()
	}
	here := d.board.users()
	for u := range here {
		if !all && !rung[u] {
			delete(here, u)
		}
	}
	return here
}

// tellNow makes one notification of what a user was not told yet, if it is time, and returns
// how long to wait for the next try, 0 when one was made.
func (d *Desk) tellNow(ctx context.Context, user news.User) time.Duration {
	n, now := d.o.Notify, d.now()
	if n.Quiet != nil {
		if until := n.Quiet(now); until.After(now) {
			return max(until.Sub(now), n.Every+1)
		}
	}
	alerts, err := d.o.Store.Tell(ctx, user, now, n.Every)
	switch {
	case err != nil:
		d.o.Log.Warn("alerts not told", "why", err)
		return n.Every
	case len(alerts) == 0:
		return n.Every
	}
	told := news.Notify(alerts)
	if n.To == nil {
		d.board.addFor(user, news.Bulletin{Told: &told})
	} else if err := n.To(ctx, told); err != nil && ctx.Err() == nil {
		d.o.Log.Warn("notification not made", "why", err)
		d.board.add(news.Bulletin{Notice: plain(err)})
	}
	return 0
}
