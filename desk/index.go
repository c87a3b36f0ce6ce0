package desk

import (
	"context"
	"errors"
	"sync"
	"time"

	"dateline/news"
)

// indexed is the index of related stories, filled from the store when first used.
type indexed struct {
	d  *Desk
	mu sync.Mutex

	index Index                 // nil until filled
	own   map[news.StoryID]bool // placed here since the store was last followed
	seq   int64                 // of the last filing that was restored
}

func (x *indexed) place(ctx context.Context, f news.Filing) (news.Placement, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if err := x.fill(ctx); err != nil {
		return news.Placement{}, err
	}
	alone := news.Placement{Story: f.Story.ID, Event: news.EventID(f.Story.ID), Source: f.Story.Outlet}
	if x.index == nil {
		return alone, nil
	}
	x.own[f.Story.ID] = true
	return x.safely(f, alone), nil
}

func (x *indexed) safely(f news.Filing, alone news.Placement) (p news.Placement) {
	defer func() {
		if r := recover(); r != nil {
			x.d.o.Log.Error("a story could not be placed", "story", string(f.Story.ID), "why", r, "stack", stack())
			p = alone
		}
	}()
	return x.index.Place(f)
}

// fill makes the index and puts back the stories of the window. The lock is held.
func (x *indexed) fill(ctx context.Context) error {
	if x.index != nil || x.d.o.Index == nil {
		return nil
	}
	index := x.d.o.Index()
	if c, ok := index.(corrector); ok {
		said, err := x.d.said(ctx)
		if err != nil {
			x.d.o.Log.Error("what was said about events is not used", "why", err)
		}
		c.Learn(said)
	}
	x.own = map[news.StoryID]bool{}
	if err := x.restore(ctx, index, x.d.now().Add(-x.d.o.Window)); err != nil {
		return err
	}
	x.index = index
	return nil
}

func (x *indexed) restore(ctx context.Context, index Index, since time.Time) error {
	err := x.d.o.Store.Filings(ctx, x.seq, since, func(f news.Filing) bool {
		x.seq = f.Seq
		if !x.own[f.Story.ID] {
			index.Restore(f)
		}
		return ctx.Err() == nil
	})
	return errors.Join(err, ctx.Err())
}

// follow takes in what other processes placed.
func (x *indexed) follow(ctx context.Context) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.index == nil {
		return nil
	}
	err := x.restore(ctx, x.index, x.d.now().Add(-x.d.o.Window))
	clear(x.own)
	return err
}

// warm fills the index ahead of need, once the first screen is there.
func (x *indexed) warm(ctx context.Context) error {
	if err := sleep(ctx, time.Second); err != nil {
		return err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.fill(ctx)
}
