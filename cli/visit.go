package cli

import (
	"context"
	"crypto/rand"
	"sync"
	"time"

	"dateline/desk"
	"dateline/news"
)

// visit is one session of the reader, as the store remembers it: where "since the last
// visit" of the next one begins. That is the last time this reader pressed a key, and only
// once the session is over: of two at once, neither eats what the other has not shown.
type visit struct {
	ctx  context.Context
	desk *desk.Desk
	last time.Time // the end of the session before

	mu sync.Mutex
	v  news.Visit
}

// beginVisit asks for the session before and notes this one. A store that cannot be
// written is no reason not to read.
func beginVisit(ctx context.Context, d *desk.Desk, now time.Time) (*visit, error) {
	v, err := newVisit(ctx, d, now)
	if err == nil {
		v.note(now)
	}
	return v, err
}

// newVisit asks for the session before. This one is yet to be noted.
func newVisit(ctx context.Context, d *desk.Desk, now time.Time) (*visit, error) {
	last, err := d.LastVisit(ctx)
	if err != nil {
		return nil, err
	}
	return &visit{ctx: context.WithoutCancel(ctx), desk: d, last: last, v: news.Visit{ID: rand.Text()[:12], Began: now, Seen: now}}, nil
}

// note says that the reader was at hand.
func (v *visit) note(at time.Time) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if at.After(v.v.Seen) {
		v.v.Seen = at
	}
	_ = v.desk.Visit(v.ctx, v.v) // the next one may be kept
}

// end says that the session is over. The reader was last at hand at the last note: one
// whose connection broke in the night has not seen the night's news.
func (v *visit) end() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.v.Over = true
	_ = v.desk.Visit(v.ctx, v.v) // where it cannot be kept the next visit shows more
}
