package desk

import (
	"context"
	"errors"
	"slices"
	"time"

	"dateline/news"
)

const (
	// watchBatch is how much fresh news is held against the watches at once.
	watchBatch = 500
	// oldNews is how old news may be when it comes to fire: what a feed brings that was
	// just subscribed to is new to the reader and no news.
	oldNews = 48 * time.Hour
	// gatherFresh is how long fresh news is gathered.
	gatherFresh = 300 * time.Millisecond
)

// watching holds the news that the engines took in against the readers' watches. The
// store keeps what is still to be done, so that nothing is missed when a process dies and
// nothing fires twice when several run.
type watching struct {
	d      *newsroom
	signal chan struct{}
}

func newWatching(d *newsroom) *watching { return &watching{d, make(chan struct{}, 1)} }

// wake says that there may be fresh news.
func (w *watching) wake() { signal(w.signal) }

// signal wakes whoever waits, or leaves word that there is cause.
func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// run works until ctx ends, beginning with what an earlier process left.
func (w *watching) run(ctx context.Context) error {
	w.wake()
	for {
		select {
		case <-w.signal:
		case <-ctx.Done():
			return ctx.Err()
		}
		if err := sleep(ctx, gatherFresh); err != nil {
			return err
		}
		if err := w.all(ctx); err != nil && ctx.Err() == nil {
			w.d.o.Log.Error("watches not looked at", "why", err)
			time.AfterFunc(5*time.Second, w.wake)
		}
	}
}

// all works until nothing is fresh.
func (w *watching) all(ctx context.Context) error {
	for {
		n, err := w.once(ctx)
		if err != nil || n < watchBatch {
			return err
		}
	}
}

// once holds one batch against all watches and returns how much news it was.
func (w *watching) once(ctx context.Context) (int, error) {
	fresh, err := w.d.o.Store.Fresh(ctx, watchBatch)
	if err != nil || len(fresh) == 0 {
		return 0, err
	}
	watches, err := w.d.o.Store.Searches(ctx, "")
	if err != nil {
		return 0, err
	}
	r := watchRound{d: w.d, now: w.d.o.Clock().UTC(), events: map[news.EventID][]news.Filing{}, older: map[news.StoryID]*news.Filing{}}
	alerts, err := r.alerts(ctx, watches, fresh)
	if err != nil {
		return 0, err
	}
	fired, err := w.d.o.Store.Fire(ctx, fresh[len(fresh)-1].Order, alerts)
	if err != nil {
		return 0, err
	}
	if len(fired) > 0 {
		users := make([]news.User, len(fired))
		for i := range fired {
			users[i] = fired[i].User
			w.d.board.addFor(fired[i].User, news.Bulletin{Marked: 1})
		}
		w.d.bell.ring(users...)
	}
	return len(fresh), nil
}

// watchRound is one batch held against all watches, with what was read for it.
type watchRound struct {
	d      *newsroom
	now    time.Time
	events map[news.EventID][]news.Filing
	older  map[news.StoryID]*news.Filing
}

func (r *watchRound) alerts(ctx context.Context, watches []news.SavedSearch, fresh []news.Fresh) ([]news.Alert, error) {
	at := map[news.StoryID]*news.Fresh{}
	var ids []news.StoryID
	for i := range fresh {
		if f := &fresh[i]; r.recent(f) {
			at[f.Story.ID] = f
			ids = append(ids, f.Story.ID)
		}
	}
	if len(ids) == 0 || len(watches) == 0 {
		return nil, nil
	}
	found, err := r.d.o.Store.Matching(ctx, watches, ids)
	if err != nil {
		return nil, err
	}
	var all []news.Alert
	for i := range watches {
		var mine []*news.Fresh
		for _, id := range found[i] {
			if f := at[id]; f.Order > watches[i].Since {
				mine = append(mine, f)
			}
		}
		slices.SortFunc(mine, func(a, b *news.Fresh) int { return int(a.Order - b.Order) })
		as, err := r.watch(ctx, &watches[i], mine)
		if err != nil {
			return nil, err
		}
		all = append(all, as...)
	}
	slices.SortStableFunc(all, func(a, b news.Alert) int { return int(at[a.Story].Order - at[b.Story].Order) })
	return all, nil
}

// recent reports whether news is new enough to fire: by the agency's time, a new version
// by when it came.
func (r *watchRound) recent(f *news.Fresh) bool {
	at := f.Story.Time()
	if f.Story.Version > 1 {
		at = f.Arrived
	}
	return r.now.Sub(at) < oldNews
}

// watch returns the alerts of one watch for the fresh stories that match it.
func (r *watchRound) watch(ctx context.Context, w *news.SavedSearch, matches []*news.Fresh) ([]news.Alert, error) {
	if len(matches) == 0 {
		return nil, nil
	}
	q, err := news.ParseQuery(w.Query)
	if err != nil {
		return nil, nil // it matched nothing, then
	}
	var occasions []occasion
	var earlier []news.StoryID
	for _, f := range matches {
		event, err := r.came(ctx, f)
		if err != nil {
			return nil, err
		}
		o := occasion{watch: w, query: q, Fresh: *f, event: event, older: r.before(ctx, f)}
		if slices.Contains(w.Fires, news.OnStance) {
			if o.before, err = r.thread(ctx, f); err != nil {
				return nil, err
			}
		}
		for i := range event {
			earlier = append(earlier, event[i].Story.ID)
		}
		occasions = append(occasions, o)
	}
	matched := map[news.StoryID]bool{}
	if slices.Contains(w.Fires, news.OnEvent) && len(earlier) > 0 {
		slices.Sort(earlier)
		found, err := r.d.o.Store.Matching(ctx, []news.SavedSearch{*w}, slices.Compact(earlier))
		if err != nil {
			return nil, err
		}
		for _, id := range found[0] {
			matched[id] = true
		}
	}
	var all []news.Alert
	for i := range occasions {
		o := &occasions[i]
		o.matched = slices.ContainsFunc(o.event, func(e news.Filing) bool { return matched[e.Story.ID] })
		if a, ok := o.fire(); ok {
			a.Time = r.now
			all = append(all, a)
		}
	}
	return all, nil
}

// came returns the stories of an event that came before a fresh one, in that order.
func (r *watchRound) came(ctx context.Context, f *news.Fresh) ([]news.Filing, error) {
	event, ok := r.events[f.Event]
	if !ok {
		var err error
		if event, err = r.d.o.Store.Event(ctx, news.AnyUser, f.Event, maxEvent); err != nil && !errors.Is(err, news.ErrNotFound) {
			return nil, err
		}
		slices.SortStableFunc(event, func(a, b news.Filing) int {
			if c := a.Story.Seen.Compare(b.Story.Seen); c != 0 {
				return c
			}
			return int(a.Seq - b.Seq)
		})
		r.events[f.Event] = event
	}
	for i := range event {
		if event[i].Story.ID == f.Story.ID {
			if f.Story.Version > 1 { // all others may have come before the new version
				return slices.Delete(slices.Clone(event), i, i+1), nil
			}
			return event[:i], nil
		}
	}
	return event, nil
}

// thread returns the earlier stories that the engine links a fresh one to.
func (r *watchRound) thread(ctx context.Context, f *news.Fresh) ([]news.Filing, error) {
	var ids []news.StoryID
	for _, rel := range f.Relations {
		if rel.Kind == news.Earlier {
			ids = append(ids, rel.To)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	return r.d.o.Store.Stories(ctx, news.AnyUser, ids)
}

// before reads a story's version before, once for all watches.
func (r *watchRound) before(ctx context.Context, f *news.Fresh) *news.Filing {
	v, ok := r.older[f.Story.ID]
	if !ok {
		v = r.d.reread(ctx, f)
		r.older[f.Story.ID] = v
	}
	return v
}
