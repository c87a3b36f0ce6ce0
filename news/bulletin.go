package news

import "time"

// Bulletin is one announcement of the desk to whoever watches: facts, gathered, a
// few a second at most. A watcher that is slow loses bulletins, never delays one.
type Bulletin struct {
	At    time.Time
	Round Round // the refresh under way, Total 0 when none is
	Over  Round // the last refresh that ended since the last bulletin, Total 0 when none did
	// New, Updated and Marked count stories filed, changed or marked (by this or
	// another process) since the last bulletin.
	New, Updated, Marked int
	Tagged               int
	Noted                int    // notes written or taken away in this process, counted in Marked too
	Feeds                bool   // subscriptions changed
	Notice               string // one line for the status bar, "" for none
	// Told is a notification for the reader at the terminal, nil for none.
	Told *Notification
}

// Round is the progress of one refresh.
type Round struct {
	Done, Total int
	Failed      int
	New         int
	Tagging     int // stories filed and not yet tagged
}

// Active reports whether a refresh is under way.
func (r Round) Active() bool { return r.Total > 0 && r.Done < r.Total }
