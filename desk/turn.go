package desk

import (
	"context"
	"time"

	"dateline/store"
)

// Processes on one store place stories by turns: who has the turn takes in what the
// others placed and places a batch by all of that, so that two processes that fetch the
// same news at the same time do not make two events of it.
const (
	// turnTime is how long a turn lasts unless it is ended: after a crash the others
	// wait so long.
	turnTime = 30 * time.Second
	// turnLook is how often a process that waits for its turn asks again.
	turnLook = 50 * time.Millisecond
)

// takeTurn waits for the turn to place stories. A clock that stands or was set back does
// not make it wait for longer than a turn lasts.
func (t *tagging) takeTurn(ctx context.Context) error {
	for began := time.Now(); ; {
		now := t.d.now()
		if time.Since(began) > turnTime {
			now = now.Add(turnTime)
		}
		ok, err := t.d.o.Store.Turn(ctx, store.Turn{Holder: t.d.holder, Now: now, Until: now.Add(turnTime)})
		if ok || err != nil {
			return err
		}
		if err := sleep(ctx, turnLook); err != nil {
			return err
		}
	}
}

// endTurn gives the turn up. Where that fails it ends by itself.
func (t *tagging) endTurn(ctx context.Context) {
	now := t.d.now()
	_, err := t.d.o.Store.Turn(context.WithoutCancel(ctx), store.Turn{Holder: t.d.holder, Now: now, Until: now})
	if err != nil {
		t.d.o.Log.Warn("the turn to place stories was not given up", "why", err)
	}
}
