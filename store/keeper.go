package store

import (
	"context"
	"time"
)

// Keeper is the part of a Store that tells how far it has come and keeps it in order.
type Keeper interface {
	// Tick returns a number that grows whenever any process changes stories, marks
	// or feeds. It is cheap: made to be asked every second.
	Tick(ctx context.Context) (Tick, error)
	// Sweep deletes stories older than before that nobody starred or wrote a note on,
	// beyond the newest keep of each feed, and what removed feeds left. As many of a feed's newest
	// as its document listed (FetchState.Items) stay in any case: the next fetch would
	// bring them back as new. Where age alone counts (keep is 0), alerts older than
	// before and removed searches go too. It returns how many stories went.
	Sweep(ctx context.Context, before time.Time, keep int) (int, error)
	// Backup writes a consistent copy of the whole store to a new file while others
	// use it.
	Backup(ctx context.Context, path string) error
	// Close ends use. It waits for calls under way.
	Close() error
}

// Waker is what a Store may be besides: one that hears of changes.
type Waker interface {
	// Woken hints that another process may have changed something, so that who polls Tick
	// asks at once. A hint may come without cause, and one for a change may be lost.
	Woken() <-chan struct{}
}

// Tick says how far the store has come. Any growth means a change.
type Tick struct {
	Stories int64 // filings and annotations
	Marks   int64
	Feeds   int64
}
