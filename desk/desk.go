package desk

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime"
	"sync"
	"time"

	"dateline/feed"
	"dateline/news"
	"dateline/store"
)

// Tagger finds who, where and what is named in a story, within a budget. It is safe
// for concurrent use.
type Tagger interface {
	Find(s *news.Story, b *news.Budget) []news.Mention
}

// Finder finds who says what in a story, given its mentions, within a budget: what it
// is sure of, and what it is not. It is safe for concurrent use.
type Finder interface {
	Find(s *news.Story, ms []news.Mention, b *news.Budget) (sure, unsure []news.Claim)
}

// Index places a story among those of the last weeks. The desk serialises calls.
type Index interface {
	// Place says where the story goes and takes it in, within a budget.
	Place(f news.Filing, b *news.Budget) news.Placement
	// Restore puts back a story placed before, by this or another process.
	Restore(f news.Filing)
}

// Fetcher asks for feeds; *feed.Client is one.
type Fetcher interface {
	Fetch(ctx context.Context, f news.Feed, s news.FetchState, now time.Time) (feed.Response, error)
	Discover(ctx context.Context, address string, now time.Time) ([]feed.Candidate, error)
	DiscoverOutside(ctx context.Context, address string, now time.Time) ([]feed.Candidate, error)
	LeaveAlone(address string, status int, until, now time.Time)
}

// Options are what a desk works with. Store and Client are needed; a nil engine
// finds nothing.
type Options struct {
	Store  store.Store
	Client Fetcher
	Pages  Pager // nil fetches no pages
	// Photos fetches the pictures of stories; nil when pictures are not fetched.
	Photos Photographer

	Tagger Tagger
	Claims Finder
	// Index is made when the first story needs placing or Run has time: filling it
	// is the slow part of a start.
	Index func() Index
	// IndexFile keeps the index between runs; the zero value keeps none.
	IndexFile IndexFile
	// Engines is the version of the three engines together; stories read by
	// another version are read again.
	Engines string

	User  news.User        // whose marks; news.Local by default
	Clock func() time.Time // time.Now by default
	Log   *slog.Logger     // nothing by default
	// Patience is how long the engines may take for one story, whatever they count, by
	// default a minute.
	Patience time.Duration
	// AtOnce bounds the hosts asked side by side, by default 192; a host is asked
	// for one feed at a time.
	AtOnce int
	// Window is how far back the index of related stories reaches, by default 14 days.
	Window time.Duration
	// Shortest and Longest bound the time between two fetches of a feed that sets
	// none itself, by default 2 minutes and 6 hours.
	Shortest, Longest time.Duration
	// Notify says how the reader is told of alerts, nil not at all.
	Notify *Notify
	// Days and PerFeed are how long stories are kept: those older go, and those beyond
	// the newest of their feed; 0 keeps all. Starred ones stay.
	Days, PerFeed int
	// Poll is how often Run looks for what other processes changed, by default
	// once a second; Look how often for feeds that came due, by default every 10 s.
	Poll, Look time.Duration
}

// Desk works the round, and answers one reader. It is safe for concurrent use.
type Desk struct {
	*newsroom
	user news.User
	role news.Role
}

// newsroom is what the desks of all readers share.
type newsroom struct {
	o       Options
	holder  string
	bounds  bounds
	photo   chan struct{} // one picture at a time
	parsing chan struct{} // two parses at a time: one large feed costs as much as all others
	intake  chan struct{} // a place for each document that is parsed and filed
	board   *board
	tags    *tagging
	watches *watching
	bell    *bell // alerts may have fired
	held    held

	mu    sync.Mutex
	asked []want // for Run

	complaint  string // the last, and when
	complained time.Time
	wake       chan struct{}

	outlets  outletCache
	personal personalFeeds
	left     leftFeeds
	clocks   clocks
	counters
}

// Session returns the desk as another reader has it: the same engines and round, feeds
// and marks of their own, and no more than the role may. It costs nothing while it is
// idle. Only one desk of a newsroom runs.
func (d *Desk) Session(user news.User, role news.Role) *Desk { return &Desk{d.newsroom, user, role} }

// want asks for a round: of these feeds, or of all that are due when none is named.
type want struct{ only []news.FeedID }

// New makes a desk. It starts nothing.
func New(o Options) *Desk {
	if o.User == "" {
		o.User = news.Local
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	}
	if o.AtOnce <= 0 {
		o.AtOnce = 192
	}
	if o.Patience <= 0 {
		o.Patience = time.Minute
	}
	if o.Window <= 0 {
		o.Window = 14 * 24 * time.Hour
	}
	if o.Shortest <= 0 {
		o.Shortest = 2 * time.Minute
	}
	if o.Longest <= 0 {
		o.Longest = 6 * time.Hour
	}
	if o.Poll <= 0 {
		o.Poll = time.Second
	}
	if o.Look <= 0 {
		o.Look = 10 * time.Second
	}
	d := &Desk{&newsroom{o: o, holder: newHolder(), bounds: bounds{o.Shortest, o.Longest}, parsing: make(chan struct{}, 2), intake: make(chan struct{}, filingPlaces),
		photo: make(chan struct{}, 1), wake: make(chan struct{}, 1), bell: newBell()}, o.User, news.Owner}
	d.board = newBoard(o.Clock)
	d.tags = newTagging(d, runtime.GOMAXPROCS(0))
	d.watches = newWatching(d.newsroom)
	return d
}

// newHolder names this process for leases.
func newHolder() string {
	return fmt.Sprintf("%d-%s", os.Getpid(), rand.Text()[:8])
}

func (d *Desk) now() time.Time { return d.o.Clock().UTC() }

// Headlines returns a run of rows of a view.
func (d *Desk) Headlines(ctx context.Context, q news.ListQuery) (news.Page, error) {
	q.User = d.user
	page, err := d.o.Store.Headlines(ctx, q)
	d.showHeld(q.View, page.Rows)
	return page, err
}

// Counts returns totals of what matches.
func (d *Desk) Counts(ctx context.Context, q news.Query) (news.Counts, error) {
	return d.o.Store.Counts(ctx, d.user, q)
}

// Watch returns announcements until ctx ends, then closes the channel: what concerns all,
// and what the session's reader did, in this session or another one. A watcher
// that does not keep up gets several announcements as one.
func (d *Desk) Watch(ctx context.Context) <-chan news.Bulletin { return d.board.watch(ctx, d.user) }

// Refresh asks Run for a round of these feeds, or of all that are due when none
// is named, and returns at once; Watch tells the progress. Feeds that the reader does not
// see are not asked for, nor, where there are many readers, what was fetched a moment ago.
func (d *Desk) Refresh(ctx context.Context, only ...news.FeedID) error {
	if err := d.may(actFetch); err != nil {
		return err
	}
	if !d.alone() && len(only) > 0 {
		var err error
		if only, err = d.notLately(ctx, only); err != nil {
			return err
		}
	}
	d.mu.Lock()
	d.asked = append(d.asked, want{only})
	d.mu.Unlock()
	select {
	case d.wake <- struct{}{}:
	default: // Run has not looked since the last time
	}
	return nil
}

// fetchAgain is how long a feed that was fetched is not fetched again, whoever of many readers
// asks: each would ask for himself, and outlets see one address.
const fetchAgain = 30 * time.Second

// notLately returns the feeds that were not fetched a moment ago. One that the reader does not
// see is news.ErrNotFound.
func (d *Desk) notLately(ctx context.Context, ids []news.FeedID) ([]news.FeedID, error) {
	feeds, err := d.o.Store.Feeds(ctx, d.user)
	if err != nil {
		return nil, err
	}
	tried := make(map[news.FeedID]time.Time, len(feeds))
	for i := range feeds {
		tried[feeds[i].ID] = feeds[i].State.LastTry
	}
	var left []news.FeedID
	for _, id := range ids {
		at, seen := tried[id]
		if !seen {
			return nil, fmt.Errorf("feed %s: %w", id, news.ErrNotFound)
		}
		if d.now().Sub(at).Abs() >= fetchAgain {
			left = append(left, id)
		}
	}
	if len(left) == 0 {
		return nil, fmt.Errorf("it was fetched less than %s ago", fetchAgain)
	}
	return left, nil
}

// takeAsked returns what Refresh asked for since the last time.
func (d *Desk) takeAsked() []want {
	d.mu.Lock()
	defer d.mu.Unlock()
	asked := d.asked
	d.asked = nil
	return asked
}
