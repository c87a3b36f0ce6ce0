package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dateline/news"
	"dateline/store"
)

// orphanAge is how long a story may wait for the engines before a process that did
// not file it takes it for left behind.
const orphanAge = 2 * time.Minute

// Run works until ctx ends: rounds as feeds come due or Refresh asks, watches and
// what they fire, what other processes change on the same store, stories that were
// left untagged, and the index of related stories, filled in the background. It
// returns ctx's error, or the store's when that gives up.
func (d *Desk) Run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	tick, err := d.o.Store.Tick(ctx) // before anything is done, so that nothing is missed
	if err != nil {
		return err
	}
	parts := []func(context.Context) error{
		d.rounds,
		d.sweepOn,
		func(ctx context.Context) error { return d.follow(ctx, tick) },
		d.tags.runOn,
		d.tags.index.keep,
		d.watches.run,
		d.tell,
		d.stay,
	}
	ended := make(chan error, len(parts))
	for _, part := range parts {
		go func() { ended <- d.unharmed(ctx, part) }()
	}
	var errs []error
	for range parts {
		err, ok := answer(ctx, ended)
		if !ok {
			d.o.Log.Warn("the desk leaves work behind that does not answer")
			break
		}
		if err != nil && !errors.Is(err, context.Canceled) {
			errs = append(errs, err)
		}
		if err != nil {
			stop()
		}
	}
	d.writeHeld(context.WithoutCancel(ctx), true) // the last chance
	d.tags.index.saveAtEnd(ctx)
	return errors.Join(append(errs, context.Cause(ctx))...)
}

// rounds makes a round whenever feeds may be due or are asked for. A round that the
// store refuses is told and tried again: a full disk may have room again.
func (d *Desk) rounds(ctx context.Context) error {
	var looked time.Time
	for {
		wants := append([]want{{}}, d.takeAsked()...)
		if now := time.Now(); now.Sub(looked) > time.Hour {
			looked = now
			if strayed, err := d.lookOver(ctx); err == nil && len(strayed) > 0 {
				wants = append(wants, want{strayed})
			}
		}
		r := newRound(d)
		err := r.run(ctx, wants...)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			d.o.Log.Error("round broken off", "why", err)
			d.complain(err)
		}
		if err := d.pause(ctx, d.o.Look); err != nil {
			return err
		}
	}
}

// unharmed runs a part of Run. One that panics ends with an error: the screens beside it
// live on, and give the terminal back when they end.
func (d *Desk) unharmed(ctx context.Context, part func(context.Context) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			d.o.Log.Error("the desk broke down", "why", p, "stack", stack())
			err = fmt.Errorf("the desk broke down: %v", p)
			d.complain(err)
		}
	}()
	return part(ctx)
}

// complainAgain is how long the same complaint is not repeated.
const complainAgain = 5 * time.Minute

// complain tells watchers in one line what the desk cannot do for now.
func (d *Desk) complain(err error) {
	text := plain(err)
	if errors.Is(err, news.ErrReadOnly) {
		text = refusal(err) + ": what is new waits until it can be written"
	}
	d.mu.Lock()
	again := text == d.complaint && d.now().Sub(d.complained).Abs() < complainAgain
	if !again {
		d.complaint, d.complained = text, d.now()
	}
	d.mu.Unlock()
	if !again {
		d.Tell(text)
	}
}

// Tell shows watchers one line, in words for the reader.
func (d *Desk) Tell(text string) { d.board.add(news.Bulletin{Notice: news.CleanLine(text)}) }

// pause waits until somebody asks for a round, or the time is over.
func (d *Desk) pause(ctx context.Context, t time.Duration) error {
	timer := time.NewTimer(t)
	defer timer.Stop()
	select {
	case <-d.wake:
		return nil
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// plain makes an error one clean line.
func plain(err error) string { return news.CleanLine(err.Error()) }

// sleep waits, or returns ctx's error.
func sleep(ctx context.Context, t time.Duration) error {
	timer := time.NewTimer(t)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// follow announces what other processes changed, and takes what they placed into
// the index.
func (d *Desk) follow(ctx context.Context, last store.Tick) error {
	own, marks := d.ownTicks.Load(), d.ownMarks.Load()
	poll := time.NewTicker(d.o.Poll)
	defer poll.Stop()
	orphans, offers := d.now(), 0
	var woken <-chan struct{} // for good where the store hints at nothing
	if w, ok := d.o.Store.(store.Waker); ok {
		woken = w.Woken()
	}
	for {
		select {
		case <-poll.C:
		case <-woken:
		case <-ctx.Done():
			return ctx.Err()
		}
		d.writeHeld(ctx, false)
		now, err := d.o.Store.Tick(ctx)
		if err != nil {
			d.o.Log.Warn("store not read", "why", err)
			continue
		}
		mine, marked := d.ownTicks.Load(), d.ownMarks.Load()
		last.Marks += marked - marks // its reader was told
		others := now.Stories-last.Stories != mine-own
		if others {
			offers = offerPolls
		}
		if offers > 0 { // made once all is filed
			offers--
			d.takeOffer(ctx)
		}
		if err := d.changed(ctx, last, now, others); err != nil {
			d.o.Log.Warn("others' stories not taken in", "why", err)
		}
		now.Marks = max(now.Marks, last.Marks) // some may be counted that are not made yet
		last, own, marks = now, mine, marked
		if d.now().Sub(orphans) > orphanAge {
			orphans = d.now()
			d.tags.lookForOrphans(ctx)
		}
	}
}

// changed tells watchers how far the store has come. others is true when more
// happened to stories than this process did.
func (d *Desk) changed(ctx context.Context, last, now store.Tick, others bool) error {
	b := news.Bulletin{Marked: max(int(now.Marks-last.Marks), 0), Feeds: now.Feeds != last.Feeds}
	if b.Feeds {
		d.outlets.forget()
	}
	if b.Marked > 0 {
		d.bell.ring() // another process may have fired alerts
	}
	others = others && now.Stories != last.Stories
	if others {
		b.Updated = int(now.Stories - last.Stories)
	}
	if b != (news.Bulletin{}) {
		d.board.add(b)
	}
	if others {
		return d.tags.follow(ctx)
	}
	return nil
}

// lookForOrphans has stories read that some process filed a while ago and nobody
// has: it may have been killed.
func (t *tagging) lookForOrphans(ctx context.Context) {
	newest, err := t.d.o.Store.Untagged(ctx, t.d.o.Engines, 1)
	if err == nil && len(newest) > 0 && t.d.now().Sub(newest[0].Seen) > orphanAge {
		t.lookBack()
	}
}
