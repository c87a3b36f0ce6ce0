package postgres

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"dateline/news"
)

// What readers look at is read from the replica, when there is one; what the newsroom works
// with is read from the primary. Who changed something reads from the primary until the
// replica has it, so that one's own mark shows at once. What a replica does not have or
// cannot tell is asked of the primary, and the other way round when the primary is lost.

// replica is a server that follows the primary.
type replica struct {
	pool *pgxpool.Pool

	asking sync.Mutex // held by who asks how far it has come
	mu     sync.Mutex // of what follows
	needs  map[int]need
	at     int64     // how far it had come in the log
	asked  time.Time // when that was
	down   time.Time // when it could not be reached; zero when it was last
}

// need is how far in the log a replica must be for a user, since when.
type need struct {
	at    int64
	since time.Time
}

const (
	// askAgain is how long one answer of how far the replica is holds good.
	askAgain = 20 * time.Millisecond
	// askFor is how long a reader waits for that answer.
	askFor = time.Second
	// downFor is how long a replica that could not be reached is left alone.
	downFor = 5 * time.Second
	// forgetNeed is when a user reads from the replica in any case: after a failover the
	// log may begin again at an earlier place.
	forgetNeed = 10 * time.Minute
)

// logPlace is how far a server is in the log, as a number: what a replica has taken in, or
// what was written by one that became the primary.
const logPlace = `SELECT pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END, '0/0')::bigint`

// changed notes that users changed something that is in the primary's log by now.
func (s *Store) changed(ctx context.Context, users []int) {
	r := s.replica
	if r == nil {
		return
	}
	var at int64
	if err := s.write.QueryRow(ctx, logPlace).Scan(&at); err != nil {
		return // it was lost this moment: whatever is read next tells
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, u := range users {
		r.needs[u] = need{at, time.Now()}
	}
}

// serves reports whether a user may read from the replica now.
func (r *replica) serves(ctx context.Context, user int) bool {
	ok, sure := r.hasAll(user)
	if sure || !r.asking.TryLock() { // others ask already
		return ok
	}
	defer r.asking.Unlock()
	within, cancel := context.WithTimeout(ctx, askFor)
	defer cancel()
	var at int64
	err := r.pool.QueryRow(within, logPlace).Scan(&at)
	if ctx.Err() != nil {
		return false
	}
	r.mu.Lock()
	r.asked = time.Now()
	if err != nil {
		r.down = r.asked
	} else {
		r.at, r.down = at, time.Time{}
		r.forget()
	}
	r.mu.Unlock()
	ok, _ = r.hasAll(user)
	return ok
}

// hasAll reports whether the replica has all that a user changed, as far as is known; not
// sure when it is time to ask it.
func (r *replica) hasAll(user int) (ok, sure bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.down.IsZero() {
		return false, time.Since(r.down) < downFor
	}
	if max(r.needs[user].at, r.needs[everybody].at) <= r.at {
		return true, true
	}
	return false, time.Since(r.asked) < askAgain
}

// forget drops what the replica has by now. The lock is held.
func (r *replica) forget() {
	for u, n := range r.needs {
		if n.at <= r.at || time.Since(n.since) > forgetNeed {
			delete(r.needs, u)
		}
	}
}

// lose notes that the replica could not be reached.
func (r *replica) lose() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.down = time.Now()
}

// readingOf runs f, which only reads what a user may see, with a store that reads from the
// replica or the primary.
func (s *Store) readingOf(ctx context.Context, user news.User, what string, f func(context.Context, *Store) error) error {
	r := s.replica
	if r == nil || user == news.AnyUser || user == "" {
		return s.reading(ctx, what, func(ctx context.Context) error { return f(ctx, s) })
	}
	s.mu.Lock()
	u := s.users[user]
	s.mu.Unlock()
	aside := &Store{core: s.core, read: r.pool}
	fromReplica := func() error { return readOnce(ctx, s.wait, func(ctx context.Context) error { return f(ctx, aside) }) }
	if r.serves(ctx, u) {
		err := fromReplica()
		if err == nil || ctx.Err() != nil {
			return err
		}
		if connectionLost(err) {
			r.lose()
		}
	}
	err := s.reading(ctx, what, func(ctx context.Context) error { return f(ctx, s) })
	if errors.Is(err, news.ErrReadOnly) && ctx.Err() == nil { // the primary is lost
		if last := fromReplica(); last == nil {
			return nil
		}
	}
	return err
}
