package desk

import (
	"context"
	"errors"
	"sync"

	"dateline/news"
	"dateline/store"
)

// personalFeeds knows which feeds are personal, until feeds change.
type personalFeeds struct {
	mu    sync.Mutex
	at    int64 // the store's count of changes to feeds, and one
	known map[news.FeedID]bool
}

// has reports whether a feed is personal. One that is gone is.
func (p *personalFeeds) has(ctx context.Context, s store.Store, id news.FeedID) (bool, error) {
	tick, err := s.Tick(ctx)
	if err != nil {
		return false, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.at != tick.Feeds+1 {
		p.at, p.known = tick.Feeds+1, map[news.FeedID]bool{}
	}
	personal, ok := p.known[id]
	if ok {
		return personal, nil
	}
	f, err := s.Feed(ctx, news.AnyUser, id)
	if err != nil && !errors.Is(err, news.ErrNotFound) {
		return false, err
	}
	p.known[id] = err != nil || f.Personal
	return p.known[id], nil
}
