package desk

import (
	"sync"

	"dateline/news"
)

// leftFeeds remembers the addresses of feeds that were removed, so that who does not see the
// secret in one can undo what he did.
type leftFeeds struct {
	mu   sync.Mutex
	urls map[news.FeedID]string
}

// maxLeft bounds how many are remembered.
const maxLeft = 1000

func (l *leftFeeds) keep(f news.Feed) {
	if !secret(f.URL) {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.urls == nil || len(l.urls) >= maxLeft {
		l.urls = map[news.FeedID]string{}
	}
	l.urls[f.ID] = f.URL
}

// address is that of a feed that may have been shown without its secret.
func (l *leftFeeds) address(f news.Feed) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if url := l.urls[f.ID]; url != "" && f.URL == news.Redact(url) {
		return url
	}
	return f.URL
}
