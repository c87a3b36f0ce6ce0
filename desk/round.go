package desk

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"dateline/feed"
	"dateline/news"
	"dateline/store"
)

const (
	// leaseTime is how long a feed is this process's to fetch. A fetch has 30 s;
	// after a crash the feed is free again when this is over.
	leaseTime = time.Minute
	// leaseBatch is how many feeds are leased at once.
	leaseBatch = 512
	// releaseTime is how long a process that ends waits for its leases to end.
	releaseTime = time.Second
)

// Report says what a round did.
type Report struct {
	Feeds     int // fetched, or tried
	Unchanged int // of them without anything new
	New       int // stories
	Updated   int
	Failed    []FeedError
	// Left is true when another process, which stays, has what came read by its engines.
	Left bool
	// Behind is by how much the machine's clock is behind that of the servers, by
	// their median, negative when it is ahead; 0 when it is right by an hour.
	Behind time.Duration
}

// FeedError is a feed that could not be read, and why, in one clean line.
type FeedError struct {
	Feed news.Feed
	Err  *feed.Error
}

// round is one refresh under way. Feeds of one host wait in line for each other,
// so that a host that stalls holds one place and no more.
type round struct {
	d      *Desk
	places chan struct{}
	ended  chan struct{} // a token when a feed is done, for the one who leases
	group  sync.WaitGroup

	mu      sync.Mutex
	lines   map[string][]news.FeedStatus // by host; a key is there while its line is worked
	leased  map[news.FeedID]bool
	open    int
	report  Report
	problem error // of the store
}

// RefreshWait makes one round: of the feeds named, or of all that are due. It
// returns when everything is filed and read by the engines, or left to a process that stays
// to be read. The error is ctx's or the store's; feeds that fail are in the report.
func (d *Desk) RefreshWait(ctx context.Context, only ...news.FeedID) (Report, error) {
	strayed, err := d.lookOver(ctx)
	if err != nil {
		return Report{}, err
	}
	wants := []want{{only}}
	if len(only) == 0 && len(strayed) > 0 {
		wants = append(wants, want{strayed})
	}
	r := newRound(d)
	left, err := d.work(ctx, r, wants)
	report := r.told()
	report.Behind, report.Left = d.clocks.behind(), left
	if left {
		return report, err
	}
	if err == nil {
		err = d.alert(ctx)
	}
	d.tags.index.saveAtEnd(ctx)
	return report, err
}

// work makes a round and has the engines read what came, beside it, or when another process
// stays after it, unless that one takes it over: then it is left.
func (d *Desk) work(ctx context.Context, r *round, wants []want) (left bool, err error) {
	fetched := make(chan struct{})
	engines := make(chan error, 1)
	begin := func() { go func() { engines <- d.tags.run(ctx, fetched) }() }
	stays := d.anotherStays(ctx)
	if !stays {
		begin()
	}
	err = r.run(ctx, wants...)
	close(fetched)
	if stays {
		if t := r.told(); err == nil && t.New+t.Updated > 0 && d.handOver(ctx) {
			return true, nil
		}
		begin()
	}
	read, ok := answer(ctx, engines)
	if !ok {
		read = ctx.Err()
	}
	return false, errors.Join(err, read)
}

// told is the report so far: what does not answer may go on.
func (r *round) told() Report {
	r.mu.Lock()
	defer r.mu.Unlock()
	report := r.report
	report.Failed = slices.Clone(report.Failed)
	return report
}

// ReadFiled has the engines read what is filed and not read yet, so that searches find
// it, and returns when they have.
func (d *Desk) ReadFiled(ctx context.Context) error {
	none := make(chan struct{})
	close(none)
	err := d.tags.run(ctx, none)
	if err == nil {
		err = d.alert(ctx)
	}
	d.tags.index.saveAtEnd(ctx)
	return err
}

// alert holds what came against the watches and tells the reader what fired.
func (d *Desk) alert(ctx context.Context) error {
	if err := d.watches.all(ctx); err != nil {
		return err
	}
	if n := d.o.Notify; n != nil && n.To != nil {
		d.tellNow(ctx, d.user)
	}
	return nil
}

// lookOver tells the client which hosts asked other processes to be left alone, and
// returns the feeds whose next time is further off than any can be: the clock was
// wrong when it was set.
func (d *Desk) lookOver(ctx context.Context) (strayed []news.FeedID, err error) {
	feeds, err := d.o.Store.Feeds(ctx, news.AnyUser)
	if err != nil {
		return nil, err
	}
	now := d.now()
	for _, f := range feeds {
		if hold := f.State.Hold; hold.After(now) && hold.Sub(now) <= aDay {
			d.o.Client.LeaveAlone(f.URL, f.State.Status, hold, now)
		}
		if !f.State.Gone && f.State.Next.Sub(now) > d.bounds.most(f.Feed)+time.Hour {
			strayed = append(strayed, f.ID)
		}
	}
	return strayed, nil
}

func newRound(d *Desk) *round {
	return &round{d: d, places: make(chan struct{}, d.o.AtOnce), ended: make(chan struct{}, 1),
		lines: map[string][]news.FeedStatus{}, leased: map[news.FeedID]bool{}}
}

// run works the round until no feed is left and takes in what Refresh asks for
// meanwhile.
func (r *round) run(ctx context.Context, wants ...want) error {
	defer r.d.board.roundOver()
	for {
		for _, w := range wants {
			if err := r.take(ctx, w); err != nil {
				r.fail(err)
			}
		}
		if r.idle() {
			r.wait(ctx)
			return errors.Join(ctx.Err(), r.problem, r.release(ctx))
		}
		select {
		case <-r.ended:
		case <-r.d.wake:
		case <-ctx.Done():
			r.wait(ctx)
			return errors.Join(ctx.Err(), r.release(ctx))
		}
		wants = r.d.takeAsked()
	}
}

// wait waits for the workers, and not for those that do not answer once ctx has ended.
func (r *round) wait(ctx context.Context) {
	c := make(chan struct{})
	go func() {
		r.group.Wait()
		close(c)
	}()
	answer(ctx, c)
}

// release ends the leases of the feeds that a round did not come to before it was broken off,
// so that no other process has to wait until they run out.
func (r *round) release(ctx context.Context) error {
	r.mu.Lock()
	left := slices.Collect(maps.Keys(r.leased))
	r.mu.Unlock()
	if len(left) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), releaseTime)
	defer cancel()
	now := r.d.now()
	_, err := r.d.o.Store.Due(ctx, store.Lease{Holder: r.d.holder, Now: now, Until: now, Limit: len(left), Only: left})
	return err
}

func (r *round) fail(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.problem == nil {
		r.problem = err
	}
}

func (r *round) idle() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.open == 0
}

// take leases feeds and puts them in line, those that failed lately last.
func (r *round) take(ctx context.Context, w want) error {
	for {
		now := r.d.now()
		l := store.Lease{Holder: r.d.holder, Now: now, Until: now.Add(leaseTime), Limit: leaseBatch, Only: w.only}
		if len(w.only) > 0 {
			l.Limit = len(w.only)
		}
		feeds, err := r.d.o.Store.Due(ctx, l)
		if err != nil {
			return err
		}
		slices.SortStableFunc(feeds, func(a, b news.FeedStatus) int { return min(a.State.Failures, 1) - min(b.State.Failures, 1) })
		took := 0
		for _, f := range feeds {
			if f.State.Gone && len(w.only) != 1 {
				continue // the server said so; asked again only by name
			}
			if r.enqueue(ctx, f) {
				took++
			}
		}
		if len(w.only) > 0 || len(feeds) < leaseBatch || took == 0 {
			return nil
		}
	}
}

// enqueue puts a feed in its host's line; false when it is there already.
func (r *round) enqueue(ctx context.Context, f news.FeedStatus) bool {
	host := hostOf(f.URL)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.leased[f.ID] {
		return false
	}
	r.leased[f.ID] = true
	r.open++
	r.d.board.progress(func(p *news.Round) { p.Total++ })
	line, worked := r.lines[host]
	r.lines[host] = append(line, f)
	if !worked {
		r.group.Go(func() { r.work(ctx, host) })
	}
	return true
}

func hostOf(address string) string {
	u, err := feed.ParseURL(address)
	if err != nil {
		return address
	}
	return strings.ToLower(u.Hostname())
}

// work fetches a host's feeds one after the other.
func (r *round) work(ctx context.Context, host string) {
	for {
		f, ok := r.next(ctx, host)
		if !ok {
			return
		}
		select {
		case r.places <- struct{}{}:
			r.one(ctx, f)
			<-r.places
		case <-ctx.Done():
		}
		r.done(ctx, f.ID)
	}
}

func (r *round) next(ctx context.Context, host string) (news.FeedStatus, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	line := r.lines[host]
	if len(line) == 0 || ctx.Err() != nil {
		delete(r.lines, host)
		return news.FeedStatus{}, false
	}
	r.lines[host] = line[1:]
	return line[0], true
}

// done counts a feed off. One that was broken off keeps its lease, for release to end.
func (r *round) done(ctx context.Context, id news.FeedID) {
	r.mu.Lock()
	r.open--
	if ctx.Err() == nil {
		delete(r.leased, id)
	}
	r.mu.Unlock()
	r.d.board.progress(func(p *news.Round) { p.Done++ })
	select {
	case r.ended <- struct{}{}:
	default:
	}
}

// one fetches, files and reports a feed.
func (r *round) one(ctx context.Context, f news.FeedStatus) {
	filed, e, err := r.d.fetchOne(ctx, f)
	if err != nil {
		if ctx.Err() == nil {
			r.fail(err)
		}
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.report.Feeds++
	r.report.New += len(filed.New)
	r.report.Updated += len(filed.Updated)
	switch {
	case e != nil:
		r.report.Failed = append(r.report.Failed, FeedError{f.Feed, e})
	case len(filed.New)+len(filed.Updated) == 0:
		r.report.Unchanged++
	}
	r.d.board.progress(func(p *news.Round) {
		p.New += len(filed.New)
		if e != nil {
			p.Failed++
		}
	})
}
