package desk

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"dateline/news"
)

// indexed is the index of related stories, filled from the store when first used.
type indexed struct {
	d  *Desk
	mu sync.Mutex

	index   Index                 // nil until filled
	own     map[news.StoryID]bool // placed here since the store was last followed
	seq     int64                 // of the last filing that was restored
	last    news.StoryID          // of that filing
	said    int64                 // of the last verdict that was heeded
	unsaved int                   // stories taken in since the index's file was read or written
	others  bool                  // stories were taken in that were not placed here
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
	if personal, err := x.d.personal.has(ctx, x.d.o.Store, f.Story.Feed); err != nil || personal {
		return alone, err // the index knows nothing of what is one reader's
	}
	x.own[f.Story.ID] = true
	x.unsaved++
	b := news.NewBudget(ctx, placeSteps+2*(len(f.Story.Title)+len(f.Story.Text)))
	p := x.safely(f, b, alone)
	if errors.Is(b.Err(), news.ErrTooCostly) {
		x.d.tags.tooCostly(&f.Story, "its place among the others is")
	}
	return p, nil
}

// placeSteps is how many steps a story may take to be placed beside what its bytes take: six times what
// the dearest of 24,000 stories took.
const placeSteps = 100_000

func (x *indexed) safely(f news.Filing, b *news.Budget, alone news.Placement) (p news.Placement) {
	defer func() {
		if r := recover(); r != nil {
			x.d.o.Log.Error("a story could not be placed", "story", string(f.Story.ID), "why", r, "stack", stack())
			p = alone
		}
	}()
	return x.index.Place(f, b)
}

// fill takes the index from its file or makes it, and puts back the stories of the
// window that it does not hold. The lock is held.
func (x *indexed) fill(ctx context.Context) error {
	if x.index != nil || x.d.o.Index == nil {
		return nil
	}
	index := x.load(ctx)
	if index == nil {
		x.drop()
		index = x.d.o.Index()
	}
	if c, ok := index.(corrector); ok {
		if _, err := x.heed(ctx, c); err != nil {
			return err
		}
	}
	x.own = map[news.StoryID]bool{}
	if err := x.restore(ctx, index, x.d.now().Add(-x.d.o.Window)); err != nil {
		return err
	}
	x.index = index
	return nil
}

func (x *indexed) restore(ctx context.Context, index Index, since time.Time) error {
	c, _ := index.(corrector)
	here := func(s news.StoryID, e news.EventID) bool { // placed here and not moved by another process
		return x.own[s] && (c == nil || c.EventOf(s) == e)
	}
	err := x.d.o.Store.Filings(ctx, x.seq, since, here, func(f news.Filing) bool {
		x.seq, x.last = f.Seq, f.Story.ID
		if !here(f.Story.ID, f.Event) {
			index.Restore(f)
			x.unsaved++
			x.others = true
		}
		return ctx.Err() == nil
	})
	return errors.Join(err, ctx.Err())
}

// heed takes up what readers said since the last time, here and in other processes,
// and returns it.
func (x *indexed) heed(ctx context.Context, c corrector) ([]news.Verdict, error) {
	vs, err := x.d.o.Store.Verdicts(ctx, x.said)
	if err != nil || len(vs) == 0 {
		return nil, err
	}
	c.Heed(vs)
	x.said = vs[len(vs)-1].Seq
	return vs, nil
}

// catchUp takes up what readers said since the last time; the stories they spoke of
// are where the store has them. The lock is held.
func (x *indexed) catchUp(ctx context.Context) error {
	c, ok := x.index.(corrector)
	if !ok {
		return nil
	}
	vs, err := x.heed(ctx, c)
	if err != nil {
		return err
	}
	ids := make([]news.StoryID, 0, len(vs))
	for _, v := range vs {
		if c.EventOf(v.Story) != "" && !slices.Contains(ids, v.Story) {
			ids = append(ids, v.Story)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	fs, err := x.d.o.Store.Stories(ctx, news.AnyUser, ids)
	for i := range fs {
		c.Put(fs[i].Story.ID, fs[i].Event)
	}
	return err
}

// corrector returns the index to be corrected, up to date. The lock is held.
func (x *indexed) corrector(ctx context.Context) (corrector, error) {
	if err := x.fill(ctx); err != nil {
		return nil, err
	}
	c, ok := x.index.(corrector)
	if !ok {
		return nil, errors.New("stories are not related here")
	}
	return c, x.catchUp(ctx)
}

// forget drops the index of a process that may go on placing.
func (x *indexed) forget() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.drop()
}

// drop forgets the index; the next use fills it anew. The lock is held.
func (x *indexed) drop() { x.index, x.seq, x.last, x.said, x.unsaved = nil, 0, "", 0, 0 }

// follow takes in what other processes placed and what readers said.
func (x *indexed) follow(ctx context.Context) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.index == nil {
		return nil
	}
	if err := x.catchUp(ctx); err != nil {
		return err
	}
	err := x.restore(ctx, x.index, x.d.now().Add(-x.d.o.Window))
	clear(x.own)
	return err
}

// prepare takes in what other processes placed and what was said until a moment ago,
// before a batch is placed. It reports whether others placed anything.
func (x *indexed) prepare(ctx context.Context) (others bool, err error) {
	x.mu.Lock()
	err = x.fill(ctx)
	x.others = false
	x.mu.Unlock()
	if err == nil {
		err = x.follow(ctx)
	}
	return x.others, err
}

// keep saves the index now and then, when much has come. It is not filled here: who
// only looks needs none.
func (x *indexed) keep(ctx context.Context) error {
	for {
		if err := sleep(ctx, saveEvery); err != nil {
			return err
		}
		x.save(ctx)
	}
}

// saveAtEnd saves the index when a run is over. Who was told to leave must not wait.
func (x *indexed) saveAtEnd(ctx context.Context) {
	limit := 30 * time.Second
	if ctx.Err() != nil {
		limit = time.Second
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer stop()
	x.save(ctx)
}
