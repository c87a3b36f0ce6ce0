package desk

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"math"
	"time"

	"dateline/feed"
	"dateline/news"
)

const (
	first = 30 * time.Minute // between two fetches, before anything is known
	retry = 5 * time.Minute  // after the first failure
	aDay  = 24 * time.Hour   // what servers may ask for at most
	never = 100 * 365 * aDay // until the owner says so
)

// bounds are those of the time between two fetches of a feed.
type bounds struct{ shortest, longest time.Duration }

// outcome is what a fetch tells the schedule.
type outcome struct {
	changed bool          // stories that were not in the last document, or not so
	fresh   time.Duration // how long the server or the feed says to wait
	recent  int           // stories of the last day, on the first fetch
}

// succeeded returns the state after a good fetch. The interval follows the feed:
// shorter by 0.6 when there was news, longer by 1.3 when there was none, which
// settles where about every third fetch brings something.
func (b bounds) succeeded(f news.Feed, s news.FetchState, o outcome, now time.Time) news.FetchState {
	firstTime := s.LastGood.IsZero()
	s.LastTry, s.LastGood = now, now
	s.Err, s.ErrKind, s.Failures, s.Gone, s.Hold = "", "", 0, false, time.Time{}
	switch {
	case firstTime:
		s.Interval = b.guess(o.recent)
	case o.changed:
		s.Interval = b.scale(s.Interval, 0.6)
	default:
		s.Interval = b.scale(s.Interval, 1.3)
	}
	if o.changed {
		s.LastNew = now
	}
	wait := max(s.Interval, min(o.fresh, aDay))
	if f.Interval > 0 {
		wait = f.Interval
	}
	// Jitter only adds: what a server asked for is never undercut.
	s.Next = now.Add(min(wait+time.Duration(float64(wait)*0.1*chance(f.ID, now)), b.most(f)))
	return s
}

// most is the longest that a feed in good health may wait.
func (b bounds) most(f news.Feed) time.Duration { return max(aDay, b.longest, f.Interval) }

// guess is the first interval: a third of the mean time between stories.
func (b bounds) guess(recent int) time.Duration {
	if recent == 0 {
		return b.clamp(4 * first)
	}
	return b.clamp(aDay / time.Duration(3*recent))
}

func (b bounds) scale(d time.Duration, by float64) time.Duration {
	if d <= 0 {
		d = first
	}
	return b.clamp(time.Duration(float64(d) * by))
}

func (b bounds) clamp(d time.Duration) time.Duration { return min(max(d, b.shortest), b.longest) }

// failed returns the state after a fetch that brought nothing: doubling from five
// minutes to six hours, a quarter more or less by chance so that feeds which
// failed together do not come again together; later when the host says so.
func (b bounds) failed(f news.Feed, s news.FetchState, err error, now time.Time) news.FetchState {
	e := asError(err)
	s.LastTry = now
	s.Status, s.Err, s.ErrKind = e.Status, e.Plain(), string(e.Kind)
	if !e.Held {
		s.Failures++
	}
	wait := time.Duration(float64(retry) * math.Pow(2, float64(min(max(s.Failures-1, 0), 10))))
	wait = min(wait, b.longest)
	wait += time.Duration(float64(wait) * 0.25 * (2*chance(f.ID, now) - 1))
	if e.RetryAfter > 0 {
		wait = max(wait, e.RetryAfter+time.Duration(float64(time.Minute)*chance(f.ID, now)))
		s.Hold = now.Add(e.RetryAfter)
	}
	if e.Kind == feed.KindGone {
		s.Gone, wait = true, never
	}
	s.Next = now.Add(wait)
	return s
}

// asError makes an error of feed's out of any, so that the Sources view has one
// line and a kind.
func asError(err error) *feed.Error {
	var e *feed.Error
	if errors.As(err, &e) {
		return e
	}
	kind := feed.KindParse
	if errors.Is(err, feed.ErrNotFeed) {
		kind = feed.KindNotFeed
	}
	return &feed.Error{Kind: kind, Text: err.Error(), Err: err}
}

// chance is a number in [0, 1) that depends on the feed and the time alone, so
// that a schedule can be tested and said again.
func chance(id news.FeedID, at time.Time) float64 {
	b := binary.LittleEndian.AppendUint64([]byte(id), uint64(at.UnixNano()))
	sum := sha256.Sum256(b)
	return float64(binary.LittleEndian.Uint64(sum[:])>>11) / (1 << 53)
}
