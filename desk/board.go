package desk

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"dateline/news"
)

// gather is how long facts are gathered before they are announced.
const gather = 250 * time.Millisecond

// board gathers facts into bulletins and hands them to watchers. It never waits
// for one: what a watcher has not taken yet is added to its next bulletin, so a
// slow one loses the moments between and no totals.
type board struct {
	clock    func() time.Time
	mu       sync.Mutex
	watchers map[*watcher]struct{}
	round    news.Round
	totals   Totals // of this process
	dirty    bool
	timer    *time.Timer // runs while there is something to tell
	turn     int64       // counts bulletins
}

// atOnce is how many watchers are told together. Each asks the store for what it shows, and
// all of many would ask at the same moment, in every quarter of a second of a round: they
// are told by turns, those first who have waited longest.
const atOnce = 20

type watcher struct {
	user    news.User
	out     chan news.Bulletin
	pending news.Bulletin
	fresh   bool  // there is something pending
	own     bool  // it is of the reader's own doing, and waits for nobody
	told    int64 // the turn of the last bulletin
}

func newBoard(clock func() time.Time) *board {
	return &board{clock: clock, watchers: map[*watcher]struct{}{}}
}

func (b *board) watch(ctx context.Context, user news.User) <-chan news.Bulletin {
	w := &watcher{user: user, out: make(chan news.Bulletin, 1)}
	b.mu.Lock()
	b.watchers[w] = struct{}{}
	b.mu.Unlock()
	context.AfterFunc(ctx, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.watchers, w)
		close(w.out)
	})
	return w.out
}

// users are those who watch, each once.
func (b *board) users() map[news.User]bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := make(map[news.User]bool, len(b.watchers))
	for w := range b.watchers {
		all[w.user] = true
	}
	return all
}

// watches reports whether a user does.
func (b *board) watches(user news.User) bool {
	return b.users()[user]
}

// watched reports whether somebody reads along.
func (b *board) watched() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.watchers) > 0
}

// active reports whether a round is under way.
func (b *board) active() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.round.Active()
}

// add notes facts for the next bulletin.
func (b *board) add(fact news.Bulletin) {
	b.update(nil, fact)
}

// addFor notes what concerns one reader: the sessions of all others sleep on.
func (b *board) addFor(user news.User, fact news.Bulletin) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.totals.count(b.round, b.round, fact)
	told := false
	for w := range b.watchers {
		if w.user == user {
			w.pending, w.fresh, w.own, told = merge(w.pending, fact), true, true, true
		}
	}
	if told {
		b.soon()
	}
}

// progress changes the round's figures.
func (b *board) progress(change func(*news.Round)) {
	b.update(change, news.Bulletin{})
}

// roundOver tells that the round has ended, and how, also to a watcher that has not seen its
// last figures.
func (b *board) roundOver() {
	b.mu.Lock()
	over := b.round
	b.mu.Unlock()
	b.update(func(p *news.Round) { *p = news.Round{Tagging: p.Tagging} }, news.Bulletin{Over: over})
}

func (b *board) update(change func(*news.Round), fact news.Bulletin) {
	b.mu.Lock()
	defer b.mu.Unlock()
	was := b.round
	if change != nil {
		change(&b.round)
	}
	b.totals.count(was, b.round, fact)
	for w := range b.watchers {
		w.pending, w.fresh = merge(w.pending, fact), true
	}
	if len(b.watchers) > 0 {
		b.soon()
	}
}

// soon has what is pending announced. The lock is held.
func (b *board) soon() {
	if !b.dirty {
		b.dirty = true
		b.timer = time.AfterFunc(gather, b.announce)
	}
}

// announce gives watchers their bulletins, and comes again for those whose turn it is not
// yet, and later for those that had no room.
func (b *board) announce() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.dirty = false
	again := 4 * gather
	for i, w := range b.waiting() {
		if i >= atOnce && !w.own {
			b.dirty, again = true, gather
			break
		}
		w.pending.At, w.pending.Round = b.clock().UTC(), b.round
		select {
		case w.out <- w.pending:
			b.turn++
			w.pending, w.fresh, w.own, w.told = news.Bulletin{}, false, false, b.turn
		default:
			b.dirty, w.own = true, false
			w.told = b.turn // those behind it come first
		}
	}
	if b.dirty {
		b.timer = time.AfterFunc(again, b.announce)
	}
}

// waiting are the watchers with something pending: those who are told of their own doing,
// then those who were told the longest ago.
func (b *board) waiting() (all []*watcher) {
	for w := range b.watchers {
		if w.fresh {
			all = append(all, w)
		}
	}
	slices.SortFunc(all, func(x, y *watcher) int {
		if x.own != y.own {
			return map[bool]int{true: -1, false: 1}[x.own]
		}
		return cmp.Compare(x.told, y.told)
	})
	return all
}

// merge adds what is new to a bulletin that was not taken yet.
func merge(old, fact news.Bulletin) news.Bulletin {
	old.New += fact.New
	old.Updated += fact.Updated
	old.Marked += fact.Marked
	old.Tagged += fact.Tagged
	old.Noted += fact.Noted
	old.Feeds = old.Feeds || fact.Feeds
	if fact.Over.Total > 0 {
		old.Over = fact.Over
	}
	if fact.Notice != "" {
		old.Notice = bothNotices(old.Notice, fact.Notice)
	}
	if fact.Told != nil {
		alerts := slices.Clone(fact.Told.Alerts)
		if old.Told != nil {
			alerts = append(alerts, old.Told.Alerts...)
		}
		told := news.Notify(alerts)
		old.Told = &told
	}
	return old
}

// longestNotice bounds notices told together, in bytes.
const longestNotice = 300

// bothNotices tells two notices in one line, the newer one last. Where both are too long
// for one, the newer one stands.
func bothNotices(old, fresh string) string {
	if old == "" || old == fresh || len(old)+len(fresh) > longestNotice {
		return fresh
	}
	return old + "; " + fresh
}
