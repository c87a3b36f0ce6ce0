package desk

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"dateline/news"
)

const (
	// maxQueue is how many stories wait for the engines in memory; beyond it they
	// are read back from the store.
	maxQueue = 2000
	// While somebody reads along batches are small, so that no write holds the
	// store for long; otherwise large, since indexing is cheaper in bulk.
	smallBatch, largeBatch = 50, 120
	// gatherFor is how long the first stories of a round wait for older ones.
	gatherFor = 1500 * time.Millisecond
)

// tagging takes new stories through the engines: mentions and claims on all cores,
// placement one by one in order of time, a transaction a batch.
type tagging struct {
	d     *Desk
	cores int

	mu     sync.Mutex
	queue  []news.Story
	sorted bool                  // the queue is in order of time
	since  time.Time             // when the queue last began to fill
	behind bool                  // the store has stories for the engines that are not in the queue
	busy   map[news.StoryID]bool // taken and not annotated yet
	signal chan struct{}
	trying trying
	costly map[news.StoryID]bool // taken, and cost more than a story may

	index *indexed

	placing      sync.Mutex   // one batch at a time is placed
	placingSince atomic.Int64 // when one began to wait for that, in ms; 0 for none

	figures *figures
}

// reading is a story with what the first two engines found.
type reading = news.Filing

func newTagging(d *Desk, cores int) *tagging {
	return &tagging{d: d, cores: cores, behind: true, busy: map[news.StoryID]bool{}, costly: map[news.StoryID]bool{}, trying: trying{d: d}, signal: make(chan struct{}, 1), index: &indexed{d: d}, figures: newFigures(d.o.Store)}
}

// add queues what was filed. Updated stories are read back from the store, which
// alone knows their version.
func (t *tagging) add(stories []news.Story, filed news.Filed) {
	isNew := make(map[news.StoryID]bool, len(filed.New))
	for _, id := range filed.New {
		isNew[id] = true
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(filed.Updated) > 0 || t.behind || len(t.queue)+len(filed.New) > maxQueue {
		t.behind = true
	} else {
		fresh := slices.DeleteFunc(slices.Clone(stories), func(s news.Story) bool {
			known := !isNew[s.ID]
			delete(isNew, s.ID) // a story named twice was stored once: the first
			return known
		})
		for i := range fresh {
			fresh[i].Version = 1
		}
		t.enqueue(fresh)
	}
	t.d.board.progress(func(p *news.Round) { p.Tagging += len(filed.New) + len(filed.Updated) })
	t.wake()
}

// enqueue puts stories in the queue. The lock is held.
func (t *tagging) enqueue(stories []news.Story) {
	if len(stories) == 0 {
		return
	}
	if len(t.queue) == 0 {
		t.since = time.Now()
	}
	t.queue, t.sorted = append(t.queue, stories...), false
}

// gathering is how much longer the queue is left to fill. Stories are placed best in
// order of time, whichever feed answered first; so while feeds are still being
// fetched the first of them wait a moment for older ones. The lock is held.
func (t *tagging) gathering() time.Duration {
	if !t.d.board.active() {
		return 0
	}
	return max(0, gatherFor-time.Since(t.since))
}

func (t *tagging) wake() {
	select {
	case t.signal <- struct{}{}:
	default:
	}
}

// lookBack has the engines look into the store for stories that were left.
func (t *tagging) lookBack() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.behind = true
	t.wake()
}

// run works until ctx ends, or until finish is closed and nothing is left.
func (t *tagging) run(ctx context.Context, finish <-chan struct{}) error {
	read := make(chan []reading, 1)
	placed := make(chan error, 1)
	go func() { placed <- t.place(ctx, read) }()
	err := t.feed(ctx, finish, read)
	close(read)
	last, ok := answer(ctx, placed)
	if !ok {
		last = ctx.Err()
	}
	return errors.Join(err, last)
}

// runOn is run for a process that stays: what the store refuses is told and tried
// again later.
func (t *tagging) runOn(ctx context.Context) error {
	for {
		err := t.run(ctx, nil)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		t.d.o.Log.Error("engines broken off", "why", err)
		t.d.complain(err)
		if err := sleep(ctx, 5*time.Second); err != nil {
			return err
		}
		t.lookBack()
	}
}

// feed takes batches from the queue through the first two engines.
func (t *tagging) feed(ctx context.Context, finish <-chan struct{}, out chan<- []reading) error {
	finishing := false
	if err := t.trying.load(ctx); err != nil {
		return err
	}
	for {
		batch, err := t.batch(ctx, finishing)
		switch {
		case err != nil:
			return err
		case len(batch) > 0:
			read, err := t.read(ctx, batch)
			if err != nil {
				t.release(read, true)
				return err
			}
			select {
			case out <- read:
			case <-ctx.Done():
				t.release(read, true)
				return ctx.Err()
			}
		case finishing && !t.left():
			return nil
		case finishing:
		default:
			select {
			case <-t.signal:
			case <-finish:
				finishing = true
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
}

func (t *tagging) left() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.behind || len(t.queue) > 0
}

// batch returns the oldest stories of the queue, which is filled from what the store
// has left when it is empty. None means that there is nothing to do for now.
func (t *tagging) batch(ctx context.Context, finishing bool) ([]news.Story, error) {
	size := largeBatch
	if t.d.board.watched() {
		size = smallBatch
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.queue) == 0 && t.behind {
		if err := t.fill(ctx); err != nil {
			return nil, err
		}
	}
	if len(t.queue) == 0 {
		return nil, nil
	}
	if wait := t.gathering(); wait > 0 && !finishing {
		time.AfterFunc(wait, t.wake)
		return nil, nil
	}
	if !t.sorted {
		slices.SortStableFunc(t.queue, func(a, b news.Story) int { return a.Time().Compare(b.Time()) })
		t.sorted = true
	}
	n := min(size, len(t.queue))
	for i := range n {
		if suspect, _ := t.trying.suspect(t.queue[i].ID); suspect {
			n = max(i, 1) // it is read alone
			break
		}
	}
	batch := slices.Clone(t.queue[:n])
	t.queue = slices.Delete(t.queue, 0, n)
	for _, s := range batch {
		t.busy[s.ID] = true
	}
	return batch, nil
}

// fill queues the newest stories that the store has left. The lock is held, but not
// while the store is asked.
func (t *tagging) fill(ctx context.Context) error {
	// What is in the works is untagged still: ask for so many more.
	limit := maxQueue + len(t.busy)
	t.behind = false
	t.mu.Unlock()
	stories, err := t.d.o.Store.Untagged(ctx, t.d.o.Engines, limit)
	t.mu.Lock()
	t.behind = t.behind || err != nil || len(stories) == limit
	t.enqueue(slices.DeleteFunc(stories, func(s news.Story) bool {
		return t.busy[s.ID] || slices.ContainsFunc(t.queue, func(q news.Story) bool { return q.ID == s.ID })
	}))
	return err
}

// release takes a batch out of the works. One that failed is left to the store.
func (t *tagging) release(batch []reading, failed bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.behind = t.behind || failed
	for _, r := range batch {
		delete(t.busy, r.Story.ID)
		delete(t.costly, r.Story.ID)
	}
	if failed {
		t.wake() // another run may have found them busy
	}
}

// read runs the first two engines on all cores. It steps back while documents wait
// to be parsed: headlines come first. The readings are all there even when it fails.
func (t *tagging) read(ctx context.Context, batch []news.Story) ([]reading, error) {
	out := make([]reading, len(batch))
	for i := range batch {
		out[i].Story = batch[i]
	}
	if len(batch) == 1 {
		if _, hopeless := t.trying.suspect(batch[0].ID); hopeless {
			t.tooCostly(&batch[0], "ended the process that read it")
			return out, t.trying.end(ctx, batch)
		}
	}
	if err := t.trying.begin(ctx, batch); err != nil {
		return out, err
	}
	next := make(chan int)
	var group sync.WaitGroup
	for range t.cores {
		group.Go(func() {
			for i := range next {
				out[i] = t.findPatiently(ctx, batch[i])
			}
		})
	}
	for i := range batch {
		t.stepBack(ctx)
		next <- i
	}
	close(next)
	group.Wait()
	// What was broken off is nobody's fault, so the attempt ends either way.
	return out, errors.Join(ctx.Err(), t.trying.end(context.WithoutCancel(ctx), batch))
}

// stepBack waits while documents do: headlines come first.
func (t *tagging) stepBack(ctx context.Context) {
	for int(t.d.queued.Load()) > t.cores && ctx.Err() == nil {
		time.Sleep(5 * time.Millisecond)
	}
}

// findPatiently finds what there is in a story that is to be tagged. One that is given up is
// marked as too costly, unless ctx ended.
func (t *tagging) findPatiently(ctx context.Context, s news.Story) reading {
	r, why := t.findWithin(ctx, s)
	if why != "" && ctx.Err() == nil {
		t.tooCostly(&s, why)
	}
	return r
}

// findWithin is find for a while: an engine that does not answer is left behind, and so it is
// soon after ctx ends. It returns what was found, and why the story was given up.
func (t *tagging) findWithin(ctx context.Context, s news.Story) (r reading, why string) {
	type finding struct {
		reading
		err error
	}
	c := make(chan finding, 1)
	within, stop := context.WithTimeout(ctx, t.d.o.Patience)
	defer stop()
	go func() {
		r, err := t.find(within, s)
		c <- finding{r, err}
	}()
	f, ok := answer(within, c)
	f.Story = s
	switch {
	case !ok:
		return f.reading, "does not end"
	case f.err != nil:
		return f.reading, f.err.Error()
	}
	return f.reading, ""
}

// tooCostly marks a story that is taken: it is kept as far as it was read, and these
// engines do not try it again.
func (t *tagging) tooCostly(s *news.Story, why string) {
	t.d.o.Log.Warn("a story is too costly to read", "story", string(s.ID), "bytes", len(s.Text), "why", why)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.costly[s.ID] = true
}

const (
	// stepsByte is what the engines may spend on a byte of a story: four times what
	// they spend on news.
	stepsByte = 80
	// stepsStory is what every story may cost besides.
	stepsStory = 200_000
)

// StorySteps is how many steps the engines may spend on a story.
func StorySteps(s *news.Story) int { return stepsStory + stepsByte*(len(s.Title)+len(s.Text)) }

// find runs the engines on a story within its budget. An engine that panics on a story
// must not take the reader down with it, nor be asked again and again. The error says
// why the story was not read to its end.
func (t *tagging) find(ctx context.Context, s news.Story) (r reading, err error) {
	r.Story = s
	defer func() {
		if p := recover(); p != nil {
			t.d.o.Log.Error("an engine gave up on a story", "story", string(s.ID), "why", p, "stack", stack())
		}
	}()
	b := news.NewBudget(ctx, StorySteps(&s))
	if t.d.o.Tagger != nil {
		r.Mentions = t.d.o.Tagger.Find(&s, b)
	}
	if t.d.o.Claims != nil {
		r.Claims, r.Unsure = t.d.o.Claims.Find(&s, r.Mentions, b)
	}
	return r, b.Err()
}

func stack() string {
	buf := make([]byte, 4<<10)
	return string(buf[:runtime.Stack(buf, false)])
}

// place puts batches into their events and stores what was found.
func (t *tagging) place(ctx context.Context, in <-chan []reading) error {
	var failed error
	for batch := range in {
		if failed == nil { // else drain: the sender may wait
			t.stepBack(ctx)
			failed = t.annotate(ctx, batch)
		}
		t.release(batch, failed != nil)
	}
	return failed
}

func (t *tagging) annotate(ctx context.Context, batch []reading) error {
	t.placingSince.Store(t.d.now().UnixMilli())
	defer t.placingSince.Store(0)
	t.placing.Lock()
	defer t.placing.Unlock()
	if err := t.catchUp(ctx); err != nil { // before the turn: the first time may take longer than one
		return err
	}
	if err := t.takeTurn(ctx); err != nil {
		return err
	}
	defer t.endTurn(ctx)
	slices.SortStableFunc(batch, func(a, b reading) int { return a.Story.Time().Compare(b.Story.Time()) })
	as, err := t.annotations(ctx, batch)
	if err == nil {
		err = t.d.o.Store.Annotate(ctx, as)
	}
	if err != nil {
		if absorbs(as) {
			t.index.forget() // it is ahead of the store
		}
		return err
	}
	t.d.ownTicks.Add(1)
	t.d.watches.wake()
	t.d.board.update(func(p *news.Round) { p.Tagging = max(0, p.Tagging-len(batch)) }, news.Bulletin{Tagged: len(as)})
	return nil
}

// catchUp takes in what other processes placed, the whole index when it is not here yet.
// Figures that are remembered are none of theirs.
func (t *tagging) catchUp(ctx context.Context) error {
	others, err := t.index.prepare(ctx)
	if others || err != nil { // some may have been taken in before it failed
		t.figures.clear()
	}
	return err
}

func (t *tagging) annotations(ctx context.Context, batch []reading) ([]news.Annotation, error) {
	if err := t.catchUp(ctx); err != nil {
		return nil, err
	}
	as := make([]news.Annotation, len(batch))
	for i, r := range batch {
		p, err := t.index.place(ctx, r)
		if err != nil {
			return nil, err
		}
		var flags news.Flag
		if t.isCostly(r.Story.ID) {
			flags = news.Costly
		}
		as[i] = news.Annotation{Flags: flags, Story: r.Story.ID, Version: r.Story.Version, Tagger: t.d.o.Engines, Mentions: r.Mentions, Claims: r.Claims, Unsure: r.Unsure, Place: p, Read: &batch[i].Story}
	}
	batch, as, err := t.absorb(ctx, batch, as)
	if err != nil {
		return as, err
	}
	return as, t.figures.compare(ctx, batch, as)
}

func (t *tagging) isCostly(id news.StoryID) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.costly[id]
}

// follow takes in what other processes placed. While a batch is placed it does not wait:
// every batch begins with that.
func (t *tagging) follow(ctx context.Context) error {
	if !t.placing.TryLock() {
		return nil
	}
	defer t.placing.Unlock()
	t.figures.clear()
	return t.index.follow(ctx)
}
